//! Who enrolls through whom: breadth-first from the bootstrapper, every pair, or the pairs chosen by hand.

use crate::{
    Enrollment,
    graph::LayerGraph,
    lists::Lists,
    mesh::{self, Adjacent},
    roster::Roster,
};
use model::{Pair, Strategy};
use std::collections::{HashSet, VecDeque};

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
    TurnedAround,
}

/// The enrollments of `layer`, each after the one that brings its enroller in; those `again` come last.
pub(crate) fn enrollments(roster: &Roster, layer: u32, graph: &LayerGraph, root: u32) -> Vec<Join> {
    match &roster.layers[layer as usize].layer.enrollment {
        Strategy::Minimal => breadth_first(graph, root),
        Strategy::FullMesh => {
            let mut joins = breadth_first(graph, root);
            let parents = parents(graph, &joins);
            let others = mesh::pairs(roster, graph, &parents);
            joins.extend(others.map(|pair| Join {
                enrollee: pair.from,
                enroller: pair.to,
                hub: pair.hub,
                again: true,
                why: Why::FullMesh,
            }));
            joins
        }
        Strategy::Manual(pairs) => by_hand(graph, root, &known(roster, layer, graph, pairs)),
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
    pub(crate) fn named(&self, roster: &Roster, graph: &LayerGraph, root: u32) -> Enrollment {
        let ipcp_of = |member: u32| graph.members[member as usize];
        let name_of = |member: u32| roster.node_name(ipcp_of(member)).as_str();
        let via = &roster.layers[graph.lowers[self.hub as usize] as usize].name;
        let (enrollee, enroller) = (name_of(self.enrollee), name_of(self.enroller));
        let why = match self.why {
            Why::BreadthFirst => ["breadth-first from ", name_of(root), " through ", via.as_str()].concat(),
            Why::FullMesh => ["full mesh: ", enrollee, " and ", enroller, " share ", via.as_str()].concat(),
            Why::ByHand => ["chosen by hand, through ", via.as_str()].concat(),
            Why::TurnedAround => {
                ["chosen by hand, turned around as ", enroller, " is in already, through ", via.as_str()].concat()
            }
        };
        Enrollment {
            enrollee: roster.ipcps[ipcp_of(self.enrollee) as usize].name.clone(),
            enroller: roster.ipcps[ipcp_of(self.enroller) as usize].name.clone(),
            via: via.clone(),
            why,
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
        for spoke in graph.spokes(enroller) {
            if std::mem::replace(&mut is_visited[spoke.hub as usize], true) {
                continue;
            }
            for enrollee in graph.hub(spoke.hub) {
                if !std::mem::replace(&mut is_in[*enrollee as usize], true) {
                    let (enrollee, hub) = (*enrollee, spoke.hub);
                    joins.push(Join { enrollee, enroller, hub, again: false, why: Why::BreadthFirst });
                    queue.push_back(enrollee);
                }
            }
        }
    }
    joins
}

/// The pairs whose members and lower layer are of this graph, each pair once.
fn known(roster: &Roster, layer: u32, graph: &LayerGraph, pairs: &[Pair]) -> Vec<Adjacent> {
    let mut known = Vec::with_capacity(pairs.len());
    let mut is_told = HashSet::new();
    for pair in pairs {
        let member = |node| graph.members.binary_search(&roster.ipcp_at(layer, node)?).ok().map(|place| place as u32);
        let (Some(from), Some(to)) = (member(pair.from), member(pair.to)) else { continue };
        let chosen = pair.via.and_then(|via| roster.layer_at(via)).and_then(|via| graph.hub_over(from, via));
        let Some(hub) = chosen.or_else(|| graph.shared(from, to)) else { continue };
        if from != to && is_told.insert((from.min(to), from.max(to))) {
            known.push(Adjacent { from, to, hub });
        }
    }
    known
}

/// First along the pairs as given, then, for whom that does not reach, against them.
fn by_hand(graph: &LayerGraph, root: u32, pairs: &[Adjacent]) -> Vec<Join> {
    let ends = pairs.iter().enumerate().flat_map(|(pair, p)| [(p.from, pair as u32), (p.to, pair as u32)]);
    let pairs_of = Lists::group(graph.members.len(), ends);
    let mut joins = Vec::with_capacity(pairs.len());
    let mut is_in = vec![false; graph.members.len()];
    let mut is_used = vec![false; pairs.len()];
    let mut reached = vec![root];
    is_in[root as usize] = true;
    for why in [Why::ByHand, Why::TurnedAround] {
        let mut queue: VecDeque<u32> = reached.iter().copied().collect();
        while let Some(enroller) = queue.pop_front() {
            for pair in pairs_of.at(enroller) {
                let Adjacent { from, to, hub } = pairs[*pair as usize];
                let is_along = to == enroller;
                let enrollee = if is_along { from } else { to };
                if is_in[enrollee as usize] || !is_along && matches!(why, Why::ByHand) {
                    continue;
                }
                is_in[enrollee as usize] = true;
                is_used[*pair as usize] = true;
                let why = if is_along { Why::ByHand } else { Why::TurnedAround };
                joins.push(Join { enrollee, enroller, hub, again: false, why });
                reached.push(enrollee);
                queue.push_back(enrollee);
            }
        }
    }
    let rest = pairs.iter().zip(is_used).filter(|(pair, is_used)| !is_used && is_in[pair.from as usize]);
    joins.extend(rest.map(|(pair, _)| Join {
        enrollee: pair.from,
        enroller: pair.to,
        hub: pair.hub,
        again: true,
        why: Why::ByHand,
    }));
    joins
}
