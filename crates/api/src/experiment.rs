//! Experiments: the list, one with its history, what is saved, files that come in.

use model::{Change, Draft, NodeId, Point};
use serde::{Deserialize, Serialize};

/// An experiment in the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// Its id: 32 hexadecimal digits.
    pub id: String,
    /// Its title.
    pub title: String,
    /// When it was last changed, milliseconds since 1970-01-01 UTC.
    pub changed_ms: u64,
    /// How many nodes.
    pub n_nodes: usize,
    /// How many links, which are hardware layers.
    pub n_links: usize,
    /// How many other layers.
    pub n_layers: usize,
    /// How many findings of severity error.
    pub n_errors: usize,
    /// Its picture.
    pub thumbnail: Thumbnail,
    /// The run that is not over yet, if there is one.
    pub running: Option<String>,
}

/// A picture in points and lines, canvas units; at most 200 nodes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Thumbnail {
    /// Where nodes stand.
    pub nodes: Vec<Point>,
    /// Links, as positions in `nodes`.
    pub links: Vec<(usize, usize)>,
}

/// How a new experiment begins.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Create {
    /// Empty, with this title.
    Blank(String),
    /// A built-in example, by its key.
    Example(String),
    /// A copy of this experiment.
    Copy(String),
    /// A file the user gave.
    File(Upload),
    /// The same; where it has links only, a unicast layer over all its nodes is drawn as a first step of undo.
    FileWithLayer(Upload),
    /// A draft the browser holds: what a refused save would have saved.
    Draft(Box<Draft>),
}

/// A file the user gave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upload {
    /// The file's name, for its ending.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// What an import did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The format found, as `rumba`.
    pub format: String,
    /// How many nodes.
    pub nodes: usize,
    /// How many hardware layers.
    pub links: usize,
    /// How many other layers.
    pub layers: usize,
    /// How many IPCPs.
    pub ipcps: usize,
    /// Taken over, but not exactly.
    pub approximated: Vec<Remark>,
    /// Left out.
    pub ignored: Vec<Remark>,
}

/// A remark on a line of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// The line, from 1; 0 for the file as a whole.
    pub line: usize,
    /// What, in words.
    pub what: String,
}

/// A new experiment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Created {
    /// Its id.
    pub id: String,
    /// What the import did, if it was one.
    pub report: Option<Report>,
}

/// One step of undo.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Its name in the undo menu.
    pub label: String,
    /// What it changed.
    pub changes: Vec<Change>,
}

/// An experiment with its history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Opened {
    /// Counts every change, undo and redo; a save names the version it builds on.
    pub version: u64,
    /// The experiment as it is.
    pub draft: Draft,
    /// Steps of undo, oldest first: the newest 200.
    pub history: Vec<Entry>,
    /// How many of `history` are done; the rest can be redone.
    pub n_done: usize,
    /// Where nodes stand that nobody has placed: worked out from the graph, never written by looking.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<(NodeId, Point)>,
}

/// Work to save: at most 1,000 operations. The same save sent again, because its answer was lost, is answered again and
/// done once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Save {
    /// The version it builds on.
    pub version: u64,
    /// What was done since, in order.
    pub ops: Vec<Op>,
}

/// One thing done to an experiment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Op {
    /// A new step; what could be redone is gone.
    Do(Entry),
    /// The last step done is taken back.
    Undo,
    /// The last step taken back is done again.
    Redo,
}

/// A save's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// The version now: the one named plus the number of operations.
    pub version: u64,
}
