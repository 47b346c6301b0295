//! Earlier runs of an experiment.

use crate::ui::TopBar;
use leptos::prelude::*;

/// The page.
#[component]
pub fn Runs() -> impl IntoView {
    view! { <TopBar/><main id="main" class="page"></main> }
}
