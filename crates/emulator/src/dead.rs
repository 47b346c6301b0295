//! IPCPs that died: the daemon does not notice, and goes on listing them until they are destroyed.

use crate::Era;
use crate::ident::{IpcpId, MachineId};
use crate::ipcp::{Ipcp, Kind};
use crate::irm::fits;
use crate::world::World;
use std::sync::Arc;

/// What the daemon knows of an IPCP, alive or not.
#[derive(Clone)]
pub(crate) struct Row {
    pub pid: u32,
    pub name: Arc<str>,
    pub kind: Kind,
    pub layer: Option<Arc<str>>,
}

impl Row {
    pub(crate) fn of(ipcp: &Ipcp) -> Self {
        let layer = ipcp.config().map(|config| config.layer.clone());
        Self { pid: ipcp.pid, name: ipcp.name.clone(), kind: ipcp.kind, layer }
    }

    /// The daemon's line of it.
    pub(crate) fn line(&self, era: Era) -> String {
        let layer = self.layer.as_deref().unwrap_or("Not enrolled.");
        format!("| {:>7} | {:>20} | {:>10} | {layer:>20} |\n", self.pid, self.name, self.kind.word(era))
    }
}

impl World {
    /// An IPCP's process is killed.
    pub(crate) fn ipcp_dies(&mut self, machine: MachineId, id: IpcpId) {
        let Some(row) = self.ipcp(id).map(Row::of) else { return };
        self.remove_ipcp(id);
        if let Some(irmd) = &mut self.machine_mut(machine).irmd {
            irmd.dead.push(row);
        }
    }

    /// The dead IPCP of this name is forgotten; its process.
    pub(crate) fn bury(&mut self, machine: MachineId, name: &str) -> Option<u32> {
        let dead = &mut self.irmd(machine)?.dead;
        let place = dead.iter().position(|row| fits(name, &row.name))?;
        Some(dead.remove(place).pid)
    }

    /// The name of a dead IPCP that is meant, by its name or its layer's.
    pub(crate) fn dead_meant(&mut self, machine: MachineId, ipcps: &[&str], layers: &[&str]) -> Option<Arc<str>> {
        let any = |patterns: &[&str], text: &str| patterns.iter().any(|pattern| fits(pattern, text));
        let meant = |row: &&Row| any(ipcps, &row.name) || row.layer.as_deref().is_some_and(|layer| any(layers, layer));
        self.irmd(machine)?.dead.iter().find(meant).map(|row| row.name.clone())
    }
}
