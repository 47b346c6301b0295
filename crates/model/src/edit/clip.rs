//! A copied piece of a draft, as it travels through the clipboard.

use crate::{Layer, Node, NodeId, LayerId};
use serde::{Deserialize, Serialize};

/// Nodes and layers that belong together; ids are those of the draft it was copied from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Clip {
    /// The nodes.
    pub nodes: Vec<(NodeId, Node)>,
    /// The layers among them.
    pub layers: Vec<(LayerId, Layer)>,
}
