//! Connected pieces side by side, on shelves.

use super::{SPACING, graph::Component};
use crate::Rect;
use model::Point;

/// Places of the first `n` vertices, from the places of each piece's own.
pub(super) fn shelves(pieces: Vec<(&Component, Vec<Point>)>, n: usize) -> Vec<Point> {
    let bounds = |places: &[Point]| {
        Rect::union(places.iter().map(|at| Rect::around(*at, SPACING, SPACING * 0.75))).unwrap_or_default()
    };
    let pieces: Vec<(&Component, Vec<Point>, Rect)> = pieces
        .into_iter()
        .map(|(component, places)| {
            let bounds = bounds(&places);
            (component, places, bounds)
        })
        .collect();
    let area: f64 = pieces.iter().map(|(_, _, bounds)| bounds.w * bounds.h).sum();
    let widest = pieces.iter().map(|(_, _, bounds)| bounds.w).fold(0.0, f64::max);
    let shelf_w = widest.max((area * 1.6).sqrt());
    let mut places = vec![Point::default(); n];
    let (mut x, mut y, mut shelf_h) = (0.0, 0.0, 0.0_f64);
    for (component, piece, bounds) in pieces {
        if x > 0.0 && x + bounds.w > shelf_w {
            (x, y, shelf_h) = (0.0, y + shelf_h, 0.0);
        }
        for (vertex, at) in component.vertices.iter().zip(piece) {
            if let Some(place) = places.get_mut(*vertex as usize) {
                *place = Point { x: at.x - bounds.x + x, y: at.y - bounds.y + y };
            }
        }
        (x, shelf_h) = (x + bounds.w, shelf_h.max(bounds.h));
    }
    places
}
