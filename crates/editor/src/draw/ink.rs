//! The colours of drawing.

use crate::palette::{DARK, LIGHT, Tint};

/// Colours as CSS writes them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ink {
    /// Behind everything.
    pub ground: String,
    /// Inside boxes.
    pub surface: String,
    /// Inside hubs.
    pub sunken: String,
    /// Names.
    pub ink: String,
    /// What is said beside them.
    pub ink_2: String,
    /// What steps back.
    pub ink_3: String,
    /// Fine lines.
    pub edge: String,
    /// Borders and links.
    pub edge_strong: String,
    /// What is chosen.
    pub accent: String,
    /// What is well.
    pub good: String,
    /// Warnings.
    pub warn: String,
    /// Errors.
    pub bad: String,
    /// Inside notes.
    pub note: String,
    /// The layers' colours; as many as [`crate::palette::N_TINTS`].
    pub layers: Vec<String>,
}

/// The names of the style sheet's variables, light and dark, in the order of [`Ink::named`].
const FIXED: [(&str, &str, &str); 13] = [
    ("--ground", "#f5f6f8", "#101317"),
    ("--surface", "#ffffff", "#15181d"),
    ("--sunken", "#eceef2", "#0b0d10"),
    ("--ink", "#171b22", "#e8ebf0"),
    ("--ink-2", "#4a5362", "#b3bcc9"),
    ("--ink-3", "#636c7b", "#8d97a6"),
    ("--edge", "#d9dde4", "#2b313a"),
    ("--edge-strong", "#8b95a5", "#6b7687"),
    ("--accent", "#0b63c5", "#62aefc"),
    ("--good", "#16703f", "#56cf8b"),
    ("--warn", "#8a5a00", "#e8b54a"),
    ("--bad", "#b3261e", "#ff8d83"),
    ("--warn-soft", "#fbefd4", "#36290c"),
];

impl Ink {
    /// The colours of a page, from what its style sheet says a variable is; an empty answer is one it does not know.
    pub fn named(get: &dyn Fn(&str) -> String) -> Self {
        let mut fixed = FIXED.iter().map(|(name, _, _)| get(name));
        let mut next = || fixed.next().unwrap_or_default();
        let layer = |at: usize| {
            let found = get(&format!("--layer-{}", at + 1));
            if found.is_empty() { DARK[at].to_owned() } else { found }
        };
        Self {
            ground: next(),
            surface: next(),
            sunken: next(),
            ink: next(),
            ink_2: next(),
            ink_3: next(),
            edge: next(),
            edge_strong: next(),
            accent: next(),
            good: next(),
            warn: next(),
            bad: next(),
            note: next(),
            layers: (0..DARK.len()).map(layer).collect(),
        }
    }

    /// The colours where no page is at hand.
    pub fn of(dark: bool) -> Self {
        let layers = if dark { DARK } else { LIGHT }.map(str::to_owned).to_vec();
        let fixed = |name: &str| FIXED.iter().find(|(known, _, _)| *known == name);
        let color = |name: &str| {
            fixed(name).map_or_else(String::new, |(_, light, deep)| (if dark { deep } else { light }).to_string())
        };
        Self { layers, ..Self::named(&color) }
    }

    /// A layer's colour.
    pub fn tint<'a>(&'a self, tint: &'a Tint) -> &'a str {
        match tint {
            Tint::Slot(slot) => &self.layers[usize::from(*slot) % self.layers.len().max(1)],
            Tint::Own(color) => color,
            Tint::Plain => &self.edge_strong,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_style_sheet_says_the_same() {
        let sheet = include_str!("../../../../style/main.css");
        // Light stands first, dark twice after it: for the system's wish and for the person's.
        let said = |name: &str, nth: usize| {
            let found = sheet.lines().filter_map(|line| line.trim().strip_prefix(name)?.strip_prefix(": ")).nth(nth);
            found.map(|color| color.trim_end_matches(';').to_owned()).unwrap_or_default()
        };
        for (dark, nth) in [(false, 0), (true, 1), (true, 2)] {
            assert_eq!(Ink::named(&|name| said(name, nth)), Ink::of(dark), "dark: {dark}, {nth}");
        }
    }
}
