//! A node's fields.

use super::{
    Heading, Work, Wrong,
    fields::{Color, Lines, Registrations, Text, error},
    joining::Joining,
};
use crate::once::{For, act, memo};
use crate::ui::{Glyph, icon};
use editor::Selection;
use leptos::prelude::*;
use messages::say;
use model::{
    Edit, LayerId, NodeId, Place,
    edit::{NodeField, Over},
};

#[component]
pub(super) fn NodeFields(work: Work, id: NodeId) -> impl IntoView {
    let place = Place::Node(id);
    let name = memo(move |_| work.draft(|draft| draft.node(id).map(|node| node.name.clone()).unwrap_or_default()));
    let note = memo(move |_| work.draft(|draft| draft.node(id).map(|node| node.note.clone()).unwrap_or_default()));
    let locked = memo(move |_| work.draft(|draft| draft.node(id).is_some_and(|node| node.locked)));
    let group =
        memo(move |_| work.draft(|draft| draft.node(id).and_then(|node| node.group.clone()).unwrap_or_default()));
    let color = memo(move |_| work.draft(|draft| draft.node(id).and_then(|node| node.color.clone())));
    view! {
        <Heading work place kind=say!("kind-node")/>
        <div class="inspector-body">
            <Wrong work place shown=&["name"]/>
            <Text work label=say!("name") value=name edit=move |text| Edit::Rename(place, text) error=error(work, place, "name") mono=true/>
            <Memberships work id/>
            <Text work label=say!("group") value=group edit=move |text| Edit::SetNode(id, NodeField::Group(Some(text))) hint=say!("folds-with-others-same")/>
            <Color work value=color edit=move |color| Edit::SetNode(id, NodeField::Color(color))/>
            <label class="tick">
                <input type="checkbox" prop:checked=locked on:change:target=move |event| {
                    work.edit(&Edit::SetNode(id, NodeField::Locked(event.target().checked())));
                }/>
                <span>{say!("locked-stays-where")}</span>
            </label>
            <Lines work label=say!("note") value=note edit=move |text| Ok(Edit::SetNode(id, NodeField::Note(text.to_owned())))/>
        </div>
    }
}

/// The layers the node is in; those above hardware with what they stand on.
#[component]
fn Memberships(work: Work, id: NodeId) -> impl IntoView {
    let layers = memo(move |_| {
        work.draft(|draft| {
            let members = draft.node(id).map(|node| node.members.as_slice()).unwrap_or_default();
            let row = |member: &model::Member| {
                let layer = draft.layer(member.layer)?;
                Some((member.layer, layer.name.clone(), layer.kind.is_hardware()))
            };
            members.iter().filter_map(row).collect::<Vec<_>>()
        })
    });
    view! {
        <section class="inspector-section">
            <h3>{say!("in-layers-of-node")}</h3>
            <For each=move || layers.get() key=Clone::clone children=move |(layer, name, is_hardware)| {
                view! { <Membership work node=id layer name is_hardware/> }
            }/>
            <JoinLayer work id/>
        </section>
    }
}

#[component]
fn Membership(work: Work, node: NodeId, layer: LayerId, name: String, is_hardware: bool) -> impl IntoView {
    let place = Place::Member(node, layer);
    let leave = move |_| {
        work.edit(&Edit::Remove(vec![place]));
    };
    let label = say!("leave", name = name);
    view! {
        <div class="membership">
            <button type="button" class="link-button mono" title=say!("fields-ipcp") on:click=act(move |_| work.selection.set(Selection::of(place)))>{name}</button>
            {(!is_hardware).then(|| view! { <span class="muted">{say!("joiner-on")}</span><Registrations work node upper=layer/> })}
            <button type="button" class="icon-button" aria-label=label.clone() title=label on:click=act(leave)>{icon(Glyph::Close)}</button>
        </div>
    }
}

#[component]
fn JoinLayer(work: Work, id: NodeId) -> impl IntoView {
    let others = memo(move |_| {
        work.draft(|draft| {
            let rest = draft.layers().filter(|(layer, _)| draft.member(id, *layer).is_none());
            rest.map(|(layer, record)| (layer.0, record.name.clone())).collect::<Vec<_>>()
        })
    });
    let join = move |layer: u32| {
        work.edit(&Edit::Join { node: id, layer: LayerId(layer), over: Over::Auto });
    };
    view! { <Joining label=say!("join-layer") menu=say!("join-layer-menu") others on_choose=join/> }
}
