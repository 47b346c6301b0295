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
    let fit = Fit { scale: 1.0, turn, is, was };
    for place in places {
        let at = fit.lay(*place);
        *place = Point { x: at.x.round(), y: at.y.round() };
    }
}

/// How a new picture is laid over what must stay.
pub(super) struct Fit {
    /// How many units of the new picture one of the old ones is.
    pub(super) scale: f64,
    turn: [f64; 4],
    is: Point,
    was: Point,
}

impl Fit {
    /// Brings `places` near to those of `known`. A picture is not drawn together to a point, or out without end, because
    /// two that are far apart in the network stand side by side, or the other way round.
    pub(super) fn of(places: &[Point], known: &[(usize, Point)]) -> Self {
        const SCALES: (f64, f64) = (0.6, 3.0);
        let (is, was) = (mean(known.iter().map(|(node, _)| places[*node])), mean(known.iter().map(|(_, at)| *at)));
        let spread = |from: Point, at: Point| f64::hypot(at.x - from.x, at.y - from.y);
        let new: f64 = known.iter().map(|(node, _)| spread(is, places[*node])).sum();
        let old: f64 = known.iter().map(|(_, at)| spread(was, *at)).sum();
        let scale = if new > 1e-9 && old > 1e-9 { (old / new).clamp(SCALES.0, SCALES.1) } else { 1.0 };
        Self { scale, turn: turn(places, known, is, was), is, was: Point { x: was.x / scale, y: was.y / scale } }
    }

    /// Where a place of the new picture comes to lie.
    pub(super) fn lay(&self, at: Point) -> Point {
        let at = sub(at, self.is);
        let (x, y) = (self.turn[0] * at.x + self.turn[1] * at.y, self.turn[2] * at.x + self.turn[3] * at.y);
        Point { x: x + self.was.x, y: y + self.was.y }
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
