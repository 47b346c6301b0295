//! What is known of a run: its events folded, one by one, into what the page shows. Pure.

use super::{
    going::Typed,
    log::{Kind, Level, Line, Log},
    step::{Mark, StepState},
};
use messages::say;
use planner::{Action, Plan, StepId};
use runner::{Event, State, What};
use std::collections::BTreeMap;
use testbed::{Shape, Voice};

/// A command, begun and perhaps ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// The step it belongs to; none for what the user typed.
    pub step: Option<StepId>,
    /// Its node, as the log numbers them.
    pub node: u32,
    /// Its exit status.
    pub status: Option<i32>,
}

/// An end of a link that was shaped.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkEnd {
    /// Its node.
    pub node: String,
    /// Its interface.
    pub interface: String,
    /// What was asked for.
    pub asked: Shape,
    /// What is in force; none if nothing was done.
    pub in_force: Option<Shape>,
    /// Why that is not what was asked for.
    pub why: Option<String>,
}

impl LinkEnd {
    /// What is in force and, where that is something else, what was asked for.
    pub fn words(&self) -> String {
        let why = self.why.as_deref().unwrap_or_default();
        match &self.in_force {
            Some(now) if *now == self.asked => say!("shape-in-force", now = now.words()),
            Some(now) => say!("shape-other-in-force", asked = self.asked.words(), now = now.words(), why = why),
            None => say!("shape-nothing-changed", asked = self.asked.words(), why = why),
        }
    }
}

/// A run as far as its events are known here.
#[derive(Clone, Debug, Default)]
pub struct RunState {
    /// Where it stands; none before the first event.
    pub state: Option<State>,
    /// Why, where there is something to say.
    pub why: Option<String>,
    /// Steps by their place in the plan.
    pub steps: Vec<StepState>,
    /// How many steps are done, and not undone since.
    pub n_done: usize,
    /// Commands by number.
    pub calls: BTreeMap<u64, Call>,
    /// What the user typed and has not ended, the oldest first.
    pub typed: Vec<Typed>,
    /// Links that were shaped since, by name and node.
    pub links: BTreeMap<String, BTreeMap<String, LinkEnd>>,
    /// What was done and said, line by line.
    pub log: Log,
    /// When the first event was, milliseconds since 1970-01-01 UTC.
    pub began_ms: Option<u64>,
    /// When the last event was.
    pub last_ms: u64,
    /// Milliseconds spent starting, without the stretch going on now.
    starting_ms: u64,
    /// When the state was entered.
    since_ms: u64,
    /// When phases were first entered.
    pub at: Moments,
    /// How many steps after the first see to it that the prototype is there.
    pub n_installs: usize,
}

/// When something happened first, milliseconds since 1970-01-01 UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moments {
    /// The machines were there.
    pub swapped_in: Option<u64>,
    /// The prototype was on every machine.
    pub installed: Option<u64>,
    /// Everything was up.
    pub up: Option<u64>,
    /// It began to be undone.
    pub stopping: Option<u64>,
    /// The machines began to be given back.
    pub swapping_out: Option<u64>,
    /// Nothing was left.
    pub clean: Option<u64>,
}

impl RunState {
    /// A run of this plan of which nothing is known yet.
    pub fn of(plan: &Plan) -> Self {
        let n_installs = plan.steps.iter().filter(|step| matches!(step.action, Action::Install { .. })).count();
        Self { n_installs, ..Self::new(plan.steps.len()) }
    }

    /// A run of `n_steps` steps of which nothing is known yet.
    pub fn new(n_steps: usize) -> Self {
        Self { steps: vec![StepState::default(); n_steps], ..Self::default() }
    }

