//! The map once more, as a list of buttons: for keyboards, screen readers and tests.
//!
//! Each node is `<button data-node=NAME data-x= data-y=>`, each hardware layer `<button data-layer=NAME …>`, placed in CSS
//! pixels from the map's corner, in groups of some hundred; words and numbers are brought up to date when the view is at
//! rest. The list of a large network comes in parts, and after the picture, so that the page answers in between.

use super::{Map, frame, rest::Rest};
use crate::once::{SeeValue, act, effect};
use editor::{Scene, Viewport, gesture::Intent};
use leptos::{ev, html, prelude::*};
use messages::say;
use model::{LayerId, NodeId, Place, order};
use std::{collections::BTreeSet, sync::Arc, time::Duration};
use wasm_bindgen::JsCast;
use web_sys::Element;

/// How long the view must rest.
const REST: Duration = Duration::from_millis(80);
/// Buttons in a group of their own: what is new in one has the browser lay out that one.
const GROUP: u32 = 200;
/// A network of so many things is listed at once.
const FEW: usize = 250;
/// Buttons made, brought up to date or taken away at a time: at least so many, and a part of all, so that the whole takes
/// about a second.
const PART: usize = 80;
const PARTS: usize = 64;
/// Between parts, for frames and keys: parts of two frames are not to meet in one.
const BREATH: Duration = Duration::from_millis(12);

/// The list. What its buttons are told reaches it: a network has thousands of them.
#[component]
pub(super) fn Outline(map: Map) -> impl IntoView {
    let list = NodeRef::<html::Div>::new();
    let state = StoredValue::new(State::default());
    let rest = Rest::new();
    effect(move |_| {
        let Some(list) = list.get() else { return };
        map.view.track();
        let scene = map.scene.get();
        let is_small = items(&scene).max(state.see_value(State::n_listed)) <= FEW;
        if !is_small && !map.is_drawn.get() {
            return;
        }
        let is_first = state.try_update_value(State::ask).unwrap_or_default();
        let is_listed = state.see_value(|state| state.has_listed(&scene));
        let go = move || {
            let Some(asked) = state.try_with_value(|state| state.asked) else { return };
            Pass::new(list.clone().into(), map.scene.get_untracked(), map.view.get_untracked()).go_on(state, asked);
        };
        if is_small && !is_listed {
            go();
        }
        rest.stir(if is_first { BREATH } else { REST }, go);
    });
    let focus = move |event: ev::FocusEvent| meant(&event).into_iter().for_each(|place| map.show(place));
    let keep = move |event: ev::MouseEvent| meant(&event).into_iter().for_each(|place| map.keep(place));
    let open = move |event: ev::MouseEvent| {
        let node = meant(&event).filter(|place| matches!(place, Place::Node(_)));
        node.into_iter().for_each(|place| map.mean(Intent::Open(place)));
    };
    view! {
        <div class="map-outline" node_ref=list role="group" aria-label=say!("nodes-links")
            on:focusin=act(focus) on:click=act(keep) on:dblclick=act(open)></div>
    }
}

/// How many things are listed.
fn items(scene: &Scene) -> usize {
    scene.nodes.len() + scene.links.len() + scene.hubs.len()
}

/// What is listed, in the order nodes, links, hubs.
fn listed(scene: &Scene) -> Vec<Place> {
    let infos = scene.links.iter().map(|link| link.info).chain(scene.hubs.iter().map(|hub| hub.info));
    let layers = infos.map(|info| Place::Layer(scene.layers[info].id));
    scene.nodes.iter().map(|node| Place::Node(node.id)).chain(layers).collect()
}

/// The thing whose button was meant.
fn meant(event: &web_sys::Event) -> Option<Place> {
    place_of(&event.target()?.dyn_into().ok()?)
}

/// The thing that a button stands for.
fn place_of(button: &Element) -> Option<Place> {
    let id = button.get_attribute("data-id")?.parse().ok()?;
    Some(if button.has_attribute("data-node") { Place::Node(NodeId(id)) } else { Place::Layer(LayerId(id)) })
}

/// What the list is up to.
#[derive(Default)]
struct State {
    /// Counts what was asked for: of two passes only the later one goes on.
    asked: u32,
    /// The scene that is listed whole.
    scene: Option<Arc<Scene>>,
}

impl State {
    /// A new pass is due; true if it is the first.
    fn ask(&mut self) -> bool {
        self.asked = self.asked.wrapping_add(1);
        self.asked == 1
    }

    fn has_listed(&self, scene: &Arc<Scene>) -> bool {
        self.scene.as_ref().is_some_and(|listed| Arc::ptr_eq(listed, scene))
    }

    fn n_listed(&self) -> usize {
        self.scene.as_ref().map_or(0, |scene| items(scene))
    }
}

/// A walk down the list that makes it say what a scene holds.
struct Pass {
    list: Element,
    scene: Arc<Scene>,
    view: Viewport,
    wanted: Vec<Place>,
    among: BTreeSet<Place>,
    at: usize,
    next: Option<Element>,
}

