//! What crosses the line between browser and server: addresses and the JSON behind them.
//!
//! It must not know axum or leptos. Run events and plans cross as `runner::Event` and `planner::Plan`.
//!
//! | method and address | in | out |
//! |---|---|---|
//! | GET `/api/experiments` | | `Vec<Card>` |
//! | POST `/api/experiments` | [`Create`] | [`Created`] |
//! | POST `/api/compare` | [`Compare`] | [`Difference`] |
//! | POST `/api/inspect` | [`Upload`] | [`Report`] |
//! | GET `/api/experiments/{id}` | | [`Opened`] |
//! | POST `/api/experiments/{id}/edits` | [`Save`] | [`Saved`], or 409 [`Problem`] |
//! | DELETE `/api/experiments/{id}` | | |
//! | POST `/api/experiments/{id}/restore` | | |
//! | GET `/api/experiments/{id}/export/{format}` | | a file |
//! | GET `/api/experiments/{id}/picture/{form}?of=WHAT&dark=true&width=PIXELS&only=IDS&lit=IDS` | | a file |
//! | GET `/api/experiments/{id}/runs` | | `Vec<RunCard>` |
//! | POST `/api/experiments/{id}/runs` | [`Start`] | [`Started`] |
//! | GET `/api/testbeds` | | `Vec<Bed>` |
//! | GET `/api/runs/{id}` | | [`RunPage`] |
//! | GET `/api/runs/{id}/live?from=SEQ` | | websocket: arrays of `runner::Event` as text |
//! | GET `/api/runs/{id}/log` | | the log as a text file |
//! | POST `/api/runs/{id}/decide` | [`Decision`] | |
//! | POST `/api/runs/{id}/exec` | [`Exec`] | [`Execed`] |
//! | POST `/api/runs/{id}/interrupt` | [`Execed`] | |
//! | POST `/api/runs/{id}/shape` | [`Shaping`] | `Vec<End>` |
//! | GET `/api/runs/{id}/file?node=NAME&path=PATH` | | the file |
//! | POST `/api/runs/{id}/file?node=NAME&path=PATH` | the file | |
//!
//! Outside `/api`: GET `/sign-in?key=KEY` is the page behind the printed link, POST `/sign-in` and `/sign-out` begin and
//! end a session, GET `/health` says `ok` to anybody.
//!
//! Every refusal is a [`Problem`]. State-changing requests carry `content-type: application/json` and the exact Origin.

use model::{Change, Draft, Place, Point};
use serde::{Deserialize, Serialize};
use testbed::Shape;

/// A refusal: what, where, how to mend.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// What is wrong and how to mend it, for people.
    pub message: String,
    /// Stable, for programs: `signed-out`, `not-found`, `stale`, `invalid`, `too-large`, `too-many`, `busy`,
    /// `forbidden`, `storage`.
    pub code: String,
}

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
    /// How many layers, of every kind.
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

/// How a run is started.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Start {
    /// The version of the experiment the user sees; another is refused as `stale`.
    pub version: u64,
    /// Where, as `emulator`.
    pub testbed: String,
    /// Chance in the emulator repeats with the seed.
    pub seed: u64,
    /// How fast.
    pub pace: Pace,
    /// What happens when a step fails.
    pub on_failure: OnFailure,
}

/// How fast a run goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pace {
    /// As fast as it can.
    Full,
    /// Each step long enough to be seen, virtual time as real time.
    #[default]
    Eye,
}

/// What happens when a step fails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OnFailure {
    /// Everything is undone in reverse.
    #[default]
    RollBack,
    /// The run pauses; everything stays for inspection until the user decides.
    Keep,
}

/// A run that was started.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Started {
    /// Its id: 32 hexadecimal digits.
    pub run: String,
}

/// A testbed, as a person may choose it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bed {
    /// Its key, as `namespaces`.
    pub kind: String,
    /// Its name in words.
    pub title: String,
    /// What everybody should know who uses it.
    pub note: String,
    /// What the administrator set, in words; may be empty.
    pub set: String,
    /// Why this person cannot use it here and now, and how to mend that; none if it can be used.
    pub missing: Option<String>,
}

/// What the user decides about a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    /// Stop at the next step boundary, then ask.
    Cancel,
    /// Go on from where it stopped.
    Resume,
    /// Go on without the steps that failed, and without all that waits for them.
    Skip,
    /// Undo everything and release.
    CleanUp,
}

/// A run in the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunCard {
    /// Its id.
    pub id: String,
    /// The experiment it belongs to.
    pub experiment: String,
    /// The experiment's title when it ran.
    pub title: String,
    /// Where.
    pub testbed: String,
    /// When it began, milliseconds since 1970-01-01 UTC.
    pub began_ms: u64,
    /// When it ended; none while it is not over.
    pub ended_ms: Option<u64>,
    /// Its state, as `runner::State` writes it.
    pub state: String,
    /// How it went in one line, as `up, 34 of 34 steps` or `cancelled at step 12`.
    pub summary: String,
}

/// All that a run's page needs at first; events follow on the websocket.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunPage<P> {
    /// The run.
    pub card: RunCard,
    /// How it was started.
    pub start: Start,
    /// The experiment as it was run.
    pub draft: Draft,
    /// The plan as it was run: `planner::Plan`.
    pub plan: P,
}

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
