//! Lists the ids of all English texts, so that code can say them by their place: those of pages, and those of the server.

use std::{env, error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../../messages/en");
    println!("cargo::rerun-if-changed={}", folder.display());
    let out = env::var("OUT_DIR")?;
    for (list, folder) in [("names.rs", folder.clone()), ("server.rs", folder.join("server"))] {
        fs::write(Path::new(&out).join(list), format!("{:?}", names(&folder)?))?;
    }
    Ok(())
}

/// The ids in a folder's files, sorted.
fn names(folder: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let mut names = Vec::new();
    for path in fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())) {
        let path = path?;
        if path.is_dir() {
            continue;
        }
        let text = fs::read_to_string(path)?;
        // In Fluent's syntax an id, and nothing else but a comment or a bracket, begins in a line's first column.
        let ids = text.lines().filter(|line| line.starts_with(|first: char| first.is_ascii_alphabetic()));
        names.extend(ids.filter_map(|line| line.split_once('=')).map(|(id, _)| id.trim_end().to_owned()));
    }
    names.sort_unstable();
    names.dedup();
    Ok(names)
}
