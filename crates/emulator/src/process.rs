//! Processes: started with words, writing lines somewhere, ending with a status.

use crate::ident::{FlowId, MachineId, Proc};
use crate::irm::Irm;
use crate::irmd::Acceptor;
use crate::obc::Obc;
use crate::oping::{Client, Server};
use crate::queue::Event;
use crate::shell::Shell;
use crate::world::World;
use crate::{MICRO, MILLI, Nanos};
use testbed::Voice;

/// Processes a machine bears.
const MOST_PROCESSES: usize = 2_000;

/// A running program.
pub(crate) struct Process {
    /// The program's name.
    pub name: String,
    pub parent: Option<u32>,
    pub input: Input,
    pub out: Sink,
    pub err: Sink,
    pub program: Program,
    /// What was written of a line not yet ended: standard output, standard error.
    partial: [String; 2],
    /// A flow being asked for.
    pub allocation: Option<u32>,
    pub flows: Vec<FlowId>,
}

/// Where a process writes to.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Sink {
    /// A call's listener, or the claim's once the call is over; in which voice.
    Call(u32, Voice),
    /// The machine's own voice: nobody called.
    Machine(Voice),
    File(String),
    /// Who reads the pipe.
    Pipe(u32),
    Null,
}

/// What a process can read.
pub(crate) enum Input {
    Nothing,
    /// All there is.
    Text(String),
    /// What came so far.
    Pipe(String),
}

/// What a process does.
pub(crate) enum Program {
    /// It has its words and has not looked at them.
    Starting(Vec<String>),
    Shell(Box<Shell>),
    Cat,
    Irm(Box<Irm>),
    Irmd,
    Ping(Box<Client>),
    PingServer(Server),
    Obc(Obc),
    Sleep,
    /// It only waits for its end.
    Ending,
}

impl Program {
    /// It waits for flows to accept.
    pub(crate) fn accepts(&self) -> bool {
        matches!(self, Self::PingServer(_))
    }
}

/// What a new process is given.
pub(crate) struct Spawn {
    pub words: Vec<String>,
    pub parent: Option<u32>,
    pub input: Input,
    pub out: Sink,
    pub err: Sink,
}

impl World {
    /// Starts a program; it looks at its words a moment later. Errors: the machine is full.
    pub(crate) fn spawn(&mut self, machine: MachineId, spawn: Spawn) -> Option<u32> {
        let name = crate::programs::base_name(spawn.words.first().map_or("", String::as_str)).to_owned();
        let takes = match name.as_str() {
            "irm" | "oping" | "obc" | "irmd" => 2 * MILLI + self.random.below(MILLI),
            _ => 300 * MICRO + self.random.below(200 * MICRO),
        };
        let host = self.machine_mut(machine);
        if host.processes.len() >= MOST_PROCESSES {
            return None;
        }
        let pid = host.new_pid();
        let process = Process {
            name,
            parent: spawn.parent,
            input: spawn.input,
            out: spawn.out,
            err: spawn.err,
            program: Program::Starting(spawn.words),
            partial: [String::new(), String::new()],
            allocation: None,
            flows: Vec::new(),
        };
        host.processes.insert(pid, process);
        self.wake_later(Proc { machine, pid }, takes);
        Some(pid)
    }

    /// A process nobody called for.
    pub(crate) fn spawn_in_background(&mut self, machine: MachineId, words: Vec<String>) -> u32 {
        let spawn = Spawn {
            words,
            parent: None,
            input: Input::Nothing,
            out: Sink::Machine(Voice::Out),
            err: Sink::Machine(Voice::Err),
        };
        self.spawn(machine, spawn).unwrap_or_default()
    }

    pub(crate) fn process(&self, process: Proc) -> Option<&Process> {
        self.machine(process.machine).processes.get(&process.pid)
    }

    pub(crate) fn process_mut(&mut self, process: Proc) -> Option<&mut Process> {
        self.machine_mut(process.machine).processes.get_mut(&process.pid)
    }

    pub(crate) fn wake_later(&mut self, process: Proc, time: Nanos) {
        self.queue.push(self.now.saturating_add(time), Event::Wake(process));
    }

    pub(crate) fn exit_later(&mut self, process: Proc, status: i32, time: Nanos) {
        if let Some(process) = self.process_mut(process) {
            process.program = Program::Ending;
        }
        self.queue.push(self.now + time, Event::Exit(process, status));
    }

