//! A shell's variables.

use super::word::{Word, is_name};
use std::collections::{BTreeMap, BTreeSet};

/// The longest value, bytes: a line that doubles one again and again ends here.
const LONGEST: usize = 1 << 16;

/// What every shell has from its machine.
const FROM_MACHINE: [(&str, &str); 3] =
    [("HOME", "/root"), ("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"), ("USER", "root")];

/// Values by name.
#[derive(Clone)]
pub(super) struct Variables {
    values: BTreeMap<String, String>,
    /// What the shells it starts have too.
    exported: BTreeSet<String>,
    /// What only the command that runs has.
    lent: BTreeMap<String, String>,
}

impl Default for Variables {
    fn default() -> Self {
        let own = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        let exported = FROM_MACHINE.iter().map(|(name, _)| (*name).to_owned()).collect();
        Self { values: FROM_MACHINE.map(own).into(), exported, lent: BTreeMap::new() }
    }
}

impl Variables {
    /// What a shell started by this one begins with.
    pub(super) fn lent(&self) -> Self {
        let mut values = self.values.clone();
        values.retain(|name, _| self.exported.contains(name));
        values.extend(self.lent.clone());
        let exported = values.keys().cloned().collect();
        Self { values, exported, lent: BTreeMap::new() }
    }

    /// A command's words, values put in, without what it assigns. Errors: too long.
    pub(super) fn expand(&self, words: &[Word], status: i32) -> Result<Vec<String>, String> {
        let status = status.to_string();
        let mut expanded = Vec::new();
        let mut n_bytes = 0;
        for word in words.iter().skip_while(|word| word.assigned().is_some()) {
            let more = word.expanded(|name| self.value(name, &status));
            n_bytes += more.iter().map(String::len).sum::<usize>();
            if n_bytes > LONGEST {
                return Err("Argument list too long".to_owned());
            }
            expanded.extend(more);
        }
        Ok(expanded)
    }

    /// A word as one text.
    pub(super) fn text(&self, word: &Word, status: i32) -> String {
        let status = status.to_string();
        word.joined(|name| self.value(name, &status))
    }

    /// What the first words assign: to the shell itself, or to the next command only. Errors: a value that is too long.
    pub(super) fn assign(&mut self, words: &[Word], is_own: bool, status: i32) -> Result<(), String> {
        self.lent.clear();
        for (name, word) in words.iter().map_while(|word| Some((word.assigned()?, word))) {
            let value = self.text(word, status).split_off(name.len() + 1);
            if value.len() > LONGEST {
                return Err(format!("{name}: value too long"));
            }
            let values = if is_own { &mut self.values } else { &mut self.lent };
            values.insert(name.to_owned(), value);
        }
        Ok(())
    }

    /// `export NAME` and `export NAME=VALUE`. Errors: what is no name.
    pub(super) fn export(&mut self, words: &[String]) -> Result<(), String> {
        for word in words {
            let (name, value) = word.split_once('=').map_or((word.as_str(), None), |(name, value)| (name, Some(value)));
            if !is_name(name) {
                return Err(format!("export: {name}: bad variable name"));
            }
            if let Some(value) = value {
                self.values.insert(name.to_owned(), value.to_owned());
            }
            self.exported.insert(name.to_owned());
        }
        Ok(())
    }

    pub(super) fn unset(&mut self, name: &str) {
        self.values.remove(name);
        self.exported.remove(name);
    }

    fn value<'v>(&'v self, name: &str, status: &'v str) -> &'v str {
        if name == "?" { status } else { self.values.get(name).map_or("", String::as_str) }
    }
}
