//! A few words with a meaning: states and counts.

use leptos::prelude::*;

/// What a badge's colour says; the words say it too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tint {
    /// Nothing special.
    #[default]
    Plain,
    /// Going on now.
    Live,
    /// Well.
    Good,
    /// Look at it.
    Warn,
    /// Wrong.
    Bad,
}

impl Tint {
    fn class(self) -> &'static str {
        match self {
            Self::Plain => "badge",
            Self::Live => "badge is-live",
            Self::Good => "badge is-good",
            Self::Warn => "badge is-warn",
            Self::Bad => "badge is-bad",
        }
    }
}

/// A few words with a meaning.
#[component]
pub fn Badge(
    /// Its colour's meaning.
    #[prop(into)]
    tint: Signal<Tint>,
    /// Its words.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    view! { <span class=move || tint.get().class()>{label}</span> }
}
