//! The colours of the style sheet, as the canvas needs them.

use editor::palette::{DARK, Tint};
use leptos::prelude::*;

/// Colours as CSS writes them.
#[derive(Clone, Debug, Default)]
pub(super) struct Ink {
    pub(super) ground: String,
    pub(super) surface: String,
    pub(super) sunken: String,
    pub(super) ink: String,
    pub(super) ink_2: String,
    pub(super) ink_3: String,
    pub(super) edge: String,
    pub(super) edge_strong: String,
    pub(super) accent: String,
    pub(super) good: String,
    pub(super) warn: String,
    pub(super) bad: String,
    pub(super) mono: String,
    layers: Vec<String>,
}

impl Ink {
    /// Read from the document now; cheap enough for every still picture.
    pub(super) fn read() -> Self {
        let style = document().document_element().and_then(|root| window().get_computed_style(&root).ok().flatten());
        let get = |name: &str| {
            let value = style.as_ref().and_then(|style| style.get_property_value(name).ok()).unwrap_or_default();
            value.trim().to_owned()
        };
        let layer = |at: usize| {
            let found = get(&format!("--layer-{}", at + 1));
            if found.is_empty() { DARK[at].to_owned() } else { found }
        };
        Self {
            ground: get("--ground"),
            surface: get("--surface"),
            sunken: get("--sunken"),
            ink: get("--ink"),
            ink_2: get("--ink-2"),
            ink_3: get("--ink-3"),
            edge: get("--edge"),
            edge_strong: get("--edge-strong"),
            accent: get("--accent"),
            good: get("--good"),
            warn: get("--warn"),
            bad: get("--bad"),
            mono: get("--mono"),
            layers: (0..DARK.len()).map(layer).collect(),
        }
    }

    /// A layer's colour.
    pub(super) fn tint<'a>(&'a self, tint: &'a Tint) -> &'a str {
        match tint {
            Tint::Slot(slot) => &self.layers[usize::from(*slot) % self.layers.len().max(1)],
            Tint::Own(color) => color,
            Tint::Plain => &self.edge_strong,
        }
    }
}
