//! The colours of layers: eight that stay apart for every kind of sight, then again from the first.
//!
//! Source: Okabe and Ito 2008, darkened or lightened until each stands out from its ground.

use model::{Draft, LayerId};
use std::collections::BTreeMap;

/// How many colours there are.
pub const N_TINTS: usize = 8;

/// On a light ground, `#rrggbb`; the style sheet's `--layer-1` to `--layer-8` say the same.
pub const LIGHT: [&str; N_TINTS] =
    ["#0072b2", "#c2410c", "#00795a", "#a3478a", "#8a6100", "#2b7fb8", "#b42318", "#5b4bb3"];

/// On a dark ground.
pub const DARK: [&str; N_TINTS] =
    ["#4aa8e8", "#f28a4b", "#34c79a", "#e08cc6", "#e0b040", "#86cdf5", "#f47c6d", "#a79bf2"];

/// What colour a layer has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tint {
    /// One of the eight, from 0.
    Slot(u8),
    /// The user's own, `#rrggbb`.
    Own(String),
    /// A hardware layer's: the colour of plain lines.
    Plain,
}

/// `text` is a colour a canvas and a style sheet understand and nothing else: `#rrggbb`.
pub fn is_color(text: &str) -> bool {
    text.len() == 7 && text.starts_with('#') && text[1..].bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The colour of every layer: its own, else by its place among the layers of its sort.
pub fn tints(draft: &Draft) -> BTreeMap<LayerId, Tint> {
    let mut n_upper = 0;
    let mut tint_of = |layer: &model::Layer| {
        let slot = (n_upper % N_TINTS) as u8;
        n_upper += usize::from(!layer.kind.is_hardware());
        match &layer.color {
            Some(color) if is_color(color) => Tint::Own(color.clone()),
            _ if layer.kind.is_hardware() => Tint::Plain,
            _ => Tint::Slot(slot),
        }
    };
    draft.layers().map(|(id, layer)| (id, tint_of(layer))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance. Source: WCAG 2.2.
    fn luminance(color: &str) -> f64 {
        let channel = |at: usize| {
            let value = f64::from(u8::from_str_radix(&color[at..at + 2], 16).expect("hex")) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    fn contrast(a: &str, b: &str) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_colour_stands_out_from_its_ground() {
        for (light, dark) in LIGHT.iter().zip(DARK) {
            assert!(contrast(light, "#ffffff") >= 4.0, "{light}: {}", contrast(light, "#ffffff"));
            assert!(contrast(dark, "#15181d") >= 4.5, "{dark}: {}", contrast(dark, "#15181d"));
        }
    }

    #[test]
    fn a_colour_is_six_hex_digits_and_nothing_else() {
        assert!(is_color("#12abEF"));
        for text in ["", "#12", "red", "#12345g", "#1234567", "url(x)", "#ééé"] {
            assert!(!is_color(text), "{text}");
        }
    }
}
