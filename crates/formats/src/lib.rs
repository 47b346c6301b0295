//! Files in and out: an experiment as text, read to a draft and written from one.
//!
//! It must not know of anything but `model`: no planner, no testbed, no browser, no file system; text in, draft out.
//! Adding a format is one file and two lines: its `mod`, and its place in [`all`].

mod bundle;
mod carried;
mod conf;
mod containerlab;
mod dot;
mod error;
mod example;
mod geography;
mod graphml;
mod irmd;
mod kathara;
mod lost;
mod names;
mod native;
mod netem;
mod proposal;
mod report;
mod rspec;
mod rumba;
mod sketch;
mod sndlib;
mod xml;
mod yaml;

pub use bundle::{File, bundle};
pub use error::{FormatError, WriteError};
pub use example::{Example, examples};
pub use proposal::propose_layer;
pub use report::{Imported, Remark, Report};

use messages::say;
use model::Draft;

/// The longest text read, in bytes.
pub const LONGEST_TEXT: usize = 10_000_000;
/// The most nodes read.
pub const MOST_NODES: usize = 20_000;
/// The most layers read.
pub const MOST_LAYERS: usize = 100_000;
/// The most memberships (IPCPs) read.
pub const MOST_MEMBERSHIPS: usize = 100_000;

/// A way to write an experiment down.
pub trait Format: Sync {
    /// Its short name, as `native`.
    fn key(&self) -> &'static str;
    /// Its name for people.
    fn title(&self) -> &'static str;
    /// How names of its files end, best first, as `.conga.toml`.
    fn endings(&self) -> &'static [&'static str];
    /// Whether `text` is probably in this format; looks at its beginning only.
    fn looks_like(&self, text: &str) -> bool;
    /// Reads a text.
    ///
    /// Errors: [`FormatError`] where the text as a whole cannot be read; what merely has no place in the model is
    /// listed in the report.
    fn read(&self, text: &str) -> Result<Imported, FormatError>;
    /// Writes a draft; `None` where this format is only read.
    ///
    /// Errors: [`WriteError`] where the draft holds what the format cannot hold even as a comment.
    fn write(&self, draft: &Draft) -> Result<Option<String>, WriteError>;
    /// Writes a draft as the files it is for its own tools; [`Self::write`] gives them as one text, see [`bundle()`].
    ///
    /// Shape: one file called `experiment`, or those the format prescribes; none where it is only read.
    /// Errors: as [`Self::write`].
    fn files(&self, draft: &Draft) -> Result<Vec<File>, WriteError> {
        let ending = self.endings().first().copied().unwrap_or_default();
        let file = |text| File { path: format!("experiment{ending}"), text };
        Ok(self.write(draft)?.map(file).into_iter().collect())
    }
}

/// Every format, the native one first.
pub fn all() -> [&'static dyn Format; 12] {
    [
        &native::Native,
        &rumba::Rumba,
        &conf::Irati,
        &conf::Rlite,
        &containerlab::Containerlab,
        &graphml::GraphMl,
        &dot::Dot,
        &rspec::Espec,
        &rspec::Rspec,
        &irmd::Irmd,
        &sndlib::SndLib,
        &kathara::Kathara,
    ]
}

/// The format of this key.
pub fn by_key(key: &str) -> Option<&'static dyn Format> {
    all().into_iter().find(|format| format.key() == key)
}

/// The format that a file's name ends like; the longest ending wins.
pub fn by_ending(file_name: &str) -> Option<&'static dyn Format> {
    let name = file_name.to_ascii_lowercase();
    let endings = all().into_iter().flat_map(|format| format.endings().iter().map(move |ending| (format, *ending)));
    endings.filter(|(_, ending)| name.ends_with(ending)).max_by_key(|(_, ending)| ending.len()).map(|found| found.0)
}

/// Reads a file of any format: chosen by the ending of its name where that says all (`.conga.toml`), else by its
/// content, else by whatever its ending says (`.toml`).
///
/// Shape: a draft whose file gives no title takes the file's name. Files that belong together come as one text, see
/// [`bundle()`].
/// Errors: [`FormatError`] where no format fits, or the format that fits cannot read it.
pub fn open(file_name: &str, text: &str) -> Result<Imported, FormatError> {
    within_limits(text)?;
    let by_name = by_ending(file_name);
    let stem_and_ending = file_name.rsplit(['/', '\\']).next().unwrap_or_default().to_ascii_lowercase();
    // An ending of two parts belongs to one format; `.toml` and `.xml` belong to everybody.
    let is_own = |ending: &&str| ending.matches('.').count() > 1 && stem_and_ending.ends_with(ending);
    let certain = by_name.filter(|format| format.endings().iter().any(is_own));
    let likely = || by_name.filter(|format| format.looks_like(text));
    let by_content = || all().into_iter().find(|format| format.looks_like(text));
    let format = certain.or_else(likely).or_else(by_content).or(by_name).ok_or_else(|| {
        let known: Vec<&str> = all().into_iter().filter_map(|format| format.endings().first().copied()).collect();
        FormatError {
            line: 1,
            column: 1,
            what: say!("in-no-format", file_name = file_name),
            mend: say!("name-with-ending", known = known.join(", ")),
        }
    })?;
    Ok(report::titled(format.read(text)?, file_name))
}

/// Refuses a text that is too long, or binary.
fn within_limits(text: &str) -> Result<(), FormatError> {
    if text.len() > LONGEST_TEXT {
        return Err(FormatError {
            line: 1,
            column: 1,
            what: say!("file-too-long", n = text.len(), most = LONGEST_TEXT),
            mend: say!("split-or-remove").into(),
        });
    }
    match text.find('\0') {
        Some(offset) => Err(FormatError::at(text, offset, say!("zero-byte"), say!("open-right-file"))),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests;
