//! *Where* things run, as an idea: machines, wires, commands, and one trait.
//!
//! It must not know of layers, prototypes or plans.

mod batch;
mod command;
mod recipe;
mod site;

pub use batch::{Batch, Chorus};
pub use command::{Command, Commands, Exit, Form, Sheet};
pub use recipe::Recipe;
pub use site::{InForce, Machine, Port, Shape, Site, Spread, Wire};

use async_trait::async_trait;
use std::sync::Arc;

/// The mark on everything a run makes, so that it can be found again: letters, digits and dashes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RunTag(pub String);

/// Which of a machine's voices a line came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Voice {
    /// A command's standard output.
    Out,
    /// A command's standard error.
    Err,
    /// A daemon's log.
    Log,
}

/// Hears what machines say while they say it.
pub trait Listener: Send + Sync {
    /// One line, without its line end. `machine` is a machine's name.
    fn heard(&self, machine: &str, voice: Voice, line: &str);
}

/// Hears nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Deaf;

impl Listener for Deaf {
    fn heard(&self, _machine: &str, _voice: Voice, _line: &str) {}
}

/// Why a testbed could not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TestbedError {
    /// The machine is not of this run.
    #[error("there is no machine `{0}` in this run")]
    NoMachine(String),
    /// The command could not be started or its end not be seen; says why and how to mend it.
    #[error("{0}")]
    Failed(String),
}

/// The largest file that is put on a machine or fetched from one, bytes.
pub const LARGEST_FILE: usize = 64 << 20;

/// Machines we can borrow. Knows nothing of layers.
///
/// Every method tolerates being called again after it half succeeded. A testbed has no clock: the caller limits time by
/// dropping the future, after which [`Testbed::release`] must still clean up.
#[async_trait]
pub trait Testbed: Send + Sync {
    /// The testbed's name in files and menus, as `emulator`.
    fn kind(&self) -> &'static str;

    /// Makes the site's machines and wires, all marked with `tag`. What daemons log goes to `listener` from then on.
    ///
    /// Errors: [`TestbedError::Failed`]; what was half made is freed by [`Self::release`].
    async fn claim(&self, tag: &RunTag, site: &Site, listener: Arc<dyn Listener>) -> Result<(), TestbedError>;

    /// Runs a command on a machine to its end (a daemon: until it answers). Its lines go to `listener` as they come.
    ///
    /// Errors: no such machine, or the command's end could not be seen; a non-zero status is not an error.
    async fn exec(
        &self,
        tag: &RunTag,
        machine: &str,
        command: &Command,
        listener: &dyn Listener,
    ) -> Result<Exit, TestbedError>;

    /// The command with which people hear each line at once of what `command` says; itself, where nothing is kept back.
    fn line_by_line(&self, command: &Command) -> Command {
        command.clone()
    }

    /// [`Self::exec`] for several commands in one round trip; none where a command costs none.
    fn batch(&self) -> Option<&dyn Batch> {
        None
    }

    /// Frees all that bears `tag`, known to us or not. Idempotent. The last word of every run.
    ///
    /// Errors: what is left, and why.
    async fn release(&self, tag: &RunTag) -> Result<(), TestbedError>;

    /// Writes a file on a machine, in place of one that was there. A relative path starts where commands start.
    ///
    /// Errors: no such machine, more than [`LARGEST_FILE`], or what the machine said.
    async fn put(&self, _tag: &RunTag, machine: &str, path: &str, _bytes: &[u8]) -> Result<(), TestbedError> {
        Err(TestbedError::Failed(format!("`{path}` is not put on {machine}: the {} takes no files", self.kind())))
    }

    /// Reads a file of a machine. A relative path starts where commands start.
    ///
    /// Errors: no such machine or file, more than [`LARGEST_FILE`], or what the machine said.
    async fn fetch(&self, _tag: &RunTag, machine: &str, path: &str) -> Result<Vec<u8>, TestbedError> {
        Err(TestbedError::Failed(format!("`{path}` is not fetched from {machine}: the {} gives no files", self.kind())))
    }

    /// Shapes what a machine's interface sends from now on, in place of what was asked before; cut, it is down. Says openly
    /// what of it is in force.
    ///
    /// Errors: no such machine or interface, or what the machine said.
    async fn shape(
        &self,
        _tag: &RunTag,
        _machine: &str,
        _interface: &str,
        _asked: &Shape,
    ) -> Result<InForce, TestbedError> {
        Ok(InForce::nothing(format!("the {} shapes no links", self.kind())))
    }
}
