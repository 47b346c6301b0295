//! The command palette: all that can be done here, by a few letters of its name.

use super::{Dialog, Item, icon, theme_items};
use crate::once::{See, act, effect, follow};
use editor::fuzzy;
use leptos::{ev, prelude::*};
use leptos_router::hooks::{use_location, use_navigate};
use messages::say;
use std::time::Duration;
use wasm_bindgen::JsCast;

/// The most rows shown.
const MOST: usize = 100;

/// What a page offers for a query, each with the text it is found by.
pub type Offer = Callback<String, Vec<(String, Item)>>;

/// Whether the palette is open, and what the page offers in it; cheap to copy.
#[derive(Clone, Copy)]
pub struct Palettes {
    /// It is open.
    pub open: RwSignal<bool>,
    /// The experiment that a page is about whose address does not say it.
    pub experiment: RwSignal<String>,
    page: RwSignal<Option<(u32, Offer)>>,
    n_pages: StoredValue<u32>,
}

impl Palettes {
    /// Adds what a page offers, for as long as the page is there.
    pub fn offer(self, offer: Offer) {
        let mine = self.n_pages.get_value() + 1;
        self.n_pages.set_value(mine);
        self.page.set(Some((mine, offer)));
        on_cleanup(move || {
            let is_mine = |page: &Option<(u32, Offer)>| page.is_some_and(|(page, _)| page == mine);
            if self.page.try_with_untracked(is_mine) == Some(true) {
                self.page.set(None);
            }
        });
    }
}

/// Makes the palette known to every page.
pub fn provide_palette() {
    let (open, experiment) = (RwSignal::new(false), RwSignal::new(String::new()));
    provide_context(Palettes { open, experiment, page: RwSignal::new(None), n_pages: StoredValue::new(0) });
}

/// The palette.
pub fn use_palette() -> Palettes {
    expect_context::<Palettes>()
}

/// The dialog; Ctrl+K opens it on every page.
#[component]
pub fn Palette() -> impl IntoView {
    let palettes = use_palette();
    effect(move |_| {
        let ear = window_event_listener(ev::keydown, move |event| {
            if (event.ctrl_key() || event.meta_key()) && !event.shift_key() && event.key().eq_ignore_ascii_case("k") {
                event.prevent_default();
                palettes.open.set(true);
            }
        });
        on_cleanup(move || ear.remove());
    });
    let path = use_location().pathname;
    let navigate = use_navigate();
    let go = Callback::new(move |to: String| navigate(&to, Default::default()));
    let pages = StoredValue::new(Callback::new(move |()| {
        pages(&path.get_untracked(), &palettes.experiment.get_untracked(), go)
    }));
    view! {
        <Dialog title=say!("command-palette") open=palettes.open>
            <Chooser palettes pages=pages.get_value()/>
        </Dialog>
    }
}

/// The pages that can be reached from the page at `path`, which is a run of `experiment` where it does not say so.
fn pages(path: &str, experiment: &str, go: Callback<String>) -> Vec<Item> {
    let item = |label: &str, to: String| Item {
        group: say!("go-to"),
        ..Item::new(label, super::Glyph::Right, move || go.run(to.clone()))
    };
    let mut items = vec![item(say!("all-experiments"), "/".to_owned())];
    let own = path.strip_prefix("/e/").and_then(|rest| rest.split('/').next());
    if let Some(id) = own.or_else(|| path.starts_with("/runs/").then_some(experiment)).filter(|id| !id.is_empty()) {
        items.push(item(say!("editor-experiment"), format!("/e/{id}")));
        items.push(item(say!("runs-experiment"), format!("/e/{id}/runs")));
        items.push(item(say!("compare-versions-experiment"), format!("/e/{id}/diff")));
    }
    items
}

#[component]
fn Chooser(palettes: Palettes, pages: Callback<(), Vec<Item>>) -> impl IntoView {
    let (text, at) = (RwSignal::new(String::new()), RwSignal::new(0_usize));
    let rows = Memo::new_with_compare(move |_| text.see(|text| found(palettes, pages, text)), |_, _| true);
    let n_rows = move || rows.see_untracked(Vec::len);
    let choose = move |row: usize| {
        let item = rows.see_untracked(|rows| rows.get(row).cloned());
        // What cannot be done says why, and stays.
        let Some(item) = item.filter(|item| item.lacks.is_empty()) else { return };
        palettes.open.set(false);
        // Once the dialog has given the focus back.
        set_timeout(move || (item.run)(), Duration::ZERO);
    };
    let on_key = move |event: ev::KeyboardEvent| {
        let here = at.get_untracked();
        let to = match event.key().as_str() {
            "ArrowDown" => (here + 1) % n_rows().max(1),
            "ArrowUp" => (here + n_rows().max(1) - 1) % n_rows().max(1),
            "Enter" => {
                choose(here);
                here
            }
            _ => return,
        };
        event.prevent_default();
        at.set(to);
        show(to);
    };
    let row = move |(nth, item): (usize, Item)| {
        let lacks = item.lacks;
        view! {
            <li role="option" id=format!("palette-{nth}") class="palette-row" aria-selected=move || (at.get() == nth).to_string()
                aria-disabled=(!lacks.is_empty()).then_some("true") on:click=act(move |_| choose(nth))>
                {item.glyph.map(icon)}<span class="palette-group">{item.group}</span>
                <span class="grow">{item.label}{(!lacks.is_empty()).then(|| view! { <small>{lacks}</small> })}</span>
                <kbd>{editor::action::named(item.shortcut)}</kbd>
            </li>
        }
    };
    view! {
        <div class="palette">
            <input type="search" data-first="" role="combobox" aria-label=say!("what-to-do") aria-expanded="true" aria-controls="palette-rows"
                aria-autocomplete="list" aria-activedescendant=move || format!("palette-{}", at.get()) autocomplete="off" spellcheck="false"
                placeholder=say!("action-node-layer-finding") on:keydown=on_key
                on:input:target=move |event| { text.set(event.target().value()); at.set(0); }/>
            <ul id="palette-rows" role="listbox" aria-label=say!("what-can-be-done")>{follow(move || rows.get().into_iter().enumerate().map(row).collect_view())}</ul>
            <p class="muted" role="status">{follow(move || if rows.see(Vec::is_empty) { say!("nothing-of-that-name") } else { "" })}</p>
        </div>
    }
}

/// What fits the text: the page's own, the pages, the colours; the best first.
fn found(palettes: Palettes, pages: Callback<(), Vec<Item>>, text: &str) -> Vec<Item> {
    let own = palettes.page.get_untracked().map(|(_, offer)| offer.run(text.to_owned())).unwrap_or_default();
    let rest = pages.run(()).into_iter().chain(theme_items()).chain(crate::language::items());
    let rest = rest.map(|item| (format!("{} {}", item.group, item.label), item));
    fuzzy::best(text, own.into_iter().chain(rest), MOST).into_iter().map(|(_, item)| item).collect()
}

/// Scrolls a row into view.
fn show(row: usize) {
    let row = document().get_element_by_id(&format!("palette-{row}"));
    if let Some(row) = row.and_then(|row| row.dyn_into::<web_sys::HtmlElement>().ok())
        && let Some(list) = row.parent_element()
    {
        let (top, height) = (row.offset_top() - 4, row.offset_height() + 8);
        if top < list.scroll_top() {
            list.set_scroll_top(top);
        } else if top + height > list.scroll_top() + list.client_height() {
            list.set_scroll_top(top + height - list.client_height());
        }
    }
}
