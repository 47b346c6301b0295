//! A session: one experiment being edited, its undo history, and what is not saved yet.

use crate::{Placement, squash::squash};
use messages::say;
use model::{
    Change, Draft, Edit, NodeId, Point, change,
    edit::{self, EditError},
    order,
};

mod kept;

/// One step of undo.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its name in the undo menu.
    pub label: String,
    /// What it changed.
    pub changes: Vec<Change>,
}

/// One thing done, to be saved.
#[derive(Clone, Debug, PartialEq)]
pub enum Op {
    /// A new step; what could be redone is gone.
    Do(Entry),
    /// The last step done is taken back.
    Undo,
    /// The last step taken back is done again.
    Redo,
}

/// Work to save: also what a browser keeps while the server cannot be reached.
#[derive(Clone, Debug, PartialEq)]
pub struct Save {
    /// The version it builds on.
    pub version: u64,
    /// What was done since, in order.
    pub ops: Vec<Op>,
}

/// An experiment as the server has it.
#[derive(Clone, Debug, Default)]
pub struct Opened {
    /// Counts every change, undo and redo.
    pub version: u64,
    /// The experiment.
    pub draft: Draft,
    /// Steps of undo, oldest first.
    pub history: Vec<Entry>,
    /// How many of them are done.
    pub n_done: usize,
    /// Where nodes stand that nobody has placed; [`Placement::of`] works it out.
    pub places: Vec<(NodeId, Point)>,
}

/// Whether the work is safe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saving {
    /// All of it is on the server.
    Saved,
    /// Some of it is not; the next save takes it.
    Waiting,
    /// A save is under way.
    UnderWay,
    /// The server cannot be reached; the browser keeps it.
    Offline,
    /// The server has another version; the user decides.
    Stale,
}

/// Steps of undo kept, as the server keeps them.
pub const MOST_STEPS: usize = 200;
/// Operations in one save, at most; the rest goes with the next.
pub const MOST_OPS: usize = 200;

/// One experiment being edited.
#[derive(Clone, Debug, Default)]
pub struct Session {
    draft: Draft,
    placement: Placement,
    history: Vec<Entry>,
    n_done: usize,
    version: u64,
    pending: Vec<Op>,
    // The first of `pending` that a save under way has taken.
    n_sent: usize,
    trouble: Option<Trouble>,
    mark: Option<Mark>,
    n_reshaped: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trouble {
    Offline,
    Stale,
}

/// A gesture under way: its changes are in the draft, but not in the history yet.
#[derive(Clone, Debug)]
struct Mark {
    label: String,
    changes: Vec<Change>,
}

impl Session {
    /// Opens an experiment. Writes nothing.
    pub fn open(opened: Opened) -> Self {
        let Opened { version, draft, history, n_done, places } = opened;
        let n_done = n_done.min(history.len());
        Self { placement: Placement::given(places), draft, history, n_done, version, ..Self::default() }
    }

    /// The experiment as it is.
    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// How often the draft has changed in more than where its nodes stand.
    pub fn n_reshaped(&self) -> u64 {
        self.n_reshaped
    }

    /// Where unplaced nodes stand.
    pub fn placement(&self) -> &Placement {
        &self.placement
    }

    /// Where a node stands.
    pub fn place_of(&self, id: NodeId) -> Point {
        self.placement.at(&self.draft, id)
    }

    /// Does an edit, as one step of undo, or as a part of the gesture under way. True if anything changed.
    ///
    /// Errors: [`EditError`] says what cannot be done and why; nothing is changed then.
    pub fn edit(&mut self, edit: &Edit) -> Result<bool, EditError> {
        let edit = self.with_unwritten_places(edit);
        let changes = edit::lower(&self.draft, &edit)?;
        if changes.is_empty() {
            return Ok(false);
        }
        let label = edit.label(&self.draft);
        if !self.write(&changes) {
            // Lowering reads the same draft, so its changes fit; a misfit must not reach the history.
            return Ok(false);
        }
        match &mut self.mark {
            Some(mark) => mark.changes.extend(changes),
            None => self.push(Entry { label, changes }),
        }
        Ok(true)
    }

