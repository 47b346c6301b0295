//! What the browser tells the map: pointer, wheel and drops.

use super::Map;
use crate::once::{See, SeeValue};
use editor::gesture::{Around, Doing, Held, Intent, Pointer, Tool};
use leptos::prelude::*;
use model::{Place, Point};
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Element, KeyboardEvent, MouseEvent, PointerEvent, WheelEvent};

/// Where nodes that snap stop, canvas units; half of what the dots on the ground are apart.
pub const GRID: f64 = 20.0;
/// What the palette puts on a drag, so that other things dropped here do nothing.
pub const DRAG_NODE: &str = "application/x-conga-node";

impl Map {
    fn point(self, event: &MouseEvent) -> Point {
        let corner = self.host.get_untracked().map(|host| host.get_bounding_client_rect());
        let (left, top) = corner.map_or((0.0, 0.0), |rect| (rect.left(), rect.top()));
        Point { x: f64::from(event.client_x()) - left, y: f64::from(event.client_y()) - top }
    }

    /// Lets the pointer's machine look and decide.
    fn ask_pointer(self, ask: impl FnOnce(&mut Pointer, &Around<'_>) -> Option<Intent>) {
        let scene = self.scene.get_untracked();
        let selection = self.selection.get_untracked();
        let around = Around {
            scene: &scene,
            view: self.view.get_untracked(),
            selection: &selection,
            tool: self.tool.get_untracked(),
            read_only: self.on_intent.is_none(),
            grid: if self.snaps.is_some_and(|snaps| snaps.get_untracked()) { GRID } else { 0.0 },
        };
        let intent = self.pointer.try_update_value(|pointer| ask(pointer, &around)).flatten();
        let cursor = self.pointer.see_value(|pointer| cursor(pointer, &around));
        if self.cursor.get_untracked() != cursor {
            self.cursor.set(cursor);
        }
        self.ask(false);
        if let Some(intent) = intent {
            self.mean(intent);
        }
    }

    pub(super) fn on_down(self, event: &PointerEvent) {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let Some(canvas) = target.filter(|target| target.tag_name() == "CANVAS" && event.button() != 2) else { return };
        // The canvas has the cursor too: a cursor on what holds the outline would be worked out anew for all of it.
        let _ = canvas.set_pointer_capture(event.pointer_id());
        if event.button() == 1 {
            // The browser's own scrolling by the middle button.
            event.prevent_default();
        }
        let (at, held) = (self.point(event), held(event, event.button() == 1));
        if is_finger(event) && self.pinch.try_update_value(|pinch| pinch.down(event.pointer_id(), at)) == Some(true) {
            self.on_cancel();
        } else {
            self.ask_pointer(|pointer, around| pointer.down(around, at, held));
        }
    }

    pub(super) fn on_move(self, event: &PointerEvent) {
        let (at, held) = (self.point(event), held(event, false));
        if is_finger(event) && self.pinched(event.pointer_id(), at) {
            return;
        }
        self.ask_pointer(|pointer, around| pointer.moved(around, at, held));
    }

    pub(super) fn on_up(self, event: &PointerEvent) {
        let at = self.point(event);
        self.pinch.update_value(|pinch| pinch.up(event.pointer_id()));
        self.ask_pointer(|pointer, around| pointer.up(around, at));
    }

    /// The browser took the pointer away.
    pub(super) fn on_lost(self, event: &PointerEvent) {
        self.pinch.update_value(|pinch| pinch.up(event.pointer_id()));
        self.on_cancel();
    }

    /// Two fingers move and scale the view; true while they do.
    fn pinched(self, finger: i32, at: Point) -> bool {
        let view = self.view.get_untracked();
        let seen = self.pinch.try_update_value(|pinch| pinch.moved(finger, at, view)).flatten();
        seen.into_iter().for_each(|view| self.view.set(view));
        seen.is_some()
    }

    /// What is being dragged stays where it was.
    pub(super) fn on_cancel(self) {
        self.pointer.update_value(Pointer::cancel);
        self.ask(false);
    }

    /// Escape drops what is being dragged, and nothing else then.
    pub(super) fn on_key(self, event: &KeyboardEvent) {
        if event.key() == "Escape" && self.pointer.see_value(Pointer::is_busy) {
            event.stop_propagation();
            self.on_cancel();
        }
    }

    pub(super) fn on_leave(self) {
        self.pointer.update_value(|pointer| {
            if !pointer.is_busy() {
                (pointer.over, pointer.on_handle) = (None, false);
            }
        });
        self.ask(false);
    }

    pub(super) fn on_double(self, event: &MouseEvent) {
        let (at, view) = (self.point(event), self.view.get_untracked());
        let hit = self.scene.see_untracked(|scene| scene.hit(view.to_canvas(at), 7.0 / view.scale));
        match (hit.place(), self.tool.get_untracked()) {
            (Some(place), _) => self.mean(Intent::Open(place)),
            // On bare ground a double click is the shortest way to a node.
            (None, Tool::Select) => self.mean(Intent::Place(view.to_canvas(at), None)),
            _ => {}
        }
    }

    pub(super) fn on_wheel(self, event: &WheelEvent) {
        event.prevent_default();
        let unit = match event.delta_mode() {
            0 => 1.0,
            1 => 16.0,
            _ => 400.0,
        };
        let (dx, dy) = (event.delta_x() * unit, event.delta_y() * unit);
        let at = self.point(event);
        if event.shift_key() {
            let by = if dx == 0.0 { Point { x: -dy, y: 0.0 } } else { Point { x: -dx, y: -dy } };
            self.view.update(|view| *view = view.panned(by));
        } else {
            // A pinch arrives as a wheel with Ctrl and small deltas.
            let speed = if event.ctrl_key() { 0.01 } else { 0.0015 };
            let factor = host::power(std::f64::consts::E, (-dy * speed).clamp(-0.7, 0.7));
            self.view.update(|view| *view = view.zoomed(at, factor));
        }
    }

    pub(super) fn on_drop(self, event: &DragEvent) {
        event.prevent_default();
        let kinds = event.data_transfer().map(|data| data.types());
        if kinds.is_some_and(|kinds| kinds.includes(&DRAG_NODE.into(), 0)) {
            let at = self.view.get_untracked().to_canvas(self.point(event));
            self.mean(Intent::Place(at, None));
            // The keys that come next are about what was dropped.
            let _ = self.host.get_untracked().map(|host| host.focus());
        }
    }

    /// Selects a place and brings it into view, as the outline does when it gets the focus. What was kept stays selected
    /// with it, for as long as nothing else was selected in between.
    pub(super) fn show(self, place: Place) {
        let mut selection = self.kept.get_value();
        if !self.selection.see_untracked(|now| selection.places().all(|kept| now.has(kept))) {
            selection = editor::Selection::none();
            self.kept.set_value(selection.clone());
        }
        selection.insert(place);
        if self.selection.see_untracked(|now| *now != selection) {
            self.mean(Intent::Select(selection));
        }
        if let Some(rect) = self.scene.see_untracked(|scene| scene.rect_of(place)) {
            let view = self.view.get_untracked();
            if view.showing(rect) != view {
                self.view.set(view.showing(rect));
            }
        }
    }

    /// Keeps a place selected while others get the focus, or lets it go.
    pub(super) fn keep(self, place: Place) {
        self.kept.update_value(|kept| kept.toggle(place));
        self.show(place);
    }
}

fn is_finger(event: &PointerEvent) -> bool {
    event.pointer_type() == "touch"
}

fn held(event: &PointerEvent, middle: bool) -> Held {
    let pan = middle || crate::canvas::space::is_down();
    Held { shift: event.shift_key(), ctrl: event.ctrl_key() || event.meta_key(), pan }
}

fn cursor(pointer: &Pointer, around: &Around<'_>) -> &'static str {
    match (&pointer.doing, around.tool) {
        (Doing::Panning { .. }, _) => "grabbing",
        (Doing::Dragging { .. }, _) => "move",
        (Doing::Linking { .. }, _) => "crosshair",
        (Doing::Boxing { .. } | Doing::Lassoing { .. }, _) => "crosshair",
        (_, Tool::Node) => "copy",
        (_, Tool::Link(_) | Tool::Lasso) => "crosshair",
        _ if pointer.on_handle => "crosshair",
        _ if pointer.over.is_some() => "pointer",
        _ if around.read_only => "grab",
        _ => "default",
    }
}
