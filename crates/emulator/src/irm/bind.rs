//! `irm bind` and `irm unbind`: who accepts flows for a name.

use super::{Outcome, keyword, usage};
use crate::ident::{MachineId, Proc};
use crate::irmd::{Acceptor, Balance, Bound};
use crate::process::Program;
use crate::programs::{base_name, is_application};
use crate::world::World;

impl World {
    pub(super) fn irm_bind(&mut self, machine: MachineId, words: &[&str]) -> Outcome {
        let Some((first, rest)) = words.split_first() else { return self.usage(usage::BIND) };
        match keyword(first, &["program", "process", "ipcp", "help"]) {
            Some("program") => self.irm_bind_program(machine, rest),
            Some("process") => self.irm_bind_process(machine, rest),
            Some("ipcp") => self.irm_bind_ipcp(machine, rest),
            Some(_) => Outcome { status: 0, ..self.usage(usage::BIND) },
            None => Outcome::strange(first, "irm bind help"),
        }
    }

    fn irm_bind_program(&mut self, machine: MachineId, words: &[&str]) -> Outcome {
        let Some((program, mut rest)) = words.split_first() else { return self.usage(usage::BIND_PROGRAM) };
        let (mut name, mut auto, mut arguments) = (None, false, Vec::new());
        while let Some((word, after)) = rest.split_first() {
            rest = after;
            if *word == "--" {
                arguments = rest.iter().map(|word| (*word).to_owned()).collect();
                break;
            }
            match keyword(word, &["name", "auto"]) {
                Some("name") => {
                    name = rest.first().copied();
                    rest = rest.get(1..).unwrap_or_default();
                }
                Some(_) => auto = true,
                None => return Outcome::unknown(word, "irm bind program"),
            }
        }
        let Some(name) = name else { return self.usage(usage::BIND_PROGRAM) };
        if !is_application(program) {
            let there = *program == "/etc/passwd" || self.machine(machine).files.contains_key(*program);
            let text = match there {
                true => format!("Cannot execute {program}, please check permissions.\n"),
                false => format!("{program} does not exist.\n"),
            };
            return Outcome::failed(text);
        }
        if self.irmd(machine).is_none() {
            return Outcome::failed(super::NO_DAEMON);
        }
        self.create_name(machine, name, Balance::Spillover);
        self.bind_program(machine, base_name(program), name, auto.then_some(arguments));
        Outcome::done()
    }

    fn bind_program(&mut self, machine: MachineId, program: &str, name: &str, on_demand: Option<Vec<String>>) {
        let bound = Bound { program: program.to_owned(), name: name.into(), on_demand };
        let Some(irmd) = self.irmd(machine) else { return };
        irmd.programs.retain(|other| (&other.program, &other.name) != (&bound.program, &bound.name));
        irmd.programs.push(bound);
        self.log_irmd(machine, &format!("irmd(II): Bound program {program} to name {name}."));
        let processes = self.machine(machine).processes.iter();
        let running: Vec<u32> = processes
            .filter(|(_, process)| process.name == program && !matches!(process.program, Program::Starting(_)))
            .map(|(pid, _)| *pid)
            .collect();
        if let Some(entry) = self.irmd(machine).and_then(|irmd| irmd.names.get_mut(name)) {
            for acceptor in running.into_iter().map(Acceptor::Process) {
                if !entry.bound.contains(&acceptor) {
                    entry.bound.push(acceptor);
                }
            }
        }
        self.match_pending(machine);
    }

    fn irm_bind_process(&mut self, machine: MachineId, words: &[&str]) -> Outcome {
        let [pid, key, name] = words else { return self.usage(usage::BIND_PROCESS) };
        if keyword(key, &["name"]).is_none() {
            return Outcome::unknown(key, "irm bind process");
        }
        let Some(number) = pid.parse::<u32>().ok().filter(|number| self.lives(machine, *number)) else {
            return Outcome::failed(format!("\"{pid}\" is not a valid process id.\n"));
        };
        if self.irmd(machine).is_none() {
            return Outcome::failed(super::NO_DAEMON);
        }
        let ipcp = self.ipcp_of_pid(machine, number);
        let application = self.applications(machine).contains(&Proc { machine, pid: number });
        let acceptor = match ipcp {
            Some(id) => Acceptor::Ipcp(id),
            None if application => Acceptor::Process(number),
            None => {
                self.log_irmd(machine, &format!("irmd(EE): Process {pid} does not respond."));
                return Outcome::failed("").after(10 * crate::MILLI);
            }
        };
        Outcome { status: i32::from(!self.bind(machine, acceptor, name)), ..Outcome::done() }
    }

