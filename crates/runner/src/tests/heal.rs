//! Daemons on a bad day: whatever they lose is made again, and the journal says so.

use super::bad_day::{BadDay, WHOLE, check, line, star};
use super::daemons::Trouble;
use super::stand::tidy;
use crate::{Clock, Decision, State, What, call};
use expect_test::expect;
use futures::future::FutureExt;
use std::sync::{Arc, Mutex};

#[test]
fn on_a_good_day_little_is_asked_and_nothing_said() {
    let day = BadDay::with(&[]);
    let (told, at_ms, outcome) = day.up();
    assert_eq!((told.as_str(), outcome.why.as_deref()), (WHOLE, None));
    assert_eq!(day.healed(), "");
    // Three daemons on the way, three nodes and three ties in the end.
    assert_eq!(day.bed.n_asked(), 9);
    assert!(at_ms < 250.0, "{at_ms}");
}

/// From afar, where a node's first commands go together.
#[test]
fn what_fails_among_others_is_tried_alone_and_they_go_on() {
    for trouble in [Trouble::Fails, Trouble::ReplyLost, Trouble::Hangs, Trouble::DiesAtBirth, Trouble::Lies] {
        let day = BadDay::with(&[("irm i b n e2.r ", 0, trouble)]);
        day.bed.is_far.store(true, std::sync::atomic::Ordering::Relaxed);
        let (told, at_ms, outcome) = day.up();
        let why = || format!("{trouble:?}: {}\n{}", outcome.why.clone().unwrap_or_default(), day.paper.text());
        assert_eq!(told, WHOLE, "{}", why());
        assert!(at_ms < 13_000.0, "{at_ms} {}", why());
    }
}

