//! The browser's canvas as a pen.

use editor::draw::{Mark, Pen};
use std::{
    cell::{Cell, RefCell},
    f64::consts::TAU,
    sync::Arc,
};
use wasm_bindgen::JsValue;
use web_sys::CanvasRenderingContext2d;

/// A canvas, and what it was told last: a colour that stays is not said again.
pub(super) struct CanvasPen {
    ctx: CanvasRenderingContext2d,
    mono: Arc<str>,
    fill: RefCell<String>,
    n_marks: Cell<u32>,
}

impl CanvasPen {
    /// `mono` is the style sheet's monospaced face.
    pub(super) fn new(ctx: CanvasRenderingContext2d, mono: Arc<str>) -> Self {
        Self { ctx, mono, fill: RefCell::default(), n_marks: Cell::default() }
    }

    /// How many marks were put.
    pub(super) fn n_marks(&self) -> u32 {
        self.n_marks.get()
    }

    fn color(&self, color: &str) {
        let mut fill = self.fill.borrow_mut();
        if *fill != color {
            self.ctx.set_fill_style_str(color);
            color.clone_into(&mut fill);
        }
    }
}

impl Pen for CanvasPen {
    fn put(&self, mark: Mark<'_>) {
        let ctx = &self.ctx;
        self.n_marks.update(|n| n + 1);
        match mark {
            Mark::Begin => ctx.begin_path(),
            Mark::Move(to) => ctx.move_to(to.x, to.y),
            Mark::Line(to) => ctx.line_to(to.x, to.y),
            Mark::Curve(over, to) => ctx.quadratic_curve_to(over.x, over.y, to.x, to.y),
            Mark::Cubic(a, b, to) => ctx.bezier_curve_to(a.x, a.y, b.x, b.y, to.x, to.y),
            Mark::Close => ctx.close_path(),
            Mark::Box(rect, radius) => drop(ctx.round_rect_with_f64(rect.x, rect.y, rect.w, rect.h, radius)),
            Mark::Circle(at, radius) => {
                ctx.move_to(at.x + radius, at.y);
                let _ = ctx.arc(at.x, at.y, radius, 0.0, TAU);
            }
            Mark::Fill(color) => {
                self.color(color);
                ctx.fill();
            }
            Mark::Stroke(color, width) => {
                ctx.set_stroke_style_str(color);
                ctx.set_line_width(width);
                ctx.stroke();
            }
            Mark::Block(rect, color) => {
                self.color(color);
                ctx.fill_rect(rect.x, rect.y, rect.w, rect.h);
            }
            Mark::Dash(lengths) => {
                let lengths: js_sys::Array = lengths.iter().copied().map(JsValue::from_f64).collect();
                let _ = ctx.set_line_dash(&lengths);
            }
            Mark::DashFrom(at) => ctx.set_line_dash_offset(at),
            Mark::Alpha(alpha) => ctx.set_global_alpha(alpha),
            Mark::Font(units, bold) => {
                ctx.set_font(&format!("{} {units}px {}", if bold { "600" } else { "500" }, self.mono));
            }
            Mark::Color(color) => self.color(color),
            Mark::Text(text, at) => drop(ctx.fill_text(text, at.x, at.y)),
            Mark::Halo(text, at, color, width) => {
                ctx.set_stroke_style_str(color);
                ctx.set_line_width(width);
                let _ = ctx.stroke_text(text, at.x, at.y);
            }
            Mark::Shift(by) => drop(ctx.translate(by.x, by.y)),
            Mark::Open(_) | Mark::Shut => {}
        }
    }
}
