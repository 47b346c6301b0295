//! The host's one daemon: started and waited for until it answers, or found running and left running.

use super::{Run, briefly, ledger::Ledger};
use crate::{hearing::Ear, mark, process};
use rustix::process::{Pid, Signal, geteuid, kill_process};
use std::{fs, path::Path, time::Duration};
use testbed::{Command, Exit, RunTag, TestbedError, Voice};
use tokio::process::{Child, Command as Process};

/// How long a daemon may take to end by itself.
const PATIENCE: Duration = Duration::from_secs(3);

/// The longest wait before a daemon that starts is asked again whether it answers.
const LONGEST_WAIT: Duration = Duration::from_millis(10);

/// Makes sure that the daemon answers: one that runs already is used.
pub async fn start(run: &Run, machine: &str, command: &Command) -> Result<Exit, TestbedError> {
    let _alone = run.daemon.lock().await;
    let began = std::time::Instant::now();
    // To ask one that is not there takes a process.
    if !is_any_here() || list(run).await.is_none() {
        launch(run, machine, command).await?;
    } else if !run.ledger.was_ours() {
        run.ledger.is_shared(&list(run).await.unwrap_or_default())?;
        let line = "irmd runs here already: it is used, and left running with all that is not of this run";
        run.listener.heard(machine, Voice::Log, line);
    }
    Ok(Exit { status: 0, output: String::new(), took_ms: began.elapsed().as_secs_f64() * 1000.0 })
}

async fn launch(run: &Run, machine: &str, command: &Command) -> Result<(), TestbedError> {
    let mut process = run.enter(machine, rooted(command).await?.iter().map(String::as_str));
    run.ledger.is_ours()?;
    let mut child = process::start(&mut process)?;
    answered(run, &mut child).await?;
    tokio::spawn(process::hear(child, machine.to_owned(), run.listener.clone()));
    Ok(())
}

/// Waits until the daemon answers, which it does or dies.
async fn answered(run: &Run, child: &mut Child) -> Result<(), TestbedError> {
    let mut wait = Duration::from_millis(1);
    while list(run).await.is_none() {
        if child.try_wait().ok().flatten().is_some() {
            let (mut out, mut err) = (Vec::new(), Vec::new());
            tokio::join!(
                process::gather(child.stdout.take(), &mut out),
                process::gather(child.stderr.take(), &mut err)
            );
            let said = String::from_utf8_lossy(if err.is_empty() { &out } else { &err }).trim().to_owned();
            return Err(TestbedError::Failed(format!("irmd ended before it answered: {said}")));
        }
        tokio::time::sleep(wait).await;
        wait = (2 * wait).min(LONGEST_WAIT);
    }
    Ok(())
}

/// What the daemon has; none if it does not answer.
async fn list(run: &Run) -> Option<String> {
    let mut ask = run.enter("", ["irm", "ipcp", "list"]);
    let answer = tokio::time::timeout(Duration::from_secs(1), process::read(&mut ask)).await;
    String::from_utf8(answer.ok()?.ok()?).ok()
}

/// The command with the rights it needs.
async fn rooted(command: &Command) -> Result<Vec<String>, TestbedError> {
    let words = command.words().map(str::to_owned);
    if geteuid().is_root() || crate::program("irmd").is_none() {
        return Ok(words.collect());
    }
    if !briefly(Process::new("sudo").args(["-n", "-l", "irmd"])).await {
        return Err(TestbedError::Failed(allow()));
    }
    // `timeout` stands by with our mark in its environment, which nobody can read of a program of root's.
    Ok(["timeout", "0", "sudo", "-n"].into_iter().map(str::to_owned).chain(words).collect())
}

/// What to allow.
fn allow() -> String {
    let path = |name: &str| crate::program(name).map_or_else(|| name.to_owned(), |path| path.display().to_string());
    let user = std::env::var("USER").unwrap_or_else(|_| geteuid().as_raw().to_string());
    let (irmd, kill) = (path("irmd"), path("kill"));
    format!(
        "irmd needs root, and `sudo -n` may not start it; either start irmd yourself, or allow it: put the line \
         `{user} ALL=(root) NOPASSWD: {irmd}, {kill}` into /etc/sudoers.d/conga"
    )
}

