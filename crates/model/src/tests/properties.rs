//! What holds of every draft and every edit.

use super::wild;
use crate::{
    Balance, Bootstrapper, Change, Checked, Design, Draft, Edit, Frame, LayerId, LayerKind, LinkQuality, NodeId, Note,
    Pair, Place, Point, ServiceId, Severity, Strategy as Choose,
    change::{apply, apply_checked, inverse},
    check::{CODES, check},
    edit::{Clip, LayerField, MemberField, NodeField, Over, ServiceField, SettingsField, lower},
    generate,
};
use proptest::{
    collection::vec,
    prelude::*,
    test_runner::{Config, RngSeed},
};
use std::collections::BTreeSet;

fn fixed(cases: u32) -> Config {
    Config {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(42),
        max_shrink_iters: 500,
        ..Config::default()
    }
}

/// Four numbers choose an edit that mostly makes sense for the draft of the moment.
type Dice = (u8, u16, u16, u16);

fn pick<T: Copy>(items: &[T], die: u16) -> Option<T> {
    (!items.is_empty()).then(|| items[die as usize % items.len()])
}

fn edit(draft: &Draft, (what, a, b, c): Dice) -> Edit {
    let nodes: Vec<NodeId> = draft.nodes().map(|(id, _)| id).collect();
    let layers: Vec<LayerId> = draft.layers().map(|(id, _)| id).collect();
    let services: Vec<ServiceId> = draft.services().map(|(id, _)| id).collect();
    let node = |die| pick(&nodes, die).unwrap_or(NodeId(999));
    let layer = |die| pick(&layers, die).unwrap_or(LayerId(999));
    let service = pick(&services, a).unwrap_or(ServiceId(999));
    let kind = LayerKind::ALL[c as usize % LayerKind::ALL.len()];
    let at = Point { x: f64::from(a), y: f64::from(b) };
    let pairs = vec![Pair { from: node(a), to: node(b), via: Some(layer(c)) }];
    match what % 30 {
        0 => Edit::AddNode { name: None, at },
        1 => Edit::AddNode { name: Some("a b".into()), at },
        2 | 3 => Edit::AddLink { name: None, kind, ends: vec![node(a), node(b)], carry: vec![layer(c)] },
        4 => Edit::AddLayer { name: None, kind, members: nodes.clone(), over: Over::Auto },
        5 => Edit::AddLayer { name: None, kind, members: vec![node(a)], over: Over::Layers(vec![layer(b)]) },
        6 => Edit::AddService { name: None, nodes: vec![node(a)], layers: vec![layer(b)] },
        7 => Edit::Remove(vec![Place::Node(node(a))]),
        8 => Edit::Remove(vec![Place::Layer(layer(a))]),
        9 => Edit::Remove(vec![Place::Member(node(a), layer(b)), Place::Layer(layer(c))]),
        10 => Edit::Remove(vec![Place::Service(service)]),
        11 => Edit::Rename(Place::Node(node(a)), "router".into()),
        12 => Edit::Rename(Place::Layer(layer(a)), "n1".into()),
        13 => Edit::Move(vec![(node(a), at), (node(b), at)]),
        14 | 15 => Edit::Join { node: node(a), layer: layer(b), over: Over::Auto },
        16 => Edit::Register { node: node(a), upper: layer(b), lower: layer(c) },
        17 => Edit::Unregister { node: node(a), upper: layer(b), lower: layer(c) },
        18 => Edit::SetNode(node(a), NodeField::Note("x".repeat(b as usize))),
        19 => Edit::SetLayer(layer(a), LayerField::Kind(kind)),
        20 => Edit::SetLayer(layer(a), LayerField::Enrollment(Choose::Manual(pairs))),
        21 => Edit::SetLayer(layer(a), LayerField::Bootstrapper(Bootstrapper::Node(node(b)))),
        22 => {
            let quality = LinkQuality { delay_ms: Some(f64::from(c)), ..LinkQuality::default() };
            Edit::SetMember(node(a), layer(b), MemberField::Quality(Some(quality)))
        }
        23 => Edit::SetService(service, ServiceField::Balance(Balance::RoundRobin)),
        24 => Edit::Batch(
            "fold".into(),
            vec![
                Edit::SetNode(node(a), NodeField::Group(Some("site".into()))),
                Edit::SetSettings(SettingsField::Folded("site".into(), b % 2 == 0)),
                Edit::SetLayer(layer(c), LayerField::Folded(true)),
            ],
        ),
        26 => Edit::Batch(
            "lock".into(),
            vec![Edit::SetNode(node(a), NodeField::Locked(c % 3 != 0)), Edit::Move(vec![(node(a), at)])],
        ),
        27 => {
            let color = (b % 2 == 0).then(|| "#12abEF".to_owned());
            Edit::SetSettings(SettingsField::Frame("site".into(), Frame { color, ..Frame::default() }))
        }
        28 => {
            let note = (b % 3 != 0).then(|| Note { at, text: "why".into(), ..Note::default() });
            Edit::SetSettings(SettingsField::NoteAt(c as usize % 3, note))
        }
        25 => Edit::Paste(Clip::of(draft, &[node(a), node(b)], &[layer(c)]), at),
        _ => Edit::Batch(
            "both".into(),
            vec![
                Edit::SetSettings(SettingsField::Title(format!("{a}"))),
                Edit::Remove(vec![Place::Node(node(a))]),
                Edit::AddNode { name: None, at },
                Edit::Join { node: node(b), layer: layer(c), over: Over::Nothing },
            ],
        ),
    }
}

