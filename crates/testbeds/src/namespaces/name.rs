//! The names a run's namespaces bear: found again by anyone who knows the run's mark.

use testbed::RunTag;

/// What begins every name of ours.
const PREFIX: &str = "conga-";

/// What begins the name of each of a run's namespaces.
pub fn prefix(tag: &RunTag) -> String {
    format!("{PREFIX}{}-", tag.0)
}

/// The namespace of the `index`-th machine.
pub fn of_machine(tag: &RunTag, index: usize) -> String {
    format!("{}{index}", prefix(tag))
}

/// The namespace that holds the run's switches: none of them stands on the host itself.
pub fn of_switches(tag: &RunTag) -> String {
    format!("{}switches", prefix(tag))
}
