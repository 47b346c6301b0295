//! Removing: with nodes go the links that would end nowhere, and the layers that would be left empty.

use model::{Draft, LayerId, NodeId, Place, order};

/// How a layer fares.
#[derive(Clone, Copy, Default)]
struct Fate {
    is_named: bool,
    loses: bool,
    n_left: usize,
}

/// `places`, and the layers that lose a node by it and keep too few: an Ethernet layer fewer than two, another one none.
///
/// Shape: `places` as they are, then the layers that are not among them. Linear in the draft and in `places`.
pub fn with_loose_links(draft: &Draft, mut places: Vec<Place>) -> Vec<Place> {
    let nodes: Vec<NodeId> = draft.nodes().map(|(id, _)| id).collect();
    let layers: Vec<LayerId> = draft.layers().map(|(id, _)| id).collect();
    let mut is_gone = vec![false; nodes.len()];
    let mut fates = vec![Fate::default(); layers.len()];
    for place in &places {
        match place {
            Place::Node(id) => order::position(&nodes, id.0, |id| id.0).into_iter().for_each(|at| is_gone[at] = true),
            Place::Layer(id) => {
                order::position(&layers, id.0, |id| id.0).into_iter().for_each(|at| fates[at].is_named = true);
            }
            _ => {}
        }
    }
    for ((_, node), is_gone) in draft.nodes().zip(is_gone) {
        for member in &node.members {
            let Some(at) = order::position(&layers, member.layer.0, |id| id.0) else { continue };
            fates[at].loses |= is_gone;
            fates[at].n_left += usize::from(!is_gone);
        }
    }
    for ((id, layer), fate) in draft.layers().zip(fates) {
        let n_needed = if layer.kind.is_ethernet() { 2 } else { 1 };
        if fate.loses && fate.n_left < n_needed && !fate.is_named {
            places.push(Place::Layer(id));
        }
    }
    places
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
        let places = with_loose_links(builder.draft(), vec![Place::Node(a)]);
        assert_eq!(places, [Place::Node(a), Place::Layer(line)]);
        let places = with_loose_links(builder.draft(), vec![Place::Layer(bus), Place::Node(a), Place::Node(b)]);
        assert_eq!(places[3..], [line, upper].map(Place::Layer));
    }
}