#[test]
fn an_ipcp_that_dies_at_birth() {
    check(
        &[("irm i b n e1.a ", 0, Trouble::DiesAtBirth)],
        3.0,
        expect![[r#"
            step 15 after 50 ms: `irm n r n1.a ipcp e1.a` on a ended with status 1; it said: Failed to do it.
            step 15 after 100 ms: `irm n r n1.a ipcp e1.a` on a ended with status 1; it said: Failed to do it.
            step 15 after 200 ms: `irm n r n1.a ipcp e1.a` on a ended with status 1; it said: Failed to do it.
            mending [7 15]: IPCP e1.a on a died
        "#]],
    );
}

#[test]
fn the_first_member_dies_when_all_is_done() {
    check(
        &[("irm i conn n n1.b dst n1.r component dt", 0, Trouble::KillsAfter("n1.r"))],
        2.0,
        expect![[r#"
            mending [8 10 13 16 18 19 20 21 22]: IPCP n1.r on r died
        "#]],
    );
}

#[test]
fn a_reply_is_lost() {
    check(
        &[("irm i e n n1.a", 0, Trouble::ReplyLost), ("irm i c n n1.b", 0, Trouble::ReplyLost)],
        1.0,
        expect![[r#""#]],
    );
}

#[test]
fn a_daemon_says_well_of_what_is_not_done() {
    check(
        &[
            ("irm i e n n1.a", 0, Trouble::Lies),
            ("irm i c n n1.b", 0, Trouble::Lies),
            ("irm i conn n n1.a dst n1.r component dt", 0, Trouble::Lies),
        ],
        12.0,
        expect![[r#"
            step 19 after 50 ms: `irm i conn n n1.a dst n1.r component mgmt` on a ended with status 1; it said: Failed to do it.
            step 19 after 100 ms: `irm i conn n n1.a dst n1.r component mgmt` on a ended with status 1; it said: Failed to do it.
            step 19 after 200 ms: `irm i conn n n1.a dst n1.r component mgmt` on a ended with status 1; it said: Failed to do it.
            mending [7 8 15 16 19]: IPCP e1.a on a does not do its work; IPCP n1.a on a lost its layer n1
            mending [19 21]: the flow from n1.a to n1.r carries nothing
        "#]],
    );
}

#[test]
fn a_flow_that_carries_nothing_one_way() {
    for trouble in [Trouble::Deafens, Trouble::Mutes] {
        let mended = expect![[r#"
            mending [19 21]: the flow from n1.a to n1.r carries nothing
        "#]];
        check(&[("irm i conn n n1.a dst n1.r component dt", 0, trouble)], 12.0, mended);
    }
}

/// Who was asked before it knew the way back answers nobody: that is no reason to make anything anew.
#[test]
fn a_question_without_an_answer() {
    check(&[("irm i conn n n1.a dst n1.r component dt", 0, Trouble::Unanswered)], 1.0, expect![[r#""#]]);
}

#[test]
fn a_failure_that_passes() {
    check(
        &[("irm i e n n1.a", 0, Trouble::Fails), ("irm i e n n1.a", 1, Trouble::Fails)],
        1.0,
        expect![[r#"
            step 16 after 50 ms: `irm i e n n1.a layer n1 dst n1.r autobind` on a ended with status 1; it said: Failed to do it.
            step 16 after 100 ms: `irm i e n n1.a layer n1 dst n1.r autobind` on a ended with status 1; it said: Failed to do it.
        "#]],
    );
}

#[test]
fn a_flow_hangs() {
    check(
        &[("irm i conn n n1.a", 0, Trouble::Hangs)],
        7.0,
        expect![[r#"
            mending [8 16 19]: IPCP n1.a on a does not do its work
        "#]],
    );
}

#[test]
fn an_enrollment_hangs_twice() {
    check(
        &[("irm i e n n1.b", 0, Trouble::Hangs), ("irm i e n n1.b", 0, Trouble::Hangs)],
        7.0,
        expect![[r#"
            step 18 after 50 ms: `irm i e n n1.b layer n1 dst n1.r autobind` on b: no end within 5 s; it was given up
        "#]],
    );
}

#[test]
fn who_answers_nobody_is_made_anew_before_others_wait_for_it() {
    check(
        &[("irm i e n n1.a", 0, Trouble::Hangs), ("irm i e n n1.a", 1, Trouble::Hangs)],
        11.0,
        expect![[r#"
        step 16 after 50 ms: `irm i e n n1.a layer n1 dst n1.r autobind` on a: no end within 5 s; it was given up
        mending [7 8 10 11 13 14 15 16 18]: IPCP e1.a on a does not do its work; IPCP e1.r on r does not do its work; IPCP n1.a on a does not do its work; IPCP n1.r on r does not do its work
    "#]],
    );
}

#[test]
fn a_lower_ipcp_dies_while_a_flow_is_made() {
    check(
        &[("irm i conn n n1.a", 0, Trouble::Kills("e1.r"))],
        2.0,
        expect![[r#"
            mending [8 11 14 16 19]: IPCP e1.r on r died; IPCP n1.a on a does not do its work
        "#]],
    );
}

#[test]
fn what_is_only_late_is_waited_for() {
    check(&[("irm i conn n n1.a", 0, Trouble::Late), ("irm i b n e1.a ", 0, Trouble::Late)], 8.0, expect![[r#""#]]);
}

#[test]
fn what_dies_while_it_is_up_is_made_again() {
    let day = BadDay::with(&[]);
    let bed = day.bed.clone();
    let mut n_up = 0;
    let outcome = day.drive(move |what, control| {
        if let What::State { state: State::Up, .. } = what {
            n_up += 1;
            assert_eq!(bed.told(), WHOLE);
            if n_up == 1 {
                bed.kill("e2.r");
            } else {
                control.decide(Decision::CleanUp).expect("a run");
            }
        }
    });
    assert_eq!(outcome.expect("an end").state, State::Clean);
    expect![[r#"
        mending [12 14 20 22]: IPCP e2.r on r died
    "#]]
    .assert_eq(&day.healed());
}

/// An IPCP dies while something typed goes on that is interrupted at a record. How often the network was up before that
/// ended, and its status.
fn typed_while_mended(is_then: impl Fn(&What) -> bool + Send + 'static) -> (usize, i32) {
    let day = BadDay::with(&[("ping", 0, Trouble::Hangs)]);
    let (bed, ended) = (day.bed.clone(), Arc::new(Mutex::new(None)));
    let (mut n_up, mut ping, tell) = (0, None, ended.clone());
    let outcome = day.drive(move |what, control| {
        match what {
            What::State { state: State::Up, .. } => {
                n_up += 1;
                if n_up == 1 {
                    // It has no time for the answer, only for the question.
                    assert!(control.exec("a", "ping").now_or_never().is_none());
                    bed.kill("e2.r");
                } else {
                    assert_eq!(bed.told(), WHOLE);
                    control.decide(Decision::CleanUp).expect("a run");
                }
            }
            What::Command { line, call, .. } if line == "ping" => ping = Some(*call),
            What::Exited { call, status, .. } if ping == Some(*call) => *tell.lock().unwrap() = Some((n_up, *status)),
            _ => {}
        }
        if let Some(call) = ping.filter(|_| is_then(what)) {
            control.interrupt(call).expect("a run");
        }
    });
    assert_eq!(outcome.expect("an end").state, State::Clean);
    assert_eq!(day.healed(), "mending [12 14 20 22]: IPCP e2.r on r died\n");
    ended.lock().unwrap().expect("it ended")
}

#[test]
fn what_is_typed_goes_on_while_the_network_is_mended() {
    let never = typed_while_mended(|_| false);
    assert_eq!(never, (2, call::KILLED), "when it is taken down");
    let mended = typed_while_mended(|what| matches!(what, What::Mending { .. }));
    assert_eq!(mended, (1, call::KILLED), "when the person says so");
}

/// An IPCP in the middle of a line dies, beside the one that started the layer; what was disconnected, and how long it took to
/// be up again, milliseconds.
fn killed_in_a_line(directory: &'static str) -> (Vec<String>, f64) {
    let day = BadDay::of(line(5), &[]);
    let (bed, clock, told) = (day.bed.clone(), day.clock.clone(), Arc::new(Mutex::new((Vec::new(), 0.0))));
    let (mut ups, mut parted, tell) = (Vec::new(), Vec::new(), told.clone());
    day.drive(move |what, control| match what {
        What::State { state: State::Up, .. } => {
            ups.push(clock.now_ms());
            match ups[..] {
                [_] => {
                    bed.kill("n1.b");
                    *bed.directories.lock().unwrap() = directory;
                }
                [first, second, ..] => {
                    *tell.lock().unwrap() = (parted.clone(), second - first);
                    control.decide(Decision::CleanUp).expect("a run");
                }
                [] => {}
            }
        }
        What::Command { line, .. } if line.contains("disconn") => parted.push(line.clone()),
        _ => {}
    });
    told.lock().unwrap().clone()
}

/// One that gives its end of such a flow back dies of the next packet that is to go there.
#[test]
fn who_had_a_flow_to_the_dead_does_not_give_its_end_back() {
    let (parted, took_ms) = killed_in_a_line("1");
    assert_eq!(parted, [""; 0]);
    assert!((1_000.0..2_000.0).contains(&took_ms), "{took_ms}");
}

#[test]
fn a_network_is_up_again_when_those_made_anew_can_be_found() {
    let (_, quickly_ms) = killed_in_a_line("1");
    let (_, slowly_ms) = killed_in_a_line("0");
    assert!(slowly_ms - quickly_ms > 1_000.0, "{quickly_ms} {slowly_ms}");
}

/// A daemon dies while all is up, and what was said of it.
fn healed_daemon(node: &'static str) -> String {
    let day = BadDay::with(&[]);
    let bed = day.bed.clone();
    let mut n_up = 0;
    let outcome = day.drive(move |what, control| {
        if let What::State { state: State::Up, .. } = what {
            n_up += 1;
            assert_eq!(bed.told(), WHOLE);
            if n_up == 1 {
                bed.kill_daemon(node);
            } else {
                control.decide(Decision::CleanUp).expect("a run");
            }
        }
    });
    assert_eq!(outcome.expect("an end").state, State::Clean);
    day.healed()
}

#[test]
fn a_daemon_that_dies_is_started_again_with_all_that_stood_on_it() {
    expect![[r#"
        mending [5 9 10 17 18 20 22]: the daemon on b does not answer
    "#]]
    .assert_eq(&healed_daemon("b"));
    expect![[r#"
        mending [6 8 10 11 12 13 14 16 18 19 20 21 22]: the daemon on r does not answer
    "#]]
    .assert_eq(&healed_daemon("r"));
}

#[test]
fn a_daemon_dies_while_the_network_comes_up() {
    let day = BadDay::with(&[]);
    let bed = day.bed.clone();
    let mut is_dead = false;
    let outcome = day.drive(move |what, control| {
        if let What::Done { step, .. } = what
            && step.0 == 12
            && !is_dead
        {
            is_dead = true;
            bed.kill_daemon("a");
        }
        if let What::State { state: State::Up, .. } = what {
            assert_eq!(bed.told(), WHOLE);
        }
        tidy(what, control);
    });
    assert!(outcome.expect("an end").was_up);
    assert!(day.healed().contains("the daemon on a does not answer"), "{}", day.healed());
}

#[test]
fn what_never_comes_up_says_who_and_why() {
    let day = BadDay::with(&[("irm i b n e2.r", usize::MAX, Trouble::Fails)]);
    let (_, _, outcome) = day.up();
    assert!(!outcome.was_up && outcome.state == State::Clean);
    expect!["step 12, Bootstrap e2.r in layer e2: `irm i b n e2.r type eth-dix dev e2 layer e2` on r ended with status 1; it said: Failed to do it.; see the log of r, mend the cause, then try again"].assert_eq(&outcome.why.unwrap_or_default());
}

#[test]
fn what_dies_each_time_says_who_and_why() {
    let day = BadDay::with(&[("irm i b n e2.r", usize::MAX, Trouble::DiesAtBirth)]);
    let (_, _, outcome) = day.up();
    assert!(!outcome.was_up && outcome.state == State::Clean);
    expect!["step 14, Register n1.r with e1.r and e2.r: `irm n r n1.r ipcp e1.r ipcp e2.r` on r ended with status 1; it said: Failed to do it.; see the log of r, mend the cause, then try again"].assert_eq(&outcome.why.unwrap_or_default());
}

#[test]
fn every_command_in_trouble_once() {
    let plan = star(false);
    let lines: Vec<&'static str> = (plan.steps.iter())
        .flat_map(|step| step.make.iter().filter(|command| !command.is_daemon()).collect::<Vec<_>>())
        .map(|command| &*Box::leak(command.to_string().into_boxed_str()))
        .collect();
    for line in lines {
        for trouble in [Trouble::ReplyLost, Trouble::Fails, Trouble::Hangs, Trouble::Late, Trouble::KillsAfter("n1.a")]
        {
            let day = BadDay::with(&[(line, 0, trouble)]);
            let (told, _, outcome) = day.up();
            assert_eq!(told, WHOLE, "{line}: {trouble:?}: {:?}\n{}", outcome.why, day.paper.text());
        }
    }
}

#[test]
fn the_same_bad_day_twice_is_the_same_journal() {
    let text = || {
        let day =
            BadDay::with(&[("irm i conn n n1.a", 0, Trouble::Kills("e1.r")), ("irm i c n n1.b", 0, Trouble::Fails)]);
        day.up();
        day.paper.text()
    };
    assert_eq!(text(), text());
}
