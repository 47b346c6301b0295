//! What each node makes: its daemon, then its IPCPs one after another, since daemons are known to lose an IPCP when many
//! are made at once.

use super::{NONE, Work, service};
use crate::{StepId, decision::Decision, plan::Orders, step::Deed};
use model::order;

/// How many IPCPs one daemon for all nodes makes at the same time: of two next to none is lost, and it takes half the time.
const N_CHAINS: usize = 2;

/// By node: the lowest IPCP it enrolls through. Real daemons ask the IPCP made first before all others, and wait long
/// for an answer that does not come.
pub(super) fn first_made(orders: &Orders) -> Vec<Option<u32>> {
    let roster = orders.roster;
    let mut first = vec![None; roster.nodes.len()];
    if !orders.prototype.is_real() {
        return first;
    }
    for decision in orders.decisions {
        for join in decision.tree() {
            let ipcp = decision.graph.members[join.enrollee as usize];
            let via = decision.graph.lowers[join.hub as usize];
            let lower = roster.over(ipcp).iter().find(|lower| roster.ipcps[**lower as usize].layer == via);
            // What stands on something is not made first.
            let lower = lower.copied().filter(|lower| roster.over(*lower).is_empty());
            let slot = &mut first[roster.ipcps[ipcp as usize].node as usize];
            *slot = slot.or(lower);
        }
    }
    first
}

fn made_first(ipcps: &[u32], first: Option<u32>) -> impl Iterator<Item = u32> {
    first.into_iter().chain(ipcps.iter().copied().filter(move |ipcp| Some(*ipcp) != first))
}

impl Work<'_> {
    fn is_one_daemon(&self) -> bool {
        self.orders.prototype.survey().is_some_and(|survey| survey.one_daemon)
    }

    pub(super) fn start_daemons(&mut self, swap_in: StepId) {
        let n_nodes = self.orders.roster.nodes.len() as u32;
        let mut ready = vec![swap_in; n_nodes as usize];
        if self.orders.prototype.is_real() {
            // Where one daemon serves all, its node is all there is.
            let n_machines = if self.is_one_daemon() { n_nodes.min(1) } else { n_nodes };
            for node in 0..n_machines {
                ready[node as usize] = self.add(&[swap_in], node, Deed::Install { node });
            }
        }
        for node in 0..n_nodes {
            let daemon = self.add(&[ready[node as usize]], node, Deed::StartDaemon { node });
            self.daemons.push(daemon);
        }
    }

    pub(super) fn make_ipcps(&mut self) {
        if self.is_one_daemon() {
            return self.make_all_by_one();
        }
        for node in 0..self.daemons.len() {
            let mut last = self.daemons[node];
            for ipcp in made_first(self.orders.roster.made_on(node), self.first[node]) {
                last = self.make_ipcp(node, ipcp, &[last]);
            }
        }
    }

    /// One daemon makes some at a time, whatever nodes they are for: first those of nodes that start a layer, which all
    /// others wait for, then of those that serve something, which routes and names take a while to reach.
    fn make_all_by_one(&mut self) {
        let roster = self.orders.roster;
        let started = |decision: &Decision| {
            decision.root.map(|root| roster.ipcps[decision.graph.members[root as usize] as usize].node as usize)
        };
        let serving = service::serving(self.orders);
        let mut turns: Vec<u8> = serving.into_iter().map(|serves| if serves { 1 } else { 2 }).collect();
        self.orders.decisions.iter().filter_map(started).for_each(|node| turns[node] = 0);
        let mut nodes: Vec<usize> = (0..turns.len()).collect();
        order::sort_by_key(&mut nodes, |node| turns[*node]);
        let mut chains = [self.daemons.first().copied().unwrap_or(NONE); N_CHAINS];
        let mut n_made = 0;
        for node in nodes {
            // By chain, the last of this node: what stands on others waits for all of them.
            let mut lasts = [None; N_CHAINS];
            for ipcp in made_first(roster.made_on(node), self.first[node]) {
                let chain = n_made % N_CHAINS;
                let mut after = vec![chains[chain]];
                if !roster.over(ipcp).is_empty() {
                    after.extend(lasts.iter().flatten());
                    after.sort_unstable();
                    after.dedup();
                }
                chains[chain] = self.make_ipcp(node, ipcp, &after);
                lasts[chain] = Some(chains[chain]);
                n_made += 1;
            }
        }
    }

    fn make_ipcp(&mut self, node: usize, ipcp: u32, after: &[StepId]) -> StepId {
        let layer = self.orders.roster.ipcps[ipcp as usize].layer;
        let enrolls = self.orders.enrolls[ipcp as usize];
        let deed = if enrolls { Deed::Create { ipcp, layer } } else { Deed::Bootstrap { ipcp, layer } };
        let made = self.add(after, node as u32, deed);
        self.made[ipcp as usize] = made;
        made
    }
}
