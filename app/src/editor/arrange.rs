//! Laying nodes out, on a thread of its own: the picture moves as it gets better, and Escape gives it up.

use super::{command, work::Work};
use crate::layouts::{self, Answer};
use crate::once::See;
use editor::{
    Placement, Selection, Session, geometry,
    layout::{Kind, Sketch},
};
use leptos::prelude::*;
use messages::say;
use model::order;
use model::{Edit, NodeId, Point};
use std::{collections::BTreeSet, sync::Arc};

/// One layout under way. What it has moved so far is only seen; at its end it is one step of undo.
struct UnderWay {
    work: Work,
    label: String,
    nodes: Vec<NodeId>,
    /// What the layout is moved to: the middle of a part laid out, or of what is locked, stays where it was.
    centre: Option<Point>,
    /// The positions in `nodes` whose middle that is; empty for all.
    locked: Vec<usize>,
}

/// Lays the selected nodes out, or all where fewer than two are selected.
pub(super) fn arrange(work: Work, kind: Kind) {
    let part: BTreeSet<NodeId> = order::set(work.selection.see_untracked(Selection::nodes));
    let part = (part.len() >= 2).then_some(part);
    let label = say!("arrange-as", kind = kind.label());
    let (sketch, nodes) = work.peek(|session| sketch(session, kind, part.as_ref()));
    if kind == Kind::Keep && sketch.fixed.iter().all(|fixed| *fixed) {
        work.toasts.warn(say!("every-node-has-its").to_owned());
        return;
    }
    let locked: Vec<usize> = (0..nodes.len()).filter(|at| sketch.fixed[*at]).collect();
    let centre = work.peek(|session| {
        let held = if locked.is_empty() { nodes.clone() } else { locked.iter().map(|at| nodes[*at]).collect() };
        // What keeps places, or goes around what is locked, is where it should be.
        let is_around = kind == Kind::Keep || (!locked.is_empty() && matches!(kind, Kind::Auto | Kind::Force));
        let is_held = !is_around && (part.is_some() || !locked.is_empty());
        is_held.then(|| middle(held.iter().map(|id| session.place_of(*id))))
    });
    work.write(false, |session| session.begin(label.clone()));
    work.said.set(say!("escape-stops", label = label));
    work.preview.set(Some(Arc::new(work.peek(|session| session.placement().clone()))));
    let mut under_way = UnderWay { work, label, nodes, centre, locked };
    layouts::ask(kind, &sketch, move |answer| under_way.hear(answer));
}

/// The network, every node where it is seen; for what keeps places, all of it.
fn sketch(session: &Session, kind: Kind, part: Option<&BTreeSet<NodeId>>) -> (Sketch, Vec<NodeId>) {
    let draft = session.draft();
    let (mut sketch, nodes) = Sketch::of(draft, part.filter(|_| kind != Kind::Keep));
    for (at, id) in nodes.iter().enumerate() {
        let is_locked = draft.node(*id).is_some_and(|node| node.locked);
        let is_kept = kind == Kind::Keep && part.map_or(sketch.places[at].is_some(), |part| !part.contains(id));
        sketch.fixed[at] = is_locked || is_kept;
        if kind != Kind::Keep || sketch.fixed[at] {
            sketch.places[at] = Some(session.place_of(*id));
        }
    }
    (sketch, nodes)
}

impl UnderWay {
    /// Shows what came; false when no more is wanted.
    fn hear(&mut self, answer: Answer) -> bool {
        if !self.is_wanted() {
            return false;
        }
        let Some(places) = answer.places else {
            give_up(self.work);
            self.work.toasts.warn(say!("no-layout"));
            return false;
        };
        let moves = self.moves(places);
        if answer.is_last {
            self.finish(moves);
        } else {
            self.work.preview.set(Some(Arc::new(Placement::preview(moves))));
        }
        !answer.is_last
    }

    /// Neither given up nor overtaken by another gesture, and the page is still there.
    fn is_wanted(&self) -> bool {
        self.work.preview.try_get_untracked().flatten().is_some()
            && self.work.peek(|session| session.gesture_label() == Some(&self.label))
    }

    fn finish(&self, moves: Vec<(NodeId, Point)>) {
        self.work.preview.set(None);
        self.work.edit(&Edit::Move(moves));
        self.work.commit();
        self.work.said.set(say!("arranged", kind = self.label));
        if self.centre.is_none() {
            command::fit(self.work, None);
        }
    }

    /// Where the nodes should stand by now.
    fn moves(&self, places: Vec<Point>) -> Vec<(NodeId, Point)> {
        let held: Vec<Point> = match &self.locked[..] {
            [] => places.clone(),
            locked => locked.iter().map(|at| places[*at]).collect(),
        };
        let by = self.centre.map_or_else(Point::default, |was| geometry::sub(was, middle(held.into_iter())));
        let moved = |at: Point| Point { x: (at.x + by.x).round(), y: (at.y + by.y).round() };
        self.nodes.iter().copied().zip(places.into_iter().map(moved)).collect()
    }
}

/// Takes back what a layout under way shows; true if there was one.
pub(super) fn give_up(work: Work) -> bool {
    let was_under_way = work.preview.get_untracked().is_some();
    if was_under_way {
        work.preview.set(None);
        work.write(true, Session::bail);
    }
    was_under_way
}

fn middle(places: impl Iterator<Item = Point>) -> Point {
    let (sum, n) = places.fold((Point::default(), 0.0), |(sum, n), at| (geometry::add(sum, at), n + 1.0));
    Point { x: sum.x / f64::max(n, 1.0), y: sum.y / f64::max(n, 1.0) }
}
