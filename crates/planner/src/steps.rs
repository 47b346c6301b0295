//! The steps: what is done, in the order people know, and what each truly waits for.
//!
//! On one node IPCPs are made one after another: daemons are known to lose an IPCP when many are made at once.
//! Between nodes only real needs count:
//!
//! - a name is registered once the upper IPCP exists and the lower IPCPs are in operation;
//! - who enrolls has its own name registered, and its enroller is a member, registered under the layer's name where the
//!   prototype asks for that name;
//! - a flow needs both ends enrolled; where management comes first, its data transfer needs that of the whole layer;
//! - what stands on a unicast layer waits for the *whole* layer: a flow between two of its members may be forwarded
//!   through any other, and names registered before its directory works are not found by others.
//!
//! That last wait is written once for each upper layer, at its first registration, its *gate*; the layer's other
//! registrations wait for the gate. One entry for each member and each lower flow would be quadratic.

use crate::{
    StepId, Steps,
    decision::Decision,
    enrollment::Join,
    flow::Link,
    plan::Orders,
    roll::Span,
    step::{Called, Deed, Ledger, NOWHERE, Said},
};
use model::order;
use std::collections::HashSet;

mod service;

/// No step: only positions that were never made have it.
const NONE: StepId = StepId(u32::MAX);

/// How many IPCPs one daemon for all nodes makes at the same time: of two next to none is lost, and it takes half the time.
const N_CHAINS: usize = 2;

/// Waiting for this many steps of a lower layer may be written again for each layer above it.
const FEW: usize = 64;

/// Every step of a plan.
pub(crate) fn steps(orders: &Orders) -> Steps {
    let n_ipcps = orders.roster.ipcps.len();
    let n_steps = 1 + orders.roster.nodes.len() + 2 * n_ipcps + n_ipcps / 2;
    let mut work = Work {
        orders,
        ledger: Ledger::with_room(n_steps),
        daemons: Vec::with_capacity(orders.roster.nodes.len()),
        made: vec![NONE; n_ipcps],
        risen: vec![u32::MAX; orders.roster.layers.len()],
        ready: Vec::new(),
        first: first_made(orders),
    };
    let swap_in = work.add(&[], NOWHERE, Deed::SwapIn);
    work.start_daemons(swap_in);
    work.make_ipcps();
    for decision in orders.decisions {
        work.bring_up(decision);
    }
    service::serve_all(&mut work);
    work.ledger.finish(orders.roster.roll.clone())
}

struct Work<'a> {
    orders: &'a Orders<'a>,
    ledger: Ledger,
    /// The daemon's step, by node.
    daemons: Vec<StepId>,
    /// The step that made each IPCP.
    made: Vec<StepId>,
    /// By layer: its place among those that are not hardware and are brought up.
    risen: Vec<u32>,
    /// The steps after which such a layer is whole.
    ready: Vec<Vec<StepId>>,
    /// By node: the IPCP to be made before its others.
    first: Vec<Option<u32>>,
}

