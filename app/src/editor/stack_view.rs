//! Stacks: the IPCPs of chosen nodes, each above what it stands on, and the path between two of them down to the wires.

use super::{ipcp, plan, tools::css, views::View, work::Work};
use crate::once::{See, Show, act, effect, follow, memo};
use crate::ui::{Button, EmptyState, Glyph, IconButton};
use editor::{
    Overlay, Selection,
    overlay::{Arc as MapArc, ArcKind, ArcState},
    palette::{self, Tint},
    path::{self, Flows, Path},
    stacks::{BOX, Column, IpcpBox, Stacks},
};
use leptos::{html, prelude::*};
use messages::say;
use model::order;
use model::{Draft, LayerId, NodeId, Place};
use std::{collections::BTreeMap, sync::Arc};

/// Names offered while typing, at most.
const MOST_NAMES: usize = 400;

/// Which layer the path is asked in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Along {
    /// The highest that both nodes are in.
    #[default]
    Highest,
    /// No path: just stacks.
    Nothing,
    Layer(LayerId),
}

/// A path, or why there is none.
type Found = Option<Result<Path, String>>;

/// All the view works with.
#[derive(Clone, Copy)]
struct Shown {
    nodes: Memo<Vec<NodeId>>,
    /// The order the user asked for.
    wanted: RwSignal<Vec<NodeId>>,
    along: RwSignal<Along>,
}

#[component]
pub(super) fn StackView(work: Work) -> impl IntoView {
    let wanted = RwSignal::new(Vec::new());
    let along = RwSignal::new(Along::default());
    let nodes = nodes_shown(work, wanted);
    let planned = plan::planned(work);
    let found = memo(move |_| {
        let flows = planned.see(plan::flows);
        work.draft(|draft| nodes.see(|nodes| find(draft, &flows, nodes, along.get())))
    });
    let shown = Shown { nodes, wanted, along };
    light_on_the_map(work, found);
    let stacks = memo(move |_| {
        work.draft(|draft| {
            let stacks = nodes.see(|nodes| {
                found.see(|found| Stacks::of(draft, nodes, found.as_ref().and_then(|found| found.as_ref().ok())))
            });
            (stacks, palette::tints(draft))
        })
    });
    let is_empty = memo(move |_| nodes.see(Vec::is_empty));
    let room = NodeRef::<html::Div>::new();
    begin_in_the_middle(room, nodes);
    view! {
        <Choice work shown/>
        <div class="stack" tabindex="-1" node_ref=room>
            <Show when=move || !is_empty.get() fallback=move || view! {
                <EmptyState glyph=Glyph::Stack title=say!("no-node-yet") text=say!("place-node-on-map")>
                    <Button label=say!("back-map") on_press=move |()| work.views.choose(false, View::Map)/>
                </EmptyState>
            }>
                <Picture work stacks/>
                <Hops work found/>
            </Show>
        </div>
    }
}

/// Of one node's stack that is wider than the view the middle is seen first: there is what stands on all the others.
fn begin_in_the_middle(room: NodeRef<html::Div>, nodes: Memo<Vec<NodeId>>) {
    effect(move |_| {
        let is_one = nodes.see(|nodes| nodes.len() == 1);
        if let (Some(room), true) = (room.get(), is_one) {
            request_animation_frame(move || room.set_scroll_left((room.scroll_width() - room.client_width()) / 2));
        }
    });
}

/// The nodes selected, in the order chosen; what is selected within them changes nothing.
fn nodes_shown(work: Work, wanted: RwSignal<Vec<NodeId>>) -> Memo<Vec<NodeId>> {
    memo(move |last: Option<&Vec<NodeId>>| {
        let (lit, is_within) = work.selection.see(|selection| (selection.lit_nodes(), selection.nodes().is_empty()));
        work.draft(|draft| {
            let mut nodes: Vec<NodeId> = last.into_iter().flatten().copied().collect();
            nodes.retain(|id| draft.node(*id).is_some());
            let is_same = lit.is_empty() || (is_within && lit.iter().all(|id| nodes.contains(id)));
            if !is_same {
                nodes.retain(|id| lit.contains(id));
                let new: Vec<NodeId> = lit.into_iter().filter(|id| !nodes.contains(id)).collect();
                nodes.extend(new);
            }
            if nodes.is_empty() {
                nodes.extend(draft.nodes().next().map(|(id, _)| id));
            }
            wanted.see(|wanted| {
                order::sort_by_key(&mut nodes, |id| wanted.iter().position(|one| one == id).unwrap_or(usize::MAX));
            });
            nodes
        })
    })
}

