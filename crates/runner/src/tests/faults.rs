//! Trouble at every operation in turn: the world is clean each time.

use super::stand::{Stand, tidy};
use super::world::Mode;
use crate::{Decision, OnFailure, State, What};

const MODES: [Mode; 4] = [Mode::FailBefore, Mode::FailAfter, Mode::Hang, Mode::Refuse];

fn every_trouble(mut check: impl FnMut(Stand, &str)) {
    for mode in MODES {
        for at in 0..Stand::n_operations() {
            let stand = Stand::small();
            stand.world.faults.lock().unwrap().insert(at, mode);
            check(stand, &format!("{mode:?} at operation {at}"));
        }
    }
}

#[test]
fn all_goes_well() {
    let stand = Stand::small();
    let outcome = stand.drive_to_end();
    stand.assert_over(&outcome, "no trouble");
    assert!(outcome.was_up && outcome.why.is_none() && outcome.n_undo_failed == 0);
    assert!(stand.world.state.lock().unwrap().left.is_empty());
}

#[test]
fn whatever_fails_everything_is_undone() {
    every_trouble(|stand, note| {
        let outcome = stand.drive_to_end();
        stand.assert_over(&outcome, note);
        assert_eq!(outcome.was_up, outcome.n_undo_failed > 0, "{note}: a step fails on the way up, or an undo later");
        assert_eq!(outcome.was_up, !stand.paper.text().contains("\"failed\""), "{note}");
        if outcome.n_undo_failed == 0 {
            assert!(stand.world.state.lock().unwrap().left.is_empty(), "{note}: steps are undone, not only released");
        }
    });
}

#[test]
fn whatever_fails_it_can_be_tried_again() {
    every_trouble(|mut stand, note| {
        stand.options.on_failure = OnFailure::Keep;
        let outcome = stand.drive(stand.fresh(), |what, control| match what {
            What::State { state: State::Paused, .. } => control.decide(Decision::Resume).unwrap(),
            other => tidy(other, control),
        });
        let outcome = outcome.unwrap_or_else(|| panic!("{note}: {}", stand.paper.text()));
        stand.assert_over(&outcome, note);
        assert!(outcome.was_up, "{note}");
    });
}

#[test]
fn a_failure_is_kept_for_inspection_if_asked() {
    let mut stand = Stand::small();
    stand.options.on_failure = OnFailure::Keep;
    stand.world.faults.lock().unwrap().insert(3, Mode::FailAfter);
    assert_eq!(stand.drive(stand.fresh(), |_, _| {}), None, "it waits for a decision");
    assert!(!stand.world.things().is_empty());
    let last = stand.paper.events(false).pop().unwrap().what;
    assert!(matches!(last, What::State { state: State::Paused, why: Some(_) }), "{last:?}");
}

#[test]
fn each_undo_twice() {
    let n_operations = Stand::n_operations();
    for at in 0..n_operations {
        let stand = Stand::small();
        // The undo at `at` is done but says it failed; so does the first release: all is undone and released again.
        stand.world.faults.lock().unwrap().extend([(at, Mode::FailAfter), (n_operations - 1, Mode::FailBefore)]);
        let outcome = stand.drive_to_end();
        stand.assert_over(&outcome, &format!("undo at {at}"));
    }
}

#[test]
fn what_cannot_be_freed_is_told_and_tried_again() {
    let stand = Stand::small();
    let last = Stand::n_operations() - 1;
    stand.world.faults.lock().unwrap().insert(last, Mode::FailBefore);
    let outcome = stand.drive_to_end();
    stand.assert_over(&outcome, "release fails once");
    let text = stand.paper.text();
    assert!(
        text.contains(r#""state":"stuck","why":"the testbed could not free everything: machine a is still there;"#),
        "{text}"
    );
}

#[test]
fn what_cannot_be_freed_is_tried_again_by_itself() {
    let mut stand = Stand::small();
    stand.options.release_again_ms = Some(1_000);
    let last = Stand::n_operations() - 1;
    let faults = (last..last + 3).map(|at| (at, Mode::FailBefore));
    stand.world.faults.lock().unwrap().extend(faults);
    let outcome = stand.drive(stand.fresh(), |what, control| {
        if let What::State { state: State::Up, .. } = what {
            control.decide(Decision::CleanUp).unwrap();
        }
    });
    stand.assert_over(&outcome.expect("an end"), "the fourth release");
    assert_eq!(stand.paper.text().matches(r#""state":"stuck""#).count(), 3);
}

#[test]
fn a_failure_says_what_where_and_how_to_mend() {
    let stand = Stand::small();
    stand.world.faults.lock().unwrap().insert(1, Mode::FailBefore);
    let why = stand.drive_to_end().why.unwrap();
    expect_test::expect![[r#"step 1, Start the daemon on a: `new 1` on a ended with status 1; it said: no such thing; see the log of a, mend the cause, then try again"#]]
        .assert_eq(&why);
    let stand = Stand::small();
    stand.world.faults.lock().unwrap().insert(1, Mode::Hang);
    let why = stand.drive_to_end().why.unwrap();
    expect_test::expect![[
        r#"step 1, Start the daemon on a: no end within 60 s; it was given up; see the log of a, mend the cause, then try again"#
    ]]
    .assert_eq(&why);
}
