//! Points, rectangles and curves, in whatever unit the caller uses.

use model::Point;
use model::order;

/// A rectangle with its sides along the axes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Left.
    pub x: f64,
    /// Top.
    pub y: f64,
    /// Width, not negative.
    pub w: f64,
    /// Height, not negative.
    pub h: f64,
}

impl Rect {
    /// The part of a line that lies in the rectangle; none where they do not meet.
    ///
    /// Source: Liang and Barsky 1984, "A new concept and method for line clipping".
    pub fn part_of_line(&self, a: Point, b: Point) -> Option<(Point, Point)> {
        let (dx, dy) = (b.x - a.x, b.y - a.y);
        let (mut from, mut to) = (0.0_f64, 1.0_f64);
        let borders =
            [(-dx, a.x - self.x), (dx, self.x + self.w - a.x), (-dy, a.y - self.y), (dy, self.y + self.h - a.y)];
        for (along, room) in borders {
            if along == 0.0 && room < 0.0 {
                return None;
            }
            if along < 0.0 {
                from = from.max(room / along);
            } else if along > 0.0 {
                to = to.min(room / along);
            }
        }
        let at = |part: f64| Point { x: a.x + part * dx, y: a.y + part * dy };
        (from <= to).then(|| (at(from), at(to)))
    }

    /// The rectangle of this size around `centre`.
    pub fn around(centre: Point, w: f64, h: f64) -> Self {
        Self { x: centre.x - w / 2.0, y: centre.y - h / 2.0, w, h }
    }

    /// The rectangle with these two opposite corners.
    pub fn between(a: Point, b: Point) -> Self {
        Self { x: a.x.min(b.x), y: a.y.min(b.y), w: (a.x - b.x).abs(), h: (a.y - b.y).abs() }
    }

    /// The smallest rectangle around all of `rects`; none for none.
    pub fn union(rects: impl IntoIterator<Item = Self>) -> Option<Self> {
        rects.into_iter().reduce(|a, b| {
            let (x, y) = (a.x.min(b.x), a.y.min(b.y));
            Self { x, y, w: (a.x + a.w).max(b.x + b.w) - x, h: (a.y + a.h).max(b.y + b.h) - y }
        })
    }

    /// Its corners.
    pub fn corners(&self) -> [Point; 4] {
        let (right, low) = (self.x + self.w, self.y + self.h);
        [(self.x, self.y), (right, self.y), (right, low), (self.x, low)].map(|(x, y)| Point { x, y })
    }

    /// Its centre.
    pub fn centre(&self) -> Point {
        Point { x: self.x + self.w / 2.0, y: self.y + self.h / 2.0 }
    }

    /// Holds `point`, the border included.
    pub fn contains(&self, point: Point) -> bool {
        (self.x..=self.x + self.w).contains(&point.x) && (self.y..=self.y + self.h).contains(&point.y)
    }

    /// Shares a point with `other`.
    pub fn meets(&self, other: &Self) -> bool {
        self.x <= other.x + other.w
            && other.x <= self.x + self.w
            && self.y <= other.y + other.h
            && other.y <= self.y + self.h
    }

    /// Grown by `by` on every side.
    pub fn grown(&self, by: f64) -> Self {
        Self { x: self.x - by, y: self.y - by, w: self.w + 2.0 * by, h: self.h + 2.0 * by }
    }

    /// Moved.
    pub fn moved(&self, by: Point) -> Self {
        Self { x: self.x + by.x, y: self.y + by.y, ..*self }
    }

    /// Where the ray from the centre towards `target` leaves it; the centre itself where `target` is inside.
    pub fn border_towards(&self, target: Point) -> Point {
        let centre = self.centre();
        let (dx, dy) = (target.x - centre.x, target.y - centre.y);
        let scale = f64::max(dx.abs() / (self.w / 2.0).max(1e-9), dy.abs() / (self.h / 2.0).max(1e-9));
        if scale <= 1.0 { centre } else { Point { x: centre.x + dx / scale, y: centre.y + dy / scale } }
    }
}

