//! The run's folder: where its processes work, and what it did to a daemon that is not its own, written before it is done.

use std::{
    collections::HashSet,
    fs, io,
    io::Write,
    os::unix::fs::{DirBuilderExt, MetadataExt},
    path::{Path, PathBuf},
};
use testbed::{Command, TestbedError};

/// What stood in the daemon's list before us.
const BEFORE: &str = ".conga-before";

/// What we made, one `irm` kind and name a line.
const MADE: &str = ".conga-made";

/// There: the daemon is ours.
const OURS: &str = ".conga-ours";

/// The run's folder.
pub struct Ledger {
    folder: PathBuf,
}

impl Ledger {
    pub fn of(folder: PathBuf) -> Self {
        Self { folder }
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Makes the folder.
    ///
    /// Errors: it cannot be made, or is somebody else's.
    pub fn open(&self) -> Result<(), TestbedError> {
        match fs::DirBuilder::new().mode(0o700).create(&self.folder) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(self.failed("made", &error)),
            _ => {}
        }
        let there = fs::symlink_metadata(&self.folder).map_err(|error| self.failed("read", &error))?;
        if there.is_dir() && there.uid() == rustix::process::geteuid().as_raw() {
            return Ok(());
        }
        Err(TestbedError::Failed(format!("{} is somebody else's; remove it", self.folder.display())))
    }

    /// Removes the folder. Gone is as good as removed.
    pub fn close(&self) -> Result<(), TestbedError> {
        match fs::remove_dir_all(&self.folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(self.failed("removed", &error)),
            _ => Ok(()),
        }
    }

    /// The daemon will be started by us.
    pub fn is_ours(&self) -> Result<(), TestbedError> {
        fs::write(self.folder.join(OURS), "").map_err(|error| self.failed("written to", &error))
    }

    /// The daemon was, or was to be, started by us.
    pub fn was_ours(&self) -> bool {
        self.folder.join(OURS).exists()
    }

    /// The daemon was here before us, and this is what it had.
    pub fn is_shared(&self, list: &str) -> Result<(), TestbedError> {
        fs::write(self.folder.join(BEFORE), list).map_err(|error| self.failed("written to", &error))
    }

    /// Notes what a command is about to make in a daemon that is not ours.
    pub fn note(&self, command: &Command) -> Result<(), TestbedError> {
        let (Some(name), true) = (made(command), self.folder.join(BEFORE).exists()) else { return Ok(()) };
        let file = fs::OpenOptions::new().create(true).append(true).open(self.folder.join(MADE));
        let noted = file.and_then(|mut file| writeln!(file, "{name}"));
        noted.map_err(|error| self.failed("written to", &error))
    }

    /// The IPCPs we made in a daemon that is not ours, the last first; never one that was there before.
    pub fn to_withdraw(&self) -> Vec<String> {
        let read = |name| fs::read_to_string(self.folder.join(name)).unwrap_or_default();
        let (before, made) = (read(BEFORE), read(MADE));
        let before: HashSet<&str> = before.split([' ', '|', '\n']).collect();
        let mut seen = HashSet::new();
        made.lines().rev().filter(|name| !before.contains(name) && seen.insert(*name)).map(str::to_owned).collect()
    }

    fn failed(&self, what: &str, error: &io::Error) -> TestbedError {
        TestbedError::Failed(format!("the run's folder {} cannot be {what}: {error}", self.folder.display()))
    }
}

/// The name of the IPCP that `irm ipcp create` or `bootstrap` makes.
fn made(command: &Command) -> Option<String> {
    let words: Vec<&str> = command.words().collect();
    match words.as_slice() {
        ["irm", ipcp, verb, "n" | "name", name, ..]
            if "ipcp".starts_with(ipcp) && ("create".starts_with(verb) || "bootstrap".starts_with(verb)) =>
        {
            (!name.contains('\n')).then(|| (*name).to_owned())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_withdrawn_is_what_we_made_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let ledger = Ledger::of(folder.path().to_owned());
        ledger.note(&Command::of("irm i b n early type local layer e")).expect("noted");
        assert!(ledger.to_withdraw().is_empty(), "a daemon of ours ends with all it has");
        ledger.is_shared("|   101 | other | local |").expect("noted");
        for line in ["irm i b n e1.a type local layer e1", "irm ipcp create name n1.a type unicast", "irm i c n other"]
        {
            ledger.note(&Command::of(line)).expect("noted");
        }
        ledger.note(&Command::of("irm n r e1.a ipcp n1.a")).expect("nothing to note");
        assert_eq!(ledger.to_withdraw(), ["n1.a", "e1.a"]);
    }

    #[test]
    fn a_folder_that_is_a_link_is_not_ours() {
        let base = tempfile::tempdir().expect("a folder");
        let link = base.path().join("conga-x");
        std::os::unix::fs::symlink("/etc", &link).expect("linked");
        let error = Ledger::of(link).open().expect_err("not a folder of ours");
        assert!(error.to_string().contains("somebody else's"));
    }
}
