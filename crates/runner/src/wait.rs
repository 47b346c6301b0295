//! Waiting for the user: decisions, and what is begun on nodes meanwhile.

use crate::control::{Request, Requests};
use crate::going::Going;
use crate::step::Hands;
use crate::{Decision, State, mend, skip};
use futures::future::{self, Either, FutureExt};
use futures::stream::StreamExt;

/// What ends the waiting.
pub(crate) enum Wish {
    /// The state the run goes to, and why.
    Go(State, Option<String>),
    /// Every handle is gone.
    Nobody,
}

/// The next request, for one who has other things to wait for: never, if every handle is gone.
pub(crate) async fn heard(requests: &mut Requests) -> Request {
    match requests.heard.next().await {
        Some(request) => request,
        None => future::pending().await,
    }
}

/// A request that is there already.
pub(crate) fn heard_already(requests: &mut Requests) -> Option<Request> {
    requests.heard.next().now_or_never().flatten()
}

/// Waits until the user decides, or the run goes on by itself.
pub(crate) async fn wait<'h>(hands: &'h Hands<'h>, requests: &mut Requests, going: &Going<'h>, state: State) -> Wish {
    const DOWN: &str = "the network is taken down; clean up, then run again";
    let mut watch = std::pin::pin!(by_itself(hands, state));
    loop {
        let request = match future::select(requests.heard.next(), &mut watch).await {
            Either::Left((Some(request), _)) => request,
            Either::Left((None, _)) => {
                // Nobody can decide any more, but what was typed is brought to its end.
                going.quiet().await;
                return Wish::Nobody;
            }
            Either::Right((wish, _)) => return wish,
        };
        match request {
            Request::Decide(Decision::Skip) => {
                if state == State::Paused && skip::skip(hands) {
                    return Wish::Go(State::Starting, Some("going on without what failed".to_owned()));
                }
            }
            Request::Decide(decision) => {
                if let Some((state, why)) = decided(state, decision) {
                    return Wish::Go(state, why);
                }
            }
            other if state == State::Stuck => other.refuse(DOWN),
            other => going.take(hands, other),
        }
    }
}

/// What a run does without a word: one that is up is mended, one that is not free yet is freed when its time has come.
async fn by_itself(hands: &Hands<'_>, state: State) -> Wish {
    let (State::Stuck, Some(first_ms)) = (state, hands.options.release_again_ms) else {
        return Wish::Go(State::Starting, Some(mend::watch(hands, state).await));
    };
    let n_stuck = hands.scribe.progress().n_stuck.min(10);
    hands.means.clock.sleep(first_ms << n_stuck.saturating_sub(1)).await;
    Wish::Go(State::Stopping, Some("pending: tried again to free what is left".to_owned()))
}

fn decided(state: State, decision: Decision) -> Option<(State, Option<String>)> {
    match (state, decision) {
        (State::Up, Decision::Cancel) => Some((State::Paused, Some("cancelled while everything was up".to_owned()))),
        (State::Paused, Decision::Resume) => Some((State::Starting, Some("resumed".to_owned()))),
        (State::Up, Decision::CleanUp) => Some((State::Stopping, None)),
        (State::Stuck, Decision::CleanUp) => Some((State::Stopping, Some("cleaned up once more".to_owned()))),
        (State::Paused, Decision::CleanUp) => Some((State::Stopping, Some("cleaned up after a pause".to_owned()))),
        _ => None,
    }
}
