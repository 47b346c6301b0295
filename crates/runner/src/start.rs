//! Bringing it up: every step that is ready is done, until all are, one fails, or the user says stop.

use crate::control::{Request, Requests};
use crate::going::Going;
use crate::progress::Stage;
use crate::run::enter;
use crate::schedule::{Schedule, Way};
use crate::step::{Hands, Made};
use crate::wait;
use crate::{Decision, OnFailure, State, What, batch, cause, mend};
use futures::future::{self, BoxFuture, Either, FutureExt};
use futures::stream::{FuturesUnordered, StreamExt};
use planner::StepId;

/// Why no further step is begun.
enum Halt {
    Cancelled,
    CleanUp,
    Failed(String),
    Unwritten,
}

/// What goes on: each a step, or several of one node.
type Flying<'h> = FuturesUnordered<BoxFuture<'h, Vec<(StepId, Made)>>>;

/// Of more machines more is lost: for so many there is one more round of mending.
const MACHINES_A_ROUND: u32 = 4;

/// How often in a row a step may fail for good with nothing lost that explains it, before the run has failed.
const N_UNEXPLAINED: u32 = 1;

/// Does all steps that are not done, mends what was lost meanwhile, then moves the run to the state that follows.
pub(crate) async fn start<'h>(hands: &'h Hands<'h>, requests: &mut Requests, going: &Going<'h>) {
    let n_machines = hands.run.plan.site().machines.len() as u32;
    let mut n_rounds = hands.healer.as_ref().map_or(0, |healer| healer.healing.rounds + n_machines / MACHINES_A_ROUND);
    let mut n_unexplained = 0;
    let (state, why) = loop {
        let (halt, n_left) = make_all(hands, requests, going).await;
        let is_failed = matches!(halt, Some(Halt::Failed(_)));
        let may_heal = n_rounds > 0 && (is_failed || halt.is_none() && n_left == 0);
        if let Some(healer) = hands.healer.as_ref().filter(|_| may_heal) {
            n_rounds -= 1;
            let is_mended = mend::mend(hands, healer, !is_failed).await;
            n_unexplained += u32::from(is_failed && !is_mended);
            if is_mended || is_failed && n_unexplained <= N_UNEXPLAINED {
                continue;
            }
        }
        break next(hands, halt, n_left);
    };
    enter(hands.scribe, state, why).await;
}

/// Does all steps that are not done; says why it stopped, and how many are left.
async fn make_all<'h>(hands: &'h Hands<'h>, requests: &mut Requests, going: &Going<'h>) -> (Option<Halt>, usize) {
    let stages = hands.scribe.progress().stages.clone();
    let todo = |id: StepId| matches!(stages[id.0 as usize], Stage::Idle | Stage::Begun);
    let mut schedule = Schedule::new(&hands.run.plan, Way::Make, hands.options, todo);
    let mut flying = Flying::new();
    let mut halt = None;
    loop {
        while let Some(request) = wait::heard_already(requests) {
            hear(hands, request, going, &mut halt, &mut flying);
        }
        if halt.is_none() {
            while let Some(id) = schedule.next() {
                flying.push(begin(hands, &mut schedule, &stages, id));
            }
        }
        if flying.is_empty() {
            break;
        }
        match future::select(flying.next(), Box::pin(wait::heard(requests))).await {
            Either::Left((Some(made), _)) => {
                made.into_iter().for_each(|(id, made)| ended(&mut schedule, &mut halt, id, made));
            }
            Either::Left((None, _)) => {}
            Either::Right((request, _)) => hear(hands, request, going, &mut halt, &mut flying),
        }
    }
    give_up(hands, &schedule);
    (halt, schedule.n_left())
}

