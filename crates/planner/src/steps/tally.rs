//! The tally: steps as they are added, their lists gathered to be shared.

use crate::{Action, Part, Prototype, Step, StepId};
use model::NodeName;
use std::{mem, sync::Arc};
use testbed::Sheet;

/// Steps that share their lists: few enough to be finished while they are in the processor's cache.
const CHUNK: usize = 1024;

/// Steps so far.
pub(super) struct Tally {
    steps: Vec<Step>,
    /// The last steps, not finished yet.
    rows: Vec<Row>,
    after: Vec<StepId>,
    sheet: Sheet,
}

/// A step, its lists known by where they end; what unmakes it is written after what makes it.
struct Row {
    action: Action,
    node: Option<NodeName>,
    after: u32,
    make: u32,
    unmake: u32,
}

impl Tally {
    pub(super) fn with_room(n_steps: usize) -> Self {
        let (rows, after, sheet) =
            (Vec::with_capacity(CHUNK), Vec::with_capacity(2 * CHUNK), Sheet::with_room(5 * CHUNK / 2));
        Self { steps: Vec::with_capacity(n_steps), rows, after, sheet }
    }

    /// Adds a step with the commands `prototype` has for it.
    pub(super) fn add(
        &mut self,
        prototype: &dyn Prototype,
        after: &[StepId],
        node: Option<NodeName>,
        action: Action,
    ) -> StepId {
        let id = StepId((self.steps.len() + self.rows.len()) as u32);
        prototype.make(&action, &mut self.sheet);
        let make = self.sheet.len();
        prototype.unmake(&action, &mut self.sheet);
        self.after.extend_from_slice(after);
        let ends = [self.after.len(), make, self.sheet.len()];
        let [after, make, unmake] = ends.map(|end| u32::try_from(end).expect("a plan of less than 4 GiB"));
        self.rows.push(Row { action, node, after, make, unmake });
        if self.rows.len() == CHUNK {
            self.finish_rows();
        }
        id
    }

    pub(super) fn finish(mut self) -> Vec<Step> {
        self.finish_rows();
        self.steps
    }

    fn finish_rows(&mut self) {
        let all_after = Arc::new(mem::replace(&mut self.after, Vec::with_capacity(2 * CHUNK)));
        let next_sheet = self.sheet.another();
        let commands = mem::replace(&mut self.sheet, next_sheet).finish();
        let (mut from_after, mut from_make) = (0, 0);
        for Row { action, node, after, make, unmake } in self.rows.drain(..) {
            self.steps.push(Step {
                id: StepId(self.steps.len() as u32),
                after: Part::of(&all_after, mem::replace(&mut from_after, after), after),
                node,
                action,
                make: commands.part(mem::replace(&mut from_make, unmake)..make),
                unmake: commands.part(make..unmake),
            });
        }
    }
}
