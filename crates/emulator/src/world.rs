//! The world: everything there is, and time that passes.

use crate::Nanos;
use crate::allocation::Allocation;
use crate::directory::Layer;
use crate::enrollment::Job;
use crate::era::Era;
use crate::flow::Ends;
use crate::ident::{IpcpId, MachineId, Proc};
use crate::ipcp::Ipcp;
use crate::machine::{Interface, Machine};
use crate::process::{Input, Sink, Spawn};
use crate::queue::{Event, Queue};
use crate::random::Random;
use crate::segment::{Key, Segment};
use crate::trace::Trace;
use crate::wire::Egress;
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;
use testbed::{Command, Exit, Site, Voice};

/// A call's output is kept up to this many bytes, the last ones.
const OUTPUT: usize = 64 * 1024;
/// Lines nobody took are kept up to this many, the last ones.
const LINES: usize = 100_000;

/// A world of machines in virtual time.
pub struct World {
    pub(crate) now: Nanos,
    pub(crate) era: Era,
    pub(crate) queue: Queue,
    pub(crate) random: Random,
    pub(crate) machines: Vec<Machine>,
    pub(crate) wires: Vec<Wire>,
    /// By number; a place once freed stays empty.
    pub(crate) ipcps: Vec<Option<Box<Ipcp>>>,
    pub(crate) segments: Vec<Segment>,
    pub(crate) segment_of: BTreeMap<Key, u32>,
    pub(crate) layers: Vec<Layer>,
    pub(crate) flows: Ends,
    pub(crate) last_serial: u32,
    last_packet: u64,
    pub(crate) allocations: BTreeMap<u32, Allocation>,
    pub(crate) jobs: BTreeMap<u32, Job>,
    pub(crate) watched_until: Nanos,
    pub(crate) watching: bool,
    pub(crate) trace: Trace,
    machine_of: BTreeMap<String, u32>,
    calls: BTreeMap<u32, Call>,
    /// Lines for the claim's listener.
    said: VecDeque<Line>,
    events: u64,
}

/// A wire of the site.
pub(crate) struct Wire {
    pub name: Arc<str>,
    /// Its ends: machine and interface.
    pub ports: Vec<(u32, u32)>,
}

/// A line said on a machine.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The machine's name.
    pub machine: Arc<str>,
    /// Which voice.
    pub voice: Voice,
    /// Without line end.
    pub text: String,
}

/// A command somebody waits for.
struct Call {
    process: Proc,
    daemon: bool,
    status: Option<i32>,
    output: String,
    lines: VecDeque<Line>,
    started: Nanos,
    ended: Nanos,
}

impl World {
    /// The site at rest: no daemon runs. Ports of unknown machines are left out.
    pub fn new(site: &Site, era: Era, seed: u64) -> Self {
        let mut world = Self {
            now: 0,
            era,
            queue: Queue::default(),
            random: Random::new(seed),
            machines: Vec::new(),
            wires: Vec::new(),
            ipcps: Vec::new(),
            segments: Vec::new(),
            segment_of: BTreeMap::new(),
            layers: Vec::new(),
            flows: Ends::default(),
            last_serial: 0,
            last_packet: 0,
            allocations: BTreeMap::new(),
            jobs: BTreeMap::new(),
            watched_until: 0,
            watching: false,
            trace: Trace::default(),
            machine_of: BTreeMap::new(),
            calls: BTreeMap::new(),
            said: VecDeque::new(),
            events: 0,
        };
        for (at, machine) in site.machines.iter().enumerate() {
            world.machine_of.insert(machine.name.clone(), at as u32);
            world.machines.push(Machine::new(&machine.name));
        }
        for wire in &site.wires {
            world.add_wire(wire);
        }
        world
    }

