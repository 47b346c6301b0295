//! The draft: what the canvas holds. Always drawable, perhaps wrong.

use crate::order;
use crate::{Layer, LayerId, Member, Node, NodeId, Service, ServiceId, Settings};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::Arc};

/// An experiment as drawn.
///
/// Invariant: every id inside a record is the id of a record here (a name that is only mentioned gets a ghost record).
/// Only [`crate::change::apply`] writes to one; a clone shares its records.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    pub(crate) settings: Arc<Settings>,
    pub(crate) nodes: BTreeMap<NodeId, Arc<Node>>,
    pub(crate) layers: BTreeMap<LayerId, Arc<Layer>>,
    pub(crate) services: BTreeMap<ServiceId, Arc<Service>>,
}

impl Draft {
    /// What holds for the whole experiment.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Nodes as declared.
    pub fn nodes(&self) -> impl DoubleEndedIterator<Item = (NodeId, &Node)> + ExactSizeIterator {
        self.nodes.iter().map(|(id, node)| (*id, node.as_ref()))
    }

    /// Layers as declared.
    pub fn layers(&self) -> impl DoubleEndedIterator<Item = (LayerId, &Layer)> + ExactSizeIterator {
        self.layers.iter().map(|(id, layer)| (*id, layer.as_ref()))
    }

    /// Services as declared.
    pub fn services(&self) -> impl DoubleEndedIterator<Item = (ServiceId, &Service)> + ExactSizeIterator {
        self.services.iter().map(|(id, service)| (*id, service.as_ref()))
    }

    /// One node.
    pub fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(&id).map(Arc::as_ref)
    }

    /// One layer.
    pub fn layer(&self, id: LayerId) -> Option<&Layer> {
        self.layers.get(&id).map(Arc::as_ref)
    }

    /// One service.
    pub fn service(&self, id: ServiceId) -> Option<&Service> {
        self.services.get(&id).map(Arc::as_ref)
    }

    /// A node's membership in a layer: its IPCP there. The first, where the file lists it twice.
    pub fn member(&self, node: NodeId, layer: LayerId) -> Option<&Member> {
        self.node(node)?.members.iter().find(|member| member.layer == layer)
    }

    /// The nodes of every layer, as declared; one pass over all memberships.
    pub fn members_by_layer(&self) -> BTreeMap<LayerId, Vec<NodeId>> {
        let mut by_layer: BTreeMap<LayerId, Vec<NodeId>> = order::map(self.layers.keys().map(|id| (*id, Vec::new())));
        for (id, node) in self.nodes() {
            for member in &node.members {
                by_layer.entry(member.layer).or_default().push(id);
            }
        }
        by_layer
    }

    /// The first node of this name.
    pub fn node_named(&self, name: &str) -> Option<NodeId> {
        self.nodes().find(|(_, node)| node.name == name).map(|(id, _)| id)
    }

    /// The first layer of this name.
    pub fn layer_named(&self, name: &str) -> Option<LayerId> {
        self.layers().find(|(_, layer)| layer.name == name).map(|(id, _)| id)
    }
}

/// A draft made record by record, for importers, generators and tests.
#[derive(Clone, Debug, Default)]
pub struct Builder(Draft);

impl Builder {
    /// Nothing yet, with these settings.
    pub fn new(settings: Settings) -> Self {
        Self(Draft { settings: Arc::new(settings), ..Draft::default() })
    }

    /// Adds a node; its members must name layers already added.
    pub fn node(&mut self, node: Node) -> NodeId {
        let id = NodeId(self.0.nodes.last_key_value().map_or(1, |(id, _)| id.0 + 1));
        self.0.nodes.insert(id, Arc::new(node));
        id
    }

    /// Adds a layer.
    pub fn layer(&mut self, layer: Layer) -> LayerId {
        let id = LayerId(self.0.layers.last_key_value().map_or(1, |(id, _)| id.0 + 1));
        self.0.layers.insert(id, Arc::new(layer));
        id
    }

    /// Adds a service.
    pub fn service(&mut self, service: Service) -> ServiceId {
        let id = ServiceId(self.0.services.last_key_value().map_or(1, |(id, _)| id.0 + 1));
        self.0.services.insert(id, Arc::new(service));
        id
    }

    /// Changes a node already added.
    ///
    /// Panics if `id` was not returned by [`Self::node`].
    pub fn node_mut(&mut self, id: NodeId) -> &mut Node {
        Arc::make_mut(self.0.nodes.get_mut(&id).expect("an id this builder gave"))
    }

    /// Changes a layer already added.
    ///
    /// Panics if `id` was not returned by [`Self::layer`].
    pub fn layer_mut(&mut self, id: LayerId) -> &mut Layer {
        Arc::make_mut(self.0.layers.get_mut(&id).expect("an id this builder gave"))
    }

    /// The records added so far.
    pub fn draft(&self) -> &Draft {
        &self.0
    }

    /// The draft.
    pub fn finish(self) -> Draft {
        self.0
    }
}
