//! The gist of a design: what a plan needs of every record, in rows.
//!
//! The records are scattered all over the memory, each with much that no plan asks for: reading them takes longer than
//! much of what is decided from them.

use crate::{Draft, LayerId, LayerKind, LinkQuality, NodeId};
use std::ops::Range;

const NONE: u32 = u32::MAX;

/// What a plan needs of every record; positions are those among the records declared.
#[derive(Clone, Debug, Default)]
pub struct Gist {
    /// Layers as declared.
    pub layers: Vec<LayerGist>,
    /// Nodes as declared.
    pub nodes: Vec<NodeGist>,
    members: Vec<MemberGist>,
    n_hardware: usize,
    over: Vec<u32>,
}

/// The gist of a layer.
#[derive(Clone, Copy, Debug)]
pub struct LayerGist {
    /// Which one.
    pub id: LayerId,
    /// Its kind.
    pub kind: LayerKind,
    /// It says nothing of its links.
    pub is_perfect: bool,
}

/// The gist of a node.
#[derive(Clone, Copy, Debug)]
pub struct NodeGist {
    /// Which one.
    pub id: NodeId,
    end: u32,
}

/// The gist of a membership.
#[derive(Clone, Copy, Debug)]
pub struct MemberGist {
    /// The layer, by its position.
    pub layer: u32,
    /// The layer is hardware.
    pub is_hardware: bool,
    /// It says nothing of its end of a link.
    pub is_plain: bool,
    end: u32,
}

impl Gist {
    pub(crate) fn of(draft: &Draft) -> Self {
        let perfect = LinkQuality::default();
        let layers = draft.layers().map(|(id, layer)| {
            let is_perfect = layer.quality == perfect;
            LayerGist { id, kind: layer.kind, is_perfect }
        });
        let nodes = Vec::with_capacity(draft.nodes().len());
        let mut gist = Self { layers: layers.collect(), nodes, ..Self::default() };
        let places = Places::of(gist.layers.iter().map(|layer| layer.id.0));
        for (id, node) in draft.nodes() {
            for member in &node.members {
                let Some(layer) = places.at(member.layer.0) else { continue };
                let is_hardware = gist.layers[layer as usize].kind.is_hardware();
                gist.n_hardware += usize::from(is_hardware);
                // Hardware stands on nothing, whatever a file says.
                if !is_hardware {
                    gist.over.extend(member.over.iter().filter_map(|lower| places.at(lower.0)));
                }
                let is_plain = member.interface.is_none() && member.quality.is_none();
                gist.members.push(MemberGist { layer, is_hardware, is_plain, end: gist.over.len() as u32 });
            }
            gist.nodes.push(NodeGist { id, end: gist.members.len() as u32 });
        }
        gist
    }

    /// How many memberships there are in all.
    pub fn n_members(&self) -> usize {
        self.members.len()
    }

    /// How many of them are of hardware layers.
    pub fn n_hardware(&self) -> usize {
        self.n_hardware
    }

    /// How many registrations there are in all.
    pub fn n_registrations(&self) -> usize {
        self.over.len()
    }

    /// Every membership, node by node, with the layers it is registered in, by their positions.
    pub fn members(&self) -> impl Iterator<Item = (MemberGist, &[u32])> {
        self.part(0..self.members.len())
    }

    /// The memberships of the node at a place, as given.
    ///
    /// Panics if there is none.
    pub fn members_of(&self, node: usize) -> impl Iterator<Item = (MemberGist, &[u32])> {
        let start = node.checked_sub(1).map_or(0, |before| self.nodes[before].end);
        self.part(start as usize..self.nodes[node].end as usize)
    }

    fn part(&self, places: Range<usize>) -> impl Iterator<Item = (MemberGist, &[u32])> {
        let mut start = places.start.checked_sub(1).map_or(0, |before| self.members[before].end);
        self.members[places].iter().map(move |member| {
            let over = start as usize..member.end as usize;
            start = member.end;
            (*member, &self.over[over])
        })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Builder, Layer, Member, Node, generate};

    #[test]
    fn a_star_in_rows() {
        let gist = Gist::of(&generate::seed_star());
        let members: Vec<_> = gist.members_of(2).map(|(member, over)| (member.layer, over.to_vec())).collect();
        assert_eq!(members, [(1, vec![]), (2, vec![]), (3, vec![]), (0, vec![1, 2, 3])]);
        assert_eq!(
            (gist.n_members(), gist.n_hardware(), gist.n_registrations(), gist.members().count()),
            (10, 6, 6, 10)
        );
        assert!(gist.layers.iter().all(|layer| layer.is_perfect));
    }

    #[test]
    fn what_is_said_of_wires_shows_and_hardware_stands_on_nothing() {
        let mut builder = Builder::default();
        let low = builder.layer(Layer::of("low", LayerKind::EthDix));
        let mut layer = Layer::of("e", LayerKind::EthDix);
        layer.quality.delay_ms = Some(5.0);
        let link = builder.layer(layer);
        let member = Member { over: vec![low], interface: Some("eth0".into()), ..Member::of(link) };
        builder.node(Node { name: "a".into(), members: vec![Member::of(low), member], ..Node::default() });
        let gist = Gist::of(builder.draft());
        let said: Vec<_> = gist.members_of(0).map(|(member, over)| (member.is_plain, over.len())).collect();
        assert_eq!(said, [(true, 0), (false, 0)]);
        assert_eq!(gist.layers.iter().map(|layer| layer.is_perfect).collect::<Vec<_>>(), [true, false]);
    }
}
