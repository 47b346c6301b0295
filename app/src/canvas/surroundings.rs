//! What a map follows of what is around it: the size of its place, and the colours of the page.

use super::Map;
use crate::once::See;
use editor::Viewport;
use leptos::prelude::*;
use model::Point;
use wasm_bindgen::{JsCast, closure::Closure};

impl Map {
    pub(super) fn watch_size(self, host: &web_sys::HtmlDivElement) {
        let seen = host.clone();
        let resized = Closure::<dyn FnMut()>::new(move || {
            let (w, h) = (f64::from(seen.client_width()), f64::from(seen.client_height()));
            if !self.is_there()
                || !seen.is_connected()
                || w < 2.0
                || self.view.try_get_untracked().is_none_or(|view| (view.w, view.h) == (w, h))
            {
                return;
            }
            let bounds = self.scene.see_untracked(|scene| scene.bounds);
            self.view.update(|view| {
                *view = if view.w < 2.0 { self.first_view(w, h) } else { view.resized((w, h), bounds) };
            });
            self.fit_once();
            self.ask(true);
        });
        if let Ok(observer) = web_sys::ResizeObserver::new(resized.as_ref().unchecked_ref()) {
            observer.observe(host);
            // The observer lives as long as what it observes; its callback must too.
            resized.forget();
        }
    }

    /// An empty canvas has its origin in the middle.
    fn first_view(self, w: f64, h: f64) -> Viewport {
        Viewport { w, h, scale: 1.0, origin: Point { x: (w / 2.0).round(), y: (h / 2.0).round() } }
    }

    /// Colours change with a choice on the page, or with the system's.
    pub(super) fn watch_theme(self) {
        let changed = Closure::<dyn FnMut()>::new(move || {
            if self.is_there() {
                self.ask(true);
            }
        });
        let queries = ["(prefers-color-scheme: dark)", "(prefers-contrast: more)"];
        for query in queries.into_iter().filter_map(|query| window().match_media(query).ok().flatten()) {
            let _ = query.add_event_listener_with_callback("change", changed.as_ref().unchecked_ref());
        }
        let root = document().document_element();
        if let (Ok(observer), Some(root)) = (web_sys::MutationObserver::new(changed.as_ref().unchecked_ref()), root) {
            let attributes = web_sys::MutationObserverInit::new();
            attributes.set_attributes(true);
            let _ = observer.observe_with_options(&root, &attributes);
        }
        changed.forget();
    }
}
