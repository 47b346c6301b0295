//! Flow allocation: whom to ask for a name, the request, and who accepts it.

use crate::directory::Found;
use crate::flow::Use;
use crate::ident::{FlowId, IpcpId, MachineId, Proc, User};
use crate::ipcp::{Body, Kind};
use crate::irmd::Acceptor;
use crate::packet::Payload;
use crate::queue::Event;
use crate::world::World;
use crate::{MILLI, Nanos, SECOND};
use std::sync::Arc;

/// No daemon answers.
pub(crate) const EIRMD: i32 = -1002;
/// No IPCP knows the name.
pub(crate) const EIPCP: i32 = -1003;
/// The name is not known to the own daemon.
pub(crate) const ENAME: i32 = -1007;
/// Everything else.
pub(crate) const EOTHER: i32 = -1;

/// One IPCP is asked this often, this long apart, before the next is asked.
const ASKINGS: u32 = 3;
const ASKING: Nanos = 65 * MILLI;
/// On a segment of at most so many those who do not know a name say so.
const CROWD: usize = 16;
/// A late answer counts until then; nobody at all is told so then.
const LATE: Nanos = SECOND;
/// A name that is known but out of reach is looked for this long, this often.
const OUT_OF_REACH: Nanos = 5 * SECOND;
const LOOK_AGAIN: Nanos = 100 * MILLI;
/// A request is repeated after this time, then twice that, …
const REQUEST_AGAIN: Nanos = 250 * MILLI;
/// … and given up after that.
const GIVE_UP: Nanos = 20 * SECOND;

/// Who asked for a flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Requester {
    Process(Proc),
    /// An operation of the daemon on behalf of an IPCP.
    Job(u32, IpcpId),
}

/// A flow being allocated.
pub(crate) struct Allocation {
    requester: Requester,
    machine: MachineId,
    name: Arc<str>,
    qos: u8,
    candidates: Vec<IpcpId>,
    /// Which candidate is asked.
    at: usize,
    asked: u32,
    /// Who of those it asked said no.
    denied: Vec<u32>,
    out_of_reach: bool,
    started: Nanos,
    /// When to look again; earlier events are stale.
    due: Nanos,
    stage: Stage,
}

#[derive(Clone, Copy)]
enum Stage {
    Refused(i32),
    Asking,
    /// All were asked.
    Late,
    Requesting {
        flow: FlowId,
        again: Nanos,
    },
}

impl World {
    /// Asks the machine's daemon for a flow. The requester hears in a later event.
    pub(crate) fn allocate(&mut self, requester: Requester, machine: MachineId, name: &str, qos: u8) -> u32 {
        self.last_serial += 1;
        let id = self.last_serial;
        let own = match requester {
            Requester::Job(_, ipcp) => Some(ipcp),
            Requester::Process(_) => None,
        };
        let mut stage = Stage::Asking;
        let mut candidates = Vec::new();
        match &self.machine(machine).irmd {
            None => stage = Stage::Refused(EIRMD),
            Some(irmd) => {
                candidates = irmd.ipcps.iter().copied().filter(|ipcp| Some(*ipcp) != own).collect();
                let joins = candidates.iter().any(|ipcp| self.broadcasts(*ipcp, name));
                if self.era.needs_names() && !irmd.names.contains_key(name) && !joins {
                    stage = Stage::Refused(ENAME);
                }
            }
        }
        candidates.retain(|ipcp| self.ipcp(*ipcp).is_some_and(|ipcp| !matches!(ipcp.body, Body::Blank)));
        candidates.sort_by_key(|ipcp| (self.ipcp(*ipcp).map(|ipcp| ipcp.kind), *ipcp));
        let pid = self.requester_pid(requester);
        match stage {
            Stage::Refused(ENAME) => {
                self.log_irmd(machine, &format!("reg(EE): Name {name} does not exist."));
                self.log_irmd(machine, &format!("irmd(EE): Failed to get name info for {name}."));
            }
            _ => self.log_irmd(machine, &format!("irmd(II): Allocating flow for {pid} to {name} (uid 0).")),
        }
        let started = self.now;
        let allocation = Allocation {
            requester,
            machine,
            name: name.into(),
            qos,
            candidates,
            at: 0,
            asked: 0,
            denied: Vec::new(),
            out_of_reach: false,
            started,
            due: started + MILLI / 2,
            stage,
        };
        self.queue.push(allocation.due, Event::Allocation(id));
        self.allocations.insert(id, allocation);
        id
    }

