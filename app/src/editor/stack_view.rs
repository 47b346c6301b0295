//! A node's stack: its IPCPs, each above what it stands on.

use super::{
    tools::css,
    work::{View, Work},
};
use crate::ui::{Button, EmptyState, Glyph};
use editor::{
    Selection,
    palette::{self, Tint},
    stack::{Ipcp, Stack},
};
use leptos::prelude::*;
use model::{LayerId, NodeId, Place};
use std::collections::BTreeMap;

/// Size of a box and the gaps around it, pixels.
const BOX: (f64, f64) = (132.0, 44.0);
const GAP: (f64, f64) = (20.0, 52.0);

/// Where everything stands.
#[derive(Clone, Debug, Default, PartialEq)]
struct Drawing {
    size: (f64, f64),
    boxes: Vec<(Ipcp, f64, f64, String)>,
    lines: Vec<(LayerId, LayerId, String)>,
    services: Vec<(model::ServiceId, String, f64)>,
}

#[component]
pub(super) fn StackView(work: Work) -> impl IntoView {
    let node = Memo::new(move |last: Option<&Option<NodeId>>| {
        let chosen = work.selection.with(|selection| selection.lit_nodes().into_iter().next());
        let last = last.copied().flatten();
        work.draft(|draft| {
            chosen.or(last).filter(|id| draft.node(*id).is_some()).or_else(|| draft.nodes().next().map(|(id, _)| id))
        })
    });
    let drawing = Memo::new(move |_| node.get().map(|id| drawing(work, id)).unwrap_or_default());
    let options = Memo::new(move |_| {
        work.draft(|draft| draft.nodes().map(|(id, node)| (id, node.name.clone())).collect::<Vec<_>>())
    });
    let choose = move |event: leptos::ev::Event| {
        if let Ok(id) = event_target_value(&event).parse() {
            work.selection.set(Selection::of(Place::Node(NodeId(id))));
        }
    };
    view! {
        <div class="layer-choice">
            <select class="mono" aria-label="Node shown" on:change=choose prop:value=move || node.get().map_or_else(String::new, |id| id.0.to_string())>
                <For each=move || options.get() key=Clone::clone children=move |(id, name)| {
                    view! { <option value=id.0.to_string() selected=move || node.get() == Some(id)>{name}</option> }
                }/>
            </select>
            <span class="muted">"each IPCP above the layers it is registered in"</span>
        </div>
        <div class="stack">
            {move || match node.get() {
                Some(id) => view! { <Picture work node=id drawing/> }.into_any(),
                None => view! {
                    <EmptyState glyph=Glyph::Stack title="No node yet" text="Place a node on the map; its stack of IPCPs appears here.">
                        <Button label="Back to the map" on_press=move |()| work.view.set(View::Map)/>
                    </EmptyState>
                }.into_any(),
            }}
        </div>
    }
}

fn drawing(work: Work, node: NodeId) -> Drawing {
    work.draft(|draft| {
        let stack = Stack::of(draft, node);
        let tints = palette::tints(draft);
        let color = |id: LayerId| css(tints.get(&id).unwrap_or(&Tint::Plain));
        let widest = stack.rows.iter().map(Vec::len).max().unwrap_or(0).max(stack.services.len());
        let width = (widest as f64 * (BOX.0 + GAP.0) + GAP.0).max(240.0);
        let n_rows = stack.rows.len() + usize::from(!stack.services.is_empty());
        let height = n_rows as f64 * (BOX.1 + GAP.1) + 8.0;
        let left = |n: usize| (width - (n as f64 * (BOX.0 + GAP.0) - GAP.0)) / 2.0;
        let mut boxes = Vec::new();
        for (level, row) in stack.rows.iter().enumerate() {
            let y = height - (level + 1) as f64 * (BOX.1 + GAP.1) + GAP.1 / 2.0;
            let place = |(at, ipcp): (usize, &Ipcp)| {
                (ipcp.clone(), left(row.len()) + at as f64 * (BOX.0 + GAP.0), y, color(ipcp.layer))
            };
            boxes.extend(row.iter().enumerate().map(place));
        }
        let lines = stack.stands.iter().map(|(upper, lower)| (*upper, *lower, color(*upper))).collect();
        let service = |(at, (id, name, _)): (usize, &(model::ServiceId, String, Vec<LayerId>))| {
            (*id, name.clone(), left(stack.services.len()) + at as f64 * (BOX.0 + GAP.0))
        };
        let services = stack.services.iter().enumerate().map(service).collect();
        Drawing { size: (width, height), boxes, lines, services }
    })
}

