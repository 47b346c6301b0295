//! The whole in a corner, with a frame around what is seen; shown when not everything is.

use super::{Map, frame, rest::Rest};
use crate::once::{See, Show, effect, memo};
use editor::{Rect, Scene, Viewport};
use leptos::{ev, html, prelude::*};
use model::Point;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// Its size, pixels.
const SIZE: (f64, f64) = (168.0, 112.0);
/// Left free around everything, pixels.
const MARGIN: f64 = 6.0;

/// How long the scene must rest.
const REST: Duration = Duration::from_millis(60);

/// The whole of a scene in the corner's pixels.
fn whole(bounds: Rect) -> Viewport {
    let room = |size: f64, of: f64| (size - 2.0 * MARGIN) / of.max(1.0);
    let scale = room(SIZE.0, bounds.w).min(room(SIZE.1, bounds.h));
    let centre = bounds.centre();
    let origin = Point { x: SIZE.0 / 2.0 - centre.x * scale, y: SIZE.1 / 2.0 - centre.y * scale };
    Viewport { origin, scale, w: SIZE.0, h: SIZE.1 }
}

#[component]
pub(super) fn Minimap(map: Map) -> impl IntoView {
    let whole = memo(move |_| map.scene.see(|scene| scene.bounds).map(whole));
    let is_shown = memo(move |_| {
        // One that comes and goes under the hand would be put together each time.
        let seen = map.rested.see(Viewport::seen).grown(1.0);
        let bounds = map.scene.see(|scene| scene.bounds);
        bounds.is_some_and(|bounds| !bounds.corners().into_iter().all(|corner| seen.contains(corner)))
    });
    view! { <Show when=move || is_shown.get()><Corner map whole/></Show> }
}

#[component]
fn Corner(map: Map, whole: Memo<Option<Viewport>>) -> impl IntoView {
    let canvas = NodeRef::<html::Canvas>::new();
    let rest = Rest::new();
    effect(move |_| {
        canvas.track();
        whole.track();
        map.scene.track();
        // What is under the hand is drawn first.
        rest.stir(REST, move || {
            if let (Some(canvas), Some(view)) = (canvas.get_untracked(), whole.get_untracked()) {
                map.scene.see_untracked(|scene| draw(&canvas, scene, view));
            }
        });
    });
    // Until the view rests, its frame is only moved and scaled, as the picture is: nothing around it is worked out again.
    let size = move |of: fn(&Viewport) -> f64| {
        memo(move |_| {
            let scale = whole.get().map_or(1.0, |whole| whole.scale);
            format!("{:.1}px", map.rested.see(|view| of(view) / view.scale) * scale)
        })
    };
    let at = move || {
        let (view, rested) = (map.view.get(), map.rested.get());
        let seen = view.seen();
        let corner = whole.get().unwrap_or_default().to_screen(Point { x: seen.x, y: seen.y });
        format!("translate({:.1}px,{:.1}px) scale({})", corner.x, corner.y, rested.scale / view.scale)
    };
    let go = move |event: &ev::PointerEvent| {
        event.stop_propagation();
        let Some(whole) = whole.get_untracked().filter(|_| event.buttons() & 1 == 1) else { return };
        let at = Point { x: f64::from(event.offset_x()), y: f64::from(event.offset_y()) };
        let to = whole.to_canvas(at);
        map.view.update(|view| {
            let (x, y) = (view.w / 2.0 - to.x * view.scale, view.h / 2.0 - to.y * view.scale);
            view.origin = Point { x, y };
        });
    };
    let down = move |event: ev::PointerEvent| {
        let _ = event_target::<web_sys::Element>(&event).set_pointer_capture(event.pointer_id());
        go(&event);
    };
    view! {
        <div class="minimap" aria-hidden="true" on:dblclick=move |event| event.stop_propagation() on:pointerup=move |event| event.stop_propagation()>
            <canvas node_ref=canvas on:pointerdown=down on:pointermove=move |event| go(&event)></canvas>
            <div class="minimap-frame" style:transform=at style:width=size(|view| view.w) style:height=size(|view| view.h)></div>
        </div>
    }
}

/// Every node as a dot; lines would only fill the corner.
fn draw(canvas: &HtmlCanvasElement, scene: &Scene, view: Viewport) {
    let dpr = window().device_pixel_ratio().clamp(1.0, 2.0);
    canvas.set_width((SIZE.0 * dpr) as u32);
    canvas.set_height((SIZE.1 * dpr) as u32);
    let context = canvas.get_context("2d").ok().flatten();
    let Some(ctx) = context.and_then(|context| context.dyn_into::<CanvasRenderingContext2d>().ok()) else { return };
    let _ = ctx.scale(dpr, dpr);
    ctx.set_fill_style_str(&frame::ink().0.edge_strong);
    for node in &scene.nodes {
        let at = view.to_screen(Point { x: node.rect.x, y: node.rect.y });
        ctx.fill_rect(at.x, at.y, (node.rect.w * view.scale).max(1.5), (node.rect.h * view.scale).max(1.5));
    }
}
