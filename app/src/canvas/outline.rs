//! The map once more, as a list of buttons: for keyboards, screen readers and tests.
//!
//! Each node is `<button data-node=NAME data-x= data-y=>`, each hardware layer `<button data-layer=NAME …>`, placed in CSS
//! pixels from the map's corner; the numbers are brought up to date when the view is at rest.

use super::Map;
use crate::once::{For, See, act, effect};
use editor::Scene;
use leptos::{html, prelude::*};
use messages::say;
use model::{LayerId, NodeId, Place};
use std::time::Duration;
use wasm_bindgen::JsCast;

/// How long the view must rest.
const REST: Duration = Duration::from_millis(80);

/// The list.
#[component]
pub(super) fn Outline(map: Map) -> impl IntoView {
    let list = NodeRef::<html::Div>::new();
    let n_changes = StoredValue::new(0_u32);
    effect(move |_| {
        map.scene.track();
        map.view.track();
        n_changes.update_value(|n| *n = n.wrapping_add(1));
        let asked = n_changes.get_value();
        let at_rest = move || {
            if n_changes.try_get_value() == Some(asked) {
                place(map, list);
            }
        };
        set_timeout(at_rest, REST);
    });
    view! {
        <div class="map-outline" node_ref=list role="group" aria-label=say!("nodes-links")>
            <For each=move || map.scene.see(|scene| nodes(scene)) key=Clone::clone
                children=move |(id, name)| view! { <NodeItem map id name/> }/>
            <For each=move || map.scene.see(|scene| links(scene)) key=Clone::clone
                children=move |(id, name)| view! { <LinkItem map id name/> }/>
        </div>
    }
}

fn nodes(scene: &Scene) -> Vec<(NodeId, String)> {
    scene.nodes.iter().map(|node| (node.id, node.name.clone())).collect()
}

fn links(scene: &Scene) -> Vec<(LayerId, String)> {
    let lines = scene.links.iter().map(|link| link.info).chain(scene.hubs.iter().map(|hub| hub.info));
    lines.map(|info| (scene.layers[info].id, scene.layers[info].name.clone())).collect()
}

#[component]
fn NodeItem(map: Map, id: NodeId, name: String) -> impl IntoView {
    let label = {
        let name = name.clone();
        move || map.scene.see(|scene| spoken(scene, id, &name))
    };
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
fn spoken(scene: &Scene, id: NodeId, name: &str) -> String {
    let Some(node) = scene.node(id) else { return say!("node-named", name = name) };
    let layers: Vec<&str> = node.chips.iter().map(|chip| scene.layers[chip.info].name.as_str()).collect();
    let n_links = scene.node_idx(id).map_or(0, |idx| scene.lines_of(idx).links.len() + scene.lines_of(idx).hubs.len());
    let layers = if layers.is_empty() { String::new() } else { say!("in-layers", layers = layers.join(", ")) };
    let wrong = node.badge.map_or_else(String::new, |badge| say!("with-n-findings", n = badge.n));
    say!("node-described", name = name, n = n_links, layers = layers, wrong = wrong)
}

fn place(map: Map, list: NodeRef<html::Div>) {
    let Some(list) = list.try_get_untracked().flatten() else { return };
    let (scene, view) = (map.scene.get_untracked(), map.view.get_untracked());
    let items = list.query_selector_all("button").ok();
    for item in items.iter().flat_map(|items| (0..items.length()).filter_map(|at| items.item(at))) {
        let Ok(item) = item.dyn_into::<web_sys::Element>() else { continue };
        let id = item.get_attribute("data-id").and_then(|id| id.parse().ok()).unwrap_or(0);
        let place = if item.has_attribute("data-node") { Place::Node(NodeId(id)) } else { Place::Layer(LayerId(id)) };
        if let Some(rect) = scene.rect_of(place) {
            let at = view.to_screen(rect.centre());
            let _ = item.set_attribute("data-x", &format!("{:.1}", at.x));
            let _ = item.set_attribute("data-y", &format!("{:.1}", at.y));
        }
    }
}