/// By node: the lowest IPCP it enrolls through. Real daemons ask the IPCP made first before all others, and wait long
/// for an answer that does not come.
fn first_made(orders: &Orders) -> Vec<Option<u32>> {
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
    #[inline(always)]
    fn add(&mut self, after: &[StepId], node: u32, deed: Deed) -> StepId {
        let said = self.say(deed);
        self.ledger.add(after, (node, deed), said)
    }

    /// In line, so that a deed is taken to pieces where it is put together, not in memory.
    #[inline(always)]
    fn say(&mut self, deed: Deed) -> Said {
        let prototype = self.orders.prototype;
        self.ledger.say(&self.orders.roster.roll, deed, |action, sheet| {
            prototype.make(action, sheet);
            let n_made = sheet.len();
            prototype.unmake(action, sheet);
            n_made
        })
    }

    fn is_one_daemon(&self) -> bool {
        self.orders.prototype.survey().is_some_and(|survey| survey.one_daemon)
    }

    fn start_daemons(&mut self, swap_in: StepId) {
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

    fn make_ipcps(&mut self) {
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

    /// Registrations, enrollments and flows of one layer.
    fn bring_up(&mut self, decision: &Decision) {
        let mut layer = Rising::of(decision, self);
        if let Some(root) = decision.root {
            self.register_root(&mut layer, root);
        }
        for join in decision.tree() {
            self.enroll(&mut layer, join);
        }
        self.meet_again(&layer);
        let mut ready = self.connect_all(&mut layer);
        let alone = layer.seats.iter().zip(&layer.is_alone).filter(|(seat, alone)| **alone && seat.joinable != NONE);
        ready.extend(alone.map(|(seat, _)| seat.enrolled));
        self.risen[decision.layer as usize] = self.ready.len() as u32;
        self.ready.push(ready);
    }

    /// The layer's first registration, its gate: waits for every lower layer that is not hardware, whole.
    fn register_root(&mut self, layer: &mut Rising, root: u32) {
        let decision = layer.decision;
        let lowers = decision.graph.lowers.iter();
        let mut after: Vec<StepId> = lowers.flat_map(|lower| self.ready(*lower)).copied().collect();
        let is_gated = !after.is_empty();
        after.push(layer.seats[root as usize].enrolled);
        after.sort_unstable();
        after.dedup();
        let own = self.register(layer, root, Called::Own, &after);
        layer.gate = is_gated.then_some(own);
        layer.seats[root as usize].enrolled = own;
        self.open(layer, root, own);
        for lower in &decision.graph.lowers {
            self.shorten(*lower, own);
        }
    }

    /// Lets the next that needs `layer` whole wait for `waited`, which has waited for that, instead of a long list.
    fn shorten(&mut self, layer: u32, waited: StepId) {
        let ready = self.ready.get_mut(self.risen[layer as usize] as usize);
        if let Some(ready) = ready.filter(|ready| ready.len() > FEW) {
            *ready = vec![waited];
        }
    }

    /// The steps after which `layer` is whole; none for hardware.
    fn ready(&self, layer: u32) -> &[StepId] {
        self.ready.get(self.risen[layer as usize] as usize).map_or(&[], Vec::as_slice)
    }

    fn enroll(&mut self, layer: &mut Rising, join: &Join) {
        let made = layer.seats[join.enrollee as usize].enrolled;
        let after = [made, layer.gate.unwrap_or(made)];
        let after = if layer.gate.is_some() { &after[..] } else { &after[..1] };
        let own = self.register(layer, join.enrollee, Called::Own, after);
        let enrolled = self.join(layer, join, &[layer.seats[join.enroller as usize].joinable, own]);
        layer.seats[join.enrollee as usize].enrolled = enrolled;
        self.open(layer, join.enrollee, enrolled);
    }

    /// From here on others can enroll through a member, which answers to the layer's name if it has to.
    fn open(&mut self, layer: &mut Rising, member: u32, enrolled: StepId) {
        let answers = layer.is_asked[member as usize];
        let joinable = if answers { self.register(layer, member, Called::Layer, &[enrolled]) } else { enrolled };
        layer.seats[member as usize].joinable = joinable;
    }

    fn join(&mut self, layer: &Rising, join: &Join, after: &[StepId]) -> StepId {
        let [enrollee, enroller] = [join.enrollee, join.enroller].map(|member| layer.seats[member as usize]);
        let via = layer.decision.graph.lowers[join.hub as usize];
        let (node, enrollee, enroller) = (enrollee.node, enrollee.ipcp, enroller.ipcp);
        let deed = Deed::Enroll { enrollee, enroller, layer: layer.decision.layer, via, again: join.again };
        self.add(after, node, deed)
    }

    /// The enrollments asked for beyond the tree, where no flow joins the pair anyway.
    fn meet_again(&mut self, layer: &Rising) {
        let decision = layer.decision;
        if decision.again().is_empty() {
            return;
        }
        let pair = |a: u32, b: u32| (a.min(b), a.max(b));
        let linked: HashSet<_> = decision.links.iter().map(|l| pair(l.src, l.dst)).collect();
        for join in decision.again() {
            if !linked.contains(&pair(join.enrollee, join.enroller)) {
                self.join(layer, join, &layer.both_enrolled(join.enrollee, join.enroller));
            }
        }
    }

    /// The layer's flows. Where management comes first, all of it does: the first data transfer waits for it, and all
    /// others for that one.
    fn connect_all(&mut self, layer: &mut Rising) -> Vec<StepId> {
        let decision = layer.decision;
        let kind = self.orders.roster.roll.kinds[decision.layer as usize];
        if !self.orders.prototype.manages_first(kind) {
            let connect = |link: &Link| self.connect(layer.join_ends(link), &layer.both_enrolled(link.src, link.dst));
            return decision.links.iter().map(connect).collect();
        }
        let manage = |link: &Link| self.manage(layer, link);
        let mut after: Vec<StepId> = decision.links.iter().map(manage).collect();
        let mut ready = Vec::with_capacity(decision.links.len());
        for link in &decision.links {
            let connected = self.connect(layer.join_ends(link), &after);
            ready.push(connected);
            after = vec![ready[0]];
        }
        ready
    }

    fn manage(&mut self, layer: &Rising, link: &Link) -> StepId {
        let [src, dst] = [link.src, link.dst].map(|member| layer.seats[member as usize]);
        let deed = Deed::Manage { src: src.ipcp, dst: dst.ipcp, layer: layer.decision.layer };
        self.add(&layer.both_enrolled(link.src, link.dst), src.node, deed)
    }

    fn connect(&mut self, (layer, [src, dst]): (u32, [Seat; 2]), after: &[StepId]) -> StepId {
        self.add(after, src.node, Deed::Connect { src: src.ipcp, dst: dst.ipcp, layer })
    }

    fn register(&mut self, layer: &Rising, member: u32, called: Called, after: &[StepId]) -> StepId {
        let Seat { ipcp, node, lower, own, as_layer, .. } = layer.seats[member as usize];
        let said = match called {
            Called::Own => own,
            Called::Layer => as_layer,
        };
        self.ledger.add(after, (node, Deed::Register { ipcp, layer: layer.decision.layer, called, lower }), said)
    }

    /// How a member's own name is registered, and its layer's.
    fn say_names(&mut self, layer: u32, ipcp: u32) -> [Said; 2] {
        let lower = self.orders.roster.lower_names(ipcp);
        [Called::Own, Called::Layer].map(|called| self.say(Deed::Register { ipcp, layer, called, lower }))
    }
}

/// What there is to know of a member, at one place: members come up in an order that leaps through all the memory.
#[derive(Clone, Copy)]
struct Seat {
    ipcp: u32,
    node: u32,
    /// Where the names of its lower IPCPs stand on the roll.
    lower: Span,
    /// How its own name is registered, and its layer's.
    own: Said,
    as_layer: Said,
    /// The step that made it; then the one after which it is a member that others can name.
    enrolled: StepId,
    /// The step after which others can enroll through it.
    joinable: StepId,
}

impl Seat {
    fn of(work: &Work, ipcp: u32, [own, as_layer]: [Said; 2]) -> Self {
        let roster = work.orders.roster;
        Self {
            ipcp,
            node: roster.ipcps[ipcp as usize].node,
            lower: roster.lower_names(ipcp),
            own,
            as_layer,
            enrolled: work.made[ipcp as usize],
            joinable: NONE,
        }
    }
}

/// A layer on its way up.
struct Rising<'a> {
    decision: &'a Decision,
    /// By member.
    seats: Vec<Seat>,
    /// The layer's first registration, if it had to wait for whole layers.
    gate: Option<StepId>,
    /// By member: no flow ends there.
    is_alone: Vec<bool>,
    /// By member: others enroll through it, and find it by the layer's name.
    is_asked: Vec<bool>,
}

/// By member, whether it answers to the layer's name: where the way is free only the plan's enrollers do, so that nobody
/// joins through another than the plan says; and nobody does where who enrolls names its enroller anyway.
fn asked(decision: &Decision, names_enrollers: bool) -> Vec<bool> {
    let mut asked = vec![!decision.is_free; decision.graph.members.len()];
    if !names_enrollers {
        decision.tree().iter().for_each(|join| asked[join.enroller as usize] = true);
        decision.root.into_iter().for_each(|root| asked[root as usize] = true);
    }
    asked
}

impl<'a> Rising<'a> {
    fn of(decision: &'a Decision, work: &mut Work) -> Self {
        let members = &decision.graph.members;
        // Names are read in the order they stand in, so this comes first; the seats are at hand when members come up.
        let said: Vec<_> = members.iter().map(|ipcp| work.say_names(decision.layer, *ipcp)).collect();
        let seats = members.iter().zip(said).map(|(ipcp, said)| Seat::of(work, *ipcp, said)).collect();
        Self {
            decision,
            seats,
            gate: None,
            is_alone: vec![true; members.len()],
            is_asked: asked(decision, work.orders.prototype.names_enrollers()),
        }
    }

    /// The ends of a flow, with the layer.
    fn join_ends(&mut self, link: &Link) -> (u32, [Seat; 2]) {
        let ends = [link.src, link.dst].map(|member| {
            self.is_alone[member as usize] = false;
            self.seats[member as usize]
        });
        (self.decision.layer, ends)
    }

    /// Both are members of the graph, and a design's graph hangs together.
    fn both_enrolled(&self, a: u32, b: u32) -> [StepId; 2] {
        let [a, b] = [a, b].map(|member| self.seats[member as usize].enrolled);
        [a.min(b), a.max(b)]
    }
}
