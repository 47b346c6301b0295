//! Which member starts a layer.

use crate::{graph::LayerGraph, roster::Roster};
use model::{Bootstrapper, Layer};
use petgraph::{
    graph::{NodeIndex, UnGraph},
    visit::EdgeRef,
};
use std::collections::VecDeque;

/// Above this many steps of search the centre is estimated from a longest path, not measured from every member.
const EXACT_SEARCH: usize = 4_000_000;

/// The member of `graph` that starts its layer; none if there is no member.
///
/// A named node that is not registered counts as not named, as a design has none.
pub(crate) fn bootstrapper(roster: &Roster, (place, layer): (u32, &Layer), graph: &LayerGraph) -> Option<u32> {
    if graph.members.is_empty() {
        return None;
    }
    match layer.bootstrapper {
        Bootstrapper::Auto | Bootstrapper::First => Some(0),
        Bootstrapper::Centre => Some(centre(graph)),
        Bootstrapper::Node(node) => {
            let ipcp = roster.ipcp_at(place, node);
            Some(ipcp.and_then(|ipcp| graph.members.binary_search(&ipcp).ok()).unwrap_or(0) as u32)
        }
    }
}

/// The member with the most neighbours, counted once for each lower layer; of several the centre, else the first.
///
/// Assumes: there is a member.
pub(crate) fn best_connected(graph: &LayerGraph) -> u32 {
    let n_near = |member: u32| graph.hubs_of(member).iter().map(|hub| graph.hub(*hub).len() - 1).sum::<usize>();
    let most = (0..graph.members.len() as u32).map(n_near).max().unwrap_or(0);
    let centre = centre(graph);
    if n_near(centre) == most {
        return centre;
    }
    (0..graph.members.len() as u32).find(|member| n_near(*member) == most).unwrap_or(centre)
}

/// The member with the shortest way to its farthest fellow; the first declared of several.
fn centre(graph: &LayerGraph) -> u32 {
    let n_members = graph.members.len();
    let wheel = wheel(graph);
    if n_members * (wheel.node_count() + wheel.edge_count()) > EXACT_SEARCH {
        return middle_of_longest_path(&wheel, n_members);
    }
    let eccentricity = |member: &u32| search(&wheel, NodeIndex::new(*member as usize), n_members).distance;
    (0..n_members as u32).min_by_key(eccentricity).unwrap_or(0)
}

/// Members first, then hubs; an edge for each spoke.
fn wheel(graph: &LayerGraph) -> UnGraph<(), ()> {
    let n_members = graph.members.len();
    let mut wheel = UnGraph::with_capacity(n_members + graph.lowers.len(), 0);
    for _ in 0..n_members + graph.lowers.len() {
        wheel.add_node(());
    }
    for member in 0..n_members {
        for hub in graph.hubs_of(member as u32) {
            wheel.add_edge(NodeIndex::new(member), NodeIndex::new(n_members + *hub as usize), ());
        }
    }
    wheel
}

struct Search {
    /// The farthest member, the first declared of several.
    farthest: NodeIndex,
    /// How far it is: two for each neighbour passed, as hubs count.
    distance: usize,
    /// Where each was reached from.
    from: Vec<NodeIndex>,
}

fn search(wheel: &UnGraph<(), ()>, start: NodeIndex, n_members: usize) -> Search {
    let mut distance = vec![usize::MAX; wheel.node_count()];
    let mut from = vec![start; wheel.node_count()];
    distance[start.index()] = 0;
    let mut queue = VecDeque::from([start]);
    while let Some(here) = queue.pop_front() {
        for edge in wheel.edges(here) {
            let next = edge.target();
            if distance[next.index()] == usize::MAX {
                distance[next.index()] = distance[here.index()] + 1;
                from[next.index()] = here;
                queue.push_back(next);
            }
        }
    }
    let reached = (0..n_members).rev().filter(|member| distance[*member] != usize::MAX);
    let farthest = reached.max_by_key(|member| distance[*member]).unwrap_or(start.index());
    Search { farthest: NodeIndex::new(farthest), distance: distance[farthest], from }
}

/// Exact on trees; elsewhere close. Source: two sweeps of breadth-first search.
fn middle_of_longest_path(wheel: &UnGraph<(), ()>, n_members: usize) -> u32 {
    let end = search(wheel, NodeIndex::new(0), n_members).farthest;
    let sweep = search(wheel, end, n_members);
    // Members and hubs alternate, so half the way rounded to an even number ends on a member.
    let n_back = sweep.distance / 4 * 2;
    let middle = (0..n_back).fold(sweep.farthest, |at, _| sweep.from[at.index()]);
    middle.index() as u32
}
