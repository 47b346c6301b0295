//! The roster: a design's nodes, layers and IPCPs as positions in vectors, for work in linear time.

use crate::{
    lists::Lists,
    order,
    roll::{Roll, Span},
    wiring::Wiring,
};
use model::{Design, IpcpName, LayerId, LayerKind, LayerName, Member, NodeId, NodeName};
use std::{ops::Range, sync::Arc};

/// A node, by its position among the nodes declared.
pub(crate) struct NodeRow {
    pub(crate) id: NodeId,
    /// Its IPCPs, lower layers first: the order in which they are made.
    pub(crate) ipcps: Range<u32>,
}

/// A layer, by its position among the layers declared.
pub(crate) struct LayerRow {
    pub(crate) id: LayerId,
    pub(crate) kind: LayerKind,
}

/// An IPCP, by its position: node by node.
pub(crate) struct IpcpRow {
    pub(crate) node: u32,
    pub(crate) layer: u32,
    over: Span,
}

/// All of a design. Positions are `u32`: a design of four thousand million IPCPs does not fit in memory.
pub(crate) struct Roster {
    pub(crate) nodes: Vec<NodeRow>,
    pub(crate) layers: Vec<LayerRow>,
    pub(crate) ipcps: Vec<IpcpRow>,
    /// Layers, lower before upper, as positions.
    pub(crate) order: Vec<u32>,
    /// The names of all, by the same positions.
    pub(crate) roll: Arc<Roll>,
    over: Vec<u32>,
    members: Lists<u32>,
}

impl Roster {
    /// The roster of a design, and what it says of wires.
    pub(crate) fn of(design: &Design) -> (Self, Wiring) {
        let draft = design.draft();
        let layers: Vec<LayerRow> = draft.layers().map(|(id, layer)| LayerRow { id, kind: layer.kind }).collect();
        let said = Said::of(design, &layers);
        let order = order::order(layers.len(), said.registrations());
        let mut ranks = vec![0; layers.len()];
        for (rank, layer) in order.iter().enumerate() {
            ranks[*layer as usize] = rank as u32;
        }
        let mut seats = Seats::of(ranks);
        let mut roster = Self {
            nodes: Vec::with_capacity(draft.nodes().len()),
            layers,
            ipcps: Vec::with_capacity(said.members.len()),
            order,
            roll: Arc::default(),
            over: Vec::with_capacity(said.over.len()),
            members: Lists::group(0, std::iter::empty()),
        };
        for (id, members) in &said.nodes {
            roster.add_node(*id, members.clone(), &said, &mut seats);
        }
        let by_layer = roster.ipcps.iter().enumerate().map(|(ipcp, row)| (row.layer, ipcp as u32));
        roster.members = Lists::group(roster.layers.len(), by_layer);
        roster.roll = Arc::new(roster.roll(design));
        (roster, Wiring::of(draft, &seats.wired))
    }

    /// An IPCP's name.
    pub(crate) fn name(&self, ipcp: u32) -> &IpcpName {
        &self.roll.ipcps[ipcp as usize]
    }

    /// A layer's name.
    pub(crate) fn layer_name(&self, layer: u32) -> &LayerName {
        &self.roll.layers[layer as usize].0
    }

    /// Where [`Self::over`] is among the names of [`Self::lower_names`].
    pub(crate) fn over_span(&self, ipcp: u32) -> Span {
        self.ipcps[ipcp as usize].over
    }

    /// The names of the lower IPCPs of all IPCPs, in order.
    pub(crate) fn lower_names(&self) -> Vec<IpcpName> {
        self.over.iter().map(|lower| self.name(*lower).clone()).collect()
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
        let nodes: Vec<NodeName> = design.nodes().map(|(_, name, _)| name.clone()).collect();
        let layers: Vec<(LayerName, LayerKind)> =
            design.layers().map(|(_, name, layer)| (name.clone(), layer.kind)).collect();
        let name = |row: &IpcpRow| (&layers[row.layer as usize].0, &nodes[row.node as usize]);
        let ipcps = IpcpName::all(self.ipcps.iter().map(name));
        let services = design.draft().services().map(|(id, _)| design.service_name(id).clone()).collect();
        Roll { nodes, layers, ipcps, services }
    }

    fn add_node<'d>(&mut self, id: NodeId, members: Range<usize>, said: &Said<'d>, seats: &mut Seats<'d>) {
        let first = self.ipcps.len() as u32;
        let node = self.nodes.len() as u32;
        seats.take(&said.members[members], first);
        for place in 0..seats.row.len() {
            let SaidMember { layer, wired, over } = seats.row[place];
            let (ipcp, start) = (self.ipcps.len() as u32, self.over.len() as u32);
            self.over.extend(over.of(&said.over).iter().filter_map(|lower| seats.seat_once(*lower, ipcp)));
            self.ipcps.push(IpcpRow { node, layer, over: Span { start, end: self.over.len() as u32 } });
            seats.wired.extend(wired.map(|member| (ipcp, member)));
        }
        seats.leave();
        self.nodes.push(NodeRow { id, ipcps: first..self.ipcps.len() as u32 });
    }
}

