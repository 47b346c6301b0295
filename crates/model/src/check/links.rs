//! Hardware layers: ends, use, interfaces.

use super::Ground;
use crate::order;
use crate::{
    Edit, Finding, LayerId, LayerKind, NodeId, Place,
    edit::{LayerField, MemberField, Over},
};
use messages::say;
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
        .says(say!("has-one-end-only", layer = ground.layer(id), node = ground.node(end)))
        .advise(say!("add-node-at-its"));
    let mut others = ground.draft.nodes().map(|(node, _)| node).filter(|node| *node != end);
    if let (Some(other), None) = (others.next(), others.next()) {
        finding = finding.mend(ground, Edit::Join { node: other, layer: id, over: Over::Nothing });
    }
    finding.mend(ground, Edit::Remove(vec![at]))
}

fn idle(ground: &Ground<'_>, id: LayerId, ends: &[NodeId]) -> Finding {
    let mut finding = Finding::warning("idle-link", Place::Layer(id))
        .says(say!("nothing-registered-so-carries", layer = ground.layer(id)))
        .advise(say!("register-layer-at-its"));
    // The end with the fewest layers names all that both ends could share.
    let fewest = ends.iter().filter_map(|end| ground.draft.node(*end)).min_by_key(|node| node.members.len());
    let uppers = fewest.into_iter().flat_map(|node| &node.members).map(|member| member.layer);
    let uppers = uppers.filter(|upper| !ground.is_hardware(*upper));
    for upper in uppers.take(3) {
        let at: Vec<NodeId> = ends.iter().copied().filter(|end| ground.is_member(*end, upper)).collect();
        if at.len() >= 2 {
            let register = |node: &NodeId| Edit::Register { node: *node, upper, lower: id };
            let name = say!("register-in", upper = ground.layer(upper), layer = ground.layer(id));
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
        .says(say!("local-shared-memory-one", layer = ground.layer(id)))
        .advise(say!("make-ethernet-choose-testbed"))
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
                .says(say!("no-ethernet-layer-so", layer = ground.layer(member.layer), name = name))
                .advise(say!("leave-interface-out"))
        } else if let Some(why) = fault(interface) {
            Finding::error("bad-interface", at)
                .says(say!("not-interface-name", name = name, why = why))
                .advise(say!("name-as-linux-does"))
        } else if let Some(other) = used.insert((id, interface), member.layer) {
            Finding::error("duplicate-interface", at)
                .says(say!(
                    "uses-interface-on-already",
                    layer = ground.layer(other),
                    name = name,
                    node = ground.node(id)
                ))
                .advise(say!("give-each-link-its"))
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
        Some(say!("it-is-empty"))
    } else if name.len() > 15 {
        Some(say!("has-more-than-15"))
    } else if name == "." || name == ".." {
        Some(say!("it-is-a-folder"))
    } else if name.starts_with('-') {
        Some(say!("begins-with-dash"))
    } else if !name.chars().all(|c| c.is_ascii_graphic() && c != '/' && c != ':') {
        Some(say!("has-blank-character-beyond"))
    } else {
        None
    }
}
