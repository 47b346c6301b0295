//! The mark on processes: two variables in their environment, by which anybody finds them again.
//!
//! A daemon may start its children with an empty environment; these are known by their parent, or by the folder they
//! were left in.

use rustix::process::{Pid, Signal, getpid, kill_process};
use std::{
    collections::{HashMap, HashSet},
    fs,
    path::Path,
    time::Duration,
};
use testbed::{RunTag, TestbedError};

/// The variable that holds the run's tag.
pub const RUN: &str = "CONGA_RUN";

/// The variable that holds the machine's name.
pub const NODE: &str = "CONGA_NODE";

/// The variable that tells one command from another.
pub const CALL: &str = "CONGA_CALL";

/// The run's mark, as it stands in an environment.
pub fn of_run(tag: &RunTag) -> String {
    format!("{RUN}={}", tag.0)
}

/// The processes that bear `mark`, those left with an empty environment in `folder`, and all their descendants.
///
/// Never this process, nor what it descends from.
pub fn processes(mark: &str, folder: Option<&Path>) -> Vec<Pid> {
    let all: Vec<(i32, i32)> = pids().filter_map(|pid| Some((pid, parent(pid)?))).collect();
    let parents: HashMap<i32, i32> = all.iter().copied().collect();
    let mut spared: HashSet<i32> = HashSet::from([0, 1]);
    let mut above = getpid().as_raw_nonzero().get();
    while spared.insert(above) {
        above = parents.get(&above).copied().unwrap_or_default();
    }
    let mut ours: HashSet<i32> = all.iter().map(|(pid, _)| *pid).filter(|pid| bears(*pid, mark, folder)).collect();
    ours.retain(|pid| !spared.contains(pid));
    // A child may be listed before its parent: pids start again from the beginning.
    loop {
        let more: Vec<i32> = all
            .iter()
            .filter(|(pid, parent)| ours.contains(parent) && !ours.contains(pid) && !spared.contains(pid))
            .map(|(pid, _)| *pid)
            .collect();
        if more.is_empty() {
            break;
        }
        ours.extend(more);
    }
    let mut ours: Vec<i32> = ours.into_iter().collect();
    ours.sort_unstable();
    ours.into_iter().filter_map(Pid::from_raw).collect()
}

/// Kills what `find` finds until it finds nothing.
///
/// Errors: what does not die, or may not be killed.
pub async fn kill_all(find: impl Fn() -> Vec<Pid>) -> Result<(), TestbedError> {
    const TRIES: u32 = 1000;
    let mut left = Vec::new();
    for _ in 0..TRIES {
        left = find();
        left.retain(|pid| !is_over(*pid));
        if left.is_empty() {
            return Ok(());
        }
        for pid in &left {
            // One that is gone by now is as good as killed; one that may not be killed is found again.
            _ = kill_process(*pid, Signal::KILL);
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    let left: Vec<String> = left.iter().map(Pid::to_string).collect();
    let left = left.join(" ");
    Err(TestbedError::Failed(format!("processes {left} do not die; end them by hand: `sudo kill -9 {left}`")))
}

fn pids() -> impl Iterator<Item = i32> {
    fs::read_dir("/proc").into_iter().flatten().flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok())
}

fn bears(pid: i32, mark: &str, folder: Option<&Path>) -> bool {
    let Ok(environment) = fs::read(format!("/proc/{pid}/environ")) else { return false };
    if environment.is_empty() {
        return folder.is_some_and(|folder| fs::read_link(format!("/proc/{pid}/cwd")).is_ok_and(|cwd| cwd == folder));
    }
    environment.split(|byte| *byte == 0).any(|variable| variable == mark.as_bytes())
}

/// The fields of `/proc/PID/stat` after the program's name, which may itself hold blanks and brackets.
fn stat(pid: i32) -> Option<(char, i32)> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace();
    Some((fields.next()?.chars().next()?, fields.next()?.parse().ok()?))
}

fn parent(pid: i32) -> Option<i32> {
    stat(pid).map(|(_, parent)| parent)
}

/// Gone, or a zombie that waits for its parent to look.
fn is_over(pid: Pid) -> bool {
    stat(pid.as_raw_nonzero().get()).is_none_or(|(state, _)| state == 'Z')
}
