//! A list of what can be joined: layers for a node, nodes for a layer. What is chosen is done at once.

use crate::once::{See, Show, act, follow, memo};
use leptos::{ev, prelude::*};

/// A longer list is made when somebody reaches for it: every link of a network is a layer to join.
const AT_ONCE: usize = 100;

/// The list; not there while there is nothing to join.
#[component]
pub(super) fn Joining(
    /// What it is, for screen readers.
    label: &'static str,
    /// What stands on it.
    menu: &'static str,
    /// Ids and names.
    others: Memo<Vec<(u32, String)>>,
    /// Told the id.
    #[prop(into)]
    on_choose: Callback<u32>,
) -> impl IntoView {
    let is_wanted = RwSignal::new(false);
    let shown = memo(move |_| {
        let shows = |others: &Vec<_>| is_wanted.get() || others.len() <= AT_ONCE;
        others.see(|others| if shows(others) { others.clone() } else { Vec::new() })
    });
    let choose = move |event: ev::Event| {
        if let Ok(id) = event_target_value(&event).parse() {
            on_choose.run(id);
        }
        event_target::<web_sys::HtmlSelectElement>(&event).set_value("");
    };
    view! {
        <Show when=move || !others.see(Vec::is_empty)>
            <select aria-label=label on:change=act(choose) on:focus=act(move |_| is_wanted.set(true))
                on:pointerenter=act(move |_| is_wanted.set(true))>
                <option value="" selected=true>{menu}</option>
                {follow(move || shown.get().into_iter().map(|(id, name)| view! { <option value=id.to_string()>{name}</option> }).collect_view())}
            </select>
        </Show>
    }
}
