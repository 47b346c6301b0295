//! The configuration files of the rlite and IRATI demonstrators: one declaration a line.
//!
//! Source of the grammar: rlite/rlite `demo/libdemo.py`, IRATI/demonstrator `gen.py`.

mod read;
mod statement;
mod write;

use crate::{Format, FormatError, Imported, WriteError, within_limits};
use model::Draft;

/// Which of the two demonstrators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Dialect {
    Rlite,
    Irati,
}

/// rlite's format.
pub(crate) struct Rlite;
/// IRATI's format.
pub(crate) struct Irati;

impl Format for Rlite {
    fn key(&self) -> &'static str {
        "rlite"
    }

    fn title(&self) -> &'static str {
        "rlite demonstrator"
    }

    fn endings(&self) -> &'static [&'static str] {
        &[".rlite.conf"]
    }

    fn looks_like(&self, text: &str) -> bool {
        statement::first(text).is_some()
    }

    fn read(&self, text: &str) -> Result<Imported, FormatError> {
        within_limits(text)?;
        read::read(text, Dialect::Rlite)
    }

    fn write(&self, draft: &Draft) -> Result<Option<String>, WriteError> {
        write::write(draft, Dialect::Rlite).map(Some)
    }
}

impl Format for Irati {
    fn key(&self) -> &'static str {
        "irati"
    }

    fn title(&self) -> &'static str {
        "IRATI demonstrator"
    }

    fn endings(&self) -> &'static [&'static str] {
        &[".irati.conf"]
    }

    fn looks_like(&self, text: &str) -> bool {
        statement::first(text).is_some() && statement::is_irati(text)
    }

    fn read(&self, text: &str) -> Result<Imported, FormatError> {
        within_limits(text)?;
        read::read(text, Dialect::Irati)
    }

    fn write(&self, draft: &Draft) -> Result<Option<String>, WriteError> {
        write::write(draft, Dialect::Irati).map(Some)
    }
}

#[cfg(test)]
mod tests;
