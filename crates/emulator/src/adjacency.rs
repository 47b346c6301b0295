//! Neighbours in a layer: made by connecting, unmade by disconnecting, doubted when wires change.

use crate::flow::Use;
use crate::ident::{FlowId, IpcpId};
use crate::ipcp::{Adjacency, Kind};
use crate::packet::{Component, Payload};
use crate::queue::Event;
use crate::world::World;
use crate::{MILLI, Nanos, SECOND};
use std::sync::Arc;

/// How often neighbours greet …
const HELLO: Nanos = 200 * MILLI;
/// … and how long silence is endured, …
const SILENCE: Nanos = SECOND;
/// … for this long after something changed that could silence a neighbour.
const WATCH: Nanos = 8 * SECOND;

impl World {
    /// A message for an IPCP's components arrives over a flow it uses.
    pub(crate) fn component_hears(&mut self, id: IpcpId, flow: FlowId, payload: Payload) {
        match payload {
            Payload::Enroll { kind } => self.enroll_asked(id, flow, kind),
            Payload::Enrolled(information) => self.enrolled(id, flow, information),
            Payload::Connect { component, address, layer } => {
                let same = self.member(id).is_some_and(|member| {
                    member.layer == layer
                        && (component == Component::DataTransfer || member.config.kind != Kind::Broadcast)
                });
                let own = self.member(id).map(|member| member.address).filter(|_| same);
                self.say(flow, Payload::Connected { component, address: own });
                if own.is_some() {
                    self.adjacent(id, flow, component, address);
                }
            }
            Payload::Connected { component, address } => self.connected(id, flow, component, address),
            Payload::Adverts(adverts) => self.adverts_arrive(id, flow, &adverts),
            Payload::Hello => self.hello_arrives(id, flow),
            _ => {}
        }
    }

    /// A flow connects two components from now on.
    pub(crate) fn adjacent(&mut self, id: IpcpId, flow: FlowId, component: Component, peer: u32) {
        let now = self.now;
        let Some(member) = self.member(id) else { return };
        let Some(index) = self.layers[member.layer as usize].index_of(peer) else { return };
        let Some(ipcp) = self.ipcp_mut(id) else { return };
        let purpose = if component == Component::Management { Use::Management } else { Use::Transfer };
        if ipcp.uses.insert(flow, purpose) == Some(purpose) {
            return;
        }
        let (machine, kind) = (ipcp.machine, ipcp.kind);
        let Some(member) = ipcp.member_mut() else { return };
        let adjacency = Adjacency { flow, to: None, peer, index, alive: true, heard: now };
        let what = match component {
            Component::Management => {
                member.management.push(adjacency);
                "mgmt"
            }
            Component::DataTransfer => {
                member.transfer.push(adjacency);
                "dt"
            }
        };
        if kind == Kind::Unicast {
            self.log_ipcp(machine, id, &format!("link-state-routing(DB): Type {what} neighbor {peer} added."));
            match component {
                Component::Management => self.tell_all(id, flow),
                Component::DataTransfer => self.advertise(id),
            }
        }
    }

    /// A flow that may have been an adjacency is gone.
    pub(crate) fn adjacency_gone(&mut self, id: IpcpId, flow: FlowId) {
        let Some(member) = self.member_mut(id) else { return };
        member.management.retain(|adjacency| adjacency.flow != flow);
        let before = member.transfer.len();
        member.transfer.retain(|adjacency| adjacency.flow != flow);
        member.listeners.retain(|listener| *listener != flow);
        if member.transfer.len() != before {
            self.advertise(id);
        }
    }

    /// This side connected the adjacency, by that name.
    pub(crate) fn connected_by(&mut self, id: IpcpId, flow: FlowId, name: Arc<str>) {
        if let Some(adjacency) = self.adjacencies(id).find(|adjacency| adjacency.flow == flow) {
            adjacency.to = Some(name);
        }
    }

    /// The flows this side connected to a name, for a component.
    pub(crate) fn flows_to(&self, id: IpcpId, component: Component, name: &str) -> Vec<FlowId> {
        let Some(member) = self.member(id) else { return Vec::new() };
        let adjacencies = match component {
            Component::Management => &member.management,
            Component::DataTransfer => &member.transfer,
        };
        let named = adjacencies.iter().filter(|adjacency| adjacency.to.as_deref() == Some(name));
        named.map(|adjacency| adjacency.flow).collect()
    }

    /// Something changed that could silence a neighbour or bring one back: all greet for a while.
    pub(crate) fn watch(&mut self) {
        if !std::mem::replace(&mut self.watching, true) {
            let now = self.now;
            for id in self.members() {
                for adjacency in self.adjacencies(id) {
                    adjacency.heard = now;
                }
            }
            self.queue.push(self.now, Event::Hellos);
        }
        self.watched_until = self.now + WATCH;
    }

    /// Neighbours greet, and those silent for too long are given up.
    pub(crate) fn hellos(&mut self) {
        let now = self.now;
        for id in self.members() {
            let mut changed = false;
            let mut flows = Vec::new();
            for adjacency in self.adjacencies(id) {
                flows.push(adjacency.flow);
                if adjacency.alive && adjacency.heard + SILENCE <= now {
                    adjacency.alive = false;
                    changed = true;
                }
            }
            for flow in flows {
                self.say(flow, Payload::Hello);
            }
            if changed && self.ipcp(id).is_some_and(|ipcp| ipcp.kind == Kind::Unicast) {
                self.advertise(id);
            }
        }
        if now < self.watched_until {
            self.queue.push(now + HELLO, Event::Hellos);
        } else {
            self.watching = false;
        }
    }

    fn hello_arrives(&mut self, id: IpcpId, flow: FlowId) {
        let now = self.now;
        let Some(adjacency) = self.adjacencies(id).find(|adjacency| adjacency.flow == flow) else { return };
        adjacency.heard = now;
        if std::mem::replace(&mut adjacency.alive, true) {
            return;
        }
        match self.ipcp(id).and_then(|ipcp| ipcp.uses.get(&flow)) {
            Some(Use::Management) => self.tell_all(id, flow),
            Some(Use::Transfer) => self.advertise(id),
            _ => {}
        }
    }

    fn members(&self) -> Vec<IpcpId> {
        self.ipcps.iter().flatten().filter(|ipcp| ipcp.member().is_some()).map(|ipcp| ipcp.id).collect()
    }

    fn adjacencies(&mut self, id: IpcpId) -> impl Iterator<Item = &mut Adjacency> {
        self.member_mut(id)
            .into_iter()
            .flat_map(|member| member.management.iter_mut().chain(member.transfer.iter_mut()))
    }
}
