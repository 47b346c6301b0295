//! A first place for every node, for formats that know of none: linear in the size of the network.
//!
//! Rings and meshes stand on a circle; everything else stands around its centre, one circle a hop.

use model::{Builder, Draft, NodeId, Point};
use std::{
    collections::{BTreeMap, VecDeque},
    f64::consts::TAU,
};

/// The least distance of neighbours, in canvas units.
const GAP: f64 = 160.0;
/// The distance of the drawing from the canvas's corner.
const MARGIN: f64 = 100.0;

/// Gives every node a place.
pub(crate) fn place(builder: &mut Builder) {
    let neighbours = neighbours(builder.draft());
    let ids: Vec<NodeId> = builder.draft().nodes().map(|(id, _)| id).collect();
    let mut left = MARGIN;
    for component in components(&neighbours) {
        let places = places(&component, &neighbours);
        let (min_x, max_x) = bounds(places.iter().map(|(_, point)| point.x));
        let (min_y, _) = bounds(places.iter().map(|(_, point)| point.y));
        for (node, point) in places {
            let tenths = |value: f64| (value * 10.0).round() / 10.0;
            let position = Point { x: tenths(point.x - min_x + left), y: tenths(point.y - min_y + MARGIN) };
            builder.node_mut(ids[node]).position = Some(position);
        }
        left += max_x - min_x + GAP;
    }
}

fn bounds(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)))
}

/// Who is beside whom, by the nodes' order; members of a wide link form a chain, to stay linear.
fn neighbours(draft: &Draft) -> Vec<Vec<usize>> {
    let order: BTreeMap<NodeId, usize> = draft.nodes().map(|(id, _)| id).zip(0..).collect();
    let by_layer = draft.members_by_layer();
    let is_hardware = |id| draft.layer(id).is_some_and(|layer| layer.kind.is_hardware());
    let links = || by_layer.iter().filter(|(id, members)| members.len() > 1 && is_hardware(**id));
    let mut neighbours = vec![Vec::new(); order.len()];
    let mut join = |members: &[NodeId]| {
        for pair in members.windows(2).filter(|pair| pair[0] != pair[1]) {
            let (from, to) = (order[&pair[0]], order[&pair[1]]);
            // Parallel links count once, where they are told one after another.
            if neighbours[from].last() != Some(&to) {
                neighbours[from].push(to);
                neighbours[to].push(from);
            }
        }
    };
    match links().next() {
        Some(_) => links().for_each(|(_, members)| join(members)),
        None => by_layer.values().for_each(|members| join(members)),
    }
    neighbours
}

fn components(neighbours: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut seen = vec![false; neighbours.len()];
    let mut components = Vec::new();
    for start in 0..neighbours.len() {
        if !seen[start] {
            let component: Vec<usize> = breadth_first(start, neighbours).into_iter().map(|step| step.node).collect();
            component.iter().for_each(|node| seen[*node] = true);
            components.push(component);
        }
    }
    components
}

/// One node of a breadth-first walk.
struct Step {
    node: usize,
    /// The place in the walk of the node it was reached from.
    from: Option<usize>,
    depth: usize,
}

fn breadth_first(start: usize, neighbours: &[Vec<usize>]) -> Vec<Step> {
    let mut seen = std::collections::HashSet::from([start]);
    let mut walk = vec![Step { node: start, from: None, depth: 0 }];
    let mut queue = VecDeque::from([0]);
    while let Some(at) = queue.pop_front() {
        let (node, depth) = (walk[at].node, walk[at].depth + 1);
        for next in &neighbours[node] {
            if seen.insert(*next) {
                queue.push_back(walk.len());
                walk.push(Step { node: *next, from: Some(at), depth });
            }
        }
    }
    walk
}

fn places(component: &[usize], neighbours: &[Vec<usize>]) -> Vec<(usize, Point)> {
    let degree = neighbours[component[0]].len();
    let is_regular = component.iter().all(|node| neighbours[*node].len() == degree);
    match is_regular && component.len() > 2 {
        true => on_a_circle(&depth_first(component[0], neighbours)),
        false => around(centre(component[0], neighbours), neighbours),
    }
}

/// Goes on from the newest node, so that a ring is walked around.
fn depth_first(start: usize, neighbours: &[Vec<usize>]) -> Vec<usize> {
    let mut seen = std::collections::HashSet::new();
    let (mut stack, mut walk) = (vec![start], Vec::new());
    while let Some(node) = stack.pop() {
        if seen.insert(node) {
            walk.push(node);
            stack.extend(neighbours[node].iter().rev());
        }
    }
    walk
}

