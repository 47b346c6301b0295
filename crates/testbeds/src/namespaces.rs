//! The testbed `namespaces`: a real network of many machines on one, with nothing installed but iproute2 and util-linux.
//!
//! A machine is a network, mount and process namespace: it has interfaces of its own, private `/run`, `/tmp` and
//! `/dev/shm`, and everything in it dies with its first process. Switches stand in a namespace of their own, so that
//! the host's own network is never touched. All are named after the run, which is how [`Testbed::release`] finds them,
//! whoever made them.

mod name;
mod wire;

use crate::process::{self, Ear};
use async_trait::async_trait;
use futures::future::try_join_all;
use rustix::process::{Pid, Signal, geteuid, kill_process};
use std::{
    collections::HashMap,
    fs,
    path::PathBuf,
    process::Stdio,
    sync::{Arc, Mutex, PoisonError},
};
use testbed::{Command, Deaf, Exit, Listener, RunTag, Site, Testbed, TestbedError};
use tokio::{io::AsyncWriteExt, process::Command as Process};

/// Where `ip netns` keeps its namespaces.
const NETNS: &str = "/run/netns";

/// What each machine has to itself.
const PRIVATE: [&str; 3] = ["/run", "/tmp", "/dev/shm"];

/// The testbed.
#[derive(Default)]
pub struct Namespaces {
    runs: Mutex<HashMap<RunTag, Arc<Run>>>,
}

/// What is known of a run while this process lives.
struct Run {
    machines: HashMap<String, Machine>,
    listener: Arc<dyn Listener>,
}

/// A machine's namespaces, entered through its first process.
struct Machine {
    netns: String,
    first: Pid,
}

impl Machine {
    /// `argv`, to be started inside.
    fn enter<W: AsRef<str>>(&self, argv: impl IntoIterator<Item = W>) -> Process {
        let mut process = Process::new("nsenter");
        process.arg(format!("--net={NETNS}/{}", self.netns)).arg("--target").arg(self.first.to_string());
        process.args(["--mount", "--pid", "--"]);
        process.args(argv.into_iter().map(|word| word.as_ref().to_owned()));
        process
    }
}

#[async_trait]
impl Testbed for Namespaces {
    fn kind(&self) -> &'static str {
        "namespaces"
    }

    async fn claim(&self, tag: &RunTag, site: &Site, listener: Arc<dyn Listener>) -> Result<(), TestbedError> {
        if !geteuid().is_root() {
            return Err(TestbedError::Failed(
                "namespaces need root (CAP_SYS_ADMIN and CAP_NET_ADMIN); start Conga with sudo, or choose the emulator"
                    .into(),
            ));
        }
        self.release(tag).await?;
        let spaces = (0..site.machines.len()).map(|index| format!("netns add {}\n", name::of_machine(tag, index)));
        let switches = wire::has_switches(site).then(|| format!("netns add {}\n", name::of_switches(tag)));
        ip(None, &spaces.chain(switches).collect::<String>()).await?;
        let (made, up) = wire::batches(tag, site)?;
        for lines in [made, up] {
            try_join_all(lines.iter().map(|(netns, lines)| ip(Some(netns), lines))).await?;
        }
        let machines = site.machines.iter().enumerate().map(|(index, machine)| async move {
            Ok::<_, TestbedError>((machine.name.clone(), boot(name::of_machine(tag, index)).await?))
        });
        let machines = try_join_all(machines).await?.into_iter().collect();
        self.lock().insert(tag.clone(), Arc::new(Run { machines, listener }));
        Ok(())
    }

    async fn exec(
        &self,
        tag: &RunTag,
        machine: &str,
        command: &Command,
        listener: &dyn Listener,
    ) -> Result<Exit, TestbedError> {
        let gone = || TestbedError::NoMachine(machine.to_owned());
        let run = self.lock().get(tag).cloned().ok_or_else(gone)?;
        let mut process = run.machines.get(machine).ok_or_else(gone)?.enter(command.words());
        if !command.is_daemon() {
            return process::run(&mut process, Ear { machine, listener }).await;
        }
        let child = process::start(&mut process)?;
        tokio::spawn(process::hear(child, machine.to_owned(), run.listener.clone()));
        Ok(Exit { status: 0, output: String::new(), took_ms: 0.0 })
    }

    async fn release(&self, tag: &RunTag) -> Result<(), TestbedError> {
        self.lock().remove(tag);
        let ours = marked(tag);
        for netns in &ours {
            kill_all(netns).await?;
        }
        ip(None, &ours.iter().map(|netns| format!("netns del {netns}\n")).collect::<String>()).await
    }
}

