//! Services: names bound to programs and registered in layers.

use super::{SetUp, dialect::Dialect, irm};
use model::{Balance, Design, IpcpName, ServiceName};
use testbed::Command;

/// What the services ask for that cannot be said.
pub(super) fn faults(design: &Design, dialect: Dialect) -> Vec<String> {
    let mut faults = Vec::new();
    for (id, service) in design.draft().services() {
        let name = design.service_name(id);
        if service.balance == Balance::RoundRobin && dialect == Dialect::Rumba {
            faults
                .push(format!("service `{name}`: dialect `rumba` has no round-robin; take `spill` or another dialect"));
        }
        if service.program.starts_with('-') || service.program.chars().any(|c| c.is_control() || c == ' ') {
            faults.push(format!("service `{name}`: `{}` is no program; give its name or path", service.program));
        }
        if service.args.iter().any(|arg| arg.contains('\0')) {
            faults
                .push(format!("service `{name}`: an argument holds a character that no argument can hold; remove it"));
        }
    }
    faults
}

/// A process goes by the last part of its path.
fn process(program: &str) -> &str {
    program.rsplit('/').next().unwrap_or(program)
}

impl SetUp<'_> {
    /// On a node that serves: balance, bind, register, start. On a client: the name.
    pub(super) fn serve(&self, name: &ServiceName, ipcps: &[IpcpName]) -> Vec<Command> {
        let Some(service) = self.services.get(name) else { return Vec::new() };
        let name = name.as_str();
        if ipcps.is_empty() {
            let is_needed = self.names_destinations();
            return is_needed.then(|| Command::new(["irm", "n", "c", name])).into_iter().collect();
        }
        let mut calls = Vec::new();
        match service.balance {
            Balance::RoundRobin => calls.push(Command::new(["irm", "n", "c", name, "lb", "round-robin"])),
            // Whatever makes a name while registering or binding it makes it so.
            Balance::Spill => {}
        }
        if !service.program.is_empty() {
            calls.push(Command::new(["irm", "b", "prog", &service.program, "name", name]));
        }
        calls.extend(irm::register(self.dialect.register_words(), name, ipcps));
        if !service.program.is_empty() {
            let words = std::iter::once(&service.program).chain(&service.args);
            calls.push(Command::new(words).into_daemon());
        }
        calls
    }

    pub(super) fn unserve(&self, name: &ServiceName, ipcps: &[IpcpName]) -> Vec<Command> {
        let Some(service) = self.services.get(name) else { return Vec::new() };
        let mut calls = Vec::new();
        if !service.program.is_empty() && !ipcps.is_empty() {
            calls.push(Command::new(["killall", "-15", process(&service.program)]));
        }
        calls.extend(irm::register(self.dialect.unregister_words(), name.as_str(), ipcps));
        if !service.program.is_empty() && !ipcps.is_empty() {
            calls.push(Command::new(["irm", "unbind", "prog", &service.program, "name", name.as_str()]));
        }
        if self.dialect != Dialect::Rumba && (!ipcps.is_empty() || self.names_destinations()) {
            calls.push(Command::new(["irm", "n", "d", name.as_str()]));
        }
        calls
    }
}
