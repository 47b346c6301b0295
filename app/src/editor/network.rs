//! The dialog that draws a whole network at once: its kind, its size, and what will come.

use super::{command, work::Work};
use crate::once::{See, follow, memo};
use crate::ui::{Button, Choices, Dialog, Field, Glyph, Kind as Look, Picture};
use editor::{
    Selection,
    action::Command,
    network::{self, Kind},
};
use leptos::prelude::*;
use messages::say;
use model::generate::Shape;

#[component]
pub(super) fn Network(work: Work) -> impl IntoView {
    let (kind, n, with_layer) = (RwSignal::new(Kind::default()), RwSignal::new("8".to_owned()), RwSignal::new(true));
    let size = move || n.see(|n| n.trim().parse::<usize>().ok()).filter(|n| (2..=kind.get().most()).contains(n));
    let shape = memo(move |_| size().map(|n| kind.get().shape(n)));
    let error = Signal::derive(move || size().is_none().then(|| say!("number-from-to", most = kind.get().most())));
    let kinds: Vec<_> = Kind::ALL.map(|kind| (kind.as_str().to_owned(), kind.label().to_owned())).into();
    let choose = move |word: String| kind.set(Kind::parse(&word).unwrap_or_default());
    let draw = move |()| {
        if let Some(shape) = shape.get_untracked() {
            work.open.network.set(false);
            drawn(work, kind.get_untracked(), &shape, with_layer.get_untracked());
        }
    };
    view! {
        <Dialog title=say!("draw-network") open=work.open.network>
            <div class="dialog-body network">
                <div class="network-fields">
                    <Choices label=say!("kind") options=kinds.clone() value=Signal::derive(move || kind.get().as_str().to_owned()) on_change=choose/>
                    <Field label=say!("nodes") kind="number" value=n on_input=move |text| n.set(text) error/>
                </div>
                <label class="tick">
                    <input type="checkbox" prop:checked=with_layer on:change:target=move |event| with_layer.set(event.target().checked())/>
                    <span>{say!("unicast-layer-over")}</span>
                </label>
                {follow(move || shape.see(|shape| shape.as_ref().map(picture)))}
            </div>
            <footer class="dialog-foot">
                <Button label=say!("cancel") on_press=move |()| work.open.network.set(false)/>
                <Button label=say!("draw") glyph=Glyph::Graph kind=Look::Primary on_press=draw disabled=Signal::derive(move || shape.see(Option::is_none))/>
            </footer>
        </Dialog>
    }
}

/// What will be drawn, small, with its numbers.
fn picture(shape: &Shape) -> AnyView {
    let counts = format!("{}, {}", say!("n-nodes", n = shape.nodes.len()), say!("n-links", n = shape.links.len()));
    let thumbnail = api::Thumbnail { nodes: shape.nodes.clone(), links: shape.links.clone() };
    view! { <figure class="network-picture"><Picture thumbnail/><figcaption aria-live="polite">{counts}</figcaption></figure> }.into_any()
}

/// Draws it as one step of undo, selects it, and shows everything.
fn drawn(work: Work, kind: Kind, shape: &Shape, with_layer: bool) {
    let there = work.scene.see_untracked(|scene| scene.bounds);
    let n_before = work.peek(|session| session.draft().nodes().len());
    if work.edit(&network::draw(kind, shape, with_layer, there)) {
        let made = work.peek(|session| session.draft().nodes().skip(n_before).map(|(id, _)| id).collect::<Vec<_>>());
        work.selection.set(Selection::nodes_of(made));
        command::run(work, Command::Fit);
    }
}
