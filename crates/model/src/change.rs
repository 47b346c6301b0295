//! Changes: what happened to one record. The inverse is the swap; nobody writes it by hand.

use crate::{Draft, Layer, LayerId, Node, NodeId, Service, ServiceId, Settings};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::Arc};

/// One record before and after; `None` means it was not there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Swap<T> {
    /// The record as it was.
    pub before: Option<Arc<T>>,
    /// The record as it becomes.
    pub after: Option<Arc<T>>,
}

/// A change of one record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// A node made, changed or removed.
    Node(NodeId, Swap<Node>),
    /// A layer made, changed or removed.
    Layer(LayerId, Swap<Layer>),
    /// A service made, changed or removed.
    Service(ServiceId, Swap<Service>),
    /// The settings changed; both halves are there.
    Settings(Swap<Settings>),
}

/// The draft is not as the change expects it: somebody else changed the same record.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{record} has changed in the meantime; load the newest version and try again")]
pub struct Conflict {
    /// The record, as `node 3`.
    pub record: String,
}

impl<T> Swap<T> {
    fn inverse(&self) -> Self {
        Self { before: self.after.clone(), after: self.before.clone() }
    }
}

impl Change {
    /// The change that takes this one back.
    pub fn inverse(&self) -> Self {
        match self {
            Self::Node(id, swap) => Self::Node(*id, swap.inverse()),
            Self::Layer(id, swap) => Self::Layer(*id, swap.inverse()),
            Self::Service(id, swap) => Self::Service(*id, swap.inverse()),
            Self::Settings(swap) => Self::Settings(swap.inverse()),
        }
    }

    /// A node stands elsewhere after it, and all else is as before.
    pub fn is_move(&self) -> bool {
        match self {
            Self::Node(_, Swap { before: Some(before), after: Some(after) }) => before.is_moved_only(after),
            _ => false,
        }
    }
}

/// The changes that take `changes` back, in the order to apply them.
pub fn inverse(changes: &[Change]) -> Vec<Change> {
    changes.iter().rev().map(Change::inverse).collect()
}

/// Applies `changes` in order: the only function that writes to a draft.
///
/// Errors: [`Conflict`] names the first record that is not as the change expects; the draft is then as it was before.
pub fn apply(draft: &mut Draft, changes: &[Change]) -> Result<(), Conflict> {
    for (n_done, change) in changes.iter().enumerate() {
        if let Err(conflict) = apply_one(draft, change) {
            for done in changes[..n_done].iter().rev() {
                apply_one(draft, &done.inverse()).expect("taking back what was just done");
            }
            return Err(conflict);
        }
    }
    Ok(())
}

/// Why changes from elsewhere were refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ApplyError {
    /// The draft is not as the changes expect it.
    #[error(transparent)]
    Conflict(#[from] Conflict),
    /// They would leave a draft that cannot be held.
    #[error("these changes would break the experiment: {0}")]
    Unsound(String),
}

/// Applies `changes` that come from elsewhere: all or none, and only if the draft stays sound.
///
/// Errors: as [`apply`], or what would be unsound; the draft is then as it was before.
pub fn apply_checked(draft: &mut Draft, changes: &[Change]) -> Result<(), ApplyError> {
    let mut tried = draft.clone();
    apply(&mut tried, changes)?;
    if let Some(why) = tried.unsound() {
        return Err(ApplyError::Unsound(why));
    }
    *draft = tried;
    Ok(())
}

fn apply_one(draft: &mut Draft, change: &Change) -> Result<(), Conflict> {
    match change {
        Change::Node(id, swap) => write(&mut draft.nodes, *id, swap, || format!("node {}", id.0)),
        Change::Layer(id, swap) => write(&mut draft.layers, *id, swap, || format!("layer {}", id.0)),
        Change::Service(id, swap) => write(&mut draft.services, *id, swap, || format!("service {}", id.0)),
        Change::Settings(swap) => match (&swap.before, &swap.after) {
            (Some(before), Some(after)) if *before == draft.settings => {
                draft.settings = after.clone();
                Ok(())
            }
            _ => Err(Conflict { record: "the settings".into() }),
        },
    }
}

fn write<K: Ord, T: PartialEq>(
    table: &mut BTreeMap<K, Arc<T>>,
    key: K,
    swap: &Swap<T>,
    record: impl Fn() -> String,
) -> Result<(), Conflict> {
    let is_expected = match (table.get(&key), &swap.before) {
        // Mostly it is the very record: comparing thousands of them would be felt.
        (Some(known), Some(before)) => Arc::ptr_eq(known, before) || known == before,
        (known, before) => known.is_none() && before.is_none(),
    };
    if !is_expected {
        return Err(Conflict { record: record() });
    }
    match &swap.after {
        Some(after) => table.insert(key, after.clone()),
        None => table.remove(&key),
    };
    Ok(())
}
