//! The right side: the fields of what is selected, with what is wrong beside them.

mod experiment;
mod fields;
mod group;
mod joining;
mod layer;
mod many;
mod member;
mod node;
mod quality;
mod service;
mod strategy;

use super::{clipboard, work::Work};
use crate::once::{See, SeeValue, act, effect, follow, memo};
use crate::ui::{Button, Glyph, icon};
use leptos::prelude::*;
use messages::say;
use model::{Finding, Place, Severity};
use wasm_bindgen::JsCast;

/// What the fields are of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Subject {
    One(Place),
    Many,
}

#[component]
pub(super) fn Inspector(work: Work) -> impl IntoView {
    let subject = memo(move |_| {
        work.selection.see(|selection| match (selection.is_empty(), selection.single()) {
            (true, _) => Subject::One(Place::Experiment),
            (false, Some(place)) => Subject::One(place),
            (false, None) => Subject::Many,
        })
    });
    effect(move |_| {
        if work.inspect.get() > 0 {
            request_animation_frame(focus_first)
        }
    });
    view! {
        <aside class="inspector" aria-label=say!("fields")>
            {follow(move || match subject.get() {
                Subject::Many => view! { <many::Many work/> }.into_any(),
                Subject::One(Place::Experiment) => view! { <experiment::Experiment work/> }.into_any(),
                Subject::One(Place::Node(id)) => view! { <node::NodeFields work id/> }.into_any(),
                Subject::One(Place::Layer(id)) => view! { <layer::LayerFields work id/> }.into_any(),
                Subject::One(Place::Member(node, layer)) => view! { <member::MemberFields work node layer/> }.into_any(),
                Subject::One(Place::Service(id)) => view! { <service::ServiceFields work id/> }.into_any(),
            })}
        </aside>
    }
}

/// Puts the cursor into the first field.
fn focus_first() {
    let field = document().query_selector(".inspector input, .inspector select").ok().flatten();
    if let Some(field) = field.and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = field.focus();
        if let Some(input) = field.dyn_ref::<web_sys::HtmlInputElement>() {
            input.select();
        }
    }
}

/// The heading: what it is, and the way to remove it.
#[component]
fn Heading(work: Work, place: Place, kind: &'static str) -> impl IntoView {
    let label = memo(move |_| work.draft(|draft| place.label(draft)));
    let name = move || label.see(|label| label.split_once(' ').map_or(label.clone(), |(_, name)| name.to_owned()));
    let remove = move |_| clipboard::remove(work, vec![place]);
    view! {
        <header class="inspector-head">
            <span class="inspector-kind">{kind}</span>
            <h2 class="mono">{name}</h2>
            <button type="button" class="icon-button" aria-label=say!("delete") title=say!("delete-del") on:click=act(remove)>{icon(Glyph::Trash)}</button>
        </header>
    }
}

/// What is wrong here that no field shows, with the edits that mend it.
#[component]
fn Wrong(work: Work, place: Place, #[prop(optional)] shown: &'static [&'static str]) -> impl IntoView {
    let here = memo(move |_| {
        let is_here =
            |finding: &&Finding| is_at(finding.at, place) && !finding.field.is_some_and(|field| shown.contains(&field));
        work.findings.see(|findings| findings.iter().filter(is_here).cloned().collect::<Vec<_>>())
    });
    view! { <div class="wrongs">{follow(move || here.get().into_iter().map(|finding| view! { <WrongBox work finding/> }).collect_view())}</div> }
}

/// A node's fields show what is wrong with its IPCPs too.
fn is_at(at: Place, place: Place) -> bool {
    match (at, place) {
        (Place::Member(of, _), Place::Node(node)) => of == node,
        _ => at == place,
    }
}

#[component]
fn WrongBox(work: Work, finding: Finding) -> impl IntoView {
    let class = if finding.severity == Severity::Error { "notice is-bad" } else { "notice is-warn" };
    view! {
        <div class=class>
            {icon(Glyph::Alert)}
            <div class="wrong-body">
                <p>{finding.message.clone()}</p>
                <Mends work finding/>
            </div>
        </div>
    }
}

/// One button for each edit that mends a finding. The edit is looked up when it is pressed: a thing that was removed and
/// made anew has another id by then.
#[component]
pub(super) fn Mends(work: Work, finding: Finding) -> impl IntoView {
    let key = StoredValue::new(known_by(&finding));
    let mend = move |at: usize| {
        let edit = work.findings.see_untracked(|findings| {
            let now = findings.iter().find(|finding| key.see_value(|key| known_by(finding) == *key));
            now.and_then(|finding| finding.mends.get(at)).map(|mend| mend.edit.clone())
        });
        if let Some(edit) = edit {
            work.edit(&edit);
        }
    };
    let button =
        move |(at, shown): (usize, model::Mend)| view! { <Button label=shown.label on_press=move |()| mend(at)/> };
    view! { <div class="actions">{finding.mends.into_iter().take(3).enumerate().map(button).collect_view()}</div> }
}

/// What a finding is told by from others: all that is shown of it.
pub(super) fn known_by(finding: &Finding) -> String {
    let mut key = format!("{} {:?}\n{}\n{}", finding.code, finding.at, finding.message, finding.advice);
    finding.mends.iter().for_each(|mend| key.extend(["\n", &mend.label]));
    key
}
