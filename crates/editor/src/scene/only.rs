//! Some nodes of a scene, with the lines between them.

use super::{Lines, Scene};
use crate::Rect;
use model::NodeId;
use model::order;
use std::{
    collections::BTreeSet,
    sync::{Arc, OnceLock},
};

impl Scene {
    /// These nodes alone, links with both ends among them, and hubs with a member among them.
    pub fn only(mut self, wanted: &BTreeSet<NodeId>) -> Self {
        let mut new_at = vec![None; self.nodes.len()];
        // What is folded stands for all that is in it.
        let kept: BTreeSet<usize> = order::set(wanted.iter().filter_map(|id| self.node_idx(*id)));
        kept.iter().enumerate().for_each(|(now, before)| new_at[*before] = Some(now));
        let node_at = self.node_at.iter().filter_map(|(id, before)| Some((*id, new_at[*before]?)));
        self.node_at = Arc::new(order::map(node_at));
        let mut before = 0..;
        self.nodes.retain(|_| before.next().is_some_and(|at| kept.contains(&at)));
        Arc::make_mut(&mut self.links).retain_mut(|link| match (new_at[link.ends.0], new_at[link.ends.1]) {
            (Some(a), Some(b)) => {
                link.ends = (a, b);
                true
            }
            _ => false,
        });
        self.hubs.retain_mut(|hub| {
            hub.members = hub.members.iter().filter_map(|member| new_at[*member]).collect();
            !hub.members.is_empty()
        });
        let mut lines_of = vec![Lines::default(); self.nodes.len()];
        for (at, link) in self.links.iter().enumerate() {
            lines_of[link.ends.0].links.push(at);
            lines_of[link.ends.1].links.push(at);
        }
        for (at, hub) in self.hubs.iter().enumerate() {
            hub.members.iter().for_each(|member| lines_of[*member].hubs.push(at));
        }
        self.lines_of = Arc::new(lines_of);
        let rects = self.nodes.iter().map(|node| node.rect).chain(self.hubs.iter().map(|hub| hub.rect));
        self.bounds = Rect::union(rects);
        self.grid = OnceLock::new();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Placement, scene::Input};
    use model::{Builder, Layer, LayerKind, Member, Node, Point};

    #[test]
    fn what_is_left_is_whole() {
        let mut builder = Builder::default();
        let [e1, e2, bus] = ["e1", "e2", "bus"].map(|name| builder.layer(Layer::of(name, LayerKind::EthDix)));
        let mut node = |name: &str, x, layers: &[_]| {
            let members = layers.iter().map(|id| Member::of(*id)).collect();
            builder.node(Node { name: name.into(), members, position: Some(Point { x, y: 0.0 }), ..Node::default() })
        };
        node("a", 0.0, &[e1, bus]);
        let (b, c) = (node("b", 300.0, &[e1, e2, bus]), node("c", 600.0, &[e2, bus]));
        let draft = builder.finish();
        let scene = Scene::of(&Input { draft: &draft, placement: &Placement::default(), findings: &[] });
        let some = scene.only(&[b, c].into());
        assert_eq!(some.nodes.iter().map(|node| &*node.name).collect::<Vec<_>>(), ["b", "c"]);
        assert_eq!(some.links.iter().map(|link| (link.layer, link.ends)).collect::<Vec<_>>(), [(e2, (0, 1))]);
        assert_eq!(some.hubs[0].members, [0, 1]);
        assert_eq!((some.node_idx(b), some.lines_of(1).links.len()), (Some(0), 1));
        assert!(some.bounds.is_some_and(|bounds| bounds.x > 100.0));
    }
}
