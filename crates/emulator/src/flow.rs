//! Flows: two ends, each provided by an IPCP to a process or to an IPCP of an upper layer.

use crate::ident::{FlowId, IpcpId, User};
use crate::ipcp::{Body, Kind};
use crate::packet::{ALLOCATOR, DIRECTORY, Header, MOST_HEADERS, Packet, Payload};
use crate::world::World;

/// One end of a flow.
#[derive(Clone, Debug)]
pub(crate) struct End {
    /// Who carries it.
    pub provider: IpcpId,
    pub user: User,
    /// The provider's address of the other end's provider.
    pub peer: u32,
    /// The other end, once it is known.
    pub other: Option<FlowId>,
    pub qos: u8,
    pub sent: u64,
    pub received: u64,
}

/// All ends. A number is given once; what is left of a freed end is an empty place.
#[derive(Default)]
pub(crate) struct Ends {
    ends: Vec<Option<Box<End>>>,
}

/// The first endpoint id that is a flow; those below are an IPCP's own components.
const FIRST: u32 = 64;

impl Ends {
    pub(crate) fn insert(&mut self, end: End) -> FlowId {
        self.ends.push(Some(Box::new(end)));
        FlowId(FIRST + self.ends.len() as u32 - 1)
    }

    pub(crate) fn get(&self, flow: FlowId) -> Option<&End> {
        self.ends.get(flow.0.checked_sub(FIRST)? as usize)?.as_deref()
    }

    pub(crate) fn get_mut(&mut self, flow: FlowId) -> Option<&mut End> {
        self.ends.get_mut(flow.0.checked_sub(FIRST)? as usize)?.as_deref_mut()
    }

    pub(crate) fn remove(&mut self, flow: FlowId) -> Option<End> {
        self.ends.get_mut(flow.0.checked_sub(FIRST)? as usize)?.take().map(|end| *end)
    }
}

/// What an IPCP uses a flow for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Use {
    /// Accepted; the other has not said yet what for.
    Unknown,
    /// Asked for by an operation of the daemon.
    Job(u32),
    Management,
    Transfer,
}

impl World {
    pub(crate) fn end(&self, flow: FlowId) -> Option<&End> {
        self.flows.get(flow)
    }

    /// A new end.
    pub(crate) fn new_end(&mut self, provider: IpcpId, user: User, peer: u32) -> FlowId {
        let end = End { provider, user, peer, other: None, qos: 0, sent: 0, received: 0 };
        let flow = self.flows.insert(end);
        if let Some(ipcp) = self.ipcp_mut(provider) {
            ipcp.carries.insert(flow);
        }
        flow
    }

    fn take_end(&mut self, flow: FlowId) -> Option<End> {
        let end = self.flows.remove(flow)?;
        if let Some(ipcp) = self.ipcp_mut(end.provider) {
            ipcp.carries.remove(&flow);
            if let Some(other) = end.other {
                ipcp.requests.remove(&(end.peer, other));
            }
        }
        Some(end)
    }

    /// Sends a message over a flow.
    pub(crate) fn say(&mut self, flow: FlowId, payload: Payload) {
        let packet = Packet { id: self.new_packet(), headers: Vec::new(), payload };
        self.send(flow, packet);
    }

    /// Sends a packet over a flow: the provider writes its header and carries it.
    pub(crate) fn send(&mut self, flow: FlowId, mut packet: Packet) {
        let Some(end) = self.flows.get_mut(flow) else { return };
        let (provider, peer, qos) = (end.provider, end.peer, end.qos);
        end.sent += 1;
        let endpoint = end.other.map_or(ALLOCATOR, |other| other.0);
        let Some(ipcp) = self.ipcp(provider) else { return };
        let Some(config) = ipcp.config() else { return };
        if packet.headers.len() >= MOST_HEADERS {
            return self.saw(provider, "dropped: this layer carries itself", &packet);
        }
        let (layer, kind, src, ttl) = (config.layer.clone(), ipcp.kind, ipcp.address(), config.ttl);
        if kind != Kind::Broadcast && endpoint == ALLOCATOR {
            return;
        }
        packet.headers.push(Header { layer, kind, src, dst: peer, endpoint, ttl, qos });
        match kind {
            Kind::Unicast => self.forward(provider, packet),
            Kind::Broadcast => self.broadcast(provider, Some(flow), packet),
            _ => self.cross(provider, packet),
        }
    }

