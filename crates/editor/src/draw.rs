//! Drawing: the map as marks, in canvas units. The browser's canvas and the pictures are made by the same strokes, so
//! that they look the same; each brings a [`Pen`].

mod arcs;
mod folds;
mod frames;
mod ink;
mod lines;
mod marks;
mod moving;
mod nodes;
mod notes;
mod still;

use crate::{
    Overlay, Rect, Scene, Viewport,
    detail::Detail,
    scene::{Chip, HubShape, LinkShape, NodeShape},
};
use model::{LayerId, Point};
use std::collections::BTreeSet;

pub use ink::Ink;

/// Of more things that are selected or lit than this, rings and lines are hairlines.
const MOST_WIDE: usize = 200;

/// One mark. A path is begun, built and then filled, stroked, or both; lengths are canvas units, colours as CSS writes them.
#[derive(Clone, Copy, Debug)]
pub enum Mark<'m> {
    /// Forgets the path.
    Begin,
    /// Goes there without a line.
    Move(Point),
    /// A line to there.
    Line(Point),
    /// A quadratic curve over the control point to there.
    Curve(Point, Point),
    /// A cubic curve over two control points to there.
    Cubic(Point, Point, Point),
    /// A line back to where the last part began.
    Close,
    /// A rectangle with corners of this radius.
    Box(Rect, f64),
    /// A circle of this radius.
    Circle(Point, f64),
    /// Fills the path.
    Fill(&'m str),
    /// Strokes the path, so wide.
    Stroke(&'m str, f64),
    /// A filled rectangle, whatever the path is.
    Block(Rect, &'m str),
    /// Strokes after this are dashed; none for whole ones.
    Dash(&'m [f64]),
    /// Where in the dashes a stroke begins.
    DashFrom(f64),
    /// Everything after this is so opaque, 0 to 1.
    Alpha(f64),
    /// The size of text, and whether it is bold. Its face is the monospaced one.
    Font(f64, bool),
    /// The colour of text.
    Color(&'m str),
    /// A text with its middle there.
    Text(&'m str, Point),
    /// The same in outline, in a colour and so wide, to lie behind the text.
    Halo(&'m str, Point, &'m str, f64),
    /// Everything after this is moved by this.
    Shift(Point),
    /// What follows belongs to this thing, until [`Mark::Shut`]; only where [`Brush::apart`] asks for it.
    Open(Part<'m>),
    /// The thing last opened is done.
    Shut,
}

/// A thing on the map.
#[derive(Clone, Copy, Debug)]
pub enum Part<'m> {
    /// The ground a layer covers.
    Area(LayerId),
    /// A node with its chips.
    Node(&'m NodeShape),
    /// A chip, inside its node.
    Chip(&'m Chip),
    /// A link, or its name.
    Link(&'m LinkShape),
    /// A hub with its spokes.
    Hub(&'m HubShape),
    /// An enrollment or flow of this layer.
    Arc(LayerId),
}

/// What puts marks on a ground.
pub trait Pen {
    /// Puts one mark.
    fn put(&self, mark: Mark<'_>);
}

/// A pen with all that drawing needs to know.
pub struct Brush<'b> {
    /// What draws.
    pub pen: &'b dyn Pen,
    /// In which colours.
    pub ink: &'b Ink,
    /// What.
    pub scene: &'b Scene,
    /// What lies over it.
    pub overlay: &'b Overlay,
    /// The layers that are lit; all others step back.
    pub lit: &'b BTreeSet<LayerId>,
    /// From where it is seen: only that is drawn.
    pub view: Viewport,
    /// How much of it.
    pub detail: Detail,
    /// Each thing by itself and named, for pictures that can be asked; a canvas is faster when kinds are drawn at once.
    pub apart: bool,
}

impl Brush<'_> {
    fn put(&self, mark: Mark<'_>) {
        self.pen.put(mark);
    }

    fn open(&self, part: Part<'_>) {
        if self.apart {
            self.put(Mark::Open(part));
        }
    }

    fn shut(&self) {
        if self.apart {
            self.put(Mark::Shut);
        }
    }

    /// So many screen pixels, in canvas units.
    fn px(&self, pixels: f64) -> f64 {
        pixels / self.view.scale
    }

    /// So far away that lines are one pixel wide: a canvas draws those in a fraction of the time of wider ones.
    fn is_far(&self) -> bool {
        self.view.scale < 0.4
    }

    /// At most two lengths, in pixels.
    fn dash(&self, pixels: &[f64]) {
        let lengths = [0, 1].map(|at| pixels.get(at).map_or(0.0, |length| self.px(*length)));
        self.put(Mark::Dash(&lengths[..pixels.len().min(2)]));
    }

    fn stroke(&self, color: &str, pixels: f64) {
        self.put(Mark::Stroke(color, self.px(pixels)));
    }

    fn fill(&self, color: &str) {
        self.put(Mark::Fill(color));
    }

    fn line(&self, from: Point, to: Point) {
        self.put(Mark::Move(from));
        self.put(Mark::Line(to));
    }

    /// What is drawn of a box: all of it, or from far away a dot in its middle.
    fn outline(&self, rect: &Rect) -> Rect {
        if self.detail.boxes {
            return *rect;
        }
        // The further away, the smaller, or thousands would close up to a blot.
        let radius = self.px((22.0 * self.view.scale).clamp(1.5, 3.0));
        let size = 2.0 * radius.max(rect.h / 3.0);
        Rect::around(rect.centre(), size, size)
    }

    fn boxed(&self, rect: &Rect, radius: f64) {
        let rect = self.outline(rect);
        let mark = if self.detail.boxes { Mark::Box(rect, radius) } else { Mark::Circle(rect.centre(), rect.w / 2.0) };
        self.put(mark);
    }

    fn text(&self, text: &str, at: Point) {
        self.put(Mark::Text(text, at));
    }

    fn font(&self, units: f64, bold: bool) {
        self.put(Mark::Font(units, bold));
    }
}
