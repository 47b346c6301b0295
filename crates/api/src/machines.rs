//! What people do on a run's nodes and links: a command, another shape.

use serde::{Deserialize, Serialize};
use testbed::Shape;

/// A command for a node, as a person types it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exec {
    /// The node's name.
    pub node: String,
    /// The line; the node's own shell reads it.
    pub line: String,
}

/// A command that was begun; its lines come as events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Execed {
    /// The number its events carry.
    pub call: u64,
}

/// A link of a run, or one end of it, to be given another shape.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shaping {
    /// The link's name.
    pub link: String,
    /// The node at whose end; all ends if none is named.
    #[serde(default)]
    pub node: Option<String>,
    /// What is asked for, in place of what was.
    pub shape: Shape,
}

/// An end of a link that was shaped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct End {
    /// The node.
    pub node: String,
    /// Its interface.
    pub interface: String,
    /// What is in force now; none if nothing was done.
    pub in_force: Option<Shape>,
    /// Why that is not what was asked for.
    pub why: Option<String>,
}