    fn add_wire(&mut self, wire: &testbed::Wire) {
        let number = self.wires.len() as u32;
        let mut ports = Vec::new();
        for port in &wire.ports {
            let Some(&at) = self.machine_of.get(&port.machine) else { continue };
            let machine = &mut self.machines[at as usize];
            ports.push((at, machine.interfaces.len() as u32));
            machine.interfaces.push(Interface {
                name: port.interface.as_str().into(),
                wire: number,
                up: true,
                egress: Egress::new(port.egress.clone()),
                qdiscs: crate::tc::qdiscs_of(&port.egress),
            });
        }
        self.wires.push(Wire { name: wire.name.as_str().into(), ports });
    }

    /// Virtual time since the world began.
    pub fn now(&self) -> Duration {
        Duration::from_nanos(self.now)
    }

    /// Events played so far.
    pub fn events(&self) -> u64 {
        self.events
    }

    /// The era of the daemons.
    pub fn era(&self) -> Era {
        self.era
    }

    /// When the next event is due; none if the world is at rest.
    pub fn next_event(&self) -> Option<Duration> {
        self.queue.next_at().map(Duration::from_nanos)
    }

    /// Plays one event. False if there was none.
    pub fn step(&mut self) -> bool {
        let Some((at, event)) = self.queue.pop() else { return false };
        self.now = self.now.max(at);
        self.events += 1;
        match event {
            Event::Frame { to, through, packet } => self.frame_arrives(to, through, *packet),
            Event::Wake(process) => self.wake(process),
            Event::Exit(process, status) => {
                // Its time was limited.
                self.ping_stops(process);
                self.exit(process, status);
            }
            Event::Allocation(id) => self.allocation_due(id),
            Event::Pending { machine, serial } => self.pending_due(MachineId(machine), serial),
            Event::Job(id) => self.job_says(id),
            Event::Flush(id) => self.flush(id),
            Event::Hellos => self.hellos(),
            Event::Halt(process) => self.irmd_halts(process),
        }
        true
    }

    /// Plays all events up to that virtual time, which it is then.
    pub fn run_until(&mut self, time: Duration) {
        let until = time.as_nanos().min(u128::from(Nanos::MAX)) as Nanos;
        while self.queue.next_at().is_some_and(|at| at <= until) {
            self.step();
        }
        self.now = self.now.max(until);
    }

    /// Plays until nothing is left to happen, at most `events` events. True if the world is at rest.
    pub fn run_until_idle(&mut self, events: u64) -> bool {
        for _ in 0..events {
            if !self.step() {
                return true;
            }
        }
        self.queue.next_at().is_none()
    }

    /// Starts a command on a machine and answers the call's number; none if there is no such machine.
    pub fn start(&mut self, machine: &str, command: &Command) -> Option<u32> {
        let machine = MachineId(*self.machine_of.get(machine)?);
        self.last_serial += 1;
        let call = self.last_serial;
        let words = command.words().map(str::to_owned).collect();
        let spawn = Spawn {
            words,
            parent: None,
            input: Input::Nothing,
            out: Sink::Call(call, Voice::Out),
            err: Sink::Call(call, Voice::Err),
        };
        let process = self.spawn(machine, spawn).map(|pid| Proc { machine, pid });
        let (started, full) = (self.now, process.is_none());
        let mut record = Call {
            process: process.unwrap_or(Proc { machine, pid: 0 }),
            daemon: command.is_daemon(),
            status: None,
            output: String::new(),
            lines: VecDeque::new(),
            started,
            ended: started,
        };
        if full {
            record.status = Some(126);
            record.output = "the machine has no room for more processes\n".to_owned();
        }
        self.calls.insert(call, record);
        Some(call)
    }

    /// A call's end, if it has come; a daemon's is when it answers.
    pub fn ended(&self, call: u32) -> bool {
        self.calls.get(&call).is_none_or(|call| call.status.is_some())
    }

    /// Takes a call's end, if it has come, and forgets the call.
    pub fn take_exit(&mut self, call: u32) -> Option<Exit> {
        let status = self.calls.get(&call)?.status?;
        let mut call = self.calls.remove(&call)?;
        cut_front(&mut call.output);
        let took_ms = (call.ended - call.started) as f64 / 1e6;
        Some(Exit { status, output: call.output, took_ms })
    }

