//! Layouts: apart, deterministic, fast enough.

use super::*;
use model::{Builder, Layer, LayerKind, Member, Node};

fn draft(n: usize, links: &[(usize, usize)]) -> Draft {
    let mut builder = Builder::default();
    let ids: Vec<NodeId> = (0..n).map(|at| builder.node(Node { name: format!("n{at}"), ..Node::default() })).collect();
    for (at, (a, b)) in links.iter().enumerate() {
        let layer = builder.layer(Layer::of(format!("e{at}"), LayerKind::EthDix));
        for end in [a, b] {
            builder.node_mut(ids[*end]).members.push(Member::of(layer));
        }
    }
    builder.finish()
}

fn tree(n: usize) -> Draft {
    draft(n, &(1..n).map(|at| (at, (at - 1) / 3)).collect::<Vec<_>>())
}

fn net(n: usize) -> Draft {
    let chords = (0..n / 2).map(|at| (at * 7 % n, (at * 13 + 5) % n)).filter(|(a, b)| a != b);
    draft(n, &(1..n).map(|at| (at, at * 31 % at.max(1) / 2)).chain(chords).collect::<Vec<_>>())
}

/// The smallest distance between two nodes.
fn closest(places: &[(NodeId, Point)]) -> f64 {
    let pairs = places.iter().enumerate().flat_map(|(at, a)| places[at + 1..].iter().map(move |b| (a.1, b.1)));
    pairs.map(|(a, b)| crate::geometry::distance(a, b)).fold(f64::INFINITY, f64::min)
}

#[test]
fn every_layout_places_every_node_apart_and_the_same_each_time() {
    for draft in [draft(1, &[]), draft(2, &[(0, 1)]), draft(5, &[]), tree(40), net(60)] {
        for kind in Kind::ALL {
            let places = layout(&draft, kind, None);
            assert_eq!(places.len(), draft.nodes().len());
            assert!(places.iter().all(|(_, at)| at.x.is_finite() && at.y.is_finite()), "{kind:?}");
            assert!(closest(&places) > 40.0, "{kind:?} of {}: {}", draft.nodes().len(), closest(&places));
            assert_eq!(places, layout(&draft, kind, None), "{kind:?}");
        }
    }
}

#[test]
fn a_stars_hub_is_in_the_middle() {
    let places = layout(&draft(4, &[(0, 2), (1, 2), (3, 2)]), Kind::Auto, None);
    let [a, b, hub, c] = [0, 1, 2, 3].map(|at: usize| places[at].1);
    let middle = Point { x: (a.x + b.x + c.x) / 3.0, y: (a.y + b.y + c.y) / 3.0 };
    assert!(crate::geometry::distance(hub, middle) < SPACING / 8.0, "{places:?}");
}

#[test]
fn no_box_or_name_lies_on_another() {
    for draft in [draft(5, &[(0, 1), (0, 2), (0, 3), (0, 4)]), net(40), net(300)] {
        let places = layout(&draft, Kind::Auto, None);
        let pairs = places.iter().enumerate().flat_map(|(at, a)| places[at + 1..].iter().map(move |b| (a.1, b.1)));
        let on_another = pairs.filter(|(a, b)| (a.x - b.x).abs() < 100.0 && (a.y - b.y).abs() < 80.0).count();
        assert_eq!(on_another, 0, "of {} nodes", places.len());
    }
}

#[test]
fn a_tree_has_parents_above_children_and_no_two_in_one_place() {
    let places = layout(&tree(121), Kind::Tree, None);
    assert!(closest(&places) >= 130.0);
    let root = places.iter().map(|(_, at)| at.y).fold(f64::INFINITY, f64::min);
    assert_eq!(places.iter().filter(|(_, at)| at.y == root).count(), 1);
}

#[test]
fn a_small_edit_changes_little() {
    let links = |n: usize| (1..n).map(|at| (at, at * 31 % at / 2)).chain((0..60).map(|at| (at, at * 7 % 120)));
    let before = layout(&draft(120, &links(120).collect::<Vec<_>>()), Kind::Force, None);
    let mut grown = Builder::default();
    for at in 0..121 {
        let position = before.get(at).map(|(_, place)| *place);
        grown.node(Node { name: format!("n{at}"), position, ..Node::default() });
    }
    for (at, (a, b)) in links(120).chain([(120, 3)]).enumerate() {
        let layer = grown.layer(Layer::of(format!("e{at}"), LayerKind::EthDix));
        for end in [a, b] {
            grown.node_mut(NodeId(end as u32 + 1)).members.push(Member::of(layer));
        }
    }
    let after = layout(&grown.finish(), Kind::Force, None);
    let moved = before.iter().zip(&after).map(|(a, b)| crate::geometry::distance(a.1, b.1));
    let mean = moved.sum::<f64>() / 120.0;
    assert!(mean < SPACING / 2.0, "{mean}");
}

