//! Nearer, farther, everything: in the map's corner.

use super::{Map, space};
use crate::once::See;
use crate::ui::{Glyph, IconButton};
use editor::action::{Command, tip};
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

/// One press nearer.
const STEP: f64 = 1.25;

#[component]
pub(super) fn Controls(map: Map) -> impl IntoView {
    watch_space();
    let zoom = move |factor: f64| map.view.update(|view| *view = view.zoomed_in_middle(factor));
    let fit = move |()| {
        if let Some(bounds) = map.scene.see_untracked(|scene| scene.bounds) {
            map.view.update(|view| *view = view.fitted(bounds));
        }
    };
    let to_selection = move |()| {
        let places: Vec<model::Place> = map.selection.see_untracked(|selection| selection.places().collect());
        let rects = map
            .scene
            .see_untracked(|scene| places.into_iter().filter_map(|place| scene.rect_of(place)).collect::<Vec<_>>());
        if let Some(bounds) = editor::Rect::union(rects) {
            map.view.update(|view| *view = view.fitted(bounds));
        }
    };
    let is_bare = Signal::derive(move || map.selection.see(editor::Selection::is_empty));
    let percent = move || map.rested.see(|view| format!("{:.0} %", view.scale * 100.0));
    view! {
        <div class="map-controls">
            <IconButton glyph=Glyph::ZoomOut label=tip(Command::ZoomOut) on_press=move |()| zoom(1.0 / STEP)/>
            <span class="map-scale">{percent}</span>
            <IconButton glyph=Glyph::ZoomIn label=tip(Command::ZoomIn) on_press=move |()| zoom(STEP)/>
            <IconButton glyph=Glyph::Target label=tip(Command::FitSelection) on_press=to_selection disabled=is_bare/>
            <IconButton glyph=Glyph::Fit label=tip(Command::Fit) on_press=fit/>
        </div>
    }
}

/// Space moves the view while the map has the focus.
fn watch_space() {
    let on_key = window_event_listener(ev::keydown, move |event| {
        let in_map = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let in_map = in_map.is_some_and(|target| target.class_list().contains("map") || target.tag_name() == "BODY");
        if event.key() == " " && in_map {
            event.prevent_default();
            space::set(true);
        }
    });
    let on_up = window_event_listener(ev::keyup, move |event| {
        if event.key() == " " {
            space::set(false);
        }
    });
    on_cleanup(move || {
        on_key.remove();
        on_up.remove();
    });
}
