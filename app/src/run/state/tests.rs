//! Tests of the fold.

use super::*;

fn folded(n_steps: usize, events: Vec<(u64, What)>) -> RunState {
    let mut state = RunState::new(n_steps);
    for (seq, (at_ms, what)) in events.into_iter().enumerate() {
        state.apply(&Event { seq: seq as u64, at_ms, what });
    }
    state
}

fn entered(state: State) -> What {
    What::State { state, why: None }
}

fn started(step: u32) -> What {
    What::Started { step: StepId(step) }
}

fn done(step: u32) -> What {
    What::Done { step: StepId(step), took_ms: 10.0 }
}

fn marks(state: &RunState) -> Vec<Mark> {
    state.steps.iter().map(|step| step.mark).collect()
}

#[test]
fn steps_are_counted_as_they_are_done_and_undone() {
    let mut events = vec![(0, entered(State::Starting)), (1, started(0)), (2, done(0)), (3, started(1))];
    let state = folded(3, events.clone());
    assert_eq!(marks(&state), [Mark::Done, Mark::Doing, Mark::Waiting]);
    assert_eq!((state.n_done, state.steps[0].took_ms), (1, Some(10.0)));

    events.push((4, What::Failed { step: StepId(1), why: "no answer".into(), took_ms: 1.0 }));
    events.push((5, What::Undoing { step: StepId(0) }));
    events.push((6, What::Undone { step: StepId(0) }));
    let state = folded(3, events);
    assert_eq!(marks(&state), [Mark::Undone, Mark::Failed, Mark::Waiting]);
    assert_eq!((state.n_done, state.steps[1].why.as_deref()), (0, Some("no answer")));
}

#[test]
fn a_step_done_again_counts_once() {
    let state = folded(1, vec![(0, started(0)), (1, done(0)), (2, done(0))]);
    assert_eq!(state.n_done, 1);
}

#[test]
fn commands_need_the_machines_only() {
    let mut events = vec![(0, entered(State::Starting)), (1, started(0))];
    assert!(!folded(2, events.clone()).takes_commands());
    for (what, expected) in [
        (done(0), true),
        (entered(State::Up), true),
        (entered(State::Paused), true),
        (entered(State::Stopping), false),
        (entered(State::Clean), false),
    ] {
        events.push((2, what));
        assert_eq!(folded(2, events.clone()).takes_commands(), expected, "{:?}", events.last());
    }
}

/// A server that was killed says no end.
#[test]
fn what_was_typed_goes_on_until_it_ends_or_the_network_goes() {
    let command = |call, step| What::Command { node: "a".into(), line: "oping".into(), step, call };
    let ended = |call| What::Exited { call, status: 0, took_ms: 1.0 };
    let mut events =
        vec![(0, command(1, Some(StepId(0)))), (1, command(2, None)), (2, command(3, None)), (3, ended(2))];
    let going = |events: &[(u64, What)]| {
        folded(1, events.to_vec()).typed.iter().map(|typed| (typed.call, typed.at_ms)).collect::<Vec<_>>()
    };
    assert_eq!(going(&events), [(3, 2)]);
    events.push((4, entered(State::Starting)));
    assert_eq!(going(&events), [(3, 2)], "the network is mended meanwhile");
    events.push((5, entered(State::Stopping)));
    assert_eq!(going(&events), []);
}

/// As after a crash of the server, which frees a run's world at once.
#[test]
fn once_the_run_is_clean_nothing_is_left() {
    let failed = What::Failed { step: StepId(2), why: String::new(), took_ms: 0.0 };
    let stuck = What::UndoFailed { step: StepId(1), why: "gone".into() };
    let state = folded(4, vec![(0, done(0)), (0, done(1)), (0, failed), (0, stuck), (1, entered(State::Clean))]);
    assert_eq!(marks(&state), [Mark::Undone, Mark::Undone, Mark::Failed, Mark::Waiting]);
    assert_eq!(state.n_done, 0);
}