/// `killall NAME`, among the processes of this run only.
pub async fn kill_named(run: &Run, command: &Command, ear: Ear<'_>) -> Result<Exit, TestbedError> {
    let words: Vec<&str> = command.words().skip(1).collect();
    let kills = words.iter().any(|word| matches!(*word, "-9" | "-KILL" | "-SIGKILL"));
    let ours = mark::processes(&mark::of_run(&run.tag), Some(run.ledger.folder()));
    let mut output = String::new();
    for name in words.iter().filter(|word| !word.starts_with('-')) {
        let named: Vec<Pid> = ours.iter().copied().filter(|pid| comm(*pid).as_deref() == Some(*name)).collect();
        if named.is_empty() {
            let line = format!("{name}: no process of this run");
            ear.listener.heard(ear.machine, Voice::Err, &line);
            output += &(line + "\n");
        }
        for pid in named {
            signal(pid, if kills { Signal::KILL } else { Signal::TERM }).await;
        }
    }
    Ok(Exit { status: 0, output, took_ms: 0.0 })
}

/// Ends calls of the daemon that outlived who made them: they would make anew what is taken away.
///
/// Errors: what does not die.
pub async fn hush(tag: &RunTag) -> Result<(), TestbedError> {
    let is_call = |pid: &Pid| comm(*pid).as_deref() == Some("irm");
    let calls = || mark::processes(&mark::of_run(tag), None).into_iter().filter(is_call).collect();
    mark::kill_all(calls).await
}

/// Takes our IPCPs out of a daemon that was here before us. Gone is as good as taken out.
pub async fn withdraw(ledger: &Ledger) {
    for name in ledger.to_withdraw() {
        briefly(Process::new("irm").args(["ipcp", "destroy", "name", &name])).await;
    }
}

/// Ends all processes of the run: the daemon is first asked to, so that it takes away what it made.
///
/// Errors: what does not die.
pub async fn end(tag: &RunTag, ledger: &Ledger) -> Result<(), TestbedError> {
    let ours = || mark::processes(&mark::of_run(tag), Some(ledger.folder()));
    let daemons = ours().into_iter().filter(|pid| comm(*pid).as_deref() == Some("irmd"));
    let daemons: Vec<Pid> = daemons.collect();
    for pid in &daemons {
        signal(*pid, Signal::TERM).await;
    }
    let gone = async {
        while daemons.iter().any(|pid| comm(*pid).as_deref() == Some("irmd")) {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    };
    _ = tokio::time::timeout(PATIENCE, gone).await;
    if !geteuid().is_root() {
        for pid in ours() {
            signal(pid, Signal::KILL).await;
        }
    }
    mark::kill_all(ours).await?;
    if ledger.was_ours() && geteuid().is_root() {
        sweep().await;
    }
    Ok(())
}

/// Takes away what a daemon of ours left that was killed outright, if no other runs.
async fn sweep() {
    if is_any_here() {
        return;
    }
    let mounts = fs::read_to_string("/proc/self/mounts").unwrap_or_default();
    let targets = mounts.lines().filter_map(|line| line.split(' ').nth(1));
    for target in targets.filter(|target| *target == "/tmp/ouroboros" || target.starts_with("/tmp/ouroboros/")) {
        briefly(Process::new("umount").args(["-l", "--", target])).await;
    }
    for (folder, begins) in [("/dev/shm", "ouroboros."), ("/run/ouroboros", "")] {
        for entry in fs::read_dir(Path::new(folder)).into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().starts_with(begins) {
                // What cannot be removed harms the next daemon less than a run that never ends.
                _ = fs::remove_file(entry.path());
            }
        }
    }
    _ = fs::remove_dir("/run/ouroboros");
    _ = fs::remove_dir_all("/tmp/ouroboros");
}

/// Whether any daemon runs here, whoever started it.
fn is_any_here() -> bool {
    let all = fs::read_dir("/proc").into_iter().flatten().flatten();
    let mut pids = all.filter_map(|entry| Pid::from_raw(entry.file_name().to_str()?.parse().ok()?));
    pids.any(|pid| comm(pid).as_deref() == Some("irmd"))
}

/// A process's name; none if it is gone, or only waits for its parent to look.
fn comm(pid: Pid) -> Option<String> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let (name, rest) = stat.split_once('(')?.1.rsplit_once(')')?;
    (!rest.trim_start().starts_with('Z')).then(|| name.to_owned())
}

/// Signals a process, with root's rights if ours do not do.
async fn signal(pid: Pid, signal: Signal) {
    if kill_process(pid, signal) == Err(rustix::io::Errno::PERM) {
        briefly(Process::new("sudo").args(["-n", "kill", &format!("-{}", signal.as_raw()), &pid.to_string()])).await;
    }
}
