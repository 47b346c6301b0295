//! Automatic layouts: where nodes could stand. Deterministic, and near linear in the size of the graph.

mod circle;
mod force;
mod graph;
mod layered;
mod mds;
mod pack;
pub(crate) mod tree;

use graph::Graph;
use model::{Draft, NodeId, Point};
use std::collections::BTreeSet;

/// The distance between neighbours that layouts aim at, canvas units.
pub const SPACING: f64 = 170.0;
/// Graphs with more nodes get pivot MDS without the force model after it.
pub const MOST_FORCED: usize = 3_000;

/// A way to lay a graph out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The one that suits the graph.
    Auto,
    /// Forces between nodes: what is linked stands close.
    Force,
    /// A tree from its centre, downwards.
    Tree,
    /// Rows by distance from the centre, few crossings.
    Layered,
    /// All on a circle.
    Circle,
    /// In rows and columns.
    Grid,
}

impl Kind {
    /// Every way, in the order menus show them.
    pub const ALL: [Self; 6] = [Self::Auto, Self::Force, Self::Tree, Self::Layered, Self::Circle, Self::Grid];

    /// Its words in menus.
    pub fn label(self) -> &'static str {
        match self {
            Self::Auto => "Best fit",
            Self::Force => "Spread out",
            Self::Tree => "Tree",
            Self::Layered => "Rows",
            Self::Circle => "Circle",
            Self::Grid => "Grid",
        }
    }
}

/// Where the nodes of `draft` (or only those of `part`) go, in the order declared.
///
/// Shape: one entry a node laid out. Units: canvas units; the middle of all is the origin.
pub fn layout(draft: &Draft, kind: Kind, part: Option<&BTreeSet<NodeId>>) -> Vec<(NodeId, Point)> {
    let graph = Graph::of(draft, part);
    let places = match kind {
        Kind::Circle => circle::place(graph.n_nodes()),
        Kind::Grid => grid(graph.n_nodes()),
        _ => pack::by_component(&graph, |component| match kind {
            Kind::Tree => tree::place(component),
            Kind::Layered => layered::place(component),
            Kind::Auto if component.is_tree() && component.n() > 12 => tree::place(component),
            _ => force::place(component),
        }),
    };
    let middle = middle(&places);
    let shifted = places.iter().map(|at| Point { x: (at.x - middle.x).round(), y: (at.y - middle.y).round() });
    graph.nodes().iter().copied().zip(shifted).collect()
}

fn middle(places: &[Point]) -> Point {
    let rects = places.iter().map(|at| crate::Rect::around(*at, 0.0, 0.0));
    crate::Rect::union(rects).map_or_else(Point::default, |rect| rect.centre())
}

fn grid(n: usize) -> Vec<Point> {
    let n_columns = (n as f64).sqrt().ceil().max(1.0) as usize;
    (0..n)
        .map(|at| Point { x: (at % n_columns) as f64 * SPACING, y: (at / n_columns) as f64 * SPACING * 0.75 })
        .collect()
}

#[cfg(test)]
mod tests;
