//! Snapping: what is dragged lines up with what stands near, and guides show with what.

use crate::Scene;
use model::order;
use model::{NodeId, Point};
use std::collections::BTreeSet;

/// Guides to draw: positions of vertical and horizontal lines, canvas units.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Guides {
    /// A vertical line at this x.
    pub x: Option<f64>,
    /// A horizontal line at this y.
    pub y: Option<f64>,
}

/// The centres to line up with, sorted; made once a drag.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Snapper {
    xs: Vec<f64>,
    ys: Vec<f64>,
    anchor: Point,
}

impl Snapper {
    /// For dragging `moving` by the node at `anchor`.
    pub fn of(scene: &Scene, moving: &BTreeSet<NodeId>, anchor: Point) -> Self {
        let still = || scene.nodes.iter().filter(|node| !moving.contains(&node.id)).map(|node| node.rect.centre());
        let sorted = |mut values: Vec<f64>| {
            order::sort_by(&mut values, f64::total_cmp);
            values
        };
        Self { xs: sorted(still().map(|at| at.x).collect()), ys: sorted(still().map(|at| at.y).collect()), anchor }
    }

    /// The move nearest to `by` that lines up within `reach`, and with what; else one to a multiple of `grid`, if that is not 0.
    pub fn snap(&self, by: Point, reach: f64, grid: f64) -> (Point, Guides) {
        let x = nearest(&self.xs, self.anchor.x + by.x, reach);
        let y = nearest(&self.ys, self.anchor.y + by.y, reach);
        let free = |by: f64, anchor: f64| {
            if grid > 0.0 { ((anchor + by) / grid).round() * grid - anchor } else { by }
        };
        let snapped = Point {
            x: x.map_or_else(|| free(by.x, self.anchor.x), |x| x - self.anchor.x),
            y: y.map_or_else(|| free(by.y, self.anchor.y), |y| y - self.anchor.y),
        };
        (snapped, Guides { x, y })
    }
}

fn nearest(sorted: &[f64], value: f64, reach: f64) -> Option<f64> {
    let above = sorted.partition_point(|candidate| *candidate < value);
    let around = sorted[above.saturating_sub(1)..sorted.len().min(above + 1)].iter().copied();
    around
        .min_by(|a, b| (a - value).abs().total_cmp(&(b - value).abs()))
        .filter(|candidate| (candidate - value).abs() <= reach)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_line_within_reach_wins() {
        let snapper = Snapper { xs: vec![0.0, 100.0], ys: vec![50.0], anchor: Point { x: 10.0, y: 10.0 } };
        let (by, guides) = snapper.snap(Point { x: 86.0, y: 10.0 }, 6.0, 0.0);
        assert_eq!((by, guides), (Point { x: 90.0, y: 10.0 }, Guides { x: Some(100.0), y: None }));
        let (by, guides) = snapper.snap(Point { x: 86.0, y: 10.0 }, 3.0, 0.0);
        assert_eq!((by.x, guides.x), (86.0, None));
    }
}
