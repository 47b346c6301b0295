//! The daemon of a machine: its IPCPs, its names, who is bound to them, and the flow requests that wait.

use crate::dead::Row;
use crate::ident::{FlowId, IpcpId, MachineId, Proc};
use crate::world::World;
use crate::{MILLI, SECOND};
use std::collections::BTreeMap;
use std::sync::Arc;
use testbed::Voice;

/// How long a daemon needs until it answers, and to go down.
const START: u64 = 28 * MILLI;
const SHUTDOWN: u64 = 3 * SECOND;

/// A running daemon.
pub(crate) struct Irmd {
    pub pid: u32,
    /// It answers.
    pub ready: bool,
    /// In order of creation.
    pub ipcps: Vec<IpcpId>,
    pub dead: Vec<Row>,
    pub names: BTreeMap<Arc<str>, Name>,
    /// Programs bound to names: whoever runs them accepts flows for the name.
    pub programs: Vec<Bound>,
    pub pending: Vec<Pending>,
    /// Names created so far.
    pub named: u32,
}

/// A name.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    /// In order of creation.
    pub serial: u32,
    pub balance: Balance,
    pub bound: Vec<Acceptor>,
    /// Whose turn it is.
    pub turn: usize,
}

/// How flows are shared out among the processes of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Balance {
    RoundRobin,
    Spillover,
}

impl Balance {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::RoundRobin => "round-robin",
            Self::Spillover => "spillover",
        }
    }
}

/// A program bound to a name.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Bound {
    pub program: String,
    pub name: Arc<str>,
    /// Start it, with these arguments, when a flow comes and nobody accepts.
    pub on_demand: Option<Vec<String>>,
}

/// Who may accept flows for a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Acceptor {
    Process(u32),
    Ipcp(IpcpId),
}

/// A flow request that waits to be accepted.
#[derive(Clone, Debug)]
pub(crate) struct Pending {
    pub serial: u32,
    /// The IPCP it came to.
    pub at: IpcpId,
    /// From that address and end.
    pub src: u32,
    pub end: FlowId,
    pub name: Arc<str>,
    pub qos: u8,
}

impl Irmd {
    fn new(pid: u32) -> Self {
        Self {
            pid,
            ready: false,
            ipcps: Vec::new(),
            dead: Vec::new(),
            names: BTreeMap::new(),
            programs: Vec::new(),
            pending: Vec::new(),
            named: 0,
        }
    }

    /// Nobody of this kind is bound to any name any more.
    pub(crate) fn forget_acceptor(&mut self, gone: Acceptor) {
        for name in self.names.values_mut() {
            name.bound.retain(|acceptor| *acceptor != gone);
        }
    }
}

impl World {
    /// A daemon starts on a machine.
    pub(crate) fn irmd_begins(&mut self, process: Proc, arguments: &[String]) {
        if arguments.iter().any(|argument| argument == "--version") {
            let version = match self.era {
                crate::Era::Today => "0.23.0",
                crate::Era::Seed => "0.18.2",
                crate::Era::Rumba => "0.14.0",
            };
            self.write(process, Voice::Out, &format!("Ouroboros version {version}\n"));
            return self.exit(process, 0);
        }
        if arguments.iter().any(|argument| argument != "--stdout") {
            let usage = "Usage: irmd \n         [--stdout  (Log to stdout instead of system log)]\n         \
                         [--version (Print version number and exit)]\n\n";
            self.write(process, Voice::Out, usage);
            return self.exit(process, 1);
        }
        if let Some(running) = self.machine(process.machine).irmd.as_ref().map(|irmd| irmd.pid) {
            let line = format!("irmd(WW): IRMd already running ({running}), exiting.");
            self.log(process.machine, process.pid, &line);
            return self.exit(process, 1);
        }
        self.machine_mut(process.machine).irmd = Some(Irmd::new(process.pid));
        let takes = START + self.random.below(4 * MILLI);
        self.wake_later(process, takes);
    }

    /// The daemon answers from now on.
    pub(crate) fn irmd_answers(&mut self, process: Proc) {
        if let Some(irmd) = self.machine_mut(process.machine).irmd.as_mut().filter(|irmd| irmd.pid == process.pid) {
            irmd.ready = true;
        }
        self.log_irmd(process.machine, "irmd(II): Ouroboros IPC Resource Manager daemon started...");
        self.session_serves(process);
    }

    /// The daemon was told to end: its IPCPs and the applications that use it end at once, it a little later.
    pub(crate) fn irmd_ends(&mut self, process: Proc) {
        let Some(irmd) = self.machine_mut(process.machine).irmd.as_mut() else { return };
        if irmd.pid != process.pid || !irmd.ready {
            return;
        }
        irmd.ready = false;
        let ipcps = irmd.ipcps.clone();
        self.log_irmd(process.machine, "irmd(II): IRMd shutting down...");
        for process in self.applications(process.machine) {
            self.kill(process, 15);
        }
        for ipcp in ipcps {
            self.remove_ipcp(ipcp);
        }
        self.queue.push(self.now + SHUTDOWN, crate::queue::Event::Halt(process));
    }

    /// The daemon is down.
    pub(crate) fn irmd_halts(&mut self, process: Proc) {
        if self.machine(process.machine).irmd.as_ref().is_some_and(|irmd| irmd.pid == process.pid) {
            self.log_irmd(process.machine, "irmd(II): Bye.");
            self.machine_mut(process.machine).irmd = None;
            self.exit(process, 0);
        }
    }