    fn lives(&self, machine: MachineId, pid: u32) -> bool {
        // The first process of a machine is there, and no application.
        pid == 1 || self.process(Proc { machine, pid }).is_some() || self.ipcp_of_pid(machine, pid).is_some()
    }

    fn ipcp_of_pid(&self, machine: MachineId, pid: u32) -> Option<crate::ident::IpcpId> {
        let irmd = self.machine(machine).irmd.as_ref()?;
        irmd.ipcps.iter().copied().find(|id| self.ipcp(*id).is_some_and(|ipcp| ipcp.pid == pid))
    }

    fn irm_bind_ipcp(&mut self, machine: MachineId, words: &[&str]) -> Outcome {
        let [ipcp, key, name] = words else { return self.usage(usage::BIND_IPCP) };
        if keyword(key, &["name"]).is_none() {
            return Outcome::unknown(key, "irm bind ipcp");
        }
        // The tool finds no IPCP, has nothing to do, and is content: without a daemon, too.
        let mut outcome = Outcome::done();
        for id in self.ipcps_named(machine, ipcp) {
            outcome.status |= i32::from(!self.bind(machine, Acceptor::Ipcp(id), name));
        }
        outcome
    }

    pub(super) fn irm_unbind(&mut self, machine: MachineId, words: &[&str]) -> Outcome {
        let Some((first, rest)) = words.split_first() else { return self.usage(usage::UNBIND) };
        let what = keyword(first, &["program", "process", "ipcp", "help"]);
        let text = match what {
            Some("program") => usage::UNBIND_PROGRAM,
            Some("process") => usage::UNBIND_PROCESS,
            Some("ipcp") => usage::UNBIND_IPCP,
            Some(_) => return Outcome { status: 0, ..self.usage(usage::UNBIND) },
            None => return Outcome::strange(first, "irm unbind help"),
        };
        let (whom, name) = match rest {
            [whom] => (*whom, None),
            [whom, key, name] if keyword(key, &["name"]).is_some() => (*whom, Some(*name)),
            [_, key, _] => return Outcome::unknown(key, &format!("irm unbind {}", what.unwrap_or_default())),
            _ => return self.usage(text),
        };
        if self.irmd(machine).is_none() {
            return Outcome::failed(super::NO_DAEMON);
        }
        let acceptors: Vec<Acceptor> = match what {
            Some("program") => return self.unbind_program(machine, base_name(whom), name),
            Some("process") => whom.parse().ok().map(Acceptor::Process).into_iter().collect(),
            _ => self.ipcps_named(machine, whom).into_iter().map(Acceptor::Ipcp).collect(),
        };
        for acceptor in acceptors {
            let pid = self.acceptor_pid(acceptor);
            if !self.unbind(machine, acceptor, name) {
                let name = name.unwrap_or_default();
                self.log_irmd(machine, &format!("reg(EE): Could not find name {name}."));
                self.log_irmd(machine, &format!("irmd(EE): Failed to unbind {pid} from {name}"));
                return Outcome::failed("");
            }
        }
        Outcome::done()
    }

    fn unbind(&mut self, machine: MachineId, acceptor: Acceptor, name: Option<&str>) -> bool {
        let Some(irmd) = self.irmd(machine) else { return false };
        let Some(name) = name else {
            irmd.forget_acceptor(acceptor);
            return true;
        };
        let Some(entry) = irmd.names.get_mut(name) else { return false };
        entry.bound.retain(|bound| *bound != acceptor);
        true
    }

    fn unbind_program(&mut self, machine: MachineId, program: &str, name: Option<&str>) -> Outcome {
        let Some(irmd) = self.irmd(machine) else { return Outcome::failed("") };
        if let Some(name) = name.filter(|name| !irmd.names.contains_key(*name)) {
            self.log_irmd(machine, &format!("reg(EE): Could not find name {name}."));
            self.log_irmd(machine, &format!("irmd(EE): Failed to unbind {program} from {name}"));
            return Outcome::failed("");
        }
        irmd.programs.retain(|bound| bound.program != program || name.is_some_and(|name| *bound.name != *name));
        Outcome::done()
    }
}
