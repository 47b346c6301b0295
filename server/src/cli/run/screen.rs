//! The terminal as a run's journal: the transcript as it happens, or every event as JSON; and a line of progress.

use crate::cli::output::{complain, harmless};
use crate::clock;
use async_trait::async_trait;
use planner::{Plan, StepId};
use runner::{Control, Decision, Event, Journal, JournalError, State, What};
use std::collections::BTreeSet;
use std::io::{self, IsTerminal, Write};
use std::sync::{Arc, Mutex, PoisonError};
use testbed::Voice;
use tokio::sync::watch;

/// Shows a run while it happens.
pub struct Screen {
    json: bool,
    /// Whether people watch standard error.
    watched: bool,
    plan: Arc<Plan>,
    control: Control,
    state: watch::Sender<State>,
    n_lines: watch::Sender<u64>,
    shown: Mutex<Shown>,
}

#[derive(Default)]
struct Shown {
    seq: u64,
    n_done: usize,
    undoing: BTreeSet<StepId>,
    /// A line of progress stands there.
    progress: bool,
    /// Nobody reads standard output any more.
    deaf: bool,
}

impl Screen {
    /// A screen for a run of `plan`; `control` is told when nobody reads any more.
    pub fn new(json: bool, plan: Arc<Plan>, control: Control) -> Self {
        let (state, n_lines) = (watch::Sender::new(State::Starting), watch::Sender::new(0));
        Self { json, watched: io::stderr().is_terminal(), plan, control, state, n_lines, shown: Mutex::default() }
    }

    /// The run's state, as it changes.
    pub fn states(&self) -> watch::Receiver<State> {
        self.state.subscribe()
    }

    /// How many lines commands have said.
    pub fn n_lines(&self) -> watch::Receiver<u64> {
        self.n_lines.subscribe()
    }

    /// Takes the line of progress away.
    pub fn end(&self) {
        self.wipe(&mut self.shown.lock().unwrap_or_else(PoisonError::into_inner));
    }

    fn show(&self, shown: &mut Shown, what: &What) {
        match what {
            What::Command { node, line, step, .. } => {
                let arrow = if step.is_some_and(|step| shown.undoing.contains(&step)) { "<<" } else { ">>" };
                self.print(shown, &format!("{node} {arrow} {}", harmless(line)));
            }
            What::Line { voice: Voice::Out | Voice::Err, text, .. } => self.print(shown, &harmless(text)),
            What::Line { voice: Voice::Log, .. } | What::Exited { .. } => {}
            _ => self.progress(shown, what),
        }
    }

    fn tell(&self, shown: &mut Shown, what: &What) {
        match what {
            What::Undoing { step } => drop(shown.undoing.insert(*step)),
            What::Started { step } => drop(shown.undoing.remove(step)),
            What::Done { .. } => shown.n_done += 1,
            What::Line { call: Some(_), .. } => self.n_lines.send_modify(|n_lines| *n_lines += 1),
            What::Failed { why, .. } => self.complain(shown, why),
            What::Again { step, why, .. } => self.complain(shown, &format!("step {} is tried again: {why}", step.0)),
            What::Skipped { step } => self.complain(shown, &format!("step {} is left out", step.0)),
            What::Mending { why, .. } => self.complain(shown, &format!("mending: {why}")),
            What::UndoFailed { step, why } => self.complain(shown, &format!("step {} is not undone: {why}", step.0)),
            What::State { state: state @ (State::Paused | State::Stuck), why: Some(why) } => {
                let name = if *state == State::Paused { "paused" } else { "stuck" };
                self.complain(shown, &format!("{name}: {why}"));
            }
            _ => {}
        }
    }

    fn print(&self, shown: &mut Shown, line: &str) {
        if shown.deaf {
            return;
        }
        self.wipe(shown);
        if writeln!(io::stdout().lock(), "{line}").is_err() {
            shown.deaf = true;
            // What nobody reads need not go on; a run that is over needs no word.
            let _ = self.control.decide(Decision::CleanUp);
        }
    }

    fn complain(&self, shown: &mut Shown, line: &str) {
        self.wipe(shown);
        complain(line);
    }

    fn progress(&self, shown: &mut Shown, what: &What) {
        let (What::Started { step } | What::Undoing { step }) = what else { return };
        let Some(step) = self.plan.steps.get(*step).filter(|_| self.watched) else { return };
        let verb = if shown.undoing.contains(&step.id) { "undo: " } else { "" };
        let line = format!("{} of {} steps  {verb}{}", shown.n_done, self.plan.steps.len(), step.what());
        let line: String = line.chars().take(79).collect();
        // Progress that cannot be shown is not missed.
        let _ = write!(io::stderr().lock(), "\r\x1b[K{}", harmless(&line));
        shown.progress = true;
    }

    fn wipe(&self, shown: &mut Shown) {
        if std::mem::take(&mut shown.progress) {
            let _ = write!(io::stderr().lock(), "\r\x1b[K");
        }
    }
}

#[async_trait]
impl Journal for Screen {
    fn record(&self, what: What) -> Result<(), JournalError> {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        self.tell(&mut shown, &what);
        let event = Event { seq: shown.seq, at_ms: clock::now_ms(), what };
        shown.seq += 1;
        if self.json {
            let line = serde_json::to_string(&event).map_err(|error| JournalError(error.to_string()))?;
            self.print(&mut shown, &line);
            self.progress(&mut shown, &event.what);
        } else {
            self.show(&mut shown, &event.what);
        }
        if let What::State { state, .. } = event.what {
            self.state.send_replace(state);
        }
        Ok(())
    }

    /// A terminal keeps nothing: a run at the terminal ends with it.
    async fn settle(&self) -> Result<(), JournalError> {
        Ok(())
    }
}
