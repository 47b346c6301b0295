//! The testbed `ssh`: a host a machine, reached by OpenSSH over one connection each.
//!
//! The hosts are the administrator's. What a run starts there bears the run's mark in its environment and works in the
//! run's own folder, by which [`Testbed::release`] finds it, whoever started it. No command is composed: every word is
//! quoted for the one shell that SSH puts between, and the only scripts are the constants below.

mod connection;
mod files;
mod interfaces;
mod master;
mod series;

use crate::{SshSettings, called, hearing::Ear, line_by_line, process, qdisc, runs::Runs};
use async_trait::async_trait;
use connection::Connection;
use futures::future::{join_all, try_join_all};
use messages::say;
use std::{collections::HashMap, fs, path::PathBuf, sync::Arc, time::Duration};
use testbed::{
    Batch, Chorus, Command, Deaf, Exit, InForce, LARGEST_FILE, Listener, RunTag, Shape, Site, Testbed, TestbedError,
};

/// The testbed.
pub struct Ssh {
    settings: SshSettings,
    runs: Runs<Run>,
}

/// What is known of a run while this process lives.
struct Run {
    machines: HashMap<String, Machine>,
    listener: Arc<dyn Listener>,
}

/// A machine's host.
struct Machine {
    /// Its place in the settings.
    host: usize,
    connection: Connection,
    /// What is called what there: the experiment's interfaces, and the host's.
    interfaces: HashMap<String, String>,
}

impl Ssh {
    /// The testbed, as the administrator set it up.
    pub fn new(settings: SshSettings) -> Self {
        Self { settings, runs: Runs::default() }
    }

    /// Cleans a host: over the connection there is, or a new one where that does not carry any more.
    async fn clean(&self, tag: &RunTag, host: usize, connection: Option<Connection>) -> Result<(), TestbedError> {
        if let Some(connection) = connection
            && connection.clean().await.is_ok()
        {
            return Ok(());
        }
        Connection::open(&self.settings, host, tag, "").await?.clean().await
    }

    /// The host of each machine: the one of its name, else the next that is free.
    fn assign(&self, tag: &RunTag, site: &Site) -> Result<Vec<usize>, TestbedError> {
        let hosts = &self.settings.hosts;
        let runs = self.runs.lock();
        let others = runs.iter().filter(|(other, _)| *other != tag).flat_map(|(_, run)| run.machines.values());
        let mut taken: Vec<bool> = vec![false; hosts.len()];
        others.for_each(|machine| taken[machine.host] = true);
        let mut assigned: Vec<Option<usize>> = Vec::new();
        for machine in &site.machines {
            let namesake = hosts.iter().position(|host| host.name == machine.name).filter(|host| !taken[*host]);
            assigned.push(namesake.inspect(|host| taken[*host] = true));
        }
        let n_machines = site.machines.len();
        let next = |host: Option<usize>| {
            let found = host.or_else(|| taken.iter().position(|taken| !taken));
            let host = found.ok_or_else(|| {
                let n_hosts = hosts.len();
                TestbedError::Failed(format!("{n_machines} nodes need as many free hosts; {n_hosts} are set up in all"))
            })?;
            taken[host] = true;
            Ok(host)
        };
        assigned.into_iter().map(next).collect()
    }
}