impl Namespaces {
    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<RunTag, Arc<Run>>> {
        self.runs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The run's namespaces that are there, by their names alone.
fn marked(tag: &RunTag) -> Vec<String> {
    let prefix = name::prefix(tag);
    let there = fs::read_dir(NETNS).into_iter().flatten().flatten();
    let mut ours: Vec<String> = there
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| name.starts_with(&prefix))
        .collect();
    ours.sort();
    ours
}

/// Starts a machine's first process, which reaps what its children leave behind, and gives it folders of its own.
async fn boot(netns: String) -> Result<Machine, TestbedError> {
    let mut unshare = Process::new("nsenter");
    unshare.arg(format!("--net={NETNS}/{netns}"));
    unshare.args(["unshare", "--mount", "--propagation", "private", "--pid", "--fork", "--mount-proc"]);
    // A first process that ignores SIGCHLD has its orphans reaped by the kernel.
    unshare.args(["env", "--ignore-signal=CHLD", "sleep", "infinity"]);
    let mut outside = process::start(&mut unshare)?;
    let first = first_process(&mut outside).await?;
    // Waited for in the background, so that no zombie stays when the machine is released.
    tokio::spawn(async move { outside.wait().await });
    let machine = Machine { netns, first };
    for folder in PRIVATE {
        let mount = ["mount", "-t", "tmpfs", "-o", "mode=1777", "conga", folder];
        succeed(&mut machine.enter(mount)).await?;
    }
    succeed(&mut machine.enter(["ip", "link", "set", "dev", "lo", "up"])).await?;
    Ok(machine)
}

/// The child that `unshare` forks, once it has become the program it was to become: its namespaces are ready then.
async fn first_process(outside: &mut tokio::process::Child) -> Result<Pid, TestbedError> {
    let id = outside.id().unwrap_or_default();
    let children = PathBuf::from(format!("/proc/{id}/task/{id}/children"));
    loop {
        if let Some(status) = outside.try_wait().ok().flatten() {
            return Err(TestbedError::Failed(format!("`unshare` ended ({status}); it needs root and util-linux 2.38")));
        }
        let child = fs::read_to_string(&children).ok().and_then(|text| text.trim().parse::<i32>().ok());
        let is_ready = |pid: &i32| fs::read(format!("/proc/{pid}/comm")).is_ok_and(|comm| comm == b"sleep\n");
        if let Some(pid) = child.filter(is_ready).and_then(Pid::from_raw) {
            return Ok(pid);
        }
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
    }
}

/// Kills every process of a network namespace and waits until none is left.
async fn kill_all(netns: &str) -> Result<(), TestbedError> {
    const TRIES: u32 = 1000;
    for _ in 0..TRIES {
        let output = Process::new("ip").args(["netns", "pids", netns]).output().await.map_err(no_ip)?;
        let text = String::from_utf8_lossy(&output.stdout);
        let pids: Vec<Pid> = text.split_whitespace().filter_map(|pid| Pid::from_raw(pid.parse().ok()?)).collect();
        if pids.is_empty() {
            return Ok(());
        }
        for pid in pids {
            _ = kill_process(pid, Signal::KILL);
        }
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    }
    Err(TestbedError::Failed(format!("processes of the namespace {netns} do not die; see `ip netns pids {netns}`")))
}

/// Runs lines of `ip` in one process, in a namespace or on the host.
async fn ip(netns: Option<&String>, lines: &str) -> Result<(), TestbedError> {
    if lines.is_empty() {
        return Ok(());
    }
    let mut command = Process::new("ip");
    if let Some(netns) = netns {
        command.args(["-n", netns]);
    }
    command.args(["-batch", "-"]).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(no_ip)?;
    if let Some(mut input) = child.stdin.take() {
        // A broken pipe here is told better by what `ip` says itself.
        _ = input.write_all(lines.as_bytes()).await;
    }
    let output = child.wait_with_output().await.map_err(no_ip)?;
    if output.status.success() {
        return Ok(());
    }
    Err(TestbedError::Failed(format!("`ip` failed: {}", String::from_utf8_lossy(&output.stderr).trim())))
}

fn no_ip(error: std::io::Error) -> TestbedError {
    TestbedError::Failed(format!("cannot start `ip`: {error}; install iproute2"))
}

async fn succeed(process: &mut Process) -> Result<(), TestbedError> {
    let exit = process::run(process, Ear { machine: "", listener: &Deaf }).await?;
    if exit.status == 0 {
        return Ok(());
    }
    let program: Vec<_> = process.as_std().get_args().map(|word| word.to_string_lossy().into_owned()).collect();
    Err(TestbedError::Failed(format!("`nsenter {}` failed: {}", program.join(" "), exit.output.trim())))
}
