//! A dialog: the browser's own, so focus, Escape and screen readers behave.

use super::{Glyph, IconButton};
use crate::once::{SeeValue, Show, effect, follow};
use leptos::{html, prelude::*};
use messages::say;
use wasm_bindgen::JsCast;

/// A dialog shown while `open` is true; Escape and the cross close it.
#[component]
pub fn Dialog(
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// Whether it is shown; set to false when the user closes it.
    open: RwSignal<bool>,
    /// Wider, for tables and reports.
    #[prop(optional)]
    wide: bool,
    /// What it holds; made each time it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    effect(move |_| {
        let Some(dialog) = element.get() else { return };
        match (open.get(), dialog.open()) {
            (true, false) => {
                let _ = dialog.show_modal();
                // What it holds is in the page a frame later.
                request_animation_frame(move || focus_first(&dialog));
            }
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    // The browser tells that it was closed a little later; by then it may be open again.
    let on_close = move |_| {
        if element.get_untracked().is_none_or(|dialog| !dialog.open()) {
            open.set(false);
        }
    };
    let children = StoredValue::new(children);
    view! {
        <dialog class="dialog" class:is-wide=wide node_ref=element aria-label=title on:close=on_close>
            <header class="dialog-head">
                <h2>{title}</h2>
                <IconButton glyph=Glyph::Close label=say!("close") on_press=move |()| open.set(false)/>
            </header>
            <Show when=move || open.get()>{follow(move || children.see_value(|children| children()))}</Show>
        </dialog>
    }
}

/// A field within `.first`, or the part marked `data-first`, as the button most people want, gets the focus; else the
/// browser's choice stays.
fn focus_first(dialog: &web_sys::HtmlDialogElement) {
    let first = dialog.query_selector(".first input, [data-first]").ok().flatten();
    if let Some(first) = first.and_then(|first| first.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = first.focus();
    }
}
