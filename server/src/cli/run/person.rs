//! The person at the terminal, as told on the command line: types commands when the network is up, then cleans up.

use super::typed::Typed;
use crate::cli::{Usage, output::complain};
use futures::future::{BoxFuture, FutureExt};
use runner::{Control, Decision, State};
use std::time::Duration;
use tokio::io::{AsyncBufRead, AsyncBufReadExt, BufReader};
use tokio::sync::watch;

/// The person.
pub struct Person {
    pub control: Control,
    pub states: watch::Receiver<State>,
    /// Changes with every line a typed command says.
    pub n_lines: watch::Receiver<u64>,
    pub typed: Vec<Typed>,
    pub keep: bool,
}

/// How long a command must be silent for the next to begin beside it.
const SILENCE: Duration = Duration::from_secs(2);

type Going = BoxFuture<'static, bool>;

impl Person {
    /// True if every command was run and none failed. One that only waits for others is ended with the run.
    pub async fn act(mut self) -> bool {
        let there = |state: &State| matches!(state, State::Up | State::Paused | State::Stopping | State::Clean);
        let Ok(state) = self.states.wait_for(there).await.map(|state| *state) else { return false };
        let mut all_ran = matches!(state, State::Up) || self.typed.is_empty();
        if state == State::Up {
            all_ran = self.exec_all().await;
        }
        if self.keep && matches!(state, State::Up | State::Paused) {
            self.stay(BufReader::new(tokio::io::stdin())).await;
        }
        // A run that is over needs no word.
        let _ = self.control.decide(Decision::CleanUp);
        all_ran
    }

    async fn exec_all(&mut self) -> bool {
        let mut all_ran = true;
        let mut waiting: Vec<Going> = Vec::new();
        let typed = std::mem::take(&mut self.typed);
        for (index, one) in typed.iter().enumerate() {
            let Some(going) = self.begin(one).await else { return false };
            let is_last = index + 1 == typed.len();
            match if is_last { Ok(going.await) } else { self.unless_silent(going).await } {
                Ok(succeeded) => all_ran &= succeeded,
                Err(going) => {
                    complain(&format!("{}: `{}` waits; the next command begins beside it", one.node, one.line));
                    waiting.push(going);
                }
            }
        }
        all_ran && waiting.into_iter().filter_map(FutureExt::now_or_never).all(|succeeded| succeeded)
    }

    /// The command, begun; it answers whether it succeeded. None if it was refused.
    async fn begin(&self, typed: &Typed) -> Option<Going> {
        match self.control.exec(&typed.node, &typed.line).await {
            Ok(begun) => Some(begun.ended().map(|exit| exit.is_some_and(|exit| exit.status == 0)).boxed()),
            Err(refused) => {
                complain(&format!("{}: `{}`: {refused}", typed.node, typed.line));
                None
            }
        }
    }

    /// Waits for the command's end, unless no command says anything for a while: then it is given back.
    async fn unless_silent(&mut self, mut going: Going) -> Result<bool, Going> {
        loop {
            tokio::select! {
                succeeded = &mut going => return Ok(succeeded),
                Ok(()) = self.n_lines.changed() => {}
                () = tokio::time::sleep(SILENCE) => return Err(going),
            }
        }
    }

    /// Runs what is typed until the input ends or the network is taken down; meanwhile it may be mended.
    async fn stay(&mut self, input: impl AsyncBufRead + Unpin) {
        let is_there = |state: &State| matches!(state, State::Starting | State::Up | State::Paused);
        let mut lines = input.lines();
        let mut states = self.states.clone();
        loop {
            let line = tokio::select! {
                line = lines.next_line() => line,
                _ = states.wait_for(|state| !is_there(state)) => return,
            };
            match line {
                Ok(Some(line)) if line.trim().is_empty() => {}
                Ok(Some(line)) => match Typed::parse(&line) {
                    // What a person tries by hand may fail without failing the run.
                    Ok(typed) => {
                        if let Some(going) = self.begin(&typed).await {
                            going.await;
                        }
                    }
                    Err(Usage(why)) => complain(&why),
                },
                Ok(None) | Err(_) => return,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn who_stays_does_so_while_the_network_is_mended() {
        let (state, states) = watch::channel(State::Up);
        let (_lines, n_lines) = watch::channel(0);
        let (control, _requests) = runner::control();
        let mut person = Person { control, states, n_lines, typed: Vec::new(), keep: true };
        let (_terminal, input) = tokio::io::duplex(64);
        let mut stays = std::pin::pin!(person.stay(BufReader::new(input)));
        for mended in [State::Starting, State::Up, State::Paused] {
            state.send(mended).expect("somebody stays");
            assert!(futures::poll!(&mut stays).is_pending(), "{mended:?}");
        }
        state.send(State::Stopping).expect("somebody stays");
        assert!(futures::poll!(&mut stays).is_ready());
    }
}
