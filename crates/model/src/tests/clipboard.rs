//! Copy and paste.

use super::text::layer;
use crate::{
    Bootstrapper, Edit, NodeId, Pair, Point, Strategy,
    change::apply,
    check::check,
    edit::{Clip, LayerField, lower},
    generate::seed_star,
};

fn ids(names: &[&str]) -> Vec<NodeId> {
    names.iter().map(|name| seed_star().node_named(name).expect(name)).collect()
}

#[test]
fn what_leads_elsewhere_stays_behind() {
    let star = seed_star();
    let clip = Clip::of(&star, &ids(&["client1", "router"]), &[]);
    let layers: Vec<&str> = clip.layers.iter().map(|(_, layer)| layer.name.as_str()).collect();
    assert_eq!(layers, ["n1", "e1"]);
    let alone = Clip::of(&star, &ids(&["client1"]), &[layer(&star, "e1")]);
    assert_eq!(alone.layers.len(), 1);
    assert_eq!(alone.nodes[0].1.members.len(), 1);
}

#[test]
fn a_pasted_star_is_a_star_with_its_own_names() {
    let star = seed_star();
    let n1 = layer(&star, "n1");
    let [client1, router] = ids(&["client1", "router"])[..] else { panic!("two ids") };
    let mut draft = star;
    let pairs = Strategy::Manual(vec![Pair { from: router, to: client1, via: None }]);
    for field in [LayerField::Flows(pairs), LayerField::Bootstrapper(Bootstrapper::Node(router))] {
        let changes = lower(&draft, &Edit::SetLayer(n1, field)).expect("a field");
        apply(&mut draft, &changes).expect("own changes");
    }
    let before = check(&draft).len();
    let changes = lower(&draft, &Edit::Paste(Clip::all(&draft), Point { x: 10.0, y: 20.0 })).expect("a paste");
    apply(&mut draft, &changes).expect("own changes");
    let names: Vec<&str> = draft.nodes().skip(4).map(|(_, node)| node.name.as_str()).collect();
    assert_eq!(names, ["client3", "client4", "router2", "server2"]);
    let pasted = draft.layer(layer(&draft, "n2")).expect("the pasted layer");
    let router2 = draft.node_named("router2").expect("the pasted router");
    assert_eq!(pasted.bootstrapper, Bootstrapper::Node(router2));
    assert!(matches!(&pasted.flows, Strategy::Manual(pairs) if pairs[0].from == router2));
    assert_eq!(check(&draft).len(), 2 * before);
}

#[test]
fn a_hostile_clip_pastes_what_makes_sense() {
    let clip = Clip { nodes: Clip::all(&seed_star()).nodes, layers: Vec::new() };
    let mut draft = seed_star();
    let changes = lower(&draft, &Edit::Paste(clip, Point::default())).expect("a paste");
    apply(&mut draft, &changes).expect("own changes");
    assert_eq!(draft.unsound(), None);
    assert!(draft.nodes().skip(4).all(|(_, node)| node.members.is_empty()));
}
