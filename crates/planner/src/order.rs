//! The order of layers: every layer after all it stands on; ties as declared.

use crate::roster::{LayerRow, Places};
use model::Draft;
use petgraph::{
    Direction::{Incoming, Outgoing},
    graph::{DiGraph, NodeIndex},
};
use std::{cmp::Reverse, collections::BinaryHeap};

/// Layers as positions, lower before upper. What two nodes say of the same two layers is merged.
///
/// Source: Kahn 1962, with a heap so that of the layers that are ready the one declared first comes first.
pub(crate) fn order(layers: &[LayerRow], draft: &Draft, places: &Places) -> Vec<u32> {
    let above = registrations(layers, draft, places);
    let mut missing: Vec<usize> = above.node_indices().map(|l| above.neighbors_directed(l, Incoming).count()).collect();
    let ready = above.node_indices().filter(|layer| missing[layer.index()] == 0);
    let mut ready: BinaryHeap<_> = ready.map(Reverse).collect();
    let mut order = Vec::with_capacity(layers.len());
    while let Some(Reverse(layer)) = ready.pop() {
        order.push(layer.index() as u32);
        for upper in above.neighbors_directed(layer, Outgoing) {
            missing[upper.index()] -= 1;
            if missing[upper.index()] == 0 {
                ready.push(Reverse(upper));
            }
        }
    }
    order
}

/// An edge from lower to upper for every registration.
fn registrations(layers: &[LayerRow], draft: &Draft, places: &Places) -> DiGraph<(), ()> {
    let mut above = DiGraph::with_capacity(layers.len(), 2 * layers.len());
    for _ in layers {
        above.add_node(());
    }
    for member in draft.nodes().flat_map(|(_, node)| &node.members) {
        let Some(upper) = places.at(member.layer.0) else { continue };
        if layers[upper as usize].kind.is_hardware() {
            continue;
        }
        for lower in member.over.iter().filter_map(|lower| places.at(lower.0)) {
            above.add_edge(NodeIndex::new(lower as usize), NodeIndex::new(upper as usize), ());
        }
    }
    above
}
