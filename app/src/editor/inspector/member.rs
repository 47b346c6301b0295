//! An IPCP's fields.

use super::{
    Heading, Work, Wrong,
    fields::{Lines, Registrations, Text, error},
    quality::Quality,
};
use crate::once::{Show, act, follow, memo};
use crate::{editor::ipcp, ui::Button};
use editor::{Selection, policy_text};
use leptos::prelude::*;
use messages::say;
use model::{Edit, LayerId, LayerKind, Member, NodeId, Place, edit::MemberField};

#[component]
pub(super) fn MemberFields(work: Work, node: NodeId, layer: LayerId) -> impl IntoView {
    let place = Place::Member(node, layer);
    let kind = super::layer::field(work, layer, |layer| Some(layer.kind));
    let is = move |test: fn(LayerKind) -> bool| kind.get().is_some_and(test);
    let set = move |field: MemberField| Edit::SetMember(node, layer, field);
    let address = field(work, (node, layer), |member| member.address.clone().unwrap_or_default());
    let interface = field(work, (node, layer), |member| member.interface.clone().unwrap_or_default());
    let quality = field(work, (node, layer), |member| member.quality.clone().unwrap_or_default());
    let policies = field(work, (node, layer), |member| policy_text::write_policies(&member.policies));
    view! {
        <Heading work place kind="IPCP"/>
        <div class="inspector-body">
            <Wrong work place shown=&["address", "interface"]/>
            <p class="actions">
                <button type="button" class="link-button" on:click=act(move |_| work.selection.set(Selection::of(Place::Node(node))))>{say!("its-node")}</button>
                <button type="button" class="link-button" on:click=act(move |_| work.selection.set(Selection::of(Place::Layer(layer))))>{say!("its-layer")}</button>
            </p>
            <Carried work node layer/>
            <Show when=move || !is(LayerKind::is_hardware)>
                <section class="inspector-section"><h3>{say!("registered")}</h3><Registrations work node upper=layer/></section>
                <Lines work label=say!("policies-ipcp") value=policies hint="routing: lfa"
                    edit=move |text| Ok(set(MemberField::Policies(policy_text::read_policies(text)?)))/>
            </Show>
            <Show when=move || is(LayerKind::is_udp)>
                <Text work label=say!("ip-address") value=address error=error(work, place, "address") mono=true
                    edit=move |text| set(MemberField::Address(some(text)))/>
            </Show>
            <Show when=move || is(LayerKind::is_ethernet)>
                <Text work label=say!("network-interface") value=interface error=error(work, place, "interface") mono=true
                    hint=say!("empty-testbed-chooses") edit=move |text| set(MemberField::Interface(some(text)))/>
                <Quality work place value=quality edit=move |quality| set(MemberField::Quality((!quality.is_perfect()).then_some(quality)))/>
            </Show>
        </div>
    }
}

/// What stands on this IPCP, and the way to place one more there.
#[component]
fn Carried(work: Work, node: NodeId, layer: LayerId) -> impl IntoView {
    let uppers = memo(move |_| {
        work.draft(|draft| {
            let members = draft.node(node).map(|node| node.members.as_slice()).unwrap_or_default();
            let above = members.iter().filter(|member| member.over.contains(&layer));
            let named = |member: &Member| Some((member.layer, draft.layer(member.layer)?.name.clone()));
            above.filter_map(named).collect::<Vec<_>>()
        })
    });
    let row = move |(upper, name): (LayerId, String)| {
        let select = move |_| work.selection.set(Selection::of(Place::Member(node, upper)));
        view! { <button type="button" class="link-button mono" on:click=act(select)>{name}</button> }
    };
    view! {
        <section class="inspector-section">
            <h3>{say!("carries")}</h3>
            <p class="actions">
                {follow(move || uppers.get().into_iter().map(row).collect_view())}
                <Button label=say!("place-ipcp-on-it") on_press=move |()| ipcp::open(work, Some(node), Some(layer))/>
            </p>
        </section>
    }
}

fn some(text: String) -> Option<String> {
    (!text.trim().is_empty()).then(|| text.trim().to_owned())
}

fn field<T: PartialEq + Default + Send + Sync + 'static>(
    work: Work,
    (node, layer): (NodeId, LayerId),
    read: impl Fn(&Member) -> T + Send + Sync + 'static,
) -> Memo<T> {
    memo(move |_| work.draft(|draft| draft.member(node, layer).map(&read).unwrap_or_default()))
}
