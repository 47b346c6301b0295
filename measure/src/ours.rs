//! A network brought up by the runner: with all that heals it, then pinged, then taken away.

use crate::{Bed, Manner, shape::Shape};
use anyhow::Result;
use async_trait::async_trait;
use planner::{Action, Plan};
use runner::{Clock, Decision, Healing, Journal, JournalError, Means, Options, Run, State, What};
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};
use testbed::RunTag;
use tokio::sync::watch;

/// How often it is pinged before that counts as silence.
const N_PINGS: usize = 10;

/// How long between two pings.
const BETWEEN_PINGS: Duration = Duration::from_millis(300);

/// How a run went.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The machines and links.
    pub swapped: Duration,
    /// From the first daemon's start until all is up; none if it never was.
    pub up: Option<Duration>,
    /// From the first daemon's start until the first answer to a ping; none if there was none.
    pub pinged: Option<Duration>,
    /// How often something was tried again or mended.
    pub n_healed: usize,
    /// Why it did not come up.
    pub why: Option<String>,
}

/// A journal on the terminal, or nowhere.
struct Notes {
    plan: Arc<Plan>,
    is_told: bool,
    began: Instant,
    daemons: Mutex<Option<Instant>>,
    n_healed: Mutex<usize>,
    state: watch::Sender<State>,
}

#[async_trait]
impl Journal for Notes {
    fn record(&self, what: What) -> Result<(), JournalError> {
        if let What::Started { step } = &what
            && self.plan.steps.get(*step).is_some_and(|step| matches!(step.action, Action::StartDaemon { .. }))
        {
            self.daemons.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert_with(Instant::now);
        }
        if matches!(what, What::Again { .. } | What::Mending { .. }) {
            *self.n_healed.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        }
        if self.is_told {
            eprintln!("{:8.3} {what:?}", self.began.elapsed().as_secs_f64());
        }
        if let What::State { state, .. } = what {
            self.state.send_replace(state);
        }
        Ok(())
    }

    async fn settle(&self) -> Result<(), JournalError> {
        Ok(())
    }
}

struct Wall(Instant);

#[async_trait]
impl Clock for Wall {
    fn now_ms(&self) -> f64 {
        self.0.elapsed().as_secs_f64() * 1000.0
    }

    async fn sleep(&self, ms: u64) {
        tokio::time::sleep(Duration::from_millis(ms)).await;
    }
}

/// Brings `plan` up on a bed, pings, and takes it away.
pub async fn run(bed: &Bed, shape: Shape, plan: Arc<Plan>, manner: Manner) -> Result<Outcome> {
    let (control, requests) = runner::control();
    let notes = Arc::new(Notes {
        plan: plan.clone(),
        is_told: manner.is_told,
        began: Instant::now(),
        daemons: Mutex::default(),
        n_healed: Mutex::default(),
        state: watch::Sender::new(State::Starting),
    });
    let means = Means { bed: bed.clone(), journal: notes.clone(), clock: Arc::new(Wall(Instant::now())) };
    let options = Options { healing: Some(Healing::default()), ..Options::default() };
    let tag = RunTag(format!("measure-{}", std::process::id()));
    let mut states = notes.state.subscribe();
    let person = async {
        let over = |state: &State| matches!(state, State::Up | State::Clean | State::Stuck);
        let state = *states.wait_for(over).await?;
        let since = |began: &Option<Instant>| began.map(|began| began.elapsed());
        let daemons = *notes.daemons.lock().unwrap_or_else(PoisonError::into_inner);
        let up = since(&daemons).filter(|_| state == State::Up);
        let mut pinged = None;
        let line = format!("timeout 5 oping -n {} -c 1 -i 10ms", crate::shape::SERVICE);
        for _ in 0..if up.is_some() && manner.serves { N_PINGS } else { 0 } {
            // Refused while something is mended: asked again when it is up.
            let exit = match control.exec(&shape.client(), &line).await {
                Ok(begun) => begun.ended().await,
                Err(_) => None,
            };
            if exit.is_some_and(|exit| exit.output.contains(" 1 received")) {
                pinged = since(&daemons);
                break;
            }
            tokio::time::sleep(BETWEEN_PINGS).await;
            states.wait_for(over).await?;
        }
        // Twice: what is undone by the release need not be undone one by one.
        for decision in [Decision::CleanUp, Decision::Cancel] {
            // A run that is over needs no word.
            _ = control.decide(decision);
        }
        Ok::<_, anyhow::Error>((up, pinged))
    };
    let (outcome, person) = tokio::join!(Run::fresh(tag, plan).drive(means, requests, options), person);
    let (up, pinged) = person?;
    let daemons = *notes.daemons.lock().unwrap_or_else(PoisonError::into_inner);
    let swapped = daemons.map_or(Duration::ZERO, |daemons| daemons.duration_since(notes.began));
    let n_healed = *notes.n_healed.lock().unwrap_or_else(PoisonError::into_inner);
    Ok(Outcome { swapped, up, pinged, n_healed, why: outcome.why })
}
