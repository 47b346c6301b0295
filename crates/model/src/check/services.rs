//! Services: served somewhere, registered where their nodes are, started by something that can be typed.

use super::Ground;
use crate::order;
use crate::{
    Edit, Finding, LayerId, LayerKind, NodeId, Place, Service, ServiceId,
    edit::{Over, ServiceField},
};
use messages::say;
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
            .says(say!("lists-node-layer-twice", name = self.name))
            .advise(say!("list-each-once"))
            .mend(self.ground, Edit::Batch(say!("list-each-place-once", name = self.name), once));
        Some(finding)
    }

    fn without_node(&self) -> Option<Finding> {
        let finding = Finding::warning("service-without-node", self.at())
            .field("nodes")
            .says(say!("has-no-nodes-so", name = self.name))
            .advise(say!("choose-nodes-serve-remove"))
            .mend(self.ground, Edit::Remove(vec![self.at()]));
        self.service.nodes.is_empty().then_some(finding)
    }

    fn without_layer(&self) -> Option<Finding> {
        if !self.service.layers.is_empty() {
            return None;
        }
        let mut finding = Finding::warning("service-without-layer", self.at())
            .field("layers")
            .says(say!("registered-no-layer-so", name = self.name))
            .advise(say!("choose-layer-its-nodes"));
        let first = self.service.nodes.first().and_then(|node| self.ground.draft.node(*node));
        let layers = first.into_iter().flat_map(|node| &node.members).map(|member| member.layer);
        let shared = layers.take(LOOKED_AT).filter(|layer| {
            self.ground.kind(*layer) == Some(LayerKind::Unicast)
                && self.service.nodes.iter().all(|node| self.ground.is_member(*node, *layer))
        });
        for layer in order::set(shared).into_iter().take(3) {
            let label = say!("register-service-in", name = self.name, layer = self.ground.layer(layer));
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
                .says(say!("be-registered-on-where", name = self.name, layer = layer_name, nodes = node_names))
                .advise(say!("add-choose-other-layers", nodes = node_names, layer = layer_name))
                .mend(
                    self.ground,
                    Edit::Batch(say!("add-nodes-to-layer", nodes = node_names, layer = layer_name), join),
                )
                .mend_named(say!("leave-layer-out", layer = layer_name), self.set(ServiceField::Layers(other_layers)))
                .mend_named(say!("leave-nodes-out", nodes = node_names), self.set(ServiceField::Nodes(other_nodes)));
            findings.push(finding);
        }
    }

    fn broadcast(&self) -> Option<Finding> {
        let is_broadcast = |id: &&LayerId| self.ground.kind(**id) == Some(LayerKind::Broadcast);
        let bad = self.service.layers.iter().find(is_broadcast)?;
        let others = self.service.layers.iter().filter(|id| !is_broadcast(id)).copied().collect();
        let finding = Finding::error("over-broadcast", self.at())
            .field("layers")
            .says(say!("broadcast-has-no-directory", layer = self.ground.layer(*bad)))
            .advise(say!("choose-unicast-layer-programs"))
            .mend_named(say!("leave-broadcast-layers-out"), self.set(ServiceField::Layers(others)));
        Some(finding)
    }

    fn program(&self) -> Option<Finding> {
        let (program, args) = (&self.service.program, &self.service.args);
        let is_bad = |text: &String| text.chars().any(char::is_control);
        let why = if is_bad(program) || args.iter().any(is_bad) {
            say!("has-control-characters-its")
        } else if program.is_empty() && !args.is_empty() {
            say!("has-arguments-but-no")
        } else if program.starts_with('-') || program.chars().any(char::is_whitespace) {
            say!("has-program-begins-with")
        } else {
            return None;
        };
        let finding = Finding::error("bad-program", self.at())
            .field("program")
            .says(format!("{} {why}", self.name))
            .advise(say!("give-programs-name-path"))
            .mend_named(say!("start-no-program"), self.set(ServiceField::Program(String::new(), Vec::new())));
        Some(finding)
    }
}
