//! What the user may choose: strategies, and who starts a layer.

use crate::drafts::{builder, plan, told};
use expect_test::{Expect, expect};
use model::{Bootstrapper, Layer, LayerId, NodeId, Pair, Strategy};

const RING: &str = "
    n1 unicast
    e1 eth-dix
    e2 eth-dix
    e3 eth-dix
    e4 eth-dix
    a: e4 e1 n1<e4,e1
    b: e1 e2 n1<e1,e2
    c: e2 e3 n1<e2,e3
    d: e3 e4 n1<e3,e4
";

const LINE: &str = "
    n1 unicast
    e1 eth-dix
    e2 eth-dix
    e3 eth-dix
    e4 eth-dix
    a: e1 n1<e1
    b: e1 e2 n1<e1,e2
    c: e2 e3 n1<e2,e3
    d: e3 e4 n1<e3,e4
    e: e4 n1<e4
";

fn check(text: &str, choose: impl FnOnce(&mut Layer), expected: Expect) {
    let mut chosen = builder(text);
    choose(chosen.layer_mut(LayerId(1)));
    expected.assert_eq(&told(&plan(chosen)));
}

fn pairs(pairs: &[(u32, u32)]) -> Strategy {
    Strategy::Manual(pairs.iter().map(|(from, to)| Pair { from: NodeId(*from), to: NodeId(*to), via: None }).collect())
}

#[test]
fn as_rumba_unless_said_otherwise() {
    check(
        RING,
        |_| (),
        expect![[r#"
        n1.a starts n1
        n1.d --> n1.a over e4: breadth-first from a through e4
        n1.b --> n1.a over e1: breadth-first from a through e1
        n1.c --> n1.d over e3: breadth-first from a through e3
        n1.d ==> n1.a: d enrolled through a
        n1.b ==> n1.a: b enrolled through a
        n1.c ==> n1.d: c enrolled through d
        n1.b ==> n1.c: full mesh: b and c share e2
    "#]],
    );
}

#[test]
fn flows_along_the_tree_only() {
    check(
        RING,
        |layer| layer.flows = Strategy::Minimal,
        expect![[r#"
        n1.a starts n1
        n1.d --> n1.a over e4: breadth-first from a through e4
        n1.b --> n1.a over e1: breadth-first from a through e1
        n1.c --> n1.d over e3: breadth-first from a through e3
        n1.d ==> n1.a: d enrolled through a
        n1.b ==> n1.a: b enrolled through a
        n1.c ==> n1.d: c enrolled through d
    "#]],
    );
}

#[test]
fn every_pair_enrolls() {
    check(
        RING,
        |layer| layer.enrollment = Strategy::FullMesh,
        expect![[r#"
        n1.a starts n1
        n1.d --> n1.a over e4: breadth-first from a through e4
        n1.b --> n1.a over e1: breadth-first from a through e1
        n1.c --> n1.d over e3: breadth-first from a through e3
        n1.b --> n1.c over e2: full mesh: b and c share e2
        n1.d ==> n1.a: d enrolled through a
        n1.b ==> n1.a: b enrolled through a
        n1.c ==> n1.d: c enrolled through d
        n1.b ==> n1.c: full mesh: b and c share e2
    "#]],
    );
}

#[test]
fn pairs_chosen_by_hand_are_put_in_order() {
    let choose = |layer: &mut Layer| {
        layer.enrollment = pairs(&[(4, 3), (1, 2), (3, 2)]);
        layer.flows = pairs(&[(1, 4), (2, 3), (3, 4)]);
    };
    check(
        RING,
        choose,
        expect![[r#"
            n1.b starts n1
            n1.a --> n1.b over e1: chosen by hand, through e1
            n1.c --> n1.b over e2: chosen by hand, through e2
            n1.d --> n1.c over e3: chosen by hand, through e3
            n1.a ==> n1.d: chosen by hand
            n1.b ==> n1.c: chosen by hand
            n1.c ==> n1.d: chosen by hand
        "#]],
    );
}

#[test]
fn the_centre_starts() {
    check(
        LINE,
        |layer| layer.bootstrapper = Bootstrapper::Centre,
        expect![[r#"
        n1.c starts n1
        n1.b --> n1.c over e2: breadth-first from c through e2
        n1.d --> n1.c over e3: breadth-first from c through e3
        n1.a --> n1.b over e1: breadth-first from c through e1
        n1.e --> n1.d over e4: breadth-first from c through e4
        n1.b ==> n1.c: b enrolled through c
        n1.d ==> n1.c: d enrolled through c
        n1.a ==> n1.b: a enrolled through b
        n1.e ==> n1.d: e enrolled through d
    "#]],
    );
}

#[test]
fn the_named_node_starts() {
    check(
        LINE,
        |layer| layer.bootstrapper = Bootstrapper::Node(NodeId(5)),
        expect![[r#"
        n1.e starts n1
        n1.d --> n1.e over e4: breadth-first from e through e4
        n1.c --> n1.d over e3: breadth-first from e through e3
        n1.b --> n1.c over e2: breadth-first from e through e2
        n1.a --> n1.b over e1: breadth-first from e through e1
        n1.d ==> n1.e: d enrolled through e
        n1.c ==> n1.d: c enrolled through d
        n1.b ==> n1.c: b enrolled through c
        n1.a ==> n1.b: a enrolled through b
    "#]],
    );
}

#[test]
fn members_beyond_the_tree_meet_unless_a_flow_joins_them() {
    let mut chosen = builder(RING);
    let layer = chosen.layer_mut(LayerId(1));
    layer.enrollment = Strategy::FullMesh;
    let meetings = |plan: planner::Plan| plan.steps.iter().filter(|step| step.what().starts_with("Let ")).count();
    assert_eq!(meetings(plan(chosen.clone())), 0);
    chosen.layer_mut(LayerId(1)).flows = Strategy::Minimal;
    assert_eq!(meetings(plan(chosen)), 1);
}

#[test]
fn a_layer_of_one_member_is_registered_too() {
    let plan = plan(builder("n1 unicast\ne1 eth-dix\na: e1 n1<e1\nb: e1"));
    let steps: Vec<String> = plan.steps.iter().map(|step| step.what()).collect();
    expect![[r#"
        Take the machines and wires
        Start the daemon on a
        Start the daemon on b
        Bootstrap e1.a in layer e1
        Start n1 with n1.a
        Bootstrap e1.b in layer e1
        Register n1.a with e1.a
        Register n1 with e1.a, to be joined through n1.a"#]]
    .assert_eq(&steps.join("\n"));
}
