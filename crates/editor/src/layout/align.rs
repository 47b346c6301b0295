//! A small edit, a small change: the new picture is laid over the old one as well as it can be.

use super::sketch::Sketch;
use crate::geometry::sub;
use model::Point;

/// Moves the picture to where the nodes stood, or to the origin; where `may_turn`, it is turned and mirrored too.
pub(super) fn align(places: &mut [Point], sketch: &Sketch, may_turn: bool) {
    let known: Vec<(usize, Point)> =
        sketch.places.iter().enumerate().filter_map(|(node, at)| at.map(|at| (node, at))).collect();
    let is_known = known.len() * 2 > places.len();
    let (is, was) = if is_known {
        (mean(known.iter().map(|(node, _)| places[*node])), mean(known.iter().map(|(_, at)| *at)))
    } else {
        let rects = places.iter().map(|at| crate::Rect::around(*at, 0.0, 0.0));
        (crate::Rect::union(rects).map_or_else(Point::default, |rect| rect.centre()), Point::default())
    };
    let turn = if may_turn && is_known { turn(places, &known, is, was) } else { [1.0, 0.0, 0.0, 1.0] };
    for place in places {
        let at = sub(*place, is);
        let (x, y) = (turn[0] * at.x + turn[1] * at.y, turn[2] * at.x + turn[3] * at.y);
        *place = Point { x: (x + was.x).round(), y: (y + was.y).round() };
    }
}

/// The rotation, or rotation and reflection, that brings new places nearest to the old ones, by rows.
///
/// Source: the orthogonal Procrustes problem in the plane, solved as a complex fit of both kinds.
fn turn(places: &[Point], known: &[(usize, Point)], is: Point, was: Point) -> [f64; 4] {
    let (mut straight, mut mirrored) = ((0.0, 0.0), (0.0, 0.0));
    for (node, at) in known {
        let (new, old) = (sub(places[*node], is), sub(*at, was));
        straight = (straight.0 + new.x * old.x + new.y * old.y, straight.1 + new.x * old.y - new.y * old.x);
        mirrored = (mirrored.0 + new.x * old.x - new.y * old.y, mirrored.1 + new.x * old.y + new.y * old.x);
    }
    let (length, mirrored_length) = (f64::hypot(straight.0, straight.1), f64::hypot(mirrored.0, mirrored.1));
    if length.max(mirrored_length) < 1e-9 {
        [1.0, 0.0, 0.0, 1.0]
    } else if length >= mirrored_length {
        let (c, s) = (straight.0 / length, straight.1 / length);
        [c, -s, s, c]
    } else {
        let (c, s) = (mirrored.0 / mirrored_length, mirrored.1 / mirrored_length);
        [c, s, s, -c]
    }
}

fn mean(points: impl Iterator<Item = Point>) -> Point {
    let (sum, n) = points.fold((Point::default(), 0.0), |(sum, n), at| (crate::geometry::add(sum, at), n + 1.0));
    Point { x: sum.x / f64::max(n, 1.0), y: sum.y / f64::max(n, 1.0) }
}
