//! Grey shapes of the final size, until the real thing is here.

use leptos::prelude::*;

/// `count` grey shapes with a class that gives them the size of what will come.
#[component]
pub fn Skeleton(
    /// The class of the thing that will come, as `card`.
    class: &'static str,
    /// How many.
    #[prop(default = 1)]
    count: usize,
) -> impl IntoView {
    (0..count).map(|_| view! { <div class=format!("skeleton {class}") aria-hidden="true"></div> }).collect_view()
}
