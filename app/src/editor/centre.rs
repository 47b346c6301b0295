//! The middle: the map, one layer's graph, nodes' stacks; any two side by side. What is selected in one is lit in all.

use super::{
    command, find, layer_view, stack_view,
    views::{Divider, View},
    work::Work,
};
use crate::once::{See, Show, act, follow, memo};
use crate::{
    canvas::MapCanvas,
    ui::{Button, EmptyState, Glyph, IconButton, Kind, icon},
};
use editor::action::{self, Command};
use leptos::prelude::*;
use messages::say;

#[component]
pub(super) fn Centre(work: Work) -> impl IntoView {
    let is_split = memo(move |_| work.views.second.get().is_some());
    view! {
        <section class="centre" aria-label=say!("drawing")>
            <div class="views">
                <Pane work is_second=false/>
                <Show when=move || is_split.get()><Divider work/><Pane work is_second=true/></Show>
            </div>
            <find::FindBar work/>
        </section>
    }
}

#[component]
fn Pane(work: Work, is_second: bool) -> impl IntoView {
    let views = work.views;
    let shown = memo(move |_| if is_second { views.second.get().unwrap_or(View::Layer) } else { views.first.get() });
    let grow = move || {
        let share = views.share.get();
        match (views.second.get(), is_second) {
            (None, _) => "1".to_owned(),
            (_, true) => (1.0 - share).to_string(),
            (_, false) => share.to_string(),
        }
    };
    view! {
        <div class="view-pane" style:flex-grow=grow>
            {follow(move || match shown.get() {
                View::Map => view! { <PhysicalMap work/> }.into_any(),
                View::Layer => view! { <layer_view::LayerView work/> }.into_any(),
                View::Stack => view! { <stack_view::StackView work/> }.into_any(),
            })}
            <ViewSwitch work is_second shown/>
        </div>
    }
}

#[component]
fn ViewSwitch(work: Work, is_second: bool, shown: Memo<View>) -> impl IntoView {
    let views = work.views;
    let button = move |view: View, glyph: Glyph, command: Command| {
        let label = action::of(command).name.text();
        view! {
            <button type="button" class="toggle" title=action::tip(command) aria-label=label aria-pressed=move || (shown.get() == view).to_string()
                on:click=act(move |_| views.choose(is_second, view))>{icon(glyph)}<span>{label}</span></button>
        }
    };
    let label = if is_second { say!("view-beside") } else { say!("view") };
    let (glyph, split) =
        if is_second { (Glyph::Close, say!("close-view-b")) } else { (Glyph::Split, say!("two-views")) };
    view! {
        <div class="view-switch">
            <div class="toggles" role="group" aria-label=label>
                {button(View::Map, Glyph::Map, Command::MapView)}
                {button(View::Layer, Glyph::Graph, Command::LayerView)}
                {button(View::Stack, Glyph::Stack, Command::StackView)}
            </div>
            <Show when=move || is_second || views.second.get().is_none()>
                <IconButton glyph label=split on_press=move |()| views.split()/>
            </Show>
        </div>
    }
}

#[component]
fn PhysicalMap(work: Work) -> impl IntoView {
    let is_empty = memo(move |_| work.scene.see(|scene| scene.nodes.is_empty()));
    let overlay = Signal::derive(move || work.overlay.get());
    view! {
        <MapCanvas scene=work.scene overlay selection=work.selection view=work.map_view tool=work.tool snaps=work.snaps writing=work.open.note
            on_intent=Callback::new(move |intent| work.mean(intent)) label=say!("map-nodes-links")/>
        <Show when=move || is_empty.get()>
            <div class="canvas-empty">
                <EmptyState glyph=Glyph::Node title=say!("empty-canvas")
                    text=say!("drag-node-here-from")>
                    <Button label=say!("place-node") glyph=Glyph::Add kind=Kind::Primary
                        on_press=move |()| work.mean(editor::gesture::Intent::Place(model::Point::default(), None))/>
                    <Button label=say!("draw-network-menu") glyph=Glyph::Graph on_press=move |()| work.open.network.set(true)/>
                    <Button label=say!("keys") on_press=move |()| { command::run(work, Command::Help); }/>
                </EmptyState>
            </div>
        </Show>
    }
}
