//! Buttons: with words, or with an icon whose words are its label.

use super::{Glyph, icon};
use crate::once::act;
use leptos::prelude::*;

/// How much a button asks for attention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// One of several.
    #[default]
    Plain,
    /// The one thing to do here; at most one in view.
    Primary,
    /// Among text, no frame.
    Quiet,
    /// Throws something away.
    Danger,
}

impl Kind {
    fn class(self) -> &'static str {
        match self {
            Self::Plain => "button",
            Self::Primary => "button is-primary",
            Self::Quiet => "button is-quiet",
            Self::Danger => "button is-danger",
        }
    }
}

/// A button with words.
#[component]
pub fn Button(
    /// Its words.
    #[prop(into)]
    label: Signal<String>,
    /// What it does.
    #[prop(into)]
    on_press: Callback<()>,
    /// How much it asks for attention.
    #[prop(optional)]
    kind: Kind,
    /// An icon before the words.
    #[prop(optional)]
    glyph: Option<Glyph>,
    /// Cannot be pressed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// More words, shown when pointed at; the reason when it cannot be pressed.
    #[prop(optional, into)]
    title: Signal<String>,
) -> impl IntoView {
    view! {
        <button type="button" class=kind.class() prop:disabled=disabled disabled=disabled
            data-first=(kind == Kind::Primary).then_some("") title=move || Some(title.get()).filter(|text| !text.is_empty()) on:click=act(move |_| on_press.run(()))>
            {glyph.map(icon)}
            <span>{label}</span>
        </button>
    }
}

/// A button with an icon only; `label` is its tooltip and what screen readers say.
#[component]
pub fn IconButton(
    /// The icon.
    glyph: Glyph,
    /// Its words.
    #[prop(into)]
    label: Signal<String>,
    /// What it does.
    #[prop(into)]
    on_press: Callback<()>,
    /// Cannot be pressed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// For a toggle: it is pressed in.
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
) -> impl IntoView {
    view! {
        <button type="button" class="icon-button" aria-label=label title=label disabled=disabled prop:disabled=disabled
            aria-pressed=move || pressed.map(|pressed| pressed.get().to_string()) on:click=act(move |_| on_press.run(()))>
            {icon(glyph)}
        </button>
    }
}
