//! The still picture, painted out of sight and then shown whole.
//!
//! A browser without a graphics card copies each canvas that can be drawn on for every frame of the page, though nothing
//! was drawn; a finished picture is handed over once, and then only moved.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmapRenderingContext, OffscreenCanvas};

/// Where a map's still picture is painted; cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Sheet(StoredValue<Option<OffscreenCanvas>, LocalStorage>);

impl Sheet {
    /// None yet: the server paints nothing.
    pub(super) fn new() -> Self {
        Self(StoredValue::new_local(None))
    }

    /// An empty sheet of this size, in the screen's own pixels.
    pub(super) fn context(self, (w, h): (u32, u32)) -> Option<CanvasRenderingContext2d> {
        let kept =
            self.0.try_with_value(Clone::clone).flatten().filter(|sheet| (sheet.width(), sheet.height()) == (w, h));
        let sheet = match kept {
            Some(sheet) => sheet,
            None => OffscreenCanvas::new(w, h).ok()?,
        };
        let context = sheet.get_context("2d").ok().flatten();
        self.0.try_set_value(Some(sheet));
        // It draws as a canvas on the page does; the two have no type in common.
        context.map(JsCast::unchecked_into)
    }

    /// Shows what was painted in the place of what `canvas` showed before; the sheet is empty again.
    pub(super) fn show(self, canvas: &HtmlCanvasElement) {
        let painted = self.0.try_with_value(|sheet| sheet.as_ref()?.transfer_to_image_bitmap().ok()).flatten();
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
