//! Lists the ids of all English texts, so that code can say them by their place.

use std::{env, error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../../messages/en");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let text = fs::read_to_string(entry?.path())?;
        // In Fluent's syntax an id, and nothing else but a comment or a bracket, begins in a line's first column.
        let ids = text.lines().filter(|line| line.starts_with(|first: char| first.is_ascii_alphabetic()));
        names.extend(ids.filter_map(|line| line.split_once('=')).map(|(id, _)| id.trim_end().to_owned()));
    }
    names.sort_unstable();
    names.dedup();
    fs::write(Path::new(&env::var("OUT_DIR")?).join("names.rs"), format!("{names:?}"))?;
    Ok(())
}
