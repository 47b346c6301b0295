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
use std::{collections::BTreeSet, sync::Arc, time::Duration};

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
    let label = say!("arrange-as", kind = kind.label());
    work.write(false, |session| session.begin(label.clone()));
    work.said.set(say!("escape-stops", label = label));
    work.preview.set(Some(Arc::new(work.peek(|session| session.placement().clone()))));
    // What a large network is to the layout takes a task to say.
    soon(work.is_large(), work, move || begin(work, kind, label));
}

/// Does it now, or in a task of its own while the page is there.
fn soon(is_long: bool, work: Work, act: impl FnOnce() + 'static) {
    if !is_long {
        return act();
    }
    let act = move || {
        if work.is_there() {
            act();
        }
    };
    set_timeout(act, Duration::ZERO);
}

/// Has the other thread lay it out.
fn begin(work: Work, kind: Kind, label: String) {
    if !is_under_way(work, &label) {
        return;
    }
    let part: BTreeSet<NodeId> = order::set(work.selection.see_untracked(Selection::nodes));
    let part = (part.len() >= 2).then_some(part);
    let (sketch, nodes) = work.peek(|session| sketch(session, kind, part.as_ref()));
    if kind == Kind::Keep && sketch.fixed.iter().all(|fixed| *fixed) {
        give_up(work);
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
        if !is_under_way(self.work, &self.label) {
            return false;
        }
        let Some(places) = answer.places else {
            give_up(self.work);
            self.work.toasts.warn(say!("no-layout"));
            return false;
        };
        let moves = self.moves(places);
        if answer.is_last {
            let (work, label, is_all) = (self.work, self.label.clone(), self.centre.is_none());
            soon(work.is_large(), work, move || finish(work, label, is_all, moves));
        } else {
            self.work.preview.set(Some(Arc::new(Placement::preview(moves))));
        }
        !answer.is_last
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

/// Writes the places down. Of thousands that takes a task; what follows from it has the next.
fn finish(work: Work, label: String, is_all: bool, moves: Vec<(NodeId, Point)>) {
    if !is_under_way(work, &label) {
        return;
    }
    // Nodes that are gone by now are all that could be wrong with it.
    work.write(false, |session| {
        let _ = session.edit(&Edit::Move(moves));
        session.commit();
    });
    soon(true, work, move || {
        work.preview.set(None);
        work.follow_up();
        work.said.set(say!("arranged", kind = label));
        if is_all {
            command::fit(work, None);
        }
    });
}

/// Neither given up nor overtaken by another gesture, and the page is still there.
fn is_under_way(work: Work, label: &str) -> bool {
    work.preview.try_get_untracked().flatten().is_some() && work.peek(|session| session.gesture_label() == Some(label))
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
