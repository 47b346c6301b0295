//! The testbed `local`: every node is a label on this host. Nothing is isolated: nodes share its daemon, files and rights.
//!
//! What a run starts bears the run's mark in its environment and works in the run's own folder, so that
//! [`Testbed::release`] finds it, whoever started it. A daemon that runs already is used and left running; of its
//! IPCPs only those of this run go.

mod daemon;
mod ledger;

use crate::{
    LocalSettings,
    hearing::Ear,
    line_by_line, mark,
    process::{self, succeed},
    runs::Runs,
};
use async_trait::async_trait;
use ledger::Ledger;
use rustix::fs::OFlags;
use std::{path::PathBuf, sync::Arc};
use testbed::{Command, Exit, InForce, LARGEST_FILE, Listener, RunTag, Shape, Site, Testbed, TestbedError};
use tokio::{fs::OpenOptions, io::AsyncWriteExt, process::Command as Process};

/// The testbed.
#[derive(Default)]
pub struct Local {
    settings: LocalSettings,
    runs: Runs<Run>,
}

/// What is known of a run while this process lives.
struct Run {
    tag: RunTag,
    machines: Vec<String>,
    listener: Arc<dyn Listener>,
    ledger: Ledger,
    /// Whoever starts the daemon; the others wait and then use it.
    daemon: tokio::sync::Mutex<()>,
}

impl Run {
    /// `words`, to be started as `machine`.
    fn enter<'w>(&self, machine: &str, words: impl IntoIterator<Item = &'w str>) -> Process {
        let mut words = words.into_iter();
        let mut process = Process::new(words.next().unwrap_or_default());
        process.args(words).env(mark::RUN, &self.tag.0).env(mark::NODE, machine).current_dir(self.ledger.folder());
        process
    }
}

impl Local {
    /// The testbed, as the administrator set it up.
    pub fn new(settings: LocalSettings) -> Self {
        Self { settings, runs: Runs::default() }
    }

    fn ledger(&self, tag: &RunTag) -> Ledger {
        let base = self.settings.folder.clone().unwrap_or_else(std::env::temp_dir);
        Ledger::of(base.canonicalize().unwrap_or(base).join(format!("conga-{}", tag.0)))
    }

    fn run(&self, tag: &RunTag, machine: &str) -> Result<Arc<Run>, TestbedError> {
        let run = self.runs.of(tag, machine)?;
        let is_known = run.machines.iter().any(|known| known == machine);
        if is_known { Ok(run) } else { Err(TestbedError::NoMachine(machine.to_owned())) }
    }
}

/// A pipe is not waited for until somebody opens its other end.
fn at_once(options: &mut OpenOptions) -> &mut OpenOptions {
    options.custom_flags(OFlags::NONBLOCK.bits().cast_signed())
}

/// Where a path of a node is: a relative one lies in the run's folder.
fn place(run: &Run, path: &str) -> PathBuf {
    run.ledger.folder().join(path)
}

#[async_trait]
impl Testbed for Local {
    fn kind(&self) -> &'static str {
        "local"
    }

    async fn claim(&self, tag: &RunTag, site: &Site, listener: Arc<dyn Listener>) -> Result<(), TestbedError> {
        self.release(tag).await?;
        let ledger = self.ledger(tag);
        ledger.open()?;
        let machines = site.machines.iter().map(|machine| machine.name.clone()).collect();
        let run = Run { tag: tag.clone(), machines, listener: listener.clone(), ledger, daemon: Default::default() };
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
        let run = self.run(tag, machine)?;
        let ear = Ear { machine, listener };
        match command.program() {
            "irmd" if command.is_daemon() => return daemon::start(&run, machine, command).await,
            "killall" => return daemon::kill_named(&run, command, ear).await,
            "irm" => run.ledger.note(command)?,
            _ => {}
        }
        let begun = process::begin_aside(run.enter(machine, command.words())).await?;
        if !command.is_daemon() {
            return begun.finish(ear).await;
        }
        tokio::spawn(process::hear(begun.let_go(), machine.to_owned(), run.listener.clone()));
        Ok(Exit::begun())
    }

    fn line_by_line(&self, command: &Command) -> Command {
        line_by_line::here(command)
    }

    async fn release(&self, tag: &RunTag) -> Result<(), TestbedError> {
        self.runs.forget(tag);
        let ledger = self.ledger(tag);
        let hushed = daemon::hush(tag).await;
        daemon::withdraw(&ledger).await;
        let ended = daemon::end(tag, &ledger).await;
        // What is left is found by the folder.
        let closed = if ended.is_ok() { ledger.close() } else { Ok(()) };
        crate::together([hushed, ended, closed])
    }

    async fn put(&self, tag: &RunTag, machine: &str, path: &str, bytes: &[u8]) -> Result<(), TestbedError> {
        let run = self.run(tag, machine)?;
        if bytes.len() > LARGEST_FILE {
            return Err(process::too_large());
        }
        let write = async {
            let mut options = OpenOptions::new();
            options.write(true).create(true).truncate(true);
            let mut file = at_once(&mut options).open(place(&run, path)).await?;
            file.write_all(bytes).await?;
            file.flush().await
        };
        write.await.map_err(|error| TestbedError::Failed(format!("`{path}` was not written: {error}")))
    }

    async fn fetch(&self, tag: &RunTag, machine: &str, path: &str) -> Result<Vec<u8>, TestbedError> {
        let run = self.run(tag, machine)?;
        let unread = |error| TestbedError::Failed(format!("`{path}` was not read: {error}"));
        let mut options = OpenOptions::new();
        let file = at_once(options.read(true)).open(place(&run, path)).await.map_err(unread)?;
        if !file.metadata().await.map_err(unread)?.is_file() {
            return Err(TestbedError::Failed(format!("`{path}` is not a file")));
        }
        let mut bytes = Vec::new();
        process::gather(Some(file), &mut bytes).await;
        if bytes.len() > LARGEST_FILE { Err(process::too_large()) } else { Ok(bytes) }
    }

    async fn shape(
        &self,
        tag: &RunTag,
        machine: &str,
        _interface: &str,
        asked: &Shape,
    ) -> Result<InForce, TestbedError> {
        self.run(tag, machine)?;
        let perfect = *asked == Shape::default();
        let nothing = || InForce::nothing("nodes of the local testbed share this host: there is no link to shape");
        Ok(if perfect { InForce::all(asked) } else { nothing() })
    }
}

/// Runs a program of this host for the testbed itself, for a few seconds at most.
async fn briefly(process: &mut Process) -> bool {
    matches!(tokio::time::timeout(std::time::Duration::from_secs(5), succeed(process)).await, Ok(Ok(())))
}
