//! A tidy tree from the centre downwards: children in rows, parents above the middle of their children.
//!
//! Source: the idea of Reingold and Tilford 1981, with the contours kept as plain extents by depth, merged small into large.

use super::{SPACING, graph::Component};
use model::Point;
use std::collections::VecDeque;

/// The height of a row.
pub(crate) const ROW: f64 = 130.0;

/// A subtree's outline: the smallest and largest x of each depth, deepest first, seen from `shift`.
#[derive(Default)]
struct Outline {
    rows: VecDeque<(f64, f64)>,
    shift: f64,
}

pub(super) fn place(component: &Component) -> Vec<Point> {
    let root = component.centre();
    let (depths, order) = component.distances(root);
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); component.n()];
    let mut has_parent = vec![false; component.n()];
    for vertex in &order {
        for next in component.near(*vertex) {
            let next = *next as usize;
            if depths[next] == depths[*vertex] + 1 && !has_parent[next] {
                has_parent[next] = true;
                children[*vertex].push(next);
            }
        }
    }
    let offsets = offsets(&order, &children);
    let mut places = vec![Point::default(); component.n()];
    for vertex in &order {
        let x = places[*vertex].x;
        for child in &children[*vertex] {
            places[*child] = Point { x: x + offsets[*child], y: f64::from(depths[*child]) * ROW };
        }
    }
    places
}

/// How far each vertex stands beside its parent.
pub(crate) fn offsets(order: &[usize], children: &[Vec<usize>]) -> Vec<f64> {
    let mut offsets = vec![0.0; order.len()];
    let mut outlines: Vec<Option<Outline>> = (0..order.len()).map(|_| None).collect();
    for vertex in order.iter().rev() {
        let mut joined = Outline::default();
        for child in &children[*vertex] {
            let outline = outlines[*child].take().unwrap_or_default();
            offsets[*child] = join(&mut joined, outline);
        }
        let middle = match (children[*vertex].first(), children[*vertex].last()) {
            (Some(first), Some(last)) => (offsets[*first] + offsets[*last]) / 2.0,
            _ => 0.0,
        };
        children[*vertex].iter().for_each(|child| offsets[*child] -= middle);
        joined.shift -= middle;
        joined.rows.push_front((-joined.shift, -joined.shift));
        outlines[*vertex] = Some(joined);
    }
    offsets
}

/// Puts `right` beside `left`, as near as both allow; where its root then stands.
fn join(left: &mut Outline, mut right: Outline) -> f64 {
    let gaps = left.rows.iter().zip(&right.rows).map(|(l, r)| l.1 + left.shift - (r.0 + right.shift));
    let Some(gap) = gaps.reduce(f64::max) else {
        *left = right;
        return 0.0;
    };
    let by = gap + SPACING;
    right.shift += by;
    // The shorter is merged into the deeper, so that each row is touched once for every subtree that ends there.
    if left.rows.len() >= right.rows.len() {
        for (l, r) in left.rows.iter_mut().zip(&right.rows) {
            l.1 = r.1 + right.shift - left.shift;
        }
    } else {
        for (l, r) in left.rows.iter().zip(right.rows.iter_mut()) {
            r.0 = l.0 + left.shift - right.shift;
        }
        std::mem::swap(left, &mut right);
    }
    by
}
