//! The viewport: which part of the canvas is seen, and how large.

use crate::Rect;
use model::Point;

/// The smallest scale, pixels a canvas unit.
pub const SMALLEST: f64 = 0.02;
/// The largest scale, pixels a canvas unit.
pub const LARGEST: f64 = 4.0;
/// Left free around everything that is fitted, pixels; at the top lie the view's buttons.
const MARGIN: f64 = 28.0;
const TOP: f64 = 56.0;
/// What the buttons for nearer and farther take up in the lower right corner, pixels.
const CORNER: (f64, f64) = (200.0, 46.0);

/// Which part is seen. A screen is measured in CSS pixels from the canvas's own corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    /// Where the canvas's origin stands on the screen, pixels.
    pub origin: Point,
    /// Pixels a canvas unit.
    pub scale: f64,
    /// The screen's width, pixels.
    pub w: f64,
    /// The screen's height, pixels.
    pub h: f64,
}

impl Default for Viewport {
    fn default() -> Self {
        Self { origin: Point { x: 0.0, y: 0.0 }, scale: 1.0, w: 1.0, h: 1.0 }
    }
}

impl Viewport {
    /// The same view with room for more on every side; pixels.
    pub fn widened(self, by: f64) -> Self {
        let origin = Point { x: self.origin.x + by, y: self.origin.y + by };
        Self { origin, w: self.w + 2.0 * by, h: self.h + 2.0 * by, ..self }
    }

    /// The canvas point at a screen point.
    pub fn to_canvas(&self, screen: Point) -> Point {
        Point { x: (screen.x - self.origin.x) / self.scale, y: (screen.y - self.origin.y) / self.scale }
    }

    /// The screen point of a canvas point.
    pub fn to_screen(&self, canvas: Point) -> Point {
        Point { x: canvas.x * self.scale + self.origin.x, y: canvas.y * self.scale + self.origin.y }
    }

    /// What is seen, canvas units.
    pub fn seen(&self) -> Rect {
        Rect::between(self.to_canvas(Point::default()), self.to_canvas(Point { x: self.w, y: self.h }))
    }

    /// Moved by screen pixels.
    pub fn panned(self, by: Point) -> Self {
        Self { origin: Point { x: self.origin.x + by.x, y: self.origin.y + by.y }, ..self }
    }

    /// Scaled by `factor`, the screen point `about` staying where it is.
    pub fn zoomed(self, about: Point, factor: f64) -> Self {
        let scale = (self.scale * factor).clamp(SMALLEST, LARGEST);
        let fixed = self.to_canvas(about);
        Self { scale, origin: Point { x: about.x - fixed.x * scale, y: about.y - fixed.y * scale }, ..self }
    }

    /// Scaled about the screen's middle.
    pub fn zoomed_in_middle(self, factor: f64) -> Self {
        self.zoomed(Point { x: self.w / 2.0, y: self.h / 2.0 }, factor)
    }

    /// All of `bounds` in the middle with a margin around, but never larger than life, and above the buttons in the
    /// corner where it would lie under them.
    pub fn fitted(self, bounds: Rect) -> Self {
        // A low view has little to give away.
        let fitted = self.fitted_above(bounds, MARGIN.min(self.h / 10.0));
        let end = fitted.to_screen(Point { x: bounds.x + bounds.w, y: bounds.y + bounds.h });
        let is_under = end.x > self.w - CORNER.0 && end.y > self.h - CORNER.1;
        if is_under && self.h > 3.0 * CORNER.1 { self.fitted_above(bounds, CORNER.1) } else { fitted }
    }

    fn fitted_above(self, bounds: Rect, bottom: f64) -> Self {
        let room = |screen: f64, margins: f64, size: f64| (screen - margins).max(32.0) / size.max(1.0);
        let top = TOP.min(self.h / 5.0);
        let across = room(self.w, 2.0 * MARGIN, bounds.w);
        let scale = across.min(room(self.h, top + bottom, bounds.h)).clamp(SMALLEST, 1.0);
        let centre = bounds.centre();
        let middle = Point { x: self.w / 2.0, y: (self.h + top - bottom) / 2.0 };
        let origin = Point { x: middle.x - centre.x * scale, y: middle.y - centre.y * scale };
        Self { scale, origin, ..self }
    }

