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
    pub fn replay(&mut self, kept: &Save) -> Result<usize, Conflict> {
        let there = self.n_behind(kept).and_then(|n| kept.ops.split_at_checked(n));
        let (_, left) = there.filter(|(there, _)| self.has_done(there)).ok_or_else(conflict)?;
        let mut next = self.clone();
        next.do_again(left)?;
        *self = next;
        Ok(left.len())
    }

    /// The work as the browser kept it, where [`Self::replay`] finds a conflict: upon the newest state it fits on whole,
    /// else upon the draft as it is, without what does not fit. The user decides about it ([`super::Saving::Stale`]).
    pub fn as_kept(&self, kept: &Save) -> Self {
        let mut base = self.clone();
        base.version = kept.version;
        let mut mine = base.clone();
        // It was done upon a state since which there were no more steps than versions.
        let mut n_behind = self.n_behind(kept).unwrap_or(0);
        while mine.do_again(&kept.ops).is_err() {
            if n_behind == 0 || !base.step_back() {
                mine = Self { version: kept.version, ..self.clone() };
                kept.ops.iter().for_each(|op| drop(mine.do_again(std::slice::from_ref(op))));
                break;
            }
            n_behind -= 1;
            mine = base.clone();
        }
        mine.stale();
        mine
    }

    /// How many operations the server is ahead of what was kept; none where it is behind.
    fn n_behind(&self, kept: &Save) -> Option<usize> {
        usize::try_from(self.version.checked_sub(kept.version)?).ok()
    }

    /// Does `ops`, up to the first that cannot be done.
    fn do_again(&mut self, ops: &[Op]) -> Result<(), Conflict> {
        for op in ops {
            let done = match op {
                Op::Do(entry) => self.write(&entry.changes).then(|| self.push(entry.clone())).is_some(),
                Op::Undo => self.undo().is_some(),
                Op::Redo => self.redo().is_some(),
            };
            if !done {
                return Err(conflict());
            }
        }
        Ok(())
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

fn conflict() -> Conflict {
    Conflict { record: say!("the-experiment").into() }
}
