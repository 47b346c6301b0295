//! A crash at every record: the run is picked up again, or cleaned, never unknown.

use super::paper::{Ink, Paper};
use super::stand::{Stand, tidy};
use crate::{Decision, Event, OnFailure, Run, State, What};
use planner::StepId;
use testbed::RunTag;

/// A run as `events` left it.
fn again(stand: &Stand, events: &[Event]) -> Run {
    Run::from_journal(RunTag("t1".into()), stand.plan.clone(), events)
}

/// A journal whose process dies with this record.
fn torn(at: usize) -> Paper {
    let mut paper = Paper::new(Ink::Full);
    paper.crash_at = Some(at);
    paper
}

/// Every record at which the process can die, with what was not safe then kept or lost.
fn every_crash(mut check: impl FnMut(Stand, &[Event], &str)) {
    for at in 0..Stand::n_records() {
        for only_safe in [false, true] {
            let stand = Stand::small().with_paper(torn(at));
            assert_eq!(stand.drive(stand.fresh(), tidy), None, "it crashes at record {at}");
            let events = stand.paper.events(only_safe);
            let note = format!("crash at record {at}, only what was safe: {only_safe}");
            check(stand.with_paper(Paper::new(Ink::Full)), &events, &note);
        }
    }
}

#[test]
fn after_a_crash_it_is_picked_up() {
    every_crash(|stand, events, note| {
        let run = again(&stand, events);
        let (state, all) = (run.state(), stand.plan.clone());
        let world = stand.world.clone();
        let outcome = stand.drive(run, move |what, control| {
            if let What::State { state: State::Up, .. } = what {
                assert_eq!(world.things().len(), 2 * (all.steps.len() - 1), "up means that all is there");
            }
            tidy(what, control);
        });
        // Only a run that waited for a decision before goes on waiting.
        let outcome = outcome.unwrap_or_else(|| panic!("{note}: {state:?}"));
        stand.assert_over(&outcome, note);
        assert!(outcome.was_up, "{note}");
    });
}

#[test]
fn after_a_crash_it_is_cleaned() {
    every_crash(|stand, events, note| {
        let run = again(&stand, events);
        let outcome = stand.drive(run.ending("the server stopped"), |_, _| {}).expect("an end");
        stand.assert_over(&outcome, note);
        assert_eq!(stand.world.state.lock().unwrap().left, Vec::<String>::new(), "{note}: undone, not only released");
    });
}

#[test]
fn crashes_while_cleaning_up_are_harmless_too() {
    every_crash(|mut stand, events, note| {
        let mut events = events.to_vec();
        for at in [7, 3, 1, 0] {
            stand = stand.with_paper(torn(at));
            stand.drive(again(&stand, &events).ending("the server stopped"), |_, _| {});
            events.extend(stand.paper.events(false));
        }
        stand = stand.with_paper(Paper::new(Ink::Full));
        let outcome = stand.drive(again(&stand, &events), |_, _| {}).expect("an end");
        stand.assert_over(&outcome, note);
        assert_eq!(stand.world.state.lock().unwrap().left, Vec::<String>::new(), "{note}: undone, not only released");
    });
}

#[test]
fn a_failure_is_still_one_after_a_crash_before_anything_else_was_said() {
    for (on_failure, state) in [(OnFailure::RollBack, State::Stopping), (OnFailure::Keep, State::Paused)] {
        let mut stand = Stand::small();
        stand.options.on_failure = on_failure;
        let events: Vec<Event> = ([
            What::State { state: State::Starting, why: None },
            What::Started { step: StepId(0) },
            What::Failed { step: StepId(0), why: "no room".into(), took_ms: 1.0 },
        ])
        .into_iter()
        .enumerate()
        .map(|(seq, what)| Event { seq: seq as u64, at_ms: 0, what })
        .collect();
        stand.drive(again(&stand, &events), |_, _| {});
        let first = stand.paper.events(false).into_iter().next().expect("a record").what;
        assert_eq!(first, What::State { state, why: Some("no room".into()) });
    }
}

#[test]
fn a_pause_is_still_a_pause_after_a_crash() {
    let stand = Stand::small();
    let cancelled = stand.drive(stand.fresh(), |what, control| {
        if let What::Started { step } = what
            && step.0 == 2
        {
            control.decide(Decision::Cancel).unwrap();
        }
    });
    assert_eq!(cancelled, None, "it waits");
    let run = again(&stand, &stand.paper.events(true));
    assert_eq!(run.state(), Some(State::Paused));
    assert_eq!(stand.drive(run, |_, _| {}), None, "it waits again");
}

#[test]
fn a_journal_of_another_plan_does_not_panic() {
    let event = r#"{"seq":0,"at_ms":0,"event":"started","step":4000000000}"#;
    let events = [serde_json::from_str(event).unwrap()];
    let stand = Stand::small();
    let run = again(&stand, &events);
    stand.assert_over(&stand.drive(run.ending("damaged"), |_, _| {}).unwrap(), "another plan");
}
