//! Errors of reading and writing: what, where, and how to mend it.

use messages::say;

/// A text that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", say!("at-line-column", line = line, column = column, what = what, mend = mend))]
pub struct FormatError {
    /// The line, counted from 1.
    pub line: usize,
    /// The column, in characters, counted from 1.
    pub column: usize,
    /// What is wrong, without a full stop.
    pub what: String,
    /// How to mend it, an imperative without a full stop.
    pub mend: String,
}

impl FormatError {
    /// An error at a byte of `text`.
    pub(crate) fn at(text: &str, offset: usize, what: impl Into<String>, mend: impl Into<String>) -> Self {
        let (line, column) = place(text, offset);
        Self { line, column, what: what.into(), mend: mend.into() }
    }
}

/// A draft that cannot be written in a format.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what}; {mend}")]
pub struct WriteError {
    /// What cannot be said, without a full stop.
    pub what: String,
    /// How to mend it, an imperative without a full stop.
    pub mend: String,
}

/// Line and column of a byte, both counted from 1; the column counts characters.
fn place(text: &str, offset: usize) -> (usize, usize) {
    let before = &text.as_bytes()[..offset.min(text.len())];
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    // Every character but its continuation bytes (10xxxxxx) counts.
    let column = before[line_start..].iter().filter(|byte| (**byte & 0xC0) != 0x80).count() + 1;
    (line, column)
}

/// A shortened form of what a file said, fit for a message.
pub(crate) fn shown(text: &str) -> String {
    const LONGEST: usize = 60;
    let flat = |c: char| if c.is_control() { ' ' } else { c };
    let mut short: String = text.chars().take(LONGEST).map(flat).collect();
    if text.chars().nth(LONGEST).is_some() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_characters_and_survives_any_offset() {
        assert_eq!(place("ab\nä€x", 3 + 2 + 3), (2, 3));
        assert_eq!(place("ab\nä€x", 4), (2, 2));
        assert_eq!(place("", 99), (1, 1));
    }

    #[test]
    fn what_is_shown_is_short_and_on_one_line() {
        assert_eq!(shown("a\nb"), "a b");
        assert_eq!(shown(&"x".repeat(500)).chars().count(), 61);
    }
}
