//! Registrations: each IPCP once, each registered where it can be.

use super::ground::{Ground, has_twins};
use crate::order;
use crate::{
    Edit, Finding, LayerId, LayerKind, Member, Node, NodeId, Place,
    edit::{LayerField, Over},
};
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
            let name = format!("Keep one registration in {}", ground.layer(lower));
            let finding = Finding::error("duplicate-registration", at)
                .field("over")
                .says(format!("{} is registered in {} {n} times", ground.layer(upper), ground.layer(lower)))
                .advise("once is enough")
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
                .says(format!("{name} is registered in itself on {}: the ring `{name} over {name}`", ground.node(id)))
                .advise("register it in a layer below, or in none")
                .mend(ground, all());
            findings.push(finding);
        } else if !ground.is_member(id, lower) {
            let node = ground.node(id);
            let finding = Finding::error("lower-not-on-node", at)
                .field("over")
                .says(format!(
                    "{} is registered in {1}, but {node} is not in {1}",
                    ground.layer(upper),
                    ground.layer(lower)
                ))
                .advise(format!("add {node} to {}, or drop the registration", ground.layer(lower)))
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
        let name = format!("Keep one {} on {}", ground.layer(layer), ground.node(id));
        let finding = Finding::error("duplicate-member", at)
            .field("members")
            .says(format!(
                "{} lists {} {} times, but has one IPCP in it",
                ground.node(id),
                ground.layer(layer),
                same.len()
            ))
            .advise("list it once")
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
        .says(format!("{name} is {kind} and stands on hardware, but is registered in {lowers} on {nodes}"))
        .advise(format!("drop these registrations, or make {name} a unicast layer"))
        .mend(ground, Edit::Batch(format!("Unregister {name} from {lowers}"), unregister))
        .mend(ground, Edit::SetLayer(upper, LayerField::Kind(LayerKind::Unicast)))
}

fn over_broadcast(ground: &Ground<'_>, lower: LayerId, at: &[(NodeId, LayerId)]) -> Finding {
    let name = ground.layer(lower);
    let uppers: BTreeSet<LayerId> = order::set(at.iter().map(|(_, upper)| *upper));
    let unregister = at.iter().map(|(node, upper)| Edit::Unregister { node: *node, upper: *upper, lower }).collect();
    let uppers = ground.layers(&uppers);
    Finding::error("over-broadcast", Place::Layer(lower))
        .says(format!("{name} is a broadcast layer and has no directory, so {uppers} cannot be registered in it"))
        .advise(format!("register {uppers} in a unicast layer or a link, or make {name} unicast"))
        .mend(ground, Edit::Batch(format!("Unregister {uppers} from {name}"), unregister))
        .mend(ground, Edit::SetLayer(lower, LayerField::Kind(LayerKind::Unicast)))
}
