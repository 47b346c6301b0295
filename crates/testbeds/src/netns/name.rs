//! The names a run's namespaces bear: found again by anyone who knows the run's mark.

use testbed::RunTag;

/// What begins every name of ours.
const PREFIX: &str = "conga-";

/// What ends the name of the namespace for switches.
const SWITCHES: &str = "switches";

/// Whether a namespace of this name is the run's. A run whose tag only begins alike has other names.
pub fn is_of(tag: &RunTag, name: &str) -> bool {
    let end = name.strip_prefix(&prefix(tag)).unwrap_or_default();
    end == SWITCHES || !end.is_empty() && end.bytes().all(|byte| byte.is_ascii_digit())
}

fn prefix(tag: &RunTag) -> String {
    format!("{PREFIX}{}-", tag.0)
}

/// The namespace of the `index`-th machine.
pub fn of_machine(tag: &RunTag, index: usize) -> String {
    format!("{}{index}", prefix(tag))
}

/// The network of the `index`-th wire, on an engine that is not of this host.
pub fn of_wire(tag: &RunTag, index: usize) -> String {
    format!("{}wire-{index}", prefix(tag))
}

/// The namespace that holds the run's switches: none of them stands on the host itself.
pub fn of_switches(tag: &RunTag) -> String {
    format!("{}{SWITCHES}", prefix(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_whose_tags_begin_alike_are_told_apart() {
        let (short, long) = (RunTag("run".into()), RunTag("run-1".into()));
        assert!(is_of(&short, &of_machine(&short, 12)) && is_of(&short, &of_switches(&short)));
        assert!(!is_of(&short, &of_machine(&long, 12)) && !is_of(&short, &of_switches(&long)));
        assert!(!is_of(&long, &of_machine(&short, 1)) && !is_of(&long, "conga-run-"));
    }
}
