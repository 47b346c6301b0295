//! Several things selected: what can be done with all of them.

use super::{Work, group};
use crate::once::{See, Show, follow, memo};
use crate::{
    editor::{clipboard, command},
    ui::{Button, Glyph, Kind},
};
use editor::{
    action::{Command, tip},
    align::Align,
};
use leptos::prelude::*;
use messages::say;
use model::{Edit, LayerKind, NodeId, edit::NodeField};

#[component]
pub(super) fn Many(work: Work) -> impl IntoView {
    let count = move || work.selection.see(editor::Selection::len);
    let n_nodes = memo(move |_| work.selection.see(|selection| selection.nodes().len()));
    let is_locked = memo(move |_| {
        let nodes = work.selection.see(editor::Selection::nodes);
        work.draft(|draft| nodes.iter().all(|id| draft.node(*id).is_some_and(|node| node.locked)))
    });
    let layer = move || say!("draw-layer-over-n-nodes", n = n_nodes.get());
    let color = move |value: String| {
        let nodes: Vec<NodeId> = work.selection.see_untracked(editor::Selection::nodes);
        let edits = nodes.into_iter().map(|id| Edit::SetNode(id, NodeField::Color(Some(value.clone())))).collect();
        work.edit(&Edit::Batch(say!("colour-nodes").into(), edits));
    };
    view! {
        <header class="inspector-head"><span class="inspector-kind">{say!("selection")}</span><h2>{follow(move || say!("n-things", n = count()))}</h2></header>
        <div class="inspector-body">
            <Show when=move || { n_nodes.get() >= 1 }>
                <Button label=Signal::derive(layer) glyph=Glyph::Layer kind=Kind::Primary on_press=move |()| work.draw_layer(LayerKind::Unicast)/>
            </Show>
            <Show when=move || { n_nodes.get() >= 2 }>
                <section class="inspector-section">
                    <h3>{say!("line-up")}</h3>
                    <div class="button-grid">
                        {Align::ALL.into_iter().map(|align| view! { <Button label=align.label() on_press=move |()| command::press(work, Command::Align(align))/> }).collect_view()}
                    </div>
                </section>
                <group::GroupFields work/>
                <section class="inspector-section">
                    <h3>{say!("colour-of-nodes")}</h3>
                    <input type="color" aria-label=say!("colour-of-nodes") value="#808080" on:change:target=move |event| color(event.target().value())/>
                </section>
            </Show>
            <section class="inspector-section actions">
                <Button label=Signal::derive(move || if is_locked.get() { say!("unlock") } else { say!("lock") }.to_owned()) glyph=Glyph::Lock
                    title=tip(Command::Lock) on_press=move |()| command::press(work, Command::Lock)/>
                <Button label=say!("duplicate") glyph=Glyph::Copy on_press=move |()| clipboard::duplicate(work)/>
                <Button label=say!("delete") glyph=Glyph::Trash kind=Kind::Danger on_press=move |()| clipboard::delete(work)/>
            </section>
        </div>
    }
}
