//! What will happen, in order of virtual time and, at the same time, of being planned.

use crate::Nanos;
use crate::ident::{IpcpId, Proc};
use crate::packet::Packet;
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

/// Something that will happen.
#[derive(Debug)]
pub(crate) enum Event {
    /// A frame reaches an IPCP, through a machine's interface or inside a machine.
    Frame { to: IpcpId, through: Option<(u32, u32)>, packet: Box<Packet> },
    /// A process goes on.
    Wake(Proc),
    /// A process ends.
    Exit(Proc, i32),
    /// An allocation looks at its state.
    Allocation(u32),
    /// A flow request waits for nobody any more.
    Pending { machine: u32, serial: u32 },
    /// An operation of a daemon sends again or gives up.
    Job(u32),
    /// An IPCP floods what it collected.
    Flush(IpcpId),
    /// Neighbours greet each other.
    Hellos,
    /// A daemon is down for good.
    Halt(Proc),
}

struct Planned {
    at: Nanos,
    serial: u64,
    event: Event,
}

impl PartialEq for Planned {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Planned {}
impl PartialOrd for Planned {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Planned {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.at, self.serial).cmp(&(other.at, other.serial))
    }
}

/// The events to come.
#[derive(Default)]
pub(crate) struct Queue {
    heap: BinaryHeap<Reverse<Planned>>,
    serial: u64,
}

impl Queue {
    pub(crate) fn push(&mut self, at: Nanos, event: Event) {
        self.serial += 1;
        self.heap.push(Reverse(Planned { at, serial: self.serial, event }));
    }

    pub(crate) fn next_at(&self) -> Option<Nanos> {
        self.heap.peek().map(|Reverse(planned)| planned.at)
    }

    pub(crate) fn pop(&mut self) -> Option<(Nanos, Event)> {
        self.heap.pop().map(|Reverse(planned)| (planned.at, planned.event))
    }
}