    /// The requester lost interest.
    pub(crate) fn abandon(&mut self, id: u32) {
        if let Some(Allocation { stage: Stage::Requesting { flow, .. }, .. }) = self.allocations.remove(&id) {
            self.dealloc(flow);
        }
    }

    /// An allocation's time has come.
    pub(crate) fn allocation_due(&mut self, id: u32) {
        let Some(allocation) = self.allocations.get_mut(&id).filter(|allocation| allocation.due <= self.now) else {
            return;
        };
        match allocation.stage {
            Stage::Refused(code) => self.allocation_ends(id, Err(code)),
            Stage::Asking => self.ask(id),
            Stage::Late => self.look_again(id),
            Stage::Requesting { flow, again } => {
                if self.now >= allocation.started + GIVE_UP {
                    self.dealloc(flow);
                    return self.allocation_ends(id, Err(EOTHER));
                }
                allocation.stage = Stage::Requesting { flow, again: again * 2 };
                self.request(id, flow, again);
            }
        }
    }

    fn wait(&mut self, id: u32, time: Nanos) {
        let due = self.now + time;
        if let Some(allocation) = self.allocations.get_mut(&id) {
            allocation.due = due;
            self.queue.push(due, Event::Allocation(id));
        }
    }

    /// Asks the candidate whose turn it is, or the next.
    fn ask(&mut self, id: u32) {
        loop {
            let Some(allocation) = self.allocations.get(&id) else { return };
            if allocation.asked == ASKINGS {
                // A directory that does not answer may know the name nevertheless; hardware that does not, does not.
                let asked = allocation.candidates.get(allocation.at);
                let silent = asked.is_some_and(|candidate| self.member(*candidate).is_some());
                self.missed(id, if silent { Found::OutOfReach } else { Found::Nowhere });
            }
            let Some(allocation) = self.allocations.get_mut(&id) else { return };
            allocation.asked += 1;
            let Some(&candidate) = allocation.candidates.get(allocation.at) else {
                allocation.stage = Stage::Late;
                return self.look_again(id);
            };
            let name = allocation.name.clone();
            match self.ask_candidate(candidate, &name, id) {
                None => return self.wait(id, ASKING),
                Some(Found::At(address)) => return self.found(id, candidate, address),
                Some(miss) => self.missed(id, miss),
            }
        }
    }

    fn missed(&mut self, id: u32, miss: Found) {
        if let Some(allocation) = self.allocations.get_mut(&id) {
            allocation.out_of_reach |= miss == Found::OutOfReach;
            allocation.denied.clear();
            allocation.asked = 0;
            allocation.at += 1;
        }
    }

    /// What a candidate knows at once; none if it has to ask others.
    fn ask_candidate(&mut self, candidate: IpcpId, name: &Arc<str>, id: u32) -> Option<Found> {
        let Some(ipcp) = self.ipcp(candidate) else { return Some(Found::Nowhere) };
        let own = ipcp.registered.contains(name) && !matches!(ipcp.kind, Kind::EthDix | Kind::EthLlc);
        match &ipcp.body {
            Body::Blank => Some(Found::Nowhere),
            Body::Shim { .. } if own && self.others_accept(id, name) => Some(Found::At(candidate.0)),
            Body::Shim { segment, .. } => {
                if self.segments[*segment as usize].members.len() < 2 {
                    return Some(Found::Nowhere);
                }
                self.ask_segment(candidate, name, id);
                None
            }
            Body::Member(_) if self.broadcasts(candidate, name) => Some(Found::At(0)),
            Body::Member(member) if member.config.kind == Kind::Broadcast => Some(Found::Nowhere),
            Body::Member(_) => self.ask_directory(candidate, name, id),
        }
    }

