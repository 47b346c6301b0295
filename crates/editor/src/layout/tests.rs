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
fn a_tree_has_parents_above_children_and_no_two_in_one_place() {
    let places = layout(&tree(121), Kind::Tree, None);
    assert!(closest(&places) >= 130.0);
    let root = places.iter().map(|(_, at)| at.y).fold(f64::INFINITY, f64::min);
    assert_eq!(places.iter().filter(|(_, at)| at.y == root).count(), 1);
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
