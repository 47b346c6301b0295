//! Cancel at every step, in every way.

use super::stand::{Stand, tidy};
use super::world::Mode;
use crate::{Control, Decision, State, What};

fn at_start_of(step: u32, decision: Decision) -> impl FnMut(&What, &Control) + Send {
    move |what, control| match what {
        What::Started { step: started } if started.0 == step => control.decide(decision).unwrap(),
        _ => {}
    }
}

#[test]
fn a_cancel_at_every_step_can_be_resumed() {
    for step in 0..6 {
        let stand = Stand::small();
        let mut cancel = at_start_of(step, Decision::Cancel);
        let outcome = stand.drive(stand.fresh(), move |what, control| {
            cancel(what, control);
            match what {
                What::State { state: State::Paused, .. } => control.decide(Decision::Resume).unwrap(),
                other => tidy(other, control),
            }
        });
        stand.assert_over(&outcome.expect("an end"), &format!("cancel at step {step}"));
        assert!(stand.paper.text().contains(r#""state":"paused""#), "step {step}");
        let state = stand.world.state.lock().unwrap();
        assert!(state.ran.values().all(|n| *n == 1), "step {step}: nothing is done twice: {:?}", state.ran);
    }
}

#[test]
fn a_cancel_at_every_step_can_be_cleaned_up() {
    for step in 0..6 {
        for decision in [Decision::Cancel, Decision::CleanUp] {
            let stand = Stand::small();
            let mut cancel = at_start_of(step, decision);
            let outcome = stand.drive(stand.fresh(), move |what, control| {
                cancel(what, control);
                tidy(what, control);
            });
            let outcome = outcome.expect("an end");
            stand.assert_over(&outcome, &format!("{decision:?} at step {step}"));
            assert!(outcome.why.is_some());
            assert_eq!(stand.world.state.lock().unwrap().left, Vec::<String>::new());
        }
    }
}

#[test]
fn a_cancel_stops_at_the_step_boundary() {
    let stand = Stand::small();
    assert_eq!(stand.drive(stand.fresh(), at_start_of(1, Decision::Cancel)), None);
    assert_eq!(stand.world.things(), ["1", "1-too", "2", "2-too"], "what was begun together is finished, no more");
    let text = stand.paper.text();
    assert!(
        text.ends_with("{\"event\":\"state\",\"state\":\"paused\",\"why\":\"cancelled with 3 of 6 steps done\"}\n"),
        "{text}"
    );
}

#[test]
fn a_second_cancel_does_not_wait_for_what_hangs() {
    for decision in [Decision::Cancel, Decision::CleanUp] {
        let mut stand = Stand::small();
        stand.options.step_timeout_ms = u64::MAX / 2;
        stand.world.faults.lock().unwrap().insert(1, Mode::Hang);
        let outcome = stand.drive(stand.fresh(), move |what, control| {
            if let What::Started { step } = what
                && step.0 == 1
            {
                control.decide(Decision::Cancel).unwrap();
                control.decide(decision).unwrap();
            }
            tidy(what, control);
        });
        stand.assert_over(&outcome.expect("an end"), "a hanging step");
        assert!(stand.paper.text().contains("given up at the user's word"));
    }
}

#[test]
fn a_cancel_while_undoing_leaves_the_rest_to_the_release() {
    let mut stand = Stand::small();
    stand.options.step_timeout_ms = u64::MAX / 2;
    stand.world.faults.lock().unwrap().insert(11, Mode::Hang);
    let outcome = stand.drive(stand.fresh(), |what, control| {
        if let What::Undoing { step } = what
            && step.0 == 5
        {
            control.decide(Decision::Cancel).unwrap();
        }
        tidy(what, control);
    });
    let outcome = outcome.expect("an end");
    stand.assert_over(&outcome, "a hanging undo");
    assert_eq!(outcome.n_undo_failed, 1);
    assert!(!stand.world.state.lock().unwrap().left.is_empty());
}

#[test]
fn a_resume_takes_a_cancel_back() {
    let stand = Stand::small();
    let outcome = stand.drive(stand.fresh(), |what, control| {
        if let What::Started { step } = what
            && step.0 == 1
        {
            control.decide(Decision::Cancel).unwrap();
            control.decide(Decision::Resume).unwrap();
        }
        tidy(what, control);
    });
    assert!(outcome.expect("an end").was_up);
    assert!(!stand.paper.text().contains("paused"));
}

#[test]
fn a_run_without_handles_does_not_wait_for_ever() {
    let stand = Stand::small();
    let (control, requests) = crate::control();
    drop(control);
    let means = crate::Means { bed: stand.world.clone(), journal: stand.paper.clone(), clock: stand.clock.clone() };
    let mut pool = futures::executor::LocalPool::new();
    let work = stand.fresh().drive(means, requests, stand.options.clone());
    let mut work = Box::pin(work);
    let outcome = loop {
        match pool.run_until(async { futures::poll!(&mut work) }) {
            std::task::Poll::Ready(outcome) => break outcome,
            std::task::Poll::Pending => assert!(stand.clock.advance(), "something is waited for"),
        }
    };
    assert_eq!(outcome.state, State::Up);
}
