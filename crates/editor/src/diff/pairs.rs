//! Which record of one draft is which of the other.

use super::By;
use model::order;
use model::{Draft, LayerId, NodeId, ServiceId};
use std::collections::{BTreeMap, BTreeSet};

/// Records of the first draft with those of the second.
pub(super) struct Pairs {
    pub(super) nodes: BTreeMap<NodeId, NodeId>,
    pub(super) layers: BTreeMap<LayerId, LayerId>,
    services: BTreeMap<ServiceId, ServiceId>,
}

impl Pairs {
    pub(super) fn of(before: &Draft, after: &Draft, by: By) -> Self {
        let nodes = |draft: &Draft| named(draft.nodes().map(|(id, node)| (id, node.name.clone())));
        let layers = |draft: &Draft| named(draft.layers().map(|(id, layer)| (id, layer.name.clone())));
        let services = |draft: &Draft| named(draft.services().map(|(id, service)| (id, service.name.clone())));
        Self {
            nodes: paired(nodes(before), nodes(after), by),
            layers: paired(layers(before), layers(after), by),
            services: paired(services(before), services(after), by),
        }
    }

    pub(super) fn nodes(&self, before: &Draft, after: &Draft) -> std::vec::IntoIter<Pair<NodeId>> {
        in_order(&self.nodes, before.nodes().map(|(id, _)| id), after.nodes().map(|(id, _)| id))
    }

    pub(super) fn layers(&self, before: &Draft, after: &Draft) -> std::vec::IntoIter<Pair<LayerId>> {
        in_order(&self.layers, before.layers().map(|(id, _)| id), after.layers().map(|(id, _)| id))
    }

    pub(super) fn services(&self, before: &Draft, after: &Draft) -> std::vec::IntoIter<Pair<ServiceId>> {
        in_order(&self.services, before.services().map(|(id, _)| id), after.services().map(|(id, _)| id))
    }
}

/// A record before and after; at least one is there.
type Pair<I> = (Option<I>, Option<I>);

/// What a record is known by: its name, and how many of the same name stand before it.
type Known<I> = Vec<(I, (String, usize))>;

fn named<I>(records: impl Iterator<Item = (I, String)>) -> Known<I> {
    let mut n_seen: BTreeMap<String, usize> = BTreeMap::new();
    let known = |(id, name): (I, String)| {
        let n = n_seen.entry(name.clone()).or_default();
        *n += 1;
        (id, (name, *n))
    };
    records.map(known).collect()
}

fn paired<I: Ord + Copy>(before: Known<I>, after: Known<I>, by: By) -> BTreeMap<I, I> {
    match by {
        By::Ids => {
            let there: BTreeSet<I> = order::set(after.into_iter().map(|(id, _)| id));
            before.into_iter().filter(|(id, _)| there.contains(id)).map(|(id, _)| (id, id)).collect()
        }
        By::Names => {
            let there: BTreeMap<(String, usize), I> = order::map(after.into_iter().map(|(id, name)| (name, id)));
            before.into_iter().filter_map(|(id, name)| Some((id, *there.get(&name)?))).collect()
        }
    }
}

/// What is there after, as declared, then what is gone.
fn in_order<I: Ord + Copy>(
    pairs: &BTreeMap<I, I>,
    before: impl Iterator<Item = I>,
    after: impl Iterator<Item = I>,
) -> std::vec::IntoIter<Pair<I>> {
    let was: BTreeMap<I, I> = order::map(pairs.iter().map(|(was, is)| (*is, *was)));
    let mut all: Vec<Pair<I>> = after.map(|is| (was.get(&is).copied(), Some(is))).collect();
    all.extend(before.filter(|id| !pairs.contains_key(id)).map(|id| (Some(id), None)));
    all.into_iter()
}