#[async_trait]
impl Testbed for Ssh {
    fn kind(&self) -> &'static str {
        "ssh"
    }

    async fn claim(&self, tag: &RunTag, site: &Site, listener: Arc<dyn Listener>) -> Result<(), TestbedError> {
        if let Some(why) = missing(&self.settings) {
            return Err(TestbedError::Failed(why));
        }
        let hosts = self.assign(tag, site)?;
        let clean = site.machines.iter().zip(&hosts).map(|(machine, host)| async move {
            let connection = Connection::open(&self.settings, *host, tag, &machine.name).await?;
            connection.clean().await.map(|()| connection)
        });
        // All are clean before any is used: two names may be one host.
        let connections = try_join_all(clean).await?;
        let machines =
            site.machines.iter().zip(hosts).zip(connections).map(|((machine, host), connection)| async move {
                let list = connection.prepare().await?;
                let interfaces = interfaces::find(&self.settings.hosts[host], site, &machine.name, &list)?;
                Ok::<_, TestbedError>((machine.name.clone(), Machine { host, connection, interfaces }))
            });
        let machines = try_join_all(machines).await?.into_iter().collect();
        self.runs.keep(tag, Run { machines, listener: listener.clone() });
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
        let host = run.machine(machine)?;
        let words = called::said_there(command, &host.interfaces);
        if !command.is_daemon() {
            return host.connection.run(&words, Ear { machine, listener }).await;
        }
        host.connection.leave_running(&words, machine, run.listener.clone()).await?;
        Ok(Exit::begun())
    }

    fn batch(&self) -> Option<&dyn Batch> {
        Some(self)
    }

    fn line_by_line(&self, command: &Command) -> Command {
        line_by_line::there(command)
    }

    async fn release(&self, tag: &RunTag) -> Result<(), TestbedError> {
        let run = self.runs.forget(tag);
        // Whose hosts they were is forgotten with the process: then all are asked.
        let mut hosts: Vec<(usize, Option<Connection>)> = match &run {
            Some(run) => {
                run.machines.values().map(|machine| (machine.host, Some(machine.connection.clone()))).collect()
            }
            None => (0..self.settings.hosts.len()).map(|host| (host, None)).collect(),
        };
        hosts.sort_unstable_by_key(|(host, _)| *host);
        drop(run);
        let cleaned = join_all(hosts.into_iter().map(|(host, connection)| async move {
            let clean = self.clean(tag, host, connection);
            let name = &self.settings.hosts[host].name;
            let late = || TestbedError::Failed(format!("{name} does not answer; what runs there is still there"));
            let patience = Duration::from_secs(self.settings.patience_s.into()) * 3;
            tokio::time::timeout(patience, clean).await.unwrap_or_else(|_| Err(late()))
        }));
        let left: Vec<String> =
            cleaned.await.into_iter().filter_map(|cleaned| cleaned.err()).map(|error| error.to_string()).collect();
        master::close_all(&self.settings, tag).await;
        match left.is_empty() {
            true => Ok(()),
            false => Err(TestbedError::Failed(format!("pending: {}", left.join("; ")))),
        }
    }

    async fn put(&self, tag: &RunTag, machine: &str, path: &str, bytes: &[u8]) -> Result<(), TestbedError> {
        if bytes.len() > LARGEST_FILE {
            return Err(process::too_large());
        }
        self.runs.of(tag, machine)?.machine(machine)?.connection.put(path, bytes).await
    }

    async fn fetch(&self, tag: &RunTag, machine: &str, path: &str) -> Result<Vec<u8>, TestbedError> {
        self.runs.of(tag, machine)?.machine(machine)?.connection.fetch(path).await
    }

    async fn shape(
        &self,
        tag: &RunTag,
        machine: &str,
        interface: &str,
        asked: &Shape,
    ) -> Result<InForce, TestbedError> {
        let run = self.runs.of(tag, machine)?;
        let host = run.machine(machine)?;
        let none = || TestbedError::Failed(format!("{machine} has no interface `{interface}`"));
        let interface = host.interfaces.get(interface).ok_or_else(none)?;
        host.connection.note_shaped(interface).await?;
        let run =
            |words: Vec<String>| async move { host.connection.run(&words, Ear { machine, listener: &Deaf }).await };
        qdisc::shape(interface, asked, run).await
    }
}

#[async_trait]
impl Batch for Ssh {
    async fn exec_all(
        &self,
        tag: &RunTag,
        machine: &str,
        commands: &[Command],
        chorus: &dyn Chorus,
    ) -> Result<(), TestbedError> {
        let run = self.runs.of(tag, machine)?;
        let host = run.machine(machine)?;
        let said: Vec<_> = commands.iter().map(|command| called::said_there(command, &host.interfaces)).collect();
        host.connection.run_all(&said, chorus).await
    }
}

impl Run {
    fn machine(&self, name: &str) -> Result<&Machine, TestbedError> {
        self.machines.get(name).ok_or_else(|| TestbedError::NoMachine(name.to_owned()))
    }
}

/// Why no host can be reached now; none if it seems that they can.
pub fn missing(settings: &SshSettings) -> Option<String> {
    if crate::program("ssh").is_none() {
        return Some(say!("lacks-ssh").into());
    }
    if settings.hosts.is_empty() {
        return Some(say!("lacks-hosts").into());
    }
    let unread = |path: &PathBuf| {
        let error = fs::File::open(path).err()?;
        Some(say!("lacks-file", file = path.display(), why = error))
    };
    let key = settings.key.as_ref().and_then(unread);
    let known = unread(&settings.known_hosts);
    known.or(key)
}
