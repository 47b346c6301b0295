//! Findings: what is wrong with a draft, where, and the edits that mend it.

use crate::{Draft, Edit, LayerId, NodeId, ServiceId, name::shown};
use messages::say;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Hash)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// It cannot be planned.
    Error,
    /// It can be planned, but is probably not meant.
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
        })
    }
}

/// Where something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// The experiment as a whole.
    Experiment,
    /// A node.
    Node(NodeId),
    /// A layer.
    Layer(LayerId),
    /// An IPCP: a node's membership in a layer.
    Member(NodeId, LayerId),
    /// A service.
    Service(ServiceId),
}

impl Place {
    /// The place in words, as `node client1` or `ipcp n1.client1`.
    pub fn label(self, draft: &Draft) -> String {
        let node = |id| draft.node(id).map_or("?".into(), |node| shown(&node.name));
        let layer = |id| draft.layer(id).map_or("?".into(), |layer| shown(&layer.name));
        match self {
            Self::Experiment => say!("place-experiment").to_owned(),
            Self::Node(id) => say!("place-of-node", node = node(id)),
            Self::Layer(id) => say!("place-layer", layer = layer(id)),
            Self::Member(n, l) => say!("place-ipcp-named", layer = layer(l), node = node(n)),
            Self::Service(id) => say!("place-service", name = draft.service(id).map_or("?".into(), |s| shown(&s.name))),
        }
    }
}

/// An edit offered to mend a finding, with the words on its button.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mend {
    /// What it does, as an imperative: `Register n1 in e1 on client1`.
    pub label: String,
    /// The edit.
    pub edit: Edit,
}

/// One thing wrong: what, where, and how to mend it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// The fault's stable code, as `layer-cycle`; see [`crate::check::CODES`].
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Where it is.
    pub at: Place,
    /// The field it belongs beside, as `name` or `quality.loss_percent`, where there is one.
    pub field: Option<&'static str>,
    /// What is wrong, one sentence without a full stop, naming names.
    pub message: String,
    /// How to mend it, in words, one imperative sentence without a full stop.
    pub advice: String,
    /// Edits that mend it, best first.
    pub mends: Vec<Mend>,
}
