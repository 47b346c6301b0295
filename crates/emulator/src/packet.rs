//! What travels: a payload under one header a layer.

use crate::Nanos;
use crate::ident::FlowId;
use crate::ipcp::{Config, Kind};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The endpoint id of an IPCP's own flow allocator.
pub(crate) const ALLOCATOR: u32 = 0;
/// The endpoint id of an IPCP's own directory.
pub(crate) const DIRECTORY: u32 = 1;
/// More layers than this in one packet means a layer that carries itself.
pub(crate) const MOST_HEADERS: usize = 16;

/// What one layer writes in front of a packet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// The layer.
    pub layer: Arc<str>,
    /// Its kind.
    pub kind: Kind,
    /// The address of the IPCP that wrote the header.
    pub src: u32,
    /// The address of the IPCP that will take it off.
    pub dst: u32,
    /// The endpoint there: 0 is the flow allocator, 1 the directory, others are flows.
    pub endpoint: u32,
    /// Hops left.
    pub ttl: u8,
    /// The QoS cube.
    pub qos: u8,
}

/// A packet. The last header is the outermost.
#[derive(Clone, Debug)]
pub(crate) struct Packet {
    /// Unique in the world; a packet sent on keeps it.
    pub id: u64,
    pub headers: Vec<Header>,
    pub payload: Payload,
}

impl Packet {
    /// Length on a wire, bytes: 14 and 46 are Ethernet's header and least payload, 20 stands for each layer's header.
    pub(crate) fn bytes(&self) -> u64 {
        (14 + 20 * self.headers.len() as u64 + self.payload.bytes()).max(60)
    }
}

/// A message, as the components of IPCPs and applications write them.
#[derive(Clone, Debug)]
pub(crate) enum Payload {
    /// An application's ping, there or back.
    Echo { seq: u32, sent: Nanos, bytes: u32, back: bool },
    /// An application's text.
    Text(Arc<str>),
    /// Who knows this name? Asked by the allocation of that number.
    Query { name: Arc<str>, allocation: u32 },
    /// It is here, or surely not.
    Answer { allocation: u32, here: bool },
    /// What the directory knows of that name.
    Addresses { allocation: u32, addresses: Arc<[u32]> },
    /// Please connect this flow to whoever answers to the name.
    Request { name: Arc<str>, end: FlowId, qos: u8 },
    /// To the end that asked: the other end, or why not.
    Reply { end: FlowId, answer: Result<FlowId, i32> },
    /// The other end of this flow is gone.
    Dealloc { end: FlowId },
    /// A component of an IPCP introduces itself.
    Connect { component: Component, address: u32, layer: u32 },
    /// The answer: the address of the other, or a refusal.
    Connected { component: Component, address: Option<u32> },
    /// Please tell me how your layer is set up.
    Enroll { kind: Kind },
    /// How it is.
    Enrolled(Enrolled),
    /// I am still here.
    Hello,
    /// Link-state advertisements: (member, version).
    Adverts(Arc<[(u32, u32)]>),
}

impl Payload {
    fn bytes(&self) -> u64 {
        match self {
            Self::Echo { bytes, .. } => u64::from(*bytes),
            Self::Text(text) => text.len() as u64,
            Self::Adverts(adverts) => 24 * adverts.len() as u64,
            _ => 64,
        }
    }

    /// Goes over reliable flows: what a wire loses is sent again.
    pub(crate) fn is_reliable(&self) -> bool {
        !matches!(self, Self::Echo { .. } | Self::Text(_) | Self::Hello | Self::Query { .. } | Self::Request { .. })
    }

    /// In a word, for people.
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Self::Echo { back: false, .. } => "ping",
            Self::Echo { back: true, .. } => "pong",
            Self::Text(_) => "text",
            Self::Query { .. } => "name query",
            Self::Answer { .. } | Self::Addresses { .. } => "name answer",
            Self::Request { .. } => "flow request",
            Self::Reply { .. } => "flow reply",
            Self::Dealloc { .. } => "flow deallocation",
            Self::Connect { .. } => "connect",
            Self::Connected { .. } => "connected",
            Self::Enroll { .. } => "enrollment request",
            Self::Enrolled(_) => "enrollment information",
            Self::Hello => "hello",
            Self::Adverts(_) => "link state",
        }
    }
}

/// What a member of a layer tells a newcomer.
#[derive(Clone, Debug)]
pub(crate) struct Enrolled {
    /// The layer's number in this world.
    pub layer: u32,
    pub config: Arc<Config>,
}

/// What in an IPCP a flow connects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Component {
    Management,
    DataTransfer,
}

impl Component {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Management => "Management",
            Self::DataTransfer => "Data Transfer",
        }
    }
}
