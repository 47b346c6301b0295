//! Everything at once: any plan, any troubles, any decisions, a crash anywhere; the end is always clean.

use super::paper::{Ink, Paper};
use super::stand::{Stand, plain_plan, plan};
use super::world::Mode;
use crate::{Control, Decision, OnFailure, Run, State, What};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use testbed::RunTag;

const NODES: [&str; 3] = ["a", "b", "c"];

/// With whether its steps may go together.
fn plans() -> impl Strategy<Value = (Arc<planner::Plan>, bool)> {
    let step = (0..3_usize, prop::collection::vec(any::<prop::sample::Index>(), 1..3));
    (prop::collection::vec(step, 1..10), any::<bool>()).prop_map(|(steps, is_far)| {
        let afters: Vec<Vec<usize>> = (steps.iter().enumerate())
            .map(|(index, (_, after))| after.iter().map(|after| after.index(index + 1)).collect())
            .collect();
        let steps: Vec<(&str, &[usize])> =
            steps.iter().zip(&afters).map(|((node, _), after)| (NODES[*node], &after[..])).collect();
        (if is_far { plain_plan(&steps) } else { plan(&steps) }, is_far)
    })
}

fn modes() -> impl Strategy<Value = Mode> {
    prop_oneof![Just(Mode::FailBefore), Just(Mode::FailAfter), Just(Mode::Hang), Just(Mode::Refuse)]
}

fn decisions() -> impl Strategy<Value = Decision> {
    prop_oneof![Just(Decision::Cancel), Just(Decision::Resume), Just(Decision::CleanUp)]
}

/// Decides as told at some records, and cleans up wherever the run would wait for ever.
fn person(told: BTreeMap<usize, Decision>) -> impl FnMut(&What, &Control) + Send {
    let mut n_heard = 0;
    move |what, control| {
        if let Some(decision) = told.get(&n_heard) {
            control.decide(*decision).unwrap();
        }
        n_heard += 1;
        if let What::State { state: State::Up | State::Paused | State::Stuck, .. } = what {
            control.decide(Decision::CleanUp).unwrap();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_end_is_always_clean(
        (plan, is_far) in plans(),
        faults in prop::collection::btree_map(0..60_usize, modes(), 0..4),
        told in prop::collection::btree_map(0..60_usize, decisions(), 0..4),
        crash_at in prop::option::of(0..100_usize),
        (in_all, per_node, keep, only_safe) in (1..5_usize, 1..3_usize, any::<bool>(), any::<bool>()),
    ) {
        let mut paper = Paper::new(Ink::Full);
        paper.crash_at = crash_at;
        let mut stand = Stand::of(plan.clone()).with_paper(paper);
        stand.options.in_all = in_all;
        stand.world.is_far.store(is_far, Ordering::Relaxed);
        stand.options.per_node = per_node;
        stand.options.on_failure = if keep { OnFailure::Keep } else { OnFailure::RollBack };
        *stand.world.faults.lock().unwrap() = faults;
        let mut outcome = stand.drive(stand.fresh(), person(told));
        if outcome.is_none() {
            let events = stand.paper.events(only_safe);
            let run = Run::from_journal(RunTag("t1".into()), plan, &events);
            // One who comes back finds a run that waits, and cleans it up.
            let run = if run.state().is_some_and(|state| state != State::Starting) { run.ending("again") } else { run };
            stand = stand.with_paper(Paper::new(Ink::Full));
            outcome = stand.drive(run, person(BTreeMap::new()));
        }
        let Some(outcome) = outcome else { panic!("no end:\n{}", stand.paper.text()) };
        stand.assert_over(&outcome, "storm");
    }
}
