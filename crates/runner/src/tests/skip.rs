//! Going on without what failed.

use super::stand::{Stand, tidy};
use super::world::Mode;
use crate::{Decision, OnFailure, State, What};

fn skipping(what: &What, control: &crate::Control) {
    match what {
        What::State { state: State::Paused, .. } => control.decide(Decision::Skip).expect("a run"),
        other => tidy(other, control),
    }
}

fn skipped(stand: &Stand) -> Vec<u32> {
    let skipped = stand.paper.events(false).into_iter().filter_map(|event| match event.what {
        What::Skipped { step } => Some(step.0),
        _ => None,
    });
    skipped.collect()
}

#[test]
fn the_rest_comes_up_and_everything_is_undone() {
    for mode in [Mode::FailBefore, Mode::FailAfter, Mode::Refuse] {
        let mut stand = Stand::small();
        stand.options.on_failure = OnFailure::Keep;
        stand.options.in_all = 1;
        // The first command of step 2, which step 4 waits for, which step 5 waits for.
        stand.world.faults.lock().unwrap().insert(3, mode);
        let outcome = stand.drive(stand.fresh(), skipping).expect("an end");
        stand.assert_over(&outcome, "skipped");
        assert!(outcome.was_up);
        assert_eq!(skipped(&stand), [2, 4, 5]);
        assert!(stand.paper.text().contains("without 3 steps that were left out"));
    }
}

#[test]
fn without_machines_there_is_nothing_to_go_on_with() {
    let mut stand = Stand::small();
    stand.options.on_failure = OnFailure::Keep;
    stand.world.faults.lock().unwrap().insert(0, Mode::FailBefore);
    assert_eq!(stand.drive(stand.fresh(), skipping), None, "it goes on waiting");
    assert_eq!(skipped(&stand), Vec::<u32>::new());
}