fn find(draft: &Draft, flows: &Flows, nodes: &[NodeId], along: Along) -> Found {
    let [from, to] = *nodes else { return None };
    let shared = path::shared(draft, from, to);
    let layer = match along {
        Along::Nothing => return None,
        Along::Layer(layer) if shared.contains(&layer) => layer,
        _ => *shared.first()?,
    };
    Some(path::path(draft, flows, layer, (from, to)).map_err(|why| why.words(draft)))
}

/// The hops of the path as arcs on the map, as long as this view is there.
fn light_on_the_map(work: Work, found: Memo<Found>) {
    effect(move |_| {
        let arcs = found.see(|found| match found {
            Some(Ok(path)) => path.hops.iter().filter(|hop| hop.over.is_some()).map(arc).collect(),
            _ => Vec::new(),
        });
        if !(arcs.is_empty() && work.overlay.see_untracked(|overlay| overlay.arcs.is_empty())) {
            work.overlay.set(Arc::new(Overlay { arcs, ..Overlay::default() }));
        }
    });
    on_cleanup(move || {
        let _ = work.overlay.try_set(Arc::new(Overlay::default()));
    });
}

fn arc(hop: &path::Hop) -> MapArc {
    let path::Hop { layer, from, to, .. } = *hop;
    MapArc { layer, from, to, kind: ArcKind::Enrollment, state: ArcState::Done, label: String::new() }
}

/// From whom, to whom, in which layer.
#[component]
fn Choice(work: Work, shown: Shown) -> impl IntoView {
    let names = memo(move |_| {
        work.draft(|draft| draft.nodes().take(MOST_NAMES).map(|(_, node)| node.name.clone()).collect::<Vec<_>>())
    });
    let end = move |at: usize, label: &'static str| {
        let value = move || {
            let id = shown.nodes.see(|nodes| nodes.get(at).copied());
            work.draft(|draft| id.and_then(|id| draft.node(id)).map(|node| node.name.clone()).unwrap_or_default())
        };
        let set = move |event: leptos::ev::Event| take(work, shown, at, &event_target_value(&event));
        view! { <input class="mono" list="node-names" aria-label=label placeholder=label prop:value=value on:change=act(set)/> }
    };
    let is_pair = memo(move |_| shown.nodes.see(|nodes| nodes.len() == 2));
    let n_more = move || shown.nodes.see(|nodes| nodes.len().saturating_sub(2));
    let turn = move |()| shown.wanted.set(shown.nodes.get_untracked().into_iter().rev().collect());
    view! {
        <div class="layer-choice">
            <datalist id="node-names">{follow(move || names.get().into_iter().map(|name| view! { <option value=name></option> }).collect_view())}</datalist>
            {end(0, say!("node-shown"))}
            <IconButton glyph=Glyph::Turn label=say!("from-other-end") on_press=turn disabled=Signal::derive(move || !is_pair.get())/>
            {end(1, say!("path-to"))}
            <Show when=move || is_pair.get()><LayerOfPath work shown/></Show>
            <Show when=move || { n_more() > 0 }><span class="muted">{follow(move || say!("and-more", n = n_more()))}</span></Show>
        </div>
    }
}

/// A name was typed at one end of the path.
fn take(work: Work, shown: Shown, at: usize, name: &str) {
    let mut nodes: Vec<NodeId> = shown.nodes.get_untracked().into_iter().take(2).collect();
    let id = work.peek(|session| session.draft().node_named(name.trim()));
    match id {
        Some(id) if at < nodes.len() => nodes[at] = id,
        Some(id) => nodes.push(id),
        None if name.trim().is_empty() && at == 1 => nodes.truncate(1),
        None => return work.toasts.warn(say!("there-no-node-choose", name = name.trim())),
    }
    nodes.dedup();
    shown.wanted.set(nodes.clone());
    work.selection.set(Selection::nodes_of(nodes));
}

