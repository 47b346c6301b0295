//! What an empty place says: what would be here and what to do.

use super::{Glyph, icon};
use leptos::prelude::*;

/// An empty place.
#[component]
pub fn EmptyState(
    /// An icon of what is missing.
    glyph: Glyph,
    /// What is missing, a few words.
    #[prop(into)]
    title: String,
    /// What to do about it, one sentence.
    #[prop(into)]
    text: String,
    /// Buttons that do it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <span class="empty-icon">{icon(glyph)}</span>
            <h2>{title}</h2>
            <p>{text}</p>
            {children.map(|children| view! { <div class="actions">{children()}</div> })}
        </div>
    }
}
