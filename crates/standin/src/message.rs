//! What crosses the socket: one JSON value a line.

use serde::{Deserialize, Serialize};

/// What a program asks.
#[derive(Debug, Serialize, Deserialize)]
pub struct Asked {
    /// The node it runs on.
    pub node: String,
    /// Its words, its name first.
    pub argv: Vec<String>,
}

/// What the daemon answers.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Said {
    /// A line for standard output.
    Out(String),
    /// A line for standard error.
    Err(String),
    /// The end, and its status.
    Exit(i32),
}
