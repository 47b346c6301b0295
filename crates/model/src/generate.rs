//! Generators: lines, rings, stars, trees, grids, meshes and random graphs as drafts.

use crate::order;
use crate::{Builder, Draft, Layer, LayerKind, Member, Node, Point, Settings};
use std::collections::BTreeSet;

const SPACING: f64 = 140.0;

/// Nodes with places, and the links between them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shape {
    /// Where each node stands, canvas units.
    pub nodes: Vec<Point>,
    /// The links, as positions in `nodes`; no two join the same pair.
    pub links: Vec<(usize, usize)>,
}

impl Shape {
    /// `n` nodes in a row.
    pub fn line(n: usize) -> Self {
        let links = (1..n).map(|i| (i - 1, i)).collect();
        Self { nodes: (0..n).map(|i| Point { x: i as f64 * SPACING, y: 0.0 }).collect(), links }
    }

    /// `n` nodes in a circle; below 3 it is a line.
    pub fn ring(n: usize) -> Self {
        let mut links: Vec<_> = (1..n).map(|i| (i - 1, i)).collect();
        if n > 2 {
            links.push((n - 1, 0));
        }
        Self { nodes: circle(n), links }
    }

    /// A hub, the first node, and `n - 1` others around it.
    pub fn star(n: usize) -> Self {
        let mut nodes = circle(n.saturating_sub(1));
        if n > 0 {
            nodes.insert(0, Point::default());
        }
        Self { nodes, links: (1..n).map(|i| (0, i)).collect() }
    }

    /// `n` nodes, each with at most `fanout` below it, filled row by row.
    pub fn tree(n: usize, fanout: usize) -> Self {
        let fanout = fanout.max(1);
        let mut nodes = Vec::with_capacity(n);
        let (mut depth, mut in_row) = (0, 1);
        while nodes.len() < n {
            let here = in_row.min(n - nodes.len());
            let row = (0..here)
                .map(|i| Point { x: (i as f64 - (here as f64 - 1.0) / 2.0) * SPACING, y: f64::from(depth) * SPACING });
            nodes.extend(row);
            in_row = in_row.saturating_mul(fanout);
            depth += 1;
        }
        Self { nodes, links: (1..n).map(|i| ((i - 1) / fanout, i)).collect() }
    }

    /// `width` × `height` nodes, each linked to its neighbours.
    pub fn grid(width: usize, height: usize) -> Self {
        let at = |x: usize, y: usize| y * width + x;
        let mut links = Vec::new();
        for (y, x) in (0..height).flat_map(|y| (0..width).map(move |x| (y, x))) {
            if x + 1 < width {
                links.push((at(x, y), at(x + 1, y)));
            }
            if y + 1 < height {
                links.push((at(x, y), at(x, y + 1)));
            }
        }
        Self { nodes: rows(width * height, width), links }
    }

    /// `n` nodes in a circle, each linked to every other.
    pub fn full_mesh(n: usize) -> Self {
        Self { nodes: circle(n), links: (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b))).collect() }
    }

    /// `n_nodes` nodes and `n_links` links, connected; the same seed gives the same graph.
    ///
    /// At least a tree is made, and at most a full mesh.
    pub fn random(n_nodes: usize, n_links: usize, seed: u64) -> Self {
        let mut random = Random(seed);
        let mut links: Vec<(usize, usize)> = (1..n_nodes).map(|i| (random.below(i), i)).collect();
        let most = n_nodes * n_nodes.saturating_sub(1) / 2;
        let wanted = n_links.clamp(links.len(), most.max(links.len()));
        let mut present: BTreeSet<(usize, usize)> = order::set(links.iter().copied());
        if wanted > most / 2 {
            // Drawing blindly would meet present links again and again: shuffle those that are absent.
            let mut absent: Vec<_> =
                Self::full_mesh(n_nodes).links.into_iter().filter(|link| !present.contains(link)).collect();
            while links.len() < wanted {
                links.push(absent.swap_remove(random.below(absent.len())));
            }
        }
        while links.len() < wanted {
            let (a, b) = (random.below(n_nodes), random.below(n_nodes));
            let link = (a.min(b), a.max(b));
            if a != b && present.insert(link) {
                links.push(link);
            }
        }
        let width = (n_nodes as f64).sqrt().ceil() as usize;
        let mut jitter = || (random.below(1_000) as f64 / 1_000.0 - 0.5) * SPACING * 0.6;
        let nodes = rows(n_nodes, width)
            .into_iter()
            .map(|at| Point { x: (at.x + jitter()).round(), y: (at.y + jitter()).round() })
            .collect();
        Self { nodes, links }
    }

    /// The draft: nodes `node1`…, one Ethernet layer a link `e1`…, and, if wished, the unicast layer `n1` over all.
    pub fn draft(&self, with_layer: bool) -> Draft {
        let mut builder = Builder::new(Settings::default());
        let top = with_layer.then(|| builder.layer(Layer::of("n1", LayerKind::Unicast)));
        let mut members: Vec<Vec<Member>> = vec![Vec::new(); self.nodes.len()];
        for (number, (a, b)) in (1..).zip(&self.links) {
            let link = builder.layer(Layer::of(format!("e{number}"), LayerKind::EthDix));
            members[*a].push(Member::of(link));
            members[*b].push(Member::of(link));
        }
        for (number, (at, mut members)) in (1..).zip(self.nodes.iter().zip(members)) {
            if let Some(top) = top {
                let over = members.iter().map(|member| member.layer).collect();
                members.push(Member { over, ..Member::of(top) });
            }
            builder.node(Node { name: format!("node{number}"), members, position: Some(*at), ..Node::default() });
        }
        builder.finish()
    }
}