    /// Takes the next event in.
    pub fn apply(&mut self, event: &Event) {
        self.began_ms.get_or_insert(event.at_ms);
        self.last_ms = self.last_ms.max(event.at_ms);
        self.note_moment(&event.what, event.at_ms);
        match &event.what {
            What::State { state, why } => self.enter(*state, why.clone(), event.at_ms),
            What::Started { step } => self.mark(*step, Mark::Doing, None, None),
            What::Done { step, took_ms } => self.mark(*step, Mark::Done, Some(*took_ms), None),
            What::Failed { step, why, took_ms } => self.mark(*step, Mark::Failed, Some(*took_ms), Some(why)),
            What::Undoing { step } => self.mark(*step, Mark::Undoing, None, None),
            What::Undone { step } => self.mark(*step, Mark::Undone, None, None),
            What::UndoFailed { step, why } => self.mark(*step, Mark::Stuck, None, Some(why)),
            What::Skipped { step } => self.mark(*step, Mark::Skipped, None, None),
            What::Shaping { .. } => {}
            What::Shaped { link, node, interface, asked, in_force, why } => {
                let end = LinkEnd {
                    node: node.clone(),
                    interface: interface.clone(),
                    asked: asked.clone(),
                    in_force: in_force.clone(),
                    why: why.clone(),
                };
                self.tell(event.at_ms, say!("end-of-link", link = link, node = node, end = end.words()));
                self.links.entry(link.clone()).or_default().insert(node.clone(), end);
            }
            What::Command { node, line, step, call } => {
                if step.is_none() {
                    let (node, line) = (node.clone(), line.clone());
                    self.typed.push(Typed { call: *call, node, line, at_ms: event.at_ms });
                }
                let node = self.log.node(node);
                self.calls.insert(*call, Call { step: *step, node, status: None });
                let (kind, call, text) = (Kind::Command, Some(*call), line.as_str().into());
                self.say(Line { at_ms: event.at_ms, kind, node: Some(node), text, call, own: false });
            }
            What::Exited { call, status, took_ms } => self.end(event.at_ms, *call, *status, *took_ms),
            What::Again { step, why, wait_ms } => {
                self.tell(event.at_ms, say!("step-again-ms", step = step.0, wait_ms = wait_ms, why = why));
            }
            What::Mending { why, steps } if steps.is_empty() => self.tell(event.at_ms, why.clone()),
            What::Mending { why, steps } => {
                self.tell(event.at_ms, say!("mending-steps-again", n = steps.len(), why = why))
            }
            What::Line { node, voice, text, call } => {
                let kind = match voice {
                    Voice::Out => Kind::Out,
                    Voice::Err => Kind::Err,
                    Voice::Log => Kind::Daemon(Level::of(text)),
                };
                let node = self.log.node(node);
                let text = text.as_str().into();
                self.say(Line { at_ms: event.at_ms, kind, node: Some(node), text, call: *call, own: false });
            }
        }
    }

    /// How long the network has been, or was, coming up, milliseconds.
    pub fn elapsed_ms(&self, now_ms: f64) -> f64 {
        let going_on = if self.state == Some(State::Starting) { (now_ms - self.since_ms as f64).max(0.0) } else { 0.0 };
        self.starting_ms as f64 + going_on
    }

    /// How long it will still take if it goes on as so far; none before there is something to go by.
    pub fn remaining_ms(&self, now_ms: f64) -> Option<f64> {
        let n_left = self.steps.len().checked_sub(self.n_done)?;
        let enough = self.state == Some(State::Starting) && self.n_done >= 3 && n_left > 0;
        enough.then(|| self.elapsed_ms(now_ms) * n_left as f64 / self.n_done as f64)
    }

    /// From 0 to 1: how much of the network is there.
    pub fn part(&self) -> f64 {
        if self.steps.is_empty() { 0.0 } else { self.n_done as f64 / self.steps.len() as f64 }
    }

    /// Steps failed, and what waits for them could be left out.
    pub fn may_skip(&self) -> bool {
        let failed = self.steps.iter().position(|step| step.mark == Mark::Failed);
        // Without machines there is nothing to go on with; taking them is the first step.
        failed.is_some_and(|first| first > 0)
    }

    /// The machines are there: commands may be typed on them.
    pub fn takes_commands(&self) -> bool {
        let has_machines = self.steps.first().is_some_and(|step| step.mark == Mark::Done);
        has_machines && matches!(self.state, Some(State::Starting | State::Up | State::Paused))
    }

