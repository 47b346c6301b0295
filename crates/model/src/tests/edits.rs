//! What each edit does, and what it refuses.

use super::text::layer;
use crate::{
    Bootstrapper, Change, Draft, Edit, Frame, LayerKind, Member, NodeId, Pair, Place, Point, Strategy,
    change::apply,
    check::check,
    edit::{Clip, EditError, LayerField, Over, SettingsField, lower},
    generate::{Shape, seed_star},
};
use expect_test::expect;

fn done(draft: &Draft, edit: &Edit) -> Draft {
    let mut draft = draft.clone();
    let changes = lower(&draft, edit).expect("an edit that can be made");
    apply(&mut draft, &changes).expect("own changes");
    draft
}

fn node(draft: &Draft, name: &str) -> NodeId {
    draft.node_named(name).expect(name)
}

/// Members as the tests' text writes them.
fn stack(draft: &Draft, name: &str) -> String {
    let layer_name = |id| draft.layer(id).map_or("?", |layer| layer.name.as_str());
    let member = |member: &Member| {
        let over: Vec<&str> = member.over.iter().map(|lower| layer_name(*lower)).collect();
        if over.is_empty() {
            layer_name(member.layer).into()
        } else {
            format!("{}<{}", layer_name(member.layer), over.join(","))
        }
    };
    let node = draft.node(node(draft, name)).expect("a node");
    node.members.iter().map(member).collect::<Vec<_>>().join(" ")
}

#[test]
fn drawing_from_nothing_gives_a_design() {
    let mut draft = Draft::default();
    for _ in 0..3 {
        draft = done(&draft, &Edit::AddNode { name: None, at: Point::default() });
    }
    let [a, b, c] = ["node1", "node2", "node3"].map(|name| node(&draft, name));
    for ends in [vec![a, b], vec![b, c]] {
        draft = done(&draft, &Edit::AddLink { name: None, kind: LayerKind::EthDix, ends, carry: vec![] });
    }
    let members = vec![a, b, c];
    draft = done(&draft, &Edit::AddLayer { name: None, kind: LayerKind::Unicast, members, over: Over::Auto });
    assert_eq!(stack(&draft, "node2"), "e1 e2 n1<e1,e2");
    assert_eq!(check(&draft), []);
    let ends = vec![a, c];
    draft =
        done(&draft, &Edit::AddLink { name: None, kind: LayerKind::EthDix, ends, carry: vec![layer(&draft, "n1")] });
    assert_eq!(stack(&draft, "node3"), "e2 n1<e2,e3 e3");
}

#[test]
fn a_frame_with_a_colour_that_is_none_is_found_and_mended() {
    let frame = |color: &str| Frame { color: Some(color.into()), note: "kept".into(), ..Frame::default() };
    let set = |frame| Edit::SetSettings(SettingsField::Frame("site".into(), frame));
    let draft = done(&seed_star(), &set(frame("#12abEF")));
    assert_eq!(check(&draft), []);
    let draft = done(&draft, &set(frame("red")));
    let findings = check(&draft);
    assert_eq!(findings.iter().map(|finding| finding.code).collect::<Vec<_>>(), ["bad-colour"]);
    let mended = done(&draft, &findings[0].mends[0].edit);
    assert_eq!(check(&mended), []);
    assert_eq!(mended.settings().frames["site"].note, "kept");
    // The usual frame is no record.
    assert_eq!(done(&mended, &set(Frame::default())), seed_star());
}

#[test]
fn removing_a_layer_removes_every_mention() {
    let star = seed_star();
    let (n1, e1) = (layer(&star, "n1"), layer(&star, "e1"));
    let pair = Pair { from: node(&star, "router"), to: node(&star, "client1"), via: Some(e1) };
    let by_hand = done(&star, &Edit::SetLayer(n1, LayerField::Enrollment(Strategy::Manual(vec![pair]))));
    let served = done(&by_hand, &Edit::AddService { name: None, nodes: vec![pair.to], layers: vec![e1, n1] });
    let removed = done(&served, &Edit::Remove(vec![Place::Layer(e1)]));
    assert_eq!(stack(&removed, "router"), "e2 e3 n1<e2,e3");
    assert_eq!(
        removed.layer(n1).map(|layer| &layer.enrollment),
        Some(&Strategy::Manual(vec![Pair { via: None, ..pair }]))
    );
    assert_eq!(removed.services().next().map(|(_, service)| service.layers.clone()), Some(vec![n1]));
    assert_eq!(removed.unsound(), None);
}

