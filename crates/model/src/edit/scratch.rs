//! The scratch copy an edit is tried on; what differs in the end are the changes.

use super::{EditError, fresh::Taken};
use crate::{
    Change, Draft, Layer, LayerId, Member, Node, NodeId, Service, ServiceId, Settings, Swap, name::shown, sound,
};
use messages::say;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// A draft being edited. Clones share records, so only what is touched is copied.
pub(super) struct Scratch<'a> {
    before: &'a Draft,
    now: Draft,
    nodes: BTreeSet<NodeId>,
    layers: BTreeSet<LayerId>,
    services: BTreeSet<ServiceId>,
    node_names: Option<Taken>,
    layer_names: Option<Taken>,
    sharing: Option<Sharing>,
}

/// Who is in which layer, and which layer is registered in which; made once, kept up while an edit adds.
#[derive(Default)]
pub(super) struct Sharing {
    pub(super) members: BTreeMap<LayerId, BTreeSet<NodeId>>,
    pub(super) n_registrations: BTreeMap<(LayerId, LayerId), usize>,
}

impl Sharing {
    fn of(draft: &Draft) -> Self {
        let mut sharing = Self::default();
        for (id, node) in draft.nodes() {
            for member in &node.members {
                sharing.enter(id, member);
            }
        }
        sharing
    }

    fn enter(&mut self, node: NodeId, member: &Member) {
        self.members.entry(member.layer).or_default().insert(node);
        for lower in &member.over {
            *self.n_registrations.entry((member.layer, *lower)).or_default() += 1;
        }
    }
}

impl<'a> Scratch<'a> {
    pub(super) fn of(draft: &'a Draft) -> Self {
        Self {
            before: draft,
            now: draft.clone(),
            nodes: BTreeSet::new(),
            layers: BTreeSet::new(),
            services: BTreeSet::new(),
            node_names: None,
            layer_names: None,
            sharing: None,
        }
    }

    pub(super) fn draft(&self) -> &Draft {
        &self.now
    }

    pub(super) fn node(&self, id: NodeId) -> Result<&Node, EditError> {
        self.now.node(id).ok_or_else(|| EditError::Gone(say!("this-node").into()))
    }

    pub(super) fn layer(&self, id: LayerId) -> Result<&Layer, EditError> {
        self.now.layer(id).ok_or_else(|| EditError::Gone(say!("this-layer").into()))
    }

    pub(super) fn service(&self, id: ServiceId) -> Result<&Service, EditError> {
        self.now.service(id).ok_or_else(|| EditError::Gone(say!("this-service").into()))
    }

    /// A node's name, as messages show it.
    pub(super) fn node_name(&self, id: NodeId) -> String {
        self.now.node(id).map_or_else(|| "?".into(), |node| shown(&node.name).into_owned())
    }

    /// A layer's name, as messages show it.
    pub(super) fn layer_name(&self, id: LayerId) -> String {
        self.now.layer(id).map_or_else(|| "?".into(), |layer| shown(&layer.name).into_owned())
    }

    pub(super) fn node_mut(&mut self, id: NodeId) -> Result<&mut Node, EditError> {
        self.nodes.insert(id);
        self.now.nodes.get_mut(&id).map(Arc::make_mut).ok_or_else(|| EditError::Gone(say!("this-node").into()))
    }

    pub(super) fn layer_mut(&mut self, id: LayerId) -> Result<&mut Layer, EditError> {
        self.layers.insert(id);
        self.now.layers.get_mut(&id).map(Arc::make_mut).ok_or_else(|| EditError::Gone(say!("this-layer").into()))
    }

    pub(super) fn service_mut(&mut self, id: ServiceId) -> Result<&mut Service, EditError> {
        self.services.insert(id);
        self.now.services.get_mut(&id).map(Arc::make_mut).ok_or_else(|| EditError::Gone(say!("this-service").into()))
    }

    pub(super) fn settings_mut(&mut self) -> &mut Settings {
        Arc::make_mut(&mut self.now.settings)
    }

    pub(super) fn node_names(&mut self) -> &mut Taken {
        self.node_names.get_or_insert_with(|| Taken::nodes(&self.now))
    }

    pub(super) fn layer_names(&mut self) -> &mut Taken {
        self.layer_names.get_or_insert_with(|| Taken::layers_and_services(&self.now))
    }

    pub(super) fn sharing(&mut self) -> &Sharing {
        self.sharing.get_or_insert_with(|| Sharing::of(&self.now))
    }

    /// Adds a node; its name is one that [`Self::node_names`] gave or was told of.
    pub(super) fn add_node(&mut self, node: Node) -> Result<NodeId, EditError> {
        let id = NodeId(next(self.now.nodes.last_key_value().map(|(id, _)| id.0), self.nodes.last().map(|id| id.0))?);
        self.nodes.insert(id);
        if let Some(sharing) = &mut self.sharing {
            node.members.iter().for_each(|member| sharing.enter(id, member));
        }
        self.now.nodes.insert(id, Arc::new(node));
        Ok(id)
    }

    /// Adds a layer; its name is one that [`Self::layer_names`] gave or was told of.
    pub(super) fn add_layer(&mut self, layer: Layer) -> Result<LayerId, EditError> {
        let last = self.now.layers.last_key_value().map(|(id, _)| id.0);
        let id = LayerId(next(last, self.layers.last().map(|id| id.0))?);
        self.layers.insert(id);
        self.now.layers.insert(id, Arc::new(layer));
        Ok(id)
    }

