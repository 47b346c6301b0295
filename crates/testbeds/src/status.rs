//! A command's status, said aloud at its end: what carries streams from afar tells it late or not at all. OpenSSH waits until
//! nobody holds the streams any more and has one status for every signal; the Docker engine waits two seconds for that.

/// Runs the words after `$1` and says their status at the end of both streams, between NULs, after the mark `$1`.
pub const SAY: &str = r#"mark=$1; shift; "$@"; set -- "$?"; printf '\000%s %s\000' "$mark" "$1" >&2; printf '\000%s %s\000' "$mark" "$1""#;

/// Added to a status: the command left something in the background, which still holds its shell's streams.
pub const LEFT: i32 = 1000;

/// A command for a shell, each word quoted, that says its status after `end` at the end of both streams; `between`, the
/// shell does that, with the status in `$1`.
pub fn aloud<'w>(words: impl IntoIterator<Item = &'w str>, end: &str, between: &str) -> String {
    let words: Vec<String> = words.into_iter().map(quoted).collect();
    let say = format!(r"printf '\000%s %s\000' {} $1", quoted(end));
    format!("{} </dev/null; set -- $?; {between}{say} >&2; {say}", words.join(" "))
}

/// Such commands one after another: each only if that before it ended well.
pub fn one_by_one(commands: impl IntoIterator<Item = String>) -> String {
    let guarded = |command| format!("if [ $(($1 % {LEFT})) = 0 ]; then {command}; fi\n");
    std::iter::once("set -- 0\n".to_owned()).chain(commands.into_iter().map(guarded)).collect()
}

fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// A stream that ends with a status.
pub struct Ending {
    begins: Vec<u8>,
    held: Vec<u8>,
    status: Option<i32>,
    /// Other commands follow on the same stream: what comes after the status is theirs.
    has_more: bool,
}

impl Ending {
    /// A stream whose status comes after `mark`.
    pub fn after(mark: &str) -> Self {
        Self { begins: format!("\0{mark} ").into_bytes(), held: Vec::new(), status: None, has_more: false }
    }

    /// The same, where other commands follow on the stream.
    pub fn with_more(self, has_more: bool) -> Self {
        Self { has_more, ..self }
    }

    /// What came next: answers what of it is the command's own, up to the status.
    pub fn hear(&mut self, more: &[u8]) -> Vec<u8> {
        if self.status.is_none() || self.has_more {
            self.held.extend_from_slice(more);
        }
        if self.status.is_some() {
            return Vec::new();
        }
        let at = self.held.windows(self.begins.len()).position(|window| window == self.begins);
        let n_free = at.unwrap_or_else(|| self.held.len() - self.could_begin());
        let free = self.held.drain(..n_free).collect();
        if at.is_some()
            && let Some(end) = self.held[self.begins.len()..].iter().position(|byte| *byte == 0)
        {
            let end = self.begins.len() + end;
            self.status = String::from_utf8_lossy(&self.held[self.begins.len()..end]).parse().ok();
            self.held.drain(..=end);
        }
        free
    }

    /// The stream goes on with another command: answers what came of it already.
    pub fn go_on(&mut self, next: Self) -> Vec<u8> {
        let came = std::mem::replace(self, next).held;
        self.hear(&came)
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
    fn one_stream_carries_commands_one_after_another() {
        let stream = b"one\n\0M=1 0\0two\n\0M=2 7\0";
        for at_once in 1..stream.len() {
            let (mut ending, mut out) = (Ending::after("M=1").with_more(true), Vec::new());
            for piece in stream.chunks(at_once) {
                out.extend(ending.hear(piece));
                if ending.status() == Some(0) {
                    out.extend(b"|");
                    out.extend(ending.go_on(Ending::after("M=2")));
                }
            }
            assert_eq!((out.as_slice(), ending.status()), (&b"one\n|two\n"[..], Some(7)), "{at_once} at once");
        }
    }

    #[test]
    fn every_word_is_quoted() {
        let line = aloud(["echo", "a b", "it's", "$(id)", "x\ny"], "M=1", "");
        assert!(line.starts_with("'echo' 'a b' 'it'\\''s' '$(id)' 'x\ny' </dev/null; set -- $?; "), "{line}");
    }

    #[test]
    fn of_several_commands_none_follows_one_that_fails() {
        let commands = [&["echo", "one"][..], &["sh", "-c", "exit 7"], &["echo", "three"]];
        let ends = ["M=1.0", "M=1.1", "M=1.2"];
        let lines = commands.iter().zip(ends).map(|(words, end)| aloud(words.iter().copied(), end, ""));
        let said = std::process::Command::new("sh").args(["-c", &one_by_one(lines)]).output().expect("sh").stdout;
        let mut end = Ending::after(ends[0]).with_more(true);
        assert_eq!((end.hear(&said), end.status()), (b"one\n".to_vec(), Some(0)));
        assert_eq!((end.go_on(Ending::after(ends[1]).with_more(true)), end.status()), (Vec::new(), Some(7)));
        assert_eq!((end.go_on(Ending::after(ends[2])), end.status()), (Vec::new(), None));
    }

    #[test]
    fn without_a_status_all_is_handed_on() {
        assert_eq!(heard(b"lost\0M=", 3), (b"lost\0M=".to_vec(), None));
    }
}
