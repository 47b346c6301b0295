//! Placing an IPCP on a node: which layer it is of, and what it stands on. The same edits as drawing a layer.

use super::{tools::words, work::Work};
use crate::once::{See, Show, act, follow, memo};
use crate::ui::{Button, Choices, Dialog, Field, Kind};
use editor::Selection;
use leptos::prelude::*;
use messages::say;
use model::order;
use model::{Draft, Edit, LayerId, LayerKind, NodeId, Place, edit::Over};
use std::collections::BTreeSet;

/// Opens the dialog for a node, the one selected where none is named, with what the IPCP is to stand on.
pub(super) fn open(work: Work, node: Option<NodeId>, over: Option<LayerId>) {
    let node = node.or_else(|| work.selection.see_untracked(|selection| selection.lit_nodes().into_iter().next()));
    work.ipcp_at.set((node, over));
    work.open.ipcp.set(true);
}

/// The dialog's fields.
#[derive(Clone, Copy)]
struct Wish {
    node: RwSignal<Option<NodeId>>,
    /// The layer by its id; empty for a new one.
    layer: RwSignal<String>,
    name: RwSignal<String>,
    kind: RwSignal<String>,
    over: RwSignal<BTreeSet<LayerId>>,
}

#[component]
pub(super) fn PlaceIpcp(work: Work) -> impl IntoView {
    view! { <Dialog title=say!("place-ipcp") open=work.open.ipcp><Body work/></Dialog> }
}

#[component]
fn Body(work: Work) -> impl IntoView {
    let (node, over) = work.ipcp_at.get_untracked();
    let wish = Wish {
        node: RwSignal::new(node),
        layer: RwSignal::new(String::new()),
        name: RwSignal::new(String::new()),
        kind: RwSignal::new(LayerKind::Unicast.as_str().to_owned()),
        over: RwSignal::new(over.into_iter().collect()),
    };
    let node_name = move || {
        work.draft(|draft| {
            wish.node.get().and_then(|id| draft.node(id)).map(|node| node.name.clone()).unwrap_or_default()
        })
    };
    let set_node = move |text: String| {
        let found = work.peek(|session| session.draft().node_named(text.trim()));
        wish.over.set(BTreeSet::new());
        wish.node.set(found);
    };
    let missing = Signal::derive(move || wish.node.get().is_none().then(|| say!("name-node-there").to_owned()));
    let is_new = move || wish.layer.see(String::is_empty);
    let kinds: Vec<(String, String)> =
        LayerKind::ALL.map(|kind| (kind.as_str().to_owned(), words(kind).to_owned())).into();
    let place = move |()| {
        if done(work, wish) {
            work.open.ipcp.set(false);
        }
    };
    view! {
        <div class="dialog-body">
            <Field label=say!("node") value=Signal::derive(node_name) on_input=Callback::new(|_| ()) on_change=Callback::new(set_node) error=missing mono=true/>
            <label class="field"><span class="field-label">{say!("layer")}</span><LayerField work wish/></label>
            <Show when=is_new>
                <Field label=say!("name-new-layer") value=wish.name on_input=Callback::new(move |text| wish.name.set(text)) on_change=Callback::new(|_| ()) hint=say!("empty-fresh-one") mono=true/>
                <Choices label=say!("kind") options=kinds.clone() value=wish.kind on_change=move |kind| wish.kind.set(kind)/>
            </Show>
            <Show when=move || !is_hardware(work, wish)>
                <section class="inspector-section"><h3>{say!("stands-on")}</h3><StandsOn work wish/></section>
            </Show>
        </div>
        <footer class="dialog-foot">
            <Button label=say!("place-ipcp-button") kind=Kind::Primary on_press=place disabled=Signal::derive(move || wish.node.get().is_none())/>
        </footer>
    }
}