    /// A process goes on.
    pub(crate) fn wake(&mut self, process: Proc) {
        let Some(running) = self.process_mut(process) else { return };
        match &mut running.program {
            Program::Starting(words) => {
                let words = std::mem::take(words);
                self.begin_program(process, words);
            }
            Program::Shell(_) => self.shell_goes_on(process),
            Program::Irm(_) => self.irm_goes_on(process),
            Program::Irmd => self.irmd_answers(process),
            Program::Ping(_) => self.ping_goes_on(process),
            Program::Obc(_) => self.obc_goes_on(process),
            Program::Sleep => self.exit(process, 0),
            Program::PingServer(_) | Program::Cat | Program::Ending => {}
        }
    }

    /// A process ends: what it used is freed, and who waits for it hears.
    pub(crate) fn exit(&mut self, process: Proc, status: i32) {
        self.finish_lines(process);
        let Some(ended) = self.machine_mut(process.machine).processes.remove(&process.pid) else { return };
        if let Some(allocation) = ended.allocation {
            self.abandon(allocation);
        }
        for flow in ended.flows {
            self.dealloc(flow);
        }
        for sink in [ended.out, ended.err] {
            if let Sink::Pipe(pid) = sink {
                self.pipe_may_end(Proc { pid, ..process });
            }
        }
        if let Some(irmd) = self.machine_mut(process.machine).irmd.as_mut() {
            irmd.forget_acceptor(Acceptor::Process(process.pid));
        }
        // What a tool asked its daemon for goes on without it.
        if let Some(parent) = ended.parent {
            self.child_ended(Proc { machine: process.machine, pid: parent }, process.pid, status);
        }
        self.call_ended(process, status);
    }

    /// A signal that ends a process.
    pub(crate) fn kill(&mut self, process: Proc, signal: i32) {
        match self.process(process).map(|running| &running.program) {
            Some(Program::Irmd) if signal != 9 => self.irmd_ends(process),
            Some(Program::Irmd) => {
                self.irmd_dies(process);
                self.exit(process, 128 + signal);
            }
            Some(Program::Shell(shell)) => {
                for pid in shell.children.clone() {
                    self.kill(Proc { machine: process.machine, pid }, signal);
                }
                self.exit(process, 128 + signal);
            }
            Some(Program::Ping(_)) if signal != 9 => {
                let status = self.ping_stops(process);
                self.exit(process, status);
            }
            Some(_) => self.exit(process, 128 + signal),
            None => {}
        }
    }

    /// A daemon killed outright takes its IPCPs with it here.
    fn irmd_dies(&mut self, process: Proc) {
        let Some(irmd) = self.machine_mut(process.machine).irmd.take_if(|irmd| irmd.pid == process.pid) else { return };
        for ipcp in irmd.ipcps {
            self.remove_ipcp(ipcp);
        }
    }

    /// The processes that use the daemon.
    pub(crate) fn applications(&self, machine: MachineId) -> Vec<Proc> {
        let processes = self.machine(machine).processes.iter();
        let applications = processes.filter(|(_, process)| {
            matches!(process.program, Program::Ping(_) | Program::PingServer(_) | Program::Obc(_))
        });
        applications.map(|(pid, _)| Proc { machine, pid: *pid }).collect()
    }

    /// A process writes text; whole lines go where they belong.
    pub(crate) fn write(&mut self, process: Proc, voice: Voice, text: &str) {
        let Some(running) = self.process_mut(process) else { return };
        let (sink, at) = match voice {
            Voice::Err => (running.err.clone(), 1),
            _ => (running.out.clone(), 0),
        };
        match sink {
            Sink::Null => return,
            Sink::File(path) => return self.machine_mut(process.machine).write(&path, text),
            Sink::Pipe(pid) => return self.piped(Proc { pid, ..process }, text),
            Sink::Call(..) | Sink::Machine(_) => {}
        }
        let mut held = std::mem::take(&mut running.partial[at]);
        for piece in text.split_inclusive('\n') {
            held.push_str(piece);
            if held.ends_with('\n') {
                held.pop();
                self.line(process.machine, &sink, std::mem::take(&mut held));
            }
        }
        if let Some(running) = self.process_mut(process) {
            running.partial[at] = held;
        }
    }

    fn finish_lines(&mut self, process: Proc) {
        for at in 0..2 {
            let Some(running) = self.process_mut(process) else { return };
            let held = std::mem::take(&mut running.partial[at]);
            let sink = if at == 0 { running.out.clone() } else { running.err.clone() };
            if !held.is_empty() {
                self.line(process.machine, &sink, held);
            }
        }
    }
}
