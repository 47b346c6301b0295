//! When to draw: one frame at a time, only after something changed, and only the canvas it changed on.

use super::{Map, pen::CanvasPen, picture::Subject, rest::now};
use crate::once::{See, SeeValue, effect};
use editor::{
    Viewport,
    detail::Detail,
    draw::{Brush, Ink},
    gesture::{Doing, Pointer},
};
use leptos::prelude::*;
use model::NodeId;
use std::{collections::BTreeSet, sync::Arc, time::Duration};
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// A still picture of more marks than this is not drawn again for each frame of a pan: putting them is the smaller part.
const MANY: u32 = 2_000;
/// Of a still picture of more marks than this, nothing is taken out while it is dragged: it would be there again before that is drawn.
const TOO_MANY: u32 = 12_000;
/// How long a view must rest before it is drawn sharp again.
const REST: Duration = Duration::from_millis(90);
/// A slow picture is drawn so far beyond what is seen, for a pan to find something there; pixels.
const BEYOND: f64 = 256.0;

/// What is to be drawn, and what was.
#[derive(Default)]
pub(super) struct Frame {
    asked: bool,
    still_due: bool,
    /// The still picture is another one since what moves was drawn last.
    is_fresh: bool,
    fitted: bool,
    ink: Arc<Ink>,
    mono: Arc<str>,
    /// The view that the still picture was drawn for, with what is beyond it, and how far that is.
    drawn_for: Option<Viewport>,
    beyond: f64,
    /// The view that what moves was drawn for.
    moving_for: Option<Viewport>,
    /// The nodes left out of the still picture.
    left_out: BTreeSet<NodeId>,
    /// The nodes that are dragged on the canvas above.
    above: BTreeSet<NodeId>,
    /// The still picture's marks.
    n_marks: u32,
    /// How the canvases were put last.
    put: [String; 2],
    /// Nothing is on the canvas above.
    is_bare: bool,
}

impl Frame {
    /// For a map seen from `view`: one that was on the page before keeps its view.
    pub(super) fn of(view: Viewport) -> Self {
        Self { fitted: has_room(view), ..Self::default() }
    }

    fn is_slow(&self) -> bool {
        self.n_marks > MANY
    }

    /// A slow picture is moved as it is until the view rests.
    fn can_wait(&self) -> bool {
        self.is_slow() && self.drawn_for.is_some()
    }
}

impl Map {
    /// Draws again when anything shown changes, and follows the size of its place.
    pub(super) fn watch(self) {
        effect(move |_| {
            self.scene.track();
            self.overlay.track();
            self.lit.track();
            self.fit_once();
            self.ask(true);
        });
        effect(move |_| {
            self.selection.track();
            self.tool.track();
            self.ask(false);
        });
        effect(move |_| {
            self.view.track();
            self.view_changed();
        });
        effect(move |_| {
            if let Some(host) = self.host.get() {
                self.watch_size(&host);
                self.watch_theme();
            }
        });
    }

    /// The map is still on the page; what the browser calls late must ask first.
    pub(super) fn is_there(self) -> bool {
        self.frame.try_with_value(|_| ()).is_some()
    }

    /// Asks for a frame; `still` for the still picture too.
    pub(super) fn ask(self, still: bool) {
        let first = self.frame.try_update_value(|frame| {
            frame.still_due |= still;
            !std::mem::replace(&mut frame.asked, true)
        });
        if first == Some(true) {
            request_animation_frame(move || {
                if self.is_there() {
                    self.draw();
                }
            });
        }
    }

    /// A fast picture follows the view frame by frame; a slow one is moved as it is and drawn again at rest.
    fn view_changed(self) {
        let Some(is_slow) = self.frame.try_with_value(Frame::can_wait) else { return };
        self.ask(!is_slow);
        if !is_slow {
            return self.rested.set(self.view.get_untracked());
        }
        self.rest.stir(REST, move || {
            if self.is_there() {
                self.rested.set(self.view.get_untracked());
                self.ask(true);
            }
        });
    }

    fn draw(self) {
        let due = self.frame.try_update_value(|frame| {
            frame.asked = false;
            std::mem::take(&mut frame.still_due)
        });
        let (Some(due), Some(still), Some(above)) = (due, self.still.get_untracked(), self.moving.get_untracked())
        else {
            return;
        };
        let view = self.view.get_untracked();
        if !has_room(view) {
            return;
        }
        if due || self.drags_others() {
            self.draw_still(view);
        }
        let is_fresh = self.frame.try_update_value(|frame| std::mem::take(&mut frame.is_fresh)) == Some(true);
        if (is_fresh || !self.is_passing(view)) && !self.is_awaited() {
            self.draw_moving(&above, view);
        }
        self.place([&still, &above], view);
        let is_busy = self.overlay.see_untracked(|overlay| overlay.is_busy());
        if is_busy && !wants_rest() {
            self.ask(false);
        }
    }

    /// What a still picture drawn now leaves out.
    fn to_leave_out(self) -> BTreeSet<NodeId> {
        let stays = self.frame.see_value(|frame| frame.n_marks > TOO_MANY);
        if stays { BTreeSet::new() } else { self.pointer.see_value(|pointer| dragged(pointer).clone()) }
    }

