//! A copied piece of a draft, as it travels through the clipboard.

use crate::order;
use crate::{Draft, Layer, LayerId, Node, NodeId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Nodes and layers that belong together; ids are those of the draft it was copied from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Clip {
    /// The nodes.
    pub nodes: Vec<(NodeId, Node)>,
    /// The layers among them.
    pub layers: Vec<(LayerId, Layer)>,
}

impl Clip {
    /// A copy of `nodes` and of the layers that still mean something among them.
    ///
    /// A layer comes along when two of the nodes are in it, or one and it is among `layers`. Memberships, registrations
    /// and pairs that lead elsewhere stay behind; ids that are not there are passed over.
    pub fn of(draft: &Draft, nodes: &[NodeId], layers: &[LayerId]) -> Self {
        let chosen_nodes: BTreeSet<NodeId> = order::set(nodes.iter().copied());
        let chosen_layers: BTreeSet<LayerId> = order::set(layers.iter().copied());
        let mut copied: Vec<(NodeId, Node)> =
            chosen_nodes.iter().filter_map(|id| Some((*id, draft.node(*id)?.clone()))).collect();
        let mut n_members: BTreeMap<LayerId, usize> = BTreeMap::new();
        for (_, node) in &copied {
            for layer in order::set(node.members.iter().map(|member| member.layer)) {
                *n_members.entry(layer).or_default() += 1;
            }
        }
        n_members.retain(|layer, n| *n >= 2 || chosen_layers.contains(layer));
        for (_, node) in &mut copied {
            node.members.retain(|member| n_members.contains_key(&member.layer));
            for member in &mut node.members {
                member.over.retain(|lower| n_members.contains_key(lower));
            }
        }
        let layers = n_members.keys().filter_map(|id| Some((*id, draft.layer(*id)?.clone()))).collect();
        Self { nodes: copied, layers }
    }

    /// A copy of everything but the services.
    pub fn all(draft: &Draft) -> Self {
        Self {
            nodes: draft.nodes().map(|(id, node)| (id, node.clone())).collect(),
            layers: draft.layers().map(|(id, layer)| (id, layer.clone())).collect(),
        }
    }
}
