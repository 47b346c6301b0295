//! The journal: where a run writes what it will do and what it did.

use crate::What;
use async_trait::async_trait;

/// A record could not be kept; says why and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the run's journal cannot be written: {0}")]
pub struct JournalError(pub String);

/// Where records go. The journal gives each its number and its time.
#[async_trait]
pub trait Journal: Send + Sync {
    /// Takes a record, at once: the order of calls is the order of numbers. It need not be safe from a crash yet.
    ///
    /// Errors: it was not taken.
    fn record(&self, what: What) -> Result<(), JournalError>;

    /// Returns when every record taken so far is safe from a crash. A run waits for this before it acts.
    ///
    /// Errors: some record is not safe.
    async fn settle(&self) -> Result<(), JournalError>;
}
