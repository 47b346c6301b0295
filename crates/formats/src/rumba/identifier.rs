//! Names of a draft as names and texts of Python.

use std::collections::BTreeSet;

const KEYWORDS: [&str; 35] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
    "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
    "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

/// Names given out once each.
pub(super) struct Identifiers(BTreeSet<String>);

impl Identifiers {
    /// None given out; these are taken.
    pub fn without(taken: &[&str]) -> Self {
        Self(taken.iter().chain(&KEYWORDS).map(|name| (*name).to_owned()).collect())
    }

    /// A name of Python's made from `name`, and not given out before.
    pub fn fresh(&mut self, name: &str, what: &str) -> String {
        let letters: String = name.chars().take(60).map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
        let begins_well = letters.starts_with(|c: char| c.is_ascii_alphabetic());
        let base = if begins_well { letters } else { format!("{what}_{letters}") };
        let mut name = base.clone();
        let mut n = 1;
        while !self.0.insert(name.clone()) {
            n += 1;
            name = format!("{base}_{n}");
        }
        name
    }
}

/// A text in Python's quotes.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() || c == '\u{2028}' || c == '\u{2029}' || c == '\u{feff}' => {
                quoted.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// A text fit for a comment: on one line.
pub(super) fn commented(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || c == '\u{2028}' || c == '\u{2029}' { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_legal_and_differ() {
        let mut identifiers = Identifiers::without(&["tb"]);
        let mut fresh = |name| identifiers.fresh(name, "node");
        assert_eq!(
            [fresh("a-b"), fresh("a_b"), fresh("9"), fresh("class"), fresh(""), fresh("tb"), fresh("$(id)")],
            ["a_b", "a_b_2", "node_9", "class_2", "node_", "tb_2", "node___id_"]
        );
    }

    #[test]
    fn quotes_hold() {
        assert_eq!(quoted("a\"b\\\n\u{1}é"), r#""a\"b\\\n\u0001é""#);
        assert_eq!(commented("a\nimport os"), "a import os");
    }
}
