//! Rings of layers that stand on each other, merged over all nodes.

use super::Ground;
use crate::order;
use crate::{Edit, Finding, LayerId, NodeId, Place};
use messages::say;
use std::collections::{BTreeMap, HashMap};

/// For each layer, what it is registered in and on which nodes.
type Below = BTreeMap<LayerId, BTreeMap<LayerId, Vec<NodeId>>>;

pub(super) fn check(ground: &Ground<'_>, findings: &mut Vec<Finding>) {
    // What stands on nothing is in no ring; that leaves the links out, which are most layers.
    let mut standing: Vec<LayerId> = listings(ground).map(|(_, upper, _)| upper).collect();
    standing.dedup();
    order::sort(&mut standing);
    standing.dedup();
    let mut below = Below::new();
    for (node, upper, lower) in listings(ground).filter(|(_, _, lower)| standing.binary_search(lower).is_ok()) {
        let nodes = below.entry(upper).or_default().entry(lower).or_default();
        if nodes.last() != Some(&node) {
            nodes.push(node);
        }
    }
    findings.extend(rings(&below).iter().map(|ring| finding(ground, &below, ring)));
}

/// Every registration; a layer in itself is a finding of its own.
fn listings<'a>(ground: &Ground<'a>) -> impl Iterator<Item = (NodeId, LayerId, LayerId)> + 'a {
    let members = ground.draft.nodes().flat_map(|(id, node)| node.members.iter().map(move |member| (id, member)));
    let listings = members.flat_map(|(id, member)| member.over.iter().map(move |lower| (id, member.layer, *lower)));
    listings.filter(|(_, upper, lower)| upper != lower)
}

/// Rings that share no layer, each beginning with its first declared layer; none left out if there is any.
fn rings(below: &Below) -> Vec<Vec<LayerId>> {
    let mut search = Search { below, path: Vec::new(), on_path: HashMap::new(), rings: Vec::new() };
    let mut done: HashMap<LayerId, ()> = HashMap::new();
    for start in below.keys() {
        if done.contains_key(start) {
            continue;
        }
        search.enter(*start);
        while let Some(step) = search.path.last_mut() {
            match step.rest.next() {
                Some(lower) if search.on_path.contains_key(lower) => search.ring(*lower),
                Some(lower) if !done.contains_key(lower) => search.enter(*lower),
                Some(_) => {}
                None => {
                    let left = search.path.pop().expect("a step is on the path").layer;
                    search.on_path.remove(&left);
                    done.insert(left, ());
                }
            }
        }
    }
    search.rings
}

/// Depth first, without recursion: a hostile draft may stack 100,000 layers.
struct Search<'a> {
    below: &'a Below,
    path: Vec<Step<'a>>,
    on_path: HashMap<LayerId, usize>,
    rings: Vec<Vec<LayerId>>,
}

struct Step<'a> {
    layer: LayerId,
    rest: Box<dyn Iterator<Item = &'a LayerId> + 'a>,
    // How many layers of the path up to here are in a ring already named; so a ring is compared in no time.
    n_named: usize,
}

impl Search<'_> {
    fn enter(&mut self, layer: LayerId) {
        let lowers = self.below.get(&layer);
        let rest = Box::new(lowers.into_iter().flat_map(BTreeMap::keys));
        let n_named = self.path.last().map_or(0, |step| step.n_named);
        self.on_path.insert(layer, self.path.len());
        self.path.push(Step { layer, rest, n_named });
    }

    /// The last layer of the path stands on `lower`, which is on it too.
    fn ring(&mut self, lower: LayerId) {
        let from = self.on_path[&lower];
        let n_named_before = if from == 0 { 0 } else { self.path[from - 1].n_named };
        if self.path.last().is_some_and(|step| step.n_named > n_named_before) {
            return;
        }
        for (n, step) in (1..).zip(&mut self.path[from..]) {
            step.n_named = n_named_before + n;
        }
        let mut ring: Vec<LayerId> = self.path[from..].iter().map(|step| step.layer).collect();
        let first = (0..ring.len()).min_by_key(|index| ring[*index]).unwrap_or(0);
        ring.rotate_left(first);
        self.rings.push(ring);
    }
}

fn finding(ground: &Ground<'_>, below: &Below, ring: &[LayerId]) -> Finding {
    const SHOWN: usize = 8;
    let next = |index: usize| ring[(index + 1) % ring.len()];
    let mut edges: Vec<(LayerId, LayerId, &Vec<NodeId>)> =
        (0..ring.len()).map(|index| (ring[index], next(index), &below[&ring[index]][&next(index)])).collect();
    let mut names: Vec<String> = ring.iter().take(SHOWN).map(|layer| ground.layer(*layer).into_owned()).collect();
    if ring.len() > SHOWN {
        names.push("…".into());
    }
    names.push(ground.layer(ring[0]).into_owned());
    let edge = |(upper, lower, nodes): &(LayerId, LayerId, &Vec<NodeId>)| {
        say!("ring-over-on", upper = ground.layer(*upper), lower = ground.layer(*lower), nodes = ground.nodes(*nodes))
    };
    let causes = edges.iter().take(SHOWN).map(edge).collect::<Vec<_>>().join("; ");
    let mut finding = Finding::error("layer-cycle", Place::Layer(ring[0]))
        .field("over")
        .says(say!("layers-stand-on-each", ring = names.join(" over "), causes = causes))
        .advise(say!("take-back-one-these"));
    // Fewest first: what is on few nodes is most likely the slip.
    order::sort_by_key(&mut edges, |(_, _, nodes)| nodes.len());
    for (upper, lower, nodes) in edges.into_iter().take(4) {
        let name = say!(
            "unregister-from-on",
            upper = ground.layer(upper),
            lower = ground.layer(lower),
            nodes = ground.nodes(nodes)
        );
        let listings = |node: &NodeId| n_listings(ground, *node, upper, lower);
        let unregister = |node: &NodeId| vec![Edit::Unregister { node: *node, upper, lower }; listings(node)];
        finding = finding.mend(ground, Edit::Batch(name, nodes.iter().flat_map(unregister).collect()));
    }
    finding
}

fn n_listings(ground: &Ground<'_>, node: NodeId, upper: LayerId, lower: LayerId) -> usize {
    let members = ground.draft.node(node).map_or(&[][..], |node| &node.members);
    let listed = members.iter().filter(|member| member.layer == upper).flat_map(|member| &member.over);
    listed.filter(|id| **id == lower).count()
}
