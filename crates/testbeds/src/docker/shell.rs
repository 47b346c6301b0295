//! Shells that wait in a container: to start a process there costs the engine a tenth of a second, to ask one that waits nothing.

use super::call::{Call, Container};
use crate::{mark, status::Ending};
use futures::{FutureExt, StreamExt};
use std::sync::{Mutex, PoisonError};
use testbed::TestbedError;
use tokio::io::AsyncWriteExt;

/// How many wait at most.
const MOST: usize = 8;

/// Added to a status: the command left something in the background, which still holds this shell's streams.
const LEFT: i32 = 1000;

/// Shells without work.
#[derive(Default)]
pub struct Shells(Mutex<Vec<Call>>);

impl Shells {
    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Call>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A shell that lives, if one waits.
    fn take(&self) -> Option<Call> {
        loop {
            let mut shell = self.lock().pop()?;
            if shell.output.next().now_or_never().is_none() {
                return Some(shell);
            }
            // It said something unasked, or has ended: it is not to be trusted.
        }
    }

    /// The status that a shell said; it waits again if nothing holds its streams.
    pub fn put_back(&self, shell: Call, said: i32) -> i32 {
        let mut waiting = self.lock();
        if said < LEFT && shell.has_said() && waiting.len() < MOST {
            waiting.push(shell);
        }
        said % LEFT
    }
}

impl Container {
    /// Starts a command in a shell that waits, or in a new one.
    pub async fn ask(&self, words: &[String]) -> Result<Call, TestbedError> {
        let mut shell = match self.shells.take() {
            Some(shell) => shell,
            None => self.begin(&self.next_mark(), vec!["sh".to_owned()], true).await?,
        };
        let mark = self.next_mark();
        shell.ends = [Ending::after(&mark), Ending::after(&mark)];
        shell.kill.next(mark.clone());
        let line = line(&mark, words);
        // A shell that reads no more has ended, which is seen by its streams.
        _ = shell.input.write_all(line.as_bytes()).await;
        _ = shell.input.flush().await;
        Ok(shell)
    }
}

/// What a shell is told: the command, each word quoted, then to say its status at the end of both streams.
///
/// Variables are looked for one by one: some greps see nothing after the end of the first.
fn line(call: &str, words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|word| quoted(word)).collect();
    let words = words.join(" ");
    let say = format!(r"printf '\000%s %s\000' '{call}' $1");
    let left = format!("grep -qzxF '{call}' /proc/[0-9]*/environ 2>/dev/null && set -- $(($1+{LEFT}))");
    debug_assert!(call.starts_with(mark::CALL), "no word of a person's is unquoted");
    format!("env '{call}' {words} </dev/null; set -- $?; {left}; {say} >&2; {say}\n")
}

fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_quoted() {
        let line = line("CONGA_CALL=1-2", &["echo", "a b", "it's", "$(id)", "x\ny"].map(str::to_owned));
        assert!(line.starts_with("env 'CONGA_CALL=1-2' 'echo' 'a b' 'it'\\''s' '$(id)' 'x\ny' </dev/null; "), "{line}");
    }

    #[test]
    fn a_shell_says_status_and_what_is_left() {
        for (command, status) in [("exit 7", 7), ("sleep 2 >/dev/null 2>&1 & exit 3", 1003)] {
            let words = ["sh", "-c", command].map(str::to_owned);
            let line = line(&format!("CONGA_CALL=test{}-{status}", std::process::id()), &words);
            let said = std::process::Command::new("sh").args(["-c", &line]).output().expect("sh").stdout;
            let mut end = Ending::after(&format!("CONGA_CALL=test{}-{status}", std::process::id()));
            assert_eq!((end.hear(&said), end.status()), (Vec::new(), Some(status)));
        }
    }
}