    /// Other nodes are dragged than the still picture leaves out, or the one being painted.
    fn drags_others(self) -> bool {
        let wanted = self.to_leave_out();
        let painting = self.sheet.see_left_out(|left_out| *left_out != wanted);
        painting.unwrap_or_else(|| self.frame.see_value(|frame| frame.left_out != wanted))
    }

    /// The picture being painted has nodes that were dropped: until it is there, they stay where they were dragged.
    fn is_awaited(self) -> bool {
        let above = self.frame.see_value(|frame| frame.above.clone());
        self.is_painting() && self.pointer.see_value(|pointer| !above.is_subset(dragged(pointer)))
    }

    fn is_painting(self) -> bool {
        self.sheet.see_left_out(|_| ()).is_some()
    }

    /// Only the view goes on: both pictures are moved as they are until it rests.
    fn is_passing(self, view: Viewport) -> bool {
        let is_idle =
            self.pointer.see_value(|pointer| matches!(pointer.doing, Doing::Hovering | Doing::Panning { .. }));
        let (moving_for, can_wait) = self.frame.see_value(|frame| (frame.moving_for, frame.can_wait()));
        is_idle && can_wait && moving_for.is_some_and(|moving_for| moving_for != view)
    }

    /// Begins the still picture; what is being painted is shown first.
    fn draw_still(self, view: Viewport) {
        if self.is_painting() {
            self.frame.update_value(|frame| frame.still_due = true);
            return;
        }
        let beyond = self.frame.see_value(|frame| if frame.is_slow() { BEYOND } else { 0.0 });
        let view = view.widened(beyond);
        let (ink, mono) = ink();
        let (ink, mono): (Arc<Ink>, Arc<str>) = (Arc::new(ink), mono.into());
        self.frame.update_value(|frame| (frame.ink, frame.mono) = (ink.clone(), mono.clone()));
        let Some(context) = self.sheet.context(pixels(view)) else { return };
        prepare(&context, view);
        let subject = Subject {
            scene: self.scene.get_untracked(),
            overlay: self.overlay.get_untracked(),
            lit: self.lit.get_untracked(),
            ink,
            view,
            beyond,
            left_out: self.to_leave_out(),
        };
        self.sheet.begin(subject, context, mono);
        self.paint();
    }

    /// Paints for a while; what is whole is shown, and what is not goes on after the page has answered.
    fn paint(self) {
        if let Some((subject, n_marks)) = self.sheet.go_on() {
            self.show_still(subject, n_marks);
        } else if self.is_painting() {
            let go_on = move || {
                if self.is_there() {
                    self.paint();
                    if !self.is_painting() {
                        self.ask(false);
                    }
                }
            };
            set_timeout(go_on, Duration::ZERO);
        }
    }

    fn show_still(self, subject: Subject, n_marks: u32) {
        let Some(canvas) = self.still.get_untracked() else { return };
        self.sheet.show(&canvas);
        self.frame.update_value(|frame| {
            (frame.drawn_for, frame.beyond) = (Some(subject.view), subject.beyond);
            (frame.left_out, frame.n_marks, frame.is_fresh) = (subject.left_out, n_marks, true);
        });
        if !self.is_drawn.get_untracked() {
            self.is_drawn.set(true);
        }
    }

    fn draw_moving(self, canvas: &HtmlCanvasElement, view: Viewport) {
        let (tool, can_edit) = (self.tool.get_untracked(), self.on_intent.is_some());
        let is_bare = self.has_nothing_above();
        let above = self.pointer.see_value(|pointer| dragged(pointer).clone());
        self.frame.update_value(|frame| (frame.moving_for, frame.is_bare, frame.above) = (Some(view), is_bare, above));
        let context = (!is_bare).then(|| context_of(canvas, pixels(view))).flatten();
        let Some(context) = context else { return };
        self.with_brush(context, view, |brush| {
            brush.working_arcs(now());
            self.pointer.see_value(|pointer| {
                self.selection.see_untracked(|selection| brush.moving(pointer, selection, tool, can_edit));
            });
        });
    }

    /// The canvas above stays empty: nothing is selected, under way or under the pointer.
    fn has_nothing_above(self) -> bool {
        let is_still = self.pointer.see_value(|pointer| match pointer.doing {
            Doing::Hovering => pointer.over.is_none(),
            Doing::Panning { .. } => true,
            _ => false,
        });
        is_still
            && self.selection.see_untracked(|selection| selection.is_empty())
            && self.overlay.see_untracked(|overlay| !overlay.is_busy())
    }

