//! Graphs to lay out: seeded, so that they are the same everywhere.

use model::{Builder, Draft, Layer, LayerKind, Member, Node};
use std::collections::BTreeSet;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Tree,
    Grid,
    Random,
}

pub struct Graph {
    pub kind: Kind,
    pub name: String,
    pub n: usize,
    pub lines: Vec<(usize, usize)>,
}

impl Graph {
    fn new(kind: Kind, n: usize, lines: Vec<(usize, usize)>) -> Self {
        Self { kind, name: format!("{} {n}", format!("{kind:?}").to_lowercase()), n, lines }
    }

    /// A node for each vertex, a link for each line; nothing is placed.
    pub fn draft(&self) -> Draft {
        let mut builder = Builder::default();
        let node = |at| Node { name: format!("n{at}"), ..Node::default() };
        let ids: Vec<_> = (0..self.n).map(|at| builder.node(node(at))).collect();
        for (at, (a, b)) in self.lines.iter().enumerate() {
            let layer = builder.layer(Layer::of(format!("e{at}"), LayerKind::EthDix));
            for end in [a, b] {
                builder.node_mut(ids[*end]).members.push(Member::of(layer));
            }
        }
        builder.finish()
    }

    pub fn neighbours(&self) -> Vec<Vec<usize>> {
        let mut neighbours = vec![Vec::new(); self.n];
        for (a, b) in &self.lines {
            neighbours[*a].push(*b);
            neighbours[*b].push(*a);
        }
        neighbours
    }
}

/// Each vertex hangs on one before it that has fewer than four below.
pub fn tree(n: usize) -> Graph {
    let mut dice = Mulberry(1_000 + n as u32);
    let (mut open, mut n_below) = (vec![0], vec![0; n]);
    let mut lines = Vec::new();
    for vertex in 1..n {
        let at = dice.below(open.len());
        let above: usize = open[at];
        lines.push((above, vertex));
        n_below[above] += 1;
        if n_below[above] == 4 {
            open.swap_remove(at);
        }
        open.push(vertex);
    }
    Graph::new(Kind::Tree, n, lines)
}

/// Rows as long as there are rows.
pub fn grid(n: usize) -> Graph {
    let n_columns = (n as f64).sqrt().ceil() as usize;
    let mut lines = Vec::new();
    for vertex in 0..n {
        if (vertex + 1) % n_columns != 0 && vertex + 1 < n {
            lines.push((vertex, vertex + 1));
        }
        if vertex + n_columns < n {
            lines.push((vertex, vertex + n_columns));
        }
    }
    Graph::new(Kind::Grid, n, lines)
}

/// Connected, with half as many lines again as vertices.
pub fn random(n: usize) -> Graph {
    let mut dice = Mulberry(1_000 + n as u32);
    let mut lines: Vec<(usize, usize)> = (1..n).map(|vertex| (dice.below(vertex), vertex)).collect();
    let mut known: BTreeSet<(usize, usize)> = lines.iter().copied().collect();
    while lines.len() < n * 3 / 2 {
        let (a, b) = (dice.below(n), dice.below(n));
        let line = (a.min(b), a.max(b));
        if a != b && known.insert(line) {
            lines.push(line);
        }
    }
    Graph::new(Kind::Random, n, lines)
}

/// Mulberry32: what graph benchmarks written in JavaScript use.
struct Mulberry(u32);

impl Mulberry {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x6D2B_79F5);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 15)).wrapping_mul(bits | 1);
        bits ^= bits.wrapping_add((bits ^ (bits >> 7)).wrapping_mul(bits | 61));
        (f64::from(bits ^ (bits >> 14)) / 4_294_967_296.0 * n as f64) as usize
    }
}
