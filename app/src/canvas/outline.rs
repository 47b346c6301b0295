//! The map once more, as a list of buttons: for keyboards, screen readers and tests.
//!
//! Each node is `<button data-node=NAME data-x= data-y=>`, each hardware layer `<button data-layer=NAME …>`, placed in CSS
//! pixels from the map's corner; words and numbers are brought up to date when the view is at rest. Lists and numbers of
//! a large network come in parts, so that the page answers in between.

use super::Map;
use crate::once::{For, See, act, effect, memo};
use editor::Scene;
use leptos::{html, prelude::*};
use messages::say;
use model::{LayerId, NodeId, Place};
use std::{ops::Range, time::Duration};
use wasm_bindgen::JsCast;
use web_sys::{Element, NodeList};

/// How long the view must rest.
const REST: Duration = Duration::from_millis(80);
/// Buttons made, or brought up to date, at a time.
const PART: usize = 250;
/// Between parts, for frames and keys.
const BREATH: Duration = Duration::from_millis(4);

/// The list.
#[component]
pub(super) fn Outline(map: Map) -> impl IntoView {
    let list = NodeRef::<html::Div>::new();
    let n_changes = StoredValue::new(0_u32);
    // Of a large network the picture comes first.
    let n_parts = RwSignal::new(usize::from(map.scene.see_untracked(|scene| items(scene)) <= PART));
    effect(move |_| {
        map.scene.track();
        map.view.track();
        n_parts.track();
        n_changes.update_value(|n| *n = n.wrapping_add(1));
        let asked = n_changes.get_value();
        let at_rest = move || {
            if n_changes.try_get_value() == Some(asked) {
                let buttons =
                    list.try_get_untracked().flatten().and_then(|list| list.query_selector_all("button").ok());
                buttons.into_iter().for_each(|buttons| place(map, (n_changes, asked), buttons, 0));
            }
        };
        set_timeout(at_rest, REST);
    });
    let wanted = memo(move |_| map.scene.see(|scene| items(scene).div_ceil(PART)));
    effect(move |_| {
        if n_parts.get() < wanted.get() {
            set_timeout(move || n_parts.try_update(|n| *n += 1).unwrap_or_default(), BREATH);
        }
    });
    let parts = memo(move |_| n_parts.get().min(wanted.get()));
    view! {
        <div class="map-outline" node_ref=list role="group" aria-label=say!("nodes-links")>
            <For each=move || (0..parts.get()).collect() key=Clone::clone children=move |part| view! { <Part map part/> }/>
        </div>
    }
}

/// How many things are listed.
fn items(scene: &Scene) -> usize {
    scene.nodes.len() + scene.links.len() + scene.hubs.len()
}

/// A few of them, in the order nodes, links, hubs.
#[component]
fn Part(map: Map, part: usize) -> impl IntoView {
    view! {
        <For each=move || map.scene.see(|scene| listed(scene, part * PART..(part + 1) * PART)) key=Clone::clone
            children=move |item| match item {
                Item::Node(id, name) => view! { <NodeItem map id name/> }.into_any(),
                Item::Link(id, name) => view! { <LinkItem map id name/> }.into_any(),
            }/>
    }
}

#[derive(Clone, Hash)]
enum Item {
    Node(NodeId, String),
    Link(LayerId, String),
}

fn listed(scene: &Scene, range: Range<usize>) -> Vec<Item> {
    let links = scene.links.iter().map(|link| link.info).chain(scene.hubs.iter().map(|hub| hub.info));
    let links = |range: Range<usize>| {
        let infos = links.clone().skip(range.start).take(range.len()).map(|info| &scene.layers[info]);
        infos.map(|info| Item::Link(info.id, info.name.clone()))
    };
    let n = scene.nodes.len();
    let nodes = &scene.nodes[range.start.min(n)..range.end.min(n)];
    let nodes = nodes.iter().map(|node| Item::Node(node.id, node.name.clone()));
    nodes.chain(links(range.start.saturating_sub(n)..range.end.saturating_sub(n))).collect()
}

#[component]
fn NodeItem(map: Map, id: NodeId, name: String) -> impl IntoView {
    let label = map.scene.see_untracked(|scene| spoken(scene, id));
    view! {
        <button type="button" data-node=name data-id=id.0 aria-label=label on:focus=act(move |_| map.show(Place::Node(id)))
            on:click=act(move |_| map.keep(Place::Node(id)))
            on:dblclick=act(move |_| map.mean(editor::gesture::Intent::Open(Place::Node(id))))></button>
    }
}

#[component]
fn LinkItem(map: Map, id: LayerId, name: String) -> impl IntoView {
    let label = say!("link-named", name = name);
    view! {
        <button type="button" data-layer=name data-id=id.0 tabindex="-1" aria-label=label on:focus=act(move |_| map.show(Place::Layer(id)))
            on:click=act(move |_| map.keep(Place::Layer(id)))>
        </button>
    }
}

/// A node in words: its name, its layers, what is wrong.
fn spoken(scene: &Scene, id: NodeId) -> String {
    let Some(node) = scene.node(id) else { return String::new() };
    let layers: Vec<&str> = node.chips.iter().map(|chip| scene.layers[chip.info].name.as_str()).collect();
    let n_links = scene.node_idx(id).map_or(0, |idx| scene.lines_of(idx).links.len() + scene.lines_of(idx).hubs.len());
    let layers = if layers.is_empty() { String::new() } else { say!("in-layers", layers = layers.join(", ")) };
    let wrong = node.badge.map_or_else(String::new, |badge| say!("with-n-findings", n = badge.n));
    say!("node-described", name = node.name, n = n_links, layers = layers, wrong = wrong)
}

/// Brings a part of the buttons up to date, then the next, unless everything changed once more.
fn place(map: Map, (n_changes, asked): (StoredValue<u32>, u32), buttons: NodeList, from: u32) {
    if n_changes.try_get_value() != Some(asked) {
        return;
    }
    let (scene, view) = (map.scene.get_untracked(), map.view.get_untracked());
    let to = buttons.length().min(from + PART as u32);
    for item in (from..to).filter_map(|at| buttons.item(at)?.dyn_into::<Element>().ok()) {
        let id = item.get_attribute("data-id").and_then(|id| id.parse().ok()).unwrap_or(0);
        let is_node = item.has_attribute("data-node");
        let place = if is_node { Place::Node(NodeId(id)) } else { Place::Layer(LayerId(id)) };
        if let Some(rect) = scene.rect_of(place) {
            let at = view.to_screen(rect.centre());
            set(&item, "data-x", &format!("{:.1}", at.x));
            set(&item, "data-y", &format!("{:.1}", at.y));
        }
        if is_node {
            set(&item, "aria-label", &spoken(&scene, NodeId(id)));
        }
    }
    if to < buttons.length() {
        set_timeout(move || place(map, (n_changes, asked), buttons, to), BREATH);
    }
}

/// Writes what is not written yet: the browser's own bookkeeping costs more than asking.
fn set(item: &Element, name: &str, value: &str) {
    if item.get_attribute(name).as_deref() != Some(value) {
        let _ = item.set_attribute(name, value);
    }
}
