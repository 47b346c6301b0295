//! The map of an experiment: two canvases (a still picture, and above it only what moves) and an outline for keyboards
//! and screen readers. Used by the editor, by a layer's graph, and by runs.
//!
//! ```ignore
//! // A run's page: looking and selecting only; what the run does lies over the map.
//! let scene = Memo::new_with_compare(move |_| Arc::new(Scene::of(&Input { draft, placement, findings: &[] })), |_, _| true);
//! view! { <MapCanvas scene overlay=Signal::derive(move || Arc::new(overlay.get())) selection view label="Map of the run"/> }
//! ```
//! `overlay` says which IPCPs are there (`ipcps: Some(..)`), how nodes do, and the enrollments and flows as arcs. Without
//! `on_intent` nothing can be changed. The map fits itself into the view once, when scene and size are known first.

mod controls;
mod frame;
mod input;
mod minimap;
mod notes;
mod outline;
mod pen;
mod picture;
mod rest;
mod space;
mod surroundings;

pub use input::{DRAG_NODE, GRID};

use crate::once::{See, act, memo};
use controls::Controls;
use editor::{
    Overlay, Scene, Selection, Viewport,
    gesture::{Intent, Pointer, Tool},
    pinch::Pinch,
};
use frame::Frame;
use leptos::{html, prelude::*};
use minimap::Minimap;
use model::{LayerId, Point};
use notes::Notes;
use outline::Outline;
use picture::Sheet;
use rest::Rest;
use std::{collections::BTreeSet, sync::Arc};

/// All that belongs to one map; cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Map {
    scene: Signal<Arc<Scene>>,
    overlay: Signal<Arc<Overlay>>,
    selection: RwSignal<Selection>,
    lit: Memo<BTreeSet<LayerId>>,
    view: RwSignal<Viewport>,
    /// The view as it rested last; of a small picture, which follows at once, the view itself.
    rested: RwSignal<Viewport>,
    tool: Signal<Tool>,
    snaps: Option<RwSignal<bool>>,
    kept: StoredValue<Selection>,
    writing: RwSignal<Option<Point>>,
    on_intent: Option<Callback<Intent>>,
    pointer: StoredValue<Pointer>,
    pinch: StoredValue<Pinch>,
    frame: StoredValue<Frame>,
    /// When the view moved last.
    rest: Rest,
    sheet: Sheet,
    /// The still picture was drawn once.
    is_drawn: RwSignal<bool>,
    cursor: RwSignal<&'static str>,
    host: NodeRef<html::Div>,
    still: NodeRef<html::Canvas>,
    moving: NodeRef<html::Canvas>,
}

impl Map {
    /// Does at once what only looks and selects, and hands the rest on.
    fn mean(self, intent: Intent) {
        match intent {
            Intent::Select(selection) => {
                self.selection.set(self.scene.see_untracked(|scene| scene.unfolded(&selection)))
            }
            Intent::View(view) => self.view.set(view),
            intent => self.on_intent.iter().for_each(|meant| meant.run(intent.clone())),
        }
    }
}

/// The map.
#[component]
pub fn MapCanvas(
    /// What to show.
    #[prop(into)]
    scene: Signal<Arc<Scene>>,
    /// What is selected; the map changes it.
    selection: RwSignal<Selection>,
    /// From where it is seen; the map changes it.
    view: RwSignal<Viewport>,
    /// What a run or plan adds.
    #[prop(optional, into)]
    overlay: Option<Signal<Arc<Overlay>>>,
    /// What a press does; [`Tool::Select`] where nothing is given.
    #[prop(optional, into)]
    tool: Option<Signal<Tool>>,
    /// Whether what is moved stops on the grid.
    #[prop(optional)]
    snaps: Option<RwSignal<bool>>,
    /// Where a new note is being written.
    #[prop(optional)]
    writing: Option<RwSignal<Option<Point>>>,
    /// Told what was meant: moves, links, new nodes, fields to open. Without it the map is for reading only.
    #[prop(optional, into)]
    on_intent: Option<Callback<Intent>>,
    /// The layer the map is of: it lights nothing, as all of it is there for that layer.
    #[prop(optional, into)]
    own: Option<Signal<Option<LayerId>>>,
    /// What it is, for screen readers.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let map = Map {
        scene,
        overlay: overlay.unwrap_or_else(|| Signal::stored(Arc::new(Overlay::default()))),
        selection,
        lit: memo(move |_| {
            let mut lit = selection.see(Selection::lit_layers);
            own.and_then(|own| own.get()).iter().for_each(|own| {
                lit.remove(own);
            });
            lit
        }),
        view,
        rested: RwSignal::new(view.get_untracked()),
        tool: tool.unwrap_or_else(|| Signal::stored(Tool::Select)),
        snaps,
        writing: writing.unwrap_or_default(),
        kept: StoredValue::new(Selection::none()),
        on_intent,
        pointer: StoredValue::new(Pointer::default()),
        pinch: StoredValue::new(Pinch::default()),
        frame: StoredValue::new(Frame::of(view.get_untracked())),
        rest: Rest::new(),
        sheet: Sheet::new(),
        is_drawn: RwSignal::new(false),
        cursor: RwSignal::new("default"),
        host: NodeRef::new(),
        still: NodeRef::new(),
        moving: NodeRef::new(),
    };
    map.watch();
    view! {
        <div class="map" node_ref=map.host tabindex="0" role="group" aria-label=label
            on:keydown=move |event| map.on_key(&event) on:pointerdown=move |event| map.on_down(&event) on:pointermove=move |event| map.on_move(&event)
            on:pointerup=move |event| map.on_up(&event) on:pointercancel=move |event| map.on_lost(&event)
            on:pointerleave=act(move |_| map.on_leave()) on:dblclick=move |event| map.on_double(&event)
            on:wheel=move |event| map.on_wheel(&event) on:dragover=move |event| event.prevent_default()
            on:drop=move |event| map.on_drop(&event) on:auxclick=move |event| event.prevent_default()>
            <canvas class="map-still" node_ref=map.still aria-hidden="true" style:cursor=map.cursor></canvas>
            <canvas class="map-moving" node_ref=map.moving aria-hidden="true"></canvas>
            <Outline map/>
            <Notes map/>
            <Minimap map/>
            <Controls map/>
        </div>
    }
}
