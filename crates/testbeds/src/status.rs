//! A command's status, said aloud at its end: what carries streams from afar tells it late or not at all. OpenSSH waits until
//! nobody holds the streams any more and has one status for every signal; the Docker engine waits two seconds for that.

/// Runs the words after `$1` and says their status at the end of both streams, between NULs, after the mark `$1`.
pub const SAY: &str = r#"mark=$1; shift; "$@"; set -- "$?"; printf '\000%s %s\000' "$mark" "$1" >&2; printf '\000%s %s\000' "$mark" "$1""#;

/// A stream that ends with a status.
pub struct Ending {
    begins: Vec<u8>,
    held: Vec<u8>,
    status: Option<i32>,
}

impl Ending {
    /// A stream whose status comes after `mark`.
    pub fn after(mark: &str) -> Self {
        Self { begins: format!("\0{mark} ").into_bytes(), held: Vec::new(), status: None }
    }

    /// What came next: answers what of it is the command's own, up to the status.
    pub fn hear(&mut self, more: &[u8]) -> Vec<u8> {
        if self.status.is_some() {
            return Vec::new();
        }
        self.held.extend_from_slice(more);
        let at = self.held.windows(self.begins.len()).position(|window| window == self.begins);
        let n_free = at.unwrap_or_else(|| self.held.len() - self.could_begin());
        let free = self.held.drain(..n_free).collect();
        if at.is_some()
            && let Some(end) = self.held[self.begins.len()..].iter().position(|byte| *byte == 0)
        {
            let said = &self.held[self.begins.len()..self.begins.len() + end];
            self.status = String::from_utf8_lossy(said).parse().ok();
        }
        free
    }

    /// The status, once it was said.
    pub fn status(&self) -> Option<i32> {
        self.status
    }

    /// What was held back of a stream that ended without a status.
    pub fn rest(&mut self) -> Vec<u8> {
        if self.status.is_some() { Vec::new() } else { std::mem::take(&mut self.held) }
    }

    /// How many of the last bytes could be the first of the status.
    fn could_begin(&self) -> usize {
        let (held, begins) = (&self.held, &self.begins);
        (1..begins.len().min(held.len() + 1)).rev().find(|n| held.ends_with(&begins[..*n])).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is handed on, and the status, of a stream that comes a few bytes at a time.
    fn heard(stream: &[u8], at_once: usize) -> (Vec<u8>, Option<i32>) {
        let mut ending = Ending::after("M=1");
        let mut out: Vec<u8> = stream.chunks(at_once).flat_map(|piece| ending.hear(piece)).collect();
        out.extend(ending.rest());
        (out, ending.status())
    }

    #[test]
    fn a_status_is_taken_out_however_it_is_cut() {
        for at_once in 1..20 {
            let (out, status) = heard(b"no\0M=2 3\0 such\n\0M=1 137\0late", at_once);
            assert_eq!((out.as_slice(), status), (&b"no\0M=2 3\0 such\n"[..], Some(137)));
        }
    }

    #[test]
    fn without_a_status_all_is_handed_on() {
        assert_eq!(heard(b"lost\0M=", 3), (b"lost\0M=".to_vec(), None));
    }
}
