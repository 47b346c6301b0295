//! The roster: a design's nodes, layers and IPCPs as positions in vectors, for work in linear time.

use crate::{
    lists::Lists,
    order,
    roll::{Roll, Span},
    wiring::Wiring,
};
use model::{Design, Gist, IpcpName, LayerGist, LayerId, LayerName, MemberGist, NodeId, NodeName};
use std::sync::Arc;

/// A node, by its position among the nodes declared.
pub(crate) struct NodeRow {
    pub(crate) id: NodeId,
    made: Span,
}

/// An IPCP, by its position: first those of hardware layers, then all others, both node by node. The others come up in
/// an order that leaps from node to node: close together, they are at hand.
pub(crate) struct IpcpRow {
    pub(crate) node: u32,
    pub(crate) layer: u32,
    over: Span,
}

/// All of a design. Positions are `u32`: a design of four thousand million IPCPs does not fit in memory.
pub(crate) struct Roster {
    pub(crate) nodes: Vec<NodeRow>,
    /// By their positions among the layers declared.
    pub(crate) layers: Vec<LayerGist>,
    pub(crate) ipcps: Vec<IpcpRow>,
    /// IPCPs as they are made: node by node, lower layers first.
    made: Vec<u32>,
    /// Layers, lower before upper, as positions.
    pub(crate) order: Vec<u32>,
    /// The names of all, by the same positions.
    pub(crate) roll: Arc<Roll>,
    /// Where the roll lists the names of `over`, if any of its lists is not in a row there anyway.
    listed: u32,
    over: Vec<u32>,
    members: Lists<u32>,
}

impl Roster {
    /// The roster of a design, and what it says of wires.
    pub(crate) fn of(design: &Design) -> (Self, Wiring) {
        let gist = design.gist();
        let order = order::order(gist.layers.len(), &registrations(gist));
        let mut ranks = vec![0; gist.layers.len()];
        for (rank, layer) in order.iter().enumerate() {
            ranks[*layer as usize] = rank as u32;
        }
        let mut seats = Seats::of(ranks, gist.n_hardware() as u32);
        let mut roster = Self {
            nodes: Vec::with_capacity(gist.nodes.len()),
            layers: gist.layers.clone(),
            ipcps: Vec::with_capacity(gist.n_members()),
            made: Vec::with_capacity(gist.n_members()),
            order,
            roll: Arc::default(),
            listed: 0,
            over: Vec::with_capacity(gist.n_registrations()),
            members: Lists::group(0, std::iter::empty()),
        };
        for (place, node) in gist.nodes.iter().enumerate() {
            roster.add_node(node.id, gist.members_of(place), &mut seats);
        }
        roster.ipcps.append(&mut seats.uppers);
        let by_layer = roster.ipcps.iter().enumerate().map(|(ipcp, row)| (row.layer, ipcp as u32));
        roster.members = Lists::group(roster.layers.len(), by_layer);
        roster.listed = roster.ipcps.len() as u32;
        roster.roll = Arc::new(roster.roll(design));
        seats.wired.sort_unstable();
        let wiring = roster.wiring(design, &seats.wired);
        (roster, wiring)
    }

    /// The IPCPs of a node in the order in which they are made: lower layers first.
    pub(crate) fn made_on(&self, node: usize) -> &[u32] {
        self.nodes[node].made.of(&self.made)
    }

    /// An IPCP's name.
    pub(crate) fn name(&self, ipcp: u32) -> &IpcpName {
        &self.roll.ipcps[ipcp as usize]
    }

    /// A layer's name.
    pub(crate) fn layer_name(&self, layer: u32) -> &LayerName {
        &self.roll.layers[layer as usize]
    }

    /// Where the names of [`Self::over`] stand on the roll.
    pub(crate) fn lower_names(&self, ipcp: u32) -> Span {
        let over = self.over(ipcp);
        if is_row(over) {
            let start = over.first().copied().unwrap_or_default();
            return Span { start, end: start + over.len() as u32 };
        }
        let Span { start, end } = self.ipcps[ipcp as usize].over;
        Span { start: self.listed + start, end: self.listed + end }
    }

    /// The lower IPCPs one is registered with, all on its node, in the order given.
    pub(crate) fn over(&self, ipcp: u32) -> &[u32] {
        self.ipcps[ipcp as usize].over.of(&self.over)
    }

    /// The IPCPs of a layer, in the order their nodes are declared.
    pub(crate) fn members(&self, layer: u32) -> &[u32] {
        self.members.at(layer)
    }

    /// The name of the node an IPCP is on.
    pub(crate) fn node_name(&self, ipcp: u32) -> &NodeName {
        &self.roll.nodes[self.ipcps[ipcp as usize].node as usize]
    }

    /// The IPCP of a layer on a node.
    pub(crate) fn ipcp_at(&self, layer: u32, node: NodeId) -> Option<u32> {
        let members = self.members(layer);
        let id_of = |ipcp: &u32| self.nodes[self.ipcps[*ipcp as usize].node as usize].id;
        members.binary_search_by_key(&node, id_of).ok().map(|place| members[place])
    }

    /// A layer's position.
    pub(crate) fn layer_at(&self, id: LayerId) -> Option<u32> {
        self.layers.binary_search_by_key(&id, |row| row.id).ok().map(|place| place as u32)
    }