#[component]
fn Picture(work: Work, node: NodeId, drawing: Memo<Drawing>) -> impl IntoView {
    let is_bare = Memo::new(move |_| drawing.with(|drawing| drawing.boxes.is_empty()));
    view! {
        <svg class="stack-picture" role="group" aria-label="Stack of IPCPs"
            width=move || drawing.with(|drawing| drawing.size.0) height=move || drawing.with(|drawing| drawing.size.1)>
            {move || drawing.with(lines)}
            {move || drawing.get().boxes.into_iter().map(|(ipcp, x, y, color)| view! { <IpcpBox work node ipcp x y color/> }).collect_view()}
            {move || drawing.get().services.into_iter().map(|(id, name, x)| service(work, id, name, x)).collect_view()}
        </svg>
        <Show when=move || is_bare.get()>
            <p class="muted">"This node is in no layer. Link it to another node, or draw a layer over it."</p>
        </Show>
    }
}

fn lines(drawing: &Drawing) -> impl IntoView + use<> {
    let at: BTreeMap<LayerId, (f64, f64)> =
        drawing.boxes.iter().map(|(ipcp, x, y, _)| (ipcp.layer, (*x, *y))).collect();
    let line = |(upper, lower, color): &(LayerId, LayerId, String)| {
        let (from, to) = (at.get(upper)?, at.get(lower)?);
        let (x1, y1, x2, y2) = (from.0 + BOX.0 / 2.0, from.1 + BOX.1, to.0 + BOX.0 / 2.0, to.1);
        let bow = (y2 - y1).abs() / 2.0;
        let d = format!("M{x1} {y1}C{x1} {} {x2} {} {x2} {y2}", y1 + bow, y2 - bow);
        Some(view! { <path class="stack-line" d=d stroke=color.clone()/> })
    };
    drawing.lines.iter().filter_map(line).collect_view()
}

#[component]
fn IpcpBox(work: Work, node: NodeId, ipcp: Ipcp, x: f64, y: f64, color: String) -> impl IntoView {
    let place = Place::Member(node, ipcp.layer);
    let is_lit =
        move || work.selection.with(|selection| selection.has(place) || selection.has(Place::Layer(ipcp.layer)));
    let label = format!("IPCP of {}, {}", ipcp.name, ipcp.kind.as_str());
    let below = if ipcp.detail.is_empty() { ipcp.kind.as_str().to_owned() } else { ipcp.detail };
    let select = move || work.selection.set(Selection::of(place));
    view! {
        <g class="stack-box" class:is-lit=is_lit transform=format!("translate({x} {y})") tabindex="0" role="button" aria-label=label
            on:click=move |_| select() on:keydown=move |event| if event.key() == "Enter" { select() }>
            <rect width=BOX.0 height=BOX.1 rx="7"/>
            <rect class="stack-edge" width="5" height=BOX.1 - 10.0 x="5" y="5" rx="2.5" fill=color/>
            <text class="stack-name" x=BOX.0 / 2.0 + 4.0 y="18">{ipcp.name}</text>
            <text class="stack-kind" x=BOX.0 / 2.0 + 4.0 y="34">{below}</text>
        </g>
    }
}

fn service(work: Work, id: model::ServiceId, name: String, x: f64) -> impl IntoView {
    let select = move || work.selection.set(Selection::of(Place::Service(id)));
    let is_lit = move || work.selection.with(|selection| selection.has(Place::Service(id)));
    view! {
        <g class="stack-box is-service" class:is-lit=is_lit transform=format!("translate({x} 4)") tabindex="0" role="button"
            aria-label=format!("Service {name}") on:click=move |_| select() on:keydown=move |event| if event.key() == "Enter" { select() }>
            <rect width=BOX.0 height="32" rx="16"/>
            <text class="stack-name" x=BOX.0 / 2.0 y="17">{name.clone()}</text>
        </g>
    }
}
