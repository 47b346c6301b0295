//! Which two are compared: steps of this experiment, other experiments, files.

use crate::once::{See, act};
use crate::{
    net,
    ui::{Glyph, IconButton, use_toasts},
};
use api::{Card, Opened, Upload, Version};
use leptos::{html, prelude::*, task::spawn_local};
use messages::say;

/// One of the two.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Side {
    /// As it is.
    Now,
    /// One step before.
    Before,
    /// After so many steps.
    Step(usize),
    /// Another experiment.
    Other(String),
    File(Upload),
}

/// What can be chosen.
#[derive(Clone, Default)]
pub(super) struct Choices {
    /// Steps by how many are done, newest first.
    steps: Vec<(usize, String)>,
    n_done: usize,
    others: Vec<(String, String)>,
    is_here: bool,
}

impl Choices {
    pub(super) fn of(id: &str, opened: Opened, others: Vec<Card>) -> Self {
        let mut steps = vec![(0, say!("beginning").to_owned())];
        steps.extend(opened.history.into_iter().enumerate().map(|(at, entry)| (at + 1, entry.label)));
        steps.reverse();
        let others = others.into_iter().filter(|card| card.id != id).map(|card| (card.id, card.title)).collect();
        Self { steps, n_done: opened.n_done, others, is_here: true }
    }

    pub(super) fn version(&self, id: &str, side: &Side) -> Option<Version> {
        let version = match side {
            Side::Now => super::asked(id, None),
            Side::Before => super::asked(id, Some(self.n_done.saturating_sub(1))),
            Side::Step(step) => super::asked(id, Some(*step)),
            Side::Other(other) => super::asked(other, None),
            Side::File(upload) => Version::File(upload.clone()),
        };
        self.is_here.then_some(version)
    }

    fn key(&self, side: &Side) -> String {
        match side {
            Side::Now => "now".to_owned(),
            Side::Before => self.n_done.saturating_sub(1).to_string(),
            Side::Step(step) => step.to_string(),
            Side::Other(id) => id.clone(),
            Side::File(_) => "file".to_owned(),
        }
    }

    /// The side of a key; none for a file, which must be chosen first. Ids have 32 digits, steps fewer.
    fn side(key: &str) -> Option<Side> {
        match (key, key.parse()) {
            ("now", _) => Some(Side::Now),
            ("file", _) => None,
            (_, Ok(step)) if key.len() < 10 => Some(Side::Step(step)),
            _ => Some(Side::Other(key.to_owned())),
        }
    }
}

#[component]
pub(super) fn Bar(
    choices: RwSignal<Choices>,
    before: RwSignal<Side>,
    after: RwSignal<Side>,
    turn: Callback<()>,
) -> impl IntoView {
    view! {
        <div class="compare-bar">
            <One label=say!("before") choices side=before/>
            <IconButton glyph=Glyph::Turn label=say!("other-way-round") on_press=turn/>
            <One label=say!("after") choices side=after/>
        </div>
    }
}

#[component]
fn One(label: &'static str, choices: RwSignal<Choices>, side: RwSignal<Side>) -> impl IntoView {
    let file = NodeRef::<html::Input>::new();
    let toasts = use_toasts();
    let choose = move |event: leptos::ev::Event| match Choices::side(&event_target_value(&event)) {
        Some(chosen) => side.set(chosen),
        None => file.get_untracked().iter().for_each(|file| file.click()),
    };
    let taken = move |_| {
        let chosen = file.get_untracked().and_then(|field| field.files()).and_then(|files| files.get(0));
        let Some(chosen) = chosen else { return };
        spawn_local(async move {
            match net::text_of(&chosen).await {
                Ok(upload) => side.set(Side::File(upload)),
                Err(why) => toasts.warn(why),
            }
        });
    };
    let options = move || {
        let chosen = side.get();
        choices.see(|choices| {
            let key = choices.key(&chosen);
            let option = |value: String, text: String| {
                let selected = value == key;
                view! { <option value=value selected=selected>{text}</option> }
            };
            let steps = choices.steps.iter().map(|(step, label)| option(step.to_string(), format!("{step}. {label}")));
            let others = choices.others.iter().map(|(id, title)| option(id.clone(), title.clone()));
            let file = match &chosen {
                Side::File(upload) => say!("file-named", name = upload.name),
                _ => say!("choose-file").to_owned(),
            };
            view! {
                {option("now".into(), say!("now").into())}
                <optgroup label=say!("after-step")>{steps.collect_view()}</optgroup>
                <optgroup label=say!("other-experiments")>{others.collect_view()}</optgroup>
                {option("file".into(), file)}
            }
        })
    };
    view! {
        <label class="compare-side"><span>{label}</span><select aria-label=label on:change=act(choose)>{options}</select></label>
        <input type="file" class="unseen" tabindex="-1" aria-hidden="true" node_ref=file on:change=act(taken)/>
    }
}
