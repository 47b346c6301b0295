//! An IPCP: its kind, its state, what it has registered, and its lives as they begin and end.

use crate::era::Era;
use crate::flow::Use;
use crate::ident::{FlowId, IpcpId, MachineId};
use crate::linkstate::LinkState;
use crate::world::World;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

/// What an IPCP is, in the order in which daemons ask theirs for a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Inside a machine, or over the wire that bears the layer's name.
    Local,
    /// A layer of its own, over others.
    Unicast,
    /// A layer whose members all hear everything.
    Broadcast,
    /// Ethernet with LLC frames.
    EthLlc,
    /// Ethernet with DIX frames.
    EthDix,
    /// UDP over IPv4.
    Udp4,
    /// UDP over IPv6.
    Udp6,
}

impl Kind {
    pub(crate) const ALL: [Self; 7] =
        [Self::Unicast, Self::Broadcast, Self::Local, Self::Udp4, Self::Udp6, Self::EthLlc, Self::EthDix];

    /// Its name, as daemons list it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Local => "local",
            Self::Unicast => "unicast",
            Self::Broadcast => "broadcast",
            Self::EthLlc => "eth-llc",
            Self::EthDix => "eth-dix",
            Self::Udp4 => "udp4",
            Self::Udp6 => "udp6",
        }
    }

    /// Has members that enroll, as opposed to hardware.
    pub(crate) fn enrolls(self) -> bool {
        matches!(self, Self::Unicast | Self::Broadcast)
    }

    /// The program that plays it, as logs call it.
    pub(crate) fn program(self) -> String {
        format!("ipcpd-{}", self.name())
    }

    /// Where the daemon lists it: by type.
    pub(crate) fn rank(self) -> usize {
        let ranks = [Self::Local, Self::Unicast, Self::Broadcast, Self::EthLlc, Self::EthDix, Self::Udp4, Self::Udp6];
        ranks.iter().position(|kind| *kind == self).unwrap_or(ranks.len())
    }

    /// Its name in that era's tools.
    pub(crate) fn word(self, era: Era) -> &'static str {
        match (self, era) {
            (Self::Udp4, Era::Seed | Era::Rumba) => "udp",
            (Self::Unicast, Era::Rumba) => "normal",
            _ => self.name(),
        }
    }
}

/// Where an IPCP stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Created; in no layer.
    Initialised,
    /// The first of its layer, connected to nobody.
    Bootstrapped,
    /// A member, connected to nobody.
    Enrolled,
    /// A member with neighbours, or hardware that is set up.
    Operational,
}

/// How a layer is set up; newcomers are told.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Config {
    pub layer: Arc<str>,
    pub kind: Kind,
    pub routing: Routing,
    pub hash: Hash,
    pub ttl: u8,
    /// Hardware: `dev`, `ip`.
    pub place: Option<Arc<str>>,
    /// Hardware: ethertype or UDP port.
    pub port: u16,
}

impl Config {
    pub(crate) fn new(layer: &str, kind: Kind) -> Self {
        Self {
            layer: layer.into(),
            kind,
            routing: Routing::LinkState,
            hash: Hash::Sha3_256,
            ttl: 60,
            place: None,
            port: if kind == Kind::EthDix { 0xA000 } else { 3435 },
        }
    }
}

/// How next hops are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Routing {
    LinkState,
    /// With a loop-free alternate, used at once when a neighbour falls silent.
    Lfa,
    /// Over all shortest paths in turn.
    Ecmp,
}

/// The hash names are known by in a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hash {
    Sha3_224,
    Sha3_256,
    Sha3_384,
    Sha3_512,
}

