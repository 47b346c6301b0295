//! The map of a run: the experiment as it was run, with what has come to life so far.

use super::{
    card::Card,
    live::Live,
    overlay::{Names, overlay},
};
use crate::canvas::MapCanvas;
use crate::once::{See, SeeValue, effect, memo};
use editor::{Placement, Scene, Selection, Viewport, scene::Input};
use leptos::prelude::*;
use messages::say;
use model::{NodeId, Place};
use std::sync::Arc;

/// The pane. The node selected here is told to `node`.
#[component]
pub fn MapPane(
    /// The run.
    live: Live,
    /// The name of the node selected, for the box below.
    node: RwSignal<String>,
) -> impl IntoView {
    let page = live.page();
    // The server has placed what nobody placed.
    let scene = Scene::of(&Input { draft: &page.draft, placement: &Placement::default(), findings: &[] });
    let scene = Signal::stored(Arc::new(scene));
    let names = StoredValue::new(Names::of(&page.draft));
    let overlay = memo(move |_| {
        let page = live.page();
        Arc::new(live.with(|state| names.see_value(|names| overlay(names, &page.plan, state))))
    });
    let (selection, view) = (RwSignal::new(Selection::none()), RwSignal::new(Viewport::default()));
    effect(move |_| {
        let chosen = selection.see(single_node);
        if let Some(name) = chosen.and_then(|id| live.page().draft.node(id).map(|node| node.name.clone())) {
            node.set(name);
        }
    });
    view! {
        <section class="pane run-map" aria-label=say!("map")>
            <MapCanvas scene overlay=Signal::from(overlay) selection view label=say!("map-run")/>
            <Card live selection/>
        </section>
    }
}

/// The node selected, if it is one and nothing else.
fn single_node(selection: &Selection) -> Option<NodeId> {
    match (selection.len(), selection.places().next()) {
        (1, Some(Place::Node(id))) => Some(id),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_node_alone_is_chosen() {
        assert_eq!(single_node(&Selection::of(Place::Node(NodeId(3)))), Some(NodeId(3)));
        assert_eq!(single_node(&Selection::nodes_of([NodeId(1), NodeId(2)])), None);
        assert_eq!(single_node(&Selection::of(Place::Experiment)), None);
    }
}