/// The star of Rumba's documentation: two clients and a server around a router, the layer `n1` over three links.
pub fn seed_star() -> Draft {
    let mut builder = Builder::new(Settings { title: "Star".into(), ..Settings::default() });
    let n1 = builder.layer(Layer::of("n1", LayerKind::Unicast));
    let [e1, e2, e3] = ["e1", "e2", "e3"].map(|name| builder.layer(Layer::of(name, LayerKind::EthDix)));
    let nodes = [
        ("client1", Point { x: 0.0, y: 0.0 }, vec![e1]),
        ("client2", Point { x: 0.0, y: 240.0 }, vec![e3]),
        ("router", Point { x: 200.0, y: 120.0 }, vec![e1, e2, e3]),
        ("server", Point { x: 400.0, y: 120.0 }, vec![e2]),
    ];
    for (name, at, links) in nodes {
        let mut members: Vec<Member> = links.iter().map(|link| Member::of(*link)).collect();
        members.push(Member { over: links, ..Member::of(n1) });
        builder.node(Node { name: name.into(), members, position: Some(at), ..Node::default() });
    }
    builder.finish()
}

/// Places on a circle, clockwise from the top, neighbours one spacing apart.
fn circle(n: usize) -> Vec<Point> {
    let radius = (SPACING * n as f64 / std::f64::consts::TAU).max(SPACING);
    let place = |i: usize| {
        let (up, right) = host::direction(std::f64::consts::TAU * i as f64 / n as f64);
        Point { x: (radius * right).round(), y: (-radius * up).round() }
    };
    (0..n).map(place).collect()
}

fn rows(n: usize, width: usize) -> Vec<Point> {
    let width = width.max(1);
    (0..n).map(|i| Point { x: (i % width) as f64 * SPACING, y: (i / width) as f64 * SPACING }).collect()
}

/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers on every machine and in every version.
struct Random(u64);

impl Random {
    /// A number below `limit`, which is not 0.
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % limit as u64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(shape: &Shape) -> (usize, usize) {
        (shape.nodes.len(), shape.links.len())
    }

    #[test]
    fn shapes_have_their_sizes() {
        assert_eq!(sizes(&Shape::line(5)), (5, 4));
        assert_eq!(sizes(&Shape::ring(8)), (8, 8));
        assert_eq!(sizes(&Shape::ring(2)), (2, 1));
        assert_eq!(sizes(&Shape::star(4)), (4, 3));
        assert_eq!(sizes(&Shape::tree(15, 2)), (15, 14));
        assert_eq!(sizes(&Shape::grid(4, 3)), (12, 17));
        assert_eq!(sizes(&Shape::full_mesh(6)), (6, 15));
        assert_eq!(sizes(&Shape::random(50, 75, 1)), (50, 75));
        assert_eq!(sizes(&Shape::random(6, 999, 1)), (6, 15));
    }

    #[test]
    fn shapes_of_nothing_are_empty() {
        let none: [Shape; 7] = [
            Shape::line(0),
            Shape::ring(0),
            Shape::star(0),
            Shape::tree(0, 0),
            Shape::grid(0, 5),
            Shape::full_mesh(0),
            Shape::random(0, 9, 1),
        ];
        assert!(none.iter().all(|shape| sizes(shape) == (0, 0)));
    }

    #[test]
    fn generated_drafts_have_no_findings() {
        let shapes = [Shape::line(3), Shape::ring(5), Shape::star(4), Shape::tree(7, 2), Shape::grid(3, 3)];
        for shape in shapes.into_iter().chain([Shape::full_mesh(4), Shape::random(40, 60, 7)]) {
            assert_eq!(crate::check::check(&shape.draft(true)), []);
        }
        assert_eq!(crate::check::check(&seed_star()), []);
    }

    #[test]
    fn a_seed_decides_a_random_graph() {
        assert_eq!(Shape::random(30, 40, 3), Shape::random(30, 40, 3));
        assert_ne!(Shape::random(30, 40, 3), Shape::random(30, 40, 4));
    }
}
