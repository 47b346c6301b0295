//! Each connected piece by itself, then all side by side on shelves.

use super::{
    SPACING,
    graph::{Component, Graph},
};
use crate::Rect;
use model::Point;

pub(super) fn by_component(graph: &Graph, place: impl Fn(&Component) -> Vec<Point>) -> Vec<Point> {
    let mut places = vec![Point::default(); graph.n_nodes()];
    let pieces: Vec<(Component, Vec<Point>, Rect)> = graph
        .components()
        .into_iter()
        .map(|component| {
            let places = place(&component);
            let rects = places.iter().map(|at| Rect::around(*at, SPACING, SPACING * 0.75));
            let bounds = Rect::union(rects).unwrap_or_default();
            (component, places, bounds)
        })
        .collect();
    let area: f64 = pieces.iter().map(|(_, _, bounds)| bounds.w * bounds.h).sum();
    let widest = pieces.iter().map(|(_, _, bounds)| bounds.w).fold(0.0, f64::max);
    let shelf_w = widest.max((area * 1.6).sqrt());
    let (mut x, mut y, mut shelf_h) = (0.0, 0.0, 0.0_f64);
    for (component, piece, bounds) in pieces {
        if x > 0.0 && x + bounds.w > shelf_w {
            (x, y, shelf_h) = (0.0, y + shelf_h, 0.0);
        }
        for (vertex, at) in component.vertices.iter().zip(piece) {
            if let Some(place) = places.get_mut(*vertex) {
                *place = Point { x: at.x - bounds.x + x, y: at.y - bounds.y + y };
            }
        }
        (x, shelf_h) = (x + bounds.w, shelf_h.max(bounds.h));
    }
    places
}