    /// The daemon, if it answers.
    pub(crate) fn irmd(&mut self, machine: MachineId) -> Option<&mut Irmd> {
        self.machine_mut(machine).irmd.as_mut().filter(|irmd| irmd.ready)
    }

    /// Creates a name if it does not exist.
    pub(crate) fn create_name(&mut self, machine: MachineId, name: &str, balance: Balance) {
        let Some(irmd) = self.irmd(machine) else { return };
        if irmd.names.contains_key(name) {
            return;
        }
        irmd.named += 1;
        let created = Name { serial: irmd.named, balance, bound: Vec::new(), turn: 0 };
        irmd.names.insert(name.into(), created);
        self.log_irmd(machine, &format!("irmd(II): Created new name: {name}."));
    }

    /// Binds a process to a name, which is created if need be. False if it is bound already.
    pub(crate) fn bind(&mut self, machine: MachineId, acceptor: Acceptor, name: &str) -> bool {
        let pid = self.acceptor_pid(acceptor);
        self.create_name(machine, name, Balance::Spillover);
        let Some(entry) = self.irmd(machine).and_then(|irmd| irmd.names.get_mut(name)) else { return false };
        if entry.bound.contains(&acceptor) {
            self.log_irmd(machine, &format!("reg(EE): Process {pid} already bound to name {name}."));
            self.log_irmd(machine, &format!("irmd(EE): Failed to add name {name} to process {pid}."));
            return false;
        }
        entry.bound.push(acceptor);
        self.log_irmd(machine, &format!("irmd(II): Bound process {pid} to name {name}."));
        self.match_pending(machine);
        true
    }

    pub(crate) fn acceptor_pid(&self, acceptor: Acceptor) -> u32 {
        match acceptor {
            Acceptor::Process(pid) => pid,
            Acceptor::Ipcp(id) => self.ipcp(id).map_or(0, |ipcp| ipcp.pid),
        }
    }

    /// Who accepts the next flow for a name.
    pub(crate) fn acceptor(&mut self, machine: MachineId, name: &str) -> Option<Acceptor> {
        let entry = self.machine(machine).irmd.as_ref()?.names.get(name)?;
        let accepts = |acceptor: &&Acceptor| match acceptor {
            Acceptor::Process(pid) => {
                self.machine(machine).processes.get(pid).is_some_and(|process| process.program.accepts())
            }
            Acceptor::Ipcp(id) => self.member(*id).is_some(),
        };
        let ready: Vec<Acceptor> = entry.bound.iter().filter(accepts).copied().collect();
        let (turn, balance) = (entry.turn, entry.balance);
        let chosen = match balance {
            Balance::Spillover => ready.first().copied(),
            Balance::RoundRobin => ready.get(turn.checked_rem(ready.len())?).copied(),
        };
        if let Some(entry) = self.machine_mut(machine).irmd.as_mut()?.names.get_mut(name) {
            entry.turn += 1;
        }
        chosen
    }

    /// An application tells the daemon that it is there, and inherits its program's names. False if no daemon answers.
    pub(crate) fn announce(&mut self, process: Proc, program: &str) -> bool {
        let Some(irmd) = self.irmd(process.machine) else { return false };
        let bound = irmd.programs.iter().filter(|bound| bound.program == program);
        let names: Vec<Arc<str>> = bound.map(|bound| bound.name.clone()).collect();
        let pid = process.pid;
        self.log_irmd(process.machine, &format!("irmd(II): Process added: {pid} ({program})."));
        for name in names {
            let line = format!("irmd(DB): Process {pid} inherits name {name} from program {program}.");
            self.log_irmd(process.machine, &line);
            if let Some(entry) = self.irmd(process.machine).and_then(|irmd| irmd.names.get_mut(&name)) {
                entry.bound.push(Acceptor::Process(pid));
            }
        }
        true
    }

    /// Starts the program of a name nobody accepts flows for, if that was asked for.
    pub(crate) fn start_on_demand(&mut self, machine: MachineId, name: &Arc<str>) {
        let Some(irmd) = self.irmd(machine) else { return };
        if !irmd.pending.iter().any(|pending| pending.name == *name) {
            return;
        }
        let bound = irmd.programs.iter().find(|bound| bound.name == *name && bound.on_demand.is_some());
        let Some(bound) = bound.cloned() else { return };
        let running = self.machine(machine).processes.values().any(|process| process.name == bound.program);
        if running {
            return;
        }
        let mut words = vec![bound.program];
        words.extend(bound.on_demand.unwrap_or_default());
        let pid = self.spawn_in_background(machine, words.clone());
        self.log_irmd(machine, &format!("irmd(II): Instantiated {} as process {pid}.", words[0]));
    }

    /// A line of the daemon's log, as `irmd(II): …`.
    pub(crate) fn log_irmd(&mut self, machine: MachineId, line: &str) {
        let pid = self.machine(machine).irmd.as_ref().map_or(0, |irmd| irmd.pid);
        self.log(machine, pid, line);
    }

    /// A line of an IPCP's log.
    pub(crate) fn log_ipcp(&mut self, machine: MachineId, ipcp: IpcpId, line: &str) {
        let pid = self.ipcp(ipcp).map_or(0, |ipcp| ipcp.pid);
        self.log(machine, pid, line);
    }
}
