//! Which flows are connected: one for every adjacent pair, along the enrollments only, or those chosen by hand.

use crate::{
    Flow,
    enrollment::{self, Join},
    graph::LayerGraph,
    mesh,
    roster::Roster,
};
use model::Strategy;

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
pub(crate) fn flows(roster: &Roster, layer: u32, graph: &LayerGraph, joins: &[Join]) -> Vec<Link> {
    let tree = joins.iter().filter(|join| !join.again);
    let tree = tree.map(|join| Link { src: join.enrollee, dst: join.enroller, why: Why::Enrolled });
    match &roster.layers[layer as usize].layer.flows {
        Strategy::Minimal => tree.collect(),
        Strategy::FullMesh => {
            let parents = enrollment::parents(graph, joins);
            let others = mesh::pairs(roster, graph, &parents);
            let others = others.map(|pair| Link { src: pair.from, dst: pair.to, why: Why::FullMesh(pair.hub) });
            tree.chain(others).collect()
        }
        Strategy::Manual(pairs) => {
            let member = |node| roster.ipcp_at(layer, node).and_then(|ipcp| graph.members.binary_search(&ipcp).ok());
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
    pub(crate) fn named(&self, roster: &Roster, graph: &LayerGraph) -> Flow {
        let ipcp = |member: u32| &roster.ipcps[graph.members[member as usize] as usize].name;
        let node = |member: u32| roster.node_name(graph.members[member as usize]).as_str();
        let (src, dst) = (node(self.src), node(self.dst));
        let why = match self.why {
            Why::Enrolled => [src, " enrolled through ", dst].concat(),
            Why::FullMesh(hub) => {
                let via = &roster.layers[graph.lowers[hub as usize] as usize].name;
                ["full mesh: ", src, " and ", dst, " share ", via.as_str()].concat()
            }
            Why::ByHand => "chosen by hand".into(),
        };
        Flow { src: ipcp(self.src).clone(), dst: ipcp(self.dst).clone(), why }
    }
}
