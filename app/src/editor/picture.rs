//! The dialog that makes a picture: of what, as which file, and how much of it. The server draws it.

use super::{head::download, work::Work};
use crate::once::{See, memo};
use crate::ui::{Button, Choices, Dialog, Glyph, Kind};
use leptos::prelude::*;
use messages::{Id, id, say};
use model::Place;

const FORMS: [(&str, Id); 4] = [
    ("svg", id!("svg-lines-text")),
    ("pdf", id!("pdf-for-papers")),
    ("png", id!("png-pixels")),
    ("html", id!("html-page-look-around")),
];

#[component]
pub(super) fn Picture(work: Work) -> impl IntoView {
    let (of, form) = (RwSignal::new("map".to_owned()), RwSignal::new("svg".to_owned()));
    let (dark, only) = (RwSignal::new(false), RwSignal::new(false));
    let pictures = Signal::derive(move || pictures(work));
    let forms = FORMS.map(|(key, words)| (key.to_owned(), words.text().to_owned())).to_vec();
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
        <Dialog title=say!("picture") open=work.open.picture>
            <div class="dialog-body">
                <Choices label=say!("picture-of") options=pictures value=of on_change=move |key| of.set(key)/>
                <Choices label=say!("picture-as") options=forms.clone() value=form on_change=move |key| form.set(key)/>
                {tick(say!("on-dark-ground"), dark, Signal::stored(false))}
                {tick(say!("only-selected-nodes"), only, is_bare.into())}
            </div>
            <footer class="dialog-foot">
                <Button label=say!("cancel") on_press=move |()| work.open.picture.set(false)/>
                <Button label=say!("download") glyph=Glyph::Download kind=Kind::Primary on_press=draw/>
            </footer>
        </Dialog>
    }
}

/// What there is to draw: keys as the server knows them, and words.
fn pictures(work: Work) -> Vec<(String, String)> {
    let selected = work.selection.see(|selection| selection.single());
    work.draft(|draft| {
        let fixed = [
            ("map", say!("the-map")),
            ("links", say!("nodes-links-alone")),
            ("stack", say!("stacks-nodes")),
            ("plan", say!("the-plan")),
        ];
        let mut pictures: Vec<_> = fixed.map(|(key, words)| (key.to_owned(), words.to_owned())).into();
        for (id, layer) in draft.layers().filter(|(_, layer)| !layer.kind.is_hardware()) {
            let is_chosen = selected == Some(Place::Layer(id));
            let at = if is_chosen { 1 } else { pictures.len() };
            pictures.insert(at, (["layer:", &layer.name].concat(), say!("layer-named", layer = layer.name)));
        }
        pictures
    })
}
