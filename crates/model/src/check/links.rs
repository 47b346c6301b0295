//! Hardware layers: ends, use, interfaces.

use super::Ground;
use crate::order;
use crate::{
    Edit, Finding, LayerId, LayerKind, NodeId, Place,
    edit::{LayerField, MemberField, Over},
};
use std::collections::{BTreeSet, HashMap};

pub(super) fn check(ground: &Ground<'_>, findings: &mut Vec<Finding>) {
    let served: BTreeSet<LayerId> =
        order::set(ground.draft.services().flat_map(|(_, service)| service.layers.iter().copied()));
    // A link that carries nothing is worth a word once there are layers to carry.
    let has_upper = ground.draft.layers().any(|(_, layer)| !layer.kind.is_hardware());
    for (id, layer) in ground.draft.layers().filter(|(_, layer)| layer.kind.is_hardware() && !layer.ghost) {
        match ground.members(id) {
            [] => {}
            [end] if layer.kind != LayerKind::Local => findings.push(dangling(ground, id, layer.kind, *end)),
            [_] => {}
            ends => {
                if has_upper && !ground.is_carrying(id) && !served.contains(&id) {
                    findings.push(idle(ground, id, ends));
                }
                if layer.kind == LayerKind::Local {
                    findings.extend(local(ground, id));
                }
            }
        }
    }
    interfaces(ground, findings);
}

fn dangling(ground: &Ground<'_>, id: LayerId, kind: LayerKind, end: NodeId) -> Finding {
    let at = Place::Layer(id);
    // A cable needs two ends; a UDP layer may reach machines outside the experiment.
    let mut finding =
        if kind.is_ethernet() { Finding::error("dangling-link", at) } else { Finding::warning("dangling-link", at) };
    finding = finding
        .field("members")
        .says(format!("{} has one end only, on {}", ground.layer(id), ground.node(end)))
        .advise("add the node at its other end, or remove it");
    let mut others = ground.draft.nodes().map(|(node, _)| node).filter(|node| *node != end);
    if let (Some(other), None) = (others.next(), others.next()) {
        finding = finding.mend(ground, Edit::Join { node: other, layer: id, over: Over::Nothing });
    }
    finding.mend(ground, Edit::Remove(vec![at]))
}

fn idle(ground: &Ground<'_>, id: LayerId, ends: &[NodeId]) -> Finding {
    let mut finding = Finding::warning("idle-link", Place::Layer(id))
        .says(format!("nothing is registered in {}, so it carries nothing", ground.layer(id)))
        .advise("register a layer in it at its ends, or remove it");
    // The end with the fewest layers names all that both ends could share.
    let fewest = ends.iter().filter_map(|end| ground.draft.node(*end)).min_by_key(|node| node.members.len());
    let uppers = fewest.into_iter().flat_map(|node| &node.members).map(|member| member.layer);
    let uppers = uppers.filter(|upper| !ground.is_hardware(*upper));
    for upper in uppers.take(3) {
        let at: Vec<NodeId> = ends.iter().copied().filter(|end| ground.is_member(*end, upper)).collect();
        if at.len() >= 2 {
            let register = |node: &NodeId| Edit::Register { node: *node, upper, lower: id };
            let name = format!("Register {} in {}", ground.layer(upper), ground.layer(id));
            finding = finding.mend(ground, Edit::Batch(name, at.iter().map(register).collect()));
        }
    }
    finding.mend(ground, Edit::Remove(vec![Place::Layer(id)]))
}

fn local(ground: &Ground<'_>, id: LayerId) -> Option<Finding> {
    let testbed = ground.draft.settings().testbed.kind.as_str();
    if matches!(testbed, "" | "emulator" | "local") {
        return None;
    }
    let finding = Finding::warning("local-across-machines", Place::Layer(id))
        .field("kind")
        .says(format!(
            "{} is local, the shared memory of one machine, but its nodes are machines of their own",
            ground.layer(id)
        ))
        .advise("make it Ethernet, or choose the testbed `local` or `emulator`")
        .mend(ground, Edit::SetLayer(id, LayerField::Kind(LayerKind::EthDix)));
    Some(finding)
}

fn interfaces(ground: &Ground<'_>, findings: &mut Vec<Finding>) {
    let mut used: HashMap<(NodeId, &str), LayerId> = HashMap::new();
    for (id, member) in ground.ipcps.iter().copied() {
        let Some(interface) = member.interface.as_deref() else { continue };
        let at = Place::Member(id, member.layer);
        let name = crate::name::shown(interface);
        let finding = if !ground.kind(member.layer).is_some_and(LayerKind::is_ethernet) {
            Finding::warning("useless-interface", at)
                .says(format!(
                    "{} is no Ethernet layer, so the interface {name} is not used",
                    ground.layer(member.layer)
                ))
                .advise("leave the interface out")
        } else if let Some(why) = fault(interface) {
            Finding::error("bad-interface", at)
                .says(format!("`{name}` is not an interface name: {why}"))
                .advise("name it as Linux does, as in eth1, or leave it to the testbed")
        } else if let Some(other) = used.insert((id, interface), member.layer) {
            Finding::error("duplicate-interface", at)
                .says(format!("{} uses the interface {name} on {} already", ground.layer(other), ground.node(id)))
                .advise("give each link its own interface, or leave it to the testbed")
        } else {
            continue;
        };
        let edit = Edit::SetMember(id, member.layer, MemberField::Interface(None));
        findings.push(finding.field("interface").mend(ground, edit));
    }
}

/// What is wrong with an interface name. Source: Linux, `dev_valid_name`.
fn fault(name: &str) -> Option<&'static str> {
    if name.is_empty() {
        Some("it is empty")
    } else if name.len() > 15 {
        Some("it has more than 15 characters")
    } else if name == "." || name == ".." {
        Some("it is a folder")
    } else if name.starts_with('-') {
        Some("it begins with a dash")
    } else if !name.chars().all(|c| c.is_ascii_graphic() && c != '/' && c != ':') {
        Some("it has a blank, `/`, `:` or a character beyond ASCII")
    } else {
        None
    }
}