    /// Somebody else than the requester would accept a flow to the name here.
    fn others_accept(&self, id: u32, name: &str) -> bool {
        let Some(allocation) = self.allocations.get(&id) else { return false };
        let Some(irmd) = &self.machine(allocation.machine).irmd else { return false };
        let Some(name) = irmd.names.get(name) else { return false };
        let Requester::Job(_, own) = allocation.requester else { return true };
        name.bound.iter().any(|acceptor| *acceptor != Acceptor::Ipcp(own))
    }

    fn broadcasts(&self, candidate: IpcpId, name: &str) -> bool {
        self.member(candidate)
            .is_some_and(|member| member.config.kind == Kind::Broadcast && *member.config.layer == *name)
    }

    /// An answer has come, perhaps late.
    pub(crate) fn answered(&mut self, id: u32, candidate: IpcpId, found: Found) {
        let Some(allocation) = self.allocations.get(&id) else { return };
        match (allocation.stage, found) {
            (Stage::Asking | Stage::Late, Found::At(address)) => self.found(id, candidate, address),
            (Stage::Asking, miss) if allocation.candidates.get(allocation.at) == Some(&candidate) => {
                self.missed(id, miss);
                self.ask(id);
            }
            _ => {}
        }
    }

    /// How many IPCPs there are on an IPCP's segment.
    fn crowd(&self, at: IpcpId) -> usize {
        match self.ipcp(at).map(|ipcp| &ipcp.body) {
            Some(Body::Shim { segment, .. }) => self.segments[*segment as usize].members.len(),
            _ => 0,
        }
    }

    /// Somebody on the candidate's segment does not know the name; when all have said so, nobody is waited for.
    fn denied(&mut self, id: u32, candidate: IpcpId, by: u32) {
        let others = self.crowd(candidate).saturating_sub(1);
        let Some(allocation) = self.allocations.get_mut(&id) else { return };
        let current = allocation.candidates.get(allocation.at) == Some(&candidate);
        if !current || !matches!(allocation.stage, Stage::Asking) || allocation.denied.contains(&by) {
            return;
        }
        allocation.denied.push(by);
        if allocation.denied.len() >= others {
            self.answered(id, candidate, Found::Nowhere);
        }
    }

    /// All were asked: those that only could not reach the name are asked again for a while.
    fn look_again(&mut self, id: u32) {
        let Some(allocation) = self.allocations.get(&id) else { return };
        let waited = self.now - allocation.started;
        let least = if allocation.out_of_reach { OUT_OF_REACH } else { LATE };
        if waited >= least || allocation.candidates.is_empty() {
            return self.allocation_ends(id, Err(EIPCP));
        }
        if !allocation.out_of_reach {
            return self.wait(id, LATE - waited);
        }
        let (name, candidates) = (allocation.name.clone(), allocation.candidates.clone());
        for candidate in candidates {
            if self.member(candidate).is_some_and(|member| member.config.kind == Kind::Unicast)
                && let Some(Found::At(address)) = self.ask_directory(candidate, &name, id)
            {
                return self.found(id, candidate, address);
            }
        }
        self.wait(id, LOOK_AGAIN);
    }

    /// The name is there: the flow is requested.
    fn found(&mut self, id: u32, candidate: IpcpId, address: u32) {
        let Some(allocation) = self.allocations.get(&id) else { return };
        let (requester, machine, qos) = (allocation.requester, allocation.machine, allocation.qos);
        let (user, pid) = (self.user_of(requester), self.requester_pid(requester));
        if self.ipcp(candidate).is_some_and(|ipcp| ipcp.kind == Kind::Broadcast) {
            let flow = self.join_broadcast(candidate, user);
            return self.allocation_ends(id, Ok(flow));
        }
        let flow = self.new_end(candidate, user, address);
        if let Some(end) = self.flows.get_mut(flow) {
            end.qos = qos;
        }
        if let Some(allocation) = self.allocations.get_mut(&id) {
            allocation.stage = Stage::Requesting { flow, again: REQUEST_AGAIN };
        }
        if let Some((hash, ipcpd)) = self.hashed(candidate, id) {
            let line = format!("ipcpd/ipcp(II): Allocating flow {} for {pid} to {hash}.", flow.0);
            self.log(machine, ipcpd, &line);
        }
        self.request(id, flow, REQUEST_AGAIN);
    }

