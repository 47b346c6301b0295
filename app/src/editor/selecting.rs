//! What is done with the selection: placed beside it, linked, grouped, locked; and selections made from others.

use super::{command, work::Work};
use crate::once::See;
use editor::{Selection, gesture::Intent, grouping, layout::SPACING, linking};
use leptos::prelude::*;
use messages::say;
use model::{Draft, Edit, LayerKind, NodeId, Place, Point};

/// Nodes nearer than this would lie on each other.
const NEAR: (f64, f64) = (100.0, 60.0);
/// The most places tried for a new node.
const MOST_TRIES: usize = 400;

/// Places a node to the right of the one selected, or in the middle of what is seen, where nothing else stands.
pub(super) fn place_node(work: Work) {
    let view = work.map_view.get_untracked();
    let selected = work.selection.see_untracked(Selection::single);
    let beside = match selected {
        Some(Place::Node(id)) => Some(work.peek(|session| session.place_of(id))),
        _ => None,
    };
    let middle = view.to_canvas(Point { x: view.w / 2.0, y: view.h / 2.0 });
    let mut at = beside.map_or(middle, |at| Point { x: at.x + SPACING, y: at.y });
    let places: Vec<Point> = work.peek(|session| session.draft().nodes().map(|(id, _)| session.place_of(id)).collect());
    let is_taken =
        |at: Point| places.iter().any(|place| (place.x - at.x).abs() < NEAR.0 && (place.y - at.y).abs() < NEAR.1);
    let mut n_tries = 0;
    while is_taken(at) && n_tries < MOST_TRIES {
        at.y += NEAR.1 + 20.0;
        n_tries += 1;
    }
    work.mean(Intent::Place(at, None));
    work.bring_selection_into_view();
    command::focus(".map");
}

/// Links two selected nodes; for more it asks which with which.
pub(super) fn link_selected(work: Work) {
    let nodes = work.selection.see_untracked(Selection::nodes);
    if nodes.len() == 2 {
        let edit = work.peek(|session| linking::link(session.draft(), LayerKind::EthDix, nodes.clone()));
        // What is linked stays selected, for the next command.
        work.edit(&edit);
    } else {
        work.open.links.set(true);
    }
}

fn with_nodes(work: Work, edit: fn(&Draft, &[NodeId]) -> Option<Edit>) {
    let nodes = work.selection.see_untracked(Selection::nodes);
    if let Some(edit) = work.peek(|session| edit(session.draft(), &nodes)) {
        work.edit(&edit);
        work.said.set(work.peek(|session| session.undo_label().unwrap_or_default().to_owned()));
    }
}

pub(super) fn group(work: Work) {
    with_nodes(work, grouping::toggle);
}

pub(super) fn lock(work: Work) {
    with_nodes(work, grouping::lock);
}

fn selected(work: Work, make: fn(&Draft, &Selection) -> Selection) {
    let made = work.peek(|session| work.selection.see_untracked(|selection| make(session.draft(), selection)));
    work.said.set(say!("n-selected", n = made.len()));
    work.selection.set(made);
}

pub(super) fn invert(work: Work) {
    selected(work, grouping::inverted);
}

pub(super) fn members(work: Work) {
    selected(work, grouping::members);
}
