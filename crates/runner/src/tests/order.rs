//! The order of things: always the same, and the list's when one is done after the other.

use super::stand::{Stand, plan, tidy};
use crate::{Options, State, What};
use expect_test::expect;

fn check(stand: &Stand, expected: expect_test::Expect) {
    let outcome = stand.drive(stand.fresh(), tidy).expect("an end");
    assert_eq!(outcome.state, State::Clean);
    let line = |what: &What| match what {
        What::Started { step } => Some(format!("+{} ", step.0)),
        What::Done { step, .. } => Some(format!("{} ", step.0)),
        What::Undoing { step } => Some(format!("-{} ", step.0)),
        What::State { state, .. } => Some(format!("\n{state:?}: ")),
        _ => None,
    };
    let text: String = stand.paper.events(false).iter().filter_map(|event| line(&event.what)).collect();
    expected.assert_eq(text.trim());
}

#[test]
fn one_after_the_other_it_is_the_list() {
    let mut stand = Stand::small();
    stand.options = Options { in_all: 1, ..Options::default() };
    check(
        &stand,
        expect![[r#"
        Starting: +0 0 +1 1 +2 2 +3 3 +4 4 +5 5 
        Up: 
        Stopping: -5 -4 -3 -2 -1 -0 
        Clean:"#]],
    );
}

#[test]
fn together_what_does_not_wait() {
    check(
        &Stand::small(),
        expect![[r#"
        Starting: +0 0 +1 +2 1 +3 2 +4 3 4 +5 5 
        Up: 
        Stopping: -5 -4 -3 -2 -1 -0 
        Clean:"#]],
    );
}

#[test]
fn together_what_most_wait_for_goes_first() {
    let mut stand = Stand::of(plan(&[("a", &[0]), ("b", &[0]), ("hub", &[0]), ("hub", &[3]), ("a", &[1, 4])]));
    stand.options.in_all = 2;
    check(
        &stand,
        expect![[r#"
        Starting: +0 0 +3 +1 3 +4 1 +2 4 +5 2 5 
        Up: 
        Stopping: -5 -2 -4 -1 -3 -0 
        Clean:"#]],
    );
}

#[test]
fn the_same_run_twice_is_the_same_journal() {
    let text = || {
        let stand = Stand::small();
        stand.drive_to_end();
        stand.paper.text()
    };
    assert_eq!(text(), text());
}

#[test]
fn records_are_as_the_browser_reads_them() {
    let stand = Stand::of(plan(&[("a", &[0])]));
    stand.drive_to_end();
    expect![[r#"
        {"event":"state","state":"starting"}
        {"event":"started","step":0}
        {"event":"line","node":"a","voice":"log","text":"hello"}
        {"event":"done","step":0,"took_ms":0.0}
        {"event":"started","step":1}
        {"event":"command","node":"a","line":"new 1","step":1,"call":0}
        {"event":"line","node":"a","voice":"out","text":"fine","call":0}
        {"event":"exited","call":0,"status":0,"took_ms":10.0}
        {"event":"command","node":"a","line":"new 1-too 1","step":1,"call":1}
        {"event":"line","node":"a","voice":"out","text":"fine","call":1}
        {"event":"exited","call":1,"status":0,"took_ms":10.0}
        {"event":"done","step":1,"took_ms":20.0}
        {"event":"state","state":"up"}
        {"event":"state","state":"stopping"}
        {"event":"undoing","step":1}
        {"event":"command","node":"a","line":"del 1-too","step":1,"call":2}
        {"event":"line","node":"a","voice":"out","text":"fine","call":2}
        {"event":"exited","call":2,"status":0,"took_ms":10.0}
        {"event":"command","node":"a","line":"del 1","step":1,"call":3}
        {"event":"line","node":"a","voice":"out","text":"fine","call":3}
        {"event":"exited","call":3,"status":0,"took_ms":10.0}
        {"event":"undone","step":1}
        {"event":"undoing","step":0}
        {"event":"undone","step":0}
        {"event":"state","state":"clean"}
    "#]]
    .assert_eq(&stand.paper.text());
}

#[test]
fn a_damaged_plan_ends() {
    let stand = Stand::of(plan(&[("a", &[0]), ("b", &[3]), ("c", &[2]), ("a", &[77])]));
    let outcome = stand.drive_to_end();
    stand.assert_over(&outcome, "a damaged plan");
    assert!(outcome.why.unwrap().contains("the plan is damaged"));
}

#[test]
fn a_run_may_be_driven_on_any_thread() {
    fn is_send(_: impl Send) {}
    let stand = Stand::small();
    let means = crate::Means { bed: stand.world.clone(), journal: stand.paper.clone(), clock: stand.clock.clone() };
    is_send(stand.fresh().drive(means, crate::control().1, Options::default()));
}
