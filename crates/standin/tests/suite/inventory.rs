//! All that a run could leave behind on a host.

use crate::ground::Ground;
use std::{fs, process::Command as Process};

/// Links, namespaces, mounts, shared memory, files, containers, and processes that bear a mark of this suite.
pub fn inventory(ground: &Ground) -> Vec<String> {
    let links = Process::new("ip").args(["-o", "link"]).output().expect("ip");
    let mut all: Vec<String> = String::from_utf8_lossy(&links.stdout).lines().map(|line| named("link", line)).collect();
    let mounts = fs::read_to_string("/proc/self/mounts").expect("mounts");
    // Somebody else may make namespaces meanwhile; ours bear this suite's mark.
    let foreign = |name: &str| !name.contains(&mark());
    all.extend(
        mounts.lines().filter(|line| !line.contains("/netns/") || !foreign(line)).map(|line| named("mount", line)),
    );
    for folder in ["/run/netns", "/dev/shm", "/run/ouroboros", "/tmp"] {
        all.extend(files(folder));
    }
    all.extend(marked().into_iter().map(|process| named("process", &process)));
    all.extend(ground.dockerd.iter().flat_map(|dockerd| dockerd.containers()).map(|name| named("container", &name)));
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

fn files(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let ours = |name: &String| match folder {
        "/tmp" => name.starts_with("conga"),
        "/run/netns" => name.contains(&mark()),
        _ => true,
    };
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).filter(ours);
    names.map(|name| format!("file {folder}/{name}")).collect()
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

/// How many processes have just these words.
pub fn n_running(words: &str) -> usize {
    let wanted = words.replace(' ', "\0") + "\0";
    let entries = fs::read_dir("/proc").expect("/proc").flatten();
    entries.filter(|entry| fs::read(entry.path().join("cmdline")).is_ok_and(|line| line == wanted.as_bytes())).count()
}
