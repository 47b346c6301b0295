//! Fresh names: free, legal, and numbered as people number them.

use crate::{Draft, LayerKind, name};
use std::collections::HashMap;

/// Names that are taken. Layers and services share one space, as they do in a lower layer's directory.
#[derive(Default)]
pub(crate) struct Taken {
    names: HashMap<String, usize>,
    // Where the search for the next free number of a stem begins; without it a thousand copies would search quadratically.
    next: HashMap<String, u32>,
}

impl Taken {
    /// The names of all nodes.
    pub(crate) fn nodes(draft: &Draft) -> Self {
        let mut taken = Self::default();
        draft.nodes().for_each(|(_, node)| taken.add(&node.name));
        taken
    }

    /// The names of all layers and services.
    pub(crate) fn layers_and_services(draft: &Draft) -> Self {
        let mut taken = Self::default();
        draft.layers().for_each(|(_, layer)| taken.add(&layer.name));
        draft.services().for_each(|(_, service)| taken.add(&service.name));
        taken
    }

    pub(crate) fn add(&mut self, name: &str) {
        *self.names.entry(name.to_owned()).or_default() += 1;
    }

    pub(crate) fn release(&mut self, name: &str) {
        if let Some(n_bearers) = self.names.get_mut(name) {
            *n_bearers -= 1;
            if *n_bearers == 0 {
                self.names.remove(name);
            }
        }
    }

    fn is_taken(&self, name: &str) -> bool {
        self.names.contains_key(name)
    }

    /// `stem` with the lowest free number, from 1; it is taken from now on.
    pub(crate) fn numbered(&mut self, stem: &str) -> String {
        self.next_free(stem, 1)
    }

    /// `wanted` itself if it is free, else the next of its kind: `client1` gives `client2`, `router` gives `router2`.
    /// It is taken from now on.
    pub(crate) fn free(&mut self, wanted: &str) -> String {
        if !self.is_taken(wanted) {
            self.add(wanted);
            return wanted.to_owned();
        }
        let stem = wanted.trim_end_matches(|c: char| c.is_ascii_digit());
        let number = wanted[stem.len()..].parse::<u32>().unwrap_or(1);
        self.next_free(stem, number.saturating_add(1))
    }

    fn next_free(&mut self, stem: &str, first: u32) -> String {
        let mut number = self.next.get(stem).copied().unwrap_or(first).max(1);
        loop {
            let digits = number.to_string();
            let room = name::LONGEST_NAME - digits.len();
            let candidate: String = stem.chars().take(room).chain(digits.chars()).collect();
            number = number.wrapping_add(1);
            if !self.is_taken(&candidate) {
                self.next.insert(stem.to_owned(), number);
                self.add(&candidate);
                return candidate;
            }
        }
    }
}

/// What fresh layers of this kind begin with: `n1`, `e1` …
pub(crate) fn stem(kind: LayerKind) -> &'static str {
    match kind {
        LayerKind::Unicast => "n",
        LayerKind::Broadcast => "b",
        LayerKind::EthDix | LayerKind::EthLlc => "e",
        LayerKind::Udp4 | LayerKind::Udp6 => "u",
        LayerKind::Local => "l",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_on_where_they_ended() {
        let mut taken = Taken::default();
        let names: Vec<String> = ["client1", "client1", "router", "router", "router", "client1"]
            .into_iter()
            .map(|wanted| taken.free(wanted))
            .collect();
        assert_eq!(names, ["client1", "client2", "router", "router2", "router3", "client3"]);
        assert_eq!(taken.numbered("node"), "node1");
    }

    #[test]
    fn a_long_name_makes_room_for_its_number() {
        let mut taken = Taken::default();
        let long = "x".repeat(63);
        taken.add(&long);
        let copy = taken.free(&long);
        assert_eq!(copy.len(), 63);
        assert!(copy.ends_with('2') && name::fault(&copy).is_none());
    }

    #[test]
    fn a_name_is_free_when_its_last_bearer_is_gone() {
        let mut taken = Taken::default();
        taken.add("a");
        taken.add("a");
        taken.release("a");
        assert_eq!(taken.free("a"), "a2");
        taken.release("a");
        assert_eq!(taken.free("a"), "a");
    }
}
