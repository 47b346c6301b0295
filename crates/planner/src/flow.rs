//! Which flows are connected: one for every adjacent pair, along the enrollments only, or those chosen by hand.

use crate::{
    Flow,
    enrollment::{self, Join},
    graph::LayerGraph,
    mesh,
    roster::Roster,
};
use messages::say;
use model::{Layer, Strategy, Text};

/// A flow, by positions in the layer's graph.
pub(crate) struct Link {
    pub(crate) src: u32,
    pub(crate) dst: u32,
    why: Why,
}

#[derive(Clone, Copy)]
enum Why {
    Enrolled,
    /// The hub shared.
    FullMesh(u32),
    ByHand,
}

/// The flows of `layer`, one a pair: first from each enrollee to its enroller, then the others.
pub(crate) fn flows(roster: &Roster, (place, layer): (u32, &Layer), graph: &LayerGraph, joins: &[Join]) -> Vec<Link> {
    let tree = joins.iter().filter(|join| !join.again).map(|join| Link {
        src: join.enrollee,
        dst: join.enroller,
        why: Why::Enrolled,
    });
    match &layer.flows {
        Strategy::Minimal => tree.collect(),
        Strategy::FullMesh => {
            let parents = enrollment::parents(graph, joins);
            let others = mesh::pairs(roster, graph, &parents);
            let others =
                others.into_iter().map(|pair| Link { src: pair.from, dst: pair.to, why: Why::FullMesh(pair.hub) });
            tree.chain(others).collect()
        }
        Strategy::Manual(pairs) => {
            let member = |node| roster.ipcp_at(place, node).and_then(|ipcp| graph.members.binary_search(&ipcp).ok());
            let links = pairs.iter().filter_map(|pair| {
                let (src, dst) = (member(pair.from)? as u32, member(pair.to)? as u32);
                Some(Link { src, dst, why: Why::ByHand })
            });
            links.collect()
        }
    }
}

impl Link {
    /// The flow by its names.
    pub(crate) fn named(&self, roster: &Roster, graph: &LayerGraph, why: Text) -> Flow {
        let name_of = |member: u32| roster.name(graph.members[member as usize]).clone();
        Flow { src: name_of(self.src), dst: name_of(self.dst), why }
    }

    /// Why, in words.
    pub(crate) fn why(&self, roster: &Roster, graph: &LayerGraph) -> String {
        let node = |member: u32| roster.node_name(graph.members[member as usize]).as_str();
        let (src, dst) = (node(self.src), node(self.dst));
        match self.why {
            Why::Enrolled => say!("why-enrolled-through", src = src, dst = dst),
            Why::FullMesh(hub) => {
                let via = roster.layer_name(graph.lowers[hub as usize]);
                say!("why-full-mesh", a = src, b = dst, via = via)
            }
            Why::ByHand => say!("why-by-hand").to_owned(),
        }
    }
}
