//! What every check looks at, gathered in one pass.

use crate::{Draft, LayerId, LayerKind, Member, NodeId, name::shown, order};
use std::{borrow::Cow, collections::BTreeMap};

/// A draft with its memberships seen from the layers.
///
/// Sorted vectors, not maps: a check runs on every keystroke.
pub(super) struct Ground<'a> {
    pub(super) draft: &'a Draft,
    /// Every IPCP; of one that is listed twice, the first listing.
    pub(super) ipcps: Vec<(NodeId, &'a Member)>,
    /// Of every layer, the members with registrations that can be: in other layers of the node; each once, as given.
    registered: BTreeMap<LayerId, Vec<(NodeId, Vec<LayerId>)>>,
    carrying: Vec<LayerId>,
    kinds: Vec<(LayerId, LayerKind)>,
    memberships: Vec<(NodeId, LayerId)>,
    // The memberships again, layer by layer: the nodes of `layers[i]` are at the same positions.
    layers: Vec<LayerId>,
    nodes: Vec<NodeId>,
}

impl<'a> Ground<'a> {
    pub(super) fn of(draft: &'a Draft) -> Self {
        let listings = || draft.nodes().flat_map(|(id, node)| node.members.iter().map(move |member| (id, member)));
        let mut memberships: Vec<(NodeId, LayerId)> = listings().map(|(id, member)| (id, member.layer)).collect();
        let n_listings = memberships.len();
        memberships.sort_unstable();
        memberships.dedup();
        let mut by_layer: Vec<(LayerId, NodeId)> = memberships.iter().map(|(node, layer)| (*layer, *node)).collect();
        by_layer.sort_unstable();
        let mut ipcps: Vec<(NodeId, &Member)> = listings().collect();
        if memberships.len() < n_listings {
            // A stable sort keeps the first listing first.
            order::sort_by_key(&mut ipcps, |(node, member)| (*node, member.layer));
            ipcps.dedup_by_key(|(node, member)| (*node, member.layer));
        }
        let (layers, nodes) = by_layer.into_iter().unzip();
        let (registered, carrying) = (BTreeMap::new(), Vec::new());
        let kinds = draft.layers().map(|(id, layer)| (id, layer.kind)).collect();
        let mut ground = Self { draft, ipcps, registered, carrying, kinds, memberships, layers, nodes };
        listings().for_each(|(node, member)| ground.registrations(node, member));
        ground.carrying.sort_unstable();
        ground.carrying.dedup();
        ground
    }

    fn registrations(&mut self, node: NodeId, member: &Member) {
        let upper = member.layer;
        let possible = |lower: &LayerId| *lower != upper && self.is_member(node, *lower);
        let lowers: Vec<LayerId> = once_each(member.over.iter().copied().filter(possible).collect());
        if lowers.is_empty() {
            return;
        }
        self.carrying.extend(&lowers);
        let registered = self.registered.entry(upper).or_default();
        match registered.last_mut() {
            // The node lists the layer twice: a finding of its own.
            Some((last, known)) if *last == node => {
                known.extend(lowers);
                *known = once_each(std::mem::take(known));
            }
            _ => registered.push((node, lowers)),
        }
    }

    pub(super) fn node(&self, id: NodeId) -> Cow<'a, str> {
        self.draft.node(id).map_or("?".into(), |node| shown(&node.name))
    }

    pub(super) fn layer(&self, id: LayerId) -> Cow<'a, str> {
        self.draft.layer(id).map_or("?".into(), |layer| shown(&layer.name))
    }

    pub(super) fn kind(&self, id: LayerId) -> Option<LayerKind> {
        order::position(&self.kinds, id.0, |(layer, _)| layer.0).map(|at| self.kinds[at].1)
    }

    pub(super) fn is_hardware(&self, id: LayerId) -> bool {
        self.kind(id).is_some_and(LayerKind::is_hardware)
    }

    /// The nodes of a layer, each once, as declared.
    pub(super) fn members(&self, id: LayerId) -> &[NodeId] {
        let from = self.layers.partition_point(|layer| *layer < id);
        let n_members = self.layers[from..].partition_point(|layer| *layer == id);
        &self.nodes[from..from + n_members]
    }

    pub(super) fn registered(&self, id: LayerId) -> &[(NodeId, Vec<LayerId>)] {
        self.registered.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Something is registered in this layer.
    pub(super) fn is_carrying(&self, id: LayerId) -> bool {
        self.carrying.binary_search(&id).is_ok()
    }

    pub(super) fn is_member(&self, node: NodeId, layer: LayerId) -> bool {
        self.memberships.binary_search(&(node, layer)).is_ok()
    }

    /// Nodes named in a sentence.
    pub(super) fn nodes<'b>(&self, ids: impl IntoIterator<Item = &'b NodeId>) -> String {
        super::list(ids.into_iter().map(|id| self.node(*id)))
    }

    /// Layers named in a sentence.
    pub(super) fn layers<'b>(&self, ids: impl IntoIterator<Item = &'b LayerId>) -> String {
        super::list(ids.into_iter().map(|id| self.layer(*id)))
    }
}

/// Whether something is there twice; most lists are short, and then looking is faster than sorting.
pub(super) fn has_twins<T: Copy + Ord>(items: &[T]) -> bool {
    const SHORT: usize = 16;
    if items.len() <= SHORT {
        return (1..items.len()).any(|index| items[..index].contains(&items[index]));
    }
    let mut sorted = items.to_vec();
    sorted.sort_unstable();
    sorted.windows(2).any(|pair| pair[0] == pair[1])
}

/// The same without repetitions, in the order given.
fn once_each(mut items: Vec<LayerId>) -> Vec<LayerId> {
    if has_twins(&items) {
        let mut seen = std::collections::HashSet::with_capacity(items.len());
        items.retain(|item| seen.insert(*item));
    }
    items
}
