//! How a layer comes up: who starts it, who enrolls through whom, which flows there are.

use super::{Work, layer::field};
use crate::ui::{Choices, Glyph, icon};
use leptos::prelude::*;
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
        Bootstrapper::First => "first".to_owned(),
        Bootstrapper::Centre => "centre".to_owned(),
        Bootstrapper::Node(node) => node.0.to_string(),
    });
    let options = Memo::new(move |_| {
        let mut options = vec![
            ("first".to_owned(), "The first declared".to_owned()),
            ("centre".to_owned(), "The centre of its graph".to_owned()),
        ];
        options.extend(members(work, id).into_iter().map(|(node, name)| (node.0.to_string(), name)));
        options
    });
    let set = move |key: String| {
        let bootstrapper = match key.as_str() {
            "first" => Bootstrapper::First,
            "centre" => Bootstrapper::Centre,
            number => number.parse().map_or(Bootstrapper::First, |id| Bootstrapper::Node(NodeId(id))),
        };
        work.edit(&Edit::SetLayer(id, LayerField::Bootstrapper(bootstrapper)));
    };
    view! { <Choices label="Started by" options value on_change=set/> }
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
        strategy.with(|strategy| {
            match strategy {
                Some(Strategy::FullMesh) => "full-mesh",
                Some(Strategy::Manual(_)) => "manual",
                _ => "minimal",
            }
            .to_owned()
        })
    });
    let pairs = Signal::derive(move || {
        strategy.with(|strategy| match strategy {
            Some(Strategy::Manual(pairs)) => pairs.clone(),
            _ => Vec::new(),
        })
    });
    let options = [
        ("minimal", "Minimal: a spanning tree"),
        ("full-mesh", "Full mesh: every adjacent pair"),
        ("manual", "By hand"),
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
    let label = if which == Which::Enrollment { "Enrollments" } else { "Flows" };
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
    let joiner = if which == Which::Enrollment { " through " } else { " to " };
    view! {
        <ol class="pairs">
            {move || pairs.get().into_iter().enumerate().map(|(at, pair)| view! {
                <li>
                    <span class="mono">{name(pair.from)}</span><span class="muted">{joiner}</span><span class="mono">{name(pair.to)}</span>
                    <button type="button" class="icon-button" aria-label="Remove this pair" on:click=move |_| remove(at)>{icon(Glyph::Close)}</button>
                </li>
            }).collect_view()}
        </ol>
        <AddPair work id pairs set joiner/>
    }
}

#[component]
fn AddPair(
    work: Work,
    id: LayerId,
    pairs: Signal<Vec<Pair>>,
    set: Callback<Strategy>,
    joiner: &'static str,
) -> impl IntoView {
    let (from, to) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let nodes = Memo::new(move |_| members(work, id));
    let options = move || {
        nodes
            .get()
            .into_iter()
            .map(|(node, name)| view! { <option value=node.0.to_string()>{name}</option> })
            .collect_view()
    };
    let add = move |_| {
        let (Ok(a), Ok(b)) = (from.get_untracked().parse(), to.get_untracked().parse()) else { return };
        let mut all = pairs.get_untracked();
        all.push(Pair { from: NodeId(a), to: NodeId(b), via: None });
        set.run(Strategy::Manual(all));
    };
    let is_pair = move || !from.with(String::is_empty) && !to.with(String::is_empty) && from.get() != to.get();
    view! {
        <div class="add-pair">
            <select aria-label="From" prop:value=from on:change:target=move |event| from.set(event.target().value())>
                <option value="">"…"</option>{options}
            </select>
            <span class="muted">{joiner}</span>
            <select aria-label="To" prop:value=to on:change:target=move |event| to.set(event.target().value())>
                <option value="">"…"</option>{options}
            </select>
            <button type="button" class="button" disabled=move || !is_pair() on:click=add>"Add"</button>
        </div>
    }
}
