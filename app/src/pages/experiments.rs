//! The list of experiments.

use crate::ui::TopBar;
use leptos::prelude::*;

/// The first page.
#[component]
pub fn Experiments() -> impl IntoView {
    view! { <TopBar/><main id="main" class="page"></main> }
}
