//! Waiting for the user: decisions, and commands typed on nodes meanwhile.

use crate::call;
use crate::control::{Refused, Request, Requests, Typed};
use crate::errand::{self, Answer, Errand};
use crate::step::Hands;
use crate::{Decision, State, mend, skip};
use futures::channel::oneshot;
use futures::future::{self, AbortHandle, Abortable, BoxFuture, Either, FutureExt};
use futures::stream::{FuturesUnordered, StreamExt};
use std::collections::BTreeMap;
use testbed::{Command, Exit};

/// How many typed commands may go on at the same time.
const N_TYPED: usize = 64;

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

/// Answers a command that cannot be run now.
pub(crate) fn refuse(request: Request, why: &str) {
    let refused = Refused::Not(why.to_owned());
    match request {
        // One who no longer waits for the answer does not miss it.
        Request::Exec { begun, .. } => drop(begun.send(Err(refused))),
        Request::Errand(_, answer) => drop(answer.send(Err(refused))),
        Request::Decide(_) | Request::Interrupt(_) => {}
    }
}

/// The typed commands that go on.
#[derive(Default)]
struct Going<'h> {
    futures: FuturesUnordered<BoxFuture<'h, u64>>,
    handles: BTreeMap<u64, AbortHandle>,
}

/// Waits until the user decides. Typed commands that go on then are killed.
pub(crate) async fn wait(hands: &Hands<'_>, requests: &mut Requests, state: State) -> Wish {
    let mut going = Going::default();
    let mut watch = std::pin::pin!(by_itself(hands, state));
    loop {
        let request = if going.futures.is_empty() {
            match future::select(requests.heard.next(), &mut watch).await {
                Either::Left((request, _)) => request,
                Either::Right((wish, _)) => return wish,
            }
        } else {
            match future::select(going.futures.next(), requests.heard.next()).await {
                Either::Left((ended, _)) => {
                    ended.map(|call| going.handles.remove(&call));
                    continue;
                }
                Either::Right((None, _)) => {
                    // Nobody can decide any more, but what was typed is brought to its end.
                    going.futures.next().await.map(|call| going.handles.remove(&call));
                    continue;
                }
                Either::Right((request, _)) => request,
            }
        };
        match request {
            None => return Wish::Nobody,
            Some(Request::Decide(Decision::Skip)) => {
                if state == State::Paused && skip::skip(hands) {
                    return Wish::Go(State::Starting, Some("going on without what failed".to_owned()));
                }
            }
            Some(Request::Decide(decision)) => {
                if let Some((state, why)) = decided(state, decision) {
                    return Wish::Go(state, why);
                }
            }
            Some(Request::Interrupt(call)) => {
                going.handles.get(&call).map(AbortHandle::abort);
            }
            Some(Request::Exec { node, line, begun }) => {
                let _ = begun.send(going.begin(hands, state, (node, line)));
            }
            Some(Request::Errand(errand, answer)) => going.send(hands, state, errand, answer),
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

impl<'h> Going<'h> {
    fn begin(&mut self, hands: &'h Hands<'h>, state: State, what: (String, String)) -> Result<Typed, Refused> {
        let (node, line) = what;
        if state == State::Stuck {
            return Err(Refused::Not("the network is taken down; clean up, then run again".to_owned()));
        }
        if !hands.run.plan.site().machines.iter().any(|machine| machine.name == node) {
            let known: Vec<&str> = hands.run.plan.site().machines.iter().take(10).map(|m| m.name.as_str()).collect();
            return Err(Refused::Not(format!("there is no node `{node}`; try one of {}", known.join(", "))));
        }
        if self.futures.len() >= N_TYPED {
            return Err(Refused::Not(format!("{N_TYPED} commands are going on; interrupt one first")));
        }
        if line.trim().is_empty() || line.contains('\0') {
            return Err(Refused::Not("there is no command to run; type one, as `irm i l`".to_owned()));
        }
        let command = hands.means.bed.typed(&line);
        let call = hands.next_call();
        let record = call::begins(&node, &line, None, call);
        hands.scribe.journal().record(record).map_err(|error| Refused::Not(error.to_string()))?;
        let (tell, ended) = oneshot::channel();
        let (handle, registration) = AbortHandle::new_pair();
        let work = Abortable::new(typed(hands, (node, command), call, tell), registration);
        self.handles.insert(call, handle);
        self.futures.push(work.map(move |_| call).boxed());
        Ok(Typed { call, ended })
    }

    fn send(
        &mut self,
        hands: &'h Hands<'h>,
        state: State,
        errand: Errand,
        answer: oneshot::Sender<Result<Answer, Refused>>,
    ) {
        let why = match state {
            State::Stuck => "the network is taken down; clean up, then run again".to_owned(),
            _ if self.futures.len() >= N_TYPED => format!("{N_TYPED} things are going on; wait for one to end"),
            _ => {
                let work = async {
                    // One who no longer waits for the answer does not miss it.
                    let _ = answer.send(errand::run(hands, errand).await);
                };
                let call = hands.next_call();
                return self.futures.push(work.map(move |()| call).boxed());
            }
        };
        let _ = answer.send(Err(Refused::Not(why)));
    }
}

async fn typed(hands: &Hands<'_>, what: (String, Command), call: u64, tell: oneshot::Sender<Exit>) {
    let (node, command) = what;
    if let Ok(exit) = call::run(hands, &node, &command, call).await {
        let _ = tell.send(exit);
    }
}
