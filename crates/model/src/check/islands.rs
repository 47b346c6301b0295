//! Layers that hang together: every member registered, and all in one piece.

use super::Ground;
use crate::order;
use crate::{Edit, Finding, LayerId, LayerKind, NodeId, Place};
use messages::say;
use std::collections::{BTreeMap, BTreeSet, HashMap};

// On a node in very many layers no more than these are looked at for a mend, so that checking stays linear.
const LOOKED_AT: usize = 1_000;

pub(super) fn check(ground: &Ground<'_>, findings: &mut Vec<Finding>) {
    let has_ring = findings.iter().any(|finding| finding.code == "layer-cycle");
    for (id, layer) in ground.draft.layers() {
        let members = ground.members(id);
        if layer.kind.is_hardware() || layer.ghost || members.len() < 2 {
            continue;
        }
        let bare: Vec<NodeId> = members.iter().copied().filter(|node| is_bare(ground, *node, id)).collect();
        if !bare.is_empty() {
            let below = Below::of(ground, id, has_ring);
            findings.extend(bare.iter().map(|node| without_registration(ground, id, *node, &below)));
        }
        let islands = islands(ground.registered(id));
        if islands.len() > 1 {
            findings.push(disconnected(ground, id, &islands, has_ring));
        }
    }
}

/// Registered nowhere; registered where it cannot be is a finding of its own.
fn is_bare(ground: &Ground<'_>, node: NodeId, layer: LayerId) -> bool {
    let members = ground.draft.node(node).map_or(&[][..], |node| &node.members);
    members.iter().filter(|member| member.layer == layer).all(|member| member.over.is_empty())
}

/// What could be below a layer: layers its members are in, with those members.
struct Below {
    used: BTreeSet<LayerId>,
    members: BTreeMap<LayerId, Vec<NodeId>>,
}

impl Below {
    fn of(ground: &Ground<'_>, upper: LayerId, has_ring: bool) -> Self {
        let used: BTreeSet<LayerId> =
            order::set(ground.registered(upper).iter().flat_map(|(_, lowers)| lowers.iter().copied()));
        // Hardware closes no ring, nor does a layer that is below already, unless it is part of one.
        let is_below = |id: &LayerId| !has_ring && used.contains(id);
        let may_carry = |id: &LayerId| *id != upper && (ground.is_hardware(*id) || is_below(id));
        let mut below: BTreeMap<LayerId, Vec<NodeId>> = BTreeMap::new();
        for node in ground.members(upper) {
            let members = ground.draft.node(*node).map_or(&[][..], |node| &node.members);
            let layers: BTreeSet<LayerId> = order::set(members.iter().take(LOOKED_AT).map(|member| member.layer));
            for lower in layers.into_iter().filter(may_carry) {
                below.entry(lower).or_default().push(*node);
            }
        }
        below.retain(|_, nodes| nodes.len() >= 2);
        Self { used, members: below }
    }
}

fn without_registration(ground: &Ground<'_>, id: LayerId, node: NodeId, below: &Below) -> Finding {
    let (layer, name) = (ground.layer(id), ground.node(node));
    let mut finding = Finding::error("member-without-registration", Place::Member(node, id)).field("over").says(say!(
        "registered-no-layer-on",
        layer = layer,
        name = name
    ));
    let members = ground.draft.node(node).map_or(&[][..], |node| &node.members);
    let lowers = members.iter().take(LOOKED_AT).map(|member| member.layer);
    let lowers = order::set(lowers.filter(|lower| below.members.contains_key(lower)));
    let mut lowers: Vec<LayerId> = lowers.into_iter().collect();
    // Where the layer is registered already comes first: there somebody answers.
    order::sort_by_key(&mut lowers, |lower| !below.used.contains(lower));
    lowers.truncate(3);
    for lower in &lowers {
        finding = finding.mend(ground, Edit::Register { node, upper: id, lower: *lower });
    }
    if !lowers.is_empty() {
        return finding.advise(say!("register-on", lowers = ground.layers(&lowers), name = name));
    }
    let members = ground.members(id);
    let neighbour = ground
        .registered(id)
        .first()
        .map(|(other, _)| *other)
        .or_else(|| members.iter().copied().find(|other| *other != node));
    let ends = neighbour.map(|other| vec![node, other]).unwrap_or_default();
    finding
        .advise(say!("link-another-member-register", name = name, layer = layer))
        .mend(ground, Edit::AddLink { name: None, kind: LayerKind::EthDix, ends, carry: vec![id] })
}

