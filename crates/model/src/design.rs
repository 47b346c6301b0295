//! The design: a draft without faults, the only thing that can be planned.

use crate::{Draft, Finding, IpcpName, LayerId, LayerName, NodeId, NodeName, ServiceId, ServiceName, Severity, check};
use std::collections::HashMap;

/// A draft that passed every check.
///
/// Invariant: no finding of severity error; so every name is legal and unique, every IPCP is registered where the
/// layers below are present, no layer stands on itself, and every layer hangs together.
#[derive(Clone, Debug)]
pub struct Design {
    draft: Draft,
    nodes: HashMap<NodeId, NodeName>,
    layers: HashMap<LayerId, LayerName>,
    services: HashMap<ServiceId, ServiceName>,
}

impl Design {
    /// The draft it was made from.
    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// A node's name.
    ///
    /// Panics if `id` is not of this design.
    pub fn node_name(&self, id: NodeId) -> &NodeName {
        &self.nodes[&id]
    }

    /// A layer's name.
    ///
    /// Panics if `id` is not of this design.
    pub fn layer_name(&self, id: LayerId) -> &LayerName {
        &self.layers[&id]
    }

    /// A service's name.
    ///
    /// Panics if `id` is not of this design.
    pub fn service_name(&self, id: ServiceId) -> &ServiceName {
        &self.services[&id]
    }

    /// The name of the IPCP of `layer` on `node`.
    ///
    /// Panics if an id is not of this design.
    pub fn ipcp_name(&self, layer: LayerId, node: NodeId) -> IpcpName {
        IpcpName::of(self.layer_name(layer), self.node_name(node))
    }
}

impl TryFrom<Draft> for Design {
    type Error = Vec<Finding>;

    /// Checks the draft.
    ///
    /// Errors: every finding, warnings too, if one of them is an error.
    fn try_from(draft: Draft) -> Result<Self, Vec<Finding>> {
        let findings = check::check(&draft);
        if findings.iter().any(|finding| finding.severity == Severity::Error) {
            return Err(findings);
        }
        // A bad name is an error, so these cannot fail.
        let nodes = draft.nodes().filter_map(|(id, node)| Some((id, NodeName::parse(&node.name).ok()?))).collect();
        let layers = draft.layers().filter_map(|(id, layer)| Some((id, LayerName::parse(&layer.name).ok()?))).collect();
        let services =
            draft.services().filter_map(|(id, service)| Some((id, ServiceName::parse(&service.name).ok()?))).collect();
        Ok(Self { draft, nodes, layers, services })
    }
}
