//! Findings in words, beyond the recorded inputs.

use super::text::{draft, layer, report};
use crate::{
    Draft, Edit, LinkQuality, NodeId, Pair, Strategy,
    change::apply,
    check::check,
    edit::{LayerField, MemberField, Over, lower},
    generate::Shape,
};
use expect_test::{Expect, expect};

fn shows(draft: &Draft, expected: Expect) {
    expected.assert_eq(&report(draft));
}

fn done(mut draft: Draft, edits: &[Edit]) -> Draft {
    for edit in edits {
        let changes = lower(&draft, edit).expect("an edit that can be made");
        apply(&mut draft, &changes).expect("own changes");
    }
    draft
}

const LINE: &str = "n1 unicast\n e1 eth-dix\n e2 eth-dix\n a: e1 n1<e1\n b: e1 e2 n1<e1,e2\n c: e2 n1<e2";

fn by_hand(pairs: &[(u32, u32)]) -> Draft {
    let line = draft(LINE);
    let pair = |(from, to): &(u32, u32)| Pair { from: NodeId(*from), to: NodeId(*to), via: None };
    let strategy = Strategy::Manual(pairs.iter().map(pair).collect());
    let id = layer(&line, "n1");
    done(line, &[Edit::SetLayer(id, LayerField::Enrollment(strategy))])
}

