//! PNG: the SVG as pixels, by resvg.

use crate::{PictureError, font, sheet::Sheet, svg};
use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{Options, Tree, fontdb},
};
use std::sync::Arc;

/// The longest side, pixels.
const LONGEST: f64 = 16_384.0;
/// All pixels together: a quarter of a gigabyte while it is drawn.
const MOST: f64 = 64e6;
/// Unless a width is asked for, screens of two pixels a unit are served up to this width.
const SHARP: f64 = 4_096.0;

/// The file; `width` pixels wide where that is asked for.
pub fn file(sheet: &Sheet<'_>, width: Option<u32>) -> Result<Vec<u8>, PictureError> {
    let library = |why: String| PictureError::Library { form: "PNG", why };
    let bounds = sheet.bounds;
    let scale = match width {
        Some(width) => f64::from(width) / bounds.w,
        None => (SHARP / bounds.w).min(2.0).min((MOST / (bounds.w * bounds.h)).sqrt()),
    };
    let (wide, high) = ((bounds.w * scale).round().max(1.0), (bounds.h * scale).round().max(1.0));
    if wide.max(high) > LONGEST || wide * high > MOST {
        return Err(PictureError::TooLarge { wide: wide as u64, high: high as u64, unit: "pixels" });
    }
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(font::REGULAR.to_vec());
    fonts.load_font_data(font::BOLD.to_vec());
    let options = Options { fontdb: Arc::new(fonts), font_family: font::FAMILY.to_owned(), ..Options::default() };
    // As a canvas does, what is drawn small is drawn with less in it.
    let near = if width.is_some() { sheet.scale } else { scale.min(1.0) };
    let text = svg::bare(sheet, near);
    let tree = Tree::from_str(&text, &options).map_err(|error| library(error.to_string()))?;
    let size = tree.size();
    let mut pixels = Pixmap::new(wide as u32, high as u32).ok_or_else(|| library("no room for it".to_owned()))?;
    let fit = Transform::from_scale(wide as f32 / size.width(), high as f32 / size.height());
    resvg::render(&tree, fit, &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| library(error.to_string()))
}
