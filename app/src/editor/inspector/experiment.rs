//! The experiment's own fields: what holds for all of it.

use super::{
    Work, Wrong,
    fields::{Lines, Text},
};
use crate::once::{See, memo};
use crate::ui::Choices;
use api::Bed;
use leptos::prelude::*;
use messages::say;
use model::{Choice, Edit, Place, edit::SettingsField};

#[component]
pub(super) fn Experiment(work: Work) -> impl IntoView {
    let title = memo(move |_| work.draft(|draft| draft.settings().title.clone()));
    let note = memo(move |_| work.draft(|draft| draft.settings().note.clone()));
    let counts = memo(move |_| {
        work.draft(|draft| {
            let n_links = draft.layers().filter(|(_, layer)| layer.kind.is_hardware()).count();
            let n_ipcps: usize = draft.nodes().map(|(_, node)| node.members.len()).sum();
            let n_layers = draft.layers().len() - n_links;
            [
                say!("n-nodes", n = draft.nodes().len()),
                say!("n-links", n = n_links),
                say!("n-layers", n = n_layers),
                say!("n-ipcps", n = n_ipcps),
            ]
            .join(" · ")
        })
    });
    view! {
        <header class="inspector-head"><span class="inspector-kind">{say!("kind-experiment")}</span><h2>{title}</h2></header>
        <div class="inspector-body">
            <p class="muted">{counts}</p>
            <Wrong work place=Place::Experiment/>
            <Text work label=say!("title") value=title edit=|text| Edit::SetSettings(SettingsField::Title(text))/>
            <Prototype work/>
            <Testbed work/>
            <Lines work label=say!("note") value=note rows=4 edit=|text| Ok(Edit::SetSettings(SettingsField::Note(text.to_owned())))/>
        </div>
    }
}

fn option(choice: &Choice, key: &str) -> String {
    choice.options.get(key).cloned().unwrap_or_default()
}

fn with_option(mut choice: Choice, key: &str, value: String) -> Choice {
    if value.is_empty() {
        choice.options.remove(key);
    } else {
        choice.options.insert(key.to_owned(), value);
    }
    choice
}

#[component]
fn Prototype(work: Work) -> impl IntoView {
    let chosen = memo(move |_| work.draft(|draft| draft.settings().prototype.clone()));
    let kinds: Vec<(String, String)> =
        prototypes::all().map(|family| (family.kind().to_owned(), family.kind().to_owned())).into();
    let dialects = memo(move |_| {
        let family = prototypes::by_kind(&chosen.get().kind).ok();
        let all = family.map(|family| family.dialects()).unwrap_or_default();
        all.iter().map(|(key, words)| ((*key).to_owned(), format!("{key}: {}", words.text()))).collect::<Vec<_>>()
    });
    let dialect = Signal::derive(move || {
        let own = chosen.see(|choice| option(choice, "dialect"));
        if own.is_empty() {
            dialects.see(|all| all.first().map(|(key, _)| key.clone()).unwrap_or_default())
        } else {
            own
        }
    });
    let set = move |choice: Choice| {
        work.edit(&Edit::SetSettings(SettingsField::Prototype(choice)));
    };
    view! {
        <Choices label=say!("prototype") options=kinds value=Signal::derive(move || chosen.get().kind)
            on_change=move |kind| set(Choice { kind, ..chosen.get_untracked() })/>
        <Choices label=say!("dialect") options=dialects value=dialect
            on_change=move |key| set(with_option(chosen.get_untracked(), "dialect", key))/>
    }
}

fn words(bed: &Bed) -> (String, String) {
    let title = if bed.missing.is_some() { say!("cannot-be-used-now", title = bed.title) } else { bed.title.clone() };
    (bed.kind.clone(), title)
}

#[component]
fn Testbed(work: Work) -> impl IntoView {
    let chosen = memo(move |_| work.draft(|draft| draft.settings().testbed.clone()));
    let links = [("", say!("testbeds-own")), ("local", say!("local-ipcps")), ("eth-dix", say!("eth-dix-ipcps-on"))]
        .map(|(key, words)| (key.to_owned(), words.to_owned()))
        .to_vec();
    let beds = memo(move |_| {
        let mut all: Vec<(String, String)> = work.beds.get().iter().map(words).collect();
        // A file may name a testbed that is not offered here: it stays as it is until another is chosen.
        let kind = chosen.get().kind;
        if !kind.is_empty() && !all.iter().any(|(known, _)| *known == kind) {
            all.push((kind.clone(), say!("not-offered-here", kind = kind)));
        }
        all
    });
    let about = move || {
        let kind = chosen.get().kind;
        let bed = work.beds.get().into_iter().find(|bed| bed.kind == kind);
        bed.map(|bed| bed.missing.map_or(bed.note, |missing| crate::words::sentence(&missing)))
    };
    let set = move |choice: Choice| {
        work.edit(&Edit::SetSettings(SettingsField::Testbed(choice)));
    };
    view! {
        <Choices label=say!("testbed") options=beds value=Signal::derive(move || chosen.get().kind)
            on_change=move |kind: String| work.choose_testbed(&kind)/>
        <p class="muted">{about}</p>
        <Choices label=say!("links-are-made") options=links value=Signal::derive(move || chosen.see(|choice| option(choice, "links")))
            on_change=move |key| set(with_option(chosen.get_untracked(), "links", key))/>
    }
}
