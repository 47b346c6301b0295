//! Commands typed while the network is up.

use super::bad_day::{BadDay, star};
use super::stand::Stand;
use super::world::Mode;
use crate::{Control, Decision, Means, Options, Refused, State, Typed, What};
use futures::FutureExt;
use futures::channel::mpsc;
use futures::executor::block_on;
use futures::future::{Either, join, poll_fn, select};
use futures::stream::StreamExt;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::Poll;

/// Drives a small network up, does `typing` there, then cleans up; what was done, and the journal.
pub fn when_up<T: Send + 'static, F: Future<Output = T> + 'static>(
    typing: impl FnOnce(Control) -> F + 'static,
) -> (T, String) {
    let stand = Stand::small();
    let (tell, mut up) = mpsc::unbounded();
    let said: Arc<Mutex<Option<T>>> = Arc::default();
    let slot = said.clone();
    let person = move |what: &What, _: &Control| {
        if let What::State { state: State::Up, .. } = what {
            tell.unbounded_send(()).unwrap();
        }
    };
    let outcome = stand.drive_beside(stand.fresh(), person, |control| async move {
        up.next().await;
        *slot.lock().unwrap() = Some(typing(control.clone()).await);
        let _ = control.decide(Decision::CleanUp);
    });
    stand.assert_over(&outcome.expect("an end"), "typed");
    let said = said.lock().unwrap().take().expect("something was done");
    (said, stand.paper.text())
}

async fn refused(control: &Control, node: &str) -> String {
    match control.exec(node, "hello").await {
        Ok(Typed { call, .. }) => panic!("{node} has run it as {call}"),
        Err(Refused::Not(why)) => why,
        Err(Refused::Over) => panic!("it is not over"),
    }
}

#[test]
fn a_command_runs_to_its_end_and_is_recorded() {
    let (status, text) = when_up(|control| async move {
        let typed = control.exec("b", "oping -n x").await.expect("begun");
        typed.ended().await.map(|exit| exit.status)
    });
    assert_eq!(status, Some(0));
    let began = r#"{"event":"command","node":"b","line":"oping -n x","call":10}"#;
    assert!(
        text.contains(began) && text.contains(r#"{"event":"exited","call":10,"status":0,"took_ms":10.0}"#),
        "{text}"
    );
}

#[test]
fn a_command_without_end_is_interrupted() {
    let (ended, text) = when_up(|control| async move {
        let typed = control.exec("a", "forever").await.expect("begun");
        control.interrupt(typed.call).expect("a run");
        typed.ended().await
    });
    assert_eq!(ended, None);
    assert!(text.contains(r#"{"event":"exited","call":10,"status":137,"took_ms":0.0}"#), "{text}");
}

#[test]
fn cleaning_up_does_not_wait_for_what_was_typed() {
    let ((), text) = when_up(|control| async move {
        control.exec("a", "forever").await.expect("begun");
    });
    let at = |part| text.find(part).expect(part);
    assert!(at(r#""status":137"#) < at(r#""event":"undoing""#), "what goes on would see its network go: {text}");
}

#[test]
fn what_was_typed_ends_though_nobody_can_decide_any_more() {
    let stand = Stand::small();
    let (tell, mut up) = mpsc::unbounded();
    stand.paper.on_record(move |what| {
        if let What::State { state: State::Up, .. } = what {
            tell.unbounded_send(()).unwrap();
        }
    });
    let (control, requests) = crate::control();
    let means = Means { bed: stand.world.clone(), journal: stand.paper.clone(), clock: stand.clock.clone() };
    let person = async move {
        up.next().await;
        control.exec("b", "oping -n x").await.expect("begun");
    };
    let both = pin!(join(stand.fresh().drive(means, requests, Options::default()), person));
    let mut n_left = 10_000;
    let time = pin!(poll_fn(|cx| {
        stand.clock.advance();
        n_left -= 1;
        cx.waker().wake_by_ref();
        if n_left == 0 { Poll::Ready(()) } else { Poll::Pending }
    }));
    let Either::Left(((outcome, ()), _)) = block_on(select(both, time)) else { panic!("{}", stand.paper.text()) };
    assert_eq!(outcome.state, State::Up);
    assert!(stand.paper.text().contains(r#"{"event":"exited","call":10,"status":0,"#), "{}", stand.paper.text());
}

#[test]
fn what_cannot_be_run_is_refused_with_a_way_out() {
    let (why, _) = when_up(|control| async move { refused(&control, "nowhere").await });
    assert_eq!(why, "there is no node `nowhere`; try one of a, b, c");
    let (why, _) = when_up(|control| async move {
        for _ in 0..64 {
            control.exec("a", "forever").await.expect("begun");
        }
        refused(&control, "a").await
    });
    assert_eq!(why, "64 commands are going on; interrupt one first");
    for line in ["", " ", "a\0b"] {
        let (ended, _) = when_up(move |control| async move { control.exec("a", line).await.err() });
        assert!(ended.expect("a refusal").to_string().contains("no command"), "{line:?}");
    }
}

/// What is said to a command typed before the network is up.
fn typed_early(stand: &Stand) -> Option<Refused> {
    let said = Arc::new(Mutex::new(None));
    let slot = said.clone();
    let outcome = stand.drive_beside(stand.fresh(), super::stand::tidy, |control| async move {
        let refused = control.exec("a", "oping -n x").await.err();
        *slot.lock().unwrap() = Some(refused);
    });
    stand.assert_over(&outcome.expect("an end"), "too early");
    said.lock().unwrap().take().expect("an answer")
}

#[test]
fn a_command_is_refused_until_the_machines_are_there() {
    let stand = Stand::small();
    stand.world.faults.lock().unwrap().insert(0, Mode::Hang);
    let why = "the machines are not there yet; wait until they are, or cancel";
    assert_eq!(typed_early(&stand), Some(Refused::Not(why.to_owned())));
    let stand = Stand::small();
    assert_eq!(typed_early(&stand), None);
    let text = stand.paper.text();
    let at = |part| text.find(part).expect(part);
    assert!(at("oping -n x") < at(r#""state":"up""#), "while it comes up: {text}");
}

#[test]
fn after_the_end_every_word_is_refused() {
    let (control, requests) = crate::control();
    drop(requests);
    assert_eq!(control.decide(Decision::Resume), Err(crate::Over));
    let refused = futures::executor::block_on(control.exec("a", "hello"));
    assert_eq!(refused.err(), Some(Refused::Over));
}

#[test]
fn what_people_follow_is_heard_line_by_line_and_recorded_as_they_know_it() {
    let day = BadDay::of(star(true), &[]);
    let (told, lines) = (Arc::new(Mutex::new(Vec::new())), Arc::new(Mutex::new(Vec::new())));
    let (bed, follow, heard) = (day.bed.clone(), told.clone(), lines.clone());
    day.drive(move |what, control| match what {
        What::State { state: State::Up, .. } => {
            assert!(control.exec("a", "ping").now_or_never().is_none());
        }
        What::Command { line, .. } => heard.lock().unwrap().push(line.clone()),
        What::Exited { .. } if bed.followed().len() == 2 => {
            *follow.lock().unwrap() = bed.followed();
            let _ = control.decide(Decision::CleanUp);
        }
        _ => {}
    });
    assert_eq!(*told.lock().unwrap(), ["oping", "sh -c ping"]);
    let lines = lines.lock().unwrap();
    assert!(lines.iter().any(|line| line == "oping") && lines.iter().any(|line| line == "ping"), "{lines:?}");
}
