//! Broadcast IPCPs: every member hears everything.

use crate::ident::{FlowId, IpcpId, User};
use crate::packet::Packet;
use crate::world::World;

/// How many packets a member remembers having passed on.
const REMEMBERED: usize = 256;

impl World {
    /// A flow of a process to all of a broadcast layer.
    pub(crate) fn join_broadcast(&mut self, id: IpcpId, user: User) -> FlowId {
        let flow = self.new_end(id, user, 0);
        if let Some(member) = self.member_mut(id) {
            member.listeners.push(flow);
        }
        flow
    }

    /// A packet, its outermost header this layer's, goes to all but where it came from.
    pub(crate) fn broadcast(&mut self, id: IpcpId, from: Option<FlowId>, packet: Packet) {
        let Some(member) = self.member_mut(id) else { return };
        if member.passed.contains(&packet.id) {
            return;
        }
        if member.passed.len() == REMEMBERED {
            member.passed.pop_front();
        }
        member.passed.push_back(packet.id);
        let others = |flow: &FlowId| Some(*flow) != from;
        let neighbours: Vec<FlowId> = member.transfer.iter().map(|adjacency| adjacency.flow).filter(others).collect();
        let listeners: Vec<FlowId> = member.listeners.iter().copied().filter(others).collect();
        self.saw(id, "forwarded", &packet);
        for flow in neighbours {
            self.send(flow, packet.clone());
        }
        for flow in listeners {
            let mut packet = packet.clone();
            packet.headers.pop();
            self.deliver(id, flow, packet);
        }
    }

    /// A packet of this layer arrives from a neighbour.
    pub(crate) fn broadcast_arrives(&mut self, id: IpcpId, from: FlowId, packet: Packet) {
        let of_this_layer = self
            .member(id)
            .is_some_and(|member| packet.headers.last().is_some_and(|header| header.layer == member.config.layer));
        if of_this_layer {
            self.broadcast(id, Some(from), packet);
        }
    }
}