    /// Kills a call's process and forgets the call.
    pub fn cancel(&mut self, call: u32) {
        if let Some(call) = self.calls.remove(&call) {
            self.kill(call.process, 9);
        }
    }

    /// Takes the lines a call said since last asked.
    pub fn take_lines(&mut self, call: u32) -> Vec<Line> {
        self.calls.get_mut(&call).map(|call| call.lines.drain(..).collect()).unwrap_or_default()
    }

    /// Takes the lines that belong to no call: logs, and what was left in the background.
    pub fn take_said(&mut self) -> Vec<Line> {
        self.said.drain(..).collect()
    }

    /// Runs a command to its end. Gives up, with status 124, after an hour of virtual time.
    pub fn run(&mut self, machine: &str, command: &Command) -> Option<Exit> {
        let call = self.start(machine, command)?;
        let until = self.now + 3_600 * crate::SECOND;
        while !self.ended(call) && self.now < until && self.step() {}
        self.take_exit(call).or_else(|| {
            self.cancel(call);
            Some(Exit { status: 124, output: String::new(), took_ms: 3_600_000.0 })
        })
    }

    pub(crate) fn machine(&self, id: MachineId) -> &Machine {
        &self.machines[id.0 as usize]
    }

    pub(crate) fn machine_mut(&mut self, id: MachineId) -> &mut Machine {
        &mut self.machines[id.0 as usize]
    }

    pub(crate) fn new_packet(&mut self) -> u64 {
        self.last_packet += 1;
        self.last_packet
    }

    /// A process ended: a call may have.
    pub(crate) fn call_ended(&mut self, process: Proc, status: i32) {
        let now = self.now;
        if let Some(call) = self.calls.values_mut().find(|call| call.process == process && call.status.is_none()) {
            call.status = Some(status);
            call.ended = now;
        }
    }

    /// A process serves from now on: if it was called as a daemon, the call is over.
    pub(crate) fn session_serves(&mut self, process: Proc) {
        if self.calls.values().any(|call| call.process == process && call.daemon) {
            self.call_ended(process, 0);
        }
    }

    /// A line goes to who listens.
    pub(crate) fn line(&mut self, machine: MachineId, sink: &Sink, text: String) {
        let (call, voice) = match sink {
            Sink::Call(call, voice) => (self.calls.get_mut(call).filter(|call| call.status.is_none()), *voice),
            Sink::Machine(voice) => (None, *voice),
            Sink::File(_) | Sink::Pipe(_) | Sink::Null => return,
        };
        let line = Line { machine: self.machines[machine.0 as usize].name.clone(), voice, text };
        let Some(call) = call else { return keep(&mut self.said, line) };
        call.output.push_str(&line.text);
        call.output.push('\n');
        if call.output.len() > 2 * OUTPUT {
            cut_front(&mut call.output);
        }
        keep(&mut call.lines, line);
    }

    /// A line of a daemon's log: `text` begins with the component, as `irmd(II): …`.
    pub(crate) fn log(&mut self, machine: MachineId, pid: u32, text: &str) {
        let line = Line {
            machine: self.machine(machine).name.clone(),
            voice: Voice::Log,
            text: format!("=={pid:05}== {text}"),
        };
        keep(&mut self.said, line);
    }

    pub(crate) fn ipcp_named(&self, machine: MachineId, name: &str) -> Option<IpcpId> {
        let irmd = self.machine(machine).irmd.as_ref()?;
        irmd.ipcps.iter().copied().find(|id| self.ipcp(*id).is_some_and(|ipcp| *ipcp.name == *name))
    }
}

fn cut_front(output: &mut String) {
    let mut cut = output.len().saturating_sub(OUTPUT);
    while !output.is_char_boundary(cut) {
        cut += 1;
    }
    output.drain(..cut);
}

fn keep(lines: &mut VecDeque<Line>, line: Line) {
    if lines.len() == LINES {
        lines.pop_front();
    }
    lines.push_back(line);
}
