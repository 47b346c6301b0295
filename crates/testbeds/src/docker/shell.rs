//! Shells that wait in a container: to start a process there costs the engine a tenth of a second, to ask one that waits nothing.

use super::call::{Call, Container};
use crate::{
    hearing::Ear,
    mark,
    status::{self, Ending, LEFT},
};
use futures::{FutureExt, StreamExt};
use std::sync::{Mutex, PoisonError};
use testbed::{Chorus, TestbedError};
use tokio::io::AsyncWriteExt;

/// How many wait at most.
const MOST: usize = 8;

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
        let mark = self.next_mark();
        let mut shell = self.tell(&mark, &(line((&mark, &mark), words) + "\n")).await?;
        shell.ends = [Ending::after(&mark), Ending::after(&mark)];
        Ok(shell)
    }

    /// Runs commands one after another, up to the first that fails, in one shell that is told all of them at once.
    ///
    /// Errors: as [`Self::run`].
    pub async fn run_all(&self, commands: &[Vec<String>], chorus: &dyn Chorus) -> Result<(), TestbedError> {
        let mark = self.next_mark();
        let ends: Vec<String> = (0..commands.len()).map(|at| format!("{mark}.{at}")).collect();
        let lines = commands.iter().zip(&ends).map(|(words, end)| line((&mark, end), words));
        let mut shell = self.tell(&mark, &status::one_by_one(lines)).await?;
        let mut said = 0;
        for (at, end) in ends.iter().enumerate() {
            let ending = || Ending::after(end).with_more(at + 1 < ends.len());
            let early = match at {
                0 => {
                    shell.ends = [ending(), ending()];
                    Default::default()
                }
                _ => shell.ends.each_mut().map(|ends| ends.go_on(ending())),
            };
            shell.kill.next(mark.clone());
            let mut exit = shell.hear_out(early, Ear { machine: &self.machine, listener: chorus.ear(at) }).await?;
            said = said.max(exit.status);
            exit.status %= LEFT;
            let is_well = exit.status == 0;
            chorus.ended(at, exit);
            if !is_well {
                break;
            }
        }
        self.shells.put_back(shell, said);
        Ok(())
    }

    /// Tells a shell that waits, or a new one, what to do; whoever does it bears `mark`.
    async fn tell(&self, mark: &str, lines: &str) -> Result<Call, TestbedError> {
        let mut shell = match self.shells.take() {
            Some(shell) => shell,
            None => self.begin(&self.next_mark(), vec!["sh".to_owned()], true).await?,
        };
        shell.kill.next(mark.to_owned());
        // A shell that reads no more has ended, which is seen by its streams.
        _ = shell.input.write_all(lines.as_bytes()).await;
        _ = shell.input.flush().await;
        Ok(shell)
    }
}

/// What a shell is told: the command under its mark, then to say its status after `end`, and whether anything is left of it.
///
/// Variables are looked for one by one: some greps see nothing after the end of the first.
fn line((call, end): (&str, &str), words: &[String]) -> String {
    debug_assert!(call.starts_with(mark::CALL), "not a person's");
    let left = format!("grep -qzxF '{call}' /proc/[0-9]*/environ 2>/dev/null && set -- $(($1+{LEFT})); ");
    status::aloud(["env", call].into_iter().chain(words.iter().map(String::as_str)), end, &left)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_says_status_and_what_is_left() {
        // Who is just becoming another program shows no variables for a moment: that is waited for.
        let left = "sleep 2 >/dev/null 2>&1 & \
                    until grep -q sleep /proc/$!/comm && grep -qz . /proc/$!/environ; do :; done; exit 3";
        for (command, status) in [("exit 7", 7), (left, 1003)] {
            let mark = format!("CONGA_CALL=test{}-{status}", std::process::id());
            let line = line((&mark, &mark), &["sh", "-c", command].map(str::to_owned));
            let said = std::process::Command::new("sh").args(["-c", &line]).output().expect("sh").stdout;
            let mut end = Ending::after(&mark);
            assert_eq!((end.hear(&said), end.status()), (Vec::new(), Some(status)));
        }
    }
}
