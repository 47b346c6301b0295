//! Work that may or may not have reached the server: what a browser kept, and saves whose answer was lost.

use super::{Op, Opened, Save, Session};
use messages::say;
use model::{
    Draft,
    change::{self, Conflict},
};

impl Session {
    /// The answer to a save was lost, and `server` shows that it arrived nevertheless: then it counts as saved.
    pub fn arrived(&mut self, server: &Opened) -> bool {
        let behind = server.version.checked_sub(self.version).and_then(|n| usize::try_from(n).ok());
        let Some(n) = behind.filter(|n| (1..=self.pending.len()).contains(n)) else { return false };
        let mut mine = self.clone();
        mine.pending.drain(..n);
        if mine.saved_draft().as_ref() != Some(&server.draft) {
            return false;
        }
        self.n_sent = n;
        self.saved(server.version);
        true
    }

    /// Does again what the browser kept, but for what the server has of it by now; how much was left to do.
    ///
    /// Errors: [`Conflict`] where the server has something else; nothing is changed then.
    pub fn replay(&mut self, kept: Save) -> Result<usize, Conflict> {
        let conflict = || Conflict { record: say!("the-experiment").into() };
        let n_there = self.version.checked_sub(kept.version).and_then(|n| usize::try_from(n).ok());
        let n_there =
            n_there.filter(|n| kept.ops.get(..*n).is_some_and(|ops| self.has_done(ops))).ok_or_else(conflict)?;
        let mut next = self.clone();
        let n_left = kept.ops.len() - n_there;
        for op in kept.ops.into_iter().skip(n_there) {
            let done = match op {
                Op::Do(entry) => next.write(&entry.changes).then(|| next.push(entry)).is_some(),
                Op::Undo => next.undo().is_some(),
                Op::Redo => next.redo().is_some(),
            };
            if !done {
                return Err(conflict());
            }
        }
        *self = next;
        Ok(n_left)
    }

    /// The last steps of the history are what `ops` leave of theirs.
    fn has_done(&self, ops: &[Op]) -> bool {
        // What was undone and is older than `ops` has no entry here.
        let (mut done, mut undone) = (Vec::new(), Vec::new());
        for op in ops {
            match op {
                Op::Do(entry) => {
                    undone.clear();
                    done.push(entry);
                }
                Op::Undo => undone.push(done.pop()),
                Op::Redo => done.extend(undone.pop().flatten()),
            }
        }
        let before = self.n_done.checked_sub(done.len());
        before.is_some_and(|before| self.history[before..self.n_done].iter().eq(done))
    }

    /// The draft before everything pending: what the server has, by our account.
    fn saved_draft(&self) -> Option<Draft> {
        let mut session = self.clone();
        session.commit();
        // Undone backwards: each operation's own inverse, found by walking the history.
        for op in self.pending.iter().rev() {
            let done = match op {
                Op::Do(_) => session.step_back(),
                Op::Undo => session.redo().is_some(),
                Op::Redo => session.undo().is_some(),
            };
            if !done {
                return None;
            }
        }
        Some(session.draft)
    }

    fn step_back(&mut self) -> bool {
        let Some(entry) = self.n_done.checked_sub(1).map(|at| self.history[at].clone()) else { return false };
        self.n_done -= 1;
        self.history.truncate(self.n_done);
        self.write(&change::inverse(&entry.changes))
    }
}
