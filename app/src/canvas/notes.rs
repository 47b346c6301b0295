//! Notes on the map: elements over the canvas, moved and scaled with it; taken hold of, opened by Enter or a double click.

use super::Map;
use crate::once::{See, SeeValue, act, effect, follow, memo};
use editor::{
    Viewport, geometry,
    gesture::Intent,
    scene::{NoteShape, notes::LINE_H},
};
use leptos::{ev, html, prelude::*};
use messages::say;
use model::{Note, Point};
use wasm_bindgen::JsCast;

/// How far an arrow key moves a note, canvas units.
const NUDGE: f64 = 10.0;

/// All notes of the map.
#[component]
pub(super) fn Notes(map: Map) -> impl IntoView {
    let notes = memo(move |_| map.scene.see(|scene| scene.notes.clone()));
    let are_there = memo(move |_| map.writing.see(Option::is_some) || !notes.see(Vec::is_empty));
    let placed = move || {
        // What holds none stays where it is: to move it is work as well.
        if !are_there.get() {
            return String::new();
        }
        let Viewport { origin, scale, .. } = map.view.get();
        format!("translate({}px, {}px) scale({scale})", origin.x, origin.y)
    };
    let item = move |(at, shape): (usize, NoteShape)| view! { <Item map at shape is_new=false/> };
    let new = move |at: Point| {
        let shape = NoteShape::of(Note { at, ..Note::default() });
        view! { <Item map at=notes.see_untracked(Vec::len) shape is_new=true/> }
    };
    view! {
        <div class="map-notes" style:transform=placed role="group" aria-label=say!("notes")>
            {follow(move || notes.get().into_iter().enumerate().map(item).collect_view())}
            {follow(move || map.writing.get().map(new))}
        </div>
    }
}

/// One note: a button, or while it is written in, a field.
#[component]
fn Item(map: Map, at: usize, shape: NoteShape, is_new: bool) -> impl IntoView {
    let is_open = RwSignal::new(is_new);
    let NoteShape { note, rect } = shape;
    let style = format!("left: {}px; top: {}px; width: {}px; height: {}px", rect.x, rect.y, rect.w, rect.h);
    let item = StoredValue::new(Held { map, at, note, is_new, from: None });
    view! {
        <div class="map-note" style=style on:dblclick=act(move |event: ev::MouseEvent| { event.stop_propagation(); is_open.set(item.see_value(Held::is_free)); })>
            {follow(move || if is_open.get() { field(item, is_open) } else { button(item, is_open) })}
        </div>
    }
}

/// A note under the hand.
struct Held {
    map: Map,
    at: usize,
    note: Note,
    /// It is not in the draft yet.
    is_new: bool,
    /// Where the pointer took hold of it, CSS pixels of the page.
    from: Option<Point>,
}

impl Held {
    /// Maps that are only looked at leave their notes alone.
    fn is_free(&self) -> bool {
        self.map.on_intent.is_some()
    }

    /// The note becomes this, or goes away; where it stays, it keeps the focus.
    fn become_(&self, note: Option<Note>) {
        if self.is_new {
            self.map.writing.set(None);
        }
        if note.as_ref() == Some(&self.note) || !self.is_free() || (self.is_new && note.is_none()) {
            return;
        }
        let at = note.is_some().then_some(self.at);
        self.map.mean(Intent::Note(self.at, note));
        request_animation_frame(move || focus(at));
    }

    fn moved(&self, by: Point) -> Note {
        let to = geometry::add(self.note.at, by);
        Note { at: Point { x: to.x.round(), y: to.y.round() }, ..self.note.clone() }
    }

    /// How far the pointer has come, canvas units.
    fn way(&self, event: &ev::PointerEvent) -> Option<Point> {
        let way = geometry::sub(pointer(event), self.from?);
        let scale = self.map.view.get_untracked().scale;
        Some(Point { x: way.x / scale, y: way.y / scale })
    }
}

fn pointer(event: &ev::PointerEvent) -> Point {
    Point { x: f64::from(event.client_x()), y: f64::from(event.client_y()) }
}