#[component]
fn LayerOfPath(work: Work, shown: Shown) -> impl IntoView {
    let options = memo(move |_| {
        let Ok([from, to]) = <[NodeId; 2]>::try_from(shown.nodes.get()) else { return Vec::new() };
        work.draft(|draft| {
            let name = |id: LayerId| draft.layer(id).map(|layer| (id, layer.name.clone()));
            path::shared(draft, from, to).into_iter().filter_map(name).collect::<Vec<_>>()
        })
    });
    let choose = move |event: leptos::ev::Event| {
        let value = event_target_value(&event);
        shown.along.set(match value.parse() {
            Ok(id) => Along::Layer(LayerId(id)),
            Err(_) if value.is_empty() => Along::Highest,
            Err(_) => Along::Nothing,
        });
    };
    view! {
        <select aria-label=say!("layer-path") on:change=act(choose)>
            <option value="">{say!("their-highest-layer")}</option>
            {follow(move || options.get().into_iter().map(|(id, name)| view! { <option value=id.0.to_string()>{say!("in-layer", name = name)}</option> }).collect_view())}
            <option value="none">{say!("no-path-stacks-only")}</option>
        </select>
    }
}

/// The stacks with the colours of their layers.
type Drawn = Memo<(Stacks, BTreeMap<LayerId, Tint>)>;

#[component]
fn Picture(work: Work, stacks: Drawn) -> impl IntoView {
    let size = move || stacks.see(|(stacks, _)| stacks.size);
    let n_more = move || stacks.see(|(stacks, _)| stacks.n_more);
    view! {
        <svg class="stack-picture" role="group" aria-label=say!("stack-ipcps") width=move || size().0 height=move || size().1>
            {follow(move || stacks.see(|(stacks, tints)| lines(stacks, tints)))}
            {follow(move || {
                let (stacks, tints) = stacks.get();
                let color = |id| css(tints.get(&id).unwrap_or(&Tint::Plain));
                let boxes = stacks.boxes.into_iter().map(|one| { let color = color(one.ipcp.layer); ipcp_box(work, one, color) }).collect_view();
                let services = stacks.services.into_iter().map(|one| service(work, one)).collect_view();
                let feet = stacks.columns.into_iter().map(|column| foot(work, column, stacks.size.1)).collect_view();
                (boxes, services, feet)
            })}
        </svg>
        <Show when=move || { n_more() > 0 }><p class="muted">{follow(move || say!("more-are-not-drawn", n = n_more()))}</p></Show>
    }
}

/// Registrations, hops within their layers, and the path over all.
fn lines(stacks: &Stacks, tints: &BTreeMap<LayerId, Tint>) -> impl IntoView + use<> {
    let color = |id: LayerId| css(tints.get(&id).unwrap_or(&Tint::Plain));
    let stands = stacks.stands.iter().map(|stand| {
        let [(x1, y1), (x2, y2)] = stand.line;
        let bow = (y2 - y1).abs() / 2.0;
        let d = format!("M{x1} {y1}C{x1} {} {x2} {} {x2} {y2}", y1 + bow, y2 - bow);
        view! { <path class="stack-line" d=d stroke=color(stand.upper)/> }
    });
    let spans = stacks.spans.iter().map(|span| {
        let [(x1, y1), (x2, y2)] = span.line;
        view! { <path class="stack-span" d=format!("M{x1} {y1}L{x2} {y2}") stroke=color(span.layer)/> }
    });
    let route = (!stacks.route.is_empty()).then(|| {
        let mut d = String::new();
        for (x, y) in &stacks.route {
            d.push_str(if d.is_empty() { "M" } else { "L" });
            d.push_str(&format!("{x} {y}"));
        }
        view! { <path class="stack-route" d=d/> }
    });
    (spans.collect_view(), route, stands.collect_view())
}

fn ipcp_box(work: Work, one: IpcpBox, color: String) -> impl IntoView {
    let IpcpBox { node, ipcp, at } = one;
    let place = Place::Member(node, ipcp.layer);
    let is_lit =
        move || work.selection.see(|selection| selection.has(place) || selection.has(Place::Layer(ipcp.layer)));
    // What is seen comes first, as a voice that controls the page needs it.
    let kind = ipcp.kind.as_str();
    let below = if ipcp.detail.is_empty() { kind.to_owned() } else { ipcp.detail };
    let more = if below == kind { "" } else { kind };
    let label = say!("ipcp-described", name = ipcp.name, below = below, more = more);
    let select = move || work.selection.set(Selection::of(place));
    view! {
        <g class="stack-box" class:is-lit=is_lit transform=format!("translate({} {})", at.0, at.1) tabindex="0" role="button" aria-label=label
            on:click=act(move |_| select()) on:dblclick=act(move |_| work.inspect.update(|n| *n += 1))
            on:keydown=move |event| if matches!(event.key().as_str(), "Enter" | " ") { select() }>
            <rect width=BOX.0 height=BOX.1 rx="7"/>
            <rect class="stack-edge" width="5" height=BOX.1 - 10.0 x="5" y="5" rx="2.5" fill=color/>
            <text class="stack-name" x=BOX.0 / 2.0 + 4.0 y="18">{ipcp.name}</text>" "
            <text class="stack-kind" x=BOX.0 / 2.0 + 4.0 y="34">{below}</text>
        </g>
    }
}