#[test]
fn removing_a_node_removes_every_mention() {
    let star = seed_star();
    let (n1, client1) = (layer(&star, "n1"), node(&star, "client1"));
    let chosen = done(&star, &Edit::SetLayer(n1, LayerField::Bootstrapper(Bootstrapper::Node(client1))));
    let removed = done(&chosen, &Edit::Remove(vec![Place::Node(client1)]));
    assert_eq!(removed.layer(n1).map(|layer| layer.bootstrapper), Some(Bootstrapper::Auto));
    assert_eq!(removed.nodes().len(), 3);
    assert_eq!(removed.unsound(), None);
}

#[test]
fn removing_an_ipcp_removes_what_stands_on_it() {
    let star = seed_star();
    let place = Place::Member(node(&star, "router"), layer(&star, "e1"));
    assert_eq!(stack(&done(&star, &Edit::Remove(vec![place])), "router"), "e2 e3 n1<e2,e3");
}

#[test]
fn a_removal_comes_back_in_its_place() {
    let star = seed_star();
    let changes = lower(&star, &Edit::Remove(vec![Place::Node(node(&star, "client2"))])).expect("a removal");
    let mut draft = star.clone();
    apply(&mut draft, &changes).expect("own changes");
    apply(&mut draft, &crate::change::inverse(&changes)).expect("undo");
    assert_eq!(
        draft.nodes().map(|(_, node)| node.name.as_str()).collect::<Vec<_>>(),
        ["client1", "client2", "router", "server"]
    );
}

#[test]
fn nothing_changed_is_no_change() {
    let star = seed_star();
    let same = Edit::Rename(Place::Node(node(&star, "router")), " router ".into());
    assert_eq!(lower(&star, &same), Ok(Vec::<Change>::new()));
    assert_eq!(lower(&star, &Edit::Batch("none".into(), vec![])), Ok(vec![]));
}

