//! The steps of a plan, in columns: a hundred thousand of them in a handful of allocations.

use super::{Action, Deed, Step, StepId};
use crate::roll::{Roll, Span};
use model::IpcpName;
use serde::{Serialize, Serializer};
use std::{fmt, ops::Range, sync::Arc};
use testbed::{Commands, Sheet};

/// Steps in list order; each is put together when it is asked for.
#[derive(Clone, Default)]
pub struct Steps {
    roll: Arc<Roll>,
    lists: Arc<Vec<IpcpName>>,
    rows: Vec<Row>,
    after: Vec<StepId>,
    commands: Commands,
}

/// A step; what it waits for begins where that of the row before ends.
#[derive(Clone, Copy)]
struct Row {
    deed: Deed,
    node: u32,
    after: u32,
    said: Said,
}

/// Where the commands of a step stand: what makes it, then what unmakes it.
#[derive(Clone, Copy)]
pub(crate) struct Said {
    start: u32,
    make: u32,
    end: u32,
}

impl Steps {
    /// How many.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// None at all.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The step at a place, if there is one.
    pub fn get(&self, id: StepId) -> Option<Step<'_>> {
        ((id.0 as usize) < self.len()).then(|| self.at(id))
    }

    /// The step at a place.
    ///
    /// Panics if there is none.
    pub fn at(&self, id: StepId) -> Step<'_> {
        let place = id.0 as usize;
        let row = self.rows[place];
        let after = place.checked_sub(1).map_or(0, |before| self.rows[before].after);
        Step {
            id,
            after: &self.after[after as usize..row.after as usize],
            node: self.roll.nodes.get(row.node as usize),
            action: row.deed.named(&self.roll, &self.lists),
            make: self.commands.part(row.said.start..row.said.make),
            unmake: self.commands.part(row.said.make..row.said.end),
        }
    }

    /// One after another.
    pub fn iter(&self) -> Iter<'_> {
        self.into_iter()
    }
}

/// The steps of a plan, one after another.
#[derive(Clone, Debug)]
pub struct Iter<'p> {
    steps: &'p Steps,
    places: Range<u32>,
}

impl<'p> Iterator for Iter<'p> {
    type Item = Step<'p>;

    fn next(&mut self) -> Option<Step<'p>> {
        self.places.next().map(|place| self.steps.at(StepId(place)))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.places.size_hint()
    }
}

impl DoubleEndedIterator for Iter<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.places.next_back().map(|place| self.steps.at(StepId(place)))
    }
}

impl ExactSizeIterator for Iter<'_> {}

impl<'p> IntoIterator for &'p Steps {
    type Item = Step<'p>;
    type IntoIter = Iter<'p>;

    fn into_iter(self) -> Iter<'p> {
        Iter { steps: self, places: 0..self.len() as u32 }
    }
}

impl fmt::Debug for Steps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self).finish()
    }
}

impl PartialEq for Steps {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other)
    }
}

impl Serialize for Steps {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self)
    }
}

/// Steps while they are written down.
#[derive(Default)]
pub(crate) struct Ledger {
    lists: Vec<IpcpName>,
    rows: Vec<Row>,
    after: Vec<StepId>,
    sheet: Sheet,
}

impl Ledger {
    /// With room for so many steps of usual length.
    pub(crate) fn with_room(n_steps: usize) -> Self {
        // Registrations and enrollments are most: two commands and two waits each.
        let (after, sheet) = (Vec::with_capacity(2 * n_steps), Sheet::with_room(5 * n_steps / 2));
        Self { lists: Vec::new(), rows: Vec::with_capacity(n_steps), after, sheet }
    }

    /// Writes the IPCPs of a service down.
    pub(crate) fn add_list(&mut self, ipcps: impl IntoIterator<Item = IpcpName>) -> Span {
        let start = self.lists.len() as u32;
        self.lists.extend(ipcps);
        Span { start, end: self.lists.len() as u32 }
    }

    /// Writes the commands of a deed. `say` writes those that make it, then those that unmake it, and tells how many
    /// were on the sheet in between.
    ///
    /// Panics if there are four thousand million commands.
    #[inline(always)]
    pub(crate) fn say(&mut self, roll: &Roll, deed: Deed, say: impl FnOnce(&Action, &mut Sheet) -> usize) -> Said {
        let start = self.sheet.len();
        let make = say(&deed.named(roll, &self.lists), &mut self.sheet);
        let [start, make, end] = [start, make, self.sheet.len()].map(place);
        Said { start, make, end }
    }

    /// Adds a step on a node.
    ///
    /// Panics if there are four thousand million waits.
    #[inline(always)]
    pub(crate) fn add(&mut self, after: &[StepId], (node, deed): (u32, Deed), said: Said) -> StepId {
        let id = StepId(self.rows.len() as u32);
        self.after.extend_from_slice(after);
        self.rows.push(Row { deed, node, after: place(self.after.len()), said });
        id
    }

    /// The steps, with the names they speak of.
    pub(crate) fn finish(self, roll: Arc<Roll>) -> Steps {
        let Self { lists, rows, after, sheet } = self;
        Steps { roll, lists: Arc::new(lists), rows, after, commands: sheet.finish() }
    }
}

fn place(end: usize) -> u32 {
    u32::try_from(end).expect("fewer than four thousand million")
}