#[test]
fn an_empty_experiment_says_what_to_do() {
    shows(
        &Draft::default(),
        expect![[r#"
        warning empty-experiment experiment: there are no nodes yet; add nodes, link them, and draw a layer over them
          > Add node
    "#]],
    );
}

#[test]
fn links_alone_ask_for_a_layer() {
    shows(
        &Shape::line(3).draft(false),
        expect![[r#"
        warning no-layer experiment: there are links but no layer over them, so nobody reaches beyond a link; draw a unicast layer over the nodes
          > Draw a unicast layer over 3 nodes
    "#]],
    );
}

#[test]
fn a_cut_line_offers_to_register_where_a_link_is() {
    shows(
        &draft(
            "n1 unicast\n e1 eth-dix\n e2 eth-dix\n e3 eth-dix\n a: e1 n1<e1\n b: e1 e2 n1<e1\n c: e2 e3 n1<e3\n d: e3 n1<e3",
        ),
        expect![[r#"
            error disconnected-layer layer n1: n1 is in 2 parts that cannot reach each other: {a, b} and {c, d}; register n1 in e2, which several parts share
              > Register n1 in e2 on b and c
              > Link a and c
            warning idle-link layer e2: nothing is registered in e2, so it carries nothing; register a layer in it at its ends, or remove it
              > Register n1 in e2
              > Remove layer e2
        "#]],
    );
}

#[test]
fn a_longer_ring_is_named_from_its_first_layer() {
    shows(
        &draft("e eth-dix\n x unicast\n y unicast\n z unicast\n a: e x<e y<x z<y\n b: e x<z y<e z<e"),
        expect![[r#"
            error disconnected-layer layer x: x is in 2 parts that cannot reach each other: {a} and {b}; register x in e, which several parts share
              > Register x in e on b
              > Link a and b
            error layer-cycle layer x: layers stand on each other in a ring: `x over z over y over x` (x over z on b; z over y on a; y over x on a); take back one of these registrations
              > Unregister x from z on b
              > Unregister z from y on a
              > Unregister y from x on a
            error disconnected-layer layer y: y is in 2 parts that cannot reach each other: {a} and {b}; register y in e, which several parts share
              > Register y in e on a
              > Link a and b
            error disconnected-layer layer z: z is in 2 parts that cannot reach each other: {a} and {b}; register z in e, which several parts share
              > Register z in e on a
              > Link a and b
        "#]],
    );
}

#[test]
fn pairs_that_reach_everyone_are_fine() {
    shows(&by_hand(&[(2, 1), (3, 2)]), expect![[""]]);
    // The one that never enrolls starts the layer, wherever it is declared.
    shows(&by_hand(&[(1, 2), (2, 3)]), expect![[""]]);
}

#[test]
fn pairs_that_cannot_be_are_named() {
    shows(
        &by_hand(&[(2, 1), (3, 1), (3, 2), (2, 1)]),
        expect![[r#"
            error duplicate-pair layer n1: enrollment chosen by hand, b – a: the same pair is there twice; keep each pair once
              > Drop these pairs
            error pair-not-neighbours layer n1: enrollment chosen by hand, c – a: they share no layer that n1 is registered in; choose neighbours, or link them
              > Drop these pairs
        "#]],
    );
}

#[test]
fn a_pair_goes_through_what_both_share() {
    let mut line = by_hand(&[(2, 1), (3, 2)]);
    let [n1, e2] = ["n1", "e2"].map(|name| layer(&line, name));
    let pair = |from, to| Pair { from: NodeId(from), to: NodeId(to), via: Some(e2) };
    line = done(line, &[Edit::SetLayer(n1, LayerField::Flows(Strategy::Manual(vec![pair(2, 1), pair(3, 2)])))]);
    shows(
        &line,
        expect![[r#"
        error pair-via layer n1: flows chosen by hand, b – a through e2: n1 is not registered there on both; choose a layer that both are registered in
          > Go through any layer they share
        warning unreached-member layer n1: the flows chosen by hand do not connect b and c with a; add flows, or let them be computed
          > Connect every pair of neighbours in n1
          > Connect n1 along a tree
    "#]],
    );
}

#[test]
fn a_member_enrolls_once() {
    shows(
        &by_hand(&[(2, 1), (2, 3), (3, 2)]),
        expect![[r#"
            error enrolled-twice layer n1: b would enroll in n1 more than once; let each member enroll once
              > Keep the first enrollment of each
        "#]],
    );
}

#[test]
fn a_member_that_no_pair_reaches_is_named() {
    shows(
        &by_hand(&[(2, 1)]),
        expect![[r#"
            error unreached-member layer n1: the enrollments chosen by hand never bring c into n1, started by a; let each of them enroll with a member that is in before, or let the pairs be computed
              > Enroll n1 along a tree
              > Choose the computed tree of n1 by hand
        "#]],
    );
}

#[test]
fn pairs_in_a_ring_leave_nobody_to_start() {
    shows(
        &by_hand(&[(1, 2), (2, 1), (3, 2)]),
        expect![[r#"
            error bootstrapper-enrolls layer n1: every member of n1 is to enroll, so nobody starts it; leave out the enrollment of the member that starts it
              > Let a start it
              > Enroll n1 along a tree
        "#]],
    );
}

#[test]
fn udp_members_get_addresses_that_are_free() {
    let udp = draft("u udp4\n n1 unicast\n a: u n1<u\n b: u n1<u\n c: u n1<u");
    let u = layer(&udp, "u");
    let set = |node, text: &str| Edit::SetMember(NodeId(node), u, MemberField::Address(Some(text.into())));
    shows(
        &done(udp, &[set(1, "10.1.0.1"), set(2, "10.1.0.1")]),
        expect![[r#"
            error duplicate-address ipcp u.b: a has the address 10.1.0.1 in u already; give each member its own address
              > Give u.b the address 10.1.0.2
            error missing-address ipcp u.c: c has no IP address in u, and udp4 needs one; give it the IPv4 address of its machine
              > Give u.c the address 10.1.0.3
        "#]],
    );
}

#[test]
fn quality_is_judged_beside_its_field() {
    let line = draft(LINE);
    let (e1, n1) = (layer(&line, "e1"), layer(&line, "n1"));
    let quality = LinkQuality { loss_percent: Some(120.0), distribution: None, ..LinkQuality::default() };
    let wrong = done(
        line,
        &[
            Edit::SetLayer(e1, LayerField::Quality(quality.clone())),
            Edit::SetLayer(n1, LayerField::Quality(LinkQuality { loss_percent: Some(1.0), ..quality })),
        ],
    );
    shows(
        &wrong,
        expect![[r#"
            error bad-quality layer e1: e1: the loss lies between 0 and 100 %; type a value within bounds, or leave it out
              > Leave this value out
            warning useless-quality layer n1: n1 is no link, so its delay, loss and rate have no effect; set the quality of the links below it
              > Clear its quality
        "#]],
    );
    assert_eq!(check(&wrong)[0].field, Some("quality.loss_percent"));
}

#[test]
fn a_service_is_where_its_nodes_are() {
    let star = draft("n1 unicast\n n2 unicast\n e eth-dix\n a: e n1<e n2<e\n b: e n1<e n2<e\n c: e n1<e");
    let n2 = layer(&star, "n2");
    let add = Edit::AddService { name: Some("n1".into()), nodes: vec![NodeId(3)], layers: vec![n2] };
    shows(
        &done(star, &[add]),
        expect![[r#"
            error name-clash service n1: a layer is named n1 too, and both would be registered under that name; rename the service, to n3 for example
              > Rename service n1 to n3
            error service-not-member service n1: n1 is to be registered in n2 on c, where n2 is not; add c to n2, or choose other layers or nodes
              > Add c to n2
              > Leave n2 out
              > Leave c out
        "#]],
    );
}

#[test]
fn a_ghost_is_declared_as_what_it_most_likely_is() {
    shows(
        &draft("n1 unicast\n ?e1 unicast\n a: e1 n1<e1\n b: e1 n1<e1\n ?c: n1<e1"),
        expect![[r#"
            error undeclared-node node c: c is mentioned but never declared; declare it, or remove what mentions it
              > Declare node c
              > Remove node c
            error undeclared-layer layer e1: e1 is mentioned but never declared; declare it, or remove what mentions it
              > Declare layer e1 as eth-dix
              > Declare layer e1 as unicast
              > Remove layer e1
            error lower-not-on-node ipcp n1.c: n1 is registered in e1, but c is not in e1; add c to e1, or drop the registration
              > Add c to e1
              > Unregister n1 from e1 on c
        "#]],
    );
}

#[test]
fn joining_registers_a_link_at_both_ends() {
    let links = draft("n1 unicast\n e1 eth-dix\n e2 eth-dix\n a: e1 n1\n b: e1 e2\n c: e2");
    let n1 = layer(&links, "n1");
    let join = |node| Edit::Join { node: NodeId(node), layer: n1, over: Over::Auto };
    shows(&done(links, &[join(2), join(3)]), expect![[""]]);
}
