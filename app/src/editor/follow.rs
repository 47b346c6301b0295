//! What follows from a draft: what is wrong with it, and its picture.
//!
//! At once while it is small. For a large one both are worked out in parts, and the page answers in between; until then
//! what followed from the draft before stands. What only moves follows at once, however large.

mod parts;

use crate::once::SeeValue;
use crate::timing;
use editor::{
    Placement, Scene, Session,
    scene::{Building, Input},
};
use leptos::prelude::*;
use model::{Checked, Draft, Finding};
use parts::{InParts, Key, Turn};
use std::sync::Arc;

/// What follows from a draft of more nodes and layers than this is worked out in parts.
const LARGE: usize = 5_000;

/// What follows from it takes more than a task.
pub(super) fn is_large(draft: &Draft) -> bool {
    draft.nodes().len() + draft.layers().len() > LARGE
}

/// A draft, and when to look at it again; cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Source {
    pub(super) session: StoredValue<Session>,
    /// Counts changes, and tells of them.
    pub(super) revision: RwSignal<u64>,
    /// Counts changes of more than places, those too that nobody was told of yet.
    pub(super) shape: StoredValue<u64>,
    /// The shapes that the last check and the last scene follow from.
    checked_shape: StoredValue<Option<u64>>,
    drawn_shape: StoredValue<Option<u64>>,
}

impl Source {
    pub(super) fn new() -> Self {
        Self {
            session: StoredValue::new(Session::default()),
            revision: RwSignal::new(0),
            shape: StoredValue::new(0),
            checked_shape: StoredValue::new(None),
            drawn_shape: StoredValue::new(None),
        }
    }

    /// The last check is of this shape.
    pub(super) fn is_checked(self) -> bool {
        self.checked_shape.get_value() == Some(self.shape.get_value())
    }

    /// The last scene is of this shape.
    pub(super) fn is_drawn(self) -> bool {
        self.drawn_shape.get_value() == Some(self.shape.get_value())
    }
}

/// The draft as it was checked last.
pub(super) fn checked(source: Source) -> Memo<Arc<Checked>> {
    let in_parts = InParts::<Checked>::new();
    let check = move |before: Option<&Arc<Checked>>| {
        source.revision.track();
        let shape = source.shape.get_value();
        // What is only moved is as right or wrong as before.
        if let Some(before) = before.filter(|_| source.is_checked()) {
            return before.clone();
        }
        source.session.see_value(|session| {
            let draft = session.draft();
            let now = if is_large(draft) {
                in_parts.done((shape, 0))
            } else {
                Some(Arc::new(timing::measured(timing::CHECK, || Checked::of(draft.clone()))))
            };
            if let Some(now) = now {
                source.checked_shape.set_value(Some(shape));
                return now;
            }
            let draft = draft.clone();
            let check = async |turn: Turn| Checked::in_parts(draft, async || turn.comes().await).await;
            in_parts.ask((shape, 0), check);
            before.cloned().unwrap_or_default()
        })
    };
    Memo::new_with_compare(check, |before, now| before.zip(now).is_none_or(|(before, now)| !Arc::ptr_eq(before, now)))
}

/// What the map shows.
pub(super) fn scene(
    source: Source,
    findings: Memo<Arc<Vec<Finding>>>,
    preview: RwSignal<Option<Arc<Placement>>>,
) -> Memo<Arc<Scene>> {
    let in_parts = InParts::<Scene>::new();
    // What the last scene was made from, but for places; and the findings last seen, counted.
    let last: StoredValue<Option<Key>> = StoredValue::new(None);
    let found: StoredValue<(u64, Arc<Vec<Finding>>)> = StoredValue::new((0, Arc::default()));
    let draw = move |before: Option<&Arc<Scene>>| {
        let (findings, preview) = (findings.get(), preview.get());
        source.revision.track();
        let (n_found, known) = found.get_value();
        let n_found = if Arc::ptr_eq(&known, &findings) { n_found } else { n_found + 1 };
        found.set_value((n_found, findings.clone()));
        let key = (source.shape.get_value(), n_found);
        let is_moved = last.get_value() == Some(key);
        source.session.see_value(|session| {
            let (draft, placement) = (session.draft(), preview.as_deref().unwrap_or(session.placement()));
            let input = Input { draft, placement, findings: &findings };
            let done = if is_large(draft) { in_parts.done(key) } else { None };
            let known = if is_moved { before } else { done.as_ref() };
            let drawn = match (known.and_then(|known| known.moved(&input)), done) {
                (Some(moved), _) => Arc::new(moved),
                (None, _) if is_moved || !is_large(draft) => Arc::new(Scene::folded(&input)),
                (None, Some(done)) => done,
                (None, None) => {
                    let (draft, placement, findings) = (draft.clone(), placement.clone(), findings.clone());
                    let draw = async move |turn| in_turns(&draft, &placement, (&findings, turn)).await;
                    in_parts.ask(key, draw);
                    return before.cloned().unwrap_or_default();
                }
            };
            source.drawn_shape.set_value(Some(key.0));
            last.set_value(Some(key));
            drawn
        })
    };
    Memo::new_with_compare(draw, |_, _| true)
}

/// A scene, a part a turn.
async fn in_turns(draft: &Draft, placement: &Placement, (findings, turn): (&[Finding], Turn)) -> Option<Scene> {
    let input = Input { draft, placement, findings };
    if !turn.comes().await {
        return None;
    }
    let mut building = Building::of(&input, true);
    while turn.comes().await {
        if !building.go_on() {
            return Some(building.scene());
        }
    }
    None
}
