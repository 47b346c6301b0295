//! All on a circle, wide enough that neighbours do not touch.

use super::SPACING;
use model::Point;
use std::f64::consts::TAU;

pub(super) fn place(n: usize) -> Vec<Point> {
    let radius = if n < 2 { 0.0 } else { (SPACING * n as f64 / TAU).max(SPACING * 0.8) };
    let direction = |at: usize| host::direction(TAU * at as f64 / n.max(1) as f64 - TAU / 4.0);
    (0..n).map(direction).map(|(x, y)| Point { x: radius * x, y: radius * y }).collect()
}
