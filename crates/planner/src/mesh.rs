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
pub(crate) fn pairs<'g>(
    roster: &'g Roster,
    graph: &'g LayerGraph,
    parents: &'g [u32],
) -> impl Iterator<Item = Adjacent> + 'g {
    let name_of = |member: u32| roster.node_name(graph.members[member as usize]);
    let mut last_from = vec![u32::MAX; graph.members.len()];
    let candidates = (0..graph.members.len() as u32).flat_map(move |from| {
        let spokes = graph.spokes(from).iter().filter(|spoke| graph.is_in_full(spoke.hub));
        spokes.flat_map(move |spoke| {
            graph.hub(spoke.hub).iter().map(move |to| Adjacent { from, to: *to, hub: spoke.hub })
        })
    });
    candidates.filter(move |pair| {
        let Adjacent { from, to, .. } = *pair;
        let is_tree = parents[from as usize] == to || parents[to as usize] == from;
        let is_new = from != to && !is_tree && name_of(from) < name_of(to);
        // Two lower layers may join the same pair; it counts once.
        is_new && std::mem::replace(&mut last_from[to as usize], from) != from
    })
}
