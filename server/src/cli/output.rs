//! What the terminal shows: text that others wrote is made harmless, and a reader that went away is no panic.

use std::borrow::Cow;
use std::io::{self, Write};

/// Writes a text to standard output.
///
/// Errors: standard output cannot be written; a reader that went away, as `head`, is none.
pub fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
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