#[test]
fn what_is_fixed_stays_and_the_rest_goes_beside_what_it_is_linked_to() {
    let mut builder = Builder::default();
    let at = |x: f64| Some(Point { x, y: 0.0 });
    let ids: Vec<NodeId> = [at(0.0), at(400.0), at(800.0), None, None]
        .map(|position| builder.node(Node { name: "n".into(), position, ..Node::default() }))
        .to_vec();
    for (name, ends) in [("a", [0, 1]), ("b", [1, 2]), ("c", [2, 3])] {
        let layer = builder.layer(Layer::of(name, LayerKind::EthDix));
        ends.into_iter().for_each(|end| builder.node_mut(ids[end]).members.push(Member::of(layer)));
    }
    let (mut sketch, _) = Sketch::of(&builder.finish(), None);
    sketch.fixed = vec![true, true, true, false, false];
    let mut arranging = Arranging::new(sketch, Kind::Keep);
    while arranging.advance() {}
    let places = arranging.places().expect("all is done");
    assert_eq!([places[0].x, places[1].x, places[2].x], [0.0, 400.0, 800.0]);
    assert!((crate::geometry::distance(places[2], places[3]) - 400.0).abs() < 150.0, "{places:?}");
    assert!(places[4].y > 50.0, "{places:?}");
}

#[test]
fn who_is_in_the_highest_layer_stands_on_top() {
    let mut builder = Builder::default();
    let link = builder.layer(Layer::of("e", LayerKind::EthDix));
    let over = builder.layer(Layer::of("n", LayerKind::Unicast));
    let low = builder.node(Node { name: "low".into(), members: vec![Member::of(link)], ..Node::default() });
    let upper = Member { over: vec![link], ..Member::of(over) };
    let high = builder.node(Node { name: "high".into(), members: vec![Member::of(link), upper], ..Node::default() });
    let places: std::collections::BTreeMap<_, _> = layout(&builder.finish(), Kind::Levels, None).into_iter().collect();
    assert!(places[&high].y < places[&low].y, "{places:?}");
}

#[test]
fn work_is_shown_on_its_way() {
    let (sketch, _) = Sketch::of(&net(2_500), None);
    let mut arranging = Arranging::new(sketch, Kind::Force);
    let mut pictures = Vec::new();
    while arranging.advance() {
        pictures.extend(arranging.places());
    }
    assert!(pictures.len() > 5 && pictures.windows(2).any(|two| two[0] != two[1]));
    assert!((arranging.done() - 1.0).abs() < 1e-9);
}

#[test]
fn a_part_is_laid_out_alone() {
    let part = BTreeSet::from([NodeId(1), NodeId(3)]);
    let places = layout(&tree(9), Kind::Circle, Some(&part));
    assert_eq!(places.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [NodeId(1), NodeId(3)]);
}

#[test]
fn linked_nodes_stand_closer_than_others() {
    let draft = net(200);
    let places = layout(&draft, Kind::Force, None);
    let at = |id: usize| places[id].1;
    let mean = |pairs: Vec<(usize, usize)>| {
        let n = pairs.len() as f64;
        pairs.into_iter().map(|(a, b)| crate::geometry::distance(at(a), at(b))).sum::<f64>() / n
    };
    let linked = mean((1..200).map(|at| (at, at * 31 % at / 2)).collect());
    let any = mean((0..200).map(|n| (n, (n + 97) % 200)).collect());
    assert!(linked < any, "{linked} {any}");
}

#[test]
fn ten_thousand_nodes_are_placed() {
    assert_eq!(layout(&tree(10_000), Kind::Auto, None).len(), 10_000);
}

#[test]
fn a_sketch_crosses_over_as_numbers() {
    let (mut sketch, _) = Sketch::of(&net(60), None);
    sketch.places[7] = Some(Point { x: 1.5, y: -2.0 });
    sketch.fixed[7] = true;
    let numbers = sketch.numbers();
    assert_eq!(Sketch::of_numbers(&numbers), Some(sketch));
    assert_eq!(Sketch::of_numbers(&numbers[1..]), None);
    assert_eq!(Sketch::of_numbers(&[]), None);
}

/// A ring of twelve, three of them locked where they would not stand by themselves.
#[test]
fn what_is_locked_stays_and_the_others_go_around_it() {
    let links: Vec<(usize, usize)> = (0..12).map(|at| (at, (at + 1) % 12)).collect();
    for kind in [Kind::Auto, Kind::Force] {
        let (mut sketch, _) = Sketch::of(&draft(12, &links), None);
        let locked = [(0, -900.0), (4, 0.0), (8, 900.0)];
        for (node, x) in locked {
            (sketch.places[node], sketch.fixed[node]) = (Some(Point { x, y: 40.0 }), true);
        }
        let mut arranging = Arranging::new(sketch, kind);
        while arranging.advance() {}
        let places = arranging.places().expect("all is done");
        for (node, x) in locked {
            assert_eq!(places[node], Point { x, y: 40.0 }, "{kind:?}");
        }
        let pairs: Vec<(NodeId, Point)> = (0..12).map(|at| (NodeId(at as u32), places[at])).collect();
        assert!(closest(&pairs) > 40.0, "{kind:?}: {places:?}");
        let lengths: Vec<f64> = links.iter().map(|(a, b)| crate::geometry::distance(places[*a], places[*b])).collect();
        let longest = lengths.iter().copied().fold(0.0, f64::max);
        assert!(longest < 900.0, "{kind:?}: no line spans it all: {lengths:?}");
    }
}
