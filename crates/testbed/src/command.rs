//! Commands: argument vectors, never lines for a shell.

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error, MapAccess, SeqAccess, Visitor},
};
use std::{
    fmt,
    hash::{Hash, Hasher},
    sync::Arc,
};

mod commands;
mod page;
mod sheet;

pub use commands::Commands;
use page::Page;
pub use sheet::{Form, Sheet};

/// What separates the words inside; no argument of a process can contain it.
const GAP: char = '\0';

/// An argument vector.
///
/// Commands written on one [`Sheet`] share its text: a large plan holds two hundred thousand of them.
///
/// Invariant: at least one word, no word contains NUL.
#[derive(Clone)]
pub struct Command {
    page: Arc<Page>,
    place: u32,
    daemon: bool,
}

impl Command {
    /// A command of these words, the program first.
    ///
    /// Panics on no word at all, or a NUL in a word: names are parsed long before.
    pub fn new<W: AsRef<str>>(words: impl IntoIterator<Item = W>) -> Self {
        let mut sheet = Sheet::default();
        sheet.write(words);
        sheet.finish().at(0)
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

    /// The same command as the last words of a longer one: `sudo -n` and so on.
    ///
    /// Panics like [`Self::new`].
    pub fn behind<'w>(&'w self, words: impl IntoIterator<Item = &'w str>) -> Self {
        Self { daemon: self.daemon, ..Self::new(words.into_iter().chain(self.words())) }
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
        self.page.packed(self.place)
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

/// As a list of words; a daemon as such a list under its one key, `daemon`.
impl Serialize for Command {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.daemon {
            let words: Vec<&str> = self.words().collect();
            return serializer.collect_map([("daemon", words)]);
        }
        serializer.collect_seq(self.words())
    }
}

impl<'de> Deserialize<'de> for Command {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl Reader {
    fn command<E: Error>(words: Vec<String>) -> Result<Command, E> {
        if words.first().is_none_or(String::is_empty) || words.iter().any(|word| word.contains(GAP)) {
            return Err(E::custom("a command is a list of words without NUL, the program first"));
        }
        Ok(Command::new(words))
    }
}

impl<'de> Visitor<'de> for Reader {
    type Value = Command;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of words, or `daemon` with such a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Command, A::Error> {
        let mut words = Vec::new();
        while let Some(word) = list.next_element()? {
            words.push(word);
        }
        Self::command(words)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Command, A::Error> {
        let entry: Option<(String, Vec<String>)> = map.next_entry()?;
        match entry {
            Some((key, words)) if key == "daemon" => Ok(Self::command::<A::Error>(words)?.into_daemon()),
            _ => Err(A::Error::custom("a command that is no list of words has the key `daemon`")),
        }
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

impl Exit {
    /// Of a daemon: it was started, and goes on.
    pub fn begun() -> Self {
        Self { status: 0, output: String::new(), took_ms: 0.0 }
    }
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
        const LIST: Form<1> = Form::of(["irm\0i\0"], "");
        let mut sheet = Sheet::default();
        sheet.write(["irm", "i", "l"]);
        sheet.write_daemon(["irmd"]);
        sheet.fill(&LIST, ["l"]);
        let alone = [Command::of("irm i l"), Command::of("irmd").into_daemon(), Command::of("irm i l")];
        assert_eq!(sheet.finish(), Commands::from_iter(alone.clone()));
        assert_eq!(Commands::from_iter(alone.clone()).iter().collect::<Vec<_>>(), alone);
    }

    #[test]
    #[should_panic(expected = "NUL")]
    fn no_word_of_a_form_holds_nul() {
        let mut sheet = Sheet::default();
        sheet.fill(const { &Form::of(["irm\0i\0"], "") }, ["a\0b"]);
        sheet.finish();
    }

    #[test]
    fn a_daemon_comes_back_as_one_and_old_lists_are_read() {
        for command in [Command::of("irm i l"), Command::of("irmd --stdout").into_daemon()] {
            let text = serde_json::to_string(&command).expect("text");
            assert_eq!(serde_json::from_str::<Command>(&text).expect("a command"), command, "{text}");
        }
        assert_eq!(serde_json::from_str::<Command>(r#"["irmd"]"#).expect("a command"), Command::of("irmd"));
        let behind = Command::of("irmd --stdout").into_daemon().behind(["sudo", "-n"]);
        assert_eq!(behind, Command::of("sudo -n irmd --stdout").into_daemon());
        for wrong in ["[]", r#"[""]"#, r#"{"daemon":[]}"#, r#"{"other":["x"]}"#, "{}", r#"["a\u0000"]"#, "7"] {
            assert!(serde_json::from_str::<Command>(wrong).is_err(), "{wrong}");
        }
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
