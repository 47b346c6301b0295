//! The parser: what of a JSON text comes next. Knows nothing of the types that are read, so it is compiled once.

use serde::de;
use std::{borrow::Cow, fmt};

/// How deep arrays and objects may lie in each other; deeper ones could overflow the stack.
const DEEPEST: u8 = 128;

/// Why a text could not be read: what is wrong, and at which byte.
#[derive(Debug, PartialEq, Eq)]
pub struct Wrong(Box<str>);

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Wrong {}

impl de::Error for Wrong {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string().into())
    }
}

/// A number, as the smallest type that holds it.
#[derive(Debug, PartialEq)]
pub(crate) enum Number {
    /// Without sign, fraction or exponent.
    Natural(u64),
    /// Below zero, without fraction or exponent.
    Negative(i64),
    /// Everything else.
    Real(f64),
}

/// A place in a text.
pub(crate) struct Scan<'t> {
    text: &'t str,
    at: usize,
    depth: u8,
}

impl<'t> Scan<'t> {
    pub(crate) fn of(text: &'t str) -> Self {
        Self { text, at: 0, depth: 0 }
    }

    /// The byte that comes next behind space, which is not taken; 0 at the end.
    pub(crate) fn next(&mut self) -> u8 {
        while let b' ' | b'\n' | b'\r' | b'\t' = self.here() {
            self.at += 1;
        }
        self.here()
    }

    /// Takes a word, as `null`, if it comes next.
    pub(crate) fn takes(&mut self, word: &str) -> bool {
        self.next();
        let is_next = self.text.as_bytes()[self.at..].starts_with(word.as_bytes());
        self.at += if is_next { word.len() } else { 0 };
        is_next
    }

    /// Takes what must come next.
    pub(crate) fn take(&mut self, word: &'static str) -> Result<(), Wrong> {
        if self.takes(word) { Ok(()) } else { Err(self.wrong(&format!("`{word}` is missing"))) }
    }

    /// Takes the bracket that opens an array or an object.
    pub(crate) fn open(&mut self, bracket: &'static str) -> Result<(), Wrong> {
        self.take(bracket)?;
        self.depth += 1;
        if self.depth < DEEPEST { Ok(()) } else { Err(self.wrong("it is nested too deeply")) }
    }

    /// Whether there is another entry before `bracket`; takes the comma between, or the bracket.
    pub(crate) fn more(&mut self, is_first: bool, bracket: &'static str) -> Result<bool, Wrong> {
        if self.takes(bracket) {
            self.depth -= 1;
            return Ok(false);
        }
        if !is_first {
            self.take(",")?;
        }
        Ok(true)
    }

    /// Takes a text with its quotes.
    pub(crate) fn string(&mut self) -> Result<Cow<'t, str>, Wrong> {
        self.take("\"")?;
        let mut whole = Cow::Borrowed("");
        loop {
            let rest = &self.text[self.at..];
            let plain = rest.bytes().position(|byte| byte == b'"' || byte == b'\\' || byte < 0x20);
            let plain = &rest[..plain.unwrap_or(rest.len())];
            self.at += plain.len();
            // `+=` borrows as long as there is nothing before.
            whole += plain;
            match self.here() {
                b'"' => break,
                b'\\' => whole.to_mut().push(self.escape()?),
                _ => return Err(self.wrong("a text does not end, or has a control character")),
            }
        }
        self.at += 1;
        Ok(whole)
    }

    /// Takes a number.
    pub(crate) fn number(&mut self) -> Result<Number, Wrong> {
        self.next();
        let rest = &self.text[self.at..];
        let end = rest.bytes().position(|byte| !matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E'));
        let digits = &rest[..end.unwrap_or(rest.len())];
        let number = number(digits).ok_or_else(|| self.wrong("a value is missing"))?;
        self.at += digits.len();
        Ok(number)
    }

    /// Takes a number in quotes, as keys of maps are written; no space stands between them.
    pub(crate) fn quoted_number(&mut self) -> Result<Number, Wrong> {
        self.take("\"")?;
        let begin = self.at;
        if self.next() != 0 && self.at == begin {
            let number = self.number()?;
            if self.here() == b'"' {
                self.at += 1;
                return Ok(number);
            }
        }
        Err(self.wrong("a number in quotes is missing"))
    }

    /// Nothing may follow.
    pub(crate) fn end(&mut self) -> Result<(), Wrong> {
        self.next();
        if self.at == self.text.len() { Ok(()) } else { Err(self.wrong("something follows the end")) }
    }

    pub(crate) fn wrong(&self, what: &str) -> Wrong {
        Wrong(format!("{what} at byte {}", self.at).into())
    }

    fn here(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    /// Takes a character written with a backslash.
    fn escape(&mut self) -> Result<char, Wrong> {
        let letter = self.text.as_bytes().get(self.at + 1).copied().unwrap_or(0);
        let meant = match letter {
            b'"' | b'\\' | b'/' => char::from(letter),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.coded(),
            _ => return Err(self.wrong("no character is written so")),
        };
        self.at += 2;
        Ok(meant)
    }

    /// Takes a character written as its UTF-16: `\uXXXX`, or two of these.
    fn coded(&mut self) -> Result<char, Wrong> {
        let mut units = [self.unit().unwrap_or(0xDC00), 0];
        let n_units = if matches!(units[0], 0xD800..0xDC00) {
            units[1] = self.unit().unwrap_or(0);
            2
        } else {
            1
        };
        let decoded = char::decode_utf16(units[..n_units].iter().copied()).next();
        decoded.and_then(Result::ok).ok_or_else(|| self.wrong("no character is written so"))
    }

    fn unit(&mut self) -> Option<u16> {
        let written = self.text.get(self.at..self.at + 6)?;
        let digits =
            written.strip_prefix("\\u").filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        self.at += written.len();
        u16::from_str_radix(digits, 16).ok()
    }
}

/// A number, where `text` is one as JSON has them: no `+1`, `01`, `.5` or `1.`, and none that is infinite.
fn number(text: &str) -> Option<Number> {
    let natural = text.strip_prefix('-').unwrap_or(text);
    let n_whole = natural.bytes().take_while(u8::is_ascii_digit).count();
    let (whole, rest) = natural.split_at(n_whole);
    if whole.is_empty() || whole.len() > 1 && whole.starts_with('0') {
        return None;
    }
    if rest.is_empty() {
        let exact = if natural.len() < text.len() {
            // `-0` is a real: there is no such integer.
            text.parse().ok().filter(|number| *number != 0).map(Number::Negative)
        } else {
            text.parse().ok().map(Number::Natural)
        };
        if exact.is_some() {
            return exact;
        }
    } else if let Some(fraction) = rest.strip_prefix('.')
        && !fraction.starts_with(|digit: char| digit.is_ascii_digit())
    {
        return None;
    }
    // `1.e5` would be taken, and is refused above; everything else as strict as JSON.
    host::number(text).filter(|number| number.is_finite()).map(Number::Real)
}
