//! What programs say, cut into lines for who listens, and the last of it kept.

use testbed::{Listener, Voice};
use tokio::io::{AsyncRead, AsyncReadExt};

/// A longer line is told in pieces.
const LONGEST_LINE: usize = 8 << 10;

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

    fn tell(&mut self, more: &[u8], ear: Ear<'_>) {
        for byte in more {
            if *byte == b'\n' || self.rest.len() >= LONGEST_LINE {
                self.say(ear);
            }
            if *byte != b'\n' {
                self.rest.push(*byte);
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
        let mut chunk = vec![0; 8 << 10];
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
