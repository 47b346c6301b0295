//! The roster: a design's nodes, layers and IPCPs as positions in vectors, for work in linear time.

use crate::{lists::Lists, order, part::Part};
use model::{Design, IpcpName, Layer, LayerId, LayerKind, LayerName, Member, NodeId, NodeName, Text};
use std::{ops::Range, sync::Arc};

/// A node, by its position among the nodes declared.
pub(crate) struct NodeRow {
    pub(crate) id: NodeId,
    pub(crate) name: NodeName,
    /// Its IPCPs, lower layers first: the order in which they are made.
    pub(crate) ipcps: Range<u32>,
}

/// A layer, by its position among the layers declared.
pub(crate) struct LayerRow<'d> {
    pub(crate) id: LayerId,
    pub(crate) name: LayerName,
    /// The layer's, kept at hand.
    pub(crate) kind: LayerKind,
    pub(crate) layer: &'d Layer,
}

/// An IPCP, by its position: node by node.
pub(crate) struct IpcpRow<'d> {
    pub(crate) node: u32,
    pub(crate) layer: u32,
    pub(crate) member: &'d Member,
    over: Range<u32>,
}

/// All of a design. Positions are `u32`: a design of four thousand million IPCPs does not fit in memory.
pub(crate) struct Roster<'d> {
    pub(crate) nodes: Vec<NodeRow>,
    pub(crate) layers: Vec<LayerRow<'d>>,
    pub(crate) ipcps: Vec<IpcpRow<'d>>,
    /// Layers, lower before upper, as positions.
    pub(crate) order: Vec<u32>,
    over: Vec<u32>,
    /// The names of those in `over`.
    lower_names: Arc<Vec<IpcpName>>,
    names: Vec<IpcpName>,
    members: Lists<u32>,
}

impl<'d> Roster<'d> {
    pub(crate) fn of(design: &'d Design) -> Self {
        let draft = design.draft();
        let layers: Vec<LayerRow> = design
            .layers()
            .map(|(id, name, layer)| LayerRow { id, name: name.clone(), kind: layer.kind, layer })
            .collect();
        let places = Places::of(layers.iter().map(|row| row.id.0));
        let order = order::order(&layers, draft, &places);
        let mut ranks = vec![0; layers.len()];
        for (rank, layer) in order.iter().enumerate() {
            ranks[*layer as usize] = rank;
        }
        let mut seats =
            Seats { ranks, places, seat_of: vec![NONE; layers.len()], row: Vec::new(), told: vec![NONE; layers.len()] };
        let mut roster = Self {
            nodes: Vec::with_capacity(draft.nodes().len()),
            layers,
            ipcps: Vec::with_capacity(draft.nodes().map(|(_, node)| node.members.len()).sum()),
            order,
            over: Vec::new(),
            lower_names: Arc::default(),
            names: Vec::new(),
            members: Lists::group(0, std::iter::empty()),
        };
        for (id, name, node) in design.nodes() {
            roster.add_node(id, name.clone(), &node.members, &mut seats);
        }
        let by_layer = roster.ipcps.iter().enumerate().map(|(ipcp, row)| (row.layer, ipcp as u32));
        roster.members = Lists::group(roster.layers.len(), by_layer);
        let name = |row: &IpcpRow| (&roster.layers[row.layer as usize].name, &roster.nodes[row.node as usize].name);
        roster.names = IpcpName::all(roster.ipcps.iter().map(name));
        roster.lower_names = Arc::new(roster.over.iter().map(|lower| roster.name(*lower).clone()).collect());
        roster
    }

    /// An IPCP's name.
    pub(crate) fn name(&self, ipcp: u32) -> &IpcpName {
        &self.names[ipcp as usize]
    }

    /// The name of an IPCP's layer, as shared text: the IPCP's name begins with it.
    pub(crate) fn layer_text(&self, ipcp: u32) -> Text {
        let layer = &self.layers[self.ipcps[ipcp as usize].layer as usize];
        self.name(ipcp).text().first(layer.name.as_str().len())
    }

    /// The names of [`Self::over`].
    pub(crate) fn lower_names(&self, ipcp: u32) -> Part<IpcpName> {
        let over = &self.ipcps[ipcp as usize].over;
        Part::of(&self.lower_names, over.start, over.end)
    }

    /// The lower IPCPs one is registered with, all on its node, in the order given.
    pub(crate) fn over(&self, ipcp: u32) -> &[u32] {
        let range = &self.ipcps[ipcp as usize].over;
        &self.over[range.start as usize..range.end as usize]
    }

    /// The IPCPs of a layer, in the order their nodes are declared.
    pub(crate) fn members(&self, layer: u32) -> &[u32] {
        self.members.at(layer)
    }

    /// The name of the node an IPCP is on.
    pub(crate) fn node_name(&self, ipcp: u32) -> &NodeName {
        &self.nodes[self.ipcps[ipcp as usize].node as usize].name
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

    fn add_node(&mut self, id: NodeId, name: NodeName, members: &'d [Member], seats: &mut Seats<'d>) {
        let first = self.ipcps.len() as u32;
        let node = self.nodes.len() as u32;
        seats.take(members, first);
        for place in 0..seats.row.len() {
            let (layer, member) = seats.row[place];
            let row = &self.layers[layer as usize];
            let start = self.over.len() as u32;
            // Hardware stands on nothing, whatever a file says.
            if !row.kind.is_hardware() {
                let ipcp = self.ipcps.len() as u32;
                self.over.extend(member.over.iter().filter_map(|lower| seats.seat_once(*lower, ipcp)));
            }
            let over = start..self.over.len() as u32;
            self.ipcps.push(IpcpRow { node, layer, member, over });
        }
        seats.leave();
        self.nodes.push(NodeRow { id, name, ipcps: first..self.ipcps.len() as u32 });
    }
}

const NONE: u32 = u32::MAX;

/// Who sits where while one node is added; cleared after each, so that all nodes together stay linear.
struct Seats<'d> {
    ranks: Vec<usize>,
    places: Places,
    seat_of: Vec<u32>,
    row: Vec<(u32, &'d Member)>,
    told: Vec<u32>,
}

impl<'d> Seats<'d> {
    fn take(&mut self, members: &'d [Member], first: u32) {
        for member in members {
            // A layer named twice on a node is one IPCP.
            if let Some(layer) = self.places.at(member.layer.0)
                && self.seat_of[layer as usize] == NONE
            {
                self.seat_of[layer as usize] = 0;
                self.row.push((layer, member));
            }
        }
        self.row.sort_unstable_by_key(|(layer, _)| self.ranks[*layer as usize]);
        for (place, (layer, _)) in self.row.iter().enumerate() {
            self.seat_of[*layer as usize] = first + place as u32;
        }
    }

    /// The IPCP of a layer on this node; none the second time `asker` asks, as a registration said twice is one.
    fn seat_once(&mut self, layer: LayerId, asker: u32) -> Option<u32> {
        let place = self.places.at(layer.0)? as usize;
        let is_new = std::mem::replace(&mut self.told[place], asker) != asker;
        (is_new && self.seat_of[place] != NONE).then_some(self.seat_of[place])
    }

    fn leave(&mut self) {
        for (layer, _) in self.row.drain(..) {
            self.seat_of[layer as usize] = NONE;
        }
    }
}

/// Positions by id.
pub(crate) struct Places {
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
    pub(crate) fn at(&self, id: u32) -> Option<u32> {
        if self.dense.is_empty() {
            return self.ids.binary_search(&id).ok().map(|place| place as u32);
        }
        self.dense.get(id as usize).copied().filter(|place| *place != NONE)
    }
}
