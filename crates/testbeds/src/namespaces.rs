//! The testbed `namespaces`: a real network of many machines on one, with nothing installed but iproute2 and util-linux.
//!
//! A machine is a network, mount and process namespace: it has interfaces of its own, private `/run`, `/tmp` and
//! `/dev/shm`, and everything in it dies with its first process. Switches stand in a namespace of their own, so that
//! the host's own network is never touched. All are named after the run, which is how [`Testbed::release`] finds them,
//! whoever made them.

mod inside;
mod relays;

use crate::{
    hearing::Ear,
    line_by_line, mark,
    netns::{self, name, wire::Form},
    process::{self, Begun},
    qdisc,
    runs::Runs,
};
use async_trait::async_trait;
use futures::future::try_join_all;
use inside::Inside;
use messages::say;
use relays::Relays;
use rustix::process::{Pid, Signal, geteuid, kill_process};
use std::{collections::HashMap, fs, path::PathBuf, sync::Arc};
use testbed::{Command, Exit, InForce, LARGEST_FILE, Listener, RunTag, Shape, Site, Testbed, TestbedError, Voice};
use tokio::process::Command as Process;

/// What each machine has to itself.
const PRIVATE: [&str; 3] = ["/run", "/tmp", "/dev/shm"];

/// The testbed.
#[derive(Default)]
pub struct Namespaces {
    runs: Runs<Run>,
    /// What wires have to be made of here, which depends on the kernel; none before it was asked.
    form: tokio::sync::OnceCell<Form>,
}

/// What is known of a run while this process lives.
struct Run {
    machines: HashMap<String, Machine>,
    listener: Arc<dyn Listener>,
    relays: Relays,
}

/// A machine's namespaces, entered through its first process.
struct Machine {
    name: String,
    tag: RunTag,
    netns: String,
    first: Pid,
    inside: Inside,
}

impl Machine {
    /// Starts a command inside.
    async fn start(&self, command: &Command) -> Result<Begun, TestbedError> {
        let mut words = command.words();
        let mut process = Process::new(words.next().unwrap_or_default());
        process.args(words).env(mark::RUN, &self.tag.0).env(mark::NODE, &self.name);
        self.inside.start(process).await
    }

    /// `argv`, to be started inside by way of a process: it has input, or its output is bytes.
    fn enter<W: AsRef<str>>(&self, argv: impl IntoIterator<Item = W>) -> Process {
        let mut process = Process::new("nsenter");
        process.env(mark::RUN, &self.tag.0).env(mark::NODE, &self.name);
        process.arg(format!("--net={}/{}", netns::FOLDER, self.netns)).arg("--target").arg(self.first.to_string());
        process.args(["--mount", "--pid", &format!("--wdns={}", inside::HOME), "--"]);
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
        if let Some(why) = missing() {
            return Err(TestbedError::Failed(why));
        }
        self.release(tag).await?;
        let spaces = (0..site.machines.len()).map(|index| format!("netns add {}\n", name::of_machine(tag, index)));
        netns::ip_for(tag, None, &spaces.collect::<String>()).await?;
        netns::connect_as(tag, site, self.form(tag, site).await).await?;
        let machines = site.machines.iter().enumerate().map(|(index, machine)| async move {
            let netns = name::of_machine(tag, index);
            Ok::<_, TestbedError>((machine.name.clone(), boot(tag, &machine.name, netns).await?))
        });
        let machines = try_join_all(machines).await?.into_iter().collect();
        let run = Run { machines, listener: listener.clone(), relays: Relays::of(tag, site) };
        self.runs.keep(tag, run);
        crate::shape_all(self, tag, site, listener.as_ref()).await
    }

    async fn exec(
        &self,
        tag: &RunTag,
        machine: &str,
        command: &Command,
        listener: &dyn Listener,
    ) -> Result<Exit, TestbedError> {
        let run = self.runs.of(tag, machine)?;
        let begun = run.machine(machine)?.start(command).await?;
        if !command.is_daemon() {
            return begun.finish(Ear { machine, listener }).await;
        }
        tokio::spawn(process::hear(begun.let_go(), machine.to_owned(), run.listener.clone()));
        Ok(Exit::begun())
    }

    fn line_by_line(&self, command: &Command) -> Command {
        line_by_line::here(command)
    }

