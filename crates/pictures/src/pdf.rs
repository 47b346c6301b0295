//! PDF: one page of the picture's size, by krilla. Text is text, in fonts cut to the letters used.

use crate::{
    PictureError, font,
    paper::{Paint, Paper, Segment, Stylus, Text},
    sheet::Sheet,
};
use editor::{Rect, draw::Part};
use krilla::{
    Document,
    color::rgb,
    geom::{PathBuilder, Point as PdfPoint, Transform},
    metadata::Metadata,
    num::NormalizedF32,
    page::PageSettings,
    paint::{Fill, FillRule, LineCap, LineJoin, Stroke, StrokeDash},
    surface::Surface,
    text::{Font, TextDirection},
};
use model::Point;

/// Points a pixel.
const POINTS: f64 = 0.75;
/// The longest side that readers show, points. Source: ISO 32000-1, annex C.
const LONGEST: f64 = 14_400.0;
/// How far a circle's control points stand off, for a radius of 1.
const ROUND: f32 = 0.552_284_8;

/// The file.
pub fn file(sheet: &Sheet<'_>) -> Result<Vec<u8>, PictureError> {
    let library = |why: String| PictureError::Library { form: "PDF", why };
    let bounds = sheet.bounds;
    let scale = (sheet.scale * POINTS).min(LONGEST / bounds.w.max(bounds.h));
    let fonts = [font::REGULAR, font::BOLD].map(|data| Font::new(data.to_vec().into(), 0));
    let [Some(regular), Some(bold)] = fonts else { return Err(library("its fonts cannot be read".to_owned())) };
    let size = PageSettings::from_wh((bounds.w * scale) as f32, (bounds.h * scale) as f32);
    let size = size.ok_or_else(|| library("the page has no size".to_owned()))?;
    let mut document = Document::new();
    document.set_metadata(Metadata::new().title(sheet.title.clone()).creator("Conga".to_owned()));
    let mut page = document.start_page_with(size);
    let mut surface = page.surface();
    let (x, y, scale) = ((-bounds.x * scale) as f32, (-bounds.y * scale) as f32, scale as f32);
    surface.push_transform(&Transform::from_row(scale, 0.0, 0.0, scale, x, y));
    let mut paper = PdfPaper { surface, fonts: [regular, bold] };
    paper.shape(
        &[Segment::Box(bounds, 0.0)],
        Paint { fill: Some(&sheet.ink.ground), stroke: None, dash: &[], alpha: 1.0 },
    );
    let pen = Stylus::on(paper);
    sheet.draw(&pen, sheet.scale);
    let mut surface = pen.done().surface;
    surface.pop();
    surface.finish();
    page.finish();
    document.finish().map_err(|error| library(format!("{error:?}")))
}

struct PdfPaper<'s> {
    surface: Surface<'s>,
    /// Regular, bold.
    fonts: [Font; 2],
}

impl Paper for PdfPaper<'_> {
    fn shape(&mut self, path: &[Segment], paint: Paint<'_>) {
        let mut builder = PathBuilder::new();
        path.iter().for_each(|segment| put(&mut builder, segment));
        // A path without extent cannot be seen.
        let Some(path) = builder.finish() else { return };
        self.surface.set_fill(paint.fill.map(|color| fill(color, paint.alpha)));
        let dash = (!paint.dash.is_empty())
            .then(|| StrokeDash { array: paint.dash.iter().map(|length| *length as f32).collect(), offset: 0.0 });
        self.surface.set_stroke(paint.stroke.map(|(color, width)| stroke(color, width, paint.alpha, dash)));
        self.surface.draw_path(&path);
    }

    fn text(&mut self, text: Text<'_>) {
        let left = text.at.x - font::width(text.text, text.size) / 2.0;
        let start = PdfPoint::from_xy(left as f32, (text.at.y + text.size * font::BASELINE) as f32);
        let halo = text.halo.map(|width| stroke(text.color, width, text.alpha, None));
        self.surface.set_fill(halo.is_none().then(|| fill(text.color, text.alpha)));
        // What lies behind a text is drawn as lines, so that the text is there once.
        let is_outline = halo.is_some();
        self.surface.set_stroke(halo);
        let font = self.fonts[usize::from(text.bold)].clone();
        let shown: String = text.text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
        self.surface.draw_text(start, font, text.size as f32, &shown, is_outline, TextDirection::LeftToRight);
    }

    fn open(&mut self, _: Part<'_>) {}

    fn shut(&mut self) {}
}

fn fill(color: &str, alpha: f64) -> Fill {
    Fill { paint: rgb_of(color).into(), opacity: opacity(alpha), rule: FillRule::NonZero }
}

fn stroke(color: &str, width: f64, alpha: f64, dash: Option<StrokeDash>) -> Stroke {
    Stroke {
        paint: rgb_of(color).into(),
        width: width as f32,
        miter_limit: 10.0,
        line_cap: LineCap::Butt,
        line_join: LineJoin::Round,
        opacity: opacity(alpha),
        dash,
    }
}

fn opacity(alpha: f64) -> NormalizedF32 {
    NormalizedF32::new(alpha as f32).unwrap_or(NormalizedF32::ONE)
}

/// `#rrggbb`; what is not so written is black.
fn rgb_of(color: &str) -> rgb::Color {
    let channel = |at: usize| color.get(at..at + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok()).unwrap_or(0);
    rgb::Color::new(channel(1), channel(3), channel(5))
}

fn put(builder: &mut PathBuilder, segment: &Segment) {
    let xy = |at: &Point| (at.x as f32, at.y as f32);
    match segment {
        Segment::Move(to) => builder.move_to(xy(to).0, xy(to).1),
        Segment::Line(to) => builder.line_to(xy(to).0, xy(to).1),
        Segment::Curve(over, to) => builder.quad_to(xy(over).0, xy(over).1, xy(to).0, xy(to).1),
        Segment::Cubic(a, b, to) => {
            let ((ax, ay), (bx, by), (x, y)) = (xy(a), xy(b), xy(to));
            builder.cubic_to(ax, ay, bx, by, x, y);
        }
        Segment::Close => builder.close(),
        Segment::Box(rect, radius) => put_box(builder, rect, radius.min(rect.w / 2.0).min(rect.h / 2.0) as f32),
        Segment::Circle(at, radius) => {
            put_box(builder, &Rect::around(*at, 2.0 * radius, 2.0 * radius), *radius as f32);
        }
    }
}

/// A box with round corners, clockwise from its top.
fn put_box(builder: &mut PathBuilder, rect: &Rect, radius: f32) {
    let (left, top) = (rect.x as f32, rect.y as f32);
    let (right, low) = (left + rect.w as f32, top + rect.h as f32);
    let near = radius * (1.0 - ROUND);
    builder.move_to(left + radius, top);
    builder.line_to(right - radius, top);
    builder.cubic_to(right - near, top, right, top + near, right, top + radius);
    builder.line_to(right, low - radius);
    builder.cubic_to(right, low - near, right - near, low, right - radius, low);
    builder.line_to(left + radius, low);
    builder.cubic_to(left + near, low, left, low - near, left, low - radius);
    builder.line_to(left, top + radius);
    builder.cubic_to(left, top + near, left + near, top, left + radius, top);
    builder.close();
}
