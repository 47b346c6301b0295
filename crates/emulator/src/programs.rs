//! The small programs of a machine, and how words become a program.

use crate::ident::{MachineId, Proc};
use crate::process::Program;
use crate::queue::Event;
use crate::world::World;
use crate::{MICRO, SECOND};
use std::fmt::Write as _;
use testbed::Voice;

/// Programs that can be bound to names.
const APPLICATIONS: [&str; 6] = ["oping", "obc", "oecho", "ocbr", "operf", "ovpn"];

/// A program's name without its folder.
pub(crate) fn base_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// There is such a program to bind.
pub(crate) fn is_application(path: &str) -> bool {
    let name = base_name(path);
    let folder = &path[..path.len() - name.len()];
    APPLICATIONS.contains(&name) && matches!(folder, "" | "/usr/bin/" | "/bin/" | "/usr/local/bin/")
}

impl World {
    /// A new process looks at its words.
    pub(crate) fn begin_program(&mut self, process: Proc, words: Vec<String>) {
        let words = self.unwrap(process, words);
        let (name, arguments) = match words.split_first() {
            Some((name, arguments)) => (base_name(name).to_owned(), arguments),
            None => return self.exit(process, 0),
        };
        if let Some(running) = self.process_mut(process) {
            running.name.clone_from(&name);
        }
        match name.as_str() {
            "irm" => self.irm_begins(process, arguments),
            "irmd" => {
                if let Some(running) = self.process_mut(process) {
                    running.program = Program::Irmd;
                }
                self.irmd_begins(process, arguments);
            }
            "oping" => self.oping_begins(process, arguments),
            "obc" => self.obc_begins(process, arguments),
            "sh" | "bash" | "dash" => self.shell_program(process, arguments),
            "sleep" => self.sleep(process, arguments),
            "cat" if arguments.iter().all(|word| word == "-") => self.cat_begins(process),
            _ => self.small(process, &name, arguments, &words[0]),
        }
    }

    /// Takes off what only changes how a program runs: `sudo`, `nohup`, `timeout 3`, …
    fn unwrap(&mut self, process: Proc, mut words: Vec<String>) -> Vec<String> {
        loop {
            let options = |words: &[String]| words.iter().skip(1).take_while(|word| word.starts_with('-')).count();
            let wrapping = match words.first().map(|word| base_name(word)) {
                Some("sudo" | "nohup" | "exec" | "setsid" | "stdbuf" | "command") => 1 + options(&words),
                Some("env") => 1 + words.iter().skip(1).take_while(|word| word.contains('=')).count(),
                Some("timeout") => {
                    let seconds = words.get(1).and_then(|word| word.trim_end_matches('s').parse::<f64>().ok());
                    let Some(seconds) = seconds else { return words };
                    let at = self.now.saturating_add((seconds.clamp(0.0, 1e9) * 1e9) as u64);
                    self.queue.push(at, Event::Exit(process, 124));
                    2
                }
                _ => return words,
            };
            words.drain(..wrapping.min(words.len()));
        }
    }

    fn shell_program(&mut self, process: Proc, arguments: &[String]) {
        let command = arguments.iter().position(|word| word.starts_with('-') && word.contains('c'));
        match command.and_then(|at| arguments.get(at + 1)) {
            Some(line) => self.shell_begins(process, line),
            None => {
                let why = "sh: 0: this shell runs `sh -c LINE` only\n";
                self.write(process, Voice::Err, why);
                self.exit(process, 2);
            }
        }
    }

    fn sleep(&mut self, process: Proc, arguments: &[String]) {
        let Some(seconds) = arguments.first().and_then(|word| word.trim_end_matches('s').parse::<f64>().ok()) else {
            self.write(process, Voice::Err, "sleep: missing operand\n");
            return self.exit(process, 1);
        };
        if let Some(running) = self.process_mut(process) {
            running.program = Program::Sleep;
        }
        self.wake_later(process, (seconds.clamp(0.0, 1e9) * SECOND as f64) as u64);
    }

    fn small(&mut self, process: Proc, name: &str, arguments: &[String], typed: &str) {
        let machine = process.machine;
        let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let (voice, text, status) = match name {
            "true" => (Voice::Out, String::new(), 0),
            "false" => (Voice::Out, String::new(), 1),
            "echo" => (Voice::Out, format!("{}\n", words.join(" ")), 0),
            "hostname" => (Voice::Out, format!("{}\n", self.machine(machine).name), 0),
            "cat" => self.cat(machine, &words),
            "which" => match words.first() {
                Some(word) if is_application(word) || *word == "irm" => (Voice::Out, format!("/usr/bin/{word}\n"), 0),
                _ => (Voice::Out, String::new(), 1),
            },
            "ip" => self.ip(machine, &words),
            "tc" => self.tc(machine, &words),
            "kill" => self.kill_program(machine, &words),
            "killall" | "pkill" => self.killall(machine, &words, name),
            "pgrep" | "pidof" => {
                let pids = self.pids(machine, words.last().copied().unwrap_or_default());
                let text = pids.iter().fold(String::new(), |text, pid| text + &format!("{pid}\n"));
                (Voice::Out, text, i32::from(pids.is_empty()))
            }
            "ps" => self.ps(machine),
            _ => (Voice::Err, format!("sh: 1: {typed}: not found\n"), 127),
        };
        self.write(process, voice, &text);
        self.exit_later(process, status, 100 * MICRO);
    }

