//! Who enrolls with whom, and who connects to whom: what the daemon's files must say, and a draft may leave open.

use model::{LayerId, NodeId, Pair, Strategy};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// The most pairs of one layer that are written down.
const MOST_PAIRS: usize = 1_000_000;

/// The members of a layer, each with the layers it is registered in.
pub(super) struct Members<'d> {
    members: Vec<(NodeId, &'d [LayerId])>,
    by_lower: BTreeMap<LayerId, Vec<NodeId>>,
}

impl<'d> Members<'d> {
    pub fn of(members: Vec<(NodeId, &'d [LayerId])>) -> Self {
        let mut by_lower: BTreeMap<LayerId, Vec<NodeId>> = BTreeMap::new();
        for (node, over) in &members {
            for lower in *over {
                by_lower.entry(*lower).or_default().push(*node);
            }
        }
        Self { members, by_lower }
    }

    /// The member that starts the layer where nothing else is said.
    pub fn first(&self) -> Option<NodeId> {
        self.members.first().map(|(node, _)| *node)
    }

    /// Whether a node is among them.
    pub fn contains(&self, node: NodeId) -> bool {
        self.members.iter().any(|(member, _)| *member == node)
    }

    /// A spanning tree, breadth first: each member but the root, and whom it enrolls with; none for those out of reach.
    pub fn tree(&self, root: NodeId) -> Vec<(NodeId, NodeId)> {
        let over: BTreeMap<NodeId, &[LayerId]> = self.members.iter().copied().collect();
        let (mut tree, mut seen, mut spread) = (Vec::new(), HashSet::from([root]), HashSet::new());
        let mut row = vec![root];
        while !row.is_empty() {
            let mut next = Vec::new();
            for from in row {
                let lowers = over.get(&from).into_iter().copied().flatten();
                // A lower layer reaches all its members at once, so it is looked at once.
                let reached =
                    lowers.filter(|lower| spread.insert(**lower)).filter_map(|lower| self.by_lower.get(lower));
                let mut reached: Vec<NodeId> = reached.flatten().copied().filter(|node| seen.insert(*node)).collect();
                reached.sort_unstable();
                tree.extend(reached.iter().map(|node| (*node, from)));
                next.extend(reached);
            }
            row = next;
        }
        tree
    }

    /// Every pair of neighbours; none where there are too many to write down.
    pub fn mesh(&self) -> Option<BTreeSet<(NodeId, NodeId)>> {
        let mut pairs = BTreeSet::new();
        let n_most: usize = self.by_lower.values().map(|nodes| nodes.len() * nodes.len() / 2).sum();
        if n_most > MOST_PAIRS {
            return None;
        }
        for nodes in self.by_lower.values() {
            for (at, from) in nodes.iter().enumerate() {
                pairs.extend(nodes[at + 1..].iter().filter(|to| *to != from).map(|to| unordered(*from, *to)));
            }
        }
        Some(pairs)
    }
}

/// A pair whichever way it is told.
pub(super) fn unordered(a: NodeId, b: NodeId) -> (NodeId, NodeId) {
    (a.min(b), a.max(b))
}

/// The strategy that these pairs are, given what the two others would be.
pub(super) fn strategy(
    pairs: &[(NodeId, NodeId)],
    minimal: &[(NodeId, NodeId)],
    mesh: Option<&BTreeSet<(NodeId, NodeId)>>,
    default: Strategy,
) -> Strategy {
    let told: BTreeSet<_> = pairs.iter().map(|(from, to)| unordered(*from, *to)).collect();
    let is_minimal = told == minimal.iter().map(|(from, to)| unordered(*from, *to)).collect();
    let is_mesh = mesh == Some(&told);
    match default {
        Strategy::FullMesh if is_mesh => Strategy::FullMesh,
        _ if is_minimal => Strategy::Minimal,
        _ if is_mesh => Strategy::FullMesh,
        _ => Strategy::Manual(pairs.iter().map(|(from, to)| Pair { from: *from, to: *to, via: None }).collect()),
    }
}
