//! A service's fields.

use super::{
    Heading, Work, Wrong,
    fields::{Text, Tick, error},
};
use crate::once::{For, See, memo};
use crate::ui::Choices;
use leptos::prelude::*;
use messages::say;
use model::{Balance, Edit, LayerId, NodeId, Place, Service, ServiceId, edit::ServiceField};

#[component]
pub(super) fn ServiceFields(work: Work, id: ServiceId) -> impl IntoView {
    let place = Place::Service(id);
    let name = field(work, id, |service| service.name.clone());
    let command = field(work, id, |service| {
        std::iter::once(service.program.as_str())
            .chain(service.args.iter().map(String::as_str))
            .collect::<Vec<_>>()
            .join(" ")
            .trim()
            .to_owned()
    });
    let balance =
        field(work, id, |service| if service.balance == Balance::Spill { "spill" } else { "round-robin" }.to_owned());
    let balances = [("spill", say!("spill-next-when-first")), ("round-robin", say!("round-robin-one-after"))]
        .map(|(key, words)| (key.to_owned(), words.to_owned()))
        .to_vec();
    let set = move |field: ServiceField| Edit::SetService(id, field);
    let set_balance = move |key: String| {
        work.edit(&set(ServiceField::Balance(if key == "spill" { Balance::Spill } else { Balance::RoundRobin })));
    };
    let program = move |text: String| {
        let mut words = text.split_whitespace().map(str::to_owned);
        set(ServiceField::Program(words.next().unwrap_or_default(), words.collect()))
    };
    view! {
        <Heading work place kind=say!("kind-service")/>
        <div class="inspector-body">
            <Wrong work place shown=&["name", "program"]/>
            <Text work label=say!("name") value=name edit=move |text| Edit::Rename(place, text) error=error(work, place, "name") mono=true/>
            <Text work label=say!("program-arguments") value=command edit=program error=error(work, place, "program") mono=true
                hint=say!("as-oping-listen-empty")/>
            <Choices label=say!("several-processes") options=balances value=balance on_change=set_balance/>
            <section class="inspector-section"><h3>{say!("served-on")}</h3><NodeTicks work id/></section>
            <section class="inspector-section"><h3>{say!("registered")}</h3><LayerTicks work id/></section>
        </div>
    }
}

fn field<T: PartialEq + Default + Send + Sync + 'static>(
    work: Work,
    id: ServiceId,
    read: impl Fn(&Service) -> T + Send + Sync + 'static,
) -> Memo<T> {
    memo(move |_| work.draft(|draft| draft.service(id).map(&read).unwrap_or_default()))
}

/// `list` with `item` in or out.
fn with<T: PartialEq>(mut list: Vec<T>, item: T, on: bool) -> Vec<T> {
    list.retain(|other| *other != item);
    if on {
        list.push(item);
    }
    list
}

#[component]
fn NodeTicks(work: Work, id: ServiceId) -> impl IntoView {
    let nodes = field(work, id, |service| service.nodes.clone());
    let all =
        memo(move |_| work.draft(|draft| draft.nodes().map(|(id, node)| (id, node.name.clone())).collect::<Vec<_>>()));
    let tick = move |(node, name): (NodeId, String)| {
        let set = move |on: bool| {
            work.edit(&Edit::SetService(id, ServiceField::Nodes(with(nodes.get_untracked(), node, on))));
        };
        view! { <Tick label=name ticked=Signal::derive(move || nodes.see(|nodes| nodes.contains(&node))) set/> }
    };
    view! { <div class="ticks is-list"><For each=move || all.get() key=Clone::clone children=tick/></div> }
}

#[component]
fn LayerTicks(work: Work, id: ServiceId) -> impl IntoView {
    let layers = field(work, id, |service| service.layers.clone());
    let all = memo(move |_| {
        work.draft(|draft| draft.layers().map(|(id, layer)| (id, layer.name.clone())).collect::<Vec<_>>())
    });
    let tick = move |(layer, name): (LayerId, String)| {
        let set = move |on: bool| {
            work.edit(&Edit::SetService(id, ServiceField::Layers(with(layers.get_untracked(), layer, on))));
        };
        view! { <Tick label=name ticked=Signal::derive(move || layers.see(|layers| layers.contains(&layer))) set/> }
    };
    view! { <div class="ticks is-list"><For each=move || all.get() key=Clone::clone children=tick/></div> }
}
