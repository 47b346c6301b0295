//! `cargo xtask tidy`: what the compiler does not keep. The arrows between crates, file heads, size ceilings, true pages, texts in the message files.

mod arrows;
mod pages;
mod sizes;
mod words;

use crate::shell::{command, root};
use anyhow::{Context, Result, bail};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Checks the whole tree and names every fault.
pub fn tidy() -> Result<()> {
    let files = tracked()?;
    let mut faults = arrows::faults()?;
    faults.extend(sizes::faults(&files)?);
    faults.extend(pages::faults(&files)?);
    faults.extend(words::faults(&files));
    if faults.is_empty() {
        return Ok(());
    }
    for fault in &faults {
        eprintln!("tidy: {fault}");
    }
    bail!("{} faults", faults.len())
}

/// A file of the repository.
struct File {
    /// From the root, with `/`.
    path: PathBuf,
    text: String,
}

impl File {
    fn is(&self, ending: &str) -> bool {
        self.path.extension().is_some_and(|found| found == ending)
    }
}

/// Every text file git knows or would add.
fn tracked() -> Result<Vec<File>> {
    let output = command("git", &["ls-files", "--cached", "--others", "--exclude-standard", "-z"]).output()?;
    let listed = String::from_utf8(output.stdout).context("git ls-files")?;
    let read = |path: &str| {
        let text = fs::read_to_string(root().join(path)).ok()?;
        Some(File { path: Path::new(path).to_owned(), text })
    };
    Ok(listed.split('\0').filter(|path| !path.is_empty()).filter_map(read).collect())
}
