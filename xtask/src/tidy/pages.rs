//! Pages that must stay true: ARCHITECTURE.md names the crates there are; nothing names the machine it was written on.

use super::File;
use anyhow::Result;
use std::{collections::BTreeSet, path::Path};

/// Crates missing from the map or named without being there, and unfinished work without an issue.
pub fn faults(files: &[File]) -> Result<Vec<String>> {
    let mut faults = map(files);
    for file in files.iter().filter(|file| file.is("rs") || file.is("mjs") || file.is("css")) {
        for (number, line) in file.text.lines().enumerate() {
            let left_open = ["todo!(", "unimplemented!(", "#[ignore", "FIXME"].iter().any(|word| line.contains(word));
            let bare_todo = line.contains("TODO") && !line.contains("TODO(#");
            if (left_open || bare_todo) && !file.path.starts_with("xtask") {
                faults.push(format!("{}:{}: left open: `{}`", file.path.display(), number + 1, line.trim()));
            }
        }
    }
    Ok(faults)
}

/// The map in ARCHITECTURE.md lists every crate as "| `name` |", and no other.
fn map(files: &[File]) -> Vec<String> {
    let Some(page) = files.iter().find(|file| file.path == Path::new("ARCHITECTURE.md")) else {
        return vec!["ARCHITECTURE.md is missing".to_owned()];
    };
    let named: BTreeSet<&str> =
        page.text.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    let there: BTreeSet<&str> = files
        .iter()
        .filter(|file| file.path.ends_with("Cargo.toml"))
        .filter_map(|file| file.path.parent()?.file_name()?.to_str())
        .collect();
    let missing = there.difference(&named).map(|name| format!("ARCHITECTURE.md: crate `{name}` is not on the map"));
    let gone = named.difference(&there).map(|name| format!("ARCHITECTURE.md: there is no crate `{name}`"));
    missing.chain(gone).collect()
}
