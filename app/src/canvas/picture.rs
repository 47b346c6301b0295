//! The still picture, painted out of sight and then shown whole.
//!
//! A browser without a graphics card copies each canvas that can be drawn on for every frame of the page, though nothing
//! was drawn; a finished picture is handed over once, and then only moved. A large one is painted in parts, so that the
//! page answers in between.

use super::pen::CanvasPen;
use editor::{
    Overlay, Scene, Viewport,
    detail::Detail,
    draw::{Brush, Ink},
};
use leptos::prelude::*;
use model::{LayerId, NodeId};
use std::{collections::BTreeSet, sync::Arc};
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmap, ImageBitmapRenderingContext, OffscreenCanvas};

/// Marks put before the page may answer. A canvas notes them down, and draws them when they are handed over, which
/// takes several times as long: a clock would count the lesser part.
const AT_A_TIME: u32 = 5_000;

/// What a still picture is of, and for which view.
pub(super) struct Subject {
    pub scene: Arc<Scene>,
    pub overlay: Arc<Overlay>,
    pub lit: BTreeSet<LayerId>,
    pub ink: Arc<Ink>,
    /// With what is beyond it.
    pub view: Viewport,
    /// How far that is, pixels.
    pub beyond: f64,
    /// The nodes that are being moved.
    pub left_out: BTreeSet<NodeId>,
}

/// A picture being painted.
struct Painting {
    subject: Subject,
    context: CanvasRenderingContext2d,
    pen: CanvasPen,
    /// What was painted before: a sheet is handed over empty.
    ground: Option<ImageBitmap>,
    /// The parts that are done.
    n_done: usize,
}

impl Painting {
    /// Paints for a while; false when it is whole.
    fn go_on(&mut self) -> bool {
        if let Some(ground) = self.ground.take() {
            let context = &self.context;
            context.save();
            let _ = context.reset_transform();
            context.set_global_alpha(1.0);
            let _ = context.draw_image_with_image_bitmap(&ground, 0.0, 0.0);
            context.restore();
            ground.close();
        }
        let Subject { scene, overlay, lit, ink, view, left_out, .. } = &self.subject;
        let (view, detail) = (*view, Detail::at(view.scale));
        let brush = Brush { pen: &self.pen, ink, scene, overlay, lit, view, detail, apart: false };
        let (n_parts, most) = (brush.n_parts(), self.pen.n_marks() + AT_A_TIME);
        while self.n_done < n_parts && self.pen.n_marks() < most {
            brush.still_part(left_out, self.n_done);
            self.n_done += 1;
        }
        self.n_done < n_parts
    }
}

/// Where a map's still picture is painted; cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Sheet(StoredValue<Kept, LocalStorage>);

#[derive(Default)]
struct Kept {
    sheet: Option<OffscreenCanvas>,
    under_way: Option<Painting>,
}

impl Sheet {
    /// None yet: the server paints nothing.
    pub(super) fn new() -> Self {
        Self(StoredValue::new_local(Kept::default()))
    }

    /// An empty sheet of this size, in the screen's own pixels; what was under way is given up.
    pub(super) fn context(self, (w, h): (u32, u32)) -> Option<CanvasRenderingContext2d> {
        self.0.try_update_value(|kept| {
            kept.under_way = None;
            let is_fit = kept.sheet.as_ref().is_some_and(|sheet| (sheet.width(), sheet.height()) == (w, h));
            if !is_fit {
                kept.sheet = OffscreenCanvas::new(w, h).ok();
            }
            let context = kept.sheet.as_ref()?.get_context("2d").ok().flatten();
            // It draws as a canvas on the page does; the two have no type in common.
            context.map(JsCast::unchecked_into)
        })?
    }

    /// Has a picture painted from here on.
    pub(super) fn begin(self, subject: Subject, context: CanvasRenderingContext2d, mono: Arc<str>) {
        let pen = CanvasPen::new(context.clone(), mono);
        let painting = Painting { subject, context, pen, ground: None, n_done: 0 };
        self.0.try_update_value(|kept| kept.under_way = Some(painting));
    }

    /// Paints for a while: the subject and its marks once the picture is whole.
    pub(super) fn go_on(self) -> Option<(Subject, u32)> {
        let painted = |kept: &mut Kept| {
            let painting = kept.under_way.as_mut()?;
            let has_more = painting.go_on();
            if has_more {
                painting.ground = kept.sheet.as_ref()?.transfer_to_image_bitmap().ok();
            }
            kept.under_way.take_if(|_| !has_more)
        };
        let painted = self.0.try_update_value(painted).flatten()?;
        Some((painted.subject, painted.pen.n_marks()))
    }

    /// Looks at what is left out of the picture under way; none where there is none.
    pub(super) fn see_left_out<T>(self, see: impl FnOnce(&BTreeSet<NodeId>) -> T) -> Option<T> {
        self.0.try_with_value(|kept| Some(see(&kept.under_way.as_ref()?.subject.left_out))).flatten()
    }

    /// Shows what was painted in the place of what `canvas` showed before; the sheet is empty again.
    pub(super) fn show(self, canvas: &HtmlCanvasElement) {
        let painted = self.0.try_with_value(|kept| kept.sheet.as_ref()?.transfer_to_image_bitmap().ok()).flatten();
        let context = canvas.get_context("bitmaprenderer").ok().flatten();
        let context = context.and_then(|context| context.dyn_into::<ImageBitmapRenderingContext>().ok());
        if let (Some(painted), Some(context)) = (painted, context) {
            let (w, h) = (painted.width(), painted.height());
            if (canvas.width(), canvas.height()) != (w, h) {
                canvas.set_width(w);
                canvas.set_height(h);
            }
            context.transfer_from_image_bitmap(&painted);
        }
    }
}