#[test]
fn the_clock_stands_still_while_the_run_is_paused() {
    let events = vec![
        (1_000, entered(State::Starting)),
        (3_000, entered(State::Paused)),
        (9_000, entered(State::Starting)),
        (10_000, entered(State::Up)),
    ];
    assert_eq!(folded(1, events[..1].to_vec()).elapsed_ms(1_500.0), 500.0);
    assert_eq!(folded(1, events[..2].to_vec()).elapsed_ms(8_000.0), 2_000.0);
    assert_eq!(folded(1, events[..3].to_vec()).elapsed_ms(9_500.0), 2_500.0);
    assert_eq!(folded(1, events).elapsed_ms(99_000.0), 3_000.0);
}

#[test]
fn what_remains_is_estimated_once_there_is_something_to_go_by() {
    let mut events = vec![(0, entered(State::Starting)), (10, done(0)), (20, done(1))];
    assert_eq!(folded(6, events.clone()).remaining_ms(30.0), None);
    events.push((30, done(2)));
    assert_eq!(folded(6, events).remaining_ms(30.0), Some(30.0));
}

#[test]
fn the_log_has_commands_with_their_output_and_only_telling_exits() {
    let command = |call, step| What::Command { node: "a".into(), line: format!("irm {call}"), step, call };
    let exited = |call, status| What::Exited { call, status, took_ms: 2.0 };
    let said = |call| What::Line { node: "a".into(), voice: Voice::Out, text: "hello".into(), call: Some(call) };
    let events = vec![
        (0, command(1, Some(StepId(0)))),
        (0, exited(1, 0)),
        (0, command(2, Some(StepId(0)))),
        (0, exited(2, 1)),
        (0, command(3, None)),
        (0, said(3)),
        (0, exited(3, 0)),
    ];
    let state = folded(1, events);
    let lines: Vec<(Kind, &str, bool)> = state.log.lines().map(|line| (line.kind, &*line.text, line.own)).collect();
    assert_eq!(
        lines,
        [
            (Kind::Command, "irm 1", false),
            (Kind::Command, "irm 2", false),
            (Kind::Exit(1), "exit status 1 after 2 ms", false),
            (Kind::Command, "irm 3", true),
            (Kind::Out, "hello", true),
            (Kind::Exit(0), "exit status 0 after 2 ms", true),
        ]
    );
}

#[test]
fn events_of_another_plan_do_no_harm() {
    let state = folded(1, vec![(0, done(7)), (0, What::Exited { call: 9, status: 1, took_ms: 0.0 })]);
    assert_eq!((state.n_done, state.log.len()), (0, 0));
}

#[test]
fn a_link_is_what_was_said_last_until_all_is_free() {
    let cut = Shape { is_cut: true, ..Shape::default() };
    let shaped = |asked: &Shape, in_force: Option<Shape>, why: Option<&str>| What::Shaped {
        link: "e1".into(),
        node: "a".into(),
        interface: "e1".into(),
        asked: asked.clone(),
        in_force,
        why: why.map(str::to_owned),
    };
    let state = folded(0, vec![(0, shaped(&cut, Some(cut.clone()), None))]);
    assert_eq!(state.links["e1"]["a"].words(), "cut is in force");
    let slow = Shape { delay_ms: 20.0, ..Shape::default() };
    let poor = shaped(&slow, Some(Shape::default()), Some("no netem"));
    let state = folded(0, vec![(0, shaped(&cut, Some(cut.clone()), None)), (1, poor)]);
    assert_eq!(state.links["e1"]["a"].words(), "delay 20 ms asked, perfect in force: no netem");
    let state = folded(0, vec![(0, shaped(&cut, Some(cut.clone()), None)), (1, entered(State::Clean))]);
    assert!(state.links.is_empty());
}

#[test]
fn what_failed_may_be_left_out_but_not_the_machines() {
    let failed = |step| What::Failed { step: StepId(step), why: String::new(), took_ms: 1.0 };
    assert!(!folded(2, vec![(0, failed(0))]).may_skip());
    assert!(folded(2, vec![(0, done(0)), (1, failed(1))]).may_skip());
    assert!(!folded(2, vec![(0, done(0)), (1, failed(1)), (2, What::Skipped { step: StepId(1) })]).may_skip());
}
