//! Registrations: each IPCP once, each registered where it can be.

use super::ground::{Ground, has_twins};
use crate::order;
use crate::{
    Edit, Finding, LayerId, LayerKind, Member, Node, NodeId, Place,
    edit::{LayerField, Over},
};
use messages::say;
use std::collections::{BTreeMap, BTreeSet, HashMap};

pub(super) fn check(ground: &Ground<'_>, findings: &mut Vec<Finding>) {
    // Registrations that a kind forbids, by upper or lower layer: one finding a layer, however many nodes.
    let mut hardware: BTreeMap<LayerId, Vec<(NodeId, LayerId)>> = BTreeMap::new();
    let mut broadcast: BTreeMap<LayerId, Vec<(NodeId, LayerId)>> = BTreeMap::new();
    let has_broadcast = ground.draft.layers().any(|(_, layer)| layer.kind == LayerKind::Broadcast);
    for (id, node) in ground.draft.nodes() {
        let layers: Vec<LayerId> = node.members.iter().map(|member| member.layer).collect();
        if has_twins(&layers) {
            duplicate_members(ground, id, node, findings);
            let mut over: BTreeMap<LayerId, Vec<LayerId>> = BTreeMap::new();
            node.members.iter().for_each(|member| over.entry(member.layer).or_default().extend(&member.over));
            over.iter().for_each(|(upper, over)| of_ipcp(ground, &Ipcp { id, upper: *upper, over }, findings));
        } else {
            for Member { layer, over, .. } in &node.members {
                of_ipcp(ground, &Ipcp { id, upper: *layer, over }, findings);
            }
        }
        for member in node.members.iter().filter(|member| !member.over.is_empty()) {
            let is_hardware = ground.is_hardware(member.layer);
            if !is_hardware && !has_broadcast {
                continue;
            }
            for lower in member.over.iter().filter(|lower| **lower != member.layer) {
                if is_hardware {
                    hardware.entry(member.layer).or_default().push((id, *lower));
                } else if ground.kind(*lower) == Some(LayerKind::Broadcast) {
                    broadcast.entry(*lower).or_default().push((id, member.layer));
                }
            }
        }
    }
    findings.extend(hardware.iter().map(|(upper, at)| hardware_over(ground, *upper, at)));
    findings.extend(broadcast.iter().map(|(lower, at)| over_broadcast(ground, *lower, at)));
}

/// An IPCP with its registrations, of all its listings should it be listed twice.
struct Ipcp<'a> {
    id: NodeId,
    upper: LayerId,
    over: &'a [LayerId],
}

fn of_ipcp(ground: &Ground<'_>, ipcp: &Ipcp<'_>, findings: &mut Vec<Finding>) {
    let Ipcp { id, upper, over } = *ipcp;
    let is_fine = |lower: &LayerId| *lower != upper && ground.is_member(id, *lower);
    if over.iter().all(is_fine) && !has_twins(over) {
        return;
    }
    let at = Place::Member(id, upper);
    let mut n_times: BTreeMap<LayerId, usize> = BTreeMap::new();
    for lower in over {
        *n_times.entry(*lower).or_default() += 1;
    }
    for (lower, n) in n_times {
        let unregister = Edit::Unregister { node: id, upper, lower };
        if n > 1 {
            let name = say!("keep-one-registration", lower = ground.layer(lower));
            let finding = Finding::error("duplicate-registration", at)
                .field("over")
                .says(say!("registered-times", upper = ground.layer(upper), lower = ground.layer(lower), n = n))
                .advise(say!("once-enough"))
                .mend(ground, Edit::Batch(name, vec![unregister.clone(); n - 1]));
            findings.push(finding);
        }
        let all = || match n {
            1 => unregister.clone(),
            _ => Edit::Batch(unregister.label(ground.draft), vec![unregister.clone(); n]),
        };
        if lower == upper {
            let name = ground.layer(upper);
            let finding = Finding::error("self-registration", at)
                .field("over")
                .says(say!("registered-itself-on-ring", name = name, node = ground.node(id)))
                .advise(say!("register-layer-below-none"))
                .mend(ground, all());
            findings.push(finding);
        } else if !ground.is_member(id, lower) {
            let node = ground.node(id);
            let finding = Finding::error("lower-not-on-node", at)
                .field("over")
                .says(say!("registered-but-not", upper = ground.layer(upper), lower = ground.layer(lower), node = node))
                .advise(say!("add-drop-registration", node = node, lower = ground.layer(lower)))
                .mend(ground, Edit::Join { node: id, layer: lower, over: Over::Auto })
                .mend(ground, all());
            findings.push(finding);
        }
    }
}