/// The sum of two points.
pub fn add(a: Point, b: Point) -> Point {
    Point { x: a.x + b.x, y: a.y + b.y }
}

/// The vector from `b` to `a`.
pub fn sub(a: Point, b: Point) -> Point {
    Point { x: a.x - b.x, y: a.y - b.y }
}

/// How far two points are apart.
pub fn distance(a: Point, b: Point) -> f64 {
    (a.x - b.x).hypot(a.y - b.y)
}

/// How far `point` is from the segment `a`–`b`.
pub fn distance_to_segment(point: Point, a: Point, b: Point) -> f64 {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let length2 = dx * dx + dy * dy;
    let t = if length2 == 0.0 { 0.0 } else { ((point.x - a.x) * dx + (point.y - a.y) * dy) / length2 };
    let t = t.clamp(0.0, 1.0);
    distance(point, Point { x: a.x + t * dx, y: a.y + t * dy })
}

/// The control point of the quadratic curve from `a` to `b` whose middle stands `bend` off the straight line.
pub fn bent(a: Point, b: Point, bend: f64) -> Point {
    let middle = Point { x: (a.x + b.x) / 2.0, y: (a.y + b.y) / 2.0 };
    let length = distance(a, b).max(1e-9);
    let (nx, ny) = ((a.y - b.y) / length, (b.x - a.x) / length);
    Point { x: middle.x + 2.0 * bend * nx, y: middle.y + 2.0 * bend * ny }
}

/// The two ends behind the tip of an arrow's head that comes from `from`, each `size` away from the tip; where it comes from
/// nowhere else, the tip itself.
pub fn barbs(from: Point, tip: Point, size: f64) -> [Point; 2] {
    /// The cosine and the sine of half the head's angle.
    const HALF: (f64, f64) = (0.9, 0.435);
    let by = size / distance(from, tip).max(1e-9);
    let (x, y) = (by * (tip.x - from.x), by * (tip.y - from.y));
    [1.0, -1.0]
        .map(|side| Point { x: tip.x - x * HALF.0 + side * y * HALF.1, y: tip.y - y * HALF.0 - side * x * HALF.1 })
}

