//! Fingers on the map: two of them move and scale the view.

use crate::{Viewport, geometry};
use model::Point;

/// The fingers that are down, with where they are, screen pixels.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pinch {
    fingers: Vec<(i32, Point)>,
}

impl Pinch {
    /// A finger came down. True if it is the second, so that what the first began was not meant.
    pub fn down(&mut self, finger: i32, at: Point) -> bool {
        self.up(finger);
        self.fingers.push((finger, at));
        self.fingers.len() == 2
    }

    /// A finger moved. While there are two, says the view that keeps what is under both; more are ignored.
    pub fn moved(&mut self, finger: i32, at: Point, view: Viewport) -> Option<Viewport> {
        let before = self.ends();
        self.fingers.iter_mut().filter(|(known, _)| *known == finger).for_each(|(_, place)| *place = at);
        let ((a, b), (c, d)) = (before?, self.ends()?);
        let middle = |a: Point, b: Point| Point { x: (a.x + b.x) / 2.0, y: (a.y + b.y) / 2.0 };
        let factor = geometry::distance(c, d) / geometry::distance(a, b).max(1.0);
        Some(view.panned(geometry::sub(middle(c, d), middle(a, b))).zoomed(middle(c, d), factor))
    }

    /// A finger left.
    pub fn up(&mut self, finger: i32) {
        self.fingers.retain(|(known, _)| *known != finger);
    }

    fn ends(&self) -> Option<(Point, Point)> {
        match self.fingers[..] {
            [(_, a), (_, b)] => Some((a, b)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VIEW: Viewport = Viewport { origin: Point { x: 0.0, y: 0.0 }, scale: 0.5, w: 800.0, h: 600.0 };

    fn at(x: f64, y: f64) -> Point {
        Point { x, y }
    }

    #[test]
    fn what_is_under_the_fingers_stays_there() {
        let mut pinch = Pinch::default();
        assert!(!pinch.down(1, at(100.0, 100.0)) && pinch.down(2, at(200.0, 100.0)));
        let (under_1, under_2) = (VIEW.to_canvas(at(100.0, 100.0)), VIEW.to_canvas(at(200.0, 100.0)));
        let view = pinch.moved(2, at(400.0, 100.0), VIEW).expect("two fingers");
        assert_eq!(view.scale, 1.5);
        assert_eq!((view.to_screen(under_1), view.to_screen(under_2)), (at(100.0, 100.0), at(400.0, 100.0)));
    }

    #[test]
    fn one_finger_or_three_do_nothing() {
        let mut pinch = Pinch::default();
        pinch.down(1, at(0.0, 0.0));
        assert_eq!(pinch.moved(1, at(9.0, 9.0), VIEW), None);
        pinch.down(2, at(50.0, 0.0));
        assert!(!pinch.down(3, at(0.0, 50.0)));
        assert_eq!(pinch.moved(3, at(9.0, 9.0), VIEW), None);
        pinch.up(3);
        assert!(pinch.moved(2, at(60.0, 0.0), VIEW).is_some());
    }
}