    /// Begins a gesture: edits until [`Self::commit`] become one step of undo.
    pub fn begin(&mut self, label: impl Into<String>) {
        self.commit();
        self.mark = Some(Mark { label: label.into(), changes: Vec::new() });
    }

    /// A gesture is under way.
    pub fn in_gesture(&self) -> bool {
        self.mark.is_some()
    }

    /// What the gesture under way is called.
    pub fn gesture_label(&self) -> Option<&str> {
        self.mark.as_ref().map(|mark| mark.label.as_str())
    }

    /// Ends the gesture under way, if there is one.
    pub fn commit(&mut self) {
        if let Some(mark) = self.mark.take() {
            let changes = squash(mark.changes);
            if !changes.is_empty() {
                self.push(Entry { label: mark.label, changes });
            }
        }
    }

    /// Takes the gesture under way back, as if it had never begun. True if there was one.
    pub fn bail(&mut self) -> bool {
        let Some(mark) = self.mark.take() else { return false };
        self.write(&change::inverse(&mark.changes));
        true
    }

    /// Takes the last step back; its name, if there was one.
    pub fn undo(&mut self) -> Option<String> {
        self.commit();
        let entry = self.history.get(self.n_done.checked_sub(1)?)?;
        let (label, changes) = (entry.label.clone(), change::inverse(&entry.changes));
        if !self.write(&changes) {
            return None;
        }
        self.n_done -= 1;
        self.pending.push(Op::Undo);
        Some(label)
    }

    /// Does the last step taken back again; its name, if there was one.
    pub fn redo(&mut self) -> Option<String> {
        self.commit();
        let entry = self.history.get(self.n_done)?.clone();
        if !self.write(&entry.changes) {
            return None;
        }
        self.n_done += 1;
        self.pending.push(Op::Redo);
        Some(entry.label)
    }

    /// Every step kept, oldest first, and how many of them are done.
    pub fn history(&self) -> (&[Entry], usize) {
        (&self.history, self.n_done)
    }

    /// The draft as it was, or would be again, when `n_done` steps are done; none where no such step is kept.
    pub fn draft_at(&self, n_done: usize) -> Option<Draft> {
        let mut draft = self.draft.clone();
        change::apply(&mut draft, &self.changes_to(n_done)?).ok()?;
        Some(draft)
    }

    /// Goes to the state after `n_done` steps by a new step, so that undo leads back. True if anything changed.
    pub fn restore(&mut self, n_done: usize) -> bool {
        self.commit();
        let Some(changes) = self.changes_to(n_done).map(squash).filter(|changes| !changes.is_empty()) else {
            return false;
        };
        let after = n_done.checked_sub(1).and_then(|at| self.history.get(at));
        let label =
            after.map_or_else(|| say!("restore-beginning").into(), |entry| say!("restore-entry", label = entry.label));
        if !self.write(&changes) {
            return false;
        }
        self.push(Entry { label, changes });
        true
    }

    /// What leads from the draft as it is to the state after `n_done` steps.
    fn changes_to(&self, n_done: usize) -> Option<Vec<Change>> {
        // A gesture under way is not part of any step.
        let mut changes = self.mark.as_ref().map(|mark| change::inverse(&mark.changes)).unwrap_or_default();
        let back = self.history.get(n_done.min(self.n_done)..self.n_done)?;
        let forth = self.history.get(self.n_done..n_done.max(self.n_done))?;
        changes.extend(back.iter().rev().flat_map(|entry| change::inverse(&entry.changes)));
        changes.extend(forth.iter().flat_map(|entry| entry.changes.iter().cloned()));
        Some(changes)
    }

    /// What undo would take back.
    pub fn undo_label(&self) -> Option<&str> {
        Some(self.history.get(self.n_done.checked_sub(1)?)?.label.as_str())
    }

