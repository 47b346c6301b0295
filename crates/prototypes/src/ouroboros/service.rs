//! Services: names bound to programs and registered in layers.

use super::{SetUp, dialect::Dialect, irm};
use messages::say;
use model::{Balance, Design, IpcpName, ServiceName};
use testbed::Sheet;

/// What the services ask for that cannot be said.
pub(super) fn faults(design: &Design, dialect: Dialect) -> Vec<String> {
    let mut faults = Vec::new();
    for (id, service) in design.draft().services() {
        let name = design.service_name(id);
        if service.balance == Balance::RoundRobin && dialect == Dialect::Rumba {
            faults.push(say!("no-round-robin", service = name));
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
    pub(super) fn serve(&self, name: &ServiceName, ipcps: &[IpcpName], sheet: &mut Sheet) {
        let Some(service) = self.services.get(name) else { return };
        let name = name.as_str();
        if ipcps.is_empty() {
            return self.make_known(name, sheet);
        }
        // Whatever makes a name while binding or registering it makes it spill.
        if service.balance == Balance::RoundRobin {
            sheet.write(["irm", "n", "c", name, "lb", "round-robin"]);
        }
        if !service.program.is_empty() {
            sheet.write(["irm", "b", "prog", &service.program, "name", name]);
        }
        irm::register(self.dialect.register_form(), name, ipcps, sheet);
        if !service.program.is_empty() {
            sheet.write_daemon(std::iter::once(&service.program).chain(&service.args));
        }
    }

    pub(super) fn unserve(&self, name: &ServiceName, ipcps: &[IpcpName], sheet: &mut Sheet) {
        let Some(service) = self.services.get(name) else { return };
        let is_program = !service.program.is_empty() && !ipcps.is_empty();
        if is_program {
            sheet.write(["killall", "-15", process(&service.program)]);
        }
        irm::register(self.dialect.unregister_form(), name.as_str(), ipcps, sheet);
        if is_program {
            sheet.write(["irm", "unbind", "prog", &service.program, "name", name.as_str()]);
        }
        if self.dialect != Dialect::Rumba {
            sheet.write(["irm", "n", "d", name.as_str()]);
        }
    }
}
