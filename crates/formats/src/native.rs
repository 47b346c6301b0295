//! The native file, `*.conga.toml`: everything a draft holds, lossless, one line a fact.
//!
//! Its syntax and why it is so: `docs/decisions/0002-native-file.md`.

mod cell;
mod keys;
mod leftover;
mod read;
mod strategy;
mod write;

use crate::{Format, FormatError, Imported, WriteError, within_limits};
use model::Draft;

/// The version of the syntax written here, and the newest that is read.
const VERSION: i64 = 1;

/// The native format.
pub(crate) struct Native;

impl Format for Native {
    fn key(&self) -> &'static str {
        "native"
    }

    fn title(&self) -> &'static str {
        "Conga"
    }

    fn endings(&self) -> &'static [&'static str] {
        &[".conga.toml", ".toml"]
    }

    fn looks_like(&self, text: &str) -> bool {
        let version = |line: &str| -> Option<char> {
            line.trim().strip_prefix("conga")?.trim_start().strip_prefix('=')?.trim_start().chars().next()
        };
        text.lines().take(100).filter_map(version).any(|first| first.is_ascii_digit())
    }

    fn read(&self, text: &str) -> Result<Imported, FormatError> {
        within_limits(text)?;
        read::read(text)
    }

    fn write(&self, draft: &Draft) -> Result<Option<String>, WriteError> {
        write::write(draft).map(Some)
    }
}

#[cfg(test)]
mod tests;
