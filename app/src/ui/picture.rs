//! A small picture of an experiment.

use api::Thumbnail;
use leptos::prelude::*;

/// Room around the outermost nodes, in canvas units.
const ROOM: f64 = 20.0;
/// With more nodes than this, dots are smaller.
const CROWD: usize = 24;

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

/// Nodes as dots, links as lines; two paths, however many there are. The style sheet has their widths, in pixels.
#[component]
pub fn Picture(
    /// What to draw.
    thumbnail: Thumbnail,
) -> impl IntoView {
    let (left, top, width, height) = frame(&thumbnail);
    let line = |(a, b): &(usize, usize)| {
        let (a, b) = (thumbnail.nodes.get(*a)?, thumbnail.nodes.get(*b)?);
        Some(format!("M{:.0} {:.0}L{:.0} {:.0}", a.x, a.y, b.x, b.y))
    };
    let lines: String = thumbnail.links.iter().filter_map(line).collect();
    // A line of no length with round ends is a dot.
    let dots: String = thumbnail.nodes.iter().map(|at| format!("M{:.0} {:.0}h0", at.x, at.y)).collect();
    let is_crowded = thumbnail.nodes.len() > CROWD;
    view! {
        <svg class="picture" class:is-crowded=is_crowded viewBox=format!("{left} {top} {width} {height}") aria-hidden="true">
            <path class="picture-lines" d=lines/><path class="picture-dots" d=dots/>
        </svg>
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
