//! A text with places for values, as a catalogue has it, and the filling in.
//!
//! Control characters, which no text has, mark the places, so that nothing is escaped and nothing is parsed twice:
//! `ARGUMENT name END` is a value; `CHOICE name END arm… END` chooses by one, where an arm is `ARM key END text`; the last arm is
//! for every other value.

use crate::Catalogue;
use std::fmt::{Display, Write};

/// A value follows.
pub(crate) const ARGUMENT: char = '\u{1}';
/// A choice by a value follows.
pub(crate) const CHOICE: char = '\u{2}';
/// An arm of a choice follows.
pub(crate) const ARM: char = '\u{3}';
/// The name, the key or the choice ends here.
pub(crate) const END: char = '\u{4}';

/// The text with its values filled in. A value nobody gave is shown by its name.
pub(crate) fn fill(text: &str, values: &[(&str, &dyn Display)], catalogue: &Catalogue) -> String {
    let mut said = String::with_capacity(text.len() + 16);
    let mut filling = Filling { rest: text, values, catalogue };
    filling.run(&mut said);
    said
}

struct Filling<'a> {
    rest: &'a str,
    values: &'a [(&'a str, &'a dyn Display)],
    catalogue: &'a Catalogue,
}

impl<'a> Filling<'a> {
    /// Fills in up to the end of the text or of the arm it is in.
    fn run(&mut self, said: &mut String) {
        while let Some((text, mark)) = self.up_to_mark() {
            said.push_str(text);
            match mark {
                ARGUMENT => {
                    let name = self.name();
                    self.push_value(name, said);
                }
                CHOICE => self.choose(said),
                _ => return,
            }
        }
        said.push_str(std::mem::take(&mut self.rest));
    }

    /// The text before the next mark, and that mark; an arm's end stays where it is, for the choice to find.
    fn up_to_mark(&mut self) -> Option<(&'a str, char)> {
        let at = self.rest.bytes().position(|byte| (1..=4).contains(&byte))?;
        let mark = char::from(self.rest.as_bytes()[at]);
        let text = &self.rest[..at];
        self.rest = &self.rest[if mark == ARM || mark == END { at } else { at + 1 }..];
        Some((text, mark))
    }

    fn name(&mut self) -> &'a str {
        let (name, rest) = self.rest.split_once(END).unwrap_or((self.rest, ""));
        self.rest = rest;
        name
    }

    fn push_value(&self, name: &str, said: &mut String) {
        match self.values.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => _ = write!(said, "{value}"),
            None => said.push_str(name),
        }
    }

    /// The first arm whose key is the value or its plural category; else the last.
    fn choose(&mut self, said: &mut String) {
        let name = self.name();
        let mut value = String::new();
        self.push_value(name, &mut value);
        let category = value.parse().ok().map(|n| self.catalogue.category(n));
        let mut chosen = None;
        while let Some(rest) = self.rest.strip_prefix(ARM) {
            self.rest = rest;
            let key = self.name();
            let mut arm = String::new();
            self.run(&mut arm);
            let fits = key == value || category == Some(key);
            let is_last = !self.rest.starts_with(ARM);
            if chosen.is_none() && (fits || is_last) {
                chosen = Some(arm);
            }
        }
        self.rest = self.rest.strip_prefix(END).unwrap_or(self.rest);
        said.push_str(&chosen.unwrap_or_default());
    }
}