    /// Machines are taken by the first step of every plan, and given back last.
    fn note_moment(&mut self, what: &What, at_ms: u64) {
        let moment = match what {
            What::Done { step: StepId(0), .. } => &mut self.at.swapped_in,
            What::Started { step: StepId(1..) } if self.at.installed.is_none() && self.is_installed() => {
                &mut self.at.installed
            }
            What::Undoing { step: StepId(0) } => &mut self.at.swapping_out,
            What::State { state: State::Up, .. } => &mut self.at.up,
            What::State { state: State::Stopping, .. } => &mut self.at.stopping,
            What::State { state: State::Clean, .. } => &mut self.at.clean,
            _ => return,
        };
        moment.get_or_insert(at_ms);
    }

    /// Nothing is left to be done before daemons are started. The steps that install stand right after the first.
    pub fn is_installed(&self) -> bool {
        let mut installs = self.steps.iter().skip(1).take(self.n_installs);
        installs.all(|step| matches!(step.mark, Mark::Done | Mark::Skipped))
    }

    fn enter(&mut self, state: State, why: Option<String>, at_ms: u64) {
        if self.state == Some(State::Starting) {
            self.starting_ms += at_ms.saturating_sub(self.since_ms);
        }
        let words = format!("{}{}", state_words(state), why.as_deref().map_or(String::new(), |why| format!(": {why}")));
        self.tell(at_ms, words);
        (self.state, self.why, self.since_ms) = (Some(state), why, at_ms);
        if matches!(state, State::Stopping | State::Clean) {
            // A server that was killed could not say that they ended.
            self.typed.clear();
        }
        if state == State::Clean {
            self.release();
        }
    }

    /// The testbed's release has the last word: nothing is left, whatever was not undone step by step.
    fn release(&mut self) {
        for step in &mut self.steps {
            if !matches!(step.mark, Mark::Waiting | Mark::Failed) {
                step.mark = Mark::Undone;
            }
        }
        self.n_done = 0;
        self.links.clear();
    }

    fn tell(&mut self, at_ms: u64, words: String) {
        self.log.push(Line { at_ms, kind: Kind::State, node: None, text: words.into(), call: None, own: false });
    }

    fn mark(&mut self, step: StepId, mark: Mark, took_ms: Option<f64>, why: Option<&String>) {
        // A step this plan does not have is of no use; an older server must not break the page.
        let Some(known) = self.steps.get_mut(step.0 as usize) else { return };
        self.n_done -= usize::from(known.mark == Mark::Done);
        self.n_done += usize::from(mark == Mark::Done);
        *known = StepState { mark, took_ms: took_ms.or(known.took_ms), why: why.cloned() };
    }

    fn end(&mut self, at_ms: u64, call: u64, status: i32, took_ms: f64) {
        let Some(known) = self.calls.get_mut(&call) else { return };
        known.status = Some(status);
        self.typed.retain(|typed| typed.call != call);
        let node = Some(known.node);
        // That a step's command succeeded is what one expects; the user wants to hear it of his own.
        if known.step.is_none() || status != 0 {
            let text = say!("exit-status-after", status = status, took = crate::words::took(took_ms)).into();
            self.say(Line { at_ms, kind: Kind::Exit(status), node, text, call: Some(call), own: false });
        }
    }

    fn say(&mut self, line: Line) {
        let call = line.call.and_then(|call| self.calls.get(&call));
        let own = call.is_some_and(|call| call.step.is_none());
        self.log.push(Line { own, ..line });
    }
}

/// A state in words.
pub fn state_words(state: State) -> &'static str {
    match state {
        State::Starting => say!("state-starting"),
        State::Up => say!("state-up"),
        State::Paused => say!("state-paused"),
        State::Stopping => say!("state-stopping"),
        State::Clean => say!("state-clean"),
        State::Stuck => say!("state-stuck"),
    }
}

#[cfg(test)]
mod tests;
