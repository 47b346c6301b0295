//! Hearing: which flows carry nothing one way, told from what both their ends count.

use planner::Ties;
use std::collections::{HashMap, HashSet};

/// Who sent something to whom, as far as was seen.
#[derive(Default)]
pub(crate) struct Hearing<'p> {
    /// By address.
    ipcps: HashMap<String, &'p str>,
    /// From whom to whom, by address.
    sent: HashSet<(String, String)>,
}

impl<'p> Hearing<'p> {
    pub fn note(&mut self, ipcp: &'p str, ties: &Ties) {
        self.ipcps.insert(ties.address.clone(), ipcp);
        let sent = ties.flows.iter().filter(|flow| flow.has_sent);
        self.sent.extend(sent.map(|flow| (ties.address.clone(), flow.peer.clone())));
    }

    /// Who sent something that did not come. Where nothing was sent nothing is missing: a member may have been asked before
    /// it knew the way back, and then it answers nobody.
    pub fn unheard(&self, ties: &Ties) -> impl Iterator<Item = &'p str> {
        let silent = ties.flows.iter().filter(|flow| !flow.has_heard);
        let unheard = silent.filter(|flow| self.sent.contains(&(flow.peer.clone(), ties.address.clone())));
        unheard.filter_map(|flow| self.ipcps.get(&flow.peer).copied())
    }
}
