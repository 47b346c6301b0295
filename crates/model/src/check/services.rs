//! Services: served somewhere, registered where their nodes are, started by something that can be typed.

use super::Ground;
use crate::order;
use crate::{
    Edit, Finding, LayerId, LayerKind, NodeId, Place, Service, ServiceId,
    edit::{Over, ServiceField},
};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn check(ground: &Ground<'_>, findings: &mut Vec<Finding>) {
    for (id, service) in ground.draft.services() {
        let of = Of { ground, id, service, name: crate::name::shown(&service.name).into_owned() };
        findings.extend(of.duplicates());
        findings.extend(of.without_node());
        findings.extend(of.without_layer());
        of.not_members(findings);
        findings.extend(of.broadcast());
        findings.extend(of.program());
    }
}

// On a node in very many layers no more than these are offered, so that checking stays linear.
const LOOKED_AT: usize = 100;

/// Whose findings these are.
struct Of<'a> {
    ground: &'a Ground<'a>,
    id: ServiceId,
    service: &'a Service,
    name: String,
}

impl Of<'_> {
    fn at(&self) -> Place {
        Place::Service(self.id)
    }

    fn set(&self, field: ServiceField) -> Edit {
        Edit::SetService(self.id, field)
    }

    fn duplicates(&self) -> Option<Finding> {
        let nodes: BTreeSet<&NodeId> = order::set(self.service.nodes.iter());
        let layers: BTreeSet<&LayerId> = order::set(self.service.layers.iter());
        if nodes.len() == self.service.nodes.len() && layers.len() == self.service.layers.len() {
            return None;
        }
        // Setting a list keeps each entry once.
        let once = vec![
            self.set(ServiceField::Nodes(self.service.nodes.clone())),
            self.set(ServiceField::Layers(self.service.layers.clone())),
        ];
        let finding = Finding::error("duplicate-service-place", self.at())
            .field("nodes")
            .says(format!("{} lists a node or a layer twice", self.name))
            .advise("list each once")
            .mend(self.ground, Edit::Batch(format!("List each place of {} once", self.name), once));
        Some(finding)
    }

    fn without_node(&self) -> Option<Finding> {
        let finding = Finding::warning("service-without-node", self.at())
            .field("nodes")
            .says(format!("{} has no nodes, so nobody serves it", self.name))
            .advise("choose the nodes that serve it, or remove it")
            .mend(self.ground, Edit::Remove(vec![self.at()]));
        self.service.nodes.is_empty().then_some(finding)
    }

    fn without_layer(&self) -> Option<Finding> {
        if !self.service.layers.is_empty() {
            return None;
        }
        let mut finding = Finding::warning("service-without-layer", self.at())
            .field("layers")
            .says(format!("{} is registered in no layer, so nobody finds it", self.name))
            .advise("choose a layer that all its nodes are in, or remove it");
        let first = self.service.nodes.first().and_then(|node| self.ground.draft.node(*node));
        let layers = first.into_iter().flat_map(|node| &node.members).map(|member| member.layer);
        let shared = layers.take(LOOKED_AT).filter(|layer| {
            self.ground.kind(*layer) == Some(LayerKind::Unicast)
                && self.service.nodes.iter().all(|node| self.ground.is_member(*node, *layer))
        });
        for layer in order::set(shared).into_iter().take(3) {
            let label = format!("Register {} in {}", self.name, self.ground.layer(layer));
            finding = finding.mend_named(label, self.set(ServiceField::Layers(vec![layer])));
        }
        Some(finding.mend(self.ground, Edit::Remove(vec![self.at()])))
    }

    /// One finding a layer: it is registered in each of its layers on each of its nodes.
    fn not_members(&self, findings: &mut Vec<Finding>) {
        let mut strangers: BTreeMap<LayerId, BTreeSet<NodeId>> = BTreeMap::new();
        for layer in &self.service.layers {
            let missing = self.service.nodes.iter().filter(|node| !self.ground.is_member(**node, *layer));
            let missing: BTreeSet<NodeId> = order::set(missing.copied());
            if !missing.is_empty() {
                strangers.insert(*layer, missing);
            }
        }
        for (layer, nodes) in strangers {
            let (layer_name, node_names) = (self.ground.layer(layer), self.ground.nodes(&nodes));
            let join = nodes.iter().map(|node| Edit::Join { node: *node, layer, over: Over::Auto }).collect();
            let other_layers = self.service.layers.iter().copied().filter(|id| *id != layer).collect();
            let other_nodes = self.service.nodes.iter().copied().filter(|id| !nodes.contains(id)).collect();
            let finding = Finding::error("service-not-member", self.at())
                .field("layers")
                .says(format!(
                    "{} is to be registered in {layer_name} on {node_names}, where {layer_name} is not",
                    self.name
                ))
                .advise(format!("add {node_names} to {layer_name}, or choose other layers or nodes"))
                .mend(self.ground, Edit::Batch(format!("Add {node_names} to {layer_name}"), join))
                .mend_named(format!("Leave {layer_name} out"), self.set(ServiceField::Layers(other_layers)))
                .mend_named(format!("Leave {node_names} out"), self.set(ServiceField::Nodes(other_nodes)));
            findings.push(finding);
        }
    }

    fn broadcast(&self) -> Option<Finding> {
        let is_broadcast = |id: &&LayerId| self.ground.kind(**id) == Some(LayerKind::Broadcast);
        let bad = self.service.layers.iter().find(is_broadcast)?;
        let others = self.service.layers.iter().filter(|id| !is_broadcast(id)).copied().collect();
        let finding = Finding::error("over-broadcast", self.at())
            .field("layers")
            .says(format!("{} is a broadcast layer and has no directory to register in", self.ground.layer(*bad)))
            .advise("choose a unicast layer; programs join a broadcast layer by its own name")
            .mend_named("Leave broadcast layers out", self.set(ServiceField::Layers(others)));
        Some(finding)
    }

    fn program(&self) -> Option<Finding> {
        let (program, args) = (&self.service.program, &self.service.args);
        let is_bad = |text: &String| text.chars().any(char::is_control);
        let why = if is_bad(program) || args.iter().any(is_bad) {
            "has control characters in its program or arguments"
        } else if program.is_empty() && !args.is_empty() {
            "has arguments, but no program"
        } else if program.starts_with('-') || program.chars().any(char::is_whitespace) {
            "has a program that begins with a dash or has blanks in it"
        } else {
            return None;
        };
        let finding = Finding::error("bad-program", self.at())
            .field("program")
            .says(format!("{} {why}", self.name))
            .advise("give the program's name or path, and each argument for itself")
            .mend_named("Start no program", self.set(ServiceField::Program(String::new(), Vec::new())));
        Some(finding)
    }
}
