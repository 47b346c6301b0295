//! The journal's records: what happened in a run, in order, for people and for picking up after a crash.

mod reading;

use planner::StepId;
use serde::{Deserialize, Serialize};
use testbed::{Shape, Voice};

/// One record. `seq` counts from 0 without gaps within a run.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Event {
    /// Its place in the run.
    pub seq: u64,
    /// When, milliseconds since 1970-01-01 UTC.
    pub at_ms: u64,
    /// What.
    #[serde(flatten)]
    pub what: What,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "event")]
pub enum What {
    /// The run moved to another state.
    State {
        /// The state it is in now.
        state: State,
        /// Why, where there is something to say.
        #[serde(skip_serializing_if = "Option::is_none")]
        why: Option<String>,
    },
    /// A step begins; written before anything is done.
    Started {
        /// The step.
        step: StepId,
    },
    /// A step is done.
    Done {
        /// The step.
        step: StepId,
        /// How long it took, milliseconds.
        took_ms: f64,
    },
    /// A step failed.
    Failed {
        /// The step.
        step: StepId,
        /// The cause in words.
        why: String,
        /// How long it took, milliseconds.
        took_ms: f64,
    },
    /// A step did not take effect and is tried again.
    Again {
        /// The step.
        step: StepId,
        /// The cause in words.
        why: String,
        /// How long it is waited before, milliseconds.
        wait_ms: u64,
    },
    /// Something was lost. The steps that made it, and what stood on it, are undone and done again.
    Mending {
        /// What was lost, in words.
        why: String,
        /// The steps that will be done again, in order; none where it is only told.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        steps: Vec<StepId>,
    },
    /// A step is being undone; written before anything is done.
    Undoing {
        /// The step.
        step: StepId,
    },
    /// A step is undone.
    Undone {
        /// The step.
        step: StepId,
    },
    /// A step could not be undone; the release must clean it up.
    UndoFailed {
        /// The step.
        step: StepId,
        /// The cause in words.
        why: String,
    },
    /// A step is left out, because the user chose to go on without it: it failed, or it waits for one that did.
    Skipped {
        /// The step.
        step: StepId,
    },
    /// An end of a link is being given another shape; written before anything is done.
    Shaping {
        /// The link: a wire of the site.
        link: String,
        /// The machine.
        node: String,
        /// Its interface.
        interface: String,
        /// What is asked for.
        asked: Shape,
    },
    /// An end of a link has another shape, or could not be given it.
    Shaped {
        /// The link: a wire of the site.
        link: String,
        /// The machine.
        node: String,
        /// Its interface.
        interface: String,
        /// What was asked for.
        asked: Shape,
        /// What is in force now; none if nothing was done.
        #[serde(skip_serializing_if = "Option::is_none")]
        in_force: Option<Shape>,
        /// Why that is not what was asked for.
        #[serde(skip_serializing_if = "Option::is_none")]
        why: Option<String>,
    },
    /// A command begins.
    Command {
        /// The machine.
        node: String,
        /// The command as a shell would read it.
        line: String,
        /// The step it belongs to; none for a command the user typed.
        #[serde(skip_serializing_if = "Option::is_none")]
        step: Option<StepId>,
        /// Tells this command's lines from another's on the same node: unique in the run.
        call: u64,
    },
    /// A command ended.
    Exited {
        /// The command.
        call: u64,
        /// Its exit status.
        status: i32,
        /// How long it ran, milliseconds of the machine's own time.
        took_ms: f64,
    },
    /// A machine said a line.
    Line {
        /// The machine.
        node: String,
        /// Which of its voices.
        voice: Voice,
        /// The line.
        text: String,
        /// The command it came from; none for a daemon's log.
        #[serde(skip_serializing_if = "Option::is_none")]
        call: Option<u64>,
    },
}

/// The states of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Steps are being done.
    Starting,
    /// Every step is done; the network is up.
    Up,
    /// A cancel was heard, or a step failed, and the user decides: resume, roll back or keep.
    Paused,
    /// Steps are being undone.
    Stopping,
    /// Everything is undone and released. The end.
    Clean,
    /// Something could not be freed; it is listed and tried again. Waits for the user.
    Stuck,
}

impl State {
    /// Nothing more will happen and nothing is left.
    pub fn is_over(self) -> bool {
        self == Self::Clean
    }
}
