//! Commands: argument vectors, never lines for a shell.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{
    fmt,
    hash::{Hash, Hasher},
    sync::Arc,
};

/// What separates the words inside; no argument of a process can contain it.
const GAP: char = '\0';

/// An argument vector.
///
/// Commands written on one [`Sheet`] share its text: a large plan holds two hundred thousand of them.
///
/// Invariant: at least one word, no word contains NUL.
#[derive(Clone)]
pub struct Command {
    sheet: Arc<str>,
    start: u32,
    end: u32,
    daemon: bool,
}

impl Command {
    /// A command of these words, the program first.
    ///
    /// Panics on no word at all, or a NUL in a word: names are parsed long before.
    pub fn new<W: AsRef<str>>(words: impl IntoIterator<Item = W>) -> Self {
        let mut sheet = Sheet::default();
        sheet.write(words);
        sheet.finish().remove(0)
    }

    /// The words of a text without blanks inside words: `Command::of("irm i l")`.
    ///
    /// Panics like [`Self::new`].
    pub fn of(text: &str) -> Self {
        Self::new(text.split_whitespace())
    }

    /// The same command, left running in the background as a daemon.
    pub fn into_daemon(self) -> Self {
        Self { daemon: true, ..self }
    }

    /// Stays running in the background.
    pub fn is_daemon(&self) -> bool {
        self.daemon
    }

    /// The words, the program first.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.packed().split(GAP)
    }

    /// The program.
    pub fn program(&self) -> &str {
        self.words().next().unwrap_or_default()
    }

    fn packed(&self) -> &str {
        &self.sheet[self.start as usize..self.end as usize]
    }
}

impl PartialEq for Command {
    fn eq(&self, other: &Self) -> bool {
        self.packed() == other.packed() && self.daemon == other.daemon
    }
}

impl Eq for Command {}

impl Hash for Command {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.packed().hash(state);
        self.daemon.hash(state);
    }
}

/// Many commands, written one after another.
///
/// Invariant: less than 4 GiB of text.
#[derive(Debug, Default)]
pub struct Sheet {
    text: String,
    /// Where each command ends, and whether it is a daemon.
    ends: Vec<(u32, bool)>,
    /// How many gaps were written between words.
    n_gaps: usize,
}

impl Sheet {
    /// An empty sheet with room for so many commands of usual length.
    pub fn with_room(n_commands: usize) -> Self {
        Self { text: String::with_capacity(n_commands * 48), ends: Vec::with_capacity(n_commands), n_gaps: 0 }
    }

    /// Writes a command of these words, the program first.
    ///
    /// Panics on no word at all; a NUL in a word is found by [`Self::finish`].
    pub fn write<W: AsRef<str>>(&mut self, words: impl IntoIterator<Item = W>) {
        self.put(words, false);
    }

    /// Writes a command that is left running in the background.
    ///
    /// Panics like [`Self::write`].
    pub fn write_daemon<W: AsRef<str>>(&mut self, words: impl IntoIterator<Item = W>) {
        self.put(words, true);
    }

    /// How many commands are written.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Nothing is written.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The commands, in the order written.
    ///
    /// Panics if a word held a NUL.
    pub fn finish(self) -> Vec<Command> {
        let n_gaps: usize = self.text.as_bytes().chunks(128).map(gaps).sum();
        assert!(n_gaps == self.n_gaps, "an argument cannot contain NUL");
        let sheet: Arc<str> = self.text.into();
        let mut start = 0;
        let command =
            |(end, daemon)| Command { sheet: sheet.clone(), start: std::mem::replace(&mut start, end), end, daemon };
        self.ends.into_iter().map(command).collect()
    }

    fn put<W: AsRef<str>>(&mut self, words: impl IntoIterator<Item = W>, daemon: bool) {
        let start = self.text.len();
        let mut words = words.into_iter();
        if let Some(program) = words.next() {
            self.text.push_str(program.as_ref());
        }
        // Chained words are walked much faster from inside.
        words.for_each(|word| {
            self.text.push(GAP);
            self.text.push_str(word.as_ref());
            self.n_gaps += 1;
        });
        assert!(self.text.len() > start, "a command has at least a program");
        let end = u32::try_from(self.text.len()).expect("a sheet holds less than 4 GiB");
        self.ends.push((end, daemon));
    }
}

/// How many gaps a few bytes hold; counted in a byte, so that the machine counts many at once.
fn gaps(bytes: &[u8]) -> usize {
    usize::from(bytes.iter().fold(0_u8, |n_gaps, byte| n_gaps + u8::from(*byte == GAP as u8)))
}

/// As people read it, and as a POSIX shell would read it back: words that need it are quoted.
impl fmt::Display for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, word) in self.words().enumerate() {
            if position > 0 {
                f.write_str(" ")?;
            }
            let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=,+@%".contains(c);
            if !word.is_empty() && word.chars().all(plain) {
                f.write_str(word)?;
            } else {
                write!(f, "'{}'", word.replace('\'', r"'\''"))?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{self}`{}", if self.daemon { " &" } else { "" })
    }
}

/// As a list of words; being a daemon is not written.
impl Serialize for Command {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.words())
    }
}

impl<'de> Deserialize<'de> for Command {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let words = Vec::<String>::deserialize(deserializer)?;
        if words.first().is_none_or(String::is_empty) || words.iter().any(|word| word.contains(GAP)) {
            return Err(serde::de::Error::custom("a command is a list of words without NUL, the program first"));
        }
        Ok(Self::new(words))
    }
}

/// How a command ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Exit {
    /// Exit status; 0 is success, 128 + n is death by signal n.
    pub status: i32,
    /// Standard output and standard error as they came, cut to the last 64 KiB.
    pub output: String,
    /// How long it ran, milliseconds of the machine's own time.
    pub took_ms: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back() {
        let command = Command::new(["irm", "i", "b", "n", "e1.client1"]);
        assert_eq!(command.words().collect::<Vec<_>>(), ["irm", "i", "b", "n", "e1.client1"]);
        assert_eq!(command.to_string(), "irm i b n e1.client1");
    }

    #[test]
    fn commands_of_one_sheet_are_as_if_written_alone() {
        let mut sheet = Sheet::default();
        sheet.write(["irm", "i", "l"]);
        sheet.write_daemon(["irmd"]);
        assert_eq!(sheet.finish(), [Command::of("irm i l"), Command::of("irmd").into_daemon()]);
    }

    #[test]
    #[should_panic(expected = "NUL")]
    fn no_argument_holds_nul() {
        Command::new(["echo", "a\0b"]);
    }

    #[test]
    fn a_word_a_shell_could_misread_is_quoted() {
        assert_eq!(Command::new(["echo", "a b", "it's", "", "$(id)"]).to_string(), r"echo 'a b' 'it'\''s' '' '$(id)'");
    }
}
