//! Several files as one text: each behind a heading that TOML, YAML and a hosts file take for a comment.

use crate::FormatError;
use messages::say;

/// A file of a format that writes several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path, relative, with `/`.
    pub path: String,
    /// What is in it.
    pub text: String,
}

const OPEN: &str = "# ==> ";
const CLOSE: &str = " <==";
const MOST_FILES: usize = 50_000;

/// The files as one text, as [`crate::open`] takes it; a file alone stays as it is.
pub fn bundle(files: &[File]) -> String {
    match files {
        [file] => file.text.clone(),
        _ => headed(files),
    }
}

/// The files as one text, each behind its heading, even a single one.
pub(crate) fn headed(files: &[File]) -> String {
    let part = |file: &File| {
        let end = if file.text.ends_with('\n') || file.text.is_empty() { "" } else { "\n" };
        format!("{OPEN}{}{CLOSE}\n{}{end}", file.path.replace(['\n', '\r'], " "), file.text)
    };
    files.iter().map(part).collect()
}

/// One part of a bundle.
pub(crate) struct Part<'t> {
    /// Its path; empty for what stands before the first heading.
    pub path: &'t str,
    pub text: &'t str,
    /// The line before its first, to add to its own lines.
    pub lines_before: usize,
}

/// The parts of a text; one without a path where it is no bundle.
///
/// Errors: there are more parts than 50,000.
pub(crate) fn parts(text: &str) -> Result<Vec<Part<'_>>, FormatError> {
    let mut parts: Vec<Part<'_>> = Vec::new();
    let (mut path, mut begin, mut lines_before, mut offset) = ("", 0, 0, 0);
    for (n, line) in text.split_inclusive('\n').enumerate() {
        if let Some(next) = line.trim_end().strip_prefix(OPEN).and_then(|rest| rest.strip_suffix(CLOSE)) {
            push(&mut parts, Part { path, text: &text[begin..offset], lines_before });
            (path, begin, lines_before) = (next, offset + line.len(), n + 1);
            if parts.len() > MOST_FILES {
                let what = say!("more-files-than", most = MOST_FILES);
                return Err(FormatError { line: n + 1, column: 1, what, mend: say!("split-it").into() });
            }
        }
        offset += line.len();
    }
    push(&mut parts, Part { path, text: &text[begin..], lines_before });
    Ok(parts)
}

fn push<'t>(parts: &mut Vec<Part<'t>>, part: Part<'t>) {
    if !part.path.is_empty() || !part.text.trim().is_empty() {
        parts.push(part);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_bundled_comes_apart_again() {
        let file = |path: &str, text: &str| File { path: path.into(), text: text.into() };
        let files = [file("a/x.toml", "k = 1\n"), file("hosts", ""), file("b", "last")];
        let text = bundle(&files);
        let parts = parts(&text).expect("few");
        let apart: Vec<_> = parts.iter().map(|part| (part.path, part.text, part.lines_before)).collect();
        assert_eq!(apart, [("a/x.toml", "k = 1\n", 1), ("hosts", "", 3), ("b", "last\n", 4)]);
        assert_eq!(super::parts("k = 1\n").expect("one")[0].text, bundle(&[file("x", "k = 1\n")]));
    }
}
