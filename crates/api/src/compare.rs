//! Two versions, and what differs between them.

use crate::Upload;
use model::{Draft, Place};
use serde::{Deserialize, Serialize};

/// What is compared with what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compare {
    /// The one before.
    pub before: Version,
    /// The one after.
    pub after: Version,
}

/// A state of an experiment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Version {
    /// An experiment as it is.
    Now(String),
    /// An experiment when so many of its steps kept were done.
    Step(String, usize),
    /// A file the user gave.
    File(Upload),
}

/// What differs between two versions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// The first one's title.
    pub before: String,
    /// The second one's title.
    pub after: String,
    /// What was added, removed and changed.
    pub items: Vec<DiffItem>,
    /// Nodes and layers of both as one, to be drawn; the places of `items` are in it.
    pub draft: Draft,
    /// Steps and commands that differ, as a unified diff without a head.
    pub steps: String,
    /// Lines of the native file that differ, as a unified diff without a head.
    pub text: String,
}

/// A record that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiffItem {
    /// How.
    pub sign: Sign,
    /// Where, in the draft of both.
    pub place: Place,
    /// Its name, as `node router`.
    pub label: String,
    /// What changed; empty for what was added or removed whole.
    pub facts: Vec<DiffFact>,
}

/// How something differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sign {
    /// Only in the second.
    Added,
    /// Only in the first.
    Removed,
    /// In both, not the same.
    Changed,
}

/// One thing about a record, before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiffFact {
    /// What it is about, as `kind`.
    pub what: String,
    /// How it was.
    pub before: Option<String>,
    /// How it is.
    pub after: Option<String>,
}