    fn cat(&self, machine: MachineId, words: &[&str]) -> (Voice, String, i32) {
        let mut text = String::new();
        for word in words {
            match self.machine(machine).files.get(*word) {
                Some(file) => text += file,
                None => return (Voice::Err, format!("cat: {word}: No such file or directory\n"), 1),
            }
        }
        (Voice::Out, text, 0)
    }

    fn ps(&self, machine: MachineId) -> (Voice, String, i32) {
        let mut text = "    PID CMD\n".to_owned();
        let running = self.machine(machine).processes.iter().map(|(pid, process)| (*pid, process.name.clone()));
        let irmd = self.machine(machine).irmd.as_ref();
        let ipcps = irmd.into_iter().flat_map(|irmd| &irmd.ipcps).filter_map(|id| self.ipcp(*id));
        let mut all: Vec<(u32, String)> = running.chain(ipcps.map(|ipcp| (ipcp.pid, ipcp.kind.program()))).collect();
        all.sort();
        for (pid, name) in all {
            let _ = writeln!(text, "{pid:>7} {name}");
        }
        (Voice::Out, text, 0)
    }

    /// The processes of a name, IPCPs included.
    fn pids(&self, machine: MachineId, name: &str) -> Vec<u32> {
        let named =
            |process: &&crate::process::Process| process.name == name && !matches!(process.program, Program::Ending);
        let host = self.machine(machine);
        let running = host.processes.iter().filter(|(_, process)| named(process)).map(|(pid, _)| *pid);
        let ipcps = host.irmd.as_ref().into_iter().flat_map(|irmd| &irmd.ipcps).filter_map(|id| self.ipcp(*id));
        running.chain(ipcps.filter(|ipcp| ipcp.kind.program() == name).map(|ipcp| ipcp.pid)).collect()
    }

    fn killall(&mut self, machine: MachineId, words: &[&str], program: &str) -> (Voice, String, i32) {
        let signal = signal(words);
        let Some(name) = words.iter().rfind(|word| !word.starts_with('-')) else {
            return (Voice::Err, format!("Usage: {program} [-SIGNAL] NAME\n"), 1);
        };
        let pids = self.pids(machine, name);
        for pid in &pids {
            self.signal(machine, *pid, signal);
        }
        match (pids.is_empty(), program) {
            (true, "killall") => (Voice::Err, format!("{name}: no process found\n"), 1),
            (none, _) => (Voice::Err, String::new(), i32::from(none)),
        }
    }

    fn kill_program(&mut self, machine: MachineId, words: &[&str]) -> (Voice, String, i32) {
        let signal = signal(words);
        for word in words.iter().filter(|word| !word.starts_with('-')) {
            let Ok(pid) = word.parse::<u32>() else {
                return (Voice::Err, format!("sh: 1: kill: Illegal number: {word}\n"), 2);
            };
            if !self.signal(machine, pid, signal) {
                return (Voice::Err, "sh: 1: kill: No such process\n".to_owned(), 1);
            }
        }
        (Voice::Out, String::new(), 0)
    }

    /// Signals a process or an IPCP. False if there is none.
    fn signal(&mut self, machine: MachineId, pid: u32, signal: i32) -> bool {
        let process = Proc { machine, pid };
        if self.process(process).is_some() {
            if signal != 0 {
                self.kill(process, signal);
            }
            return true;
        }
        let Some(irmd) = &self.machine(machine).irmd else { return false };
        let found = irmd.ipcps.iter().copied().find(|id| self.ipcp(*id).is_some_and(|ipcp| ipcp.pid == pid));
        let Some(id) = found else { return false };
        // It minds gentle signals of nobody but its daemon.
        if signal == 9 {
            self.ipcp_dies(machine, id);
        }
        true
    }
}

/// `-9`, `-KILL`, `-15`, …; the gentle one if none is given.
fn signal(words: &[&str]) -> i32 {
    let given = words.iter().find_map(|word| word.strip_prefix('-'));
    match given.map(|word| word.trim_start_matches("SIG")) {
        Some("KILL") => 9,
        Some("INT") => 2,
        Some(word) => word.parse().unwrap_or(15),
        None => 15,
    }
}
