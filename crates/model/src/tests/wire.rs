//! Drafts and edits as they travel: JSON, bounded and small.

use crate::{
    Change, Draft, Edit, Layer, LayerId, LayerKind, Member, Node, NodeId, Point, Swap,
    change::{ApplyError, apply_checked},
    edit::{EditError, SettingsField, lower},
    generate::{Shape, seed_star},
};
use proptest::{
    prelude::*,
    test_runner::{Config, RngSeed},
};
use std::sync::Arc;

proptest! {
    #![proptest_config(Config { cases: 64, failure_persistence: None, rng_seed: RngSeed::Fixed(7), ..Config::default() })]

    #[test]
    fn a_draft_survives_json(draft in super::wild::draft()) {
        let text = serde_json::to_string(&draft).expect("a draft is JSON");
        prop_assert_eq!(serde_json::from_str::<Draft>(&text).expect("its own JSON"), draft);
    }
}

#[test]
fn a_thousand_nodes_are_small() {
    let draft = Shape::random(1_000, 1_500, 1).draft(true);
    let text = serde_json::to_string(&draft).expect("a draft is JSON");
    assert!(text.len() < 500_000, "{} bytes", text.len());
    assert_eq!(draft.unsound(), None);
}

#[test]
fn ids_that_lead_nowhere_are_refused() {
    let text = r#"{"settings":{},"nodes":{"1":{"name":"a","members":[{"layer":7}]}},"layers":{},"services":{}}"#;
    let draft: Draft = serde_json::from_str(text).expect("JSON of the right shape");
    assert_eq!(draft.unsound().as_deref(), Some("layer 7 is mentioned but does not exist"));
}

#[test]
fn a_hostile_change_is_refused_whole() {
    let before = seed_star();
    let mut draft = before.clone();
    let fine = lower(&draft, &Edit::AddNode { name: None, at: Point::default() }).expect("a node");
    let node = Node { name: "x".into(), members: vec![Member::of(LayerId(99))], ..Node::default() };
    let bad = Change::Node(NodeId(77), Swap { before: None, after: Some(Arc::new(node)) });
    let refused = apply_checked(&mut draft, &[fine, vec![bad]].concat());
    assert!(matches!(refused, Err(ApplyError::Unsound(_))), "{refused:?}");
    let e1 = super::text::layer(&draft, "e1");
    let stale = Change::Layer(e1, Swap { before: None, after: Some(Arc::new(Layer::of("x", LayerKind::Local))) });
    assert!(matches!(apply_checked(&mut draft, &[stale]), Err(ApplyError::Conflict(_))));
    let gone = Change::Layer(e1, Swap { before: draft.layers.get(&e1).cloned(), after: None });
    assert!(matches!(apply_checked(&mut draft, &[gone]), Err(ApplyError::Unsound(_))));
    assert_eq!(draft, before);
}

#[test]
fn texts_and_numbers_are_bounded() {
    let draft = seed_star();
    let long = Edit::SetSettings(SettingsField::Title("x".repeat(121)));
    assert!(matches!(lower(&draft, &long), Err(EditError::OutOfBounds(_))));
    let exact = Edit::SetSettings(SettingsField::Title("ä".repeat(120)));
    assert_eq!(lower(&draft, &exact).map(|changes| changes.len()), Ok(1));
    let nowhere = Edit::AddNode { name: None, at: Point { x: f64::NAN, y: 0.0 } };
    assert!(matches!(lower(&draft, &nowhere), Err(EditError::OutOfBounds(_))));
}
