//! A button that opens a list of actions.

use super::{Glyph, icon};
use crate::once::{Show, act, effect, follow};
use leptos::{ev, html, prelude::*};
use std::sync::Arc;
use wasm_bindgen::JsCast;

/// One action of a menu.
#[derive(Clone)]
pub struct Item {
    /// Its words.
    pub label: String,
    /// Its icon.
    pub glyph: Option<Glyph>,
    /// What it does.
    pub run: Arc<dyn Fn() + Send + Sync>,
    /// Throws something away.
    pub danger: bool,
    /// The key that does the same, as `Ctrl+Z`.
    pub shortcut: &'static str,
    /// Why it is not possible now; empty where it is.
    pub lacks: &'static str,
    /// Where it belongs, as the palette says it.
    pub group: &'static str,
}

impl Item {
    /// An action with words and an icon.
    pub fn new(label: impl Into<String>, glyph: Glyph, run: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            label: label.into(),
            glyph: Some(glyph),
            run: Arc::new(run),
            danger: false,
            shortcut: "",
            lacks: "",
            group: "",
        }
    }

    /// The same, throwing something away.
    pub fn danger(self) -> Self {
        Self { danger: true, ..self }
    }

    /// The same, with the key that does it too.
    pub fn key(self, shortcut: &'static str) -> Self {
        Self { shortcut, ..self }
    }
}

/// A button that opens a list of actions. Arrow keys go along it; Escape, a choice, or looking elsewhere closes it.
#[component]
pub fn Menu(
    /// What the button says; with `compact`, only to screen readers and as a tooltip.
    #[prop(into)]
    label: String,
    /// The button's icon.
    glyph: Glyph,
    /// Only the icon is shown.
    #[prop(optional)]
    compact: bool,
    /// The actions.
    #[prop(into)]
    items: Signal<Vec<Item>>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let root = NodeRef::<html::Div>::new();
    let button = NodeRef::<html::Button>::new();
    let close = move || {
        open.set(false);
        button.get_untracked().map(|button| button.focus());
    };
    effect(move |_| {
        if open.get() {
            focus_item(root, Way::First)
        }
    });
    let on_key = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "Escape" if open.get_untracked() => {
            event.stop_propagation();
            close();
        }
        "ArrowDown" | "ArrowUp" => {
            event.prevent_default();
            open.set(true);
            focus_item(root, if event.key() == "ArrowDown" { Way::Next } else { Way::Back });
        }
        _ => {}
    };
    let on_blur = move |event: ev::FocusEvent| {
        let to = event.related_target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        if root.get_untracked().is_some_and(|root| !root.contains(to.as_ref())) {
            open.set(false);
        }
    };
    let words = (!compact).then(|| view! { <span>{label.clone()}</span> });
    view! {
        <div class="menu" node_ref=root on:keydown=on_key on:focusout=act(on_blur)>
            <button type="button" node_ref=button class=if compact { "icon-button" } else { "button" } aria-haspopup="menu"
                aria-expanded=move || open.get().to_string() aria-label=label.clone() title=compact.then(|| label.clone())
                on:click=act(move |_| open.update(|open| *open = !*open))>
                {icon(glyph)}{words}{(!compact).then(|| icon(Glyph::Down))}
            </button>
            <Show when=move || open.get()><MenuList items close=Callback::new(move |()| close())/></Show>
        </div>
    }
}

#[component]
fn MenuList(items: Signal<Vec<Item>>, close: Callback<()>) -> impl IntoView {
    let row = move |item: Item| {
        let press = move |_| {
            close.run(());
            if item.lacks.is_empty() {
                (item.run)();
            }
        };
        view! {
            <button type="button" role="menuitem" tabindex="-1" class="menu-item" class:is-danger=item.danger on:click=act(press)
                aria-disabled=(!item.lacks.is_empty()).then_some("true") title=item.lacks>
                {item.glyph.map(icon)}<span class="grow">{item.label}</span><kbd>{editor::action::named(item.shortcut)}</kbd>
            </button>
        }
    };
    view! { <div class="menu-list" role="menu">{follow(move || items.get().into_iter().map(row).collect_view())}</div> }
}

#[derive(Clone, Copy, PartialEq)]
enum Way {
    First,
    Next,
    Back,
}

/// Moves the focus along the open list; it wraps at both ends.
fn focus_item(root: NodeRef<html::Div>, way: Way) {
    let Some(root) = root.get_untracked() else { return };
    let items = root.get_elements_by_class_name("menu-item");
    let n_items = items.length();
    if n_items == 0 {
        return;
    }
    let active = document().active_element();
    let here = (0..n_items).find(|index| items.item(*index) == active);
    let to = match (way, here) {
        (Way::First, _) | (Way::Next, None) => 0,
        (Way::Back, None) => n_items - 1,
        (Way::Next, Some(here)) => (here + 1) % n_items,
        (Way::Back, Some(here)) => (here + n_items - 1) % n_items,
    };
    if let Some(item) = items.item(to).and_then(|item| item.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = item.focus();
    }
}
