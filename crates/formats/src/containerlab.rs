//! containerlab's topologies: `*.clab.yml`, with the annotations that its editor keeps beside them.
//!
//! Source: containerlab.dev (manual, `clab.schema.json`), and the annotation files of its editor extension.

mod notes;
mod read;
mod write;

use crate::{File, Format, FormatError, Imported, WriteError, bundle, within_limits};
use model::Draft;

/// containerlab.
pub(crate) struct Containerlab;

impl Format for Containerlab {
    fn key(&self) -> &'static str {
        "containerlab"
    }

    fn title(&self) -> &'static str {
        "containerlab"
    }

    fn endings(&self) -> &'static [&'static str] {
        &[".clab.yml", ".clab.yaml", ".yml", ".yaml"]
    }

    fn looks_like(&self, text: &str) -> bool {
        text.lines().take(1_000).any(|line| line.trim_end() == "topology:")
    }

    fn read(&self, text: &str) -> Result<Imported, FormatError> {
        within_limits(text)?;
        read::read(text)
    }

    fn write(&self, draft: &Draft) -> Result<Option<String>, WriteError> {
        Ok(Some(bundle::bundle(&self.files(draft)?)))
    }

    fn files(&self, draft: &Draft) -> Result<Vec<File>, WriteError> {
        Ok(write::write(draft))
    }
}

#[cfg(test)]
mod tests;
