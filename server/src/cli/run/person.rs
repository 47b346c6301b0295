//! The person at the terminal, as told on the command line: types commands when the network is up, then cleans up.

use super::typed::Typed;
use crate::cli::{Usage, output};
use runner::{Control, Decision, State};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::sync::watch;

/// The person.
pub struct Person {
    pub control: Control,
    pub states: watch::Receiver<State>,
    pub typed: Vec<Typed>,
    pub keep: bool,
}

impl Person {
    /// True if every command was run and succeeded.
    pub async fn act(mut self) -> bool {
        let there = |state: &State| matches!(state, State::Up | State::Paused | State::Stopping | State::Clean);
        let Ok(state) = self.states.wait_for(there).await.map(|state| *state) else { return false };
        let mut all_ran = matches!(state, State::Up) || self.typed.is_empty();
        if state == State::Up {
            for typed in &self.typed {
                all_ran &= self.exec(typed).await;
            }
        }
        if self.keep && matches!(state, State::Up | State::Paused) {
            self.stay().await;
        }
        // A run that is over needs no word.
        let _ = self.control.decide(Decision::CleanUp);
        all_ran
    }

    async fn exec(&self, typed: &Typed) -> bool {
        match self.control.exec(&typed.node, &typed.line).await {
            Ok(begun) => begun.ended().await.is_some_and(|exit| exit.status == 0),
            Err(refused) => {
                output::complain(&format!("{}: {}: {refused}", typed.node, typed.line));
                false
            }
        }
    }

    /// Runs what is typed until the input ends or the run goes on.
    async fn stay(&mut self) {
        let mut lines = BufReader::new(tokio::io::stdin()).lines();
        let mut states = self.states.clone();
        loop {
            let line = tokio::select! {
                line = lines.next_line() => line,
                _ = states.wait_for(|state| !matches!(state, State::Up | State::Paused)) => return,
            };
            match line {
                Ok(Some(line)) if line.trim().is_empty() => {}
                Ok(Some(line)) => match Typed::parse(&line) {
                    // What a person tries by hand may fail without failing the run.
                    Ok(typed) => drop(self.exec(&typed).await),
                    Err(Usage(why)) => output::complain(&why),
                },
                Ok(None) | Err(_) => return,
            }
        }
    }
}
