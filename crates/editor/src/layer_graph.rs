//! One layer's graph: its members where they stand on the map, who reaches whom over what, and what is decided about it.

use crate::{
    Overlay, Placement, Scene,
    layout::{SPACING, tree},
    overlay::{Arc, ArcKind, ArcState},
    palette,
    scene::{Input, LayerInfo},
};
use model::order;
use model::{Builder, Draft, Layer, LayerId, LayerKind, Member, Node, NodeId, Point};
use std::{collections::BTreeMap, sync};

/// An enrollment or flow that a planner decided, by the names it uses.
#[derive(Clone, Debug, PartialEq)]
pub struct Decided {
    /// Enrollee or source.
    pub from: NodeId,
    /// Enroller or destination.
    pub to: NodeId,
    /// Which of the two.
    pub kind: ArcKind,
    /// Why so, in words.
    pub why: String,
}

/// Where the members of a layer's graph stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// Where they stand on the map.
    #[default]
    Map,
    /// Below whom they enroll with; who starts the layer on top.
    Tree,
}

/// A layer's graph, drawn as a map is drawn.
#[derive(Clone, Debug, Default)]
pub struct LayerGraph {
    /// Members as nodes; each lower layer as a line or hub. Node and layer ids are the draft's own.
    pub scene: Scene,
    /// Enrollments, numbered in order, and flows.
    pub overlay: Overlay,
}

impl LayerGraph {
    /// The graph of `layer`. `decided` in the order it will be done.
    pub fn of((draft, placement): (&Draft, &Placement), layer: LayerId, decided: &[Decided], shape: Shape) -> Self {
        let tree = if shape == Shape::Tree { as_a_tree(draft, layer, decided) } else { BTreeMap::new() };
        let at = |id| tree.get(&id).copied().unwrap_or_else(|| placement.at(draft, id));
        let (reduced, node_of, layer_of) = reduced(draft, &at, layer);
        let mut scene = Scene::of(&Input { draft: &reduced, placement: &Placement::default(), findings: &[] });
        rename_ids(&mut scene, &node_of, &layer_of);
        dress(&mut scene, draft, layer);
        Self { scene, overlay: Overlay { arcs: arcs(layer, decided), ..Overlay::default() } }
    }
}

/// Members below whom they enroll with first, as a tidy tree; those that nobody leads to stand beside it on top.
fn as_a_tree(draft: &Draft, layer: LayerId, decided: &[Decided]) -> BTreeMap<NodeId, Point> {
    let is_in = |id: &NodeId| draft.member(*id, layer).is_some();
    let members: Vec<NodeId> = draft.nodes().map(|(id, _)| id).filter(is_in).collect();
    let at: BTreeMap<NodeId, usize> = order::map(members.iter().enumerate().map(|(at, id)| (*id, at)));
    // The last vertex is above all that have nobody above them; it is not drawn.
    let root = members.len();
    let mut has_parent = vec![false; root];
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); root + 1];
    for decided in decided.iter().filter(|decided| decided.kind == ArcKind::Enrollment) {
        let (Some(child), Some(above)) = (at.get(&decided.from), at.get(&decided.to)) else { continue };
        // Who has let others in is in already: to enroll again must not close a circle.
        if child != above && !has_parent[*child] && children[*child].is_empty() {
            has_parent[*child] = true;
            children[*above].push(*child);
        }
    }
    children[root] = (0..root).filter(|vertex| !has_parent[*vertex]).collect();
    let mut order = vec![root];
    let mut n_done = 0;
    while let Some(vertex) = order.get(n_done).copied() {
        order.extend(children[vertex].iter().copied());
        n_done += 1;
    }
    let offsets = tree::offsets(&order, &children);
    let mut places = vec![Point { x: 0.0, y: -tree::ROW }; root + 1];
    for vertex in order {
        let above = places[vertex];
        for child in &children[vertex] {
            places[*child] = Point { x: above.x + offsets[*child], y: above.y + tree::ROW.max(SPACING * 0.8) };
        }
    }
    order::map(members.into_iter().zip(places))
}

fn arcs(layer: LayerId, decided: &[Decided]) -> Vec<Arc> {
    let mut n_enrolled = 0;
    let mut arc = |decided: &Decided| {
        let is_enrollment = decided.kind == ArcKind::Enrollment;
        n_enrolled += usize::from(is_enrollment);
        let label = if is_enrollment { n_enrolled.to_string() } else { String::new() };
        Arc { layer, from: decided.from, to: decided.to, kind: decided.kind, state: ArcState::Planned, label }
    };
    decided.iter().map(&mut arc).collect()
}

