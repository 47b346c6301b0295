//! Paper: where marks become whole shapes and texts, for every form of file in the same way.

use editor::{
    Rect,
    draw::{Mark, Part, Pen},
    geometry::add,
};
use model::Point;
use std::cell::RefCell;

/// A part of a path.
#[derive(Clone, Copy, Debug)]
pub enum Segment {
    Move(Point),
    Line(Point),
    /// Control point, end.
    Curve(Point, Point),
    /// Two control points, end.
    Cubic(Point, Point, Point),
    Close,
    /// With round corners.
    Box(Rect, f64),
    Circle(Point, f64),
}

/// How a path is painted: filled first, then stroked.
#[derive(Clone, Copy, Debug)]
pub struct Paint<'p> {
    pub fill: Option<&'p str>,
    /// Colour and width.
    pub stroke: Option<(&'p str, f64)>,
    pub dash: &'p [f64],
    /// 0 to 1.
    pub alpha: f64,
}

/// A line of text.
#[derive(Clone, Copy, Debug)]
pub struct Text<'p> {
    pub text: &'p str,
    /// Its middle.
    pub at: Point,
    pub size: f64,
    pub bold: bool,
    pub color: &'p str,
    pub alpha: f64,
    /// Only its outline, so wide.
    pub halo: Option<f64>,
}

/// What takes shapes and texts.
pub trait Paper {
    fn shape(&mut self, path: &[Segment], paint: Paint<'_>);
    fn text(&mut self, text: Text<'_>);
    /// What follows belongs to this thing.
    fn open(&mut self, part: Part<'_>);
    fn shut(&mut self);
}

/// A pen on paper.
pub struct Stylus<P>(RefCell<Hand<P>>);

struct Hand<P> {
    paper: P,
    path: Vec<Segment>,
    /// Filled, and perhaps to be stroked by the next mark.
    filled: Option<String>,
    dash: Vec<f64>,
    alpha: f64,
    size: f64,
    bold: bool,
    color: String,
    shift: Point,
}

impl<P: Paper> Stylus<P> {
    /// A pen on `paper`.
    pub fn on(paper: P) -> Self {
        Self(RefCell::new(Hand {
            paper,
            path: Vec::new(),
            filled: None,
            dash: Vec::new(),
            alpha: 1.0,
            size: 13.0,
            bold: false,
            color: String::new(),
            shift: Point::default(),
        }))
    }

    /// The paper, with all that was drawn on it.
    pub fn done(self) -> P {
        let mut hand = self.0.into_inner();
        hand.settle(None);
        hand.paper
    }
}

impl<P: Paper> Pen for Stylus<P> {
    fn put(&self, mark: Mark<'_>) {
        self.0.borrow_mut().put(mark);
    }
}

impl<P: Paper> Hand<P> {
    fn put(&mut self, mark: Mark<'_>) {
        // A shape that was filled may be stroked next, perhaps with dashes: then it is one shape.
        if !matches!(mark, Mark::Stroke(..) | Mark::Dash(_) | Mark::DashFrom(_)) {
            self.settle(None);
        }
        let by = self.shift;
        match mark {
            Mark::Begin => self.path.clear(),
            Mark::Move(to) => self.path.push(Segment::Move(add(to, by))),
            Mark::Line(to) => self.path.push(Segment::Line(add(to, by))),
            Mark::Curve(over, to) => self.path.push(Segment::Curve(add(over, by), add(to, by))),
            Mark::Cubic(a, b, to) => self.path.push(Segment::Cubic(add(a, by), add(b, by), add(to, by))),
            Mark::Close => self.path.push(Segment::Close),
            Mark::Box(rect, radius) => self.path.push(Segment::Box(rect.moved(by), radius)),
            Mark::Circle(at, radius) => self.path.push(Segment::Circle(add(at, by), radius)),
            Mark::Fill(color) => self.filled = Some(color.to_owned()),
            Mark::Stroke(color, width) => self.settle(Some((color, width))),
            Mark::Block(rect, color) => {
                let paint = Paint { fill: Some(color), stroke: None, dash: &[], alpha: self.alpha };
                self.paper.shape(&[Segment::Box(rect.moved(by), 0.0)], paint);
            }
            Mark::Dash(lengths) => self.dash = lengths.to_vec(),
            // Only what moves begins elsewhere.
            Mark::DashFrom(_) => {}
            Mark::Alpha(alpha) => self.alpha = alpha,
            Mark::Font(size, bold) => (self.size, self.bold) = (size, bold),
            Mark::Color(color) => color.clone_into(&mut self.color),
            Mark::Text(text, at) => self.text(text, add(at, by), None),
            Mark::Halo(text, at, color, width) => self.text(text, add(at, by), Some((color, width))),
            Mark::Shift(more) => self.shift = add(self.shift, more),
            Mark::Open(part) => self.paper.open(part),
            Mark::Shut => self.paper.shut(),
        }
    }

    fn text(&mut self, text: &str, at: Point, halo: Option<(&str, f64)>) {
        let color = halo.map_or(self.color.as_str(), |(color, _)| color);
        let halo = halo.map(|(_, width)| width);
        self.paper.text(Text { text, at, size: self.size, bold: self.bold, color, alpha: self.alpha, halo });
    }

    /// Puts the path on the paper, if it is painted at all.
    fn settle(&mut self, stroke: Option<(&str, f64)>) {
        let filled = self.filled.take();
        if !self.path.is_empty() && (filled.is_some() || stroke.is_some()) {
            let paint = Paint { fill: filled.as_deref(), stroke, dash: &self.dash, alpha: self.alpha };
            self.paper.shape(&self.path, paint);
        }
    }
}
