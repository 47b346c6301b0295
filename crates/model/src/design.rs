//! The design: a draft without faults, the only thing that can be planned.

use crate::{
    Draft, Finding, Gist, IpcpName, Layer, LayerId, LayerName, Node, NodeId, NodeName, ServiceId, ServiceName,
    Severity, check,
};

/// A draft that passed every check.
///
/// Invariant: no finding of severity error; so every name is legal and unique, every IPCP is registered where the
/// layers below are present, no layer stands on itself, and every layer hangs together.
#[derive(Clone, Debug)]
pub struct Design {
    draft: Draft,
    /// Names by ids, ascending; one for every record of the draft.
    nodes: Vec<(NodeId, NodeName)>,
    layers: Vec<(LayerId, LayerName)>,
    services: Vec<(ServiceId, ServiceName)>,
    gist: Gist,
}

impl Design {
    /// The draft it was made from.
    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// What a plan needs of every record.
    pub fn gist(&self) -> &Gist {
        &self.gist
    }

    /// Nodes with their names, as declared.
    pub fn nodes(&self) -> impl ExactSizeIterator<Item = (NodeId, &NodeName, &Node)> {
        self.draft.nodes().zip(&self.nodes).map(|((id, node), (_, name))| (id, name, node))
    }

    /// Layers with their names, as declared.
    pub fn layers(&self) -> impl ExactSizeIterator<Item = (LayerId, &LayerName, &Layer)> {
        self.draft.layers().zip(&self.layers).map(|((id, layer), (_, name))| (id, name, layer))
    }

    /// The names of the nodes alone, as declared.
    pub fn node_names(&self) -> impl ExactSizeIterator<Item = &NodeName> {
        self.nodes.iter().map(|(_, name)| name)
    }

    /// The names of the layers alone, as declared.
    pub fn layer_names(&self) -> impl ExactSizeIterator<Item = &LayerName> {
        self.layers.iter().map(|(_, name)| name)
    }

    /// A node's name.
    ///
    /// Panics if `id` is not of this design.
    pub fn node_name(&self, id: NodeId) -> &NodeName {
        named(&self.nodes, id)
    }

    /// A layer's name.
    ///
    /// Panics if `id` is not of this design.
    pub fn layer_name(&self, id: LayerId) -> &LayerName {
        named(&self.layers, id)
    }

    /// A service's name.
    ///
    /// Panics if `id` is not of this design.
    pub fn service_name(&self, id: ServiceId) -> &ServiceName {
        named(&self.services, id)
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
        let nodes = NodeName::all(draft.nodes().map(|(id, node)| (id, node.name.as_str())));
        let layers = LayerName::all(draft.layers().map(|(id, layer)| (id, layer.name.as_str())));
        let services = ServiceName::all(draft.services().map(|(id, service)| (id, service.name.as_str())));
        let gist = Gist::of(&draft);
        Ok(Self { draft, nodes, layers, services, gist })
    }
}

/// Panics if nothing with this id has a name.
fn named<I: Copy + Ord, N>(names: &[(I, N)], id: I) -> &N {
    let place = names.binary_search_by_key(&id, |(id, _)| *id).ok();
    place.map(|place| &names[place].1).expect("an id of this design")
}
