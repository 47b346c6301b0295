//! Rumba's Python scripts: parsed and followed, never run.
//!
//! A script's text becomes a tree (`parse`), a small machine follows the tree (`machine` and below) with a bound on steps
//! and depth, what it builds is gathered (`script`), and that becomes a draft (`draft`). The machine knows no files,
//! no clock and no network, so a script can do nothing but describe. Source of the names: Rumba 0.9 and its fork.

mod action;
mod argument;
mod builtin;
mod construct;
mod draft;
mod expression;
mod format_text;
mod function;
mod identifier;
mod machine;
mod method;
mod operator;
mod parse;
mod script;
mod shell;
mod statement;
mod storyboard;
mod value;
mod vocabulary;
mod write;

use crate::{Format, FormatError, Imported, WriteError, within_limits};
use model::Draft;

/// Rumba's format.
pub(crate) struct Rumba;

impl Format for Rumba {
    fn key(&self) -> &'static str {
        "rumba"
    }

    fn title(&self) -> &'static str {
        "Rumba script"
    }

    fn endings(&self) -> &'static [&'static str] {
        &[".py"]
    }

    fn looks_like(&self, text: &str) -> bool {
        let is_import = |line: &str| line.starts_with("from rumba") || line.starts_with("import rumba");
        text.lines().take(1_000).any(|line| is_import(line.trim_start()))
    }

    fn read(&self, text: &str) -> Result<Imported, FormatError> {
        within_limits(text)?;
        let module = parse::parse(text)?;
        let mut machine = machine::Machine::new(text);
        machine.run(&module);
        draft::draft(machine.finish())
    }

    fn write(&self, draft: &Draft) -> Result<Option<String>, WriteError> {
        Ok(Some(write::write(draft)))
    }
}

#[cfg(test)]
mod tests;
