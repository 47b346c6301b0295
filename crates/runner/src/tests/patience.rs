//! What is not there yet is waited for as long as that helps, and no longer.

use super::bad_day::{BadDay, WHOLE, line, star};
use crate::{Decision, State, What};
use expect_test::expect;

/// A directory that may ask does so within a second; one that asked in vain asks nobody else for minutes.
#[test]
fn a_silent_directory_is_waited_for_as_long_as_that_helps() {
    for (did, least_ms, most_ms) in [("1", 0.0, 300.0), ("2", 150.0, 600.0), ("0", 1_500.0, 2_000.0)] {
        let day = BadDay::of(star(true), &[]);
        *day.bed.directories.lock().unwrap() = did;
        let (told, at_ms, outcome) = day.up();
        assert_eq!((told.as_str(), outcome.why.as_deref()), (WHOLE, None));
        assert!((least_ms..most_ms).contains(&at_ms), "{did}: {at_ms}");
        let why = "mending []: the directory of n1.b has not spoken with others; going on without\n";
        assert_eq!(day.healed(), if did == "1" { "" } else { why });
    }
}

#[test]
fn a_program_that_starts_slowly_has_not_ended() {
    let dead = expect![[r#"
        step 23 after 50 ms: the program that serves on b ended as soon as it was started
        mending []: the program that serves on b ended as soon as it was started; going on without
    "#]];
    for (starts_in_ms, healed) in [(Some(0), expect![[]]), (Some(400), expect![[]]), (None, dead)] {
        let day = BadDay::of(star(true), &[]);
        *day.bed.starts_in_ms.lock().unwrap() = starts_in_ms;
        let (told, _, outcome) = day.up();
        assert_eq!((told.as_str(), outcome.why.as_deref()), (WHOLE, None));
        healed.assert_eq(&day.healed());
    }
}

/// As long as more of them come, up to the patience of the run.
#[test]
fn link_states_are_waited_for_while_they_come() {
    let cases =
        [(800, 3_200.0, 3_700.0, None), (u64::MAX, 1_500.0, 2_000.0, Some(0)), (1_400, 4_000.0, 4_500.0, Some(2))];
    for (apart_ms, least_ms, most_ms, known) in cases {
        let day = BadDay::of(star(true), &[]);
        *day.bed.links_apart_ms.lock().unwrap() = apart_ms;
        let (told, at_ms, outcome) = day.up();
        assert_eq!((told.as_str(), outcome.why.as_deref()), (WHOLE, None));
        assert!((least_ms..most_ms).contains(&at_ms), "{apart_ms}: {at_ms}");
        let why =
            known.map(|n| format!("mending []: n1.b knows {n} of 4 link states of its layer; going on without\n"));
        assert_eq!(day.healed(), why.unwrap_or_default());
    }
}

/// Whoever is further away than one enrollment asks, all of them in one round before any in the next.
#[test]
fn distant_members_get_acquainted_before_a_name_is_told() {
    let near = BadDay::of(star(true), &[]);
    near.up();
    assert_eq!(*near.bed.acquainted.lock().unwrap(), [""; 0]);
    let far = BadDay::of(line(9), &[]);
    far.up();
    let mut asked = far.bed.acquainted.lock().unwrap().clone();
    asked.chunks_mut(6).for_each(<[String]>::sort_unstable);
    let round = |round| ["a", "b", "c", "g", "h", "i"].map(|node| format!("n1.{node} {round}"));
    assert_eq!(asked, [round(0), round(1), round(2)].concat());
}

/// All of a layer that was started anew are new to each other.
#[test]
fn those_made_anew_get_acquainted_again() {
    let day = BadDay::of(line(9), &[]);
    let (bed, mut n_up) = (day.bed.clone(), 0);
    day.drive(move |what, control| {
        if let What::State { state: State::Up, .. } = what {
            n_up += 1;
            match n_up {
                1 => bed.kill("n1.e"),
                _ => control.decide(Decision::CleanUp).expect("a run"),
            }
        }
    });
    assert_eq!(day.bed.acquainted.lock().unwrap().len(), 2 * 3 * 6);
}

#[test]
fn those_who_hang_while_they_get_acquainted_keep_nobody_waiting_for_ever() {
    let mut at = [0, 20_000].map(|takes_ms| {
        let day = BadDay::of(line(9), &[]);
        *day.bed.acquaints_in_ms.lock().unwrap() = takes_ms;
        let (_, at_ms, outcome) = day.up();
        assert_eq!(outcome.why, None);
        at_ms
    });
    at[1] -= at[0];
    assert!((3_000.0..4_000.0).contains(&at[1]), "{at:?}");
}
