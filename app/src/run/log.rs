//! The log of a run: what was done and said, line by line, in bounded memory. Pure.

mod filter;

pub use filter::{Filter, View};

use std::collections::{BTreeMap, VecDeque};

/// Lines kept here; the server keeps all of them.
pub const MOST_LINES: usize = 200_000;

/// Lines let go at once when there are too many, so that it is seldom.
const LET_GO: usize = 20_000;

/// How bad a daemon says a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// `DB`.
    Debug,
    /// `II`, and lines without a level.
    Info,
    /// `WW`.
    Warning,
    /// `EE`.
    Error,
}

impl Level {
    /// The level in a line such as `==00009== irmd(EE): Failed to get name.`
    pub fn of(text: &str) -> Self {
        let mark = text.split_once("): ").and_then(|(head, _)| head.rsplit_once('('));
        match mark.map(|(_, mark)| mark) {
            Some("EE") => Self::Error,
            Some("WW") => Self::Warning,
            Some("DB") => Self::Debug,
            _ => Self::Info,
        }
    }
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A command begins.
    Command,
    /// Standard output.
    Out,
    /// Standard error.
    Err,
    /// A command ended with this status.
    Exit(i32),
    /// A daemon's log.
    Daemon(Level),
    /// The run moved to another state.
    State,
}

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// When, milliseconds since 1970-01-01 UTC.
    pub at_ms: u64,
    /// What it is.
    pub kind: Kind,
    /// The node, as [`Log::node`] numbers it; none for the run's own lines.
    pub node: Option<u32>,
    /// Its text.
    pub text: Box<str>,
    /// The command it belongs to.
    pub call: Option<u64>,
    /// Of a command the user typed.
    pub own: bool,
}

/// The lines, numbered from 0 in the order they came; the oldest are let go when there are too many.
#[derive(Clone, Debug, Default)]
pub struct Log {
    lines: VecDeque<Line>,
    n_gone: usize,
    nodes: Vec<String>,
    numbers: BTreeMap<String, u32>,
}

impl Log {
    /// Adds a line.
    pub fn push(&mut self, line: Line) {
        if self.lines.len() >= MOST_LINES {
            self.lines.drain(..LET_GO);
            self.n_gone += LET_GO;
        }
        self.lines.push_back(line);
    }

    /// A node's number; new names get the next one.
    pub fn node(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = self.nodes.len() as u32;
        self.nodes.push(name.to_owned());
        self.numbers.insert(name.to_owned(), number);
        number
    }

    /// The name of a numbered node.
    pub fn node_name(&self, number: u32) -> &str {
        self.nodes.get(number as usize).map_or("", String::as_str)
    }

    /// The number of a node that has said something.
    pub fn number_of(&self, name: &str) -> Option<u32> {
        self.numbers.get(name).copied()
    }

    /// The line of this number, unless it was let go.
    pub fn line(&self, number: usize) -> Option<&Line> {
        self.lines.get(number.checked_sub(self.n_gone)?)
    }

    /// The lines kept, oldest first.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter()
    }

    /// How many lines there ever were; the next line's number.
    pub fn len(&self) -> usize {
        self.n_gone + self.lines.len()
    }

    /// How many of them were let go.
    pub fn n_gone(&self) -> usize {
        self.n_gone
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_read_where_daemons_write_them() {
        let level = |text| Level::of(text);
        assert_eq!(level("==00009== irmd(EE): Failed to get name nosuch."), Level::Error);
        assert_eq!(level("irmd| ==00009== irmd(WW): /tmp/ouroboros already exists..."), Level::Warning);
        assert_eq!(level("==1== x(DB): a (EE): b"), Level::Debug);
        assert_eq!(level("no level (here)"), Level::Info);
        assert_eq!(level(""), Level::Info);
    }

    #[test]
    fn memory_is_bounded_and_numbers_stay() {
        let mut log = Log::default();
        for number in 0..MOST_LINES + 10 {
            let text = number.to_string().into();
            log.push(Line { at_ms: 0, kind: Kind::Out, node: None, text, call: None, own: false });
        }
        assert_eq!((log.len(), log.n_gone(), log.lines().count()), (MOST_LINES + 10, LET_GO, MOST_LINES + 10 - LET_GO));
        assert_eq!(log.line(0), None);
        assert_eq!(log.line(LET_GO).map(|line| &*line.text), Some("20000"));
        assert_eq!(log.line(MOST_LINES + 9).map(|line| &*line.text), Some("200009"));
    }
}
