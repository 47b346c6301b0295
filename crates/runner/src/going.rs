//! What a person has going on beside the run: commands typed on nodes, and errands. It goes on while the network is paused or
//! mended, and is killed when the network is taken down.

use crate::call;
use crate::control::{Refused, Request, Typed};
use crate::errand::{self, Answer, Errand};
use crate::progress::Stage;
use crate::step::Hands;
use futures::channel::oneshot;
use futures::future::{self, AbortHandle, Abortable, BoxFuture, FutureExt};
use futures::stream::{FuturesUnordered, StreamExt};
use planner::Action;
use std::collections::BTreeMap;
use std::pin::pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use testbed::{Command, Exit};

/// How many may go on at the same time.
const MOST: usize = 64;

/// All that goes on. It moves only in [`Self::beside`].
#[derive(Default)]
pub(crate) struct Going<'h>(Mutex<Inner<'h>>);

#[derive(Default)]
struct Inner<'h> {
    futures: FuturesUnordered<BoxFuture<'h, u64>>,
    /// By call: what kills a command.
    handles: BTreeMap<u64, AbortHandle>,
}

impl<'h> Going<'h> {
    /// Takes what is asked of the nodes, as soon as those are there: they may be looked at while the rest comes up.
    pub fn take(&self, hands: &'h Hands<'h>, request: Request) {
        if !has_machines(hands) {
            return request.refuse("the machines are not there yet; wait until they are, or cancel");
        }
        match request {
            Request::Exec { node, line, begun } => {
                // One who no longer waits for the answer does not miss it.
                let _ = begun.send(self.begin(hands, &node, &line));
            }
            Request::Errand(errand, answer) => self.send(hands, errand, answer),
            Request::Interrupt(call) => drop(self.lock().handles.get(&call).map(AbortHandle::abort)),
            Request::Decide(_) => {}
        }
    }

    /// Begins a command; it is in the journal when this returns.
    fn begin(&self, hands: &'h Hands<'h>, node: &str, line: &str) -> Result<Typed, Refused> {
        let not = |why: String| Err(Refused::Not(why));
        let machines = &hands.run.plan.site().machines;
        if !machines.iter().any(|machine| machine.name == node) {
            let known: Vec<&str> = machines.iter().take(10).map(|machine| machine.name.as_str()).collect();
            return not(format!("there is no node `{node}`; try one of {}", known.join(", ")));
        }
        if self.lock().futures.len() >= MOST {
            return not(format!("{MOST} commands are going on; interrupt one first"));
        }
        if line.trim().is_empty() || line.contains('\0') {
            return not("there is no command to run; type one, as `irm i l`".to_owned());
        }
        // Whoever types means a shell, and reads along.
        let command = hands.means.bed.line_by_line(&Command::new(["sh", "-c", line]));
        let call = hands.next_call();
        let record = call::begins(node, &line, None, call);
        hands.scribe.journal().record(record).map_err(|error| Refused::Not(error.to_string()))?;
        let (tell, ended) = oneshot::channel();
        let (handle, registration) = AbortHandle::new_pair();
        let work = Abortable::new(typed(hands, (node.to_owned(), command), call, tell), registration);
        let mut inner = self.lock();
        inner.handles.insert(call, handle);
        inner.futures.push(work.map(move |_| call).boxed());
        Ok(Typed { call, ended })
    }

    /// Begins an errand.
    fn send(&self, hands: &'h Hands<'h>, errand: Errand, answer: oneshot::Sender<Result<Answer, Refused>>) {
        if self.lock().futures.len() >= MOST {
            let why = format!("{MOST} things are going on; wait for one to end");
            let _ = answer.send(Err(Refused::Not(why)));
            return;
        }
        let call = hands.next_call();
        let work = async move {
            let _ = answer.send(errand::run(hands, errand).await);
            call
        };
        self.lock().futures.push(work.boxed());
    }

    /// Kills everything.
    pub fn end(&self) {
        let killed = std::mem::take(&mut *self.lock());
        // Not under the lock: each writes its end in the journal.
        drop(killed);
    }

    /// Waits until nothing goes on.
    pub async fn quiet(&self) {
        future::poll_fn(|_| if self.lock().futures.is_empty() { Poll::Ready(()) } else { Poll::Pending }).await;
    }

    /// Does `work`, and beside it all that goes on meanwhile.
    pub async fn beside<T>(&self, work: impl Future<Output = T>) -> T {
        let mut work = pin!(work);
        future::poll_fn(|cx| {
            loop {
                if let Poll::Ready(done) = work.as_mut().poll(cx) {
                    return Poll::Ready(done);
                }
                // Work that waits for quiet has not been told that there is.
                if !self.go_on(cx) {
                    return Poll::Pending;
                }
            }
        })
        .await
    }

    /// Everything goes on as far as it can. True if anything ended.
    fn go_on(&self, cx: &mut Context<'_>) -> bool {
        let (mut inner, mut has_ended) = (self.lock(), false);
        while let Poll::Ready(Some(call)) = inner.futures.poll_next_unpin(cx) {
            inner.handles.remove(&call);
            has_ended = true;
        }
        has_ended
    }

    fn lock(&self) -> MutexGuard<'_, Inner<'h>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn has_machines(hands: &Hands<'_>) -> bool {
    let mut steps = hands.run.plan.steps.iter();
    let swap_in = steps.find(|step| step.action == Action::SwapIn);
    swap_in.is_none_or(|step| hands.scribe.stage(step.id) == Stage::Done)
}

async fn typed(hands: &Hands<'_>, what: (String, Command), call: u64, tell: oneshot::Sender<Exit>) {
    let (node, command) = what;
    if let Ok(exit) = call::run(hands, &node, &command, call).await {
        let _ = tell.send(exit);
    }
}
