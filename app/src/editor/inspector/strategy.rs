//! How a layer comes up: who starts it, who enrolls through whom, which flows there are.

use super::{Work, layer::field};
use crate::once::{See, Show, act, effect, follow, memo};
use crate::ui::{Choices, Glyph, icon};
use leptos::prelude::*;
use messages::say;
use model::{Bootstrapper, Edit, LayerId, NodeId, Pair, Place, Strategy, edit::LayerField};

/// Which of a layer's two strategies.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    Enrollment,
    Flows,
}

impl Which {
    fn field(self, strategy: Strategy) -> LayerField {
        match self {
            Self::Enrollment => LayerField::Enrollment(strategy),
            Self::Flows => LayerField::Flows(strategy),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Enrollment => "enrollment",
            Self::Flows => "flows",
        }
    }
}

#[component]
pub(super) fn Bootstrap(work: Work, id: LayerId) -> impl IntoView {
    let value = field(work, id, |layer| match layer.bootstrapper {
        Bootstrapper::Auto => "auto".to_owned(),
        Bootstrapper::First => "first".to_owned(),
        Bootstrapper::Centre => "centre".to_owned(),
        Bootstrapper::Node(node) => node.0.to_string(),
    });
    let options = memo(move |_| {
        let mut options = vec![
            ("auto".to_owned(), say!("what-suits-testbed").to_owned()),
            ("first".to_owned(), say!("first-declared").to_owned()),
            ("centre".to_owned(), say!("centre-its-graph").to_owned()),
        ];
        options.extend(members(work, id).into_iter().map(|(node, name)| (node.0.to_string(), name)));
        options
    });
    let set = move |key: String| {
        let bootstrapper = match key.as_str() {
            "auto" => Bootstrapper::Auto,
            "first" => Bootstrapper::First,
            "centre" => Bootstrapper::Centre,
            number => number.parse().map_or(Bootstrapper::Auto, |id| Bootstrapper::Node(NodeId(id))),
        };
        work.edit(&Edit::SetLayer(id, LayerField::Bootstrapper(bootstrapper)));
    };
    view! { <Choices label=say!("started-by") options value on_change=set/> }
}

fn members(work: Work, id: LayerId) -> Vec<(NodeId, String)> {
    work.draft(|draft| {
        let all = draft.nodes().filter(|(node, _)| draft.member(*node, id).is_some());
        all.map(|(node, record)| (node, record.name.clone())).collect()
    })
}

#[component]
pub(super) fn StrategyField(work: Work, id: LayerId, which: Which) -> impl IntoView {
    let strategy = field(work, id, move |layer| {
        Some(match which {
            Which::Enrollment => layer.enrollment.clone(),
            Which::Flows => layer.flows.clone(),
        })
    });
    let key = Signal::derive(move || {
        strategy.see(|strategy| {
            match strategy {
                Some(Strategy::FullMesh) => "full-mesh",
                Some(Strategy::Manual(_)) => "manual",
                _ => "minimal",
            }
            .to_owned()
        })
    });
    let pairs = Signal::derive(move || {
        strategy.see(|strategy| match strategy {
            Some(Strategy::Manual(pairs)) => pairs.clone(),
            _ => Vec::new(),
        })
    });
    let options = [
        ("minimal", say!("minimal-spanning-tree")),
        ("full-mesh", say!("full-mesh-every-adjacent")),
        ("manual", say!("by-hand")),
    ]
    .map(|(key, words)| (key.to_owned(), words.to_owned()))
    .to_vec();
    let set = move |strategy: Strategy| {
        work.edit(&Edit::SetLayer(id, which.field(strategy)));
    };
    let choose = move |key: String| match key.as_str() {
        "full-mesh" => set(Strategy::FullMesh),
        "manual" => set(Strategy::Manual(pairs.get_untracked())),
        _ => set(Strategy::Minimal),
    };
    let label = if which == Which::Enrollment { say!("enrollments") } else { say!("flows") };
    let error = work.error(Place::Layer(id), which.name());
    view! {
        <Choices label options value=key on_change=choose/>
        <p class="field-error">{error}</p>
        <Show when=move || key.get() == "manual">
            <Pairs work id which pairs set=Callback::new(set)/>
        </Show>
    }
}

