//! Taking it down: what was begun is undone in reverse, then the testbed frees all; its word is the last.

use crate::control::{Request, Requests};
use crate::progress::Stage;
use crate::run::enter;
use crate::schedule::{Schedule, Way};
use crate::step::Hands;
use crate::wait;
use crate::{Decision, State, What, cause, errand};
use futures::future::{self, BoxFuture, Either, FutureExt};
use futures::stream::{FuturesUnordered, StreamExt};
use planner::{Action, Step, StepId};

/// Undoes and releases, then moves the run to clean, or to stuck with what is left.
pub(crate) async fn stop(hands: &Hands<'_>, requests: &mut Requests) {
    undo(hands, requests).await;
    errand::unshape(hands).await;
    let swapped: Vec<StepId> = (hands.run.plan.steps.iter())
        .filter(|step| step.action == Action::SwapIn && hands.scribe.stage(step.id) != Stage::Idle)
        .map(|step| step.id)
        .collect();
    for step in &swapped {
        let _ = hands.scribe.before(What::Undoing { step: *step }).await;
    }
    let result = hands.release().await;
    for step in swapped {
        hands.scribe.note(match &result {
            Ok(()) => What::Undone { step },
            Err(why) => What::UndoFailed { step, why: why.clone() },
        });
    }
    match result {
        Ok(()) => {
            let why = hands.scribe.progress().why.clone();
            enter(hands.scribe, State::Clean, why).await;
        }
        Err(why) => {
            let why = format!("the testbed could not free everything: {why}; see that it answers, then clean up again");
            enter(hands.scribe, State::Stuck, Some(why)).await;
        }
    }
}

async fn undo(hands: &Hands<'_>, requests: &mut Requests) {
    let stages = hands.scribe.progress().stages.clone();
    let steps = &hands.run.plan.steps;
    let is_there = |id: StepId| !matches!(stages[id.0 as usize], Stage::Idle | Stage::Skipped { was_begun: false });
    let begun = |id: StepId| is_there(id) && steps.at(id).action != Action::SwapIn;
    let mut schedule = Schedule::new(&hands.run.plan, Way::Unmake, hands.options, begun);
    let mut flying: FuturesUnordered<BoxFuture<'_, StepId>> = FuturesUnordered::new();
    loop {
        while let Some(id) = schedule.next() {
            flying.push(one(hands, steps.at(id)).boxed());
        }
        if flying.is_empty() {
            return;
        }
        match future::select(flying.next(), Box::pin(wait::heard(requests))).await {
            Either::Left((Some(id), _)) => schedule.end(id, true),
            Either::Left((None, _)) => {}
            Either::Right((Request::Decide(Decision::Cancel), _)) => break,
            Either::Right((Request::Decide(_), _)) => {}
            Either::Right((other, _)) => other.refuse("the network is being taken down; run again"),
        }
    }
    drop(flying);
    for step in schedule.flying().filter(|id| hands.scribe.stage(*id) != Stage::Idle) {
        hands.scribe.note(What::UndoFailed { step, why: cause::GIVEN_UP.to_owned() });
    }
}

async fn one(hands: &Hands<'_>, step: Step<'_>) -> StepId {
    hands.unmake(&step).await;
    step.id
}
