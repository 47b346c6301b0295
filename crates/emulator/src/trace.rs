//! Where packets went: the stack of headers at each hop.

use crate::packet::{Header, Packet};
use crate::world::World;
use crate::{Nanos, ident::IpcpId};
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use std::sync::Arc;

/// A packet seen at one place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hop {
    /// When, nanoseconds of virtual time.
    pub at: Nanos,
    /// Which packet: the same number at all its hops.
    pub packet: u64,
    /// What it carries, in a word or two.
    pub payload: Arc<str>,
    /// The machine.
    pub machine: Arc<str>,
    /// The IPCP there.
    pub ipcp: Arc<str>,
    /// What the IPCP did: `sent`, `forwarded`, `received`, or why it dropped the packet.
    pub what: Arc<str>,
    /// Its headers there, outermost first.
    pub headers: Vec<Header>,
}

/// The last hops seen, while tracing is on.
#[derive(Default)]
pub(crate) struct Trace {
    pub limit: usize,
    pub hops: VecDeque<Hop>,
}

impl World {
    /// Keeps the last `hops` hops of packets from now on; 0 stops tracing and forgets them.
    pub fn trace(&mut self, hops: usize) {
        self.trace.limit = hops;
        while self.trace.hops.len() > hops {
            self.trace.hops.pop_front();
        }
    }

    /// The hops kept, oldest first.
    pub fn hops(&self) -> impl Iterator<Item = &Hop> {
        self.trace.hops.iter()
    }

    /// The stack of headers of a packet at each hop kept, in order of time.
    pub fn headers(&self, packet: u64) -> Vec<Hop> {
        self.hops().filter(|hop| hop.packet == packet).cloned().collect()
    }

    pub(crate) fn saw(&mut self, ipcp: IpcpId, what: &'static str, packet: &Packet) {
        if self.trace.limit == 0 {
            return;
        }
        let Some(at) = self.ipcp(ipcp) else { return };
        let hop = Hop {
            at: self.now,
            packet: packet.id,
            payload: packet.payload.word().into(),
            machine: self.machine(at.machine).name.clone(),
            ipcp: at.name.clone(),
            what: what.into(),
            headers: packet.headers.iter().rev().cloned().collect(),
        };
        if self.trace.hops.len() == self.trace.limit {
            self.trace.hops.pop_front();
        }
        self.trace.hops.push_back(hop);
    }
}