/// The pairs chosen by hand, in the order they are done.
#[component]
fn Pairs(work: Work, id: LayerId, which: Which, pairs: Signal<Vec<Pair>>, set: Callback<Strategy>) -> impl IntoView {
    let name =
        move |node: NodeId| work.draft(|draft| draft.node(node).map_or_else(String::new, |node| node.name.clone()));
    let remove = move |at: usize| {
        let mut rest = pairs.get_untracked();
        rest.remove(at);
        set.run(Strategy::Manual(rest));
    };
    let joiner = if which == Which::Enrollment { say!("joiner-through") } else { say!("joiner-to") };
    view! {
        <ol class="pairs">
            {follow(move || pairs.get().into_iter().enumerate().map(|(at, pair)| view! {
                <li>
                    <span class="mono">{name(pair.from)}</span>" "<span class="muted">{joiner}</span>" "<span class="mono">{name(pair.to)}</span>
                    {pair.via.map(|via| view! { " "<span class="muted">{say!("joiner-over")}</span>" "<span class="mono">{layer_name(work, via)}</span> })}
                    <button type="button" class="icon-button" aria-label=say!("remove-pair") on:click=act(move |_| remove(at))>{icon(Glyph::Close)}</button>
                </li>
            }).collect_view())}
        </ol>
        <AddPair work id pairs set joiner/>
    }
}

fn layer_name(work: Work, id: LayerId) -> String {
    work.draft(|draft| draft.layer(id).map_or_else(String::new, |layer| layer.name.clone()))
}

/// The layers below `id` that two nodes are both registered in.
fn shared_lowers(work: Work, id: LayerId, (a, b): (NodeId, NodeId)) -> Vec<LayerId> {
    work.draft(|draft| {
        let over = |node| draft.member(node, id).map_or(&[][..], |member| &member.over);
        over(a).iter().copied().filter(|lower| over(b).contains(lower)).collect()
    })
}

#[component]
fn AddPair(
    work: Work,
    id: LayerId,
    pairs: Signal<Vec<Pair>>,
    set: Callback<Strategy>,
    joiner: &'static str,
) -> impl IntoView {
    let [from, to, via] = [(); 3].map(|()| RwSignal::new(String::new()));
    let nodes = memo(move |_| members(work, id));
    let options = move || {
        nodes
            .get()
            .into_iter()
            .map(|(node, name)| view! { <option value=node.0.to_string()>{name}</option> })
            .collect_view()
    };
    let add = move |_| {
        let (Ok(a), Ok(b)) = (from.get_untracked().parse(), to.get_untracked().parse()) else { return };
        let via = via.get_untracked().parse().ok().map(LayerId);
        let mut all = pairs.get_untracked();
        all.push(Pair { from: NodeId(a), to: NodeId(b), via });
        set.run(Strategy::Manual(all));
    };
    // Where there is one layer below, there is nothing to choose.
    let lowers = memo(move |_| match (from.see(|a| a.parse()), to.see(|b| b.parse())) {
        (Ok(a), Ok(b)) => shared_lowers(work, id, (NodeId(a), NodeId(b))),
        _ => Vec::new(),
    });
    effect(move |_| {
        lowers.track();
        via.set(String::new());
    });
    let lower_option = move |lower: LayerId| view! { <option value=lower.0.to_string()>{say!("over-layer", layer = layer_name(work, lower))}</option> };
    let is_pair = move || !from.see(String::is_empty) && !to.see(String::is_empty) && from.get() != to.get();
    view! {
        <div class="add-pair">
            <select aria-label=say!("from") prop:value=from on:change:target=move |event| from.set(event.target().value())>
                <option value="">"…"</option>{options}
            </select>
            " "<span class="muted">{joiner}</span>" "
            <select aria-label=say!("to") prop:value=to on:change:target=move |event| to.set(event.target().value())>
                <option value="">"…"</option>{options}
            </select>
            <select aria-label=say!("over-which-layer") prop:value=via disabled=move || lowers.see(|lowers| lowers.len() < 2)
                on:change:target=move |event| via.set(event.target().value())>
                <option value="">{say!("over-first-shared")}</option>{follow(move || lowers.get().into_iter().map(lower_option).collect_view())}
            </select>
            <span></span>
            <button type="button" class="button" disabled=move || !is_pair() on:click=act(add)>{say!("add")}</button>
        </div>
    }
}
