//! What the user meant with the pointer or a tool, as edits.

use super::{command, work::Work};
use crate::once::See;
use editor::{Selection, gesture::Intent, linking};
use leptos::prelude::*;
use messages::say;
use model::{
    Edit, LayerKind, NodeId, Place, Point,
    edit::{Over, SettingsField},
};

impl Work {
    /// What the map meant.
    pub(super) fn mean(self, intent: Intent) {
        match intent {
            Intent::Move(nodes, by) => {
                let nodes = self.scene.see_untracked(|scene| scene.moved_with(&nodes));
                self.move_by(&nodes, by);
            }
            Intent::Link(_, a, b) if self.is_folded(a) || self.is_folded(b) => {
                self.toasts.warn(say!("unfold-first-link-ends"));
            }
            Intent::Link(kind, a, b) => {
                self.make(&self.link(kind, a, b));
            }
            Intent::Place(at, from) => self.place(at, from),
            Intent::Open(Place::Node(id)) if self.is_folded(id) => {
                let selection = self.scene.see_untracked(|scene| scene.unfolded(&Selection::of(Place::Node(id))));
                self.selection.set(selection);
                command::fold(self);
            }
            Intent::Open(place) => {
                self.selection.set(Selection::of(place));
                self.inspect.update(|n| *n += 1);
            }
            Intent::Note(at, note) => drop(self.edit(&Edit::SetSettings(SettingsField::NoteAt(at, note)))),
            Intent::Select(selection) => self.selection.set(selection),
            Intent::View(view) => self.map_view.set(view),
        }
    }

    /// What is drawn for this node is more than the node.
    fn is_folded(self, id: NodeId) -> bool {
        self.scene.see_untracked(|scene| scene.node(id).is_some_and(|node| node.fold.is_some()))
    }

    pub(super) fn move_by(self, nodes: &[NodeId], by: Point) {
        let moved = self.peek(|session| {
            let to = |id: &NodeId| {
                let at = session.place_of(*id);
                (*id, Point { x: (at.x + by.x).round(), y: (at.y + by.y).round() })
            };
            nodes.iter().map(to).collect()
        });
        self.edit(&Edit::Move(moved));
    }

    fn link(self, kind: LayerKind, a: NodeId, b: NodeId) -> Edit {
        self.peek(|session| linking::link(session.draft(), kind, vec![a, b]))
    }

    fn place(self, at: Point, from: Option<(LayerKind, NodeId)>) {
        let step = if self.snaps.get_untracked() { super::work::GRID } else { 10.0 };
        let at = Point { x: (at.x / step).round() * step, y: (at.y / step).round() * step };
        let add = Edit::AddNode { name: None, at };
        let Some((kind, from)) = from else {
            self.make(&add);
            return;
        };
        self.write(true, |session| session.begin(say!("add-node-link")));
        self.make(&add);
        let made = self.peek(|session| session.draft().nodes().next_back().map(|(id, _)| id));
        if let Some(made) = made {
            self.edit(&self.link(kind, from, made));
        }
        self.commit();
    }

    /// Draws a layer over the selected nodes, or over all where none is selected.
    pub(super) fn draw_layer(self, kind: LayerKind) {
        let mut members = self.selection.see_untracked(Selection::nodes);
        if members.is_empty() {
            members = self.peek(|session| session.draft().nodes().map(|(id, _)| id).collect());
        }
        if kind.is_hardware() && members.len() >= 2 {
            self.make(&Edit::AddLink { name: None, kind, ends: members, carry: Vec::new() });
        } else {
            self.make(&Edit::AddLayer { name: None, kind, members, over: Over::Auto });
        }
    }
}