    /// What redo would do again.
    pub fn redo_label(&self) -> Option<&str> {
        Some(self.history.get(self.n_done)?.label.as_str())
    }

    /// The version the server has, as far as is known.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Whether the work is safe.
    pub fn saving(&self) -> Saving {
        match self.trouble {
            Some(Trouble::Stale) => Saving::Stale,
            Some(Trouble::Offline) if !self.pending.is_empty() => Saving::Offline,
            _ if self.n_sent > 0 => Saving::UnderWay,
            _ if self.pending.is_empty() => Saving::Saved,
            _ => Saving::Waiting,
        }
    }

    /// All that is not known to be saved, for the browser's own keeping.
    pub fn unsaved(&self) -> Option<Save> {
        (!self.pending.is_empty()).then(|| Save { version: self.version, ops: self.pending.clone() })
    }

    /// How many changes are not known to be saved.
    pub fn n_unsaved(&self) -> usize {
        let n_changes = |op: &Op| if let Op::Do(entry) = op { entry.changes.len() } else { 1 };
        self.pending.iter().map(n_changes).sum()
    }

    /// The next save; none while one is under way, or when there is nothing to save or the user must decide.
    ///
    /// A gesture under way is not part of it: it may still be taken back.
    pub fn take_save(&mut self) -> Option<Save> {
        if self.n_sent > 0 || self.trouble == Some(Trouble::Stale) {
            return None;
        }
        let mut save = self.unsaved()?;
        save.ops.truncate(MOST_OPS);
        self.n_sent = save.ops.len();
        Some(save)
    }

    /// The save under way once more, else the next: for one who will not hear the first one's answer.
    pub fn take_save_again(&mut self) -> Option<Save> {
        if self.n_sent == 0 {
            return self.take_save();
        }
        let mut save = self.unsaved()?;
        save.ops.truncate(self.n_sent);
        Some(save)
    }

    /// The save under way arrived; the server is at `version` now.
    pub fn saved(&mut self, version: u64) {
        self.pending.drain(..self.n_sent);
        (self.n_sent, self.version, self.trouble) = (0, version, None);
    }

    /// The save under way did not arrive; it will be tried again.
    pub fn offline(&mut self) {
        (self.n_sent, self.trouble) = (0, Some(Trouble::Offline));
    }

    /// The server has another version than this one builds on; the user decides.
    pub fn stale(&mut self) {
        (self.n_sent, self.trouble) = (0, Some(Trouble::Stale));
    }

    /// What is not saved is safe elsewhere, and nobody is to be asked about it again.
    pub fn let_go(&mut self) {
        self.pending.clear();
        (self.n_sent, self.trouble) = (0, None);
    }

    fn push(&mut self, entry: Entry) {
        self.history.truncate(self.n_done);
        self.history.push(entry.clone());
        self.n_done += 1;
        if self.n_done > MOST_STEPS {
            self.history.remove(0);
            self.n_done -= 1;
        }
        self.pending.push(Op::Do(entry));
    }

    fn write(&mut self, changes: &[Change]) -> bool {
        self.n_reshaped += u64::from(!changes.iter().all(Change::is_move));
        change::apply(&mut self.draft, changes).is_ok()
    }

    /// A first move writes the places that were only worked out, so that the rest stays where the user saw it.
    fn with_unwritten_places(&self, edit: &Edit) -> Edit {
        let Edit::Move(moves) = edit else { return edit.clone() };
        let named = order::set(moves.iter().map(|(id, _)| *id));
        let mut rest = self.placement.unwritten(&self.draft);
        rest.retain(|(id, _)| !named.contains(id));
        if rest.is_empty() {
            return edit.clone();
        }
        let all = moves.iter().copied().chain(rest).collect();
        Edit::Batch(edit.label(&self.draft), vec![Edit::Move(all)])
    }
}

#[cfg(test)]
mod tests;
