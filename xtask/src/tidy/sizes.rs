//! Sizes and heads: every Rust file says what it is and holds one idea.

use super::File;
use crate::shell::root;
use anyhow::Result;
use std::{collections::BTreeSet, fs, path::Path};

/// Lines of a file without its tests.
const CEILING: usize = 500;

/// Files without a head, files over the ceiling, `mod.rs`, and exceptions nobody needs.
pub fn faults(files: &[File]) -> Result<Vec<String>> {
    let excused = exceptions()?;
    let mut needed = BTreeSet::new();
    let mut faults = Vec::new();
    for file in files.iter().filter(|file| file.is("rs")) {
        let path = file.path.display().to_string();
        if !file.text.starts_with("//!") {
            faults.push(format!("{path}:1: a file begins with `//!` and what it is"));
        }
        if file.path.ends_with("mod.rs") {
            faults.push(format!("{path}: name the file after its module, beside its folder"));
        }
        let lines = lines_without_tests(&file.path, &file.text);
        if lines > CEILING {
            if excused.contains(&path) {
                needed.insert(path);
            } else {
                faults.push(format!("{path}: {lines} lines; over {CEILING} it holds two ideas: name the second"));
            }
        }
    }
    faults.extend(excused.difference(&needed).map(|path| format!("xtask/tidy.allow: `{path}` needs no exception")));
    Ok(faults)
}

fn lines_without_tests(path: &Path, text: &str) -> usize {
    let is_test = path.components().any(|part| part.as_os_str() == "tests") || path.ends_with("tests.rs");
    if is_test {
        return 0;
    }
    text.lines().take_while(|line| !line.starts_with("#[cfg(test)]")).count()
}

/// `path  # reason`, one a line.
fn exceptions() -> Result<BTreeSet<String>> {
    let text = fs::read_to_string(root().join("xtask/tidy.allow")).unwrap_or_default();
    let path = |line: &str| line.split('#').next().unwrap_or_default().trim().to_owned();
    Ok(text.lines().map(path).filter(|path| !path.is_empty()).collect())
}