    /// Moved just so far that `target` (canvas units) is seen; unchanged where it is already.
    pub fn showing(self, target: Rect) -> Self {
        let margin = 48.0;
        let shift = |low: f64, high: f64, size: f64| {
            if low < margin {
                margin - low
            } else if high > size - margin {
                (size - margin - high).max(margin - low)
            } else {
                0.0
            }
        };
        let low = self.to_screen(Point { x: target.x, y: target.y });
        let high = self.to_screen(Point { x: target.x + target.w, y: target.y + target.h });
        self.panned(Point { x: shift(low.x, high.x, self.w), y: shift(low.y, high.y, self.h) })
    }

    /// On a screen of another size. What showed exactly all of `bounds` shows all again; else the middle stays the middle.
    pub fn resized(self, (w, h): (f64, f64), bounds: Option<Rect>) -> Self {
        let larger = Self { w, h, ..self };
        match bounds.filter(|bounds| self.fitted(*bounds) == self) {
            Some(bounds) => larger.fitted(bounds),
            None => larger.panned(Point { x: (w - self.w) / 2.0, y: (h - self.h) / 2.0 }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view() -> Viewport {
        Viewport { origin: Point { x: 30.0, y: -20.0 }, scale: 0.5, w: 800.0, h: 600.0 }
    }

    #[test]
    fn there_and_back_is_the_same_point() {
        let point = Point { x: 123.0, y: 45.0 };
        assert_eq!(view().to_canvas(view().to_screen(point)), point);
    }

    #[test]
    fn zooming_keeps_the_point_under_the_pointer() {
        let about = Point { x: 200.0, y: 100.0 };
        let zoomed = view().zoomed(about, 1.7);
        let (before, after) = (view().to_canvas(about), zoomed.to_canvas(about));
        assert!((before.x - after.x).abs() < 1e-9 && (before.y - after.y).abs() < 1e-9);
        assert_eq!(view().zoomed(about, 1e9).scale, LARGEST);
    }

    #[test]
    fn fitting_shows_all_and_does_not_blow_up_the_small() {
        let bounds = Rect { x: -5_000.0, y: 0.0, w: 10_000.0, h: 200.0 };
        let fitted = view().fitted(bounds);
        assert!(fitted.seen().contains(Point { x: -5_000.0, y: 0.0 }), "{fitted:?}");
        assert_eq!(view().fitted(Rect::around(Point::default(), 10.0, 10.0)).scale, 1.0);
    }

    #[test]
    fn what_is_fitted_lies_above_the_buttons_in_the_corner() {
        for (w, h) in [(400.0, 160.0), (500.0, 300.0), (1_400.0, 800.0)] {
            let bounds = Rect { x: 0.0, y: 0.0, w: w * 3.0, h: h * 2.2 };
            let fitted = Viewport { w, h, ..view() }.fitted(bounds);
            let end = fitted.to_screen(Point { x: bounds.w, y: bounds.h });
            assert!(end.x <= w - CORNER.0 || end.y <= h - CORNER.1, "{w} × {h}: {end:?}");
        }
    }

    #[test]
    fn a_larger_screen_shows_all_again_unless_the_user_looked_elsewhere() {
        let bounds = Rect { x: 0.0, y: 0.0, w: 3_000.0, h: 200.0 };
        let fitted = view().fitted(bounds);
        assert_eq!(fitted.resized((1_600.0, 600.0), Some(bounds)), Viewport { w: 1_600.0, ..fitted }.fitted(bounds));
        let moved = fitted.panned(Point { x: 5.0, y: 0.0 });
        assert_eq!(moved.resized((1_600.0, 600.0), Some(bounds)).scale, moved.scale);
    }

    #[test]
    fn showing_moves_only_when_it_must() {
        let seen = Rect::around(view().seen().centre(), 10.0, 10.0);
        assert_eq!(view().showing(seen), view());
        let far = Rect::around(Point { x: 5_000.0, y: 5_000.0 }, 10.0, 10.0);
        assert!(view().showing(far).seen().contains(far.centre()));
    }
}