    /// A packet has arrived at the IPCP its outermost header, taken off here, was for.
    pub(crate) fn arrived(&mut self, at: IpcpId, header: &Header, packet: Packet) {
        match header.endpoint {
            ALLOCATOR => self.allocator_hears(at, header.src, packet.payload),
            DIRECTORY => self.directory_hears(at, header.src, packet.payload),
            endpoint => self.deliver(at, FlowId(endpoint), packet),
        }
    }

    /// A packet reaches the user of a flow's end.
    pub(crate) fn deliver(&mut self, at: IpcpId, flow: FlowId, packet: Packet) {
        let Some(end) = self.flows.get_mut(flow).filter(|end| end.provider == at) else {
            return self.saw(at, "dropped: no such flow", &packet);
        };
        end.received += 1;
        match end.user {
            User::Process(process) => self.process_hears(process, flow, packet),
            User::Ipcp(id) if packet.headers.is_empty() => self.component_hears(id, flow, packet.payload),
            User::Ipcp(id) => match self.ipcp(id).map(|ipcp| ipcp.kind) {
                Some(Kind::Unicast) => self.relay(id, packet),
                Some(Kind::Broadcast) => self.broadcast_arrives(id, flow, packet),
                _ => {}
            },
        }
    }

    /// Sends a message to the flow allocator of the other end's provider.
    pub(crate) fn say_to_allocator(&mut self, from: IpcpId, peer: u32, payload: Payload) {
        self.say_to(from, peer, ALLOCATOR, payload);
    }

    /// Sends a message to a component of another IPCP of the same layer.
    pub(crate) fn say_to(&mut self, from: IpcpId, peer: u32, endpoint: u32, payload: Payload) {
        match self.ipcp(from).map(|ipcp| &ipcp.body) {
            Some(Body::Shim { .. }) => self.send_frame(from, IpcpId(peer), endpoint, payload),
            Some(Body::Member(member)) => {
                let (layer, src, ttl) = (member.config.layer.clone(), member.address, member.config.ttl);
                let header = Header { layer, kind: Kind::Unicast, src, dst: peer, endpoint, ttl, qos: 0 };
                let packet = Packet { id: self.new_packet(), headers: vec![header], payload };
                self.forward(from, packet);
            }
            _ => {}
        }
    }

    /// Frees an end and tells the other, whose user hears of it.
    pub(crate) fn dealloc(&mut self, flow: FlowId) {
        let Some(end) = self.take_end(flow) else { return };
        if let Some(other) = end.other {
            self.say_to_allocator(end.provider, end.peer, Payload::Dealloc { end: other });
        }
        self.forget(end.user, flow);
    }

    /// The other end is gone.
    pub(crate) fn dealloc_heard(&mut self, at: IpcpId, flow: FlowId) {
        if self.end(flow).is_none_or(|end| end.provider != at) {
            return;
        }
        let Some(end) = self.take_end(flow) else { return };
        match end.user {
            User::Process(process) => self.process_lost(process, flow),
            User::Ipcp(id) => {
                let used = self.ipcp(id).and_then(|ipcp| ipcp.uses.get(&flow)).copied();
                self.forget(end.user, flow);
                if let Some(Use::Job(job)) = used {
                    self.job_fails(job);
                }
            }
        }
    }

    fn forget(&mut self, user: User, flow: FlowId) {
        if let User::Ipcp(id) = user {
            self.adjacency_gone(id, flow);
            if let Some(ipcp) = self.ipcp_mut(id) {
                ipcp.uses.remove(&flow);
            }
        }
    }
}
