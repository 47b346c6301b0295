//! The difference: a list of what changed, and beside it the map, the plan or the file.

use crate::once::{See, act, follow};
use crate::{
    canvas::MapCanvas,
    ui::{EmptyState, Glyph, Tab, Tabs, tab_id},
};
use api::{DiffItem, Difference, Sign};
use editor::{Overlay, Placement, Scene, Selection, Viewport, diff, scene::Input};
use leptos::prelude::*;
use messages::say;
use std::sync::Arc;

/// Rows and lines shown, at most.
const MOST_ITEMS: usize = 400;
const MOST_LINES: usize = 4_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Map,
    Plan,
    Text,
}

impl Side {
    fn label(self) -> &'static str {
        match self {
            Self::Map => say!("map"),
            Self::Plan => say!("plan"),
            Self::Text => say!("file"),
        }
    }
}

#[component]
pub(super) fn Shown(difference: Arc<Difference>) -> impl IntoView {
    let (selection, view) = (RwSignal::new(Selection::none()), RwSignal::new(Viewport::default()));
    let side = RwSignal::new(Side::Map);
    let tab = |key: Side| Tab { key, label: key.label(), count: None };
    let scene = Signal::stored(Arc::new(scene(&difference)));
    let overlay = Signal::stored(Arc::new(marks(&difference)));
    let show = Callback::new(move |place| {
        selection.set(Selection::of(place));
        if let Some(rect) = scene.see_untracked(|scene| scene.rect_of(place)) {
            view.update(|view| *view = view.showing(rect));
        }
    });
    let (steps, text) = (difference.steps.clone(), difference.text.clone());
    view! {
        <List difference selection show/>
        <section class="compare-shown" aria-label=say!("what-differs")>
            <Tabs tabs=vec![tab(Side::Map), tab(Side::Plan), tab(Side::Text)] chosen=side label=say!("map-plan-file")/>
            <div class="compare-body" role="tabpanel" aria-labelledby=move || tab_id(side.get().label())>
                {follow(move || match side.get() {
                    Side::Map => view! { <MapCanvas scene overlay selection view label=say!("map-of-differences")/><Legend/> }.into_any(),
                    Side::Plan => lines(&steps).into_any(),
                    Side::Text => lines(&text).into_any(),
                })}
            </div>
        </section>
    }
}

fn scene(difference: &Difference) -> Scene {
    let draft = &difference.draft;
    Scene::of(&Input { draft, placement: &Placement::default(), findings: &[] })
}

fn sign(sign: Sign) -> diff::Sign {
    match sign {
        Sign::Added => diff::Sign::Added,
        Sign::Removed => diff::Sign::Removed,
        Sign::Changed => diff::Sign::Changed,
    }
}

fn marks(difference: &Difference) -> Overlay {
    let marks = difference.items.iter().map(|item| (item.place, sign(item.sign))).collect();
    Overlay { marks, ..Overlay::default() }
}

fn class(of: Sign) -> &'static str {
    match of {
        Sign::Added => "is-added",
        Sign::Removed => "is-removed",
        Sign::Changed => "is-changed",
    }
}

#[component]
fn Legend() -> impl IntoView {
    view! {
        <ul class="compare-legend">
            <li class="is-added">{say!("legend-added")}</li><li class="is-removed">{say!("legend-removed")}</li><li class="is-changed">{say!("legend-changed")}</li>
        </ul>
    }
}

#[component]
fn List(difference: Arc<Difference>, selection: RwSignal<Selection>, show: Callback<model::Place>) -> impl IntoView {
    let n = difference.items.len();
    if n == 0 {
        let text = if difference.text.is_empty() { say!("both-are-same") } else { say!("only-order-records-differs") };
        return view! { <div class="compare-list"><EmptyState glyph=Glyph::Check title=say!("no-difference") text=text/></div> }.into_any();
    }
    let count = |sign: Sign| difference.items.iter().filter(|item| item.sign == sign).count();
    let summary = say!(
        "n-added-removed-changed",
        added = count(Sign::Added),
        removed = count(Sign::Removed),
        changed = count(Sign::Changed)
    );
    let rows: Vec<_> =
        difference.items.iter().take(MOST_ITEMS).cloned().map(|item| row(item, selection, show)).collect();
    let rest = (n > MOST_ITEMS).then(|| view! { <li class="muted">{say!("and-more", n = n - MOST_ITEMS)}</li> });
    view! {
        <div class="compare-list">
            <p class="muted" role="status">{summary}</p>
            <ol>{rows}{rest}</ol>
        </div>
    }
    .into_any()
}

fn row(item: DiffItem, selection: RwSignal<Selection>, show: Callback<model::Place>) -> impl IntoView {
    let place = item.place;
    let is_lit = move || selection.see(|selection| selection.has(place)).to_string();
    let fact = |fact: api::DiffFact| {
        let was = fact.before.map(|text| view! { <del>{text}</del> });
        let is = fact.after.map(|text| view! { <ins>{text}</ins> });
        view! { <li><span class="muted">{fact.what}</span>" "{was}" "{is}</li> }
    };
    view! {
        <li class=format!("compare-item {}", class(item.sign))>
            <button type="button" aria-pressed=is_lit on:click=act(move |_| show.run(place))>
                <span class="compare-sign" aria-label=word(item.sign)>{sign(item.sign).as_str()}</span><span class="mono">{item.label}</span>
            </button>
            <ul>{item.facts.into_iter().map(fact).collect_view()}</ul>
        </li>
    }
}

fn word(of: Sign) -> &'static str {
    match of {
        Sign::Added => say!("sign-added"),
        Sign::Removed => say!("sign-removed"),
        Sign::Changed => say!("sign-changed"),
    }
}

/// A unified diff, its lines coloured by their signs.
fn lines(text: &str) -> AnyView {
    if text.is_empty() {
        return view! { <EmptyState glyph=Glyph::Check title=say!("no-difference-here") text=say!("same-on-both-sides")/> }
            .into_any();
    }
    let n_rest = text.lines().count().saturating_sub(MOST_LINES);
    let line = |line: &str| {
        let class = match line.as_bytes().first() {
            Some(b'+') => "is-added",
            Some(b'-') => "is-removed",
            Some(b'@') => "is-gap",
            _ => "",
        };
        view! { <span class=class>{line.to_owned()}"\n"</span> }
    };
    let rest = (n_rest > 0).then(|| format!("{}\n", say!("and-more-lines", n = n_rest)));
    view! { <pre class="compare-text" tabindex="0">{text.lines().take(MOST_LINES).map(line).collect_view()}{rest}</pre> }.into_any()
}
