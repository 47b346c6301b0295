//! A part of a text that is shared: the sentences of all steps are written on one sheet.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, ops::Deref, sync::Arc};

/// A text, used like `&str`.
///
/// Invariant: `start <= end <= sheet.len()`, both between characters.
#[derive(Clone)]
pub struct Text {
    sheet: Arc<str>,
    start: u32,
    end: u32,
}

impl Text {
    /// The text of `sheet` from `start` up to `end`.
    pub(crate) fn of(sheet: &Arc<str>, start: u32, end: u32) -> Self {
        Self { sheet: sheet.clone(), start, end }
    }

    /// The text as such.
    pub fn as_str(&self) -> &str {
        &self.sheet[self.start as usize..self.end as usize]
    }
}

impl Deref for Text {
    type Target = str;

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
        let end = u32::try_from(text.len()).expect("a sentence of less than 4 GiB");
        Self { sheet: text.into(), start: 0, end }
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
