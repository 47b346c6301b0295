//! Commands in a row on one sheet.

use super::{Command, Sheet, page::Page};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, ops::Range, sync::Arc};

/// Some commands in a row, each made when it is asked for: a large plan holds a hundred thousand such rows.
///
/// Invariant: `start <= end <= sheet.len()`.
#[derive(Clone, Default)]
pub struct Commands {
    page: Arc<Page>,
    start: u32,
    end: u32,
}

impl Commands {
    pub(super) fn all(page: Page) -> Self {
        let end = u32::try_from(page.ends.len()).expect("a sheet holds less than 4 GiB");
        Self { page: Arc::new(page), start: 0, end }
    }

    /// Those at these places, the first being 0.
    ///
    /// Panics unless there are so many.
    #[inline]
    pub fn part(&self, places: Range<u32>) -> Self {
        assert!(places.start <= places.end && places.end <= self.end - self.start, "a part lies within its whole");
        Self { page: self.page.clone(), start: self.start + places.start, end: self.start + places.end }
    }

    /// How many.
    pub fn len(&self) -> usize {
        (self.end - self.start) as usize
    }

    /// None at all.
    pub fn is_empty(&self) -> bool {
        self.start == self.end
    }

    /// One after another.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Command> + ExactSizeIterator + use<'_> {
        (0..self.len()).map(|place| self.at(place as u32))
    }

    /// The one at `place`; panics where there is none.
    pub(super) fn at(&self, place: u32) -> Command {
        let place = self.start + place;
        Command { page: self.page.clone(), place, daemon: self.page.is_daemon(place) }
    }
}

impl FromIterator<Command> for Commands {
    fn from_iter<C: IntoIterator<Item = Command>>(commands: C) -> Self {
        let mut sheet = Sheet::default();
        commands.into_iter().for_each(|command| sheet.copy_one(&command));
        sheet.finish()
    }
}

impl PartialEq for Commands {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Commands {}

impl fmt::Debug for Commands {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl Serialize for Commands {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de> Deserialize<'de> for Commands {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::<Command>::deserialize(deserializer).map(Self::from_iter)
    }
}
