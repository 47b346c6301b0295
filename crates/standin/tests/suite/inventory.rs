//! All that a run of this suite could leave behind on a host. Other programs come and go meanwhile: theirs is not counted.

use crate::{
    dockerd::Dockerd,
    ground::{Ground, site},
    sshd::Sshd,
};
use std::{fs, path::PathBuf, process::Command as Process};

/// A host, and how this suite's things are known there.
pub struct Host<'h> {
    /// What their names or environments hold.
    pub marks: &'h [String],
    /// Folders in which all is this suite's.
    pub homes: &'h [PathBuf],
    pub dockerd: Option<&'h Dockerd>,
}

/// All that this suite's runs on a testbed could own.
pub fn inventory(ground: &Ground) -> Vec<String> {
    let host = Host { marks: &[mark()], homes: &ground.homes(), dockerd: ground.dockerd.as_ref() };
    let mut all = host.inventory();
    all.extend(ground.sshd.iter().flat_map(Sshd::belongings));
    all
}

impl Host<'_> {
    /// Links, mounts, sockets, namespaces, shared memory, files, containers, and processes.
    pub fn inventory(&self) -> Vec<String> {
        let links = Process::new("ip").args(["-o", "link"]).output().expect("ip");
        let links = String::from_utf8_lossy(&links.stdout).into_owned();
        let mut all: Vec<String> =
            links.lines().filter(|line| could_be_ours(line)).map(|line| named("link", line)).collect();
        let mounts = fs::read_to_string("/proc/self/mounts").expect("mounts");
        let homes: Vec<String> = self.homes.iter().map(|home| home.display().to_string()).collect();
        let is_ours = |line: &&str| {
            let at_home = homes.iter().any(|home| line.contains(home.as_str()));
            line.starts_with("conga ") || self.is_marked(line.as_bytes()) || at_home
        };
        all.extend(mounts.lines().filter(is_ours).map(|line| named("mount", line)));
        let sockets = fs::read_to_string("/proc/net/unix").expect("sockets");
        let paths = sockets.lines().filter_map(|line| line.split_whitespace().nth(7));
        all.extend(paths.filter(|path| self.is_marked(path.as_bytes())).map(|path| named("socket", path)));
        for folder in ["/run/netns", "/dev/shm", "/run", "/tmp"] {
            all.extend(files(folder).into_iter().filter(|name| self.is_marked(name.as_bytes())));
        }
        all.extend(homes.iter().flat_map(|home| files(home)));
        all.extend(self.processes().into_iter().map(|process| named("process", &process)));
        all.extend(self.dockerd.iter().flat_map(|dockerd| dockerd.belongings()));
        all.sort();
        all
    }

    fn is_marked(&self, text: &[u8]) -> bool {
        self.marks.iter().any(|mark| text.windows(mark.len()).any(|window| window == mark.as_bytes()))
    }

    /// Processes with a mark in their environment or words.
    fn processes(&self) -> Vec<String> {
        let has = |file: String| self.is_marked(&fs::read(file).unwrap_or_default());
        let entries = fs::read_dir("/proc").expect("/proc").flatten();
        let pids = entries.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
        let ours = pids.filter(|pid| has(format!("/proc/{pid}/environ")) || has(format!("/proc/{pid}/cmdline")));
        let words = |pid| fs::read_to_string(format!("/proc/{pid}/cmdline")).unwrap_or_default().replace('\0', " ");
        ours.map(words).collect()
    }
}

/// What all names of this suite hold.
pub fn mark() -> String {
    format!("suite-{}-", std::process::id())
}

fn named(kind: &str, what: &str) -> String {
    format!("{kind} {what}")
}

/// Whether a link of the host bears a name that an end of a wire or a switch could have.
fn could_be_ours(line: &str) -> bool {
    let name = line.split(": ").nth(1).and_then(|name| name.split('@').next()).unwrap_or_default();
    let of_wires = site().wires.iter().any(|wire| wire.ports.iter().any(|port| port.interface == name));
    let of_switches = name.strip_prefix('b').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    of_wires || of_switches
}

pub fn files(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| format!("file {folder}/{}", entry.file_name().to_string_lossy())).collect()
}

/// A `sleep` that no other program has, however many of these suites run at a time. `which` is a digit.
pub fn a_sleep(which: u8) -> String {
    format!("sleep 1{:07}{which}", std::process::id())
}

/// How many processes have just these words.
pub fn n_running(words: &str) -> usize {
    let wanted = words.replace(' ', "\0") + "\0";
    let entries = fs::read_dir("/proc").expect("/proc").flatten();
    entries.filter(|entry| fs::read(entry.path().join("cmdline")).is_ok_and(|line| line == wanted.as_bytes())).count()
}