    /// While pictures wait to be drawn again, the browser moves and scales the last ones. An empty one is not there: moving it is work too.
    fn place(self, canvases: [&HtmlCanvasElement; 2], view: Viewport) {
        let (drawn_for, beyond, moving_for, is_bare) =
            self.frame.see_value(|frame| (frame.drawn_for, frame.beyond, frame.moving_for, frame.is_bare));
        let above = if is_bare { "visibility:hidden".to_owned() } else { put(moving_for, view, 0.0) };
        let put = [put(drawn_for, view, beyond), above];
        let before = self.frame.try_update_value(|frame| std::mem::replace(&mut frame.put, put.clone()));
        for ((canvas, put), before) in canvases.into_iter().zip(put).zip(before.unwrap_or_default()) {
            let style = web_sys::HtmlElement::style(canvas);
            for property in put.split(';').filter(|property| !before.split(';').any(|before| before == *property)) {
                let (name, value) = property.split_once(':').unwrap_or((property, ""));
                let _ = style.set_property(name, value);
            }
        }
    }

    fn with_brush(self, ctx: CanvasRenderingContext2d, view: Viewport, draw: impl FnOnce(&mut Brush<'_>)) {
        prepare(&ctx, view);
        let (ink, mono) = self.frame.see_value(|frame| (frame.ink.clone(), frame.mono.clone()));
        let pen = &CanvasPen::new(ctx, mono);
        let (scene, overlay) = (self.scene.get_untracked(), self.overlay.get_untracked());
        self.lit.see_untracked(|lit| {
            let detail = Detail::at(view.scale);
            draw(&mut Brush { pen, ink: &ink, scene: &scene, overlay: &overlay, lit, view, detail, apart: false });
        });
    }

    /// Shows everything, the first time there is something to show and a place to show it.
    pub(super) fn fit_once(self) {
        let view = self.view.get_untracked();
        let bounds = self.scene.see_untracked(|scene| scene.bounds);
        let is_first = has_room(view) && self.frame.see_value(|frame| !frame.fitted);
        // What is drawn here for the first time must not move the ground under the pointer.
        let is_known = bounds.is_some() || self.on_intent.is_some();
        if is_first && is_known {
            self.frame.update_value(|frame| frame.fitted = true);
            if let Some(bounds) = bounds {
                self.view.set(view.fitted(bounds));
            }
        }
    }
}

/// The style sheet's colours and its monospaced face, now; cheap enough for every still picture.
pub(super) fn ink() -> (Ink, String) {
    let style = document().document_element().and_then(|root| window().get_computed_style(&root).ok().flatten());
    let get = |name: &str| {
        let value = style.as_ref().and_then(|style| style.get_property_value(name).ok()).unwrap_or_default();
        value.trim().to_owned()
    };
    (Ink::named(&get), get("--mono"))
}

/// Empties a canvas, and has it draw in the map's units.
fn prepare(ctx: &CanvasRenderingContext2d, view: Viewport) {
    let ((w, h), dpr) = (pixels(view), dpr());
    let _ = ctx.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
    ctx.clear_rect(0.0, 0.0, f64::from(w), f64::from(h));
    let scale = dpr * view.scale;
    let _ = ctx.set_transform(scale, 0.0, 0.0, scale, dpr * view.origin.x, dpr * view.origin.y);
    ctx.set_text_align("center");
    ctx.set_text_baseline("middle");
    ctx.set_line_join("round");
}

/// The nodes being dragged.
fn dragged(pointer: &Pointer) -> &BTreeSet<NodeId> {
    static NONE: BTreeSet<NodeId> = BTreeSet::new();
    match &pointer.doing {
        Doing::Dragging { nodes, .. } => nodes,
        _ => &NONE,
    }
}

/// Where a canvas lies, its size and how it is moved and scaled, to show `view` by what was drawn for another one.
fn put(drawn_for: Option<Viewport>, view: Viewport, beyond: f64) -> String {
    let view = view.widened(beyond);
    let drawn_for = drawn_for.unwrap_or(view);
    let ratio = view.scale / drawn_for.scale;
    let (x, y) = (view.origin.x - drawn_for.origin.x * ratio, view.origin.y - drawn_for.origin.y * ratio);
    let (corner, w, h) = (-beyond, drawn_for.w, drawn_for.h);
    format!(
        "visibility:inherit;left:{corner}px;top:{corner}px;width:{w}px;height:{h}px;transform:translate({x}px,{y}px) scale({ratio})"
    )
}

/// A canvas on the page, made this large, as something to draw with.
fn context_of(canvas: &HtmlCanvasElement, (w, h): (u32, u32)) -> Option<CanvasRenderingContext2d> {
    if (canvas.width(), canvas.height()) != (w, h) {
        canvas.set_width(w);
        canvas.set_height(h);
    }
    canvas.get_context("2d").ok().flatten()?.dyn_into().ok()
}

/// There is room to draw in.
pub(super) fn has_room(view: Viewport) -> bool {
    view.w >= 2.0
}

/// A canvas's size for a view, in the screen's own pixels.
fn pixels(view: Viewport) -> (u32, u32) {
    ((view.w * dpr()).round() as u32, (view.h * dpr()).round() as u32)
}

/// The screen's pixels to one of the page's.
fn dpr() -> f64 {
    window().device_pixel_ratio().clamp(1.0, 3.0)
}

/// The user asked for less motion.
fn wants_rest() -> bool {
    let query = window().match_media("(prefers-reduced-motion: reduce)").ok().flatten();
    query.is_some_and(|query| query.matches())
}