/// Begins a step, and with it those that go in the same round trip.
fn begin<'h>(
    hands: &'h Hands<'h>,
    schedule: &mut Schedule,
    stages: &[Stage],
    id: StepId,
) -> BoxFuture<'h, Vec<(StepId, Made)>> {
    let step = hands.run.plan.steps.at(id);
    let again = stages[id.0 as usize] == Stage::Begun;
    let may = |id: StepId| stages[id.0 as usize] == Stage::Idle && batch::may(hands, &hands.run.plan.steps.at(id));
    if let Some(bed) = batch::bed(hands).filter(|_| may(id)) {
        let ids = schedule.along(id, batch::MOST, may);
        if ids.len() > 1 {
            let steps = ids.into_iter().map(|id| hands.run.plan.steps.at(id)).collect();
            return batch::make(hands, bed, steps).boxed();
        }
    }
    async move { vec![(id, hands.make(&step, again).await)] }.boxed()
}

fn ended(schedule: &mut Schedule, halt: &mut Option<Halt>, id: StepId, made: Made) {
    schedule.end(id, matches!(made, Made::Done));
    match made {
        Made::Done => {}
        // The first failure is the cause, also of a cancel that came later.
        Made::Failed(why) if !matches!(halt, Some(Halt::Failed(_) | Halt::Unwritten)) => match halt {
            Some(Halt::CleanUp) => {}
            _ => *halt = Some(Halt::Failed(why)),
        },
        Made::Failed(_) | Made::Undone => {}
        Made::Unwritten => *halt = Some(Halt::Unwritten),
    }
}

/// A first word stops at the step boundary; a word to a run that stops already drops what is in flight.
fn hear<'h>(
    hands: &'h Hands<'h>,
    request: Request,
    going: &Going<'h>,
    halt: &mut Option<Halt>,
    flying: &mut Flying<'_>,
) {
    let decision = match request {
        Request::Decide(decision) => decision,
        other => return going.take(hands, other),
    };
    let wish = match decision {
        Decision::Cancel => Halt::Cancelled,
        Decision::CleanUp => Halt::CleanUp,
        Decision::Resume => {
            if matches!(halt, Some(Halt::Cancelled)) {
                *halt = None;
            }
            return;
        }
        // What failed is known when all that is going on has ended.
        Decision::Skip => return,
    };
    if halt.is_some() {
        flying.clear();
    }
    let kept = hands.options.on_failure == OnFailure::Keep;
    match halt {
        Some(Halt::Unwritten | Halt::CleanUp) => {}
        Some(Halt::Failed(_)) if !(kept && matches!(wish, Halt::CleanUp)) => {}
        _ => *halt = Some(wish),
    }
}

/// Steps that were dropped in flight failed, as far as anyone knows.
fn give_up(hands: &Hands<'_>, schedule: &Schedule) {
    for id in schedule.flying().filter(|id| hands.scribe.stage(*id) == Stage::Begun) {
        let why = cause::step(&hands.run.plan.steps.at(id), cause::GIVEN_UP);
        hands.scribe.note(What::Failed { step: id, why, took_ms: 0.0 });
    }
}

fn next(hands: &Hands<'_>, halt: Option<Halt>, n_left: usize) -> (State, Option<String>) {
    let told = |verb: &str| {
        let (n_done, n_steps) = (hands.scribe.progress().n_done(), hands.run.plan.steps.len());
        Some(format!("{verb} with {n_done} of {n_steps} steps done"))
    };
    match halt {
        None if n_left == 0 => (State::Up, without(hands.scribe.progress().n_skipped())),
        None => failed(hands, cause::DAMAGED.to_owned()),
        Some(Halt::Failed(why)) => failed(hands, why),
        Some(Halt::Cancelled) => (State::Paused, told("cancelled")),
        Some(Halt::CleanUp) => (State::Stopping, told("stopped")),
        Some(Halt::Unwritten) => (State::Stopping, hands.scribe.lost().map(|error| error.to_string())),
    }
}

/// What is not there because the user left it out.
fn without(n_skipped: usize) -> Option<String> {
    (n_skipped > 0).then(|| format!("without {n_skipped} steps that were left out"))
}

fn failed(hands: &Hands<'_>, why: String) -> (State, Option<String>) {
    (hands.options.on_failure.leads_to(), Some(why))
}
