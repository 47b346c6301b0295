//! Configurations of the Ouroboros daemon: one file a node, and the hosts entries by which UDP layers find names.
//!
//! Source: Ouroboros 0.23 `irmd.conf.in` and `configuration.c`; its tutorial 5 for the hosts entries. As one text the
//! files stand behind headings, see [`crate::bundle()`]; a single file may also hold the IPCPs of several nodes.

mod keyword;
mod read;
mod tree;
mod write;

use crate::{File, Format, FormatError, Imported, WriteError, bundle, within_limits};
use model::Draft;

/// The daemon's configuration.
pub(crate) struct Irmd;

impl Format for Irmd {
    fn key(&self) -> &'static str {
        "irmd"
    }

    fn title(&self) -> &'static str {
        "Ouroboros daemon configuration"
    }

    fn endings(&self) -> &'static [&'static str] {
        &[".irmd.conf", ".irmd.toml"]
    }

    fn looks_like(&self, text: &str) -> bool {
        let heads = text.lines().take(1_000).filter_map(|line| line.trim().strip_prefix('['));
        heads.filter_map(|head| head.split_once('.')).any(|(kind, _)| keyword::is_table(kind))
    }

    fn read(&self, text: &str) -> Result<Imported, FormatError> {
        within_limits(text)?;
        read::read(text)
    }

    fn write(&self, draft: &Draft) -> Result<Option<String>, WriteError> {
        Ok(Some(bundle::headed(&self.files(draft)?)))
    }

    fn files(&self, draft: &Draft) -> Result<Vec<File>, WriteError> {
        write::write(draft)
    }
}

#[cfg(test)]
mod tests;
