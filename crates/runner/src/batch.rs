//! Steps of one node that go together, in one round trip: each is written down and told apart as if it went alone.

use crate::call::{self, Ear};
use crate::step::{Hands, Made};
use crate::{What, cause};
use futures::future::{self, Either};
use planner::{Action, Step, StepId};
use std::sync::{Mutex, MutexGuard, PoisonError};
use testbed::{Batch, Chorus, Command, Exit, Listener};

/// How many steps go together at most: a cancel waits for them.
pub(crate) const MOST: usize = 32;

/// The testbed, if it is so far away that steps are better done together, and nobody wants to see them one by one.
pub(crate) fn bed<'h>(hands: &'h Hands<'h>) -> Option<&'h dyn Batch> {
    hands.means.bed.batch().filter(|_| hands.options.pace_ms == 0)
}

/// Whether a step may go with others: its commands end, and nothing is looked at before or between them.
pub(crate) fn may(hands: &Hands<'_>, step: &Step<'_>) -> bool {
    let is_plain = match step.action {
        Action::Create { .. } | Action::Bootstrap { .. } => true,
        Action::Register { lower, .. } => {
            let on_layer =
                |healer: &crate::healer::Healer| lower.iter().any(|ipcp| healer.layer_of(ipcp.as_str()).is_some());
            !hands.healer.as_ref().is_some_and(on_layer)
        }
        _ => false,
    };
    is_plain && !step.make.is_empty() && !step.make.iter().any(|command| command.is_daemon())
}

/// Does steps of one node that were not begun, in order. From the first that fails on each goes alone, as far as it gets.
pub(crate) async fn make(hands: &Hands<'_>, bed: &dyn Batch, steps: Vec<Step<'_>>) -> Vec<(StepId, Made)> {
    for step in &steps {
        hands.scribe.note(What::Started { step: step.id });
    }
    if hands.scribe.settle().await.is_err() {
        return steps.iter().map(|step| (step.id, Made::Unwritten)).collect();
    }
    let going = Going::of(hands, &steps);
    let ended = going.attend(bed).await;
    let n_done = going.so_far().n_done;
    let mut made: Vec<_> = steps[..n_done].iter().map(|step| (step.id, Made::Done)).collect();
    for step in &steps[n_done..] {
        let is_first = made.len() == n_done;
        let goes_on = is_first || matches!(made.last(), Some((_, Made::Done)));
        made.push((
            step.id,
            match &ended {
                // Where exit statuses count, what failed has failed.
                Err(why) if is_first && hands.healer.is_none() => hands.failed(step, why, going.step_took_ms()),
                _ if goes_on => hands.make_written(step).await,
                _ => {
                    hands.scribe.note(What::Undone { step: step.id });
                    Made::Undone
                }
            },
        ));
    }
    made
}

/// Commands of several steps that go on. Dropped before their end, the one that went on was killed, and the journal says so.
struct Going<'h> {
    hands: &'h Hands<'h>,
    node: &'h str,
    commands: Vec<Command>,
    /// By command: its step, if it is that step's last.
    ends: Vec<Option<StepId>>,
    /// By command: the number its records carry, and who hears it.
    calls: Vec<(u64, Ear)>,
    so_far: Mutex<SoFar>,
}

/// How far it is.
#[derive(Clone)]
struct SoFar {
    n_ended: usize,
    n_done: usize,
    /// When the step that goes on began.
    step_ms: f64,
    /// When the command that goes on began; none if none does.
    call_ms: Option<f64>,
    /// How the last one ended, if not well.
    failed: Option<Exit>,
}