fn on_a_circle(nodes: &[usize]) -> Vec<(usize, Point)> {
    let n = nodes.len() as f64;
    let radius = (n * GAP / TAU).max(GAP);
    let point = |k: usize| polar(radius, TAU * (k as f64 / n - 0.25));
    nodes.iter().enumerate().map(|(k, node)| (*node, point(k))).collect()
}

fn polar(radius: f64, angle: f64) -> Point {
    Point { x: radius * angle.cos(), y: radius * angle.sin() }
}

/// The middle of a longest way, found by walking twice.
fn centre(start: usize, neighbours: &[Vec<usize>]) -> usize {
    let last = |walk: &[Step]| walk.last().map_or(start, |step| step.node);
    let end = last(&breadth_first(start, neighbours));
    let walk = breadth_first(end, neighbours);
    let mut at = walk.len() - 1;
    for _ in 0..walk[at].depth / 2 {
        at = walk[at].from.unwrap_or(at);
    }
    walk[at].node
}

/// A node in the middle, the others around it: each takes as much of the circle as it has leaves beyond it.
fn around(centre: usize, neighbours: &[Vec<usize>]) -> Vec<(usize, Point)> {
    let walk = breadth_first(centre, neighbours);
    let mut leaves = vec![0_usize; walk.len()];
    for at in (0..walk.len()).rev() {
        leaves[at] = leaves[at].max(1);
        if let Some(from) = walk[at].from {
            leaves[from] += leaves[at];
        }
    }
    let deepest = walk.last().map_or(1, |step| step.depth.max(1));
    let gap = GAP.max(leaves[0] as f64 * GAP * 0.6 / TAU / deepest as f64);
    // Where the part of the circle begins that a node's next child gets.
    let mut next_angle = vec![-TAU / 4.0; walk.len()];
    let mut places = Vec::with_capacity(walk.len());
    for (at, step) in walk.iter().enumerate() {
        let share = TAU * leaves[at] as f64 / leaves[0] as f64;
        let begin = step.from.map_or(next_angle[0], |from| next_angle[from]);
        if let Some(from) = step.from {
            next_angle[from] += share;
        }
        next_angle[at] = begin;
        places.push((step.node, polar(gap * step.depth as f64, begin + share / 2.0)));
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Layer, LayerKind, Member, Node, Settings};

    fn placed(n_nodes: usize, links: &[(usize, usize)]) -> Vec<Point> {
        let mut builder = Builder::new(Settings::default());
        let mut members = vec![Vec::new(); n_nodes];
        for (from, to) in links {
            let link = builder.layer(Layer::of("e", LayerKind::EthDix));
            members[*from].push(Member::of(link));
            members[*to].push(Member::of(link));
        }
        for members in members {
            builder.node(Node { members, ..Node::default() });
        }
        place(&mut builder);
        builder.finish().nodes().filter_map(|(_, node)| node.position).collect()
    }

    fn distance(a: Point, b: Point) -> f64 {
        (a.x - b.x).hypot(a.y - b.y)
    }

    #[test]
    fn a_stars_hub_is_in_the_middle() {
        let points = placed(5, &[(0, 2), (1, 2), (3, 2), (4, 2)]);
        let (x, y) = [0, 1, 3, 4].iter().fold((0.0, 0.0), |(x, y), n| (x + points[*n].x / 4.0, y + points[*n].y / 4.0));
        assert!(distance(points[2], Point { x, y }) < 1.0, "{points:?}");
    }

    #[test]
    fn a_ring_stands_on_a_circle_in_its_order() {
        let links: Vec<(usize, usize)> = (0..8).map(|n| (n, (n + 1) % 8)).collect();
        let points = placed(8, &links);
        let sides: Vec<f64> = links.iter().map(|(from, to)| distance(points[*from], points[*to])).collect();
        assert!(sides.iter().all(|side| (side - sides[0]).abs() < 1.0), "{sides:?}");
    }

    #[test]
    fn nodes_do_not_cover_each_other() {
        for (n, links) in
            [(1, vec![]), (4, vec![]), (30, (1..30).map(|n| (n, n / 2)).collect()), (6, vec![(0, 1), (3, 4)])]
        {
            let points = placed(n, &links);
            assert_eq!(points.len(), n);
            for (a, point) in points.iter().enumerate() {
                assert!(points[..a].iter().all(|other| distance(*other, *point) > 50.0), "{n}: {points:?}");
            }
        }
    }
}
