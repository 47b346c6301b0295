//! Thumbnails: an experiment in points and lines, for lists.

use model::{Draft, NodeId, Point};
use std::collections::BTreeMap;

/// So many nodes are recognisable on a card.
const MOST_NODES: usize = 200;
/// So many lines are.
const MOST_LINKS: usize = 400;

/// A picture in points and lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Thumbnail {
    /// Where nodes stand, canvas units.
    pub nodes: Vec<Point>,
    /// Links, as positions in `nodes`.
    pub links: Vec<(usize, usize)>,
}

/// The picture of `draft`. A link of many ends is drawn from its first end to each other.
pub fn thumbnail(draft: &Draft) -> Thumbnail {
    let mut places: BTreeMap<NodeId, usize> = BTreeMap::new();
    let mut nodes = Vec::new();
    for (id, node) in draft.nodes().take(MOST_NODES) {
        places.insert(id, nodes.len());
        nodes.push(node.position.unwrap_or_else(|| on_a_grid(nodes.len())));
    }
    let hardware = draft.members_by_layer().into_iter();
    let hardware = hardware.filter(|(id, _)| draft.layer(*id).is_some_and(|layer| layer.kind.is_hardware()));
    let links = hardware.flat_map(|(_, members)| {
        let mut drawn = members.into_iter().filter_map(|node| places.get(&node).copied());
        let first = drawn.next();
        drawn.filter_map(move |other| Some((first?, other))).collect::<Vec<_>>()
    });
    Thumbnail { links: links.take(MOST_LINKS).collect(), nodes }
}

/// A place for a node that has none yet.
fn on_a_grid(index: usize) -> Point {
    Point { x: (index % 10) as f64 * 100.0, y: (index / 10) as f64 * 100.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Builder, Layer, LayerKind, Member, Node};

    #[test]
    fn a_switch_is_drawn_from_its_first_end() {
        let mut builder = Builder::default();
        let e1 = builder.layer(Layer::of("e1", LayerKind::EthDix));
        let n1 = builder.layer(Layer::of("n1", LayerKind::Unicast));
        for name in ["a", "b", "c"] {
            let members = vec![Member::of(e1), Member::of(n1)];
            builder.node(Node { name: name.into(), members, ..Node::default() });
        }
        let picture = thumbnail(&builder.finish());
        assert_eq!((picture.nodes.len(), picture.links), (3, vec![(0, 1), (0, 2)]));
    }
}