    fn hashed(&self, ipcp: IpcpId, allocation: u32) -> Option<(String, u32)> {
        let name = &self.allocations.get(&allocation)?.name;
        let ipcp = self.ipcp(ipcp)?;
        Some((ipcp.config()?.hash.short(name), ipcp.pid))
    }

    fn request(&mut self, id: u32, flow: FlowId, again: Nanos) {
        let Some(allocation) = self.allocations.get(&id) else { return };
        let request = Payload::Request { name: allocation.name.clone(), end: flow, qos: allocation.qos };
        let Some(end) = self.end(flow) else { return };
        let (provider, peer) = (end.provider, end.peer);
        self.wait(id, again);
        self.say_to_allocator(provider, peer, request);
    }

    fn allocation_ends(&mut self, id: u32, result: Result<FlowId, i32>) {
        let Some(allocation) = self.allocations.remove(&id) else { return };
        match allocation.requester {
            Requester::Process(process) => self.process_gets(process, result),
            Requester::Job(job, ipcp) => {
                if let (Ok(flow), Some(ipcp)) = (result, self.ipcp_mut(ipcp)) {
                    ipcp.uses.insert(flow, Use::Job(job));
                }
                self.job_gets(job, result);
            }
        }
    }

    fn user_of(&self, requester: Requester) -> User {
        match requester {
            Requester::Process(process) => User::Process(process),
            Requester::Job(_, ipcp) => User::Ipcp(ipcp),
        }
    }

    fn requester_pid(&self, requester: Requester) -> u32 {
        match requester {
            Requester::Process(process) => process.pid,
            Requester::Job(_, ipcp) => self.ipcp(ipcp).map_or(0, |ipcp| ipcp.pid),
        }
    }

    /// A message for the flow allocator of an IPCP.
    pub(crate) fn allocator_hears(&mut self, at: IpcpId, src: u32, payload: Payload) {
        match payload {
            Payload::Query { name, allocation } => {
                let Some(ipcp) = self.ipcp(at) else { return };
                let here = ipcp.registered.contains(&name);
                // Local IPCPs look into one place and know at once; others, and large crowds, just stay silent.
                if here || ipcp.kind == Kind::Local && self.crowd(at) <= CROWD {
                    self.say_to_allocator(at, src, Payload::Answer { allocation, here });
                }
            }
            Payload::Answer { allocation, here: true } => self.answered(allocation, at, Found::At(src)),
            Payload::Answer { allocation, here: false } => self.denied(allocation, at, src),
            Payload::Request { name, end, qos } => self.request_arrives((at, src, end), name, qos),
            Payload::Reply { end, answer } => self.reply_arrives(at, src, end, answer),
            Payload::Dealloc { end } => self.dealloc_heard(at, end),
            _ => {}
        }
    }

    fn reply_arrives(&mut self, at: IpcpId, src: u32, flow: FlowId, answer: Result<FlowId, i32>) {
        let waiting = self.allocations.iter().find_map(|(id, allocation)| {
            matches!(allocation.stage, Stage::Requesting { flow: asked, .. } if asked == flow).then_some(*id)
        });
        match (waiting, answer) {
            (Some(id), Ok(other)) => {
                if let Some(end) = self.flows.get_mut(flow) {
                    end.other = Some(other);
                }
                self.allocation_ends(id, Ok(flow));
            }
            (Some(id), Err(code)) => {
                self.dealloc(flow);
                self.allocation_ends(id, Err(code));
            }
            // Given up meanwhile: the other end must not wait for ever.
            (None, Ok(other)) if self.end(flow).is_none() => {
                self.say_to_allocator(at, src, Payload::Dealloc { end: other });
            }
            _ => {}
        }
    }
}