impl Hash {
    /// The first four bytes, as logs show them.
    pub(crate) fn short(self, name: &str) -> String {
        use sha3::{Digest, Sha3_224, Sha3_256, Sha3_384, Sha3_512};
        let bytes: [u8; 4] = match self {
            Self::Sha3_224 => first(&Sha3_224::digest(name)),
            Self::Sha3_256 => first(&Sha3_256::digest(name)),
            Self::Sha3_384 => first(&Sha3_384::digest(name)),
            Self::Sha3_512 => first(&Sha3_512::digest(name)),
        };
        format!("{:08x}", u32::from_be_bytes(bytes))
    }

    /// Its name and length, as logs show them.
    pub(crate) fn describe(self) -> &'static str {
        match self {
            Self::Sha3_224 => "SHA3-224 [28 bytes]",
            Self::Sha3_256 => "SHA3-256 [32 bytes]",
            Self::Sha3_384 => "SHA3-384 [48 bytes]",
            Self::Sha3_512 => "SHA3-512 [64 bytes]",
        }
    }
}

fn first(digest: &[u8]) -> [u8; 4] {
    std::array::from_fn(|at| digest[at])
}

/// An IPCP.
pub(crate) struct Ipcp {
    pub id: IpcpId,
    pub machine: MachineId,
    pub pid: u32,
    pub name: Arc<str>,
    pub kind: Kind,
    pub body: Body,
    /// Names it answers for.
    pub registered: BTreeSet<Arc<str>>,
    /// Flow requests heard, by who asked; with the end made for it. A request heard again is answered again.
    pub requests: BTreeMap<(u32, FlowId), Option<FlowId>>,
    /// The ends of flows it provides.
    pub carries: BTreeSet<FlowId>,
    /// What its flows over lower layers are for.
    pub uses: BTreeMap<FlowId, Use>,
}

/// What an IPCP has inside, once it is in a layer.
pub(crate) enum Body {
    Blank,
    /// Hardware, attached to a segment.
    Shim {
        config: Arc<Config>,
        segment: u32,
        through: Option<(u32, u32)>,
    },
    /// A member of a unicast or broadcast layer.
    Member(Box<Member>),
}

/// A member of a layer.
pub(crate) struct Member {
    /// The layer's number in this world.
    pub layer: u32,
    pub config: Arc<Config>,
    pub address: u32,
    /// Its place among the layer's members, those gone included.
    pub index: u32,
    /// It started the layer.
    pub first: bool,
    pub management: Vec<Adjacency>,
    pub transfer: Vec<Adjacency>,
    pub links: LinkState,
    /// Broadcast: flows of this machine's applications.
    pub listeners: Vec<FlowId>,
    /// Broadcast: packets passed on lately, so that a ring of neighbours is not a storm.
    pub passed: VecDeque<u64>,
}

/// A neighbour in a layer.
#[derive(Clone, Debug)]
pub(crate) struct Adjacency {
    pub flow: FlowId,
    /// The name it was connected by, where this side connected.
    pub to: Option<Arc<str>>,
    /// The neighbour's address.
    pub peer: u32,
    /// The neighbour's place among the members.
    pub index: u32,
    /// It was heard lately, or nothing happened to doubt it.
    pub alive: bool,
    /// When it was heard.
    pub heard: crate::Nanos,
}

impl Ipcp {
    pub(crate) fn member(&self) -> Option<&Member> {
        match &self.body {
            Body::Member(member) => Some(member),
            _ => None,
        }
    }

    pub(crate) fn member_mut(&mut self) -> Option<&mut Member> {
        match &mut self.body {
            Body::Member(member) => Some(member),
            _ => None,
        }
    }

    pub(crate) fn config(&self) -> Option<&Arc<Config>> {
        match &self.body {
            Body::Blank => None,
            Body::Shim { config, .. } => Some(config),
            Body::Member(member) => Some(&member.config),
        }
    }

    pub(crate) fn state(&self) -> State {
        match &self.body {
            Body::Blank => State::Initialised,
            Body::Shim { .. } => State::Operational,
            Body::Member(member) if !member.transfer.is_empty() => State::Operational,
            Body::Member(member) if member.first => State::Bootstrapped,
            Body::Member(_) => State::Enrolled,
        }
    }

