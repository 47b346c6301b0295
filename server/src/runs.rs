//! Runs: each in a task of its own, so that it outlives the browser; found again after a crash.

use crate::{
    clock::now_ms,
    prepare::{Prepared, Unprepared, Wanted, prepare},
    store::{RunRecord, Store},
};
use api::{Decision, OnFailure, Pace, Start};
use messages::{carried, say};
use model::{Draft, Severity};
use runner::{Control, Means, Options, Requests, Run, State};
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use testbed::RunTag;
use tokio::{sync::Semaphore, task::JoinSet};

mod beds;
mod feed;
mod journal;
mod recovery;
mod standing;
#[cfg(test)]
mod tests;
mod time;

pub use beds::{listing as testbeds, set_up as set_up_testbeds};
pub use feed::Feed;
pub use standing::Standing;

use journal::Journal;

/// So many runs may be open at once: each has a world in memory.
const MAX_OPEN: usize = 32;
/// So many browsers may watch at once.
const MAX_VIEWERS: usize = 512;
/// For the eye, a run takes about so long, milliseconds; each of its steps at least 10 and at most 400.
const EYE_RUN_MS: u64 = 12_000;
/// What could not be freed is tried again after so long, milliseconds; each further time after twice as long.
const RELEASE_AGAIN_MS: u64 = 15_000;
/// At the end, so long for runs to clean up; what is left is cleaned at the next start.
const FAREWELL: Duration = Duration::from_secs(6);

/// The runs of this server.
#[derive(Debug)]
pub struct Runs {
    store: Arc<Store>,
    open: Mutex<HashMap<String, OpenRun>>,
    tasks: Mutex<JoinSet<()>>,
    stopping: AtomicBool,
    /// A permit for each browser that watches.
    pub viewers: Arc<Semaphore>,
}

/// A run that is not over.
#[derive(Clone, Debug)]
pub struct OpenRun {
    /// Decisions and commands go in here.
    pub control: Control,
    /// Events come out here.
    pub feed: Arc<Feed>,
}

/// A run somebody asks for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The experiment's id.
    pub experiment: String,
    /// What to run.
    pub draft: Draft,
    /// How.
    pub start: Start,
    /// Who asks; none for the administrator.
    pub person: Option<String>,
}

/// Why a run was not started.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// It cannot be planned or run there; says why.
    #[error("{0}")]
    Invalid(String),
    /// Not now.
    #[error("{0}")]
    Busy(String),
    /// The database did not do it.
    #[error(transparent)]
    Storage(#[from] sqlx::Error),
}

/// One run about to be driven.
struct Driven {
    id: String,
    run: Run,
    journal: Arc<Journal>,
    start: Start,
    draft: Draft,
    control: (Control, Requests),
}

impl Runs {
    /// No runs yet.
    pub fn new(store: Arc<Store>) -> Arc<Self> {
        Arc::new(Self {
            store,
            open: Mutex::default(),
            tasks: Mutex::default(),
            stopping: AtomicBool::new(false),
            viewers: Arc::new(Semaphore::new(MAX_VIEWERS)),
        })
    }

    /// Plans the draft, records the run, and sets it going; its id.
    pub async fn start(self: &Arc<Self>, asked: Asked) -> Result<String, StartError> {
        let Asked { experiment, draft, start, person } = asked;
        if self.stopping.load(Ordering::Relaxed) || lock(&self.open).len() >= MAX_OPEN {
            return Err(StartError::Busy(say!("too-many-runs", most = MAX_OPEN)));
        }
        if let Some(why) = beds::refusal(&start.testbed, person.as_deref()) {
            return Err(StartError::Invalid(why));
        }
        let Prepared { draft, plan, .. } = prepared(draft, start.testbed.clone()).await?;
        let record = RunRecord { experiment, start, draft, plan };
        // In a task of its own: who asked may go away, and what is recorded as begun is to be driven.
        let runs = self.clone();
        let begun = tokio::spawn(async move { runs.begin(record).await });
        begun.await.unwrap_or_else(|fault| std::panic::resume_unwind(fault.into_panic()))
    }

    /// Records the run and sets it going; its id.
    async fn begin(self: &Arc<Self>, record: RunRecord) -> Result<String, StartError> {
        let id = self.store.create_run(&record, now_ms()).await?;
        let RunRecord { start, draft, plan, .. } = record;
        let plan = Arc::new(plan);
        let journal = Journal::begin(&self.store, &id, plan.steps.len(), 0);
        let run = Run::fresh(tag(&id), plan);
        self.drive(Driven { id: id.clone(), run, journal, start, draft, control: runner::control() });
        Ok(id)
    }