/// What the nodes say of their layers, read off the records in one go: they are scattered all over the memory.
struct Said<'d> {
    /// By node: its own among `members`.
    nodes: Vec<(NodeId, Range<usize>)>,
    members: Vec<SaidMember<'d>>,
    /// The lower layers, as positions.
    over: Vec<u32>,
}

#[derive(Clone, Copy)]
struct SaidMember<'d> {
    layer: u32,
    /// The member itself, if it says anything particular of its wire.
    wired: Option<&'d Member>,
    over: Span,
}

impl<'d> Said<'d> {
    fn of(design: &'d Design, layers: &[LayerRow]) -> Self {
        let places = Places::of(layers.iter().map(|row| row.id.0));
        let nodes = design.draft().nodes();
        let mut said = Self {
            nodes: Vec::with_capacity(nodes.len()),
            members: Vec::with_capacity(4 * nodes.len()),
            over: Vec::with_capacity(4 * nodes.len()),
        };
        for (id, node) in nodes {
            let first = said.members.len();
            for member in &node.members {
                let Some(layer) = places.at(member.layer.0) else { continue };
                let start = said.over.len() as u32;
                // Hardware stands on nothing, whatever a file says.
                if !layers[layer as usize].kind.is_hardware() {
                    said.over.extend(member.over.iter().filter_map(|lower| places.at(lower.0)));
                }
                let over = Span { start, end: said.over.len() as u32 };
                let is_wired = member.interface.is_some() || member.quality.is_some();
                said.members.push(SaidMember { layer, wired: is_wired.then_some(member), over });
            }
            said.nodes.push((id, first..said.members.len()));
        }
        said
    }

    /// Each lower layer with its upper one, once for every registration.
    fn registrations(&self) -> impl Iterator<Item = (u32, u32)> + Clone {
        self.members.iter().flat_map(|member| member.over.of(&self.over).iter().map(|lower| (*lower, member.layer)))
    }
}

const NONE: u32 = u32::MAX;

/// Who sits where while one node is added; cleared after each, so that all nodes together stay linear.
struct Seats<'d> {
    ranks: Vec<u32>,
    seat_of: Vec<u32>,
    row: Vec<SaidMember<'d>>,
    told: Vec<u32>,
    /// IPCPs with something particular about their wires; this is for all nodes.
    wired: Vec<(u32, &'d Member)>,
}

impl<'d> Seats<'d> {
    /// `ranks`: each layer's place from the ground.
    fn of(ranks: Vec<u32>) -> Self {
        let none = vec![NONE; ranks.len()];
        Self { ranks, seat_of: none.clone(), row: Vec::new(), told: none, wired: Vec::new() }
    }

    fn take(&mut self, members: &[SaidMember<'d>], first: u32) {
        for member in members {
            // A layer named twice on a node is one IPCP.
            if self.seat_of[member.layer as usize] == NONE {
                self.seat_of[member.layer as usize] = 0;
                self.row.push(*member);
            }
        }
        self.row.sort_unstable_by_key(|member| self.ranks[member.layer as usize]);
        for (place, member) in (first..).zip(&self.row) {
            self.seat_of[member.layer as usize] = place;
        }
    }

    /// The IPCP of a layer on this node; none the second time `asker` asks, as a registration said twice is one.
    fn seat_once(&mut self, layer: u32, asker: u32) -> Option<u32> {
        let is_new = std::mem::replace(&mut self.told[layer as usize], asker) != asker;
        let seat = self.seat_of[layer as usize];
        (is_new && seat != NONE).then_some(seat)
    }

    fn leave(&mut self) {
        for member in self.row.drain(..) {
            self.seat_of[member.layer as usize] = NONE;
        }
    }
}

/// Positions by id.
struct Places {
    ids: Vec<u32>,
    /// Positions indexed by id; empty where ids are too sparse for that.
    dense: Vec<u32>,
}

impl Places {
    /// Of ascending ids.
    fn of(ids: impl Iterator<Item = u32>) -> Self {
        let ids: Vec<u32> = ids.collect();
        let highest = ids.last().map_or(0, |id| *id as usize);
        let mut dense = Vec::new();
        if highest <= 8 * ids.len() + 64 {
            dense = vec![NONE; highest + 1];
            for (place, id) in ids.iter().enumerate() {
                dense[*id as usize] = place as u32;
            }
        }
        Self { ids, dense }
    }

    /// The position of the record with this id.
    fn at(&self, id: u32) -> Option<u32> {
        if self.dense.is_empty() {
            return self.ids.binary_search(&id).ok().map(|place| place as u32);
        }
        self.dense.get(id as usize).copied().filter(|place| *place != NONE)
    }
}
