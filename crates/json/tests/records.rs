//! Our own records come out as `serde_json` reads them.

use model::{Design, Draft, generate::Shape};
use planner::Plan;
use serde::{Serialize, de::DeserializeOwned};

/// Read by both, and written again by `serde_json`, it is the same.
fn same<T: Serialize + DeserializeOwned>(value: &T) {
    let text = serde_json::to_string(value).expect("JSON");
    let ours: T = json::read(&text).unwrap_or_else(|wrong| panic!("{wrong}: {text}"));
    assert_eq!(serde_json::to_string(&ours).expect("JSON"), text);
    let written = json::write(value).expect("JSON");
    let theirs: T = serde_json::from_str(&written).unwrap_or_else(|wrong| panic!("{wrong}: {written}"));
    assert_eq!(serde_json::to_string(&theirs).expect("JSON"), text);
}

fn drafts() -> [Draft; 3] {
    [model::generate::seed_star(), Shape::grid(3, 3).draft(true), Shape::random(20, 30, 1).draft(true)]
}

#[test]
fn drafts_with_all_that_is_in_them() {
    drafts().iter().for_each(same);
}

#[test]
fn plans_with_their_commands() {
    let family = prototypes::by_kind("ouroboros").expect("Ouroboros is there");
    for draft in drafts() {
        let design = Design::try_from(draft).expect("a design");
        let plan = Plan::of(&design, family.set_up(&design).expect("the usual settings").as_ref());
        let text = serde_json::to_string(&plan).expect("JSON");
        let ours: Plan = json::read(&text).unwrap_or_else(|wrong| panic!("{wrong}: {text}"));
        assert_eq!(serde_json::to_string(&ours).expect("JSON"), text);
    }
}
