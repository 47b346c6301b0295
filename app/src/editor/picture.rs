//! The dialog that makes a picture: of what, as which file, and how much of it. The server draws it.

use super::{head::download, work::Work};
use crate::once::{See, memo};
use crate::ui::{Button, Choices, Dialog, Glyph, Kind};
use leptos::prelude::*;
use model::Place;

const FORMS: [(&str, &str); 4] = [
    ("svg", "SVG: lines and text"),
    ("pdf", "PDF: for papers"),
    ("png", "PNG: pixels"),
    ("html", "HTML: a page to look around in, without a server"),
];

#[component]
pub(super) fn Picture(work: Work) -> impl IntoView {
    let (of, form) = (RwSignal::new("map".to_owned()), RwSignal::new("svg".to_owned()));
    let (dark, only) = (RwSignal::new(false), RwSignal::new(false));
    let pictures = Signal::derive(move || pictures(work));
    let forms = FORMS.map(|(key, words)| (key.to_owned(), words.to_owned())).to_vec();
    let is_bare = memo(move |_| work.selection.see(|selection| selection.nodes().is_empty()));
    let draw = move |()| {
        work.open.picture.set(false);
        let mut address = format!("/api/experiments/{}/picture/{}?of=", work.id.get_untracked(), form.get_untracked());
        address.push_str(&String::from(js_sys::encode_uri_component(&of.get_untracked())));
        if dark.get_untracked() {
            address.push_str("&dark=true");
        }
        if only.get_untracked() {
            address.push_str("&only=");
            work.selection.see_untracked(|selection| {
                selection.nodes().iter().for_each(|id| address.push_str(&(id.0.to_string() + ",")));
            });
        }
        download(work, address);
    };
    let tick = move |label: &'static str, ticked: RwSignal<bool>, disabled: Signal<bool>| {
        view! {
            <label class="tick">
                <input type="checkbox" prop:checked=ticked prop:disabled=disabled on:change:target=move |event| ticked.set(event.target().checked())/>
                <span>{label}</span>
            </label>
        }
    };
    view! {
        <Dialog title="Picture" open=work.open.picture>
            <div class="dialog-body">
                <Choices label="Of" options=pictures value=of on_change=move |key| of.set(key)/>
                <Choices label="As" options=forms.clone() value=form on_change=move |key| form.set(key)/>
                {tick("On a dark ground", dark, Signal::stored(false))}
                {tick("Only the selected nodes", only, is_bare.into())}
            </div>
            <footer class="dialog-foot">
                <Button label="Cancel" on_press=move |()| work.open.picture.set(false)/>
                <Button label="Download" glyph=Glyph::Download kind=Kind::Primary on_press=draw/>
            </footer>
        </Dialog>
    }
}

/// What there is to draw: keys as the server knows them, and words.
fn pictures(work: Work) -> Vec<(String, String)> {
    let selected = work.selection.see(|selection| selection.single());
    work.draft(|draft| {
        let fixed = [
            ("map", "The map"),
            ("links", "Nodes and links alone"),
            ("stack", "Stacks of nodes"),
            ("plan", "The plan"),
        ];
        let mut pictures: Vec<_> = fixed.map(|(key, words)| (key.to_owned(), words.to_owned())).into();
        for (id, layer) in draft.layers().filter(|(_, layer)| !layer.kind.is_hardware()) {
            let is_chosen = selected == Some(Place::Layer(id));
            let at = if is_chosen { 1 } else { pictures.len() };
            pictures.insert(at, (["layer:", &layer.name].concat(), ["Layer ", &layer.name].concat()));
        }
        pictures
    })
}
