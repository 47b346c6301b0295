//! The design: a draft without faults, the only thing that can be planned.

use crate::{
    Draft, Finding, Gist, IpcpName, Layer, LayerId, LayerName, Node, NodeId, NodeName, ServiceId, ServiceName,
    Severity, check,
};
use std::sync::Arc;

/// A draft with everything that is found in it.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    draft: Arc<Draft>,
    findings: Arc<Vec<Finding>>,
}

impl Checked {
    /// Checks the draft.
    pub fn of(draft: Draft) -> Self {
        Self { findings: Arc::new(check::check(&draft)), draft: Arc::new(draft) }
    }

    /// The same, leaving off before each part for as long as `pause` takes: for a page that must answer meanwhile. None
    /// if a pause says that nobody wants it any more.
    pub async fn in_parts(draft: Draft, pause: impl AsyncFn() -> bool) -> Option<Self> {
        let draft = Arc::new(draft);
        if !pause().await {
            return None;
        }
        let mut checking = check::Checking::of(&draft);
        while pause().await {
            if !checking.go_on() {
                let findings = Arc::new(checking.findings());
                return Some(Self { findings, draft });
            }
        }
        None
    }

    /// What was checked.
    pub fn draft(&self) -> &Arc<Draft> {
        &self.draft
    }

    /// What was found, errors first.
    pub fn findings(&self) -> &Arc<Vec<Finding>> {
        &self.findings
    }

    /// So many findings are errors.
    pub fn n_errors(&self) -> usize {
        n_errors(&self.findings)
    }
}

fn n_errors(findings: &[Finding]) -> usize {
    findings.iter().filter(|finding| finding.severity == Severity::Error).count()
}

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

    /// The design of a draft in which no error was found. A bad name is an error, so names cannot fail.
    fn sound(draft: Draft) -> Self {
        let nodes = NodeName::all(draft.nodes().map(|(id, node)| (id, node.name.as_str())));
        let layers = LayerName::all(draft.layers().map(|(id, layer)| (id, layer.name.as_str())));
        let services = ServiceName::all(draft.services().map(|(id, service)| (id, service.name.as_str())));
        let gist = Gist::of(&draft);
        Self { draft, nodes, layers, services, gist }
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
        if n_errors(&findings) > 0 { Err(findings) } else { Ok(Self::sound(draft)) }
    }
}

impl TryFrom<&Checked> for Design {
    type Error = usize;

    /// Takes over what was checked already.
    ///
    /// Errors: how many findings are errors, if any is.
    fn try_from(checked: &Checked) -> Result<Self, usize> {
        match checked.n_errors() {
            0 => Ok(Self::sound(Draft::clone(&checked.draft))),
            n_errors => Err(n_errors),
        }
    }
}

/// Panics if nothing with this id has a name.
fn named<I: Copy + Ord, N>(names: &[(I, N)], id: I) -> &N {
    let place = names.binary_search_by_key(&id, |(id, _)| *id).ok();
    place.map(|place| &names[place].1).expect("an id of this design")
}
