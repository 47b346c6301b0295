//! What programs say, cut into lines for who listens, and the last of it kept.

use std::io::BufRead;
use testbed::{Listener, Voice};
use tokio::io::{AsyncRead, AsyncReadExt};

/// A longer line is told in pieces.
const LONGEST_LINE: usize = 8 << 10;

/// So much is read at once.
const CHUNK: usize = 32 << 10;

/// How much of the output an [`testbed::Exit`] carries: the last 64 KiB.
const KEPT: usize = 64 << 10;

/// Who speaks, and who hears it.
#[derive(Clone, Copy)]
pub struct Ear<'l> {
    /// The machine's name.
    pub machine: &'l str,
    /// The listener.
    pub listener: &'l dyn Listener,
}

/// The last of what was said.
#[derive(Default)]
pub struct Tail(Vec<u8>);

impl Tail {
    /// Keeps what came from a stream, and tells its lines.
    pub fn keep<R>(&mut self, more: &[u8], from: &mut Lines<R>, ear: Ear<'_>) {
        self.0.extend_from_slice(more);
        if self.0.len() > 2 * KEPT {
            self.0.drain(..self.0.len() - KEPT);
        }
        from.tell(more, ear);
    }

    /// The last 64 KiB.
    pub fn into_text(self) -> String {
        let from = self.0.len().saturating_sub(KEPT);
        String::from_utf8_lossy(&self.0[from..]).into_owned()
    }
}

/// A stream cut into lines.
pub struct Lines<R> {
    stream: Option<R>,
    voice: Voice,
    rest: Vec<u8>,
}

impl<R> Lines<R> {
    /// The lines of a stream; without one, those of what is told.
    pub fn of(stream: Option<R>, voice: Voice) -> Self {
        Self { stream, voice, rest: Vec::new() }
    }

    /// There may be more to read.
    pub fn open(&self) -> bool {
        self.stream.is_some()
    }

    fn tell(&mut self, mut more: &[u8], ear: Ear<'_>) {
        while let Some(next) = more.first() {
            if self.rest.len() >= LONGEST_LINE && *next != b'\n' {
                self.say(ear);
            }
            let room = LONGEST_LINE.saturating_sub(self.rest.len()).clamp(1, more.len());
            // Reading from memory does not fail.
            let n_read = (&more[..room]).read_until(b'\n', &mut self.rest).unwrap_or(room);
            more = &more[n_read..];
            if self.rest.last() == Some(&b'\n') {
                self.rest.pop();
                self.say(ear);
            }
        }
    }

    fn say(&mut self, ear: Ear<'_>) {
        let line = String::from_utf8_lossy(&self.rest);
        ear.listener.heard(ear.machine, self.voice, line.trim_end_matches('\r'));
        self.rest.clear();
    }

    /// Tells a last line without an end.
    pub fn finish(&mut self, ear: Ear<'_>) {
        if !self.rest.is_empty() {
            self.say(ear);
        }
    }
}

impl<R: AsyncRead + Unpin> Lines<R> {
    /// What comes next; nothing at the end, after which the stream is closed.
    pub async fn next(&mut self) -> Vec<u8> {
        let mut chunk = vec![0; CHUNK];
        let n_read = match &mut self.stream {
            Some(stream) => stream.read(&mut chunk).await.unwrap_or(0),
            None => 0,
        };
        if n_read == 0 {
            self.stream = None;
        }
        chunk.truncate(n_read);
        chunk
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;

    #[derive(Default)]
    struct Said(Mutex<Vec<String>>);

    impl Listener for Said {
        fn heard(&self, _machine: &str, _voice: Voice, line: &str) {
            self.0.lock().expect("not poisoned").push(line.to_owned());
        }
    }

    /// What is said of a text that comes in chunks of so many bytes.
    fn said(text: &[u8], chunk: usize) -> Vec<String> {
        let said = Said::default();
        let ear = Ear { machine: "a", listener: &said };
        let (mut lines, mut tail) = (Lines::<&[u8]>::of(None, Voice::Out), Tail::default());
        text.chunks(chunk).for_each(|more| tail.keep(more, &mut lines, ear));
        lines.finish(ear);
        said.0.into_inner().expect("not poisoned")
    }

    #[test]
    fn lines_are_the_same_however_they_come() {
        for chunk in [1, 2, 3, 100] {
            assert_eq!(said(b"one\r\n\ntwo\nrest", chunk), ["one", "", "two", "rest"]);
        }
    }

    #[test]
    fn a_line_that_is_too_long_comes_in_pieces_and_nothing_is_lost() {
        let long = [vec![b'x'; 2 * LONGEST_LINE], b"\n\nend\n".to_vec()].concat();
        for chunk in [1, 1000, LONGEST_LINE, 1 << 20] {
            let lines = said(&long, chunk);
            let lengths: Vec<usize> = lines.iter().map(String::len).collect();
            assert_eq!(lengths, [LONGEST_LINE, LONGEST_LINE, 0, 3], "{chunk}");
        }
    }
}
