//! A pretend testbed whose daemons behave like real ones on a bad day: IPCPs die, replies are lost, flows hang.

use super::virtual_clock::VirtualClock;
use super::world::one_after_another;
use crate::Clock;
use async_trait::async_trait;
use planner::Survey;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use testbed::{Batch, Chorus, Command, Exit, Listener, RunTag, Site, Testbed, TestbedError};

/// What a flow is made of.
const COMPONENTS: [&str; 2] = ["mgmt", "dt"];

/// The components meant: all, if none is named.
fn components(named: Option<String>) -> impl Iterator<Item = &'static str> {
    COMPONENTS.into_iter().filter(move |component| named.as_deref().is_none_or(|named| named == *component))
}

/// What goes wrong with a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// What it made dies at once; it says all is well.
    DiesAtBirth,
    /// Done, but it says that it failed.
    ReplyLost,
    /// It says all is well, and nothing is done.
    Lies,
    /// Nothing is done, and it says so.
    Fails,
    /// Nothing is done for 20 s, then it fails.
    Hangs,
    /// Done after 3 s.
    Late,
    /// This IPCP dies while the command hangs.
    Kills(&'static str),
    /// Done; a moment later this IPCP dies.
    KillsAfter(&'static str),
    /// Done, but the flow carries nothing to who connected it.
    Deafens,
    /// Done, but the flow carries nothing from who connected it.
    Mutes,
    /// Done, but who is asked over the flow does not answer.
    Unanswered,
}

#[derive(Clone, Debug, Default)]
struct Ipcp {
    layer: Option<String>,
    dead: bool,
}

#[derive(Default)]
struct State {
    daemons: BTreeSet<String>,
    ipcps: BTreeMap<String, Ipcp>,
    /// By its ends, which components of a flow are connected.
    flows: BTreeMap<(String, String), BTreeSet<&'static str>>,
    /// By its ends, what each of them counts of a flow; others carry something both ways.
    traffic: BTreeMap<(String, String), [&'static str; 2]>,
    n_asked: usize,
    /// When it was first asked for link states, milliseconds.
    looked_ms: Option<f64>,
    /// What was left running, and when it can be seen to run, milliseconds.
    programs: Vec<(String, f64)>,
    /// What people were to hear line by line.
    followed: Vec<String>,
}

pub struct Daemons {
    state: Mutex<State>,
    /// Trouble with the n-th command that holds a text, the first counted as 0; `usize::MAX` is all of them.
    pub troubles: Mutex<Vec<(&'static str, usize, Trouble)>>,
    survey: Survey,
    clock: Arc<VirtualClock>,
    /// It is better told several commands at once.
    pub is_far: AtomicBool,
    /// How long a program takes to start, milliseconds; none: it dies at once.
    pub starts_in_ms: Mutex<Option<u64>>,
    /// What every directory did so far, as a view says it.
    pub directories: Mutex<&'static str>,
    /// How long one link state comes after another, milliseconds.
    pub links_apart_ms: Mutex<u64>,
    /// Who was made to ask others, and in which round.
    pub acquainted: Mutex<Vec<String>>,
    /// How long that takes, milliseconds.
    pub acquaints_in_ms: Mutex<u64>,
}

impl Daemons {
    pub fn new(survey: Survey, clock: Arc<VirtualClock>) -> Self {
        let (state, troubles, directories) = (Mutex::default(), Mutex::default(), Mutex::new("1"));
        let (is_far, starts_in_ms) = (AtomicBool::new(false), Mutex::new(Some(0)));
        let (links_apart_ms, acquainted, acquaints_in_ms) = Default::default();
        Self {
            state,
            troubles,
            survey,
            clock,
            is_far,
            starts_in_ms,
            directories,
            links_apart_ms,
            acquainted,
            acquaints_in_ms,
        }
    }

    /// What lives, and the flows between what lives.
    pub fn told(&self) -> String {
        let state = self.state.lock().unwrap();
        let living = state.ipcps.iter().filter(|(_, ipcp)| !ipcp.dead);
        let told = living.map(|(name, ipcp)| format!("{name}:{}", ipcp.layer.as_deref().unwrap_or("-")));
        let whole = state.flows.iter().filter(|(_, components)| components.len() == COMPONENTS.len());
        let flows = whole.map(|((src, dst), _)| format!("{src}->{dst}"));
        told.chain(flows).collect::<Vec<_>>().join(" ")
    }

    /// How many questions were asked that are in no journal.
    pub fn n_asked(&self) -> usize {
        self.state.lock().unwrap().n_asked
    }

    /// What people were to hear line by line.
    pub fn followed(&self) -> Vec<String> {
        self.state.lock().unwrap().followed.clone()
    }

    /// Ends a node's daemon. Its IPCPs live on, and nobody reaches them.
    pub fn kill_daemon(&self, node: &str) {
        self.state.lock().unwrap().daemons.remove(node);
    }

    pub fn kill(&self, ipcp: &str) {
        self.state.lock().unwrap().kill(ipcp);
    }

    fn trouble(&self, line: &str) -> Option<Trouble> {
        let mut troubles = self.troubles.lock().unwrap();
        let mut found = None;
        for (text, left, trouble) in troubles.iter_mut().filter(|(text, ..)| line.contains(text)) {
            match *left {
                usize::MAX => found = Some(*trouble),
                0 => {
                    found = Some(*trouble);
                    *text = "nothing has this text";
                }
                _ => *left -= 1,
            }
        }
        found
    }

    fn answer(&self, machine: &str, command: &Command) -> Option<(i32, String)> {
        let words: Vec<&str> = command.words().collect();
        let asks = |question: &Command| is_asked(command, question);
        let mut state = self.state.lock().unwrap();
        let answer = if asks(&self.survey.ipcps) {
            if !state.daemons.contains(machine) {
                return Some((1, String::new()));
            }
            let here = state.ipcps.iter().filter(|(name, ipcp)| !ipcp.dead && name.ends_with(machine));
            let row = |(name, ipcp): (&String, &Ipcp)| format!("{name} {}\n", ipcp.layer.as_deref().unwrap_or(""));
            (0, here.map(row).collect())
        } else if asks(&self.survey.views) {
            let past_ms = self.clock.now_ms() - *state.looked_ms.get_or_insert(self.clock.now_ms());
            let n_come = match *self.links_apart_ms.lock().unwrap() {
                0 => usize::MAX,
                apart_ms => (past_ms / apart_ms as f64) as usize,
            };
            let n_links = n_come.min(2 * state.connected().count());
            let directory = *self.directories.lock().unwrap();
            (0, words[4..].iter().map(|ipcp| format!("{ipcp} {n_links} {directory}\n")).collect())
        } else if self.survey.ties.as_ref().is_some_and(asks) {
            (0, words[4..].iter().map(|ipcp| state.ties(ipcp)).collect())
        } else if self.survey.acquaint.as_ref().is_some_and(asks) {
            self.acquainted.lock().unwrap().push(words[4..].join(" "));
            (0, String::new())
        } else if asks(&self.survey.programs) {
            let now_ms = self.clock.now_ms();
            let runs = state.programs.iter().filter(|(_, from_ms)| *from_ms <= now_ms);
            (0, runs.map(|(name, _)| format!("{name}\n")).collect())
        } else if asks(&self.survey.uproot) {
            state.kill(words[4]);
            state.ipcps.remove(words[4]);
            (0, String::new())
        } else if self.survey.raze.as_ref().is_some_and(asks) {
            let here: Vec<String> = state.ipcps.keys().filter(|name| name.ends_with(machine)).cloned().collect();
            for name in here {
                state.kill(&name);
                state.ipcps.remove(&name);
            }
            state.daemons.remove(machine);
            (0, String::new())
        } else {
            return None;
        };
        state.n_asked += 1;
        Some(answer)
    }
}

/// Whether a command is this question, of whomever.
fn is_asked(command: &Command, question: &Command) -> bool {
    let words: Vec<&str> = command.words().collect();
    words.starts_with(&question.words().collect::<Vec<_>>())
}

impl State {
    /// The ends of all flows that carry data.
    fn connected(&self) -> impl Iterator<Item = &(String, String)> {
        self.flows.iter().filter(|(_, components)| components.contains("dt")).map(|(ends, _)| ends)
    }

    /// What ties an IPCP to others, as a survey says it; its address is its name.
    fn ties(&self, ipcp: &str) -> String {
        let flows = self.connected().filter_map(|ends| {
            let [out, back] = self.traffic.get(ends).copied().unwrap_or(["sr", "sr"]);
            match ends {
                (src, dst) if src == ipcp => Some(format!(" {dst}:{out}")),
                (src, dst) if dst == ipcp => Some(format!(" {src}:{back}")),
                _ => None,
            }
        });
        let flows: Vec<String> = flows.collect();
        format!("{ipcp} {} {ipcp}{}\n", flows.len(), flows.concat())
    }

    fn kill(&mut self, name: &str) {
        if let Some(ipcp) = self.ipcps.get_mut(name) {
            ipcp.dead = true;
        }
        let node = |ipcp: &str| ipcp.split_once('.').map(|(_, node)| node.to_owned());
        let layer = name.split_once('.').map_or("", |(layer, _)| layer);
        let reached: Vec<_> = self.ipcps.keys().filter(|ipcp| ipcp.starts_with(layer)).map(|ipcp| node(ipcp)).collect();
        let is_lower = layer != "n1";
        self.flows.retain(|(src, dst), _| {
            let touched = src == name || dst == name;
            !(touched || is_lower && reached.contains(&node(src)) && reached.contains(&node(dst)))
        });
    }

    fn act(&mut self, machine: &str, words: &[&str]) -> i32 {
        let after = |key: &str| words.iter().position(|word| *word == key).map(|at| words[at + 1].to_owned());
        if words[0] == "irm" && !self.daemons.contains(machine) {
            return 1;
        }
        match words {
            ["irmd"] => drop(self.daemons.insert(machine.to_owned())),
            ["irm", "i", "c" | "b", "n", name, ..] => {
                if self.ipcps.contains_key(*name) {
                    return 1;
                }
                self.ipcps.insert((*name).to_owned(), Ipcp { layer: after("layer"), dead: false });
            }
            ["irm", "i", "e", "n", name, ..] => {
                let member = |(other, ipcp): (&String, &Ipcp)| {
                    other != name && ipcp.layer.as_deref() == Some("n1") && !ipcp.dead
                };
                if !self.ipcps.iter().any(member) || self.ipcps.get(*name).is_some_and(|ipcp| ipcp.dead) {
                    return 1;
                }
                self.ipcps.entry((*name).to_owned()).or_default().layer = after("layer");
            }
            ["irm", "i", "conn", "n", src, "dst", dst, ..] => {
                if ![src, dst]
                    .iter()
                    .all(|end| self.ipcps.get(**end).is_some_and(|ipcp| !ipcp.dead && ipcp.layer.is_some()))
                {
                    return 1;
                }
                let ends = ((*src).to_owned(), (*dst).to_owned());
                self.traffic.remove(&ends);
                self.flows.entry(ends).or_default().extend(components(after("component")));
            }
            ["irm", "i", "disconn", "n", src, "dst", dst, ..] => {
                let lost: Vec<_> = components(after("component")).collect();
                let flow = self.flows.entry(((*src).to_owned(), (*dst).to_owned())).or_default();
                flow.retain(|component| !lost.contains(component));
            }
            ["irm", "i", "d", "n", name] => {
                self.kill(name);
                self.ipcps.remove(*name);
            }
            ["irm", "n", "r", _, lowers @ ..] => {
                let is_gone = |lower: &&str| self.ipcps.get(*lower).is_none_or(|ipcp| ipcp.dead);
                return i32::from(lowers.iter().skip(1).step_by(2).any(is_gone));
            }
            _ => {}
        }
        0
    }
}

#[async_trait]
impl Testbed for Daemons {
    fn kind(&self) -> &'static str {
        "daemons"
    }

    async fn claim(&self, _tag: &RunTag, _site: &Site, _listener: Arc<dyn Listener>) -> Result<(), TestbedError> {
        Ok(())
    }

    fn line_by_line(&self, command: &Command) -> Command {
        command.behind(["loud"])
    }

    async fn exec(
        &self,
        _tag: &RunTag,
        machine: &str,
        command: &Command,
        _listener: &dyn Listener,
    ) -> Result<Exit, TestbedError> {
        let ended = |status, output| Ok(Exit { status, output, took_ms: 10.0 });
        if let Some(followed) = command.to_string().strip_prefix("loud ") {
            self.state.lock().unwrap().followed.push(followed.to_owned());
        }
        if let Some((status, output)) = self.answer(machine, command) {
            let acquaints = self.survey.acquaint.as_ref().is_some_and(|question| is_asked(command, question));
            self.clock.sleep(if acquaints { *self.acquaints_in_ms.lock().unwrap() } else { 2 }).await;
            return ended(status, output);
        }
        let trouble = self.trouble(&command.to_string());
        let words: Vec<&str> = command.words().skip_while(|word| *word == "loud").collect();
        if let Some(ms) = self.starts_in_ms.lock().unwrap().filter(|_| command.is_daemon()) {
            let program = (words[0].to_owned(), self.clock.now_ms() + ms as f64);
            self.state.lock().unwrap().programs.push(program);
        }
        let act = || self.state.lock().unwrap().act(machine, &words);
        self.clock.sleep(if trouble == Some(Trouble::Late) { 3_000 } else { 10 }).await;
        let status = match trouble {
            None | Some(Trouble::Late) => act(),
            Some(Trouble::DiesAtBirth) => {
                let status = act();
                self.kill(words[4]);
                status
            }
            Some(Trouble::ReplyLost) => act().max(1),
            Some(Trouble::Lies) => 0,
            Some(Trouble::Fails) => 1,
            Some(Trouble::Hangs) => {
                // Who enrolls is made before anybody is asked.
                if let ["irm", "i", "e", "n", name, ..] = words[..] {
                    self.state.lock().unwrap().ipcps.entry(name.to_owned()).or_default();
                }
                self.clock.sleep(20_000).await;
                1
            }
            Some(Trouble::Kills(ipcp)) => {
                self.kill(ipcp);
                self.clock.sleep(20_000).await;
                1
            }
            Some(trouble @ (Trouble::Deafens | Trouble::Mutes | Trouble::Unanswered)) => {
                let status = act();
                let counted = match trouble {
                    Trouble::Deafens => ["s", "sr"],
                    Trouble::Mutes => ["s", ""],
                    _ => ["s", "r"],
                };
                let ends = (words[4].to_owned(), words[6].to_owned());
                self.state.lock().unwrap().traffic.insert(ends, counted);
                status
            }
            Some(Trouble::KillsAfter(ipcp)) => {
                let status = act();
                self.kill(ipcp);
                status
            }
        };
        ended(status, if status == 0 { String::new() } else { "Failed to do it.\n".to_owned() })
    }

    fn batch(&self) -> Option<&dyn Batch> {
        self.is_far.load(Ordering::Relaxed).then_some(self as &dyn Batch)
    }

    async fn release(&self, _tag: &RunTag) -> Result<(), TestbedError> {
        let mut state = self.state.lock().unwrap();
        *state = State { n_asked: state.n_asked, ..State::default() };
        Ok(())
    }
}

#[async_trait]
impl Batch for Daemons {
    async fn exec_all(
        &self,
        tag: &RunTag,
        machine: &str,
        commands: &[Command],
        chorus: &dyn Chorus,
    ) -> Result<(), TestbedError> {
        one_after_another(self, (tag, machine), commands, chorus).await
    }
}
