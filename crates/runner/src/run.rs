//! A run: a plan being done on a testbed, from its first record to its last.

use crate::control::Requests;
use crate::going::Going;
use crate::healer::Healer;
use crate::progress::{Progress, Scribe};
use crate::step::Hands;
use crate::wait::Wish;
use crate::{Clock, Event, Journal, Options, State, What, start, stop, wait};
use planner::Plan;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use testbed::{RunTag, Testbed};

/// What a run is done with.
#[derive(Clone)]
pub struct Means {
    /// Where.
    pub bed: Arc<dyn Testbed>,
    /// What it writes.
    pub journal: Arc<dyn Journal>,
    /// What it measures time with.
    pub clock: Arc<dyn Clock>,
}

/// How a run ended, or in which state it was left because every handle on it was dropped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// [`State::Clean`], or the state in which it waits for a decision that can no longer come.
    pub state: State,
    /// The whole network was up at some time.
    pub was_up: bool,
    /// Why it went that way; none if it was up and then cleaned up.
    pub why: Option<String>,
    /// How many steps could not be undone and were left to the testbed's release.
    pub n_undo_failed: usize,
}

/// A plan to be done under a tag, with what the journal says of it.
pub struct Run {
    pub(crate) tag: RunTag,
    pub(crate) plan: Arc<Plan>,
    progress: Progress,
    ending: Option<String>,
}

impl Run {
    /// A run that has not begun.
    pub fn fresh(tag: RunTag, plan: Arc<Plan>) -> Self {
        let progress = Progress::of(plan.steps.len());
        Self { tag, plan, progress, ending: None }
    }

    /// A run as its journal left it; lines may be left out of `events`.
    ///
    /// Driven on, it goes on where it was: steps that were begun but not done are undone and done again, a teardown is
    /// finished, and a decision that was waited for is waited for again.
    pub fn from_journal<'e>(tag: RunTag, plan: Arc<Plan>, events: impl IntoIterator<Item = &'e Event>) -> Self {
        let mut run = Self::fresh(tag, plan);
        events.into_iter().for_each(|event| run.progress.apply(&event.what));
        run
    }

    /// The same run, which when driven does nothing more than clean up. `why` is told to the user.
    pub fn ending(self, why: impl Into<String>) -> Self {
        Self { ending: Some(why.into()), ..self }
    }

    /// What it does.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The state the journal left it in; none if it has not begun.
    pub fn state(&self) -> Option<State> {
        self.progress.state
    }

    /// Does it: until it is clean, or until it waits for a decision and every [`crate::Control`] is gone.
    ///
    /// Dropping the future is like a crash: the journal has all that is needed to go on.
    pub async fn drive(self, means: Means, mut requests: Requests, options: Options) -> Outcome {
        let scribe = Scribe::new(means.journal.clone(), self.progress.clone());
        let calls = AtomicU64::new(self.progress.next_call);
        let healer = Healer::of(&self.plan, &options);
        let hands = Hands {
            run: &self,
            means: &means,
            scribe: &scribe,
            options: &options,
            calls,
            healer,
            shop: Default::default(),
        };
        self.open(&scribe, &options).await;
        let going = Going::default();
        going.beside(live(&hands, &mut requests, &going)).await;
        outcome(&scribe)
    }

    async fn open(&self, scribe: &Scribe, options: &Options) {
        const AGAIN: &str = "picked up again where the journal ends";
        match (self.progress.state, &self.ending) {
            (Some(State::Clean), _) => {}
            (_, Some(why)) => enter(scribe, State::Stopping, Some(why.clone())).await,
            (None, None) => enter(scribe, State::Starting, None).await,
            // Without healing a failure decides what follows, though the process died before it could say so.
            (Some(State::Starting), None) if self.progress.failure.is_some() && options.healing.is_none() => {
                enter(scribe, options.on_failure.leads_to(), self.progress.failure.clone()).await;
            }
            (Some(state @ (State::Starting | State::Up | State::Stopping)), None) => {
                enter(scribe, state, Some(AGAIN.to_owned())).await;
            }
            (Some(State::Paused | State::Stuck), None) => {}
        }
    }
}

/// From state to state, until it is clean or nobody is left to decide.
async fn live<'h>(hands: &'h Hands<'h>, requests: &mut Requests, going: &Going<'h>) {
    loop {
        let state = hands.scribe.progress().state.unwrap_or(State::Starting);
        match state {
            State::Starting => start::start(hands, requests, going).await,
            State::Up | State::Paused | State::Stuck => match wait::wait(hands, requests, going, state).await {
                Wish::Go(state, why) => enter(hands.scribe, state, why).await,
                Wish::Nobody => return,
            },
            State::Stopping => {
                going.end();
                stop::stop(hands, requests).await;
            }
            State::Clean => return,
        }
    }
}

/// Moves the run to another state. Without a journal the only way is to clean up.
pub(crate) async fn enter(scribe: &Scribe, state: State, why: Option<String>) {
    let written = scribe.before(What::State { state, why }).await;
    if let (Err(error), State::Starting | State::Up | State::Paused) = (written, state) {
        let why = format!("{error}; make room or mend the disk, then run again");
        scribe.note(What::State { state: State::Stopping, why: Some(why) });
    }
}

fn outcome(scribe: &Scribe) -> Outcome {
    let progress = scribe.progress();
    Outcome {
        state: progress.state.unwrap_or(State::Clean),
        was_up: progress.was_up,
        why: progress.why.clone(),
        n_undo_failed: progress.n_undo_failed,
    }
}
