//! Surveys: how nodes are asked what stands on them. Part of the plan, since the runner knows no prototype.

use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use testbed::Command;

/// Questions a node answers, in a form that no prototype shows through.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Survey {
    /// Ends with 0 once the daemon answers. Says each IPCP that lives, one a line: its name, then its layer if it is
    /// a member of it. Words are parted by blanks.
    pub ipcps: Command,
    /// With names of IPCPs as further words: says what each sees, one a line; see [`View`]. Says nothing of those that
    /// cannot be looked into.
    pub views: Command,
    /// With names of IPCPs as further words: says what ties each to others, one a line; see [`Ties`]. Plans of old do not
    /// ask.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ties: Option<Command>,
    /// With the name of an IPCP and a word no question had before: its directory asks those it knows for what nobody has, and so
    /// learns whom they know. None where directories need no such help. Plans of old do not ask.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acquaint: Option<Command>,
    /// Says the name of each process that lives, one a line, as the kernel has it: at most 15 bytes.
    pub programs: Command,
    /// With the name of an IPCP as a further word: takes it away, dead, hung or alive. Harmless if there is none.
    pub uproot: Command,
    /// Takes a node's daemon away with all it started, dead, hung or alive. Plans of old do not say how.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raze: Option<Command>,
    /// All nodes are served by one daemon: asking on one node is asking on all.
    pub one_daemon: bool,
}

/// What an IPCP sees of its layer; as one line: name, links, what its directory did (`0`, `1` it has spoken, `2` it has
/// only asked, nothing if that cannot be seen).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// Entries of its link-state database: two for each flow between members.
    pub n_links: usize,
    /// Whether its directory has spoken with another; none if that cannot be seen.
    pub has_spoken: Option<bool>,
    /// It has not, though it asked: the question or the answer is lost.
    pub has_asked: bool,
}

/// What ties an IPCP to others; as one line: name, neighbours, its address, a word for each flow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ties {
    /// Members it has a flow with.
    pub n_neighbours: usize,
    /// Its address in the layer, as the prototype writes it; empty if that cannot be seen.
    pub address: String,
    /// What its flows carried, as far as that can be seen.
    pub flows: Vec<Traffic>,
}

/// What a flow carried, as one of its ends counts: the address of the other end, `:`, then `s` if something was sent, `r`
/// if something came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Traffic {
    /// The address of the other end.
    pub peer: String,
    /// Something was sent over it from this end.
    pub has_sent: bool,
    /// Something came over it.
    pub has_heard: bool,
}

impl Survey {
    /// The question of what `ipcps` see.
    pub fn views_of<'n>(&'n self, ipcps: impl IntoIterator<Item = &'n str>) -> Command {
        Command::new(self.views.words().chain(ipcps))
    }

    /// The question of what ties `ipcps` to others, if the plan has one.
    pub fn ties_of<'n>(&'n self, ipcps: impl IntoIterator<Item = &'n str>) -> Option<Command> {
        Some(Command::new(self.ties.as_ref()?.words().chain(ipcps)))
    }

    /// What takes `ipcp` away.
    pub fn uproot_of(&self, ipcp: &str) -> Command {
        Command::new(self.uproot.words().chain([ipcp]))
    }
}

/// The IPCPs that live, each with its layer if it is a member.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Census<'t>(HashMap<&'t str, Option<&'t str>>);

impl<'t> Census<'t> {
    /// Reads what [`Survey::ipcps`] said.
    pub fn read(text: &'t str) -> Self {
        let row = |line: &'t str| {
            let mut words = line.split_whitespace();
            Some((words.next()?, words.next()))
        };
        Self(text.lines().filter_map(row).collect())
    }

    /// The IPCP lives.
    pub fn has(&self, ipcp: &str) -> bool {
        self.0.contains_key(ipcp)
    }

    /// The IPCP lives and is a member of `layer`.
    pub fn has_member(&self, ipcp: &str, layer: &str) -> bool {
        self.0.get(ipcp).is_some_and(|member_of| *member_of == Some(layer))
    }
}

impl View {
    /// Reads what [`Survey::views`] said: by the IPCPs' names. Lines that are none are passed over.
    pub fn read(text: &str) -> HashMap<&str, Self> {
        let row = |line| {
            let mut words = str::split_whitespace(line);
            let (name, n_links) = (words.next()?, words.next()?.parse().ok()?);
            let directory = words.next();
            let (has_spoken, has_asked) = (directory.map(|word| word == "1"), directory == Some("2"));
            Some((name, Self { n_links, has_spoken, has_asked }))
        };
        text.lines().filter_map(row).collect()
    }
}

impl Ties {
    /// Reads what [`Survey::ties`] said: by the IPCPs' names. Lines that are none are passed over.
    pub fn read(text: &str) -> HashMap<&str, Self> {
        let row = |line| {
            let mut words = str::split_whitespace(line);
            let (name, n_neighbours) = (words.next()?, words.next()?.parse().ok()?);
            let address = words.next().unwrap_or_default().to_owned();
            Some((name, Self { n_neighbours, address, flows: words.filter_map(Traffic::read).collect() }))
        };
        text.lines().filter_map(row).collect()
    }
}

impl Traffic {
    fn read(word: &str) -> Option<Self> {
        let (peer, done) = word.split_once(':')?;
        Some(Self { peer: peer.to_owned(), has_sent: done.contains('s'), has_heard: done.contains('r') })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn a_census_tells_the_living_from_members() {
        let census = Census::read("e1.a e1\nn1.a \n\n");
        assert!(census.has("e1.a") && census.has("n1.a") && !census.has("n1.b"));
        assert!(census.has_member("e1.a", "e1") && !census.has_member("n1.a", "n1"));
        assert!(Census::read("n1.a n1").has_member("n1.a", "n1"));
    }

    #[test]
    fn a_view_without_statistics_does_not_know_of_the_directory() {
        let views = View::read("n1.a 4 1\nn1.b 2 \nnoise\nn1.c x\nn1.d 4 2\n");
        assert_eq!(views["n1.a"], View { n_links: 4, has_spoken: Some(true), has_asked: false });
        assert_eq!(views["n1.b"].has_spoken, None);
        assert_eq!(views["n1.d"], View { n_links: 4, has_spoken: Some(false), has_asked: true });
        assert_eq!(views.len(), 3);
    }

    #[test]
    fn ties_tell_what_each_flow_carried() {
        let ties = Ties::read("n1.a 2 0a.01 0a.02:sr 0a.03: noise\nn1.b 1 \nnoise\nn1.c x\n");
        let flow = |peer: &str, done| Traffic { peer: peer.to_owned(), has_sent: done, has_heard: done };
        let flows = vec![flow("0a.02", true), flow("0a.03", false)];
        assert_eq!(ties["n1.a"], Ties { n_neighbours: 2, address: "0a.01".to_owned(), flows });
        assert_eq!(ties["n1.b"], Ties { n_neighbours: 1, ..Ties::default() });
        assert_eq!(ties.len(), 2);
    }
}
