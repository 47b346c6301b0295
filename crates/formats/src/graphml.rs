//! GraphML: plain, as yEd draws it, and as the Topology Zoo keeps it.
//!
//! Source: graphml.graphdrawing.org (primer and schema), and files of yEd and of topology-zoo.org.

mod read;
mod write;

use crate::{Format, FormatError, Imported, WriteError, within_limits};
use model::Draft;

/// GraphML.
pub(crate) struct GraphMl;

impl Format for GraphMl {
    fn key(&self) -> &'static str {
        "graphml"
    }

    fn title(&self) -> &'static str {
        "GraphML"
    }

    fn endings(&self) -> &'static [&'static str] {
        &[".graphml", ".graphml.xml"]
    }

    fn looks_like(&self, text: &str) -> bool {
        text.lines().take(100).any(|line| line.contains("<graphml"))
    }

    fn read(&self, text: &str) -> Result<Imported, FormatError> {
        within_limits(text)?;
        read::read(text)
    }

    fn write(&self, draft: &Draft) -> Result<Option<String>, WriteError> {
        Ok(Some(write::write(draft)))
    }
}

#[cfg(test)]
mod tests;
