//! Causes: why something failed, in the user's words: what, where, and how to mend it.

use planner::Step;
use testbed::{Command, Exit};

/// How many of a command's last lines a cause repeats.
const N_LINES: usize = 3;

/// How long such a line may be, in characters.
const LINE_CHARS: usize = 200;

/// A command ended with a status that is not 0.
pub(crate) fn bad_status(node: &str, command: &Command, exit: &Exit) -> String {
    let said = last_lines(&exit.output);
    let said = if said.is_empty() { "it said nothing".to_owned() } else { format!("it said: {said}") };
    format!("`{command}` on {node} ended with status {}; {said}", exit.status)
}

/// The testbed could not run a command.
pub(crate) fn not_run(node: &str, command: &Command, error: &testbed::TestbedError) -> String {
    format!("`{command}` on {node} could not be run: {error}")
}

/// A command hung.
pub(crate) fn hung(node: &str, command: &Command, limit_ms: u64) -> String {
    format!("`{command}` on {node}: {}", too_slow(limit_ms))
}

/// A step's commands ended well, but nothing of it is to be seen.
pub(crate) fn not_seen(what: &str, node: &str) -> String {
    format!("its commands ended well, but {node} shows no {what}")
}

/// A program that should stay ended.
pub(crate) fn ended(node: &str) -> String {
    format!("the program that serves on {node} ended as soon as it was started")
}

/// Something took too long.
pub(crate) fn too_slow(limit_ms: u64) -> String {
    format!("no end within {} s; it was given up", limit_ms as f64 / 1000.0)
}

/// A step failed.
pub(crate) fn step(step: &Step<'_>, cause: &str) -> String {
    let look = match &step.node {
        Some(node) => format!("see the log of {node}"),
        None => "see that the testbed answers".to_owned(),
    };
    format!("step {}, {}: {cause}; {look}, mend the cause, then try again", step.id.0, step.what())
}

/// A step was not waited for.
pub(crate) const GIVEN_UP: &str = "given up at the user's word before it ended";

/// The plan can never be finished.
pub(crate) const DAMAGED: &str =
    "the plan is damaged: a step waits for one that can never be done; plan the experiment again";

fn last_lines(output: &str) -> String {
    let mut lines: Vec<String> = output
        .lines()
        .rev()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .take(N_LINES)
        .map(|line| line.chars().take(LINE_CHARS).collect())
        .collect();
    lines.reverse();
    lines.join(" / ")
}
