//! Lowering: the changes an edit would make.

use crate::{Change, Draft, Edit};

/// Why an edit cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// What it speaks of is not there (any more).
    #[error("{0} is not there any more; undo may bring it back")]
    Gone(String),
}

/// The changes `edit` would make to `draft`. Pure: nothing is changed yet.
///
/// Errors: [`EditError`] says what cannot be done and why.
pub fn lower(_draft: &Draft, _edit: &Edit) -> Result<Vec<Change>, EditError> {
    Ok(Vec::new())
}
