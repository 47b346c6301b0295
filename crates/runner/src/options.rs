//! How a run is to go: bounds, limits, pace, and what a failure means.

/// What happens when a step fails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnFailure {
    /// Everything is undone in reverse.
    #[default]
    RollBack,
    /// The run pauses; everything stays for inspection until the user decides.
    Keep,
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
    /// The least time a step takes, so that people can see it, milliseconds.
    pub pace_ms: u64,
    /// What happens when a step fails.
    pub on_failure: OnFailure,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            per_node: 1,
            in_all: 16,
            step_timeout_ms: 60_000,
            swap_timeout_ms: 600_000,
            pace_ms: 0,
            on_failure: OnFailure::RollBack,
        }
    }
}
