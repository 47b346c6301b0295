//! The dialog that links many nodes by their names, with a preview.

use super::work::Work;
use crate::once::{See, follow, memo};
use crate::ui::{Button, Choices, Dialog, Field, Glyph, Kind, Picture};
use editor::{Selection, linking};
use leptos::prelude::*;
use messages::say;
use model::{NodeId, Point};
use std::collections::BTreeMap;

/// The most links shown in the preview.
const MOST_SHOWN: usize = 400;

#[component]
pub(super) fn Links(work: Work) -> impl IntoView {
    view! {
        <Dialog title=say!("link-many-nodes") open=work.open.links>
            <Form work/>
        </Dialog>
    }
}

#[component]
fn Form(work: Work) -> impl IntoView {
    let chosen = names(work);
    let (from, to) = (RwSignal::new(chosen.clone()), RwSignal::new(chosen));
    let shared = RwSignal::new(false);
    let found =
        memo(move |_| work.draft(|draft| from.see(|from| to.see(|to| linking::many(draft, from, to, shared.get())))));
    let error = Signal::derive(move || found.see(|found| found.as_ref().err().cloned()));
    let nothing = Signal::derive(move || found.see(|found| found.as_ref().map_or(true, |many| many.links.is_empty())));
    let ways = vec![
        ("each".to_owned(), say!("one-link-for-each").to_owned()),
        ("shared".to_owned(), say!("one-link-them-are").to_owned()),
    ];
    let way = Signal::derive(move || if shared.get() { "shared" } else { "each" }.to_owned());
    let make = move |()| {
        if let Ok(many) = found.get_untracked() {
            work.open.links.set(false);
            let edit = work.peek(|session| many.edit(session.draft()));
            work.edit(&edit);
        }
    };
    view! {
        <div class="dialog-body network">
            <div class="links-fields first">
                <Field label=say!("from") value=from on_input=move |text| from.set(text) error/>
                <Field label=say!("to") value=to on_input=move |text| to.set(text)/>
            </div>
            <p class="muted">{say!("names-stands-for-any")}</p>
            <Choices label=say!("links") options=ways value=way on_change=move |word: String| shared.set(word == "shared")/>
            {follow(move || found.see(|found| found.as_ref().ok().map(|many| preview(work, many))))}
        </div>
        <footer class="dialog-foot">
            <Button label=say!("cancel") on_press=move |()| work.open.links.set(false)/>
            <Button label=say!("link") glyph=Glyph::Link kind=Kind::Primary on_press=make disabled=nothing/>
        </footer>
    }
}

/// The names of the selected nodes, as a pattern; any where none or one is selected.
fn names(work: Work) -> String {
    let nodes = work.selection.see_untracked(Selection::nodes);
    if !(2..=12).contains(&nodes.len()) {
        return "*".to_owned();
    }
    let name =
        |id: &NodeId| work.peek(|session| session.draft().node(*id).map_or_else(String::new, |node| node.name.clone()));
    nodes.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// What will be made: in numbers, and small.
fn preview(work: Work, many: &linking::Many) -> AnyView {
    let mut at: BTreeMap<NodeId, usize> = BTreeMap::new();
    let mut nodes: Vec<Point> = Vec::new();
    let mut links = Vec::new();
    for ends in many.links.iter().take(MOST_SHOWN) {
        let mut index = |id: NodeId| {
            *at.entry(id).or_insert_with(|| {
                nodes.push(work.peek(|session| session.place_of(id)));
                nodes.len() - 1
            })
        };
        let first = index(ends[0]);
        links.extend(ends[1..].iter().map(|end| (first, index(*end))));
    }
    let mut words = say!("n-links", n = many.links.len());
    if many.n_known > 0 {
        words.push_str(&say!("n-linked-already", n = many.n_known));
    }
    let thumbnail = api::Thumbnail { nodes, links };
    view! { <figure class="network-picture"><Picture thumbnail/><figcaption aria-live="polite">{words}</figcaption></figure> }.into_any()
}
