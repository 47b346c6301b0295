//! The sheet: one picture, worked out, before it has a form.

use crate::{Of, PictureError, Subject, Wanted, map, plan, stack};
use editor::{
    Rect,
    draw::{Ink, Pen},
    viewport,
};
use messages::say;
use model::Draft;

/// Free around everything, canvas units.
const MARGIN: f64 = 28.0;
/// The longest side, canvas units: a thousand screens.
const LONGEST: f64 = 1_000_000.0;

/// A picture.
pub struct Sheet<'s> {
    pub draft: &'s Draft,
    pub title: String,
    pub ink: Ink,
    pub dark: bool,
    /// Around everything, the margin included; canvas units.
    pub bounds: Rect,
    /// Pixels a canvas unit.
    pub scale: f64,
    pub drawn: Box<dyn Drawn + 's>,
}

/// What can be drawn on a sheet.
pub trait Drawn {
    /// Around everything; canvas units.
    fn bounds(&self) -> Rect;
    /// Draws all of it, as it is seen at `scale` pixels a unit.
    fn draw(&self, pen: &dyn Pen, ink: &Ink, scale: f64);
    /// Its layers can be lit up one by one.
    fn has_layers(&self) -> bool {
        false
    }
}

impl<'s> Sheet<'s> {
    /// Works a picture out.
    pub fn of(subject: Subject<'s>, wanted: &Wanted) -> Result<Self, PictureError> {
        let drawn: Box<dyn Drawn + 's> = match &wanted.of {
            Of::Map => Box::new(map::map(subject.draft, wanted)?),
            Of::Links => Box::new(map::links(subject.draft, wanted)?),
            Of::Layer(name) => Box::new(map::layer(subject, name, wanted)?),
            Of::Stack(names) => Box::new(stack::stacks(subject.draft, names, wanted)?),
            Of::Plan => Box::new(plan::plan(subject)?),
        };
        let bounds = drawn.bounds().grown(MARGIN);
        let longest = bounds.w.max(bounds.h);
        if !longest.is_finite() || longest > LONGEST {
            return Err(PictureError::TooLarge { wide: bounds.w as u64, high: bounds.h as u64, unit: "units" });
        }
        let scale = wanted.width.map_or(1.0, |width| f64::from(width) / bounds.w);
        let scale = scale.clamp(viewport::SMALLEST, viewport::LARGEST);
        let title = &subject.draft.settings().title;
        let title = match &wanted.of {
            Of::Map => title.clone(),
            Of::Links => say!("picture-of-links", title = title),
            Of::Layer(name) => say!("picture-of-layer", title = title, layer = name),
            Of::Stack(_) => say!("picture-of-stacks", title = title),
            Of::Plan => say!("picture-of-plan", title = title),
        };
        let (ink, dark) = (Ink::of(wanted.dark), wanted.dark);
        Ok(Self { draft: subject.draft, title, ink, dark, bounds, scale, drawn })
    }

    /// The same, seen from so near or far.
    pub fn draw(&self, pen: &dyn Pen, scale: f64) {
        self.drawn.draw(pen, &self.ink, scale);
    }
}