impl Pass {
    fn new(list: Element, scene: Arc<Scene>, view: Viewport) -> Self {
        let wanted = listed(&scene);
        let (among, next) = (order::set(wanted.iter().copied()), first_of(list.first_element_child()));
        Self { list, scene, view, wanted, among, at: 0, next }
    }

    /// Brings a part of the buttons up to date, then the next, unless everything changed once more.
    fn go_on(mut self, state: StoredValue<State>, asked: u32) {
        let known = state.try_with_value(|state| (state.asked, state.has_listed(&self.scene), state.n_listed()));
        let Some((now, is_listed, n_listed)) = known else { return };
        if now != asked {
            return;
        }
        for _ in 0..PART.max(self.wanted.len().max(n_listed) / PARTS) {
            if !self.step(is_listed) {
                state.update_value(|state| state.scene = Some(self.scene));
                return;
            }
        }
        set_timeout(move || self.go_on(state, asked), BREATH);
    }

    /// One button more says what it should, or is gone; false where none is left to do.
    fn step(&mut self, is_listed: bool) -> bool {
        let wanted = self.wanted.get(self.at).copied();
        let stands_for = self.next.as_ref().and_then(place_of);
        let is_it = stands_for.is_some() && stands_for == wanted;
        let is_gone = wanted.is_none() || stands_for.is_none_or(|other| !self.among.contains(&other));
        let there = self.next.take_if(|_| is_it || is_gone);
        if let Some(button) = &there {
            self.next = after(button);
        }
        if let Some(button) = there.as_ref().filter(|_| !is_it) {
            drop_button(button);
            return true;
        }
        let Some(place) = wanted else { return false };
        let Some(button) = there.or_else(|| self.new_button()) else { return false };
        if !is_listed {
            self.name(&button, place);
        }
        self.place(&button, place);
        self.at += 1;
        true
    }

    fn new_button(&self) -> Option<Element> {
        let made = document().create_element("button").ok()?;
        self.insert(&made)?;
        Some(made)
    }

    /// Puts a button before the one that follows, or last. Links begin a group, so that many nodes more find one with room.
    fn insert(&self, made: &Element) -> Option<()> {
        let group = self.next.as_ref().and_then(|next| next.parent_element());
        let is_within = self.next.as_ref().is_some_and(|next| next.previous_element_sibling().is_some());
        let (into, next) = if is_within {
            (group, self.next.as_deref())
        } else {
            let before =
                group.as_ref().map_or_else(|| self.list.last_element_child(), Element::previous_element_sibling);
            let begins = group.is_none() && self.at == self.scene.nodes.len();
            let has_room = |group: &Element| !begins && group.child_element_count() < GROUP;
            (before.filter(has_room).or_else(|| self.new_group(group.as_ref())), None)
        };
        into?.insert_before(made, next).ok()?;
        Some(())
    }

    fn new_group(&self, before: Option<&Element>) -> Option<Element> {
        let made = document().create_element("div").ok()?;
        self.list.insert_before(&made, before.map(AsRef::as_ref)).ok()?;
        Some(made)
    }

    fn name(&self, button: &Element, place: Place) {
        match place {
            Place::Node(id) => {
                let Some(node) = self.scene.node(id) else { return };
                set(button, "data-node", &node.name);
                set(button, "data-id", &id.0.to_string());
                set(button, "aria-label", &spoken(&self.scene, id));
            }
            Place::Layer(id) => {
                let Some(layer) = self.scene.layer(id) else { return };
                set(button, "data-layer", &layer.name);
                set(button, "data-id", &id.0.to_string());
                set(button, "tabindex", "-1");
                set(button, "aria-label", &say!("link-named", name = layer.name));
            }
            _ => {}
        }
    }

    fn place(&self, button: &Element, place: Place) {
        if let Some(rect) = self.scene.rect_of(place).filter(|_| frame::has_room(self.view)) {
            let at = self.view.to_screen(rect.centre());
            set(button, "data-x", &format!("{:.1}", at.x));
            set(button, "data-y", &format!("{:.1}", at.y));
        }
    }
}

/// The first button of this group or one after it.
fn first_of(mut group: Option<Element>) -> Option<Element> {
    while let Some(here) = group {
        if let Some(button) = here.first_element_child() {
            return Some(button);
        }
        group = here.next_element_sibling();
    }
    None
}

/// The button after this one.
fn after(button: &Element) -> Option<Element> {
    button.next_element_sibling().or_else(|| first_of(button.parent_element()?.next_element_sibling()))
}

/// Takes a button away, and its group with the last one.
fn drop_button(button: &Element) {
    let group = button.parent_element();
    button.remove();
    group.filter(|group| group.child_element_count() == 0).inspect(Element::remove);
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

/// Writes what is not written yet: the browser's own bookkeeping costs more than asking.
fn set(item: &Element, name: &str, value: &str) {
    if item.get_attribute(name).as_deref() != Some(value) {
        let _ = item.set_attribute(name, value);
    }
}