fn duplicate_members(ground: &Ground<'_>, id: NodeId, node: &Node, findings: &mut Vec<Finding>) {
    let mut listings: HashMap<LayerId, Vec<&Member>> = HashMap::with_capacity(node.members.len());
    let mut doubled: BTreeSet<LayerId> = BTreeSet::new();
    for member in &node.members {
        let same = listings.entry(member.layer).or_default();
        same.push(member);
        if same.len() > 1 {
            doubled.insert(member.layer);
        }
    }
    for layer in doubled {
        let same = &listings[&layer];
        let at = Place::Member(id, layer);
        let known: BTreeSet<LayerId> = order::set(same[0].over.iter().copied());
        let more: BTreeSet<LayerId> = order::set(same[1..].iter().flat_map(|member| member.over.iter().copied()));
        let mut merge = vec![Edit::Remove(vec![at]); same.len() - 1];
        let possible =
            |lower: &&LayerId| **lower != layer && ground.is_member(id, **lower) && !ground.is_hardware(layer);
        let missing = more.difference(&known).filter(possible);
        merge.extend(missing.map(|lower| Edit::Register { node: id, upper: layer, lower: *lower }));
        let name = say!("keep-one-on", layer = ground.layer(layer), node = ground.node(id));
        let finding = Finding::error("duplicate-member", at)
            .field("members")
            .says(say!("lists-times-but-has", node = ground.node(id), layer = ground.layer(layer), n = same.len()))
            .advise(say!("list-once"))
            .mend(ground, Edit::Batch(name, merge));
        findings.push(finding);
    }
}

fn hardware_over(ground: &Ground<'_>, upper: LayerId, at: &[(NodeId, LayerId)]) -> Finding {
    let name = ground.layer(upper);
    let kind = ground.kind(upper).unwrap_or(LayerKind::EthDix);
    let lowers: BTreeSet<LayerId> = order::set(at.iter().map(|(_, lower)| *lower));
    let nodes: BTreeSet<NodeId> = order::set(at.iter().map(|(node, _)| *node));
    let unregister = at.iter().map(|(node, lower)| Edit::Unregister { node: *node, upper, lower: *lower }).collect();
    let (lowers, nodes) = (ground.layers(&lowers), ground.nodes(&nodes));
    Finding::error("hardware-over-layer", Place::Layer(upper))
        .field("over")
        .says(say!("stands-on-hardware-but", name = name, kind = kind, lowers = lowers, nodes = nodes))
        .advise(say!("drop-these-registrations-make", name = name))
        .mend(ground, Edit::Batch(say!("unregister-from", name = name, lowers = lowers), unregister))
        .mend(ground, Edit::SetLayer(upper, LayerField::Kind(LayerKind::Unicast)))
}

fn over_broadcast(ground: &Ground<'_>, lower: LayerId, at: &[(NodeId, LayerId)]) -> Finding {
    let name = ground.layer(lower);
    let uppers: BTreeSet<LayerId> = order::set(at.iter().map(|(_, upper)| *upper));
    let unregister = at.iter().map(|(node, upper)| Edit::Unregister { node: *node, upper: *upper, lower }).collect();
    let uppers = ground.layers(&uppers);
    Finding::error("over-broadcast", Place::Layer(lower))
        .says(say!("broadcast-layer-has-no", name = name, uppers = uppers))
        .advise(say!("register-unicast-layer-link", uppers = uppers, name = name))
        .mend(ground, Edit::Batch(say!("unregister-uppers-from", uppers = uppers, name = name), unregister))
        .mend(ground, Edit::SetLayer(lower, LayerField::Kind(LayerKind::Unicast)))
}
