//! Unicast IPCPs: forwarding by address, hop by hop.

use crate::MICRO;
use crate::ident::IpcpId;
use crate::packet::Packet;
use crate::queue::Event;
use crate::world::World;

impl World {
    /// A packet, its outermost header this layer's, goes towards its destination.
    pub(crate) fn forward(&mut self, id: IpcpId, packet: Packet) {
        let Some(header) = packet.headers.last() else { return };
        // Mixed, since a ping and its answer take numbers in turn.
        let (dst, turn) = (header.dst, packet.id.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 33);
        let Some(member) = self.member(id) else { return };
        if member.address == dst {
            let at = self.now + 10 * MICRO;
            return self.queue.push(at, Event::Frame { to: id, through: None, packet: Box::new(packet) });
        }
        let Some(index) = self.layers[member.layer as usize].index_of(dst) else {
            return self.saw(id, "dropped: no such address", &packet);
        };
        match self.next_hop(id, index, turn) {
            Some(flow) => {
                self.saw(id, "forwarded", &packet);
                self.send(flow, packet);
            }
            None => self.saw(id, "dropped: no next hop", &packet),
        }
    }

    /// A packet of this layer arrives from a neighbour.
    pub(crate) fn relay(&mut self, id: IpcpId, mut packet: Packet) {
        let (Some(header), Some(member)) = (packet.headers.last_mut(), self.member(id)) else { return };
        if header.layer != member.config.layer {
            return self.saw(id, "dropped: of another layer", &packet);
        }
        if header.dst == member.address {
            self.saw(id, "received", &packet);
            if let Some(header) = packet.headers.pop() {
                self.arrived(id, &header, packet);
            }
            return;
        }
        if header.ttl <= 1 {
            return self.saw(id, "dropped: time to live is over", &packet);
        }
        header.ttl -= 1;
        self.forward(id, packet);
    }
}
