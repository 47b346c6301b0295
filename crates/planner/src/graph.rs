//! A layer's graph: who can reach whom, over which lower layer.
//!
//! A lower layer joins all members registered in it: a clique. Inside, a clique is one hub with a spoke to each member,
//! so that everything but a list of pairs is linear. Lists of pairs are bounded by an [`Allowance`].

use crate::{Edge, lists::Lists, roster::Roster};

/// Pairs that large cliques of a plan may list in all: a clique of 700 members fits.
const ALLOWANCE: u64 = 250_000;

/// A clique of at most this many members is always listed: its pairs are few against its registrations.
const SMALL: usize = 9;

/// What a plan may still spend on the pairs of large cliques.
pub(crate) struct Allowance(u64);

impl Default for Allowance {
    fn default() -> Self {
        Self(ALLOWANCE)
    }
}

impl Allowance {
    fn grants(&mut self, n_members: usize) -> bool {
        let n_pairs = n_members as u64 * (n_members as u64).saturating_sub(1) / 2;
        if n_members <= SMALL {
            return true;
        }
        let granted = n_pairs <= self.0;
        if granted {
            self.0 -= n_pairs;
        }
        granted
    }
}

/// A layer's graph. Members and hubs are known by their position in `members` and `lowers`.
pub(crate) struct LayerGraph {
    /// IPCPs registered in some lower layer, in the order their nodes are declared.
    pub(crate) members: Vec<u32>,
    /// Lower layers in the order in which the members name them first.
    pub(crate) lowers: Vec<u32>,
    hubs: Lists<u32>,
    /// By member: the hubs it is in.
    spokes: Lists<u32>,
    /// Whether a hub's pairs are listed one by one; the others are listed as a star around their first member.
    in_full: Vec<bool>,
}

impl LayerGraph {
    /// The graph of `layer`. `hub_of` has an entry for every layer, all `u32::MAX`, and is handed back so.
    pub(crate) fn of(roster: &Roster, layer: u32, hub_of: &mut [u32], allowance: &mut Allowance) -> Self {
        let registered = |ipcp: &u32| !roster.over(*ipcp).is_empty();
        let members: Vec<u32> = roster.members(layer).iter().copied().filter(registered).collect();
        let mut lowers = Vec::new();
        let mut pairs = Vec::new();
        for (member, ipcp) in members.iter().enumerate() {
            for lower in roster.over(*ipcp) {
                let lower = roster.ipcps[*lower as usize].layer;
                if hub_of[lower as usize] == u32::MAX {
                    hub_of[lower as usize] = lowers.len() as u32;
                    lowers.push(lower);
                }
                pairs.push((hub_of[lower as usize], member as u32));
            }
        }
        for lower in &lowers {
            hub_of[*lower as usize] = u32::MAX;
        }
        let hubs = Lists::group(lowers.len(), pairs.iter().copied());
        let spokes = (0..hubs.len() as u32).flat_map(|hub| hubs.at(hub).iter().map(move |member| (*member, hub)));
        let spokes = Lists::group(members.len(), spokes);
        let in_full = (0..hubs.len() as u32).map(|hub| allowance.grants(hubs.at(hub).len())).collect();
        Self { members, lowers, hubs, spokes, in_full }
    }

    /// The members of a hub, ascending.
    pub(crate) fn hub(&self, hub: u32) -> &[u32] {
        self.hubs.at(hub)
    }

    /// The hubs a member is in, in hub order.
    pub(crate) fn hubs_of(&self, member: u32) -> &[u32] {
        self.spokes.at(member)
    }

    /// Whether every pair of the hub counts, or only that the hub joins its members.
    pub(crate) fn is_in_full(&self, hub: u32) -> bool {
        self.in_full[hub as usize]
    }

    /// The first hub two members share.
    pub(crate) fn shared(&self, a: u32, b: u32) -> Option<u32> {
        let [a, b] = [a, b].map(|member| self.hubs_of(member));
        let (few, others) = if a.len() <= b.len() { (a, b) } else { (b, a) };
        few.iter().copied().find(|hub| others.binary_search(hub).is_ok())
    }

    /// The hub of `lower`, if `member` is in it.
    pub(crate) fn hub_over(&self, member: u32, lower: u32) -> Option<u32> {
        self.hubs_of(member).iter().copied().find(|hub| self.lowers[*hub as usize] == lower)
    }

    /// Each pair once for each lower layer: by the member declared first, then by lower layer, then by the other.
    pub(crate) fn edges(&self, roster: &Roster) -> Vec<Edge> {
        let n_pairs = |hub: u32| {
            let n_members = self.hub(hub).len();
            if self.is_in_full(hub) { n_members * (n_members - 1) / 2 } else { n_members - 1 }
        };
        let mut edges = Vec::with_capacity((0..self.lowers.len() as u32).map(n_pairs).sum());
        for (member, ipcp) in self.members.iter().enumerate() {
            for hub in self.hubs_of(member as u32) {
                let others = self.hub(*hub);
                let place = others.partition_point(|other| *other < member as u32);
                if !self.is_in_full(*hub) && place > 0 {
                    continue;
                }
                for other in &others[place + 1..] {
                    edges.push(Edge {
                        a: roster.node_name(*ipcp).clone(),
                        b: roster.node_name(self.members[*other as usize]).clone(),
                        via: roster.layer_name(self.lowers[*hub as usize]).clone(),
                    });
                }
            }
        }
        edges
    }
}
