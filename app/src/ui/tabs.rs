//! Tabs: one of several panels.

use crate::once::act;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

/// One tab.
#[derive(Clone, Copy)]
pub struct Tab<K: 'static> {
    /// Which panel.
    pub key: K,
    /// Its words.
    pub label: &'static str,
    /// A count beside them; none shows nothing.
    pub count: Option<Signal<usize>>,
}

/// The id of the tab with these words: its panel is labelled by it.
pub fn tab_id(label: &str) -> String {
    format!("tab-{}", label.to_ascii_lowercase().replace(' ', "-"))
}

/// A row of tabs; arrow keys go along it.
#[component]
pub fn Tabs<K>(
    /// The tabs in order.
    tabs: Vec<Tab<K>>,
    /// The one chosen.
    chosen: RwSignal<K>,
    /// What they choose between, for screen readers.
    label: &'static str,
) -> impl IntoView
where
    K: Copy + PartialEq + Send + Sync + 'static,
{
    let buttons = tabs.into_iter().map(|tab| {
        let is_chosen = move || chosen.get() == tab.key;
        let count = tab.count.map(|count| {
            let text = move || Some(count.get()).filter(|count| *count > 0).map(|count| count.to_string());
            view! { <span class="tab-count">{text}</span> }
        });
        view! {
            <button type="button" role="tab" class="tab" id=tab_id(tab.label) aria-selected=move || is_chosen().to_string()
                tabindex=move || if is_chosen() { "0" } else { "-1" } on:click=act(move |_| chosen.set(tab.key))>
                {tab.label}{count}
            </button>
        }
    });
    view! { <div class="tabs" role="tablist" aria-label=label on:keydown=go_along>{buttons.collect_view()}</div> }
}

/// Left and Right press the neighbour.
fn go_along(event: ev::KeyboardEvent) {
    let Some(here) = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else { return };
    let next = match event.key().as_str() {
        "ArrowRight" => here.next_element_sibling(),
        "ArrowLeft" => here.previous_element_sibling(),
        _ => return,
    };
    if let Some(next) = next.and_then(|next| next.dyn_into::<web_sys::HtmlElement>().ok()) {
        event.prevent_default();
        next.click();
        let _ = next.focus();
    }
}