    /// The state as the daemon's logs call it; there are only two to be seen.
    pub(crate) fn state_word(&self) -> &'static str {
        if matches!(self.body, Body::Blank) { "boot" } else { "operational" }
    }

    /// Its address in its layer.
    pub(crate) fn address(&self) -> u32 {
        self.member().map_or(self.id.0, |member| member.address)
    }
}

impl World {
    pub(crate) fn ipcp(&self, id: IpcpId) -> Option<&Ipcp> {
        self.ipcps.get(id.0 as usize)?.as_deref()
    }

    pub(crate) fn ipcp_mut(&mut self, id: IpcpId) -> Option<&mut Ipcp> {
        self.ipcps.get_mut(id.0 as usize)?.as_deref_mut()
    }

    pub(crate) fn member(&self, id: IpcpId) -> Option<&Member> {
        self.ipcp(id)?.member()
    }

    pub(crate) fn member_mut(&mut self, id: IpcpId) -> Option<&mut Member> {
        self.ipcp_mut(id)?.member_mut()
    }

    /// A new IPCP on a machine, in no layer.
    pub(crate) fn new_ipcp(&mut self, machine: MachineId, name: &str, kind: Kind) -> IpcpId {
        let id = IpcpId(self.ipcps.len() as u32);
        let pid = self.machine_mut(machine).new_pid();
        self.ipcps.push(Some(Box::new(Ipcp {
            id,
            machine,
            pid,
            name: name.into(),
            kind,
            body: Body::Blank,
            registered: BTreeSet::new(),
            requests: BTreeMap::new(),
            carries: BTreeSet::new(),
            uses: BTreeMap::new(),
        })));
        id
    }

    /// Makes an IPCP the next member of a layer.
    pub(crate) fn join(&mut self, id: IpcpId, layer: u32, first: bool) {
        let address = self.new_address(layer);
        let Some(known) = self.layers.get_mut(layer as usize) else { return };
        let config = known.config.clone();
        let index = known.enter(address, id);
        let member = Member {
            layer,
            config,
            address,
            index,
            first,
            management: Vec::new(),
            transfer: Vec::new(),
            links: LinkState::new(index),
            listeners: Vec::new(),
            passed: VecDeque::new(),
        };
        if let Some(ipcp) = self.ipcp_mut(id) {
            ipcp.body = Body::Member(Box::new(member));
        }
    }

    /// An IPCP is gone: so are its flows and all that knew it.
    pub(crate) fn remove_ipcp(&mut self, id: IpcpId) {
        let Some(ipcp) = self.ipcp(id) else { return };
        let flows: Vec<FlowId> = ipcp.carries.iter().chain(ipcp.uses.keys()).copied().collect();
        for flow in flows {
            self.dealloc(flow);
        }
        if let Some(Body::Member(member)) = self.ipcp(id).map(|ipcp| &ipcp.body) {
            let (layer, index) = (member.layer as usize, member.index);
            self.layers[layer].leave(index);
        }
        if let Some(Body::Shim { segment, .. }) = self.ipcp(id).map(|ipcp| &ipcp.body) {
            let segment = *segment as usize;
            self.segments[segment].members.retain(|member| *member != id);
        }
        let machine = self.ipcp(id).map(|ipcp| ipcp.machine);
        self.ipcps[id.0 as usize] = None;
        if let Some(irmd) = machine.and_then(|machine| self.machine_mut(machine).irmd.as_mut()) {
            irmd.ipcps.retain(|known| *known != id);
            irmd.forget_acceptor(crate::irmd::Acceptor::Ipcp(id));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_the_real_ones() {
        assert_eq!(Hash::Sha3_256.short("oping_server"), "465bac77");
        assert_eq!(Hash::Sha3_256.short("normal_layer"), "0150dec5");
    }
}
