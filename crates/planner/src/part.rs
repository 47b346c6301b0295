//! A part of a list that is shared: a plan's hundred thousand steps keep their lists in a few allocations.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, ops::Deref, slice, sync::Arc};

/// Some items in a row, used like a slice.
///
/// Invariant: `start <= end <= whole.len()`.
pub struct Part<T> {
    whole: Arc<Vec<T>>,
    start: u32,
    end: u32,
}

impl<T> Part<T> {
    /// The items of `whole` from `start` up to `end`.
    ///
    /// Panics unless there are so many.
    pub(crate) fn of(whole: &Arc<Vec<T>>, start: u32, end: u32) -> Self {
        assert!(start <= end && end as usize <= whole.len(), "a part lies within its whole");
        Self { whole: whole.clone(), start, end }
    }
}

impl<T> Deref for Part<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.whole[self.start as usize..self.end as usize]
    }
}

impl<T> Clone for Part<T> {
    fn clone(&self) -> Self {
        Self { whole: self.whole.clone(), start: self.start, end: self.end }
    }
}

impl<T: fmt::Debug> fmt::Debug for Part<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl<T: PartialEq> PartialEq for Part<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Eq> Eq for Part<T> {}

impl<T> From<Vec<T>> for Part<T> {
    fn from(items: Vec<T>) -> Self {
        let end = u32::try_from(items.len()).expect("a list of less than four thousand million");
        Self { whole: Arc::new(items), start: 0, end }
    }
}

impl<'p, T> IntoIterator for &'p Part<T> {
    type Item = &'p T;
    type IntoIter = slice::Iter<'p, T>;

    fn into_iter(self) -> slice::Iter<'p, T> {
        self.iter()
    }
}

/// As a plain list.
impl<T: Serialize> Serialize for Part<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Part<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(Self::from)
    }
}
