//! The steps: what is done, in the order people know, and what each truly waits for.
//!
//! Daemons start and make IPCPs first, node by node: see [`making`]. Between nodes only real needs count:
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
use std::collections::HashSet;

mod making;
mod service;

/// No step: only positions that were never made have it.
const NONE: StepId = StepId(u32::MAX);

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
        first: making::first_made(orders),
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
    /// others for that one. Each names its own management too: what is made again is not all made again.
    fn connect_all(&mut self, layer: &mut Rising) -> Vec<StepId> {
        let decision = layer.decision;
        let kind = self.orders.roster.roll.kinds[decision.layer as usize];
        if !self.orders.prototype.manages_first(kind) {
            let connect = |link: &Link| self.connect(layer.join_ends(link), &layer.both_enrolled(link.src, link.dst));
            return decision.links.iter().map(connect).collect();
        }
        let manage = |link: &Link| self.manage(layer, link);
        let managed: Vec<StepId> = decision.links.iter().map(manage).collect();
        let mut ready: Vec<StepId> = Vec::with_capacity(managed.len());
        for (link, own) in decision.links.iter().zip(&managed) {
            let connected = match ready.first() {
                None => self.connect(layer.join_ends(link), &managed),
                Some(first) => self.connect(layer.join_ends(link), &[*own, *first]),
            };
            ready.push(connected);
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
