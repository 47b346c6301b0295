//! The middle: the map, one layer's graph, or a node's stack; what is selected in one is lit in all.

use super::{
    command, plan, stack_view,
    work::{View, Work},
};
use crate::{
    canvas::MapCanvas,
    ui::{Button, EmptyState, Glyph, Kind, icon},
};
use editor::{Overlay, Scene, keys::Command, layer_graph::LayerGraph};
use leptos::prelude::*;
use model::{LayerId, LayerKind, Place};
use std::sync::Arc;

#[component]
pub(super) fn Centre(work: Work) -> impl IntoView {
    view! {
        <section class="centre" aria-label="Drawing">
            <ViewSwitch work/>
            {move || match work.view.get() {
                View::Map => view! { <PhysicalMap work/> }.into_any(),
                View::Layer => view! { <LayerMap work/> }.into_any(),
                View::Stack => view! { <stack_view::StackView work/> }.into_any(),
            }}
        </section>
    }
}

#[component]
fn ViewSwitch(work: Work) -> impl IntoView {
    let button = move |view: View, glyph: Glyph, label: &'static str| {
        view! {
            <button type="button" class="toggle" aria-pressed=move || (work.view.get() == view).to_string()
                on:click=move |_| work.view.set(view)>{icon(glyph)}<span>{label}</span></button>
        }
    };
    view! {
        <div class="view-switch">
            <div class="toggles" role="group" aria-label="View">
                {button(View::Map, Glyph::Map, "Map")}
                {button(View::Layer, Glyph::Graph, "Layer")}
                {button(View::Stack, Glyph::Stack, "Stack")}
            </div>
        </div>
    }
}

#[component]
fn PhysicalMap(work: Work) -> impl IntoView {
    let is_empty = Memo::new(move |_| work.scene.with(|scene| scene.nodes.is_empty()));
    let overlay = Signal::derive(move || work.overlay.get());
    view! {
        <MapCanvas scene=work.scene overlay selection=work.selection view=work.map_view tool=work.tool
            on_intent=Callback::new(move |intent| work.mean(intent)) label="Map of nodes and links"/>
        <Show when=move || is_empty.get()>
            <div class="canvas-empty">
                <EmptyState glyph=Glyph::Node title="An empty canvas"
                    text="Drag a node here from the left, or press N and click. Then drag from a node's edge to another node to link them.">
                    <Button label="Place a node" glyph=Glyph::Add kind=Kind::Primary
                        on_press=move |()| work.mean(editor::gesture::Intent::Place(model::Point::default(), None))/>
                    <Button label="Draw a network…" glyph=Glyph::Graph on_press=move |()| work.open.network.set(true)/>
                    <Button label="Keys" on_press=move |()| { command::run(work, Command::Help); }/>
                </EmptyState>
            </div>
        </Show>
    }
}

/// The layer to show: the one selected, else the first that is not hardware, else the first.
fn layer_shown(work: Work) -> Memo<Option<LayerId>> {
    Memo::new(move |last: Option<&Option<LayerId>>| {
        let chosen = work.selection.with(|selection| selection.lit_layers().into_iter().next());
        let last = last.copied().flatten();
        work.draft(|draft| {
            let exists = |id: &LayerId| draft.layer(*id).is_some();
            let uppers = || draft.layers().filter(|(_, layer)| !layer.kind.is_hardware()).map(|(id, _)| id);
            chosen
                .or(last)
                .filter(exists)
                .or_else(|| uppers().next_back())
                .or_else(|| draft.layers().next().map(|(id, _)| id))
        })
    })
}

#[component]
fn LayerMap(work: Work) -> impl IntoView {
    let layer = layer_shown(work);
    let planned = plan::planned(work);
    let graph = Memo::new_with_compare(
        move |_| {
            let decided = plan::decided(&planned.get(), layer.get());
            work.read(|session| {
                let graph = layer.get().map(|id| LayerGraph::of(session.draft(), session.placement(), id, &decided));
                let graph = graph.unwrap_or_default();
                (Arc::new(graph.scene), Arc::new(graph.overlay))
            })
        },
        |_: Option<&(Arc<Scene>, Arc<Overlay>)>, _| true,
    );
    let scene = Signal::derive(move || graph.with(|(scene, _)| scene.clone()));
    let overlay = Signal::derive(move || graph.with(|(_, overlay)| overlay.clone()));
    // Another layer's members may stand elsewhere: each is shown whole at first.
    Effect::new(move |last: Option<Option<LayerId>>| {
        let now = layer.get();
        let bounds = scene.with_untracked(|scene| scene.bounds);
        if let (Some(bounds), true) = (bounds, last.is_some_and(|last| last != now)) {
            work.layer_view.update(|view| *view = view.fitted(bounds));
        }
        now
    });
    let is_empty = Memo::new(move |_| layer.get().is_none());
    view! {
        <LayerChoice work layer/>
        <MapCanvas scene overlay selection=work.selection view=work.layer_view label="Graph of one layer"/>
        <Show when=move || is_empty.get()>
            <div class="canvas-empty">
                <EmptyState glyph=Glyph::Graph title="No layer yet"
                    text="Select nodes on the map and press U: a unicast layer is drawn over them. Its graph, enrollments and flows appear here.">
                    <Button label="Back to the map" on_press=move |()| work.view.set(View::Map)/>
                </EmptyState>
            </div>
        </Show>
    }
}

#[component]
fn LayerChoice(work: Work, layer: Memo<Option<LayerId>>) -> impl IntoView {
    let options = Memo::new(move |_| {
        work.draft(|draft| {
            let uppers = draft.layers().filter(|(_, layer)| !layer.kind.is_hardware());
            uppers.map(|(id, layer)| (id, layer.name.clone())).collect::<Vec<_>>()
        })
    });
    let words = move || {
        let id = layer.get()?;
        work.draft(|draft| {
            let layer = draft.layer(id)?;
            let legend = if matches!(layer.kind, LayerKind::Unicast | LayerKind::Broadcast) {
                "arrows: enrollments in order · dotted: flows"
            } else {
                "a hardware layer: all its members reach each other"
            };
            Some(format!("{} · {legend}", layer.kind.as_str()))
        })
    };
    let choose = move |event: leptos::ev::Event| {
        if let Ok(id) = event_target_value(&event).parse() {
            work.selection.set(editor::Selection::of(Place::Layer(LayerId(id))));
        }
    };
    view! {
        <div class="layer-choice">
            <select class="mono" aria-label="Layer shown" on:change=choose prop:value=move || layer.get().map_or_else(String::new, |id| id.0.to_string())>
                <For each=move || options.get() key=Clone::clone children=move |(id, name)| {
                    view! { <option value=id.0.to_string() selected=move || layer.get() == Some(id)>{name}</option> }
                }/>
            </select>
            <span class="muted">{words}</span>
        </div>
    }
}
