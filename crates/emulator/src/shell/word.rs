//! Words of a shell's line, and what they stand for once the variables in them have values.

use std::fmt;
use std::iter::Peekable;
use std::str::Chars;

/// A word as written.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Word {
    pieces: Vec<Piece>,
    /// How long the name is that it gives a value to: `NAME=…`, no quote in the name.
    name: Option<usize>,
    is_quoted: bool,
}

#[derive(Clone, PartialEq)]
enum Piece {
    Text(String),
    /// A variable; in quotes its value stays one word.
    Value {
        name: String,
        is_quoted: bool,
    },
}

impl Word {
    /// The text, if it is nothing but text without quotes.
    pub(super) fn plain(&self) -> Option<&str> {
        match self.pieces.as_slice() {
            [Piece::Text(text)] if !self.is_quoted => Some(text),
            _ => None,
        }
    }

    /// The variable it would give a value to.
    pub(super) fn assigned(&self) -> Option<&str> {
        match (self.pieces.first(), self.name) {
            (Some(Piece::Text(text)), Some(n_bytes)) => Some(&text[..n_bytes]),
            _ => None,
        }
    }

    /// As one text, whatever blanks are in values.
    pub(super) fn joined<'v>(&self, value: impl Fn(&str) -> &'v str) -> String {
        let text = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Value { name, .. } => value(name).to_owned(),
        };
        self.pieces.iter().map(text).collect()
    }

    /// The words it stands for: blanks in values that are not quoted separate words.
    pub(super) fn expanded<'v>(&self, value: impl Fn(&str) -> &'v str) -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        let mut open = self.is_quoted.then(String::new);
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => open.get_or_insert_default().push_str(text),
                Piece::Value { name, is_quoted: true } => open.get_or_insert_default().push_str(value(name)),
                Piece::Value { name, .. } => {
                    let value = value(name);
                    if value.starts_with(char::is_whitespace) {
                        words.extend(open.take());
                    }
                    for (place, part) in value.split_whitespace().enumerate() {
                        if place > 0 {
                            words.extend(open.take());
                        }
                        open.get_or_insert_default().push_str(part);
                    }
                    if value.ends_with(char::is_whitespace) {
                        words.extend(open.take());
                    }
                }
            }
        }
        words.extend(open);
        words
    }

    fn push(&mut self, letter: char) {
        match self.pieces.last_mut() {
            Some(Piece::Text(text)) => text.push(letter),
            _ => self.pieces.push(Piece::Text(letter.into())),
        }
    }
}

/// As it was written, but for quotes around text.
impl fmt::Debug for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pieces.iter().try_for_each(|piece| match piece {
            Piece::Text(text) => f.write_str(text),
            Piece::Value { name, is_quoted: true } => write!(f, "\"${name}\""),
            Piece::Value { name, .. } => write!(f, "${name}"),
        })
    }
}

/// Reads one word, which is there. Errors: what of it this shell does not know.
pub(super) fn word(rest: &mut Peekable<Chars<'_>>) -> Result<Word, String> {
    let mut word = Word::default();
    while let Some(&next) = rest.peek() {
        match next {
            ' ' | '\t' | '\r' | '\n' | ';' | '&' | '|' | '(' | ')' | '<' | '>' => break,
            '\'' | '"' => {
                rest.next();
                word.is_quoted = true;
                quoted(rest, next, &mut word)?;
            }
            '\\' => {
                rest.next();
                word.is_quoted = true;
                rest.next().filter(|escaped| *escaped != '\n').into_iter().for_each(|escaped| word.push(escaped));
            }
            '$' | '`' => variable(rest, false, &mut word)?,
            _ => {
                rest.next();
                if next == '=' && word.name.is_none() && word.plain().is_some_and(is_name) {
                    word.name = word.plain().map(str::len);
                }
                word.push(next);
            }
        }
    }
    Ok(word)
}

fn quoted(rest: &mut Peekable<Chars<'_>>, quote: char, word: &mut Word) -> Result<(), String> {
    let open = || "Unterminated quoted string".to_owned();
    loop {
        match rest.peek().copied().ok_or_else(open)? {
            '$' | '`' if quote == '"' => variable(rest, true, word)?,
            '\\' if quote == '"' => {
                rest.next();
                match rest.next().ok_or_else(open)? {
                    escaped @ ('"' | '\\' | '$' | '`') => word.push(escaped),
                    '\n' => {}
                    other => ['\\', other].into_iter().for_each(|letter| word.push(letter)),
                }
            }
            next => {
                rest.next();
                if next == quote {
                    return Ok(());
                }
                word.push(next);
            }
        }
    }
}

/// `$NAME`, `${NAME}` and `$?`; a dollar before anything that names nothing is a dollar.
fn variable(rest: &mut Peekable<Chars<'_>>, is_quoted: bool, word: &mut Word) -> Result<(), String> {
    let refused = |what: String| Err(format!("\"{what}\" unexpected (this shell knows $NAME, ${{NAME}} and $?)"));
    if rest.next() == Some('`') {
        return refused("`".to_owned());
    }
    let name = match rest.peek().copied() {
        Some('?') => rest.next().map(String::from).unwrap_or_default(),
        Some('{') => {
            rest.next();
            let name: String = std::iter::from_fn(|| rest.next_if(|next| *next != '}')).collect();
            if rest.next().is_none() || !(is_name(&name) || name == "?") {
                return refused(format!("${{{name}}}"));
            }
            name
        }
        Some(next) if next == '_' || next.is_ascii_alphabetic() => {
            std::iter::from_fn(|| rest.next_if(|next| *next == '_' || next.is_ascii_alphanumeric())).collect()
        }
        Some(next) if "(@*#$!-".contains(next) || next.is_ascii_digit() => return refused(format!("${next}")),
        _ => {
            word.push('$');
            return Ok(());
        }
    };
    word.pieces.push(Piece::Value { name, is_quoted });
    Ok(())
}

/// Letters, digits and `_`, no digit first.
pub(super) fn is_name(text: &str) -> bool {
    let legal = |byte: u8| byte == b'_' || byte.is_ascii_alphanumeric();
    !text.is_empty() && text.bytes().all(legal) && !text.starts_with(|first: char| first.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expanded(text: &str) -> Vec<String> {
        let value = |name: &str| match name {
            "A" => "one",
            "B" => " two  words ",
            _ => "",
        };
        word(&mut text.chars().peekable()).expect("a word").expanded(value)
    }

    #[test]
    fn blanks_in_values_separate_words_unless_quoted() {
        assert_eq!(expanded("x${A}y"), ["xoney"]);
        assert_eq!(expanded("x${B}y"), ["x", "two", "words", "y"]);
        assert_eq!(expanded(r#""x${B}y""#), ["x two  words y"]);
        assert_eq!(expanded("$NONE"), [""; 0]);
        assert_eq!(expanded(r#""$NONE""#), [""]);
        assert_eq!(expanded(r"'$A'\$A"), ["$A$A"]);
    }
}
