//! Dark, light, or as the system says; kept in this browser.

use super::{Glyph, icon};
use leptos::prelude::*;

/// Where the choice is kept; `public/theme.js` reads it before the first paint.
const KEY: &str = "conga-theme";

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    fn parse(text: &str) -> Self {
        [Self::Light, Self::Dark].into_iter().find(|theme| theme.as_str() == text).unwrap_or_default()
    }

    fn glyph(self) -> Glyph {
        match self {
            Self::System => Glyph::Screen,
            Self::Light => Glyph::Sun,
            Self::Dark => Glyph::Moon,
        }
    }
}

/// A button that goes through the three choices.
#[component]
pub fn ThemeButton() -> impl IntoView {
    let theme = RwSignal::new(Theme::System);
    Effect::new(move |_| theme.set(stored()));
    let label = move || format!("Colours: {}. Press for {}.", theme.get().as_str(), theme.get().next().as_str());
    let press = move |_| {
        let next = theme.get_untracked().next();
        theme.set(next);
        choose(next);
    };
    view! {
        <button type="button" class="icon-button" aria-label=label title=label on:click=press>
            {move || icon(theme.get().glyph())}
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
    fn three_presses_come_back() {
        let start = Theme::System;
        assert_eq!(start.next().next().next(), start);
        assert_eq!(Theme::parse(Theme::Dark.as_str()), Theme::Dark);
        assert_eq!(Theme::parse("purple"), Theme::System);
    }
}