impl<'h> Going<'h> {
    fn of(hands: &'h Hands<'h>, steps: &'h [Step<'h>]) -> Self {
        let node = steps.first().and_then(|step| step.node).map_or("", |node| node.as_str());
        let (mut commands, mut ends) = (Vec::new(), Vec::new());
        for step in steps {
            commands.extend(step.make.iter());
            ends.resize(commands.len(), None);
            if let Some(end) = ends.last_mut() {
                *end = Some(step.id);
            }
        }
        let hear = |_: &Command| {
            let call = hands.next_call();
            (call, Ear { journal: hands.scribe.journal().clone(), call: Some(call) })
        };
        let calls = commands.iter().map(hear).collect();
        let so_far = SoFar { n_ended: 0, n_done: 0, step_ms: hands.means.clock.now_ms(), call_ms: None, failed: None };
        Self { hands, node, commands, ends, calls, so_far: Mutex::new(so_far) }
    }

    fn so_far(&self) -> MutexGuard<'_, SoFar> {
        self.so_far.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn step_took_ms(&self) -> f64 {
        self.hands.means.clock.now_ms() - self.so_far().step_ms
    }

    /// Sends the commands, and hears them as long as each ends well and in time.
    ///
    /// Errors: why the next did not.
    async fn attend(&self, bed: &dyn Batch) -> Result<(), String> {
        self.begins(0);
        let mut sent = bed.exec_all(&self.hands.run.tag, self.node, &self.commands, self);
        let result = loop {
            let n_ended = self.so_far().n_ended;
            match future::select(sent, self.hands.means.clock.sleep(self.limit_ms())).await {
                Either::Left((result, _)) => break result,
                Either::Right((_, still)) if self.so_far().n_ended > n_ended => sent = still,
                // All is known: who does not let go of it is not waited for.
                Either::Right(_) if self.so_far().call_ms.is_none() => break Ok(()),
                Either::Right(_) => return Err(self.hung()),
            }
        };
        self.killed();
        let SoFar { n_ended, failed, .. } = self.so_far().clone();
        match (result, failed) {
            (_, Some(exit)) => Err(cause::bad_status(self.node, &self.commands[n_ended - 1], &exit)),
            (Err(error), _) if n_ended < self.commands.len() => {
                Err(cause::not_run(self.node, &self.commands[n_ended], &error))
            }
            _ => Ok(()),
        }
    }

    /// The longest one of them may take.
    fn limit_ms(&self) -> u64 {
        self.hands.healer.as_ref().map_or(self.hands.options.step_timeout_ms, |healer| healer.healing.command_ms)
    }

    fn hung(&self) -> String {
        let n_ended = self.so_far().n_ended;
        let step = self.ends[n_ended..].iter().flatten().next();
        if let (Some(healer), Some(step)) = (&self.hands.healer, step) {
            healer.hangs(*step, false);
        }
        self.killed();
        cause::hung(self.node, &self.commands[n_ended], self.limit_ms())
    }

    /// Writes down that what goes on was killed.
    fn killed(&self) {
        let (n_ended, call_ms) = {
            let mut so_far = self.so_far();
            (so_far.n_ended, so_far.call_ms.take())
        };
        if let (Some(call_ms), Some((call, _))) = (call_ms, self.calls.get(n_ended)) {
            let took_ms = self.hands.means.clock.now_ms() - call_ms;
            self.hands.scribe.note(What::Exited { call: *call, status: call::KILLED, took_ms });
        }
    }

    /// Writes down that a command begins, with its step.
    fn begins(&self, at: usize) {
        let Some((command, (call, _))) = self.commands.get(at).zip(self.calls.get(at)) else { return };
        let step = self.ends[at..].iter().flatten().next().copied();
        self.hands.scribe.note(call::begins(self.node, command, step, *call));
        self.so_far().call_ms = Some(self.hands.means.clock.now_ms());
    }
}

impl Chorus for Going<'_> {
    fn ear(&self, at: usize) -> &dyn Listener {
        &self.calls[at].1
    }

    fn ended(&self, at: usize, exit: Exit) {
        let now_ms = self.hands.means.clock.now_ms();
        self.hands.scribe.note(What::Exited { call: self.calls[at].0, status: exit.status, took_ms: exit.took_ms });
        let is_well = exit.status == 0;
        let step_ms = {
            let mut so_far = self.so_far();
            (so_far.n_ended, so_far.call_ms) = (at + 1, None);
            so_far.failed = (!is_well).then_some(exit);
            so_far.step_ms
        };
        if let Some(step) = self.ends[at].filter(|_| is_well) {
            self.hands.scribe.note(What::Done { step, took_ms: now_ms - step_ms });
            let mut so_far = self.so_far();
            (so_far.n_done, so_far.step_ms) = (so_far.n_done + 1, now_ms);
        }
        if is_well {
            self.begins(at + 1);
        }
    }
}

impl Drop for Going<'_> {
    fn drop(&mut self) {
        self.killed();
    }
}
