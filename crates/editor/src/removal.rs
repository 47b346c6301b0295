//! Removing: with nodes go the links that would end nowhere, and the layers that would be left empty.

use model::order;
use model::{Draft, LayerId, NodeId, Place};
use std::collections::{BTreeMap, BTreeSet};

/// `places`, and the layers that lose a node by it and keep too few: an Ethernet layer fewer than two, another one none.
///
/// Shape: each once, in order.
pub fn with_loose_links(draft: &Draft, places: impl IntoIterator<Item = Place>) -> Vec<Place> {
    let mut places: BTreeSet<Place> = order::set(places);
    let gone: BTreeSet<NodeId> =
        order::set(places.iter().filter_map(|place| if let Place::Node(id) = place { Some(*id) } else { None }));
    let mut n_left: BTreeMap<LayerId, usize> = BTreeMap::new();
    let mut touched: BTreeSet<LayerId> = BTreeSet::new();
    for (id, node) in draft.nodes() {
        for member in &node.members {
            if gone.contains(&id) {
                touched.insert(member.layer);
            } else {
                *n_left.entry(member.layer).or_default() += 1;
            }
        }
    }
    let is_loose = |id: &LayerId| {
        let n_needed = if draft.layer(*id).is_some_and(|layer| layer.kind.is_ethernet()) { 2 } else { 1 };
        n_left.get(id).is_none_or(|n| *n < n_needed)
    };
    places.extend(touched.into_iter().filter(is_loose).map(Place::Layer));
    places.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Builder, Layer, LayerKind, Member, Node};

    #[test]
    fn a_line_goes_with_its_node_and_a_bus_stays() {
        let mut builder = Builder::default();
        let line = builder.layer(Layer::of("e1", LayerKind::EthDix));
        let bus = builder.layer(Layer::of("lan", LayerKind::EthDix));
        let upper = builder.layer(Layer::of("n1", LayerKind::Unicast));
        let mut node = |layers: &[LayerId]| {
            builder.node(Node { members: layers.iter().map(|id| Member::of(*id)).collect(), ..Node::default() })
        };
        let a = node(&[line, bus, upper]);
        let b = node(&[line, bus, upper]);
        node(&[bus]);
        let places = with_loose_links(builder.draft(), [Place::Node(a)]);
        assert_eq!(places, [Place::Node(a), Place::Layer(line)]);
        let places = with_loose_links(builder.draft(), [Place::Node(a), Place::Node(b)]);
        assert_eq!(places[2..], [line, bus, upper].map(Place::Layer));
    }
}
