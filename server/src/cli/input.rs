//! The file on the command line: any format that can be imported, or standard input.

use super::{Usage, output};
use formats::Imported;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Reads an experiment; `-` is standard input. Remarks on the import go to standard error.
///
/// Errors: the file cannot be read, is no text, or is in no format known.
pub fn open(path: &Path) -> Result<Imported, Usage> {
    let imported = open_quietly(path)?;
    let report = &imported.report;
    for (verb, remarks) in [("taken over, not exactly", &report.approximated), ("left out", &report.ignored)] {
        for remark in remarks {
            output::complain(&format!("{}: line {}: {verb}: {}", path.display(), remark.line, remark.what));
        }
    }
    Ok(imported)
}

/// The same, without a word.
pub fn open_quietly(path: &Path) -> Result<Imported, Usage> {
    let named = |why: String| Usage(format!("{}: {why}", path.display()));
    let text = read(path).map_err(|error| named(format!("{error}; name a file that can be read, or -")))?;
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    let text = text + &beside(path);
    formats::open(&name, &text).map_err(|error| named(error.to_string()))
}

/// The annotations that containerlab's editor keeps beside a topology, behind the heading by which formats know them.
fn beside(path: &Path) -> String {
    let mut name = path.as_os_str().to_owned();
    name.push(".annotations.json");
    let is_topology = path.extension().is_some_and(|ending| ending == "yml" || ending == "yaml");
    if !is_topology {
        return String::new();
    }
    // Most topologies have none.
    read(Path::new(&name))
        .map_or_else(|_| String::new(), |text| format!("\n# ==> {} <==\n{text}", Path::new(&name).display()))
}

/// Reads no more than the formats take, so that they can say that it is too long.
fn read(path: &Path) -> io::Result<String> {
    let source: Box<dyn Read> =
        if path.as_os_str() == "-" { Box::new(io::stdin().lock()) } else { Box::new(File::open(path)?) };
    let mut text = Vec::new();
    source.take(formats::LONGEST_TEXT as u64 + 1).read_to_end(&mut text)?;
    if text.len() > formats::LONGEST_TEXT {
        // The last character may be cut; the formats refuse it for its length anyway.
        return Ok(String::from_utf8_lossy(&text).into_owned());
    }
    String::from_utf8(text).map_err(|_| io::Error::other("this is no UTF-8 text"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn annotations_beside_a_topology_place_its_nodes() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("lab.clab.yml");
        let topology = "name: lab\ntopology:\n  nodes:\n    r1: {kind: linux}\n";
        std::fs::write(&path, topology).expect("a file");
        let annotations = r#"{"nodeAnnotations": [{"id": "r1", "position": {"x": 5, "y": -6}}]}"#;
        std::fs::write(folder.path().join("lab.clab.yml.annotations.json"), annotations).expect("a file");
        let draft = open_quietly(&path).ok().expect("a topology").draft;
        let position = draft.nodes().next().and_then(|(_, node)| node.position);
        assert_eq!(position.map(|at| (at.x, at.y)), Some((5.0, -6.0)));
    }
}
