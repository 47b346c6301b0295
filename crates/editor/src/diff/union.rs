//! Both drafts as one, to be drawn: what is gone stands where it stood.

use super::pairs::Pairs;
use model::{Builder, Draft, Layer, LayerId, Member, Node, NodeId, Place};
use std::collections::BTreeMap;

/// Where the records of either draft are in the union.
#[derive(Default)]
pub(super) struct Places {
    nodes: [BTreeMap<NodeId, NodeId>; 2],
    layers: [BTreeMap<LayerId, LayerId>; 2],
}

impl Places {
    pub(super) fn before(&self, place: Place) -> Option<Place> {
        self.at(0, place)
    }

    pub(super) fn after(&self, place: Place) -> Option<Place> {
        self.at(1, place)
    }

    /// A service is not drawn: it keeps its id.
    fn at(&self, side: usize, place: Place) -> Option<Place> {
        match place {
            Place::Node(id) => self.nodes[side].get(&id).map(|id| Place::Node(*id)),
            Place::Layer(id) => self.layers[side].get(&id).map(|id| Place::Layer(*id)),
            Place::Member(node, layer) => {
                Some(Place::Member(*self.nodes[side].get(&node)?, *self.layers[side].get(&layer)?))
            }
            Place::Service(_) | Place::Experiment => Some(place),
        }
    }
}

pub(super) fn union(before: &Draft, after: &Draft, pairs: &Pairs) -> (Draft, Places) {
    let mut builder = Builder::new(after.settings().clone());
    let mut places = Places::default();
    for (was, is) in pairs.layers(before, after) {
        let record = is.and_then(|id| after.layer(id)).or_else(|| was.and_then(|id| before.layer(id)));
        let Some(record) = record else { continue };
        let color = record.color.clone();
        let id = builder.layer(Layer { ghost: record.ghost, color, ..Layer::of(record.name.clone(), record.kind) });
        places.layers[0].extend(was.map(|was| (was, id)));
        places.layers[1].extend(is.map(|is| (is, id)));
    }
    for (was, is) in pairs.nodes(before, after) {
        let old = was.and_then(|id| before.node(id));
        let new = is.and_then(|id| after.node(id));
        let Some(record) = new.or(old) else { continue };
        let mut members: Vec<Member> = Vec::new();
        for (side, node) in [(1, new), (0, old)] {
            for member in node.iter().flat_map(|node| &node.members) {
                let Some(layer) = places.layers[side].get(&member.layer).copied() else { continue };
                let over = member.over.iter().filter_map(|lower| places.layers[side].get(lower).copied()).collect();
                if members.iter().all(|known| known.layer != layer) {
                    members.push(Member { over, ..Member::of(layer) });
                }
            }
        }
        let position = record.position.or(old.and_then(|node| node.position));
        let (name, color) = (record.name.clone(), record.color.clone());
        let id = builder.node(Node { name, ghost: record.ghost, color, position, members, ..Node::default() });
        places.nodes[0].extend(was.map(|was| (was, id)));
        places.nodes[1].extend(is.map(|is| (is, id)));
    }
    (builder.finish(), places)
}
