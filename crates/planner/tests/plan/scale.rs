//! Large and hostile designs: bounded plans, in linear time, in an order that can be done.

use crate::drafts::{builder, plan};
use std::fmt::Write;

/// One switch with `n` nodes, all in n1.
fn switch(n: usize) -> String {
    (0..n).fold("n1 unicast\ne1 eth-dix\n".to_owned(), |mut text, node| {
        writeln!(text, "n{node}: e1 n1<e1").expect("text takes all");
        text
    })
}

#[test]
fn every_pair_of_a_common_switch_is_listed() {
    let plan = plan(builder(&switch(100)));
    assert_eq!(plan.layers()[1].graph.len(), 4_950);
    assert_eq!(plan.layers()[1].flows.len(), 4_950);
}

#[test]
fn a_switch_of_10_000_stays_linear() {
    let plan = plan(builder(&switch(10_000)));
    let layer = &plan.layers()[1];
    assert_eq!((layer.graph.len(), layer.enrollments.len(), layer.flows.len()), (9_999, 9_999, 9_999));
}

#[test]
fn many_layers_over_one_wait_without_listing_all_of_it() {
    let mut text = String::from("low unicast\ne1 eth-dix\n");
    (0..200).for_each(|upper| writeln!(text, "u{upper} unicast").expect("text takes all"));
    let uppers: String = (0..200).map(|upper| format!(" u{upper}<low")).collect();
    (0..100).for_each(|node| writeln!(text, "n{node}: e1 low<e1{uppers}").expect("text takes all"));
    let mut draft = builder(&text);
    for layer in 1..=202 {
        draft.layer_mut(model::LayerId(layer)).flows = model::Strategy::Minimal;
    }
    let plan = plan(draft);
    let n_waits: usize = plan.steps.iter().map(|step| step.after.len()).sum();
    assert!(n_waits < 3 * plan.steps.len(), "{n_waits} waits of {} steps", plan.steps.len());
}

#[test]
fn every_step_stands_after_all_it_waits_for() {
    let ring: String = (0..40).map(|link| format!("e{link} eth-dix\n")).collect();
    let nodes: String =
        (0..40).map(|node| format!("n{node}: e{node} e{0} n1<e{node},e{0} top<n1\n", (node + 1) % 40)).collect();
    let plan = plan(builder(&format!("top unicast\nn1 unicast\n{ring}{nodes}")));
    for (place, step) in plan.steps.iter().enumerate() {
        assert_eq!(step.id.0 as usize, place);
        assert!(step.after.iter().all(|before| before.0 < step.id.0), "{step:?}");
        assert!(step.after.is_empty() == (place == 0), "{step:?}");
    }
}

#[test]
fn a_plan_comes_back_from_json() {
    let plan = plan(builder(&switch(3)));
    let text = serde_json::to_string(&plan).expect("JSON");
    assert_eq!(serde_json::from_str::<planner::Plan>(&text).expect("a plan"), plan);
}
