//! What is told of edits, by id and by name.

use super::*;
use expect_test::{Expect, expect};
use model::{
    Builder, Edit, Layer, LayerId, LayerKind, Member, Node, NodeId, Point, change, edit,
    edit::{LayerField, Over},
};

fn star() -> Draft {
    let mut builder = Builder::default();
    let [e1, e2] = ["e1", "e2"].map(|name| builder.layer(Layer::of(name, LayerKind::EthDix)));
    let n1 = builder.layer(Layer::of("n1", LayerKind::Unicast));
    for (name, over) in [("a", vec![e1]), ("r", vec![e1, e2]), ("b", vec![e2])] {
        let mut members: Vec<Member> = over.iter().map(|id| Member::of(*id)).collect();
        members.push(Member { over, ..Member::of(n1) });
        builder.node(Node { name: name.into(), members, ..Node::default() });
    }
    builder.finish()
}

fn edited(draft: &Draft, edits: Vec<Edit>) -> Draft {
    let mut after = draft.clone();
    let changes = edit::lower(draft, &Edit::Batch("all".into(), edits)).expect("edits");
    change::apply(&mut after, &changes).expect("changes that fit");
    after
}

fn told(before: &Draft, after: &Draft, by: By, expected: Expect) {
    expected.assert_eq(&lines(&diff(before, after, by)));
}

#[test]
fn what_was_done_is_told_record_by_record() {
    let before = star();
    let after = edited(
        &before,
        vec![
            Edit::AddNode { name: Some("c".into()), at: Point { x: 10.0, y: 20.0 } },
            Edit::Remove(vec![Place::Node(NodeId(3)), Place::Layer(LayerId(2))]),
            Edit::SetLayer(LayerId(3), LayerField::Enrollment(model::Strategy::FullMesh)),
            Edit::Move(vec![(NodeId(1), Point { x: 5.0, y: 5.0 })]),
            Edit::Join { node: NodeId(4), layer: LayerId(3), over: Over::Nothing },
        ],
    );
    told(
        &before,
        &after,
        By::Ids,
        expect![[r#"
        ~ layer n1
            enrollment: along a tree → every pair of neighbours
        - layer e2
        ~ node a
            place: nothing → 5, 5
        ~ node r
            in e2: yes → nothing
            in n1: over e1, e2 → over e1
        + node c
        - node b
    "#]],
    );
}

#[test]
fn a_new_name_is_one_fact_by_id_and_another_record_by_name() {
    let before = star();
    let after = edited(&before, vec![Edit::Rename(Place::Layer(LayerId(1)), "uplink".into())]);
    told(
        &before,
        &after,
        By::Ids,
        expect![[r#"
        ~ layer uplink
            name: e1 → uplink
    "#]],
    );
    assert_eq!(diff(&before, &after, By::Names).items.len(), 4);
}

#[test]
fn what_is_the_same_says_nothing() {
    for by in [By::Ids, By::Names] {
        assert_eq!(diff(&star(), &star(), by).items, []);
    }
    // Other ids, the same names.
    let mut moved = star();
    let gone = edit::lower(&moved, &Edit::Remove(vec![Place::Node(NodeId(3))])).expect("an edit");
    change::apply(&mut moved, &gone).expect("changes that fit");
    let swapped = diff(&moved, &star(), By::Names);
    assert_eq!(
        swapped.items.iter().map(|item| (item.sign, item.label.as_str())).collect::<Vec<_>>(),
        [(Sign::Added, "node b")]
    );
}

#[test]
fn both_are_drawn_as_one() {
    let before = star();
    let after = edited(&before, vec![Edit::Remove(vec![Place::Layer(LayerId(2)), Place::Node(NodeId(1))])]);
    let diff = diff(&before, &after, By::Ids);
    assert_eq!((diff.union.nodes().len(), diff.union.layers().len()), (3, 3));
    assert_eq!(diff.union.unsound(), None);
    let gone = diff.items.iter().find(|item| item.label == "layer e2").expect("it is gone");
    let Place::Layer(id) = gone.place else { panic!("a layer") };
    // Its line is still drawn between those it joined.
    assert_eq!(diff.union.members_by_layer()[&id].len(), 2);
}
