//! Who enrolls through whom: breadth-first from the bootstrapper, every pair, or the pairs chosen by hand.

use crate::{
    Enrollment,
    graph::LayerGraph,
    lists::Lists,
    mesh::{self, Adjacent},
    roster::Roster,
};
use messages::say;
use model::{Layer, Pair, Strategy, Text};
use std::collections::VecDeque;

/// An enrollment, by positions in the layer's graph.
pub(crate) struct Join {
    pub(crate) enrollee: u32,
    pub(crate) enroller: u32,
    pub(crate) hub: u32,
    /// Both are members already: the strategy asks for one enrollment more.
    pub(crate) again: bool,
    why: Why,
}

#[derive(Clone, Copy)]
enum Why {
    BreadthFirst,
    FullMesh,
    ByHand,
}

/// The enrollments of `layer`, each after the one that brings its enroller in; those `again` come last.
pub(crate) fn enrollments(roster: &Roster, (place, layer): (u32, &Layer), graph: &LayerGraph, root: u32) -> Vec<Join> {
    match &layer.enrollment {
        Strategy::Minimal => breadth_first(graph, root),
        Strategy::FullMesh => {
            let mut joins = breadth_first(graph, root);
            let parents = parents(graph, &joins);
            let others = mesh::pairs(roster, graph, &parents);
            joins.extend(others.into_iter().map(|pair| Join {
                enrollee: pair.from,
                enroller: pair.to,
                hub: pair.hub,
                again: true,
                why: Why::FullMesh,
            }));
            joins
        }
        Strategy::Manual(pairs) => by_hand(graph, root, &known(roster, place, graph, pairs)),
    }
}

/// The enroller of each member; the member itself where it has none.
pub(crate) fn parents(graph: &LayerGraph, joins: &[Join]) -> Vec<u32> {
    let mut parents: Vec<u32> = (0..graph.members.len() as u32).collect();
    for join in joins.iter().filter(|join| !join.again) {
        parents[join.enrollee as usize] = join.enroller;
    }
    parents
}

/// The member that starts a layer whose enrollments are chosen by hand: the first that is never an enrollee.
pub(crate) fn manual_root(roster: &Roster, layer: u32, graph: &LayerGraph, pairs: &[Pair]) -> Option<u32> {
    let mut enrolls = vec![false; graph.members.len()];
    for pair in known(roster, layer, graph, pairs) {
        enrolls[pair.from as usize] = true;
    }
    enrolls.iter().position(|enrolls| !enrolls).map(|member| member as u32)
}

impl Join {
    /// The enrollment by its names.
    pub(crate) fn named(&self, roster: &Roster, graph: &LayerGraph, why: Text) -> Enrollment {
        let name_of = |member: u32| roster.name(graph.members[member as usize]).clone();
        let via = roster.layer_name(graph.lowers[self.hub as usize]).clone();
        Enrollment { enrollee: name_of(self.enrollee), enroller: name_of(self.enroller), via, why }
    }

    /// Why, in words; `root` starts the layer.
    pub(crate) fn why(&self, roster: &Roster, graph: &LayerGraph, root: u32) -> String {
        let name_of = |member: u32| roster.node_name(graph.members[member as usize]).as_str();
        let via = roster.layer_name(graph.lowers[self.hub as usize]).as_str();
        let (enrollee, enroller) = (name_of(self.enrollee), name_of(self.enroller));
        match self.why {
            Why::BreadthFirst => say!("why-breadth-first", root = name_of(root), via = via),
            Why::FullMesh => say!("why-full-mesh", a = enrollee, b = enroller, via = via),
            Why::ByHand => say!("why-by-hand-through", via = via),
        }
    }
}

/// Neighbours by lower layer, then as declared; a hub once visited has nobody left to enroll.
fn breadth_first(graph: &LayerGraph, root: u32) -> Vec<Join> {
    let mut joins = Vec::with_capacity(graph.members.len());
    let mut is_in = vec![false; graph.members.len()];
    let mut is_visited = vec![false; graph.lowers.len()];
    is_in[root as usize] = true;
    let mut queue = VecDeque::from([root]);
    while let Some(enroller) = queue.pop_front() {
        for hub in graph.hubs_of(enroller) {
            if std::mem::replace(&mut is_visited[*hub as usize], true) {
                continue;
            }
            for enrollee in graph.hub(*hub) {
                if !std::mem::replace(&mut is_in[*enrollee as usize], true) {
                    let (enrollee, hub) = (*enrollee, *hub);
                    joins.push(Join { enrollee, enroller, hub, again: false, why: Why::BreadthFirst });
                    queue.push_back(enrollee);
                }
            }
        }
    }
    joins
}

/// The pairs by positions. Those of a design are of this layer's members, and share a lower layer.
fn known(roster: &Roster, layer: u32, graph: &LayerGraph, pairs: &[Pair]) -> Vec<Adjacent> {
    let member = |node| graph.members.binary_search(&roster.ipcp_at(layer, node)?).ok().map(|place| place as u32);
    let known = pairs.iter().filter_map(|pair| {
        let (from, to) = (member(pair.from)?, member(pair.to)?);
        let chosen = pair.via.and_then(|via| roster.layer_at(via)).and_then(|via| graph.hub_over(from, via));
        let hub = chosen.or_else(|| graph.shared(from, to))?;
        Some(Adjacent { from, to, hub })
    });
    known.collect()
}

/// Breadth-first along the pairs. In a design each member enrolls once, and all are reached.
fn by_hand(graph: &LayerGraph, root: u32, pairs: &[Adjacent]) -> Vec<Join> {
    let enrollees = Lists::group(graph.members.len(), pairs.iter().map(|pair| (pair.to, (pair.from, pair.hub))));
    let mut joins = Vec::with_capacity(pairs.len());
    let mut is_in = vec![false; graph.members.len()];
    is_in[root as usize] = true;
    let mut queue = VecDeque::from([root]);
    while let Some(enroller) = queue.pop_front() {
        for (enrollee, hub) in enrollees.at(enroller).iter().copied() {
            if !std::mem::replace(&mut is_in[enrollee as usize], true) {
                joins.push(Join { enrollee, enroller, hub, again: false, why: Why::ByHand });
                queue.push_back(enrollee);
            }
        }
    }
    joins
}
