//! DOT, Graphviz's language: graphs as people type them, and as other tools write them.
//!
//! Source: graphviz.org/doc/info/lang.html, and its list of attributes.

mod parse;
mod read;
mod token;
mod write;

use crate::{Format, FormatError, Imported, WriteError, within_limits};
use model::Draft;

/// DOT.
pub(crate) struct Dot;

impl Format for Dot {
    fn key(&self) -> &'static str {
        "dot"
    }

    fn title(&self) -> &'static str {
        "DOT (Graphviz)"
    }

    fn endings(&self) -> &'static [&'static str] {
        &[".dot", ".gv"]
    }

    fn looks_like(&self, text: &str) -> bool {
        parse::begins(text)
    }

    fn read(&self, text: &str) -> Result<Imported, FormatError> {
        within_limits(text)?;
        read::read(parse::parse(text)?)
    }

    fn write(&self, draft: &Draft) -> Result<Option<String>, WriteError> {
        Ok(Some(write::write(draft)))
    }
}

#[cfg(test)]
mod tests;
