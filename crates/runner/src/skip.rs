//! Going on without what failed: the user leaves out a step, and with it all that waits for it.

use crate::What;
use crate::progress::Stage;
use crate::step::Hands;
use planner::{Action, StepId};

/// Leaves out every step that failed and all that wait for one. False if none failed, or nothing would be left.
pub(crate) fn skip(hands: &Hands<'_>) -> bool {
    let stages = hands.scribe.progress().stages.clone();
    let steps = &hands.run.plan.steps;
    let mut is_out: Vec<bool> = stages.iter().map(|stage| *stage == Stage::Begun).collect();
    let is_failed = |id: &StepId| is_out[id.0 as usize];
    if !steps.iter().any(|step| is_failed(&step.id))
        || steps.iter().any(|step| is_failed(&step.id) && step.action == Action::SwapIn)
    {
        return false;
    }
    // A step stands after all it waits for.
    for (index, step) in steps.iter().enumerate() {
        is_out[index] |= stages[index] == Stage::Idle
            && step.after.iter().any(|before| is_out.get(before.0 as usize).copied().unwrap_or(false));
    }
    for step in steps.iter().filter(|step| is_out[step.id.0 as usize]) {
        hands.scribe.note(What::Skipped { step: step.id });
    }
    true
}