/// The focus goes to a note, or to the map.
fn focus(at: Option<usize>) {
    let selector = at.map_or_else(|| ".map".to_owned(), |at| format!(".map-note [data-note=\"{at}\"]"));
    let found = document().query_selector(&selector).ok().flatten();
    if let Some(found) = found.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = found.focus();
    }
}

fn button(item: StoredValue<Held>, is_open: RwSignal<bool>) -> AnyView {
    let (at, text) = item.see_value(|held| (held.at, held.note.text.clone()));
    let label = say!("note-saying", text = text);
    let here = NodeRef::<html::Button>::new();
    let show = move |way: Point| {
        if let Some(button) = here.get_untracked() {
            let _ = web_sys::HtmlElement::style(&button)
                .set_property("transform", &format!("translate({}px, {}px)", way.x, way.y));
        }
    };
    let down = move |event: ev::PointerEvent| {
        if event.button() == 0 && item.see_value(Held::is_free) {
            event.stop_propagation();
            item.update_value(|held| held.from = Some(pointer(&event)));
            here.get_untracked().iter().for_each(|button| drop(button.set_pointer_capture(event.pointer_id())));
        }
    };
    let go = move |event: ev::PointerEvent| item.see_value(|held| held.way(&event)).into_iter().for_each(show);
    let up = move |event: ev::PointerEvent| {
        let way = item.see_value(|held| held.way(&event));
        item.update_value(|held| held.from = None);
        if let Some(way) = way {
            item.see_value(|held| held.become_(Some(held.moved(way))));
        }
    };
    let key = move |event: ev::KeyboardEvent| {
        let by = |x: f64, y: f64| {
            item.see_value(|held| held.become_(Some(held.moved(Point { x: x * NUDGE, y: y * NUDGE }))))
        };
        match event.key().as_str() {
            "Enter" => is_open.set(item.see_value(Held::is_free)),
            "Delete" | "Backspace" => item.see_value(|held| held.become_(None)),
            "ArrowLeft" => by(-1.0, 0.0),
            "ArrowRight" => by(1.0, 0.0),
            "ArrowUp" => by(0.0, -1.0),
            "ArrowDown" => by(0.0, 1.0),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    view! {
        <button type="button" node_ref=here data-note=at.to_string() aria-label=label on:pointerdown=act(down) on:pointermove=act(go)
            on:pointerup=act(up) on:keydown=act(key)>{text}</button>
    }
    .into_any()
}

/// The note being written: Escape gives it up, leaving it or Ctrl+Enter keeps it; an empty one goes away.
fn field(item: StoredValue<Held>, is_open: RwSignal<bool>) -> AnyView {
    let text = item.see_value(|held| held.note.text.clone());
    let n_lines = text.lines().count().max(1) as f64;
    let here = NodeRef::<html::Textarea>::new();
    let keep = move || {
        let Some(field) = here.try_get_untracked().flatten() else { return };
        let written = field.value();
        is_open.set(false);
        let written = written.trim_end();
        item.see_value(|held| {
            held.become_((!written.is_empty()).then(|| Note { text: written.to_owned(), ..held.note.clone() }))
        });
    };
    let key = move |event: ev::KeyboardEvent| {
        event.stop_propagation();
        match event.key().as_str() {
            "Escape" => {
                is_open.set(false);
                let (at, is_new) = item.see_value(|held| (held.at, held.is_new));
                if is_new {
                    item.see_value(|held| held.become_(None));
                }
                request_animation_frame(move || focus((!is_new).then_some(at)));
            }
            "Enter" if event.ctrl_key() || event.meta_key() => keep(),
            _ => {}
        }
    };
    let blur = move |_: ev::FocusEvent| {
        if is_open.try_get_untracked() == Some(true) {
            keep()
        }
    };
    // At once, not with the next frame: keys pressed meanwhile would go to the map.
    effect(move |_| {
        here.get().iter().for_each(|field| {
            let _ = field.focus();
            field.select();
        });
    });
    view! {
        <textarea node_ref=here aria-label=say!("note") maxlength="2000" spellcheck="false" style=format!("min-height: {}px", (n_lines + 1.0) * LINE_H)
            on:keydown=act(key) on:blur=act(blur) on:pointerdown=act(|event: ev::PointerEvent| event.stop_propagation())>{text}</textarea>
    }
    .into_any()
}
