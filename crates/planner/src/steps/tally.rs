//! The tally: steps as they are added, their lists gathered to be shared.

use crate::{Action, Part, Prototype, Step, StepId, Text, sentence::sentence};
use model::NodeName;
use std::sync::Arc;
use testbed::{Command, Sheet};

/// Steps so far.
pub(super) struct Tally {
    rows: Vec<Row>,
    what: String,
    after: Vec<StepId>,
    make: Sheet,
    unmake: Sheet,
}

/// A step, its lists known by where they end.
struct Row {
    action: Action,
    node: Option<NodeName>,
    what: u32,
    after: u32,
    make: u32,
    unmake: u32,
}

impl Tally {
    pub(super) fn with_room(n_steps: usize) -> Self {
        Self {
            rows: Vec::with_capacity(n_steps),
            what: String::with_capacity(64 * n_steps),
            after: Vec::with_capacity(2 * n_steps),
            make: Sheet::with_room(n_steps + n_steps / 4),
            unmake: Sheet::with_room(n_steps),
        }
    }

    /// Adds a step with the commands `prototype` has for it.
    pub(super) fn add(
        &mut self,
        prototype: &dyn Prototype,
        after: &[StepId],
        node: Option<NodeName>,
        action: Action,
    ) -> StepId {
        let id = StepId(self.rows.len() as u32);
        sentence(&action, node.as_ref(), &mut self.what);
        prototype.make(&action, &mut self.make);
        prototype.unmake(&action, &mut self.unmake);
        self.after.extend_from_slice(after);
        let ends = [self.what.len(), self.after.len(), self.make.len(), self.unmake.len()];
        let [what, after, make, unmake] = ends.map(|end| u32::try_from(end).expect("a plan of less than 4 GiB"));
        self.rows.push(Row { action, node, what, after, make, unmake });
        id
    }

    pub(super) fn finish(self) -> Vec<Step> {
        let what: Arc<str> = self.what.into();
        let after: Arc<[StepId]> = self.after.into();
        let make: Arc<[Command]> = self.make.finish().into();
        let unmake: Arc<[Command]> = self.unmake.finish().into();
        let mut starts = [0; 4];
        let step = |(id, row): (usize, Row)| {
            let [from_what, from_after, from_make, from_unmake] =
                std::mem::replace(&mut starts, [row.what, row.after, row.make, row.unmake]);
            Step {
                id: StepId(id as u32),
                after: Part::of(&after, from_after, row.after),
                node: row.node,
                action: row.action,
                what: Text::of(&what, from_what, row.what),
                make: Part::of(&make, from_make, row.make),
                unmake: Part::of(&unmake, from_unmake, row.unmake),
            }
        };
        self.rows.into_iter().enumerate().map(step).collect()
    }
}