/// A draft of the layer's members alone, where each lower layer is a hardware layer between those registered in it.
fn reduced(draft: &Draft, place: &dyn Fn(NodeId) -> Point, layer: LayerId) -> (Draft, Vec<NodeId>, Vec<LayerId>) {
    let mut builder = Builder::default();
    let (mut node_of, mut layer_of) = (Vec::new(), Vec::new());
    let mut lower_at: BTreeMap<LayerId, LayerId> = BTreeMap::new();
    let is_hardware = draft.layer(layer).is_some_and(|layer| layer.kind.is_hardware());
    for (id, node) in draft.nodes() {
        let Some(member) = node.members.iter().find(|member| member.layer == layer) else { continue };
        // A hardware layer has nothing below: it is its own graph.
        let lowers = if is_hardware { vec![layer] } else { member.over.clone() };
        let mut members = Vec::new();
        for lower in lowers {
            let Some(record) = draft.layer(lower) else { continue };
            let at = lower_at.entry(lower).or_insert_with(|| {
                layer_of.push(lower);
                builder.layer(Layer { ghost: record.ghost, ..Layer::of(record.name.clone(), LayerKind::EthDix) })
            });
            members.push(Member::of(*at));
        }
        node_of.push(id);
        let position = Some(place(id));
        builder.node(Node { name: node.name.clone(), ghost: node.ghost, position, members, ..Node::default() });
    }
    (builder.finish(), node_of, layer_of)
}

fn rename_ids(scene: &mut Scene, node_of: &[NodeId], layer_of: &[LayerId]) {
    let layer = |id: LayerId| layer_of[id.0 as usize - 1];
    for node in &mut scene.nodes {
        node.id = node_of[node.id.0 as usize - 1];
    }
    scene.node_at = sync::Arc::new(order::map(scene.nodes.iter().enumerate().map(|(at, node)| (node.id, at))));
    sync::Arc::make_mut(&mut scene.links).iter_mut().for_each(|link| link.layer = layer(link.layer));
    scene.hubs.iter_mut().for_each(|hub| hub.layer = layer(hub.layer));
    sync::Arc::make_mut(&mut scene.layers).iter_mut().for_each(|info| info.id = layer(info.id));
}

/// Gives layers their own kinds and colours, and adds the layer the graph is of.
fn dress(scene: &mut Scene, draft: &Draft, layer: LayerId) {
    let tints = palette::tints(draft);
    let tint = |id| tints.get(&id).cloned().unwrap_or(palette::Tint::Plain);
    for info in sync::Arc::make_mut(&mut scene.layers) {
        info.tint = tint(info.id);
        info.kind = draft.layer(info.id).map_or(info.kind, |record| record.kind);
    }
    if let Some(record) = draft.layer(layer).filter(|_| scene.layer(layer).is_none()) {
        sync::Arc::make_mut(&mut scene.layers).push(LayerInfo {
            id: layer,
            name: record.name.clone(),
            kind: record.kind,
            tint: tint(layer),
            ghost: record.ghost,
            n_members: scene.nodes.len(),
            badge: None,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hit::Hit;

    #[test]
    fn a_layer_over_layers_shows_who_reaches_whom() {
        let mut builder = Builder::default();
        let [e9, n1, n2] = [("e9", LayerKind::EthDix), ("n1", LayerKind::Unicast), ("n2", LayerKind::Unicast)]
            .map(|(name, kind)| builder.layer(Layer::of(name, kind)));
        let over = |layer, lower| Member { over: vec![lower], ..Member::of(layer) };
        let mut node = |name: &str, x, members| {
            builder.node(Node { name: name.into(), members, position: Some(Point { x, y: 0.0 }), ..Node::default() })
        };
        node("transit", 500.0, vec![Member::of(e9), over(n1, e9)]);
        let a = node("a", 0.0, vec![over(n1, e9), over(n2, n1)]);
        let b = node("b", 400.0, vec![over(n1, e9), over(n2, n1)]);
        let decided = [Decided { from: b, to: a, kind: ArcKind::Enrollment, why: String::new() }];
        let graph = |shape| LayerGraph::of((builder.draft(), &Placement::default()), n2, &decided, shape);
        let tree = graph(Shape::Tree).scene;
        assert!(tree.nodes[0].rect.y < tree.nodes[1].rect.y, "who starts it stands on top");
        let graph = graph(Shape::Map);
        assert_eq!(graph.scene.nodes.iter().map(|node| node.id).collect::<Vec<_>>(), [a, b]);
        assert_eq!(graph.scene.links.iter().map(|link| link.layer).collect::<Vec<_>>(), [n1]);
        assert_eq!(graph.overlay.arcs[0].label, "1");
        assert_eq!(graph.scene.hit(Point { x: 200.0, y: 1.0 }, 5.0), Hit::Link(n1));
    }
}
