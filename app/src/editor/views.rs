//! Which views stand side by side and how wide they are; kept for the person, in this browser.

use super::work::Work;
use crate::once::{act, effect};
use leptos::prelude::*;
use messages::say;

const KEY: &str = "conga-views";
/// The narrowest part a view may have.
const LEAST: f64 = 0.15;

/// Which picture stands in the middle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum View {
    Map,
    Layer,
    Stack,
}

impl View {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Map => "map",
            Self::Layer => "layer",
            Self::Stack => "stack",
        }
    }

    pub(super) fn parse(word: &str) -> Option<Self> {
        [Self::Map, Self::Layer, Self::Stack].into_iter().find(|view| view.as_str() == word)
    }
}

/// What stands in the middle.
#[derive(Clone, Copy)]
pub(super) struct Views {
    pub(super) first: RwSignal<View>,
    pub(super) second: RwSignal<Option<View>>,
    /// The first one's part of the room.
    pub(super) share: RwSignal<f64>,
}

impl Views {
    pub(super) fn new() -> Self {
        Self { first: RwSignal::new(View::Map), second: RwSignal::new(None), share: RwSignal::new(0.5) }
    }

    /// Shows a view; what stood there changes places with it where it stands in the other place.
    pub(super) fn choose(self, is_second: bool, view: View) {
        let (first, second) = (self.first.get_untracked(), self.second.get_untracked());
        match (is_second, second) {
            (false, Some(other)) if other == view => self.second.set(Some(first)),
            (true, Some(other)) if first == view => self.first.set(other),
            _ => {}
        }
        if is_second { self.second.set(Some(view)) } else { self.first.set(view) }
    }

    /// Two views, or one again.
    pub(super) fn split(self) {
        let beside = match (self.second.get_untracked(), self.first.get_untracked()) {
            (Some(_), _) => None,
            (None, View::Map) => Some(View::Layer),
            (None, View::Layer) => Some(View::Stack),
            (None, View::Stack) => Some(View::Map),
        };
        self.second.set(beside);
    }

    pub(super) fn set_share(self, share: f64) {
        self.share.set(share.clamp(LEAST, 1.0 - LEAST));
    }

    /// As it was left, and kept from now on.
    pub(super) fn remember(self) {
        let storage = window().local_storage().ok().flatten();
        if let Some(kept) = storage.and_then(|storage| storage.get_item(KEY).ok().flatten()) {
            let mut words = kept.split(' ');
            self.first.set(words.next().and_then(View::parse).unwrap_or(View::Map));
            let second = words.next().and_then(View::parse).filter(|second| *second != self.first.get_untracked());
            self.second.set(second);
            self.set_share(words.next().and_then(host::number).unwrap_or(0.5));
        }
        effect(move |_| {
            let second = self.second.get().map_or("none", View::as_str);
            let text = format!("{} {second} {:.3}", self.first.get().as_str(), self.share.get());
            if let Ok(Some(storage)) = window().local_storage() {
                // A browser that keeps nothing shows one map next time.
                let _ = storage.set_item(KEY, &text);
            }
        });
    }
}

/// The bar between two views: dragged, or moved by the arrow keys.
#[component]
pub(super) fn Divider(work: Work) -> impl IntoView {
    let views = work.views;
    let dragged = move |event: leptos::ev::PointerEvent| {
        let bar = event_target::<web_sys::Element>(&event);
        let Some(room) = bar.parent_element().filter(|_| bar.has_pointer_capture(event.pointer_id())) else { return };
        let (room, bar) = (room.get_bounding_client_rect(), bar.get_bounding_client_rect());
        let share = if bar.width() > bar.height() {
            (f64::from(event.client_y()) - room.top()) / room.height()
        } else {
            (f64::from(event.client_x()) - room.left()) / room.width()
        };
        views.set_share(share);
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowLeft" | "ArrowUp" => -0.05,
            "ArrowRight" | "ArrowDown" => 0.05,
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        views.set_share(views.share.get_untracked() + by);
    };
    view! {
        <div class="divider" role="separator" tabindex="0" aria-label=say!("width-views") aria-valuemin="15" aria-valuemax="85"
            aria-valuenow=move || format!("{:.0}", views.share.get() * 100.0)
            on:pointerdown=move |event| { let _ = event_target::<web_sys::Element>(&event).set_pointer_capture(event.pointer_id()); }
            on:pointermove=dragged on:dblclick=act(move |_| views.set_share(0.5)) on:keydown=on_key></div>
    }
}
