//! A pretend testbed: a set of things that commands make and take away, and troubles on demand.

use super::virtual_clock::VirtualClock;
use crate::Clock;
use async_trait::async_trait;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use testbed::{Batch, Chorus, Command, Exit, InForce, Listener, RunTag, Shape, Site, Testbed, TestbedError, Voice};

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    FailBefore,
    /// The nasty one: done, but it says that it failed.
    FailAfter,
    /// Done, and then no answer.
    Hang,
    Refuse,
}

#[derive(Default)]
pub struct State {
    claimed: bool,
    things: BTreeSet<String>,
    /// Things with those they stand on.
    stands_on: BTreeMap<String, Vec<String>>,
    /// What must never happen and did.
    pub complaints: Vec<String>,
    /// What the release found that was not undone.
    pub left: Vec<String>,
    pub n_operations: usize,
    /// How many commands were told at once, each time.
    pub trips: Vec<usize>,
    busy: BTreeMap<String, usize>,
    /// The most commands at the same time, by machine; in all under "".
    pub peaks: BTreeMap<String, usize>,
    /// How often each command ran.
    pub ran: BTreeMap<String, usize>,
    /// Interfaces whose wire is not perfect, by machine and name.
    pub shapes: BTreeMap<(String, String), Shape>,
    files: BTreeMap<(String, String), Vec<u8>>,
}

pub struct World {
    pub state: Mutex<State>,
    /// Trouble at the n-th operation, counted from 0: claim, commands and release.
    pub faults: Mutex<BTreeMap<usize, Mode>>,
    pub clock: Arc<VirtualClock>,
    /// It is better told several commands at once.
    pub is_far: AtomicBool,
    /// Told several at once, it does not let go when all have ended.
    pub holds_on: AtomicBool,
}

impl World {
    pub fn new(clock: Arc<VirtualClock>) -> Self {
        Self {
            state: Mutex::default(),
            faults: Mutex::default(),
            clock,
            is_far: AtomicBool::new(false),
            holds_on: AtomicBool::new(false),
        }
    }

    pub fn things(&self) -> Vec<String> {
        self.state.lock().unwrap().things.iter().cloned().collect()
    }

    pub fn assert_clean(&self, note: &str) {
        let state = self.state.lock().unwrap();
        assert!(!state.claimed && state.things.is_empty(), "{note}: {:?} left", state.things);
        assert!(state.complaints.is_empty(), "{note}: {:?}", state.complaints);
        assert!(state.shapes.is_empty(), "{note}: {:?}", state.shapes);
    }

    fn trouble(&self) -> Option<Mode> {
        let mut state = self.state.lock().unwrap();
        state.n_operations += 1;
        self.faults.lock().unwrap().remove(&(state.n_operations - 1))
    }

    async fn end(&self, mode: Option<Mode>) -> Result<i32, TestbedError> {
        match mode {
            Some(Mode::Hang) => std::future::pending().await,
            Some(Mode::Refuse) => Err(TestbedError::Failed("the machine does not answer".into())),
            Some(Mode::FailBefore | Mode::FailAfter) => Ok(1),
            None => Ok(0),
        }
    }
}

impl State {
    fn act(&mut self, words: &[&str]) {
        *self.ran.entry(words.join(" ")).or_default() += 1;
        match words {
            ["new", thing, under @ ..] => {
                for under in under.iter().filter(|under| !self.things.contains(**under)) {
                    self.complaints.push(format!("{thing} is made before {under}"));
                }
                if !self.claimed || !self.things.insert((*thing).to_owned()) {
                    self.complaints.push(format!("{thing} is made twice, or nowhere"));
                }
                self.stands_on.insert((*thing).to_owned(), under.iter().map(|word| (*word).to_owned()).collect());
            }
            ["del", thing] => {
                self.things.remove(*thing);
            }
            _ => {}
        }
    }

    fn begin(&mut self, machine: &str) {
        for key in ["", machine] {
            let n = self.busy.entry(key.to_owned()).or_default();
            *n += 1;
            let peak = self.peaks.entry(key.to_owned()).or_default();
            *peak = (*peak).max(*n);
        }
    }
}

/// A command that is going on.
struct Busy<'w>(&'w World, &'w str);