fn service(work: Work, one: editor::stacks::ServiceBox) -> impl IntoView {
    let id = one.id;
    let select = move || work.selection.set(Selection::of(Place::Service(id)));
    let is_lit = move || work.selection.see(|selection| selection.has(Place::Service(id)));
    view! {
        <g class="stack-box is-service" class:is-lit=is_lit transform=format!("translate({} {})", one.at.0, one.at.1) tabindex="0" role="button"
            aria-label=say!("service-named", name = one.name) on:click=act(move |_| select()) on:keydown=move |event| if matches!(event.key().as_str(), "Enter" | " ") { select() }>
            <rect width=BOX.0 height="32" rx="16"/>
            <text class="stack-name" x=BOX.0 / 2.0 y="17">{one.name.clone()}</text>
        </g>
    }
}

/// The node below its stack, with the way to place another IPCP on it.
fn foot(work: Work, column: Column, height: f64) -> impl IntoView {
    let node = column.node;
    let select = move || work.selection.set(Selection::of(Place::Node(node)));
    let add = move || ipcp::open(work, Some(node), None);
    let middle = column.x + column.w / 2.0;
    let more =
        (column.n_hidden > 0).then(|| view! { <title>{say!("more-ipcps-are-not", n = column.n_hidden)}</title> });
    let name = if column.n_hidden > 0 { format!("{} +{}", column.name, column.n_hidden) } else { column.name.clone() };
    view! {
        <g class="stack-foot" transform=format!("translate({middle} {})", height - 24.0)>
            <text class="stack-name" role="button" tabindex="0" aria-label=say!("node-named", name = column.name)
                on:click=act(move |_| select()) on:keydown=move |event| if matches!(event.key().as_str(), "Enter" | " ") { select() }>{more}{name}</text>
            <g class="stack-add" transform=format!("translate({} 0)", column.w / 2.0 - 10.0) role="button" tabindex="0" aria-label=say!("place-ipcp-on-node", name = column.name)
                on:click=act(move |_| add()) on:keydown=move |event| if matches!(event.key().as_str(), "Enter" | " ") { add() }>
                <title>{say!("place-ipcp-here-i")}</title><circle r="10"/><path d="M-4 0h8M0 -4v8"/>
            </g>
        </g>
    }
}

/// The path in words, hop by hop.
#[component]
fn Hops(work: Work, found: Memo<Found>) -> impl IntoView {
    let rows = move || {
        found.see(|found| match found {
            None => Vec::new(),
            Some(Err(why)) => vec![(0, say!("no-path", why = why))],
            Some(Ok(path)) => work.peek(|session| words(session.draft(), path)),
        })
    };
    view! {
        <ol class="hops" aria-label=say!("path-hop-by-hop")>
            {follow(move || rows().into_iter().map(|(depth, text)| view! { <li style:padding-left=format!("{}px", depth * 18)>{text}</li> }).collect_view())}
        </ol>
    }
}

fn words(draft: &Draft, path: &Path) -> Vec<(usize, String)> {
    let node = |id| draft.node(id).map_or("?", |node| node.name.as_str());
    let layer = |id| draft.layer(id).map_or("?", |layer| layer.name.as_str());
    let row = |hop: &path::Hop| {
        let over = hop.over.map_or_else(|| say!("on-wire").to_owned(), |over| say!("over-layer", layer = layer(over)));
        (hop.depth, format!("{}: {} → {} {over}", layer(hop.layer), node(hop.from), node(hop.to)))
    };
    let mut rows: Vec<(usize, String)> = path.hops.iter().map(row).collect();
    if path.is_cut {
        rows.push((0, say!("on-path-too-long").into()));
    }
    rows
}
