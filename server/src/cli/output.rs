//! What the terminal shows: text that others wrote is made harmless, and a reader that went away is no panic.

use super::Usage;
use std::borrow::Cow;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Writes a text to standard output.
///
/// Errors: standard output cannot be written; a reader that went away, as `head`, is none.
pub fn print(text: &str) -> io::Result<()> {
    send(text.as_bytes())
}

/// Writes bytes to standard output.
///
/// Errors: as for [`print`].
pub fn send(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// Writes a file beside it first, so that what was there stays whole until the new one is; `-` is standard output.
///
/// Errors: it cannot be written, in words that say where.
pub fn keep(path: &Path, bytes: &[u8]) -> Result<(), Usage> {
    if path.as_os_str() == "-" {
        return Ok(send(bytes)?);
    }
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}.new", std::process::id()));
    let beside = PathBuf::from(beside);
    let result = fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, path));
    result.map_err(|error| {
        // What is half written is of no use; if it cannot be removed either, the first error says why.
        let _ = fs::remove_file(&beside);
        Usage(format!("cannot write {}: {error}; choose another place", path.display()))
    })
}

/// A line for people on standard error.
pub fn complain(line: &str) {
    // If nobody can read it, there is nobody to tell.
    let _ = writeln!(io::stderr().lock(), "conga: {}", harmless(line));
}

/// One line without control characters: names and outputs may hold what moves a terminal's cursor.
pub fn harmless(text: &str) -> Cow<'_, str> {
    let harmful = |c: char| c.is_control() && c != '\t';
    if text.contains(harmful) { text.replace(harmful, "\u{fffd}").into() } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_moves_the_cursor() {
        assert_eq!(harmless("a\x1b[2Jb\nc\td"), "a\u{fffd}[2Jb\u{fffd}c\td");
    }
}