#[test]
fn refusals_are_in_the_users_words() {
    let star = seed_star();
    let [n1, e1, e2] = ["n1", "e1", "e2"].map(|name| layer(&star, name));
    let [client1, router] = ["client1", "router"].map(|name| node(&star, name));
    let link = |kind, ends| Edit::AddLink { name: None, kind, ends, carry: vec![] };
    let edits = [
        link(LayerKind::Unicast, vec![client1, router]),
        link(LayerKind::EthDix, vec![client1, client1]),
        link(LayerKind::EthDix, vec![client1, NodeId(99)]),
        Edit::Join { node: client1, layer: n1, over: Over::Auto },
        Edit::Register { node: client1, upper: n1, lower: e1 },
        Edit::Register { node: client1, upper: n1, lower: e2 },
        Edit::Register { node: client1, upper: e1, lower: n1 },
        Edit::Register { node: client1, upper: n1, lower: n1 },
        Edit::Unregister { node: client1, upper: n1, lower: e2 },
        Edit::Remove(vec![Place::Experiment]),
        Edit::Rename(Place::Member(client1, n1), "x".into()),
        Edit::Declare(Place::Experiment, None),
    ];
    let refusal = |edit: &Edit| lower(&star, edit).expect_err("a refusal").to_string() + "\n";
    expect![[r#"
        a link cannot be unicast; choose Ethernet, UDP or local, or draw a layer over the nodes
        a link joins two or more different nodes; choose another end
        this node is not there any more; undo may bring it back
        client1 is in n1 already; a node is in a layer once
        n1 is registered in e1 on client1 already; once is enough
        client1 is not in e2; make it a member first
        e1 is eth-dix and stands on hardware, not on a layer; register a unicast layer instead
        n1 cannot stand on itself; choose another layer below
        n1 is not registered in e2 on client1, so there is nothing to take back
        the experiment itself cannot be removed here; delete it in the list of experiments
        an IPCP is named after its layer and node; rename one of these
        only a node or a layer can be declared; choose one of these
    "#]]
    .assert_eq(&edits.iter().map(refusal).collect::<String>());
}

#[test]
fn edits_have_labels() {
    let star = seed_star();
    let [n1, e1] = ["n1", "e1"].map(|name| layer(&star, name));
    let [client1, router] = ["client1", "router"].map(|name| node(&star, name));
    let at = Point::default();
    let edits = [
        Edit::AddNode { name: Some("router2".into()), at },
        Edit::AddLink { name: None, kind: LayerKind::EthDix, ends: vec![client1, router], carry: vec![] },
        Edit::AddLayer { name: None, kind: LayerKind::Unicast, members: vec![client1, router], over: Over::Auto },
        Edit::Remove(vec![Place::Node(client1)]),
        Edit::Remove(vec![Place::Node(client1), Place::Node(router)]),
        Edit::Remove(vec![Place::Node(client1), Place::Layer(e1)]),
        Edit::Rename(Place::Layer(n1), "core".into()),
        Edit::Move(vec![(client1, at), (router, at), (router, at)]),
        Edit::Register { node: client1, upper: n1, lower: e1 },
        Edit::SetLayer(n1, LayerField::Kind(LayerKind::Broadcast)),
        Edit::Batch("Straighten".into(), vec![]),
    ];
    expect![[r#"
        Add node router2
        Link client1 and router
        Draw a unicast layer over 2 nodes
        Remove node client1
        Remove 2 nodes
        Remove 2 things
        Rename layer n1 to core
        Move 3 nodes
        Register n1 in e1 on client1
        Make n1 broadcast
        Straighten
    "#]]
    .assert_eq(&edits.iter().map(|edit| edit.label(&star) + "\n").collect::<String>());
}

#[test]
fn a_batch_fails_as_a_whole() {
    let star = seed_star();
    let batch =
        vec![Edit::AddNode { name: None, at: Point::default() }, Edit::Move(vec![(NodeId(99), Point::default())])];
    assert_eq!(lower(&star, &Edit::Batch("both".into(), batch)), Err(EditError::Gone("this node".into())));
}

#[test]
fn a_batch_keeps_count_of_what_it_did() {
    let n = 500;
    let draft = Shape::line(n).draft(true);
    let ids: Vec<NodeId> = draft.nodes().map(|(id, _)| id).collect();
    let n1 = layer(&draft, "n1");
    let each = |edit: &dyn Fn(NodeId) -> Edit| Edit::Batch("each".into(), ids.iter().map(|id| edit(*id)).collect());
    let left = done(&draft, &each(&|id| Edit::Remove(vec![Place::Member(id, n1)])));
    assert_eq!(left.members_by_layer()[&n1], []);
    let joined = done(&left, &each(&|node| Edit::Join { node, layer: n1, over: Over::Auto }));
    assert_eq!(check(&joined), []);
    assert_eq!(stack(&joined, "node2"), "e1 e2 n1<e1,e2");
    let added = done(&draft, &each(&|_| Edit::AddNode { name: None, at: Point::default() }));
    assert!(added.node_named("node1000").is_some());
    let pasted = done(&draft, &Edit::Paste(Clip::all(&draft), Point::default()));
    assert_eq!(check(&pasted), []);
    assert_eq!(done(&draft, &each(&|id| Edit::Remove(vec![Place::Node(id)]))).nodes().len(), 0);
}

/// The checks of a draft hold for another whose nodes were only moved: no finding may depend on places.
#[test]
fn a_move_is_told_from_other_changes_and_changes_no_finding() {
    let draft = seed_star();
    let node = draft.nodes().next().map(|(id, _)| id).expect("a node");
    let is_move = |edit: &Edit| lower(&draft, edit).expect("an edit that can be done").iter().all(Change::is_move);
    let away = Edit::Move(vec![(node, Point { x: 12_345.0, y: -6.0 })]);
    assert!(is_move(&away));
    assert_eq!(check(&draft), check(&done(&draft, &away)));
    assert!(!is_move(&Edit::Rename(Place::Node(node), "other".into())));
    assert!(!is_move(&Edit::Remove(vec![Place::Node(node)])));
    assert!(!is_move(&Edit::SetSettings(SettingsField::Title("other".into()))));
}
