//! Several commands in one round trip, where a testbed is far away.

use crate::{Command, Exit, Listener, RunTag, TestbedError};
use async_trait::async_trait;

/// Hears the commands of a batch, each by its place in it.
pub trait Chorus: Send + Sync {
    /// Who hears the lines of the command at this place.
    fn ear(&self, at: usize) -> &dyn Listener;

    /// The command at this place has ended; the next, if it ended well, has begun.
    fn ended(&self, at: usize, exit: Exit);
}

/// Machines that take several commands at once.
#[async_trait]
pub trait Batch: Send + Sync {
    /// Runs commands, none a daemon, on a machine one after another up to the first that fails, in one round trip. Dropped,
    /// what goes on is killed, and nothing further begins.
    ///
    /// Errors: no such machine, or the end of the next command could not be seen.
    async fn exec_all(
        &self,
        tag: &RunTag,
        machine: &str,
        commands: &[Command],
        chorus: &dyn Chorus,
    ) -> Result<(), TestbedError>;
}
