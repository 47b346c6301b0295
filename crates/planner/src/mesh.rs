//! The adjacent pairs that a tree leaves over: what a full mesh adds to it.

use crate::{graph::LayerGraph, roster::Roster};

/// Two members that share a hub.
#[derive(Clone, Copy)]
pub(crate) struct Adjacent {
    pub(crate) from: u32,
    pub(crate) to: u32,
    pub(crate) hub: u32,
}

/// Every adjacent pair once, but for those of `parents`, from the node whose name sorts first to the other.
///
/// By the first node's place, then by lower layer. Lower layers too large to be listed in full add nothing: their
/// members keep to the tree. Source: Rumba 0.9, `compute_enrollments`.
pub(crate) fn pairs(roster: &Roster, graph: &LayerGraph, parents: &[u32]) -> Vec<Adjacent> {
    let names: Vec<&str> = graph.members.iter().map(|ipcp| roster.node_name(*ipcp).as_str()).collect();
    let is_before = |a: u32, b: u32| names[a as usize] < names[b as usize];
    let mut last_from = vec![u32::MAX; graph.members.len()];
    let mut pairs = Vec::new();
    for from in 0..graph.members.len() as u32 {
        let parent = parents[from as usize];
        for hub in graph.hubs_of(from).iter().copied().filter(|hub| graph.is_in_full(*hub)) {
            for to in graph.hub(hub).iter().copied() {
                let is_tree = parent == to || parents[to as usize] == from;
                // Two lower layers may join the same pair; it counts once.
                if from != to && !is_tree && last_from[to as usize] != from && is_before(from, to) {
                    last_from[to as usize] = from;
                    pairs.push(Adjacent { from, to, hub });
                }
            }
        }
    }
    pairs
}
