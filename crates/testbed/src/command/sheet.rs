//! Sheets: many commands, written one after another on one text.

use super::{
    Command, Commands, GAP,
    page::{DAEMON, Page},
};

/// Many commands, written one after another.
///
/// Invariant: less than 2 GiB of text, whole characters between ends; every command has a program.
#[derive(Debug, Default)]
pub struct Sheet {
    bytes: Vec<u8>,
    /// Where each command ends; the highest bit says that it is a daemon.
    ends: Vec<u32>,
    /// How many gaps were written between words.
    n_gaps: usize,
}

/// The fixed words of a command, joined beforehand by NUL, with `N` places for others.
///
/// `Form::of(["irm\0i\0c\0n\0", "\0type\0"], "")` is `irm i c n … type …`.
#[derive(Debug)]
pub struct Form<const N: usize> {
    before: [&'static str; N],
    last: &'static str,
    n_gaps: usize,
}

impl<const N: usize> Form<N> {
    /// A form of what stands before each place, and what stands last.
    pub const fn of(before: [&'static str; N], last: &'static str) -> Self {
        let mut n_gaps = gaps_of(last);
        let mut place = 0;
        while place < N {
            n_gaps += gaps_of(before[place]);
            place += 1;
        }
        Self { before, last, n_gaps }
    }
}

/// A loop, since constants know no iterators.
const fn gaps_of(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut n_gaps, mut place) = (0, 0);
    while place < bytes.len() {
        n_gaps += (bytes[place] == GAP as u8) as usize;
        place += 1;
    }
    n_gaps
}

impl Sheet {
    /// An empty sheet with room for so many commands of usual length.
    pub fn with_room(n_commands: usize) -> Self {
        let bytes = Vec::with_capacity(n_commands * 48);
        Self { bytes, ends: Vec::with_capacity(n_commands), ..Self::default() }
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

    /// Writes a command of usual form: much faster than word by word.
    ///
    /// Panics like [`Self::write`].
    #[inline(always)]
    pub fn fill<const N: usize>(&mut self, form: &Form<N>, words: [&str; N]) {
        let start = self.bytes.len();
        for (before, word) in form.before.iter().zip(words) {
            self.bytes.extend_from_slice(before.as_bytes());
            self.put_name(word);
        }
        self.bytes.extend_from_slice(form.last.as_bytes());
        self.n_gaps += form.n_gaps;
        self.end(start, false);
    }

    /// Adds two words to the command written last.
    ///
    /// Panics if there is none.
    #[inline]
    pub fn add(&mut self, words: [&str; 2]) {
        words.into_iter().for_each(|word| self.put_word(word));
        let end = place_of(self.bytes.len());
        let last = self.ends.last_mut().expect("a command to add to");
        *last = *last & DAEMON | end;
    }

    /// How many commands are written.
    #[inline]
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
    pub fn finish(self) -> Commands {
        let n_gaps: usize = self.bytes.chunks(128).map(gaps).sum();
        assert!(n_gaps == self.n_gaps, "an argument cannot contain NUL");
        Commands::all(Page { bytes: self.bytes, ends: self.ends })
    }

    /// Writes commands once more.
    pub fn copy(&mut self, commands: &Commands) {
        commands.iter().for_each(|command| self.copy_one(&command));
    }

    pub(super) fn copy_one(&mut self, command: &Command) {
        self.put(command.words(), command.is_daemon());
    }

    fn put<W: AsRef<str>>(&mut self, words: impl IntoIterator<Item = W>, daemon: bool) {
        let start = self.bytes.len();
        let mut words = words.into_iter();
        if let Some(program) = words.next() {
            self.bytes.extend_from_slice(program.as_ref().as_bytes());
        }
        // Chained words are walked much faster from inside.
        words.for_each(|word| self.put_word(word.as_ref()));
        self.end(start, daemon);
    }

    #[inline]
    fn put_word(&mut self, word: &str) {
        self.bytes.push(GAP as u8);
        self.put_name(word);
        self.n_gaps += 1;
    }

    /// Most names have 8 to 16 letters: two halves that overlap are quicker than a copy of unknown length.
    #[inline(always)]
    fn put_name(&mut self, name: &str) {
        let name = name.as_bytes();
        match (name.first_chunk::<8>(), name.last_chunk::<8>()) {
            (Some(first), Some(last)) if name.len() <= 16 => {
                let overlap = self.bytes.len() + name.len() - 8;
                self.bytes.extend_from_slice(first);
                self.bytes.truncate(overlap);
                self.bytes.extend_from_slice(last);
            }
            _ => self.bytes.extend_from_slice(name),
        }
    }

    #[inline]
    fn end(&mut self, start: usize, daemon: bool) {
        assert!(self.bytes.len() > start, "a command has at least a program");
        self.ends.push(place_of(self.bytes.len()) | if daemon { DAEMON } else { 0 });
    }
}

#[inline]
fn place_of(end: usize) -> u32 {
    assert!(end < DAEMON as usize, "a sheet holds less than 2 GiB");
    end as u32
}

/// How many gaps a few bytes hold; counted in a byte, so that the machine counts many at once.
fn gaps(bytes: &[u8]) -> usize {
    usize::from(bytes.iter().fold(0_u8, |n_gaps, byte| n_gaps + u8::from(*byte == GAP as u8)))
}
