//! All that a run of this suite could leave behind on a host. Other programs come and go meanwhile: theirs is not counted.

use crate::ground::{Ground, site};
use std::{fs, process::Command as Process};

/// Links, namespaces, mounts, shared memory, files, containers, and processes that this suite's runs could own.
pub fn inventory(ground: &Ground) -> Vec<String> {
    let links = Process::new("ip").args(["-o", "link"]).output().expect("ip");
    let links = String::from_utf8_lossy(&links.stdout).into_owned();
    let mut all: Vec<String> =
        links.lines().filter(|line| could_be_ours(line)).map(|line| named("link", line)).collect();
    let mounts = fs::read_to_string("/proc/self/mounts").expect("mounts");
    let homes: Vec<String> = ground.homes().into_iter().map(|home| home.display().to_string()).collect();
    let ours = |line: &&str| {
        line.starts_with("conga ") || line.contains(&mark()) || homes.iter().any(|home| line.contains(home.as_str()))
    };
    all.extend(mounts.lines().filter(ours).map(|line| named("mount", line)));
    for folder in ["/run/netns", "/dev/shm", "/run", "/tmp"] {
        all.extend(files(folder).into_iter().filter(|name| name.contains(&mark())));
    }
    all.extend(homes.iter().flat_map(|home| files(home)));
    all.extend(marked().into_iter().map(|process| named("process", &process)));
    all.extend(ground.dockerd.iter().flat_map(|dockerd| dockerd.belongings()));
    all.sort();
    all
}

/// What all names of this suite hold.
fn mark() -> String {
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

fn files(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| format!("file {folder}/{}", entry.file_name().to_string_lossy())).collect()
}

/// Processes with this suite's mark in their environment or words.
fn marked() -> Vec<String> {
    let mark = mark();
    let has = |file: String| {
        let bytes = fs::read(file).unwrap_or_default();
        bytes.windows(mark.len()).any(|window| window == mark.as_bytes())
    };
    let entries = fs::read_dir("/proc").expect("/proc").flatten();
    let pids = entries.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let ours = pids.filter(|pid| has(format!("/proc/{pid}/environ")) || has(format!("/proc/{pid}/cmdline")));
    ours.map(|pid| fs::read_to_string(format!("/proc/{pid}/cmdline")).unwrap_or_default().replace('\0', " ")).collect()
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
