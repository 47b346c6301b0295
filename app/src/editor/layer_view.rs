//! One layer: its IPCPs, who reaches whom over what, enrollments as they are ordered and why, flows.

use super::{plan, views::View, work::Work};
use crate::once::{For, See, Show, act, effect, follow, memo};
use crate::{
    canvas::MapCanvas,
    ui::{Button, EmptyState, Glyph},
};
use editor::{
    Overlay, Scene,
    layer_graph::{Decided, LayerGraph, Shape},
    overlay::ArcKind,
};
use leptos::prelude::*;
use messages::say;
use model::{LayerId, LayerKind, NodeId, Place};
use std::sync::Arc;

/// Reasons shown at a time.
const MOST_REASONS: usize = 5;

/// The layer to show: the one selected, else the one shown last, else the highest, else the first.
fn layer_shown(work: Work) -> Memo<Option<LayerId>> {
    memo(move |last: Option<&Option<LayerId>>| {
        let chosen = work.selection.see(|selection| selection.lit_layers().into_iter().next());
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
pub(super) fn LayerView(work: Work) -> impl IntoView {
    let layer = layer_shown(work);
    let planned = plan::planned(work);
    let decided = memo(move |_| Arc::new(plan::decided(&planned.get(), layer.get())));
    let shape = work.layer_shape;
    let graph = Memo::new_with_compare(
        move |_| {
            let (decided, shape) = (decided.get(), shape.get());
            work.read(|session| {
                let at = (session.draft(), session.placement());
                let graph = layer.get().map(|id| LayerGraph::of(at, id, &decided, shape)).unwrap_or_default();
                (Arc::new(graph.scene), Arc::new(graph.overlay))
            })
        },
        |_: Option<&(Arc<Scene>, Arc<Overlay>)>, _| true,
    );
    let scene = Signal::derive(move || graph.see(|(scene, _)| scene.clone()));
    let overlay = Signal::derive(move || graph.see(|(_, overlay)| overlay.clone()));
    // Another layer's members, or the same in another shape, may stand elsewhere: each is shown whole at first.
    let has_plan = memo(move |_| decided.see(|decided| !decided.is_empty()));
    effect(move |last: Option<(Option<LayerId>, Shape, bool)>| {
        let now = (layer.get(), shape.get(), shape.get() == Shape::Tree && has_plan.get());
        let bounds = scene.see_untracked(|scene| scene.bounds);
        if let (Some(bounds), true) = (bounds, last.is_some_and(|last| last != now)) {
            work.layer_view.update(|view| *view = view.fitted(bounds));
        }
        now
    });
    let is_empty = memo(move |_| layer.get().is_none());
    view! {
        <MapCanvas scene overlay selection=work.selection view=work.layer_view own=layer label=say!("graph-one-layer")/>
        <LayerChoice work layer/>
        <Reasons work layer decided/>
        <Show when=move || is_empty.get()>
            <div class="canvas-empty">
                <EmptyState glyph=Glyph::Graph title=say!("no-layer-yet")
                    text=say!("select-nodes-on-map")>
                    <Button label=say!("back-map") on_press=move |()| work.views.choose(false, View::Map)/>
                </EmptyState>
            </div>
        </Show>
    }
}

#[component]
fn LayerChoice(work: Work, layer: Memo<Option<LayerId>>) -> impl IntoView {
    let options = memo(move |_| {
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
                say!("arrows-enrollments-order-dotted")
            } else {
                say!("hardware-layer-its-members")
            };
            Some(format!("{} · {legend}", layer.kind.as_str()))
        })
    };
    let choose = move |event: leptos::ev::Event| {
        if let Ok(id) = event_target_value(&event).parse() {
            work.selection.set(editor::Selection::of(Place::Layer(LayerId(id))));
        }
    };
    let is_tree = move || work.layer_shape.get() == Shape::Tree;
    let turn =
        move |_| work.layer_shape.update(|shape| *shape = if *shape == Shape::Tree { Shape::Map } else { Shape::Tree });
    view! {
        <div class="layer-choice">
            <select class="mono" aria-label=say!("layer-shown") on:change=act(choose) prop:value=move || layer.get().map_or_else(String::new, |id| id.0.to_string())>
                <For each=move || options.get() key=Clone::clone children=move |(id, name)| {
                    view! { <option value=id.0.to_string() selected=move || layer.get() == Some(id)>{name}</option> }
                }/>
            </select>
            <button type="button" class="button" aria-pressed=move || is_tree().to_string()
                title=say!("each-member-below-one") on:click=act(turn)>{say!("as-tree")}</button>
            <span class="muted">{words}</span>
        </div>
    }
}

/// Why the selected IPCPs enroll and connect as they do.
#[component]
fn Reasons(work: Work, layer: Memo<Option<LayerId>>, decided: Memo<Arc<Vec<Decided>>>) -> impl IntoView {
    let about = memo(move |_| {
        let nodes = work.selection.see(editor::Selection::lit_nodes);
        decided.see(|decided| lines(work, layer.get(), &nodes, decided))
    });
    view! {
        <Show when=move || !about.see(Vec::is_empty)>
            <ul class="reasons" aria-live="polite">
                {follow(move || about.get().into_iter().map(|(what, why)| view! { <li><b class="mono">{what}</b>" "<span class="muted">{why}</span></li> }).collect_view())}
            </ul>
        </Show>
    }
}

fn lines(
    work: Work,
    layer: Option<LayerId>,
    nodes: &std::collections::BTreeSet<NodeId>,
    decided: &[Decided],
) -> Vec<(String, String)> {
    let is_meant = |one: &&Decided| nodes.contains(&one.from) || nodes.contains(&one.to);
    let all: Vec<&Decided> = decided.iter().filter(is_meant).collect();
    let mut lines: Vec<(String, String)> = work.peek(|session| {
        let draft = session.draft();
        let name = |id| draft.node(id).map_or("?", |node| node.name.as_str());
        let line = |one: &&Decided| {
            let sign = if one.kind == ArcKind::Enrollment { say!("enrolls-with") } else { "⇄" };
            (format!("{} {sign} {}", name(one.from), name(one.to)), one.why.clone())
        };
        all.iter().take(MOST_REASONS).map(line).collect()
    });
    if all.len() > MOST_REASONS {
        lines.push((String::new(), say!("and-more-see-plan", n = all.len() - MOST_REASONS)));
    }
    if lines.is_empty() && layer.is_some() && !nodes.is_empty() && !decided.is_empty() {
        lines.push((String::new(), say!("selected-nodes-are-not").into()));
    }
    lines
}
