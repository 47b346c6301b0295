//! Steps that go together: in one trip, and told as if each went alone.

use super::stand::{Stand, plain_plan, tidy};
use super::world::Mode;
use crate::{State, What};
use expect_test::{Expect, expect};
use std::sync::atomic::Ordering;

/// Three steps of one node, one of another, and one that waits for both.
fn far() -> Stand {
    let stand = Stand::of(plain_plan(&[("a", &[0]), ("a", &[1]), ("b", &[0]), ("a", &[2]), ("a", &[3, 4])]));
    stand.world.is_far.store(true, Ordering::Relaxed);
    stand
}

fn check(stand: &Stand, expected: Expect) {
    let outcome = stand.drive(stand.fresh(), tidy).expect("an end");
    assert_eq!(outcome.state, State::Clean);
    stand.world.assert_clean("batch");
    let line = |what: &What| match what {
        What::Started { step } => Some(format!("+{} ", step.0)),
        What::Command { node, line, .. } => Some(format!("\n{node} {line}: ")),
        What::Done { step, .. } => Some(format!("{} ", step.0)),
        What::Failed { step, .. } => Some(format!("!{} ", step.0)),
        What::Undone { step } => Some(format!("-{} ", step.0)),
        What::State { state, .. } => Some(format!("\n{state:?}: ")),
        _ => None,
    };
    let events = stand.paper.events(false);
    let is_over = |what: &What| matches!(what, What::State { state: State::Up | State::Stopping, .. });
    let told = events.iter().take_while(|event| !is_over(&event.what)).filter_map(|event| line(&event.what));
    expected.assert_eq(told.collect::<String>().trim());
}

#[test]
fn a_nodes_steps_go_in_one_trip() {
    let stand = far();
    check(
        &stand,
        expect![[r#"
        Starting: +0 0 +1 +2 +4 
        a new 1: +3 
        b new 3: 
        a new 1-too 1: 
        b new 3-too 3: 1 
        a new 2 1-too: 3 
        a new 2-too 2: 2 
        a new 4 2-too: 
        a new 4-too 4: 4 +5 
        a new 5 3-too 4-too: 
        a new 5-too 5: 5"#]],
    );
    assert_eq!(stand.world.state.lock().unwrap().trips, [6]);
}

#[test]
fn what_follows_one_that_fails_was_never_begun() {
    let stand = far();
    // The claim is operation 0; the other node's commands come in between.
    stand.world.faults.lock().unwrap().insert(5, Mode::FailBefore);
    check(
        &stand,
        expect![[r#"
        Starting: +0 0 +1 +2 +4 
        a new 1: +3 
        b new 3: 
        a new 1-too 1: 
        b new 3-too 3: 1 
        a new 2 1-too: 3 !2 -4"#]],
    );
}

#[test]
fn one_who_wants_to_see_them_sees_them_one_by_one() {
    let mut stand = far();
    stand.options.pace_ms = 20;
    stand.drive_to_end();
    assert!(stand.world.state.lock().unwrap().trips.is_empty());
}

#[test]
fn what_has_ended_is_done_though_the_machine_does_not_let_go() {
    let stand = far();
    stand.world.holds_on.store(true, Ordering::Relaxed);
    let outcome = stand.drive(stand.fresh(), tidy).expect("an end");
    assert_eq!((outcome.state, outcome.why), (State::Clean, None));
    let is_failed = |what: &What| matches!(what, What::Failed { .. });
    assert!(!stand.paper.events(false).iter().any(|event| is_failed(&event.what)), "{}", stand.paper.text());
}
