//! Where hardware IPCPs meet: a wire, a machine's inside, or the IP network; and how frames cross it.

use crate::ident::{IpcpId, MachineId};
use crate::ipcp::{Body, Config, Kind};
use crate::packet::{ALLOCATOR, Header, Packet, Payload};
use crate::queue::Event;
use crate::world::World;
use crate::{MICRO, MILLI, Nanos};
use std::sync::Arc;

/// What tells one segment from another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Key {
    /// Local IPCPs joined by a wire.
    Cable(u32),
    /// DIX frames of one ethertype on a wire.
    Dix(u32, u16),
    /// LLC frames on a wire.
    Llc(u32),
    /// Inside a machine, by layer.
    Host(MachineId, Arc<str>),
    /// The IP network, by version, layer and port.
    Net(Kind, Arc<str>, u16),
}

/// The IPCPs that hear each other.
pub(crate) struct Segment {
    pub key: Key,
    pub members: Vec<IpcpId>,
}

/// What crossing costs besides the wire, per frame and per header: the time software takes.
const PER_FRAME: Nanos = 30 * MICRO;
const PER_HEADER: Nanos = 8 * MICRO;
/// A reliable flow sends again what a wire lost, after this time and this often.
const RETRANSMISSION: Nanos = 200 * MILLI;
const RELIABLE_TRIES: u64 = 10;
/// What the pretended IP network takes.
const IP_NETWORK: Nanos = 120 * MICRO;

impl World {
    /// Sets a hardware IPCP up. Errors: there is no such interface.
    pub(crate) fn attach(&mut self, id: IpcpId, config: Config) -> Result<(), ()> {
        let Some(ipcp) = self.ipcp(id) else { return Err(()) };
        let (machine, kind) = (ipcp.machine, ipcp.kind);
        let host = self.machine(machine);
        let interface = match kind {
            Kind::EthDix | Kind::EthLlc => {
                let name = config.place.as_deref().unwrap_or_default();
                Some(host.interface(name).ok_or(())?)
            }
            Kind::Local => host.interfaces.iter().position(|interface| {
                self.wires.get(interface.wire as usize).is_some_and(|wire| wire.name == config.layer)
            }),
            _ => None,
        };
        let through = interface.map(|interface| (machine.0, interface as u32));
        let wire = interface.map_or(0, |interface| host.interfaces[interface].wire);
        let key = match (kind, interface) {
            (Kind::EthDix, _) => Key::Dix(wire, config.port),
            (Kind::EthLlc, _) => Key::Llc(wire),
            (Kind::Local, Some(_)) => Key::Cable(wire),
            (Kind::Udp4 | Kind::Udp6, _) => Key::Net(kind, config.layer.clone(), config.port),
            _ => Key::Host(machine, config.layer.clone()),
        };
        let segment = *self.segment_of.entry(key.clone()).or_insert_with(|| {
            self.segments.push(Segment { key, members: Vec::new() });
            self.segments.len() as u32 - 1
        });
        self.segments[segment as usize].members.push(id);
        if let Some(ipcp) = self.ipcp_mut(id) {
            ipcp.body = Body::Shim { config: Arc::new(config), segment, through };
        }
        Ok(())
    }

    /// Asks everybody else on the segment for a name.
    pub(crate) fn ask_segment(&mut self, from: IpcpId, name: &Arc<str>, allocation: u32) {
        let Some(Body::Shim { segment, .. }) = self.ipcp(from).map(|ipcp| &ipcp.body) else { return };
        let others = self.segments[*segment as usize].members.clone();
        for to in others.into_iter().filter(|to| *to != from) {
            let query = Payload::Query { name: name.clone(), allocation };
            self.send_frame(from, to, ALLOCATOR, query);
        }
    }

    /// Sends a message of the IPCP's own.
    pub(crate) fn send_frame(&mut self, from: IpcpId, to: IpcpId, endpoint: u32, payload: Payload) {
        let Some(ipcp) = self.ipcp(from) else { return };
        let Some(config) = ipcp.config() else { return };
        let layer = config.layer.clone();
        let header = Header { layer, kind: ipcp.kind, src: from.0, dst: to.0, endpoint, ttl: 1, qos: 0 };
        let packet = Packet { id: self.new_packet(), headers: vec![header], payload };
        self.cross(from, packet);
    }

    /// A frame, its outermost header written, crosses its segment.
    pub(crate) fn cross(&mut self, from: IpcpId, packet: Packet) {
        let Some(Body::Shim { segment, through, .. }) = self.ipcp(from).map(|ipcp| &ipcp.body) else { return };
        let Some(header) = packet.headers.last() else { return };
        let (to, through, segment) = (IpcpId(header.dst), *through, *segment);
        let software = PER_FRAME + PER_HEADER * packet.headers.len() as Nanos + self.random.below(40 * MICRO);
        let net = matches!(self.segments[segment as usize].key, Key::Net(..));
        let Some(other) = self.ipcp(to) else { return };
        let arriving = match &other.body {
            Body::Shim { through, .. } => *through,
            _ => return,
        };
        self.saw(from, "sent", &packet);
        let Some((machine, interface)) = through.filter(|_| to != from) else {
            let at = self.now + software + if net && to != from { IP_NETWORK } else { 0 };
            self.queue.push(at, Event::Frame { to, through: None, packet: Box::new(packet) });
            return;
        };
        let bytes = packet.bytes();
        let now = self.now + software;
        let interface = &mut self.machines[machine as usize].interfaces[interface as usize];
        if !interface.up {
            return self.saw(from, "dropped: the interface is down", &packet);
        }
        let tries = if packet.payload.is_reliable() { RELIABLE_TRIES } else { 1 };
        let arrival =
            (0..tries).find_map(|again| interface.egress.carry(now + again * RETRANSMISSION, bytes, &mut self.random));
        match arrival {
            Some(at) => self.queue.push(at, Event::Frame { to, through: arriving, packet: Box::new(packet) }),
            None => self.saw(from, "dropped: lost on the wire", &packet),
        }
    }

    /// A frame has crossed.
    pub(crate) fn frame_arrives(&mut self, to: IpcpId, through: Option<(u32, u32)>, mut packet: Packet) {
        if let Some((machine, interface)) = through {
            let up = self.machines[machine as usize].interfaces[interface as usize].up;
            if !up {
                return self.saw(to, "dropped: the interface is down", &packet);
            }
        }
        self.saw(to, "received", &packet);
        if let Some(header) = packet.headers.pop() {
            self.arrived(to, &header, packet);
        }
    }
}
