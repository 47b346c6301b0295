//! How a run is to go: bounds, limits, pace, and what a failure means.

use crate::State;
use testbed::Recipe;

/// What happens when a step fails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnFailure {
    /// Everything is undone in reverse.
    #[default]
    RollBack,
    /// The run pauses; everything stays for inspection until the user decides.
    Keep,
}

impl OnFailure {
    /// The state a run is in after a failure.
    pub(crate) fn leads_to(self) -> State {
        match self {
            Self::RollBack => State::Stopping,
            Self::Keep => State::Paused,
        }
    }
}

/// What is done about daemons that lose replies, names and IPCPs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Healing {
    /// The longest one command may take, milliseconds.
    pub command_ms: u64,
    /// How often a step is tried before it counts as failed; at least 1.
    pub tries: u32,
    /// How long an effect that comes by itself is waited for, milliseconds.
    pub patience_ms: u64,
    /// How often in one run what died is made again with what stood on it.
    pub rounds: u32,
}

impl Default for Healing {
    fn default() -> Self {
        Self { command_ms: 5_000, tries: 4, patience_ms: 4_000, rounds: 8 }
    }
}

/// How a run is to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Steps at the same time on one node; at least 1.
    pub per_node: usize,
    /// Steps at the same time in all; at least 1.
    pub in_all: usize,
    /// The longest a step's commands may take together, milliseconds.
    pub step_timeout_ms: u64,
    /// The longest the testbed may take to give or free its machines, milliseconds.
    pub swap_timeout_ms: u64,
    /// The longest installing the prototype on a machine may take, milliseconds.
    pub install_timeout_ms: u64,
    /// How long after a release that failed the next is tried by itself, each time twice as long; none: when the user says.
    pub release_again_ms: Option<u64>,
    /// The least time a step takes, so that people can see it, milliseconds.
    pub pace_ms: u64,
    /// What happens when a step fails.
    pub on_failure: OnFailure,
    /// Effects are looked for and what is lost is made again, where the plan says how to look; none: exit statuses count.
    pub healing: Option<Healing>,
    /// What is installed where the prototype is missing; none: nobody looks whether it is.
    pub recipe: Option<Recipe>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            per_node: 1,
            in_all: 16,
            step_timeout_ms: 60_000,
            swap_timeout_ms: 600_000,
            install_timeout_ms: 3_600_000,
            release_again_ms: None,
            pace_ms: 0,
            on_failure: OnFailure::RollBack,
            healing: None,
            recipe: None,
        }
    }
}
