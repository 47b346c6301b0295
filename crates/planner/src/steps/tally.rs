//! The tally: steps as they are added, their lists gathered to be shared.

use crate::{Action, Part, Prototype, Step, StepId, sentence::sentence};
use model::NodeName;
use std::sync::Arc;
use testbed::{Command, Sheet};

/// Steps so far.
pub(super) struct Tally {
    rows: Vec<Row>,
    after: Vec<StepId>,
    make: Sheet,
    unmake: Sheet,
}

/// A step, its lists known by where they end.
struct Row {
    action: Action,
    node: Option<NodeName>,
    what: String,
    after: u32,
    make: u32,
    unmake: u32,
}

impl Tally {
    pub(super) fn with_room(n_steps: usize) -> Self {
        Self {
            rows: Vec::with_capacity(n_steps),
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
        let what = sentence(&action, node.as_ref());
        prototype.make(&action, &mut self.make);
        prototype.unmake(&action, &mut self.unmake);
        self.after.extend_from_slice(after);
        let ends = [self.after.len(), self.make.len(), self.unmake.len()];
        let [after, make, unmake] = ends.map(|end| end as u32);
        self.rows.push(Row { action, node, what, after, make, unmake });
        id
    }

    pub(super) fn finish(self) -> Vec<Step> {
        let after: Arc<[StepId]> = self.after.into();
        let make: Arc<[Command]> = self.make.finish().into();
        let unmake: Arc<[Command]> = self.unmake.finish().into();
        let mut starts = [0; 3];
        let step = |(id, row): (usize, Row)| {
            let [from_after, from_make, from_unmake] =
                std::mem::replace(&mut starts, [row.after, row.make, row.unmake]);
            Step {
                id: StepId(id as u32),
                after: Part::of(&after, from_after, row.after),
                node: row.node,
                action: row.action,
                what: row.what,
                make: Part::of(&make, from_make, row.make),
                unmake: Part::of(&unmake, from_unmake, row.unmake),
            }
        };
        self.rows.into_iter().enumerate().map(step).collect()
    }
}
