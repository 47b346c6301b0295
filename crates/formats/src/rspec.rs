//! Resource specifications of GENI testbeds: rspec v3, request and manifest; and jFed's ESpec around one.
//!
//! Source: www.geni.net/resources/rspec/3 (schemas), jFed's extension `jfed/1`, Emulab's extension `delay/1`.

mod read;
mod write;

use crate::{File, Format, FormatError, Imported, WriteError, bundle, within_limits};
use messages::say;
use model::Draft;

/// rspec v3.
pub(crate) struct Rspec;
/// jFed's ESpec: a small YAML file that names an rspec.
pub(crate) struct Espec;

impl Format for Rspec {
    fn key(&self) -> &'static str {
        "rspec"
    }

    fn title(&self) -> &'static str {
        "GENI rspec"
    }

    fn endings(&self) -> &'static [&'static str] {
        &[".rspec", ".rspec.xml"]
    }

    fn looks_like(&self, text: &str) -> bool {
        text.lines().take(100).any(|line| line.contains("<rspec") || line.contains(":rspec "))
    }

    fn read(&self, text: &str) -> Result<Imported, FormatError> {
        within_limits(text)?;
        read::read(text, "rspec")
    }

    fn write(&self, draft: &Draft) -> Result<Option<String>, WriteError> {
        Ok(Some(write::write(draft)))
    }
}

const SPECIFICATION: &str = "version: 1.0-basic\nrspec: experiment.rspec\n";

impl Format for Espec {
    fn key(&self) -> &'static str {
        "espec"
    }

    fn title(&self) -> &'static str {
        "jFed ESpec"
    }

    fn endings(&self) -> &'static [&'static str] {
        &[".espec", "experiment-specification.yml"]
    }

    fn looks_like(&self, text: &str) -> bool {
        text.lines().take(100).any(|line| line.trim_end() == "version: 1.0-basic")
    }

    fn read(&self, text: &str) -> Result<Imported, FormatError> {
        within_limits(text)?;
        let parts = bundle::parts(text)?;
        let Some(rspec) = parts.iter().find(|part| part.path.ends_with(".rspec")) else {
            let what = say!("rspec-not-in-it");
            return Err(FormatError::at(text, 0, what, say!("open-rspec-beside")));
        };
        let mut imported = read::read(rspec.text, "espec")
            .map_err(|error| FormatError { line: error.line + rspec.lines_before, ..error })?;
        imported.report.shift(rspec.lines_before);
        Ok(imported)
    }

    fn write(&self, draft: &Draft) -> Result<Option<String>, WriteError> {
        Ok(Some(bundle::bundle(&self.files(draft)?)))
    }

    fn files(&self, draft: &Draft) -> Result<Vec<File>, WriteError> {
        let file = |path: &str, text: String| File { path: path.into(), text };
        Ok(vec![
            file("experiment-specification.yml", SPECIFICATION.to_owned()),
            file("experiment.rspec", write::write(draft)),
        ])
    }
}

#[cfg(test)]
mod tests;
