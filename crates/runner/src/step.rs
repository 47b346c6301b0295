//! One step, done or undone: written down first, then acted on, within its time.

use crate::call::{self, Ear};
use crate::healer::Healer;
use crate::progress::Scribe;
use crate::{Means, Options, Run, What, cause, install, tries};
use futures::future::{self, Either};
use futures::lock::Mutex;
use planner::{Action, Step};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// What steps are done with. Shared by all that are in flight.
pub(crate) struct Hands<'r> {
    pub run: &'r Run,
    pub means: &'r Means,
    pub scribe: &'r Scribe,
    pub options: &'r Options,
    pub calls: AtomicU64,
    /// None if exit statuses count.
    pub healer: Option<Healer<'r>>,
    /// Held while something is installed for machines that have the same files.
    pub shop: Mutex<()>,
}

/// How doing a step ended.
pub(crate) enum Made {
    Done,
    Failed(String),
    /// It was to go with others, of which one failed before its turn.
    Undone,
    /// The journal failed: nothing was done.
    Unwritten,
}

impl Hands<'_> {
    /// A number no command has.
    pub fn next_call(&self) -> u64 {
        self.calls.fetch_add(1, Ordering::Relaxed)
    }

    /// Does a step. `again`: something of it may be there, which is undone first, since not everything can be made twice.
    pub async fn make(&self, step: &Step<'_>, again: bool) -> Made {
        if again {
            self.unmake(step).await;
        }
        let _turn = match &self.healer {
            Some(healer) => healer.turn(step).await,
            None => None,
        };
        if self.scribe.before(What::Started { step: step.id }).await.is_err() {
            return Made::Unwritten;
        }
        self.make_written(step).await
    }

    /// Does a step whose beginning is in the journal.
    pub async fn make_written(&self, step: &Step<'_>) -> Made {
        let began_ms = self.means.clock.now_ms();
        let limit_ms = self.limit_ms(step);
        let result = match &self.healer {
            _ if matches!(step.action, Action::Install { .. }) => {
                self.within(limit_ms, install::install(self, step)).await
            }
            None => self.within(limit_ms, self.act(step)).await,
            Some(healer) => self.within(limit_ms, tries::act(self, healer, step)).await,
        };
        let took_ms = self.means.clock.now_ms() - began_ms;
        self.linger(took_ms).await;
        match result {
            Ok(()) => {
                self.scribe.note(What::Done { step: step.id, took_ms });
                Made::Done
            }
            Err(why) => self.failed(step, &why, took_ms),
        }
    }

    /// Writes down that a step failed.
    pub fn failed(&self, step: &Step<'_>, why: &str, took_ms: f64) -> Made {
        let why = cause::step(step, why);
        self.scribe.note(What::Failed { step: step.id, why: why.clone(), took_ms });
        Made::Failed(why)
    }

    /// Undoes a step as far as it can. Its end is in the journal only: whatever it is, the way goes on.
    pub async fn unmake(&self, step: &Step<'_>) {
        // Cleaning up goes on without a journal; a crash then cleans up once more, which is harmless.
        let _ = self.scribe.before(What::Undoing { step: step.id }).await;
        let began_ms = self.means.clock.now_ms();
        let result = self.within(self.limit_ms(step), self.unact(step)).await;
        self.linger(self.means.clock.now_ms() - began_ms).await;
        self.scribe.note(match result {
            Ok(()) => What::Undone { step: step.id },
            Err(why) => What::UndoFailed { step: step.id, why },
        });
    }

    /// Frees everything the run has.
    ///
    /// Errors: what is left and why.
    pub async fn release(&self) -> Result<(), String> {
        let work = async { self.means.bed.release(&self.run.tag).await.map_err(|error| error.to_string()) };
        self.within(self.options.swap_timeout_ms, work).await
    }

    /// Does what the step says, once.
    pub async fn act(&self, step: &Step<'_>) -> Result<(), String> {
        if step.action == Action::SwapIn {
            let ear = Arc::new(Ear { journal: self.scribe.journal().clone(), call: None });
            let site = self.run.plan.site();
            self.means.bed.claim(&self.run.tag, site, ear).await.map_err(|error| error.to_string())?;
        }
        for command in step.make.iter() {
            self.command(step, &command).await?;
        }
        Ok(())
    }

    /// Every command is tried, since each may free something; the first that failed is told.
    pub async fn unact(&self, step: &Step<'_>) -> Result<(), String> {
        let mut result = Ok(());
        for command in step.unmake.iter() {
            result = result.and(self.command(step, &command).await);
        }
        result
    }

    /// Runs a command of a step to its end, however long that takes.
    pub async fn once(&self, step: &Step<'_>, command: &testbed::Command) -> Result<(), String> {
        let node = step.node.as_ref().map_or("", |node| node.as_str());
        let call = self.next_call();
        self.scribe.note(call::begins(node, command, Some(step.id), call));
        match call::run(self, node, &self.aloud(step, command), call).await {
            Ok(exit) if exit.status == 0 => Ok(()),
            Ok(exit) => Err(cause::bad_status(node, command, &exit)),
            Err(error) => Err(cause::not_run(node, command, &error)),
        }
    }

    /// What a service says is for people to follow; daemons say it at once anyway.
    fn aloud(&self, step: &Step<'_>, command: &testbed::Command) -> testbed::Command {
        let is_service = matches!(step.action, Action::Serve { .. }) && command.is_daemon();
        if is_service { self.means.bed.line_by_line(command) } else { command.clone() }
    }

    async fn command(&self, step: &Step<'_>, command: &testbed::Command) -> Result<(), String> {
        let node = step.node.as_ref().map_or("", |node| node.as_str());
        let work = self.once(step, command);
        let Some(healer) = &self.healer else { return work.await };
        let limit_ms = healer.healing.command_ms;
        let (work, limit) = (pin!(work), self.means.clock.sleep(limit_ms));
        match future::select(work, limit).await {
            Either::Left((result, _)) => result,
            Either::Right(_) => {
                healer.hangs(step.id, false);
                Err(cause::hung(node, command, limit_ms))
            }
        }
    }

    /// Does `work`, but no longer than so.
    pub async fn within(&self, limit_ms: u64, work: impl Future<Output = Result<(), String>>) -> Result<(), String> {
        let (work, limit) = (pin!(work), self.means.clock.sleep(limit_ms));
        match future::select(work, limit).await {
            Either::Left((result, _)) => result,
            Either::Right(_) => Err(cause::too_slow(limit_ms)),
        }
    }

    async fn linger(&self, took_ms: f64) {
        let rest_ms = self.options.pace_ms as f64 - took_ms;
        if rest_ms >= 1.0 {
            self.means.clock.sleep(rest_ms as u64).await;
        }
    }

    fn limit_ms(&self, step: &Step<'_>) -> u64 {
        match step.action {
            Action::SwapIn => self.options.swap_timeout_ms,
            Action::Install { .. } => self.options.install_timeout_ms,
            _ => self.options.step_timeout_ms,
        }
    }
}
