//! How much is done at once, and that it takes no longer than it must.

use super::stand::{Stand, plan};
use crate::Clock;
use crate::schedule::{Schedule, Way};
use crate::{Options, State};
use planner::{Plan, StepId, Survey};
use std::collections::HashMap;
use testbed::Command;

fn wide() -> Stand {
    let nodes = ["a", "b", "c"];
    let steps: Vec<(&str, &[usize])> = (0..30).map(|index| (nodes[index % 3], &[0_usize][..])).collect();
    Stand::of(plan(&steps))
}

#[test]
fn no_more_at_once_than_allowed() {
    for (per_node, in_all, node_peak, peak) in [(1, 16, 1, 3), (2, 16, 2, 6), (10, 4, 2, 4), (1, 1, 1, 1), (0, 0, 1, 1)]
    {
        let mut stand = wide();
        stand.options = Options { per_node, in_all, ..Options::default() };
        assert_eq!(stand.drive_to_end().state, State::Clean);
        let peaks = stand.world.state.lock().unwrap().peaks.clone();
        assert_eq!(peaks[""], peak, "{per_node} a node, {in_all} in all");
        assert!(peaks["a"] >= node_peak.min(per_node.max(1)) && peaks["a"] <= per_node.max(1), "{peaks:?}");
    }
}

#[test]
fn a_node_that_is_only_a_label_has_room_for_two() {
    let none = Command::new(["true"]);
    let survey = |one_daemon| Survey {
        ipcps: none.clone(),
        views: none.clone(),
        ties: Some(none.clone()),
        acquaint: None,
        programs: none.clone(),
        uproot: none.clone(),
        raze: None,
        one_daemon,
    };
    for (one_daemon, most) in [(true, 2), (false, 1)] {
        let mut plan = Plan::clone(&wide().plan);
        plan.survey = Some(survey(one_daemon));
        let mut schedule = Schedule::new(&plan, Way::Make, &Options::default(), |_| true);
        let first = schedule.next().expect("the step that the others wait for");
        schedule.end(first, true);
        let mut at_once: HashMap<_, usize> = HashMap::new();
        while let Some(step) = schedule.next() {
            *at_once.entry(plan.steps.get(step).expect("a step of the plan").node.cloned()).or_default() += 1;
        }
        assert_eq!((at_once.len(), at_once.into_values().max()), (3, Some(most)));
    }
}

#[test]
fn a_step_is_seen_for_its_least_time() {
    let mut stand = Stand::small();
    stand.options.pace_ms = 100;
    stand.drive_to_end();
    // Four steps in a row up, three and the release down.
    assert_eq!(stand.clock.now_ms(), 700.0);
}

#[test]
fn many_steps_take_no_quadratic_time() {
    let nodes: Vec<String> = (0..200).map(|index| format!("n{index}")).collect();
    let after: Vec<[usize; 1]> = (0..40_000_usize).map(|index| [index.saturating_sub(199)]).collect();
    let steps: Vec<(&str, &[usize])> =
        (0..40_000).map(|index| (nodes[index % 200].as_str(), &after[index][..])).collect();
    let plan = plan(&steps);
    for way in [Way::Make, Way::Unmake] {
        let mut schedule = Schedule::new(&plan, way, &Options::default(), |_| true);
        let mut walked = Vec::new();
        while let Some(step) = schedule.next() {
            schedule.end(step, true);
            walked.push(step);
        }
        assert_eq!((walked.len(), schedule.n_left()), (40_001, 0));
        if way == Way::Unmake {
            assert!(walked.is_sorted_by(|a, b| a > b), "one by one it is the list in reverse");
        } else {
            assert_eq!(walked[0], StepId(0));
            assert!(walked.is_sorted(), "one by one it is the list");
        }
    }
}
