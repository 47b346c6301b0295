//! A machine: interfaces, files, processes, and perhaps a daemon.

use crate::irmd::Irmd;
use crate::process::Process;
use crate::tc::Qdisc;
use crate::wire::Egress;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The bytes all files of a machine may hold together.
pub(crate) const DISK: usize = 1 << 20;

/// A network interface, one end of a wire.
pub(crate) struct Interface {
    pub name: Arc<str>,
    /// The wire's place in the site.
    pub wire: u32,
    pub up: bool,
    pub egress: Egress,
    /// What `tc` was told, in order.
    pub qdiscs: Vec<Qdisc>,
}

/// A machine.
pub(crate) struct Machine {
    pub name: Arc<str>,
    pub interfaces: Vec<Interface>,
    pub files: BTreeMap<String, String>,
    pub processes: BTreeMap<u32, Process>,
    pub irmd: Option<Irmd>,
    /// The last process id given out.
    pub last_pid: u32,
}

impl Machine {
    pub(crate) fn new(name: &str) -> Self {
        Self {
            name: name.into(),
            interfaces: Vec::new(),
            files: BTreeMap::new(),
            processes: BTreeMap::new(),
            irmd: None,
            last_pid: 7,
        }
    }

    pub(crate) fn interface(&self, name: &str) -> Option<usize> {
        self.interfaces.iter().position(|interface| *interface.name == *name)
    }

    pub(crate) fn new_pid(&mut self) -> u32 {
        self.last_pid += 1;
        self.last_pid
    }

    /// Adds to a file what still fits on the disk.
    pub(crate) fn write(&mut self, path: &str, text: &str) {
        let used: usize = self.files.values().map(String::len).sum();
        if used + text.len() <= DISK {
            self.files.entry(path.to_owned()).or_default().push_str(text);
        }
    }
}
