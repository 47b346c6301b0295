//! One node's stack: its IPCPs in rows, each above what it stands on, services on top.

use model::order;
use model::{Draft, LayerId, LayerKind, NodeId, ServiceId};
use std::collections::BTreeMap;

/// A node's stack.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stack {
    /// IPCPs from the bottom row up; within a row as declared.
    pub rows: Vec<Vec<Ipcp>>,
    /// Registrations as (upper, lower).
    pub stands: Vec<(LayerId, LayerId)>,
    /// Services of this node, with the layers they are registered in.
    pub services: Vec<(ServiceId, String, Vec<LayerId>)>,
}

/// An IPCP in its row.
#[derive(Clone, Debug, PartialEq)]
pub struct Ipcp {
    /// Its layer.
    pub layer: LayerId,
    /// Its layer's name.
    pub name: String,
    /// Its layer's kind.
    pub kind: LayerKind,
    /// What is set on it, in a few words: its address or interface.
    pub detail: String,
}

impl Stack {
    /// The stack of `node`; empty where the node is not there. A cycle of registrations is cut where it closes.
    pub fn of(draft: &Draft, node: NodeId) -> Self {
        let Some(record) = draft.node(node) else { return Self::default() };
        let overs: BTreeMap<LayerId, &[LayerId]> =
            order::map(record.members.iter().map(|member| (member.layer, member.over.as_slice())));
        let levels = levels(&overs);
        let mut rows: Vec<Vec<Ipcp>> = Vec::new();
        for member in &record.members {
            let Some(layer) = draft.layer(member.layer) else { continue };
            let level = levels[&member.layer];
            rows.resize_with(rows.len().max(level + 1), Vec::new);
            let detail = member.address.clone().or_else(|| member.interface.clone()).unwrap_or_default();
            rows[level].push(Ipcp { layer: member.layer, name: layer.name.clone(), kind: layer.kind, detail });
        }
        let stands = record.members.iter().flat_map(|upper| upper.over.iter().map(|lower| (upper.layer, *lower)));
        let services = draft
            .services()
            .filter(|(_, service)| service.nodes.contains(&node))
            .map(|(id, service)| (id, service.name.clone(), service.layers.clone()))
            .collect();
        Self { rows, stands: stands.collect(), services }
    }
}

/// Each layer's height: 0 for those that stand on nothing here.
pub(crate) fn levels(overs: &BTreeMap<LayerId, &[LayerId]>) -> BTreeMap<LayerId, usize> {
    let mut levels: BTreeMap<LayerId, usize> = order::map(overs.keys().map(|id| (*id, 0)));
    // Without a cycle nothing is higher than the number of layers; with one, the rounds end there.
    for _ in 0..overs.len().min(64) {
        let mut changed = false;
        for (upper, lowers) in overs {
            let above = lowers.iter().filter(|lower| *lower != upper).filter_map(|lower| levels.get(lower));
            let level = above.max().map_or(0, |below| (below + 1).min(overs.len() - 1));
            changed |= levels.insert(*upper, level) != Some(level);
        }
        if !changed {
            break;
        }
    }
    levels
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Builder, Layer, Member, Node};

    fn over(layer: LayerId, lower: &[LayerId]) -> Member {
        Member { over: lower.to_vec(), ..Member::of(layer) }
    }

    fn rows(members: Vec<Member>, builder: &mut Builder) -> Vec<Vec<String>> {
        let node = builder.node(Node { name: "a".into(), members, ..Node::default() });
        let stack = Stack::of(builder.draft(), node);
        stack.rows.iter().map(|row| row.iter().map(|ipcp| ipcp.name.clone()).collect()).collect()
    }

    #[test]
    fn each_ipcp_stands_above_what_carries_it() {
        let mut builder = Builder::default();
        let [e1, n1, n2] = [("e1", LayerKind::EthDix), ("n1", LayerKind::Unicast), ("n2", LayerKind::Unicast)]
            .map(|(name, kind)| builder.layer(Layer::of(name, kind)));
        let members = vec![over(n2, &[n1, e1]), over(e1, &[]), over(n1, &[e1])];
        assert_eq!(rows(members, &mut builder), [["e1"], ["n1"], ["n2"]]);
    }

    #[test]
    fn a_cycle_still_ends() {
        let mut builder = Builder::default();
        let [a, b] = ["a", "b"].map(|name| builder.layer(Layer::of(name, LayerKind::Unicast)));
        let rows = rows(vec![over(a, &[b, a]), over(b, &[a])], &mut builder);
        assert_eq!(rows.iter().map(Vec::len).sum::<usize>(), 2);
    }
}