/// The layers the node is not in yet, or a new one.
#[component]
fn LayerField(work: Work, wish: Wish) -> impl IntoView {
    let options = memo(move |_| {
        let node = wish.node.get();
        work.draft(|draft| {
            let is_free = |id: LayerId| node.is_none_or(|node| draft.member(node, id).is_none());
            let free = draft.layers().filter(|(id, _)| is_free(*id));
            free.map(|(id, layer)| (id, layer.name.clone())).collect::<Vec<_>>()
        })
    });
    let choose = move |event: leptos::ev::Event| {
        let chosen = event_target_value(&event);
        if let (Ok(id), Some(node)) = (chosen.parse(), wish.node.get_untracked()) {
            wish.over.update(|over| over.extend(work.peek(|session| usual(session.draft(), node, LayerId(id)))));
        }
        wish.layer.set(chosen);
    };
    view! {
        <select class="mono" aria-label=say!("layer") on:change=act(choose) prop:value=wish.layer>
            <option value="">{say!("new-layer")}</option>
            {follow(move || options.get().into_iter().map(|(id, name)| view! { <option value=id.0.to_string()>{name}</option> }).collect_view())}
        </select>
    }
}

/// What other members of the layer stand on, as far as this node is in it.
fn usual(draft: &Draft, node: NodeId, layer: LayerId) -> Vec<LayerId> {
    let members = draft.nodes().flat_map(|(_, node)| &node.members).filter(|member| member.layer == layer);
    let lowers = members.flat_map(|member| member.over.iter().copied());
    let mut lowers: Vec<LayerId> = lowers.filter(|lower| draft.member(node, *lower).is_some()).collect();
    order::sort(&mut lowers);
    lowers.dedup();
    lowers
}

#[component]
fn StandsOn(work: Work, wish: Wish) -> impl IntoView {
    let lowers = memo(move |_| {
        let Some(node) = wish.node.get() else { return Vec::new() };
        work.draft(|draft| {
            let members = draft.node(node).map(|node| node.members.as_slice()).unwrap_or_default();
            let name = |id: LayerId| draft.layer(id).map(|layer| (id, layer.name.clone()));
            members.iter().filter_map(|member| name(member.layer)).collect::<Vec<_>>()
        })
    });
    let tick = move |(id, name): (LayerId, String)| {
        let set = move |event: leptos::ev::Event| {
            let on = event_target_checked(&event);
            wish.over.update(|over| {
                if on {
                    over.insert(id)
                } else {
                    over.remove(&id)
                };
            });
        };
        view! { <label class="tick"><input type="checkbox" prop:checked=move || wish.over.see(|over| over.contains(&id)) on:change=act(set)/><span class="mono">{name}</span></label> }
    };
    view! {
        <div class="ticks">
            {follow(move || lowers.get().into_iter().map(tick).collect_view())}
            <Show when=move || lowers.see(Vec::is_empty)><span class="muted">{say!("node-no-other-layer")}</span></Show>
        </div>
    }
}

fn is_hardware(work: Work, wish: Wish) -> bool {
    match wish.layer.see(|id| id.parse().ok()) {
        Some(id) => work.draft(|draft| draft.layer(LayerId(id)).is_some_and(|layer| layer.kind.is_hardware())),
        None => wish.kind.see(|kind| LayerKind::parse(kind).is_some_and(LayerKind::is_hardware)),
    }
}

/// Does it, and selects the IPCP. False where it cannot be done; why is said.
fn done(work: Work, wish: Wish) -> bool {
    let Some(node) = wish.node.get_untracked() else { return false };
    let over = if is_hardware(work, wish) { Vec::new() } else { wish.over.get_untracked().into_iter().collect() };
    let layer = wish.layer.see_untracked(|id| id.parse().ok().map(LayerId));
    let edit = match layer {
        Some(layer) => Edit::Join { node, layer, over: Over::Layers(over) },
        None => {
            let name = wish.name.get_untracked().trim().to_owned();
            let kind = wish.kind.see_untracked(|kind| LayerKind::parse(kind)).unwrap_or(LayerKind::Unicast);
            let name = (!name.is_empty()).then_some(name);
            Edit::AddLayer { name, kind, members: vec![node], over: Over::Layers(over) }
        }
    };
    if !work.edit(&edit) {
        return false;
    }
    let newest = || work.peek(|session| session.draft().layers().next_back().map(|(id, _)| id));
    if let Some(layer) = layer.or_else(newest) {
        work.selection.set(Selection::of(Place::Member(node, layer)));
    }
    true
}