/// The members that can reach each other, as declared; a lower layer joins all that are registered in it.
fn islands(registered: &[(NodeId, Vec<LayerId>)]) -> Vec<Vec<NodeId>> {
    let mut parents: Vec<usize> = (0..registered.len()).collect();
    let mut first_in: HashMap<LayerId, usize> = HashMap::new();
    for (index, (_, lowers)) in registered.iter().enumerate() {
        for lower in lowers {
            let first = *first_in.entry(*lower).or_insert(index);
            let (a, b) = (root(&mut parents, first), root(&mut parents, index));
            parents[a.max(b)] = a.min(b);
        }
    }
    let mut islands: BTreeMap<usize, Vec<NodeId>> = BTreeMap::new();
    for (index, (node, _)) in registered.iter().enumerate() {
        islands.entry(root(&mut parents, index)).or_default().push(*node);
    }
    islands.into_values().collect()
}

/// The representative of a set, halving the path to it.
fn root(parents: &mut [usize], mut index: usize) -> usize {
    while parents[index] != index {
        parents[index] = parents[parents[index]];
        index = parents[index];
    }
    index
}

fn disconnected(ground: &Ground<'_>, id: LayerId, islands: &[Vec<NodeId>], has_ring: bool) -> Finding {
    const SHOWN: usize = 4;
    let name = ground.layer(id);
    let mut shown: Vec<String> = islands.iter().take(SHOWN).map(|island| braced(ground, island)).collect();
    if islands.len() > SHOWN {
        shown.push(say!("n-more", n = islands.len() - SHOWN));
    }
    let last = shown.pop().unwrap_or_default();
    let mut finding = Finding::error("disconnected-layer", Place::Layer(id)).says(say!(
        "parts-cannot-reach-each",
        name = name,
        n = islands.len(),
        parts = shown.join(", "),
        last = last
    ));
    let bridges = bridges(ground, id, islands, Below::of(ground, id, has_ring));
    for (lower, missing) in &bridges {
        let register = |node: &NodeId| Edit::Register { node: *node, upper: id, lower: *lower };
        let label = say!("register-on-nodes", name = name, lower = ground.layer(*lower), nodes = ground.nodes(missing));
        let edits: Vec<Edit> = missing.iter().map(register).collect();
        finding = finding.mend(ground, Edit::Batch(label, edits));
    }
    let ends = vec![islands[0][0], islands[1][0]];
    let advice = match bridges.first() {
        Some((lower, _)) => say!("register-which-several-parts", name = name, lower = ground.layer(*lower)),
        None => say!("link-two-parts-register").into(),
    };
    finding.advise(advice).mend(ground, Edit::AddLink { name: None, kind: LayerKind::EthDix, ends, carry: vec![id] })
}

/// Layers that members of several islands are in, with the members to register: best first, three at most.
fn bridges(ground: &Ground<'_>, id: LayerId, islands: &[Vec<NodeId>], below: Below) -> Vec<(LayerId, Vec<NodeId>)> {
    let island_of: HashMap<NodeId, usize> =
        islands.iter().enumerate().flat_map(|(index, nodes)| nodes.iter().map(move |node| (*node, index))).collect();
    let registered: HashMap<NodeId, BTreeSet<LayerId>> =
        ground.registered(id).iter().map(|(node, lowers)| (*node, lowers.iter().copied().collect())).collect();
    let mut bridges: Vec<(usize, LayerId, Vec<NodeId>)> = Vec::new();
    for (lower, nodes) in below.members {
        let joined: BTreeSet<usize> = order::set(nodes.iter().filter_map(|node| island_of.get(node)).copied());
        if joined.len() > 1 {
            let is_missing = |node: &NodeId| registered.get(node).is_some_and(|lowers| !lowers.contains(&lower));
            bridges.push((joined.len(), lower, nodes.into_iter().filter(is_missing).collect()));
        }
    }
    order::sort_by_key(&mut bridges, |(n_joined, lower, missing)| (usize::MAX - n_joined, missing.len(), *lower));
    bridges.into_iter().take(3).map(|(_, lower, missing)| (lower, missing)).collect()
}

fn braced(ground: &Ground<'_>, island: &[NodeId]) -> String {
    const SHOWN: usize = 5;
    let mut names: Vec<String> = island.iter().take(SHOWN).map(|node| ground.node(*node).into_owned()).collect();
    if island.len() > SHOWN {
        names.push(say!("and-so-many-more", n = island.len() - SHOWN));
    }
    format!("{{{}}}", names.join(", "))
}
