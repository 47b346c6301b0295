//! A run, watched live.

use crate::ui::TopBar;
use leptos::prelude::*;

/// The page.
#[component]
pub fn RunPage() -> impl IntoView {
    view! { <TopBar/><main id="main" class="page"></main> }
}