/// Applies what can be applied; the changes of each edit done.
fn play(draft: &mut Draft, dice: &[Dice]) -> Vec<Vec<Change>> {
    let mut history = Vec::new();
    for dice in dice {
        let edit = edit(draft, *dice);
        assert!(!edit.label(draft).is_empty());
        if let Ok(changes) = lower(draft, &edit) {
            apply(draft, &changes).expect("changes fit the draft they were made for");
            history.push(changes);
        }
    }
    history
}

proptest! {
    #![proptest_config(fixed(8))]

    #[test]
    fn a_thousand_edits_can_be_undone_and_done_again(dice in vec(any::<Dice>(), 1_000)) {
        let before = generate::seed_star();
        let mut draft = before.clone();
        let history = play(&mut draft, &dice);
        let after = draft.clone();
        prop_assert!(history.len() > 100, "{} of 1,000", history.len());
        for changes in history.iter().rev() {
            apply(&mut draft, &inverse(changes)).expect("undo");
        }
        prop_assert_eq!(&draft, &before);
        for changes in &history {
            apply(&mut draft, changes).expect("redo");
        }
        prop_assert_eq!(&draft, &after);
    }
}

proptest! {
    #![proptest_config(fixed(128))]

    #[test]
    fn edits_never_break_soundness(draft in wild::draft(), dice in vec(any::<Dice>(), 20)) {
        let mut draft = draft;
        prop_assert_eq!(draft.unsound(), None);
        for dice in dice {
            play(&mut draft, &[dice]);
            prop_assert_eq!(draft.unsound(), None);
        }
    }

    #[test]
    fn a_change_and_its_inverse_leave_nothing(draft in wild::draft(), dice in any::<Dice>()) {
        if let Ok(changes) = lower(&draft, &edit(&draft, dice)) {
            let mut changed = draft.clone();
            apply_checked(&mut changed, &changes).expect("own changes");
            prop_assert_eq!(changed == draft, changes.is_empty());
            apply_checked(&mut changed, &inverse(&changes)).expect("the way back");
            prop_assert_eq!(changed, draft);
        }
    }
}

proptest! {
    #![proptest_config(fixed(300))]

    #[test]
    fn every_mend_mends(draft in wild::draft(), own_names in any::<bool>()) {
        // Where names are borne twice findings read the same, so only those about names can be told apart.
        let draft = if own_names { wild::with_own_names(draft) } else { draft };
        let of_names = ["bad-name", "duplicate-layer", "duplicate-node", "duplicate-service", "name-clash"];
        let is_told_apart = |code: &str| own_names || of_names.contains(&code);
        for finding in check(&draft) {
            prop_assert!(CODES.iter().any(|(code, _)| *code == finding.code), "{} is not listed", finding.code);
            prop_assert!(!finding.message.is_empty() && !finding.advice.is_empty(), "{finding:?}");
            prop_assert!(!finding.message.chars().any(char::is_control), "{}", finding.message);
            for mend in finding.mends.iter().filter(|_| is_told_apart(finding.code)) {
                let changes = lower(&draft, &mend.edit);
                prop_assert!(changes.is_ok(), "{changes:?} from {finding:?}");
                let mut mended = draft.clone();
                apply_checked(&mut mended, &changes.expect("just asked")).expect("own changes");
                let same = |other: &crate::Finding| {
                    (other.code, other.at, &other.message) == (finding.code, finding.at, &finding.message)
                };
                prop_assert!(!check(&mended).iter().any(same), "{} did not mend {finding:?}", mend.label);
            }
        }
    }

    #[test]
    fn errors_come_first_and_keep_a_draft_from_being_a_design(draft in wild::draft()) {
        let findings = check(&draft);
        let severities: Vec<Severity> = findings.iter().map(|finding| finding.severity).collect();
        prop_assert!(severities.is_sorted());
        let has_errors = severities.first() == Some(&Severity::Error);
        let n_errors = severities.iter().filter(|severity| **severity == Severity::Error).count();
        let checked = Checked::of(draft.clone());
        prop_assert_eq!(Design::try_from(&checked).err(), has_errors.then_some(n_errors));
        prop_assert_eq!(Design::try_from(draft).is_err(), has_errors);
    }
}

#[test]
fn codes_are_sorted_and_each_can_be_met() {
    let listed: Vec<&str> = CODES.iter().map(|(code, _)| *code).collect();
    assert!(listed.is_sorted_by(|a, b| a < b), "{listed:?}");
    let mut runner = proptest::test_runner::TestRunner::new(fixed(300));
    // These need more than luck; they have tests of their own among the findings.
    let rare = [
        "bootstrapper-enrolls",
        "duplicate-address",
        "duplicate-pair",
        "empty-experiment",
        "enrolled-twice",
        "pair-via",
    ];
    let met = std::cell::RefCell::new(BTreeSet::from(rare));
    runner
        .run(&wild::draft(), |draft| {
            met.borrow_mut().extend(check(&draft).iter().map(|finding| finding.code));
            Ok(())
        })
        .expect("no panic");
    let never: Vec<&&str> = listed.iter().filter(|code| !met.borrow().contains(**code)).collect();
    assert_eq!(never, Vec::<&&str>::new());
}
