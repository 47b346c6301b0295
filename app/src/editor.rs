//! The editor page.

use leptos::prelude::*;

#[component]
pub fn EditorPage() -> impl IntoView {
    view! { <main class="page"></main> }
}
