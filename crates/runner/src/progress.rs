//! How far a run is: the fold of its journal. While it runs and after a crash it is the same fold.

use crate::{Journal, JournalError, State, What};
use planner::StepId;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use testbed::Shape;

/// How far one step is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Nothing of it is there: never begun, or undone.
    #[default]
    Idle,
    /// Begun, or half undone: anything of it may be there.
    Begun,
    /// Done.
    Done,
    /// Left out by the user.
    Skipped {
        /// It was begun: anything of it may be there.
        was_begun: bool,
    },
}

/// How far a run is.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Progress {
    /// By step.
    pub stages: Vec<Stage>,
    /// None before the first record.
    pub state: Option<State>,
    /// Why it is in that state, where something was said.
    pub why: Option<String>,
    /// It was up at some time.
    pub was_up: bool,
    /// Why a step failed after which nothing was begun.
    pub failure: Option<String>,
    /// Steps whose undoing failed, each time it did.
    pub n_undo_failed: usize,
    /// How often not everything could be freed.
    pub n_stuck: usize,
    /// The ends of links that were shaped since: machine and interface.
    pub shaped: BTreeSet<(String, String)>,
    /// The first number no command has.
    pub next_call: u64,
}

impl Progress {
    /// How far a run of so many steps is before it began.
    pub fn of(n_steps: usize) -> Self {
        Self { stages: vec![Stage::Idle; n_steps], ..Self::default() }
    }

    /// Takes one record in. Steps the plan does not have are passed over: the release frees what they made.
    pub fn apply(&mut self, what: &What) {
        match what {
            What::State { state, why } => {
                self.state = Some(*state);
                self.why.clone_from(why);
                self.was_up |= *state == State::Up;
                self.failure = None;
                self.n_stuck += usize::from(*state == State::Stuck);
            }
            What::Started { step } | What::Undoing { step } => {
                self.failure = None;
                self.set(*step, Stage::Begun)
            }
            What::Failed { step, why, .. } => {
                self.failure.get_or_insert_with(|| why.clone());
                self.set(*step, Stage::Begun)
            }
            What::UndoFailed { step, .. } => {
                self.n_undo_failed += 1;
                self.set(*step, Stage::Begun);
            }
            What::Done { step, .. } => self.set(*step, Stage::Done),
            What::Undone { step } => self.set(*step, Stage::Idle),
            What::Skipped { step } => {
                let was_begun = self.stages.get(step.0 as usize) == Some(&Stage::Begun);
                self.set(*step, Stage::Skipped { was_begun });
            }
            What::Shaping { node, interface, .. } => drop(self.shaped.insert((node.clone(), interface.clone()))),
            What::Shaped { node, interface, in_force: Some(shape), .. } if *shape == Shape::default() => {
                self.shaped.remove(&(node.clone(), interface.clone()));
            }
            What::Command { call, .. } => self.next_call = self.next_call.max(call.saturating_add(1)),
            What::Exited { .. }
            | What::Line { .. }
            | What::Again { .. }
            | What::Mending { .. }
            | What::Shaped { .. } => {}
        }
    }

    /// How many steps are done.
    pub fn n_done(&self) -> usize {
        self.stages.iter().filter(|stage| **stage == Stage::Done).count()
    }

    /// How many steps were left out.
    pub fn n_skipped(&self) -> usize {
        self.stages.iter().filter(|stage| matches!(stage, Stage::Skipped { .. })).count()
    }

    fn set(&mut self, step: StepId, stage: Stage) {
        if let Some(slot) = self.stages.get_mut(step.0 as usize) {
            *slot = stage;
        }
    }
}

/// Writes a run's records, and keeps the fold of what was written beside them.
pub(crate) struct Scribe {
    journal: Arc<dyn Journal>,
    progress: Mutex<Progress>,
    lost: Mutex<Option<JournalError>>,
}

impl Scribe {
    pub fn new(journal: Arc<dyn Journal>, progress: Progress) -> Self {
        Self { journal, progress: Mutex::new(progress), lost: Mutex::new(None) }
    }

    /// How far the run is.
    pub fn progress(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How far one step is.
    pub fn stage(&self, step: StepId) -> Stage {
        self.progress().stages.get(step.0 as usize).copied().unwrap_or_default()
    }

    /// Writes what happened.
    pub fn note(&self, what: What) {
        self.progress().apply(&what);
        if let Err(error) = self.journal.record(what) {
            self.lose(error);
        }
    }

    /// Writes what is about to be done, and waits until that is safe.
    ///
    /// Errors: the journal failed, now or before; it must not be done, unless it cleans up.
    pub async fn before(&self, what: What) -> Result<(), JournalError> {
        self.note(what);
        self.settle().await
    }

    /// Waits until all that was written is safe.
    ///
    /// Errors: the journal failed, now or before.
    pub async fn settle(&self) -> Result<(), JournalError> {
        if let Err(error) = self.journal.settle().await {
            self.lose(error);
        }
        self.lost().map_or(Ok(()), Err)
    }

    /// Why the journal is not whole, if it is not.
    pub fn lost(&self) -> Option<JournalError> {
        self.lost.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The journal itself, for records that decide nothing.
    pub fn journal(&self) -> &Arc<dyn Journal> {
        &self.journal
    }

    fn lose(&self, error: JournalError) {
        self.lost.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
    }
}
