//! Hearing: which flows carry nothing one way, told from what both their ends count.

use planner::Ties;
use std::collections::HashSet;

/// Who sent something to whom, by their addresses, as far as was seen.
#[derive(Default)]
pub(crate) struct Hearing(HashSet<(String, String)>);

impl Hearing {
    pub fn note(&mut self, ties: &Ties) {
        let sent = ties.flows.iter().filter(|flow| flow.has_sent);
        self.0.extend(sent.map(|flow| (ties.address.clone(), flow.peer.clone())));
    }

    /// Nothing came over a flow though something was sent. Where nothing was sent nothing is missing: a member may have
    /// been asked before it knew the way back, and then it answers nobody.
    pub fn is_deaf(&self, ties: &Ties) -> bool {
        let mut silent = ties.flows.iter().filter(|flow| !flow.has_heard);
        silent.any(|flow| self.0.contains(&(flow.peer.clone(), ties.address.clone())))
    }
}
