//! Nodes and layers themselves: declared, and with somebody in them.

use super::Ground;
use crate::{
    Bootstrapper, Edit, Finding, Layer, LayerId, LayerKind, NodeId, Place,
    edit::{LayerField, Over},
};

pub(super) fn check(ground: &Ground<'_>, findings: &mut Vec<Finding>) {
    for (id, node) in ground.draft.nodes() {
        if node.ghost {
            findings.push(undeclared_node(ground, id));
        } else if node.members.is_empty() {
            let finding = Finding::warning("empty-node", Place::Node(id))
                .says(format!("{} is in no layer, so nothing will run on it", ground.node(id)))
                .advise("link it to another node, add it to a layer, or remove it")
                .mend(ground, Edit::Remove(vec![Place::Node(id)]));
            findings.push(finding);
        }
    }
    for (id, layer) in ground.draft.layers() {
        if layer.ghost {
            findings.push(undeclared_layer(ground, id, layer));
        } else if ground.members(id).is_empty() {
            let finding = Finding::warning("empty-layer", Place::Layer(id))
                .says(format!("{} has no members", ground.layer(id)))
                .advise("add nodes to it, or remove it")
                .mend(ground, Edit::Remove(vec![Place::Layer(id)]));
            findings.push(finding);
        }
        if let Bootstrapper::Node(node) = layer.bootstrapper
            && !layer.kind.is_hardware()
            && !ground.is_member(node, id)
        {
            findings.push(bootstrapper(ground, id, node));
        }
    }
}

fn undeclared_node(ground: &Ground<'_>, id: NodeId) -> Finding {
    let at = Place::Node(id);
    Finding::error("undeclared-node", at)
        .says(format!("{} is mentioned but never declared", ground.node(id)))
        .advise("declare it, or remove what mentions it")
        .mend(ground, Edit::Declare(at, None))
        .mend(ground, Edit::Remove(vec![at]))
}

/// What stands on something is no link; what only carries others most likely is one.
fn undeclared_layer(ground: &Ground<'_>, id: LayerId, layer: &Layer) -> Finding {
    let at = Place::Layer(id);
    let stands = !ground.registered(id).is_empty();
    let kind = match layer.kind {
        LayerKind::Unicast if !stands && ground.is_carrying(id) => LayerKind::EthDix,
        kind => kind,
    };
    let mut finding = Finding::error("undeclared-layer", at)
        .says(format!("{} is mentioned but never declared", ground.layer(id)))
        .advise("declare it, or remove what mentions it")
        .mend(ground, Edit::Declare(at, Some(kind)));
    if kind != LayerKind::Unicast {
        finding = finding.mend(ground, Edit::Declare(at, Some(LayerKind::Unicast)));
    }
    finding.mend(ground, Edit::Remove(vec![at]))
}

fn bootstrapper(ground: &Ground<'_>, id: LayerId, node: NodeId) -> Finding {
    Finding::error("bootstrapper-not-member", Place::Layer(id))
        .field("bootstrapper")
        .says(format!("{} is to start {}, but is not in it", ground.node(node), ground.layer(id)))
        .advise("choose a member, or make it one")
        .mend(ground, Edit::SetLayer(id, LayerField::Bootstrapper(Bootstrapper::Auto)))
        .mend(ground, Edit::Join { node, layer: id, over: Over::Auto })
}
