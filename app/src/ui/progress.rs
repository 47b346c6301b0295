//! How far along something is.

use leptos::prelude::*;

/// A bar that fills from 0 to 1; a real `<progress>`, so no inline style is needed and screen readers hear it.
#[component]
pub fn Progress(
    /// From 0 to 1.
    #[prop(into)]
    part: Signal<f64>,
    /// What is measured.
    #[prop(into)]
    label: Signal<String>,
    /// Something failed or waits.
    #[prop(optional, into)]
    halted: Signal<bool>,
) -> impl IntoView {
    let permille = move || (part.get().clamp(0.0, 1.0) * 1000.0).round().to_string();
    view! { <progress class="progress" class:is-halted=halted max="1000" value=permille aria-label=label></progress> }
}