    /// Adds a service; its name is one that [`Self::layer_names`] gave or was told of.
    pub(super) fn add_service(&mut self, service: Service) -> Result<ServiceId, EditError> {
        let last = self.now.services.last_key_value().map(|(id, _)| id.0);
        let id = ServiceId(next(last, self.services.last().map(|id| id.0))?);
        self.services.insert(id);
        self.now.services.insert(id, Arc::new(service));
        Ok(id)
    }

    /// Adds an IPCP to a node.
    pub(super) fn enter(&mut self, id: NodeId, member: Member) -> Result<(), EditError> {
        if let Some(sharing) = &mut self.sharing {
            sharing.enter(id, &member);
        }
        self.node_mut(id)?.members.push(member);
        Ok(())
    }

    /// Adds a registration to the node's first IPCP of `upper`, which is there.
    pub(super) fn register(&mut self, id: NodeId, upper: LayerId, lower: LayerId) -> Result<(), EditError> {
        let node = self.node_mut(id)?;
        if let Some(member) = node.members.iter_mut().find(|member| member.layer == upper) {
            member.over.push(lower);
        }
        if let Some(sharing) = &mut self.sharing {
            *sharing.n_registrations.entry((upper, lower)).or_default() += 1;
        }
        Ok(())
    }

    /// Forgets who shares what, after memberships or registrations went away.
    pub(super) fn sharing_changed(&mut self) {
        self.sharing = None;
    }

    pub(super) fn remove_nodes(&mut self, gone: BTreeSet<NodeId>) {
        take(&mut self.now.nodes, &gone, |node| {
            self.node_names.iter_mut().for_each(|names| names.release(&node.name));
        });
        touch(&mut self.nodes, gone);
    }

    pub(super) fn remove_layers(&mut self, gone: BTreeSet<LayerId>) {
        take(&mut self.now.layers, &gone, |layer| {
            self.layer_names.iter_mut().for_each(|names| names.release(&layer.name));
        });
        touch(&mut self.layers, gone);
    }

    pub(super) fn remove_services(&mut self, gone: BTreeSet<ServiceId>) {
        take(&mut self.now.services, &gone, |service| {
            self.layer_names.iter_mut().for_each(|names| names.release(&service.name));
        });
        touch(&mut self.services, gone);
    }

    /// The net changes: settings, layers, nodes, services, each as declared.
    ///
    /// Errors: a record that a sound draft cannot hold.
    pub(super) fn changes(self) -> Result<Vec<Change>, EditError> {
        let mut changes = Vec::with_capacity(self.nodes.len() + self.layers.len() + self.services.len());
        if self.before.settings != self.now.settings {
            sound::settings(&self.now.settings).map_err(EditError::OutOfBounds)?;
            let swap = Swap { before: Some(self.before.settings.clone()), after: Some(self.now.settings.clone()) };
            changes.push(Change::Settings(swap));
        }
        for id in &self.layers {
            if let Some(swap) = swap(self.before.layers.get(id), self.now.layers.get(id)) {
                swap.after
                    .iter()
                    .try_for_each(|layer| sound::layer(&self.now, layer))
                    .map_err(EditError::OutOfBounds)?;
                changes.push(Change::Layer(*id, swap));
            }
        }
        for id in &self.nodes {
            if let Some(swap) = swap(self.before.nodes.get(id), self.now.nodes.get(id)) {
                swap.after.iter().try_for_each(|node| sound::node(&self.now, node)).map_err(EditError::OutOfBounds)?;
                changes.push(Change::Node(*id, swap));
            }
        }
        for id in &self.services {
            if let Some(swap) = swap(self.before.services.get(id), self.now.services.get(id)) {
                swap.after
                    .iter()
                    .try_for_each(|service| sound::service(&self.now, service))
                    .map_err(EditError::OutOfBounds)?;
                changes.push(Change::Service(*id, swap));
            }
        }
        if !changes.is_empty() {
            sound::size(&self.now).map_err(EditError::OutOfBounds)?;
        }
        Ok(changes)
    }
}

/// Takes records out of a table: one by one, or, where many go, by putting the others into a new one.
fn take<K: Ord + Copy, T>(table: &mut BTreeMap<K, Arc<T>>, gone: &BTreeSet<K>, mut see: impl FnMut(&T)) {
    const MANY: usize = 4;
    if gone.len() < table.len() / MANY {
        gone.iter().filter_map(|id| table.remove(id)).for_each(|record| see(&record));
        return;
    }
    let mut next = gone.iter().peekable();
    for (id, record) in std::mem::take(table) {
        while next.next_if(|gone| **gone < id).is_some() {}
        if next.next_if_eq(&&id).is_some() {
            see(&record);
        } else {
            table.insert(id, record);
        }
    }
}

/// These ids too are touched.
fn touch<K: Ord>(touched: &mut BTreeSet<K>, more: BTreeSet<K>) {
    if touched.is_empty() {
        *touched = more;
    } else {
        touched.extend(more);
    }
}

/// The id after every id that is or was there, so that taking an edit back and redoing it never meets a stranger.
fn next(last: Option<u32>, last_touched: Option<u32>) -> Result<u32, EditError> {
    let highest = last.max(last_touched).unwrap_or(0);
    if highest >= sound::HIGHEST_ID { Err(EditError::Full) } else { Ok(highest + 1) }
}

fn swap<T: PartialEq>(before: Option<&Arc<T>>, after: Option<&Arc<T>>) -> Option<Swap<T>> {
    let same = match (before, after) {
        (Some(before), Some(after)) => Arc::ptr_eq(before, after) || before == after,
        (None, None) => true,
        _ => false,
    };
    (!same).then(|| Swap { before: before.cloned(), after: after.cloned() })
}
