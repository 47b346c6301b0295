//! Laying nodes out, in slices between frames: the picture moves as it gets better, and Escape gives it up.

use super::{command, work::Work};
use crate::once::See;
use editor::{
    Selection, Session, geometry,
    layout::{Arranging, Kind, Sketch},
};
use leptos::prelude::*;
use messages::say;
use model::order;
use model::{Edit, NodeId, Point};
use std::{collections::BTreeSet, time::Duration};

/// Milliseconds of work at a time, well within a frame.
const SLICE_MS: f64 = 9.0;
/// Milliseconds between pictures: each costs as much as a drag of all nodes.
const PICTURE_MS: f64 = 160.0;

/// One layout under way. What it has moved so far is a gesture: one step of undo, taken back by Escape.
struct UnderWay {
    work: Work,
    label: String,
    nodes: Vec<NodeId>,
    arranging: Arranging,
    /// What the layout is moved to: the middle of a part laid out, or of what is locked, stays where it was.
    centre: Option<Point>,
    /// The positions in `nodes` whose middle that is; empty for all.
    locked: Vec<usize>,
    shown_at: f64,
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
        let is_held = kind != Kind::Keep && (part.is_some() || !locked.is_empty());
        is_held.then(|| middle(held.iter().map(|id| session.place_of(*id))))
    });
    work.write(false, |session| session.begin(label.clone()));
    work.said.set(say!("escape-stops", label = label));
    let arranging = Arranging::new(sketch, kind);
    UnderWay { work, label, nodes, arranging, centre, locked, shown_at: now() }.go_on();
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
    /// Works for a slice, then lets the page breathe.
    fn go_on(mut self) {
        if !self.is_wanted() {
            return;
        }
        let began = now();
        let mut has_more = true;
        while has_more && now() - began < SLICE_MS {
            has_more = self.arranging.advance();
        }
        if !has_more {
            self.finish();
        } else {
            if now() - self.shown_at > PICTURE_MS && self.show() {
                self.shown_at = now();
            }
            set_timeout(move || self.go_on(), Duration::ZERO);
        }
    }

    /// Neither given up nor overtaken by another gesture.
    fn is_wanted(&self) -> bool {
        self.work.peek(|session| session.gesture_label() == Some(&self.label))
    }

    fn finish(self) {
        self.show();
        self.work.commit();
        self.work.said.set(say!("arranged", kind = self.label));
        if self.centre.is_none() {
            command::fit(self.work, None);
        }
    }

    /// Moves the nodes to where they should stand by now; false if there is nothing to show yet.
    fn show(&self) -> bool {
        let Some(places) = self.arranging.places() else { return false };
        let held: Vec<Point> = match &self.locked[..] {
            [] => places.clone(),
            locked => locked.iter().map(|at| places[*at]).collect(),
        };
        let by = self.centre.map_or_else(Point::default, |was| geometry::sub(was, middle(held.into_iter())));
        let moved = |at: Point| Point { x: (at.x + by.x).round(), y: (at.y + by.y).round() };
        let moves = self.nodes.iter().copied().zip(places.into_iter().map(moved)).collect();
        self.work.edit(&Edit::Move(moves));
        true
    }
}

fn middle(places: impl Iterator<Item = Point>) -> Point {
    let (sum, n) = places.fold((Point::default(), 0.0), |(sum, n), at| (geometry::add(sum, at), n + 1.0));
    Point { x: sum.x / f64::max(n, 1.0), y: sum.y / f64::max(n, 1.0) }
}

fn now() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}
