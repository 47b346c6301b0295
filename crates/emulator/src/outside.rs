//! What is done to a machine from outside, without a command: files in and out, shaping.

use crate::ident::MachineId;
use crate::machine::DISK;
use crate::world::World;
use testbed::Shape;

impl World {
    /// Writes a file. False if it does not fit; none if there is no such machine.
    pub(crate) fn put_file(&mut self, machine: &str, path: &str, text: &str) -> Option<bool> {
        let files = &mut self.machine_named(machine)?.files;
        let used: usize = files.iter().filter(|(other, _)| *other != path).map(|(_, file)| file.len()).sum();
        let fits = used + text.len() <= DISK;
        if fits {
            files.insert(path.to_owned(), text.to_owned());
        }
        Some(fits)
    }

    /// A file, if it is there; none if there is no such machine.
    pub(crate) fn file(&mut self, machine: &str, path: &str) -> Option<Option<String>> {
        Some(self.machine_named(machine)?.files.get(path).cloned())
    }

    /// Shapes what an interface sends, in place of all it was told. False if there is no such interface; none if there
    /// is no such machine.
    pub(crate) fn shape(&mut self, machine: &str, interface: &str, asked: &Shape) -> Option<bool> {
        let machine = self.machine_named(machine)?;
        let Some(at) = machine.interface(interface) else { return Some(false) };
        let interface = &mut machine.interfaces[at];
        interface.up = !asked.is_cut;
        interface.qdiscs = crate::tc::qdiscs_of(asked);
        interface.egress.limit = crate::tc::LIMIT;
        interface.egress.reshape(asked.clone());
        self.watch();
        Some(true)
    }

    fn machine_named(&mut self, name: &str) -> Option<&mut crate::machine::Machine> {
        let at = self.machines.iter().position(|machine| *machine.name == *name)?;
        Some(self.machine_mut(MachineId(at as u32)))
    }
}