impl Drop for Busy<'_> {
    fn drop(&mut self) {
        let mut state = self.0.state.lock().unwrap();
        for key in ["", self.1] {
            *state.busy.get_mut(key).unwrap() -= 1;
        }
    }
}

#[async_trait]
impl Testbed for World {
    fn kind(&self) -> &'static str {
        "world"
    }

    async fn claim(&self, _tag: &RunTag, _site: &Site, listener: Arc<dyn Listener>) -> Result<(), TestbedError> {
        let mode = self.trouble();
        if mode != Some(Mode::FailBefore) {
            self.state.lock().unwrap().claimed = true;
            listener.heard("a", Voice::Log, "hello");
        }
        match self.end(mode).await? {
            0 => Ok(()),
            _ => Err(TestbedError::Failed("no machines are free".into())),
        }
    }

    async fn exec(
        &self,
        _tag: &RunTag,
        machine: &str,
        command: &Command,
        listener: &dyn Listener,
    ) -> Result<Exit, TestbedError> {
        self.state.lock().unwrap().begin(machine);
        let _busy = Busy(self, machine);
        let mode = self.trouble();
        let words: Vec<&str> = command.words().collect();
        if mode != Some(Mode::FailBefore) {
            self.state.lock().unwrap().act(&words);
        }
        if words.last() == Some(&"forever") {
            return std::future::pending().await;
        }
        self.clock.sleep(10).await;
        let status = self.end(mode).await?;
        let output = if status == 0 { "fine" } else { "no such thing" };
        listener.heard(machine, Voice::Out, output);
        Ok(Exit { status, output: format!("{output}\n"), took_ms: 10.0 })
    }

    fn batch(&self) -> Option<&dyn Batch> {
        self.is_far.load(Ordering::Relaxed).then_some(self as &dyn Batch)
    }

    async fn release(&self, _tag: &RunTag) -> Result<(), TestbedError> {
        let mode = self.trouble();
        if mode != Some(Mode::FailBefore) {
            let mut state = self.state.lock().unwrap();
            state.claimed = false;
            state.left = std::mem::take(&mut state.things).into_iter().collect();
        }
        match self.end(mode).await? {
            0 => Ok(()),
            _ => Err(TestbedError::Failed("machine a is still there".into())),
        }
    }

    async fn put(&self, _tag: &RunTag, machine: &str, path: &str, bytes: &[u8]) -> Result<(), TestbedError> {
        self.state.lock().unwrap().files.insert((machine.to_owned(), path.to_owned()), bytes.to_owned());
        Ok(())
    }

    async fn fetch(&self, _tag: &RunTag, machine: &str, path: &str) -> Result<Vec<u8>, TestbedError> {
        let known = self.state.lock().unwrap().files.get(&(machine.to_owned(), path.to_owned())).cloned();
        known.ok_or_else(|| TestbedError::Failed(format!("there is no `{path}`")))
    }

    async fn shape(
        &self,
        _tag: &RunTag,
        machine: &str,
        interface: &str,
        asked: &Shape,
    ) -> Result<InForce, TestbedError> {
        let key = (machine.to_owned(), interface.to_owned());
        let mut state = self.state.lock().unwrap();
        match *asked == Shape::default() {
            true => drop(state.shapes.remove(&key)),
            false => drop(state.shapes.insert(key, asked.clone())),
        }
        Ok(InForce::all(asked))
    }
}

#[async_trait]
impl Batch for World {
    async fn exec_all(
        &self,
        tag: &RunTag,
        machine: &str,
        commands: &[Command],
        chorus: &dyn Chorus,
    ) -> Result<(), TestbedError> {
        self.state.lock().unwrap().trips.push(commands.len());
        one_after_another(self, (tag, machine), commands, chorus).await?;
        if self.holds_on.load(Ordering::Relaxed) {
            std::future::pending::<()>().await;
        }
        Ok(())
    }
}

/// Runs a batch as if each command went alone.
pub async fn one_after_another(
    bed: &dyn Testbed,
    (tag, machine): (&RunTag, &str),
    commands: &[Command],
    chorus: &dyn Chorus,
) -> Result<(), TestbedError> {
    for (at, command) in commands.iter().enumerate() {
        let exit = bed.exec(tag, machine, command, chorus.ear(at)).await?;
        let status = exit.status;
        chorus.ended(at, exit);
        if status != 0 {
            break;
        }
    }
    Ok(())
}
