//! Words people see are in the message files: no view of `app` has text of its own.

use super::File;
use std::path::Path;

/// Attributes that are read or read out.
const SAID: [&str; 7] = ["aria-label", "title", "placeholder", "label", "hint", "text", "alt"];

/// What is the same in every language: names of programs and of this one, abbreviations of the field, what is typed.
const SAME: [&str; 8] = [
    "Conga",
    "IPCP",
    "routing: lfa",
    "gold delay=10 loss=0",
    "oping -n oping_server -i 10ms -c 100",
    "utf-8",
    "viewport",
    "color-scheme",
];

/// Text between tags, and literals of attributes that are said.
pub fn faults(files: &[File]) -> Vec<String> {
    let views = files.iter().filter(|file| file.is("rs") && file.path.starts_with(Path::new("app/src")));
    views.flat_map(|file| unsaid(&file.text).map(move |(line, text)| fault(file, line, text))).collect()
}

fn fault(file: &File, line: usize, text: &str) -> String {
    format!("{}:{line}: `{text}` is a text: put it into messages/ and say it with `say!`", file.path.display())
}

/// The literals of a source that people would see, each with its line.
fn unsaid(source: &str) -> impl Iterator<Item = (usize, &str)> {
    let code = source.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let literals = code.match_indices('"').filter_map(move |(at, _)| {
        let text = code[at + 1..].split('"').next()?;
        let before = code[..at].trim_end();
        let is_comment = before.lines().last().is_some_and(|line| line.trim_start().starts_with("//"));
        let after = code[at + 1 + text.len()..].strip_prefix('"')?.trim_start();
        let is_child = before.ends_with('>')
            && !before.ends_with("->")
            && !before.ends_with("=>")
            && after.starts_with(['<', '{']);
        let attribute = before.strip_suffix('=').map(name).unwrap_or_default();
        let is_said = is_child || SAID.contains(&attribute);
        (is_said && is_text(text) && !is_comment).then(|| (code[..at].lines().count(), text))
    });
    literals.filter(|(_, text)| !SAME.contains(text))
}

/// The name at the end of a source, as of the attribute before `=`.
fn name(source: &str) -> &str {
    let start = source.rfind(|letter: char| !letter.is_alphanumeric() && letter != '-').map_or(0, |at| at + 1);
    &source[start..]
}

/// Two letters side by side.
fn is_text(text: &str) -> bool {
    text.as_bytes().windows(2).any(|pair| pair.iter().all(u8::is_ascii_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_a_view_is_found_and_marks_are_not() {
        let found = |source: &str| unsaid(source).map(|(line, text)| format!("{line} {text}")).collect::<Vec<_>>();
        assert_eq!(found("view! {\n<p>\"Nothing here\"</p> }"), ["2 Nothing here"]);
        assert_eq!(found("<input title=\"Name\" aria-label=\"The name\" class=\"field\"/>"), ["1 Name", "1 The name"]);
        assert_eq!(found("<Button label=say!(\"run\") hint=\"as 12\"/>"), ["1 as 12"]);
        assert!(found("<span>\" · \"</span><b>{say!(\"id\")}</b><i class=\"mono\">{code}</i>").is_empty());
        assert!(found("match way { Way::Up => \"up\" }").is_empty());
    }
}
