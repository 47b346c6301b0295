//! The words of DOT.

use crate::FormatError;
use messages::say;

/// A word or a sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// An id: bare, a number, or quoted.
    Id(String),
    /// The same, where it can be no keyword.
    Quoted(String),
    /// `{`, `}`, `[`, `]`, `;`, `,`, `=`, `:` or `+`.
    Sign(char),
    /// `--` or `->`.
    Edge,
}

/// The words of a text, one after another.
pub(super) struct Tokens<'t> {
    text: &'t str,
    offset: usize,
    /// Where the last token began, and its line.
    pub line: usize,
}

impl<'t> Tokens<'t> {
    pub fn of(text: &'t str) -> Self {
        Self { text, offset: if text.starts_with('\u{feff}') { 3 } else { 0 }, line: 1 }
    }

    /// An error where the last token began.
    pub fn error(&self, what: impl Into<String>) -> FormatError {
        FormatError { line: self.line, column: 1, what: what.into(), mend: say!("write-as-dot").into() }
    }

    fn rest(&self) -> &'t str {
        &self.text[self.offset..]
    }

    fn skip(&mut self, n_bytes: usize) -> &'t str {
        let skipped = &self.rest()[..n_bytes];
        self.line += skipped.bytes().filter(|byte| *byte == b'\n').count();
        self.offset += n_bytes;
        skipped
    }

    fn skip_blanks(&mut self) -> Result<(), FormatError> {
        loop {
            let rest = self.rest();
            let is_line_start = self.offset == 0 || self.text.as_bytes()[self.offset - 1] == b'\n';
            let line = || rest.find('\n').unwrap_or(rest.len());
            let n = if rest.starts_with("//") || (is_line_start && rest.starts_with('#')) {
                line()
            } else if rest.starts_with("/*") {
                rest.find("*/").map(|end| end + 2).ok_or_else(|| self.error(say!("comment-open")))?
            } else {
                match rest.chars().next() {
                    Some(c) if c.is_whitespace() => c.len_utf8(),
                    _ => return Ok(()),
                }
            };
            self.skip(n);
        }
    }

    /// The next token; none at the end.
    ///
    /// Errors: a character that begins none, or a text that is never closed.
    pub fn next(&mut self) -> Result<Option<Token>, FormatError> {
        self.skip_blanks()?;
        let rest = self.rest();
        let Some(first) = rest.chars().next() else { return Ok(None) };
        let is_word = |c: char| c.is_alphanumeric() || c == '_' || ('\u{80}'..='\u{ff}').contains(&c);
        Ok(Some(match first {
            '"' => Token::Quoted(self.quoted()?),
            '<' => Token::Quoted(self.html()?),
            '-' if rest.starts_with("--") || rest.starts_with("->") => {
                self.skip(2);
                Token::Edge
            }
            '{' | '}' | '[' | ']' | ';' | ',' | '=' | ':' | '+' => {
                self.skip(1);
                Token::Sign(first)
            }
            '-' | '.' | '0'..='9' => {
                let digits = rest[1..].find(|c: char| !c.is_ascii_digit() && c != '.').map_or(rest.len(), |at| at + 1);
                Token::Id(self.skip(digits).to_owned())
            }
            c if is_word(c) => {
                let end = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
                Token::Id(self.skip(end).to_owned())
            }
            c => return Err(self.error(say!("begins-no-word", sign = c.escape_default()))),
        }))
    }

    /// A quoted text: `\"` is a quote, a backslash at a line's end joins lines, any other stays.
    fn quoted(&mut self) -> Result<String, FormatError> {
        let body = &self.rest()[1..];
        let mut text = String::new();
        let mut chars = body.char_indices();
        while let Some((at, c)) = chars.next() {
            match c {
                '"' => {
                    self.skip(at + 2);
                    return Ok(text);
                }
                '\\' => match chars.next() {
                    Some((_, '"')) => text.push('"'),
                    Some((_, '\n')) => {}
                    Some((_, other)) => text.extend(['\\', other]),
                    None => break,
                },
                c => text.push(c),
            }
        }
        Err(self.error(say!("quote-open")))
    }

    /// A text of HTML, without its tags.
    fn html(&mut self) -> Result<String, FormatError> {
        let (mut depth, mut text) = (0_usize, String::new());
        for (at, c) in self.rest().char_indices() {
            match c {
                '<' => depth += 1,
                '>' => depth -= 1,
                c if depth == 1 => text.push(c),
                _ => {}
            }
            if depth == 0 {
                self.skip(at + 1);
                return Ok(text);
            }
        }
        Err(self.error(say!("html-open")))
    }
}