    fn roll(&self, design: &Design) -> Roll {
        let nodes: Vec<NodeName> = design.node_names().cloned().collect();
        let layers: Vec<LayerName> = design.layer_names().cloned().collect();
        let kinds = self.layers.iter().map(|row| row.kind).collect();
        let name = |row: &IpcpRow| (&layers[row.layer as usize], &nodes[row.node as usize]);
        let mut ipcps = IpcpName::all(self.ipcps.iter().map(name));
        if !self.ipcps.iter().all(|row| is_row(row.over.of(&self.over))) {
            ipcps.extend(self.over.iter().map(|lower| ipcps[*lower as usize].clone()).collect::<Vec<_>>());
        }
        let services = design.draft().services().map(|(id, _)| design.service_name(id).clone()).collect();
        Roll { nodes, layers, kinds, ipcps, services }
    }

    /// `wired`: the IPCPs that say something of their ends of wires, ascending.
    fn wiring(&self, design: &Design, wired: &[u32]) -> Wiring {
        let draft = design.draft();
        let layers = (0..).zip(&self.layers).filter(|(_, layer)| !layer.is_perfect);
        let layers = layers.filter_map(|(place, layer)| Some((place, &draft.layer(layer.id)?.quality)));
        let ipcps = wired.iter().filter_map(|ipcp| {
            let IpcpRow { node, layer, .. } = self.ipcps[*ipcp as usize];
            Some((*ipcp, draft.member(self.nodes[node as usize].id, self.layers[layer as usize].id)?))
        });
        Wiring::of(layers, ipcps)
    }

    fn add_node<'d>(&mut self, id: NodeId, members: impl Iterator<Item = Said<'d>>, seats: &mut Seats<'d>) {
        let node = self.nodes.len() as u32;
        let first = self.made.len() as u32;
        seats.take(members);
        for place in 0..seats.row.len() {
            let (member, over) = seats.row[place];
            let (ipcp, start) = (seats.seat_of[member.layer as usize], self.over.len() as u32);
            self.over.extend(over.iter().filter_map(|lower| seats.seat_once(*lower, ipcp)));
            let over = Span { start, end: self.over.len() as u32 };
            let rows = if member.is_hardware { &mut self.ipcps } else { &mut seats.uppers };
            rows.push(IpcpRow { node, layer: member.layer, over });
            self.made.push(ipcp);
            seats.wired.extend((!member.is_plain).then_some(ipcp));
        }
        seats.leave();
        self.nodes.push(NodeRow { id, made: Span { start: first, end: self.made.len() as u32 } });
    }
}

/// These positions are one after another.
fn is_row(positions: &[u32]) -> bool {
    positions.windows(2).all(|pair| pair[0] + 1 == pair[1])
}

/// Each lower layer with an upper one, perhaps more than once, as positions.
///
/// Hardware layers wait for none and come in their order, so of those below a layer the last counts alone.
fn registrations(gist: &Gist) -> Vec<(u32, u32)> {
    let mut last = vec![None; gist.layers.len()];
    let mut registrations = Vec::new();
    for (member, over) in gist.members() {
        for lower in over {
            if gist.layers[*lower as usize].kind.is_hardware() {
                let last = &mut last[member.layer as usize];
                *last = (*last).max(Some(*lower));
            } else {
                registrations.push((*lower, member.layer));
            }
        }
    }
    let hardware = (0..).zip(last).filter_map(|(upper, last)| Some((last?, upper)));
    registrations.extend(hardware);
    registrations
}

const NONE: u32 = u32::MAX;

/// A membership and the layers it is registered in.
type Said<'d> = (MemberGist, &'d [u32]);

/// Who sits where while one node is added; cleared after each, so that all nodes together stay linear.
struct Seats<'d> {
    ranks: Vec<u32>,
    seat_of: Vec<u32>,
    row: Vec<Said<'d>>,
    told: Vec<u32>,
    /// The next free positions: of hardware layers, and of others.
    free: [u32; 2],
    /// IPCPs of other than hardware layers; these are for all nodes.
    uppers: Vec<IpcpRow>,
    /// IPCPs with something particular about their wires.
    wired: Vec<u32>,
}

impl<'d> Seats<'d> {
    /// `ranks`: each layer's place from the ground; `n_hardware`: how many IPCPs are of hardware layers.
    fn of(ranks: Vec<u32>, n_hardware: u32) -> Self {
        let none = vec![NONE; ranks.len()];
        let (seat_of, told) = (none.clone(), none);
        Self { ranks, seat_of, row: Vec::new(), told, free: [0, n_hardware], uppers: Vec::new(), wired: Vec::new() }
    }

    /// A design lists no layer twice on a node.
    fn take(&mut self, members: impl Iterator<Item = Said<'d>>) {
        self.row.extend(members);
        self.row.sort_unstable_by_key(|(member, _)| self.ranks[member.layer as usize]);
        for (member, _) in &self.row {
            let free = &mut self.free[usize::from(!member.is_hardware)];
            self.seat_of[member.layer as usize] = std::mem::replace(free, *free + 1);
        }
    }

    /// The IPCP of a layer on this node; none the second time `asker` asks, as a registration said twice is one.
    fn seat_once(&mut self, layer: u32, asker: u32) -> Option<u32> {
        let is_new = std::mem::replace(&mut self.told[layer as usize], asker) != asker;
        let seat = self.seat_of[layer as usize];
        (is_new && seat != NONE).then_some(seat)
    }

    fn leave(&mut self) {
        for (member, _) in self.row.drain(..) {
            self.seat_of[member.layer as usize] = NONE;
        }
    }
}