    async fn release(&self, tag: &RunTag) -> Result<(), TestbedError> {
        self.runs.forget(tag);
        // Who was killed may have left programs that would make anew what is freed here.
        let mut done = vec![mark::kill_all(|| mark::processes(&mark::of_run(tag), None)).await];
        let mut dead = Vec::new();
        for netns in netns::marked(tag) {
            match kill_inside(&netns).await {
                Ok(()) => dead.push(netns),
                // By its name it is found again.
                alive => done.push(alive),
            }
        }
        done.push(netns::delete(&dead).await);
        crate::together(done)
    }

    async fn put(&self, tag: &RunTag, machine: &str, path: &str, bytes: &[u8]) -> Result<(), TestbedError> {
        if bytes.len() > LARGEST_FILE {
            return Err(process::too_large());
        }
        let run = self.runs.of(tag, machine)?;
        // Written from inside: links in a machine's folders lead to where they lead there.
        process::feed(&mut run.machine(machine)?.enter(["dd", &format!("of={path}"), "status=none"]), bytes).await
    }

    async fn fetch(&self, tag: &RunTag, machine: &str, path: &str) -> Result<Vec<u8>, TestbedError> {
        let run = self.runs.of(tag, machine)?;
        process::read(&mut run.machine(machine)?.enter(process::reading(path))).await
    }

    async fn shape(
        &self,
        tag: &RunTag,
        machine: &str,
        interface: &str,
        asked: &Shape,
    ) -> Result<InForce, TestbedError> {
        let run = self.runs.of(tag, machine)?;
        let netns = &run.machine(machine)?.netns;
        let in_force = qdisc::shape(interface, asked, |words| netns::run(netns, words)).await?;
        if self.form.get() != Some(&Form::Relayed) {
            return Ok(in_force);
        }
        let (in_force, is_new) = run.relays.complete(machine, interface, (asked, in_force)).await?;
        if is_new {
            let line = format!("{interface}: this machine's kernel has no netem; a relay delays and loses frames here");
            run.listener.heard(machine, Voice::Log, &line);
        }
        Ok(in_force)
    }
}

impl Namespaces {
    /// What wires have to be made of here. The machines' namespaces are there.
    async fn form(&self, tag: &RunTag, site: &Site) -> Form {
        if site.machines.is_empty() {
            return Form::Plain;
        }
        let netns = name::of_machine(tag, 0);
        let ask = || async {
            let has_netem = qdisc::has_netem("lo", |words| netns::run(&netns, words)).await;
            if has_netem { Form::Plain } else { Form::Relayed }
        };
        *self.form.get_or_init(ask).await
    }
}

impl Run {
    fn machine(&self, name: &str) -> Result<&Machine, TestbedError> {
        self.machines.get(name).ok_or_else(|| TestbedError::NoMachine(name.to_owned()))
    }
}

/// Why there can be no namespaces here; none if there can.
pub fn missing() -> Option<String> {
    if !geteuid().is_root() {
        return Some(say!("lacks-root").into());
    }
    let lacks = |program: &&str| crate::program(program).is_none();
    ["ip", "nsenter", "unshare"]
        .iter()
        .find(|program| lacks(program))
        .map(|program| say!("lacks-program", program = program))
}

/// Starts a machine's first process, which reaps what its children leave behind, and goes inside.
async fn boot(tag: &RunTag, name: &str, netns: String) -> Result<Machine, TestbedError> {
    let mut unshare = Process::new("nsenter");
    unshare.env(mark::RUN, &tag.0).arg(format!("--net={}/{netns}", netns::FOLDER));
    unshare.args(["unshare", "--mount", "--propagation", "private", "--pid", "--fork", "--mount-proc"]);
    // A first process that ignores SIGCHLD has its orphans reaped by the kernel.
    unshare.args(["env", "--ignore-signal=CHLD", "sleep", "infinity"]);
    let mut outside = process::start(&mut unshare)?;
    let first = first_process(&mut outside).await?;
    // Waited for in the background, so that no zombie stays when the machine is released.
    tokio::spawn(async move { outside.wait().await });
    let inside = Inside::of(first).await?;
    Ok(Machine { name: name.to_owned(), tag: tag.clone(), netns, first, inside })
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
        if let Some(pid) = child.filter(is_ready).and_then(Pid::from_raw).filter(|pid| inside::is_apart(*pid)) {
            return Ok(pid);
        }
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
    }
}

/// Kills every process of a network namespace and waits until none is left.
async fn kill_inside(netns: &str) -> Result<(), TestbedError> {
    const TRIES: u32 = 1000;
    for _ in 0..TRIES {
        let text = process::read(Process::new("ip").args(["netns", "pids", netns])).await?;
        let text = String::from_utf8_lossy(&text);
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