/// The corners of the smallest convex area around `points`, clockwise on a screen; fewer than three have none.
///
/// Source: Andrew 1979, the monotone chain. `n log n` for n points.
pub fn hull(mut points: Vec<Point>) -> Vec<Point> {
    let turn = |a: Point, b: Point, c: Point| (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
    order::sort_by(&mut points, |a, b| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
    let chain = |points: &mut dyn Iterator<Item = Point>| {
        let mut chain: Vec<Point> = Vec::new();
        for point in points {
            while let [.., a, b] = chain[..]
                && turn(a, b, point) <= 0.0
            {
                chain.pop();
            }
            chain.push(point);
        }
        // The last point is the other chain's first.
        chain.pop();
        chain
    };
    let mut corners = chain(&mut points.iter().copied());
    corners.extend(chain(&mut points.iter().rev().copied()));
    corners
}

/// The point at `t` (0 to 1) of the quadratic curve from `a` over `control` to `b`.
pub fn on_curve(a: Point, control: Point, b: Point, t: f64) -> Point {
    let u = 1.0 - t;
    Point {
        x: u * u * a.x + 2.0 * u * t * control.x + t * t * b.x,
        y: u * u * a.y + 2.0 * u * t * control.y + t * t * b.y,
    }
}

/// Whether a point lies within a line that is closed from its last corner to its first.
pub fn is_within(line: &[Point], at: Point) -> bool {
    let mut inside = false;
    let mut from = line.last().copied().unwrap_or(at);
    for to in line {
        let crosses = (from.y > at.y) != (to.y > at.y);
        if crosses && at.x < from.x + (at.y - from.y) / (to.y - from.y) * (to.x - from.x) {
            inside = !inside;
        }
        from = *to;
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(x: f64, y: f64) -> Point {
        Point { x, y }
    }

    #[test]
    fn a_line_is_cut_where_it_leaves_the_rectangle() {
        let rect = Rect { x: 0.0, y: 0.0, w: 10.0, h: 10.0 };
        let part = |a, b| rect.part_of_line(a, b);
        assert_eq!(part(at(-5.0, 5.0), at(15.0, 5.0)), Some((at(0.0, 5.0), at(10.0, 5.0))));
        assert_eq!(part(at(1.0, 1.0), at(2.0, 9.0)), Some((at(1.0, 1.0), at(2.0, 9.0))));
        assert_eq!(part(at(5.0, 5.0), at(5.0, 25.0)), Some((at(5.0, 5.0), at(5.0, 10.0))));
        assert_eq!(part(at(-5.0, 11.0), at(15.0, 11.0)), None);
        assert_eq!(part(at(-9.0, 5.0), at(5.0, -9.0)), None);
        assert_eq!(part(at(3.0, 3.0), at(3.0, 3.0)), Some((at(3.0, 3.0), at(3.0, 3.0))));
    }

    #[test]
    fn an_arrows_head_lies_behind_its_tip_on_both_sides() {
        for from in [at(-7.0, 3.0), at(0.0, 9.0), at(0.1, -0.1)] {
            let [left, right] = barbs(from, at(0.0, 0.0), 5.0);
            assert!([left, right].iter().all(|end| (distance(*end, at(0.0, 0.0)) - 5.0).abs() < 0.01));
            let apart = distance(left, from) - distance(right, from);
            assert!(apart.abs() < 1e-9 && distance(left, right) > 4.0);
            assert!(left.x * from.x + left.y * from.y > 0.0, "it lies where it comes from");
        }
        // Nodes may lie on each other; a picture in a file has no room for what is no number.
        assert_eq!(barbs(at(2.0, 2.0), at(2.0, 2.0), 5.0), [at(2.0, 2.0); 2]);
    }

    #[test]
    fn a_hull_keeps_corners_only() {
        let square = [at(0.0, 0.0), at(2.0, 0.0), at(2.0, 2.0), at(0.0, 2.0)];
        let mut points = square.to_vec();
        points.extend([at(1.0, 1.0), at(1.0, 0.0), at(0.5, 1.5), at(2.0, 2.0)]);
        assert_eq!(hull(points), square);
        assert_eq!(hull(vec![at(1.0, 1.0)]), []);
    }

    #[test]
    fn a_union_holds_its_parts() {
        let parts = [Rect::around(at(0.0, 0.0), 2.0, 2.0), Rect::around(at(10.0, 5.0), 4.0, 2.0)];
        let all = Rect::union(parts).expect("two parts");
        assert_eq!(all, Rect { x: -1.0, y: -1.0, w: 13.0, h: 7.0 });
        assert!(Rect::union([]).is_none());
    }

    #[test]
    fn a_segment_is_as_far_as_its_nearest_point() {
        assert_eq!(distance_to_segment(at(5.0, 3.0), at(0.0, 0.0), at(10.0, 0.0)), 3.0);
        assert_eq!(distance_to_segment(at(-3.0, 4.0), at(0.0, 0.0), at(10.0, 0.0)), 5.0);
        assert_eq!(distance_to_segment(at(3.0, 4.0), at(0.0, 0.0), at(0.0, 0.0)), 5.0);
    }

    #[test]
    fn a_bent_curve_passes_at_its_bend() {
        let (a, b) = (at(0.0, 0.0), at(10.0, 0.0));
        let middle = on_curve(a, bent(a, b, 4.0), b, 0.5);
        assert!((middle.y.abs() - 4.0).abs() < 1e-9, "{middle:?}");
    }

    #[test]
    fn a_ray_leaves_at_the_border() {
        let rect = Rect::around(at(0.0, 0.0), 10.0, 4.0);
        assert_eq!(rect.border_towards(at(100.0, 0.0)), at(5.0, 0.0));
        assert_eq!(rect.border_towards(at(0.0, -8.0)), at(0.0, -2.0));
        assert_eq!(rect.border_towards(at(1.0, 1.0)), at(0.0, 0.0));
    }
}
