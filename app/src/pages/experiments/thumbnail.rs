//! A small picture of an experiment.

use api::Thumbnail;
use leptos::prelude::*;

/// Room around the outermost nodes, in canvas units.
const ROOM: f64 = 20.0;

/// The picture's own coordinates: left, top, width, height around all points; never without extent.
fn frame(thumbnail: &Thumbnail) -> (f64, f64, f64, f64) {
    let finite = || thumbnail.nodes.iter().filter(|point| point.x.is_finite() && point.y.is_finite());
    let low = |of: fn(&model::Point) -> f64| finite().map(of).fold(f64::INFINITY, f64::min);
    let high = |of: fn(&model::Point) -> f64| finite().map(of).fold(f64::NEG_INFINITY, f64::max);
    let (left, top) = (low(|point| point.x), low(|point| point.y));
    if !left.is_finite() {
        return (0.0, 0.0, 1.0, 1.0);
    }
    let (width, height) = (high(|point| point.x) - left, high(|point| point.y) - top);
    (left - ROOM, top - ROOM, width + 2.0 * ROOM, height + 2.0 * ROOM)
}

/// A dot's radius: about the same size on the page for any extent.
fn dot(width: f64, height: f64, n_nodes: usize) -> f64 {
    let units_per_px = (width / 200.0).max(height / 100.0);
    let px = if n_nodes > 60 { 2.0 } else { 4.0 };
    (px * units_per_px * 10.0).round() / 10.0
}

/// Nodes as dots, links as lines.
#[component]
pub fn Picture(
    /// What to draw.
    thumbnail: Thumbnail,
) -> impl IntoView {
    let (left, top, width, height) = frame(&thumbnail);
    let radius = dot(width, height, thumbnail.nodes.len());
    let lines = thumbnail.links.iter().filter_map(|(a, b)| {
        let (a, b) = (thumbnail.nodes.get(*a)?, thumbnail.nodes.get(*b)?);
        Some(view! { <line x1=a.x y1=a.y x2=b.x y2=b.y/> })
    });
    let lines = lines.collect_view();
    let dots = thumbnail.nodes.iter().map(|point| view! { <circle cx=point.x cy=point.y r=radius/> }).collect_view();
    view! {
        <svg class="thumbnail" viewBox=format!("{left} {top} {width} {height}") aria-hidden="true">{lines}{dots}</svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Point;

    fn of(points: &[(f64, f64)]) -> Thumbnail {
        Thumbnail { nodes: points.iter().map(|&(x, y)| Point { x, y }).collect(), links: Vec::new() }
    }

    #[test]
    fn the_frame_holds_every_node() {
        assert_eq!(frame(&of(&[(0.0, 10.0), (100.0, -40.0)])), (-20.0, -60.0, 140.0, 90.0));
    }

    #[test]
    fn one_node_none_or_nonsense_still_have_an_extent() {
        assert_eq!(frame(&of(&[(5.0, 5.0)])), (-15.0, -15.0, 40.0, 40.0));
        assert_eq!(frame(&of(&[])), (0.0, 0.0, 1.0, 1.0));
        assert_eq!(frame(&of(&[(f64::NAN, 0.0)])), (0.0, 0.0, 1.0, 1.0));
    }
}
