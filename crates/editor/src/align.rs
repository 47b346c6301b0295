//! Aligning and distributing what is selected.

use messages::say;
use model::order;
use model::{NodeId, Point};

/// How to line nodes up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// All at one height: a row.
    Row,
    /// All at one x: a column.
    Column,
    /// The same distance apart, from left to right.
    Across,
    /// The same distance apart, from top to bottom.
    Down,
}

impl Align {
    /// Every way, in the order menus show them.
    pub const ALL: [Self; 4] = [Self::Row, Self::Column, Self::Across, Self::Down];

    /// Its words in menus and in the undo history.
    pub fn label(self) -> &'static str {
        match self {
            Self::Row => say!("align-row"),
            Self::Column => say!("align-column"),
            Self::Across => say!("distribute-across"),
            Self::Down => say!("distribute-down"),
        }
    }

    /// Where the nodes go; in the order given. Fewer than two stay where they are.
    pub fn apply(self, nodes: &[(NodeId, Point)]) -> Vec<(NodeId, Point)> {
        if nodes.len() < 2 {
            return nodes.to_vec();
        }
        let n = nodes.len() as f64;
        match self {
            Self::Row => {
                let y = (nodes.iter().map(|(_, at)| at.y).sum::<f64>() / n).round();
                nodes.iter().map(|(id, at)| (*id, Point { x: at.x, y })).collect()
            }
            Self::Column => {
                let x = (nodes.iter().map(|(_, at)| at.x).sum::<f64>() / n).round();
                nodes.iter().map(|(id, at)| (*id, Point { x, y: at.y })).collect()
            }
            Self::Across => spread(nodes, |at| at.x, |at, x| Point { x, ..at }),
            Self::Down => spread(nodes, |at| at.y, |at, y| Point { y, ..at }),
        }
    }
}

fn spread(nodes: &[(NodeId, Point)], along: fn(&Point) -> f64, put: fn(Point, f64) -> Point) -> Vec<(NodeId, Point)> {
    let mut order: Vec<usize> = (0..nodes.len()).collect();
    order::sort_by(&mut order, |a, b| along(&nodes[*a].1).total_cmp(&along(&nodes[*b].1)));
    let (first, last) = (along(&nodes[order[0]].1), along(&nodes[order[order.len() - 1]].1));
    let stride = (last - first) / (order.len() - 1) as f64;
    let mut moved = nodes.to_vec();
    for (n_before, at) in order.into_iter().enumerate() {
        moved[at].1 = put(moved[at].1, first + stride * n_before as f64);
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nodes() -> Vec<(NodeId, Point)> {
        let place = |id, x, y| (NodeId(id), Point { x, y });
        vec![place(1, 0.0, 0.0), place(2, 100.0, 30.0), place(3, 10.0, 60.0)]
    }

    #[test]
    fn a_row_has_one_height() {
        assert!(Align::Row.apply(&nodes()).iter().all(|(_, at)| at.y == 30.0));
        assert!(Align::Column.apply(&nodes()).iter().all(|(_, at)| at.x == 37.0));
    }

    #[test]
    fn distributing_keeps_the_ends_and_the_order() {
        let xs: Vec<f64> = Align::Across.apply(&nodes()).iter().map(|(_, at)| at.x).collect();
        assert_eq!(xs, [0.0, 100.0, 50.0]);
    }
}
