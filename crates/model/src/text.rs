//! A part of a text that is shared: a plan's hundred thousand names and reasons stand on a few sheets.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
    mem,
    ops::{Deref, Range},
    sync::Arc,
};

/// A text, used like `&str`.
///
/// Invariant: `start <= end <= sheet.len()`, both between characters.
#[derive(Clone)]
pub struct Text {
    sheet: Arc<String>,
    start: u32,
    end: u32,
}

impl Text {
    /// The text of `sheet` at these bytes.
    ///
    /// Panics unless `sheet` has them, whole characters all.
    #[inline]
    pub fn of(sheet: &Arc<String>, Range { start, end }: Range<u32>) -> Self {
        assert!(sheet.get(start as usize..end as usize).is_some(), "a part lies within its whole");
        Self { sheet: sheet.clone(), start, end }
    }

    /// The texts that end at these bytes of `sheet`, each beginning where the last ended, with what came along.
    ///
    /// Panics unless `sheet` has them, whole characters all.
    pub fn all<I>(sheet: String, ends: Vec<(I, usize)>) -> impl Iterator<Item = (I, Self)> {
        let _ = u32::try_from(sheet.len()).expect("a sheet of less than 4 GiB");
        let sheet = Arc::new(sheet);
        let mut start = 0;
        ends.into_iter()
            .map(move |(with, end)| (with, Self::of(&sheet, mem::replace(&mut start, end as u32)..end as u32)))
    }

    /// Its first bytes.
    ///
    /// Panics unless there are so many, whole characters all.
    #[inline]
    pub fn first(&self, n_bytes: usize) -> Self {
        Self::of(&self.sheet, self.start..self.start + self.as_str()[..n_bytes].len() as u32)
    }

    /// The text as such.
    #[inline]
    pub fn as_str(&self) -> &str {
        &self.sheet[self.start as usize..self.end as usize]
    }
}

impl Deref for Text {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Text {}

impl Hash for Text {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl PartialOrd for Text {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Text {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        let end = u32::try_from(text.len()).expect("a text of less than 4 GiB");
        Self { sheet: Arc::new(text), start: 0, end }
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}
