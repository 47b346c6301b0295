//! What every check looks at, gathered in one pass.

use crate::{Draft, LayerId, LayerKind, Member, NodeId, name::shown};
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet, HashSet},
};

/// A draft with its memberships seen from the layers.
pub(super) struct Ground<'a> {
    pub(super) draft: &'a Draft,
    /// The nodes of every layer, each once, as declared.
    pub(super) members: BTreeMap<LayerId, Vec<NodeId>>,
    /// Of every layer, the members with registrations that can be: in other layers of the node; each once, as given.
    pub(super) registered: BTreeMap<LayerId, Vec<(NodeId, Vec<LayerId>)>>,
    /// Layers that something is registered in.
    pub(super) carrying: BTreeSet<LayerId>,
    /// Every IPCP; of one that is listed twice, the first listing.
    pub(super) ipcps: Vec<(NodeId, &'a Member)>,
    memberships: HashSet<(NodeId, LayerId)>,
}

impl<'a> Ground<'a> {
    pub(super) fn of(draft: &'a Draft) -> Self {
        let mut ground = Self {
            draft,
            members: draft.layers().map(|(id, _)| (id, Vec::new())).collect(),
            registered: BTreeMap::new(),
            carrying: BTreeSet::new(),
            ipcps: Vec::new(),
            memberships: HashSet::new(),
        };
        for (id, node) in draft.nodes() {
            for member in &node.members {
                if ground.memberships.insert((id, member.layer)) {
                    ground.members.entry(member.layer).or_default().push(id);
                    ground.ipcps.push((id, member));
                }
            }
        }
        for (id, node) in draft.nodes() {
            for member in &node.members {
                ground.registrations(id, member.layer, &member.over);
            }
        }
        ground
    }

    fn registrations(&mut self, node: NodeId, upper: LayerId, over: &[LayerId]) {
        let mut seen = HashSet::with_capacity(over.len());
        let possible = |lower: &LayerId| *lower != upper && self.memberships.contains(&(node, *lower));
        let lowers: Vec<LayerId> =
            over.iter().copied().filter(|lower| possible(lower) && seen.insert(*lower)).collect();
        if lowers.is_empty() {
            return;
        }
        self.carrying.extend(&lowers);
        let registered = self.registered.entry(upper).or_default();
        match registered.last_mut() {
            // The node lists the layer twice: a finding of its own.
            Some((last, known)) if *last == node => {
                let known_before: HashSet<LayerId> = known.iter().copied().collect();
                known.extend(lowers.into_iter().filter(|lower| !known_before.contains(lower)));
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
        self.draft.layer(id).map(|layer| layer.kind)
    }

    pub(super) fn is_hardware(&self, id: LayerId) -> bool {
        self.kind(id).is_some_and(LayerKind::is_hardware)
    }

    pub(super) fn members(&self, id: LayerId) -> &[NodeId] {
        self.members.get(&id).map_or(&[], Vec::as_slice)
    }

    pub(super) fn registered(&self, id: LayerId) -> &[(NodeId, Vec<LayerId>)] {
        self.registered.get(&id).map_or(&[], Vec::as_slice)
    }

    pub(super) fn is_member(&self, node: NodeId, layer: LayerId) -> bool {
        self.memberships.contains(&(node, layer))
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
