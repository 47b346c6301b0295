//! A layer's fields: a link's quality, or an upper layer's members, enrollments and flows.

use super::{
    Heading, Work, Wrong,
    fields::{Color, Lines, Registrations, Text, error},
    joining::Joining,
    quality::Quality,
    strategy::{Bootstrap, StrategyField, Which},
};
use crate::once::{For, See, Show, act, follow, memo};
use crate::{
    editor::tools::words,
    ui::{Button, Choices, Glyph, icon},
};
use editor::{Selection, policy_text};
use leptos::prelude::*;
use messages::say;
use model::{
    Edit, Layer, LayerId, LayerKind, NodeId, Place,
    edit::{LayerField, Over},
};

/// Members shown; for more, a node's own fields are the better place.
const MOST: usize = 40;

#[component]
pub(super) fn LayerFields(work: Work, id: LayerId) -> impl IntoView {
    let place = Place::Layer(id);
    let name = field(work, id, |layer| layer.name.clone());
    let note = field(work, id, |layer| layer.note.clone());
    let color = field(work, id, |layer| layer.color.clone());
    let kind = field(work, id, |layer| Some(layer.kind));
    let is_link = move || kind.get().is_some_and(LayerKind::is_hardware);
    let kinds: Vec<(String, String)> =
        LayerKind::ALL.map(|kind| (kind.as_str().to_owned(), words(kind).to_owned())).into();
    let set_kind = move |key: String| {
        if let Some(kind) = LayerKind::parse(&key) {
            work.edit(&Edit::SetLayer(id, LayerField::Kind(kind)));
        }
    };
    view! {
        <Heading work place kind=say!("kind-layer")/>
        <div class="inspector-body">
            <Wrong work place shown=&["name", "enrollment", "flows", "policies", "cubes"]/>
            <Text work label=say!("name") value=name edit=move |text| Edit::Rename(place, text) error=error(work, place, "name") mono=true/>
            <Choices label=say!("kind") options=kinds value=Signal::derive(move || kind.get().map_or("", LayerKind::as_str).to_owned()) on_change=set_kind/>
            <Show when=move || kind.get().is_some_and(LayerKind::is_ethernet)>
                <Quality work place value=field(work, id, |layer| layer.quality.clone()) edit=move |quality| Edit::SetLayer(id, LayerField::Quality(quality))/>
            </Show>
            <Show when=move || !is_link()><Decisions work id/></Show>
            <Show when=move || !is_link()><Folded work id/></Show>
            <Members work id/>
            <Show when=move || !is_link()><PolicyFields work id/></Show>
            <Color work value=color edit=move |color| Edit::SetLayer(id, LayerField::Color(color))/>
            <Lines work label=say!("note") value=note edit=move |text| Ok(Edit::SetLayer(id, LayerField::Note(text.to_owned())))/>
        </div>
    }
}

/// One thing of a layer; the default where the layer is gone.
pub(super) fn field<T: PartialEq + Clone + Default + Send + Sync + 'static>(
    work: Work,
    id: LayerId,
    read: impl Fn(&Layer) -> T + Send + Sync + 'static,
) -> Memo<T> {
    memo(move |_| work.draft(|draft| draft.layer(id).map(&read).unwrap_or_default()))
}

#[component]
fn Decisions(work: Work, id: LayerId) -> impl IntoView {
    view! {
        <section class="inspector-section">
            <h3>{say!("how-comes-up")}</h3>
            <Bootstrap work id/>
            <StrategyField work id which=Which::Enrollment/>
            <StrategyField work id which=Which::Flows/>
        </section>
    }
}

/// Drawn as a cloud, or with all that is in it.
#[component]
fn Folded(work: Work, id: LayerId) -> impl IntoView {
    let folded = field(work, id, |layer| layer.folded);
    let label =
        Signal::derive(move || if folded.get() { say!("unfold-g") } else { say!("fold-into-cloud-g") }.to_owned());
    let press = move |()| {
        work.edit(&Edit::SetLayer(id, LayerField::Folded(!folded.get_untracked())));
    };
    view! { <p class="actions"><Button label glyph=Glyph::Fold on_press=press/></p> }
}

#[component]
fn PolicyFields(work: Work, id: LayerId) -> impl IntoView {
    let place = Place::Layer(id);
    let policies = field(work, id, |layer| policy_text::write_policies(&layer.policies));
    let cubes = field(work, id, |layer| policy_text::write_cubes(&layer.cubes));
    view! {
        <Lines work label=say!("policies") value=policies hint="routing: lfa" error=error(work, place, "policies")
            edit=move |text| Ok(Edit::SetLayer(id, LayerField::Policies(policy_text::read_policies(text)?)))/>
        <Lines work label=say!("qos-cubes") value=cubes hint="gold delay=10 loss=0" error=error(work, place, "cubes") rows=1
            edit=move |text| Ok(Edit::SetLayer(id, LayerField::Cubes(policy_text::read_cubes(text)?)))/>
    }
}

/// The members, each with what it is registered in.
#[component]
fn Members(work: Work, id: LayerId) -> impl IntoView {
    let members = memo(move |_| {
        work.draft(|draft| {
            let all = draft.nodes().filter(|(node, _)| draft.member(*node, id).is_some());
            all.map(|(node, record)| (node, record.name.clone())).collect::<Vec<_>>()
        })
    });
    let is_upper = field(work, id, |layer| !layer.kind.is_hardware());
    let shown = move || members.get().into_iter().take(MOST).map(|member| (member, is_upper.get())).collect::<Vec<_>>();
    let rest = move || members.see(Vec::len).saturating_sub(MOST);
    view! {
        <section class="inspector-section">
            <h3>{follow(move || if is_upper.get() { say!("members-what-they-are") } else { say!("members") })}</h3>
            <For each=shown
                key=Clone::clone children=move |((node, name), upper)| view! { <MemberRow work id node name upper/> }/>
            <Show when=move || { rest() > 0 }>
                <p class="muted">{follow(move || say!("more-select-node-see", n = rest()))}</p>
            </Show>
            <AddMember work id/>
        </section>
    }
}

#[component]
fn MemberRow(work: Work, id: LayerId, node: NodeId, name: String, upper: bool) -> impl IntoView {
    let place = Place::Member(node, id);
    let remove = move |_| {
        work.edit(&Edit::Remove(vec![place]));
    };
    let label = say!("take-out", name = name);
    view! {
        <div class="membership">
            <button type="button" class="link-button mono" title=say!("fields-ipcp") on:click=act(move |_| work.selection.set(Selection::of(place)))>{name}</button>
            {upper.then(|| view! { <span class="muted">{say!("joiner-on")}</span><Registrations work node upper=id/> })}
            <button type="button" class="icon-button" aria-label=label.clone() title=label on:click=act(remove)>{icon(Glyph::Close)}</button>
        </div>
    }
}

#[component]
fn AddMember(work: Work, id: LayerId) -> impl IntoView {
    let others = memo(move |_| {
        work.draft(|draft| {
            let rest = draft.nodes().filter(|(node, _)| draft.member(*node, id).is_none());
            rest.map(|(node, record)| (node.0, record.name.clone())).collect::<Vec<_>>()
        })
    });
    let add = move |node: u32| {
        work.edit(&Edit::Join { node: NodeId(node), layer: id, over: Over::Auto });
    };
    view! { <Joining label=say!("add-member") menu=say!("add-member-menu") others on_choose=add/> }
}