    /// The run, if it is not over.
    pub fn open(&self, id: &str) -> Option<OpenRun> {
        lock(&self.open).get(id).cloned()
    }

    /// Stops: every run is cleaned up, or left so that the next start finds it. Answers within seconds.
    pub async fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
        let all: Vec<OpenRun> = lock(&self.open).values().cloned().collect();
        for run in all {
            // Not waiting for steps that go on, and leaving what is not undone to the testbed's release.
            for decision in [runner::Decision::CleanUp, runner::Decision::CleanUp, runner::Decision::Cancel] {
                // A run that has just ended by itself needs no telling.
                let _ = run.control.decide(decision);
            }
        }
        let mut tasks = std::mem::take(&mut *lock(&self.tasks));
        let all_done = async { while tasks.join_next().await.is_some() {} };
        if tokio::time::timeout(FAREWELL, all_done).await.is_err() {
            eprintln!("conga: some runs could not be cleaned up in time; the next start goes on with that");
        }
        tasks.shutdown().await;
    }

    /// Sets a run going in a task of its own.
    fn drive(self: &Arc<Self>, driven: Driven) {
        let Driven { id, run, journal, start, draft, control: (control, requests) } = driven;
        let feed = journal.feed();
        lock(&self.open).insert(id.clone(), OpenRun { control, feed });
        let Some(kind) = beds::by_kind(&start.testbed) else { return };
        let means =
            Means { bed: kind.make(&start, &draft), journal: journal.clone(), clock: Arc::new(time::Real::new()) };
        let (runs, recipe) = (self.clone(), kind.recipe());
        let mut tasks = lock(&self.tasks);
        // Tasks that ended are let go here, so that the set does not grow with every run.
        while tasks.try_join_next().is_some() {}
        tasks.spawn(async move {
            let options = Options { recipe, ..options(&start, run.plan().steps.len()) };
            let outcome = run.drive(means, requests, options).await;
            journal.finish().await;
            if outcome.state != State::Clean {
                eprintln!("conga: run {id} ended without being clean; the next start goes on with that");
            }
            lock(&runs.open).remove(&id);
        });
    }
}

/// The user's decision in the runner's words.
pub fn decision(decision: Decision) -> runner::Decision {
    match decision {
        Decision::Cancel => runner::Decision::Cancel,
        Decision::Resume => runner::Decision::Resume,
        Decision::Skip => runner::Decision::Skip,
        Decision::CleanUp => runner::Decision::CleanUp,
    }
}

/// Plans beside the tasks that serve others.
async fn prepared(draft: Draft, testbed: String) -> Result<Prepared, StartError> {
    let wanted = Wanted { testbed: Some(testbed), ..Wanted::default() };
    let prepared = tokio::task::spawn_blocking(carried(move || prepare(draft, &wanted))).await;
    let prepared = prepared.map_err(|fault| StartError::Invalid(say!("planning-broke-off", why = fault)))?;
    prepared.map_err(|unprepared| StartError::Invalid(said(&unprepared)))
}

/// Why it cannot be planned; of findings the first error.
fn said(unprepared: &Unprepared) -> String {
    match unprepared {
        Unprepared::Findings(findings) => findings
            .iter()
            .find(|finding| finding.severity == Severity::Error)
            .map_or_else(|| unprepared.to_string(), |error| format!("{}; {}", error.message, error.advice)),
        other => other.to_string(),
    }
}

fn options(start: &Start, n_steps: usize) -> Options {
    let eye_ms = (EYE_RUN_MS / (n_steps as u64).max(1)).clamp(10, 400);
    Options {
        pace_ms: if start.pace == Pace::Eye { eye_ms } else { 0 },
        on_failure: match start.on_failure {
            OnFailure::RollBack => runner::OnFailure::RollBack,
            OnFailure::Keep => runner::OnFailure::Keep,
        },
        release_again_ms: Some(RELEASE_AGAIN_MS),
        // The emulator's daemons lose nothing.
        healing: (start.testbed != "emulator").then(runner::Healing::default),
        ..Options::default()
    }
}

fn tag(id: &str) -> RunTag {
    RunTag(format!("conga-{id}"))
}

/// A lock whose holder panicked holds data that is whole: it is only ever changed in one go.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
