//! Automatic layouts: where nodes could stand. Deterministic, and near linear in the size of the graph.

mod align;
mod apart;
mod arranging;
mod circle;
mod dice;
mod graph;
mod layered;
mod mds;
mod pack;
mod pivots;
mod sketch;
mod stress;
pub(crate) mod tree;

pub use arranging::Arranging;
pub use sketch::Sketch;

use messages::say;
use model::{Draft, NodeId, Point};
use std::collections::BTreeSet;

/// The distance between neighbours that layouts aim at, canvas units.
pub const SPACING: f64 = 170.0;

/// A way to lay a graph out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The one that suits the graph.
    Auto,
    /// What is linked stands close; goes on from what is there if that is near enough.
    Force,
    /// A tree from its centre, downwards.
    Tree,
    /// Rows by distance from the centre, few crossings.
    Layered,
    /// Rows by recursion: who is in the highest layer stands on top.
    Levels,
    /// All on a circle.
    Circle,
    /// In rows and columns.
    Grid,
    /// What is fixed stays, the rest goes where its links want it.
    Keep,
}

impl Kind {
    /// Every way, in the order menus show them.
    pub const ALL: [Self; 8] =
        [Self::Auto, Self::Force, Self::Tree, Self::Layered, Self::Levels, Self::Circle, Self::Grid, Self::Keep];

    /// Its words in menus.
    pub fn label(self) -> &'static str {
        match self {
            Self::Auto => say!("best-fit"),
            Self::Force => say!("spread-out"),
            Self::Tree => say!("tree"),
            Self::Layered => say!("rows"),
            Self::Levels => say!("rows-by-recursion-level"),
            Self::Circle => say!("circle"),
            Self::Grid => say!("grid"),
            Self::Keep => say!("keep-what-placed"),
        }
    }
}

/// Where the nodes of `draft` (or only those of `part`) go, in the order declared.
///
/// Shape: one entry a node laid out. Units: canvas units; the middle of all is the origin, or where they stood before.
pub fn layout(draft: &Draft, kind: Kind, part: Option<&BTreeSet<NodeId>>) -> Vec<(NodeId, Point)> {
    let (sketch, nodes) = Sketch::of(draft, part);
    let mut arranging = Arranging::new(sketch, kind);
    while arranging.advance() {}
    nodes.into_iter().zip(arranging.places().unwrap_or_default()).collect()
}

/// The same for nodes that nobody has placed: a very large network is there soon if not at its best.
pub fn first_picture(draft: &Draft) -> Vec<(NodeId, Point)> {
    const LARGE: usize = 20_000;
    let (sketch, nodes) = Sketch::of(draft, None);
    let mut arranging = Arranging::new(sketch, Kind::Auto);
    while arranging.advance() && (nodes.len() < LARGE || arranging.places().is_none()) {}
    nodes.into_iter().zip(arranging.places().unwrap_or_default()).collect()
}

fn grid(n: usize) -> Vec<Point> {
    let n_columns = (n as f64).sqrt().ceil().max(1.0) as usize;
    (0..n)
        .map(|at| Point { x: (at % n_columns) as f64 * SPACING, y: (at / n_columns) as f64 * SPACING * 0.75 })
        .collect()
}

#[cfg(test)]
mod tests;
