//! Runs: where and how they are started, their list, one as a page.

use model::Draft;
use serde::{Deserialize, Serialize};

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
