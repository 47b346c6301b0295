//! The colours of layers: eight that stay apart for every kind of sight, then again from the first.
//!
//! Found by search from the hues of Okabe and Ito (2008): each stands out from its ground, and any two are told apart by
//! every kind of sight; the tests say how much.

use model::{Draft, LayerId, order};
use std::collections::BTreeMap;

/// How many colours there are.
pub const N_TINTS: usize = 8;

/// On a light ground, `#rrggbb`; the style sheet's `--layer-1` to `--layer-8` say the same.
pub const LIGHT: [&str; N_TINTS] =
    ["#0277c1", "#9e381b", "#007a56", "#a9589c", "#956800", "#1f5772", "#a90733", "#463f9f"];

/// On a dark ground.
pub const DARK: [&str; N_TINTS] =
    ["#009ef6", "#ef874c", "#29bb94", "#d585b6", "#dfa329", "#69d6ff", "#f6bd90", "#a491d8"];

/// What colour a layer has.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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
    order::map(draft.layers().map(|(id, _)| id).zip(each(draft)))
}

/// The same, as layers are declared.
pub fn each(draft: &Draft) -> impl Iterator<Item = Tint> {
    let mut n_upper = 0;
    draft.layers().map(move |(_, layer)| {
        let slot = (n_upper % N_TINTS) as u8;
        n_upper += usize::from(!layer.kind.is_hardware());
        match &layer.color {
            Some(color) if is_color(color) => Tint::Own(color.clone()),
            _ if layer.kind.is_hardware() => Tint::Plain,
            _ => Tint::Slot(slot),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance. Source: WCAG 2.2.
    fn luminance(color: &str) -> f64 {
        let [r, g, b] = linear(color);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    fn contrast(a: &str, b: &str) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Linear red, green and blue.
    fn linear(color: &str) -> [f64; 3] {
        [1, 3, 5].map(|at| {
            let value = f64::from(u8::from_str_radix(&color[at..at + 2], 16).expect("hex")) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        })
    }

    /// What the usual eye sees, and one without cones for long, middle or short waves. Source: Machado, Oliveira, Fernandes 2009.
    const SIGHTS: [[[f64; 3]; 3]; 4] = [
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
    ];

    /// A colour as a sight sees it, in CIE L*a*b* under D65.
    fn seen(color: &str, sight: &[[f64; 3]; 3]) -> [f64; 3] {
        let of = linear(color);
        let [r, g, b] = sight.map(|row| (row[0] * of[0] + row[1] * of[1] + row[2] * of[2]).clamp(0.0, 1.0));
        let [x, y, z] = [
            (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047,
            0.2126 * r + 0.7152 * g + 0.0722 * b,
            (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883,
        ]
        .map(|t: f64| if t > 0.008856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 });
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    #[test]
    fn any_two_colours_are_told_apart_by_every_kind_of_sight() {
        for colors in [LIGHT, DARK] {
            for (at, a) in colors.iter().enumerate() {
                for (b, sight) in colors[at + 1..].iter().flat_map(|b| SIGHTS.iter().map(move |sight| (b, sight))) {
                    let (a_seen, b_seen) = (seen(a, sight), seen(b, sight));
                    let apart = (0..3).map(|of| (a_seen[of] - b_seen[of]).powi(2)).sum::<f64>().sqrt();
                    // A difference of 2.3 is just seen side by side; chips are small and far from each other.
                    assert!(apart >= 12.0, "{a} and {b} are {apart:.1} apart");
                }
            }
        }
    }

    #[test]
    fn the_style_sheet_has_the_same_colours() {
        let sheet = include_str!("../../../style/main.css");
        for (at, (light, dark)) in LIGHT.iter().zip(DARK).enumerate() {
            let n_of = |color: &str| sheet.matches(&format!("--layer-{}: {color};", at + 1)).count();
            // Dark and high contrast stand there twice: chosen, and as the system says.
            assert_eq!((n_of(light), n_of(dark)), (1, 4), "layer {}", at + 1);
        }
    }

    #[test]
    fn every_colour_stands_out_from_its_ground() {
        for (light, dark) in LIGHT.iter().zip(DARK) {
            assert!(contrast(light, "#ffffff") >= 4.5, "{light}: {}", contrast(light, "#ffffff"));
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
