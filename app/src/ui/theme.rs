//! Dark, light, high contrast, or as the system says; kept in this browser.

use super::{Glyph, Item, icon};
use crate::once::{act, effect, follow};
use leptos::prelude::*;
use messages::say;

/// Where the choice is kept; `public/theme.js` reads it before the first paint.
const KEY: &str = "conga-theme";

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Theme {
    #[default]
    System,
    Light,
    Dark,
    Contrast,
}

impl Theme {
    const ALL: [Self; 4] = [Self::System, Self::Light, Self::Dark, Self::Contrast];

    fn next(self) -> Self {
        Self::ALL[(self as usize + 1) % Self::ALL.len()]
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Contrast => "contrast",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::System => say!("theme-system"),
            Self::Light => say!("theme-light"),
            Self::Dark => say!("theme-dark"),
            Self::Contrast => say!("theme-contrast"),
        }
    }

    fn parse(text: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.as_str() == text).unwrap_or_default()
    }

    fn glyph(self) -> Glyph {
        match self {
            Self::System => Glyph::Screen,
            Self::Light => Glyph::Sun,
            Self::Dark => Glyph::Moon,
            Self::Contrast => Glyph::Contrast,
        }
    }
}

/// Every page and the palette share the choice.
pub fn provide_theme() {
    provide_context(RwSignal::new(Theme::System));
}

/// The choices, as the palette offers them.
pub fn theme_items() -> Vec<Item> {
    let chosen = expect_context::<RwSignal<Theme>>();
    let item = |theme: Theme| Item {
        group: say!("colours"),
        ..Item::new(theme.words(), theme.glyph(), move || {
            chosen.set(theme);
            choose(theme);
        })
    };
    Theme::ALL.map(item).into()
}

/// A button that goes through the choices.
#[component]
pub fn ThemeButton() -> impl IntoView {
    let theme = expect_context::<RwSignal<Theme>>();
    effect(move |_| theme.set(stored()));
    let label = move || say!("theme-press-for", theme = theme.get().words(), next = theme.get().next().words());
    let press = move |_| {
        let next = theme.get_untracked().next();
        theme.set(next);
        choose(next);
    };
    view! {
        <button type="button" class="icon-button" aria-label=label title=label on:click=act(press)>
            {follow(move || icon(theme.get().glyph()))}
        </button>
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

fn stored() -> Theme {
    storage().and_then(|storage| storage.get_item(KEY).ok().flatten()).map_or(Theme::System, |text| Theme::parse(&text))
}

/// Storage may be switched off; then the choice lasts as long as the page.
fn choose(theme: Theme) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(KEY, theme.as_str());
    }
    let Some(root) = document().document_element() else { return };
    let _ = match theme {
        Theme::System => root.remove_attribute("data-theme"),
        theme => root.set_attribute("data-theme", theme.as_str()),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_presses_come_back() {
        let start = Theme::System;
        assert_eq!(start.next().next().next().next(), start);
        assert_eq!(Theme::parse(Theme::Dark.as_str()), Theme::Dark);
        assert_eq!(Theme::parse("purple"), Theme::System);
    }
}
