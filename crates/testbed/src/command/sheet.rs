//! Sheets: many commands, written one after another on one text.

use super::{
    Command, Commands, GAP,
    page::{DAEMON, Page},
};

/// How many bytes are made ready at a time: few enough to be written on, and looked through, while they are at hand.
const BLOCK: usize = 4096;

/// Many commands, written one after another.
///
/// Invariant: less than 2 GiB of text, whole characters between ends; every command has a program.
#[derive(Debug, Default)]
pub struct Sheet {
    /// Text, and behind it some bytes that are ready to be written on.
    bytes: Vec<u8>,
    /// How long the text is.
    n_bytes: usize,
    /// Where each command ends; the highest bit says that it is a daemon.
    ends: Vec<u32>,
    /// How many gaps were written between words.
    n_gaps: usize,
    /// How far gaps were looked for, and how many were found.
    looked: (usize, usize),
}

/// The fixed words of a command, joined beforehand by NUL, with `N` places for others.
///
/// `Form::of(["irm\0i\0c\0n\0", "\0type\0"], "")` is `irm i c n … type …`.
#[derive(Debug)]
pub struct Form<const N: usize> {
    before: [&'static str; N],
    last: &'static str,
    n_bytes: usize,
    n_gaps: usize,
}

impl<const N: usize> Form<N> {
    /// A form of what stands before each place, and what stands last.
    pub const fn of(before: [&'static str; N], last: &'static str) -> Self {
        let (mut n_bytes, mut n_gaps) = (last.len(), gaps_of(last));
        let mut place = 0;
        while place < N {
            n_bytes += before[place].len();
            n_gaps += gaps_of(before[place]);
            place += 1;
        }
        Self { before, last, n_bytes, n_gaps }
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
        let n_bytes = self.put_form(form, words);
        self.close(n_bytes, false);
    }

    /// Writes a command of usual form and, for each of `others`, these words once more.
    ///
    /// Panics like [`Self::write`].
    #[inline(always)]
    pub fn fill_on<'w, const N: usize>(
        &mut self,
        form: &Form<N>,
        words: [&str; N],
        (more, others): (&Form<1>, impl Iterator<Item = &'w str>),
    ) {
        let start = self.n_bytes;
        self.n_bytes += self.put_form(form, words);
        for word in others {
            self.n_bytes += self.put_form(more, [word]);
        }
        let n_bytes = std::mem::replace(&mut self.n_bytes, start) - start;
        self.close(n_bytes, false);
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
    pub fn finish(mut self) -> Commands {
        self.look();
        assert!(self.looked.1 == self.n_gaps, "an argument cannot contain NUL");
        self.bytes.truncate(self.n_bytes);
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
        let start = self.n_bytes;
        let mut words = words.into_iter();
        if let Some(program) = words.next() {
            self.put_text(program.as_ref());
        }
        // Chained words are walked much faster from inside.
        words.for_each(|word| {
            self.put_text("\0");
            self.put_text(word.as_ref());
            self.n_gaps += 1;
        });
        let n_bytes = std::mem::replace(&mut self.n_bytes, start) - start;
        self.close(n_bytes, daemon);
    }

    fn put_text(&mut self, text: &str) {
        put(self.room(text.len()), 0, text);
        self.n_bytes += text.len();
    }

    /// Puts the words behind the text, and says how many bytes they are.
    #[inline(always)]
    fn put_form<const N: usize>(&mut self, form: &Form<N>, words: [&str; N]) -> usize {
        let n_bytes = words.iter().fold(form.n_bytes, |n_bytes, word| n_bytes + word.len());
        let room = self.room(n_bytes);
        let mut at = 0;
        for (before, word) in form.before.iter().zip(words) {
            at = put(room, at, before);
            at = put(room, at, word);
        }
        put(room, at, form.last);
        self.n_gaps += form.n_gaps;
        n_bytes
    }

    /// Room for so many bytes more.
    #[inline(always)]
    fn room(&mut self, n_bytes: usize) -> &mut [u8] {
        if self.bytes.len() - self.n_bytes < n_bytes {
            self.make_room(n_bytes);
        }
        &mut self.bytes[self.n_bytes..][..n_bytes]
    }

    #[cold]
    fn make_room(&mut self, n_bytes: usize) {
        self.look();
        let n_ready = n_bytes.max(self.n_bytes.clamp(64, BLOCK));
        self.bytes.resize(self.n_bytes + n_ready, 0);
    }

    /// Looks for gaps in what is written since it last looked.
    fn look(&mut self) {
        let n_gaps: usize = self.bytes[self.looked.0..self.n_bytes].chunks(128).map(gaps).sum();
        self.looked = (self.n_bytes, self.looked.1 + n_gaps);
    }

    /// Ends a command of so many bytes.
    #[inline(always)]
    fn close(&mut self, n_bytes: usize, daemon: bool) {
        assert!(n_bytes > 0, "a command has at least a program");
        self.n_bytes += n_bytes;
        self.ends.push(place_of(self.n_bytes) | if daemon { DAEMON } else { 0 });
    }
}

/// Writes a text at a place, and says where it ends.
///
/// Most names have 4 to 16 letters: two halves that overlap are quicker than a copy of unknown length.
#[inline(always)]
fn put(room: &mut [u8], at: usize, text: &str) -> usize {
    let place = &mut room[at..at + text.len()];
    match text.len() {
        8..=16 => put_halves::<8>(place, text.as_bytes()),
        4..8 => put_halves::<4>(place, text.as_bytes()),
        _ => place.copy_from_slice(text.as_bytes()),
    }
    at + text.len()
}

/// Both have the same length, from `N` to `2 * N`.
#[inline(always)]
fn put_halves<const N: usize>(place: &mut [u8], text: &[u8]) {
    if let (Some(first), Some(last)) = (text.first_chunk::<N>(), text.last_chunk::<N>()) {
        place[..N].copy_from_slice(first);
        let overlap = place.len() - N;
        place[overlap..].copy_from_slice(last);
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
