//! Nodes and layers themselves: declared, and with somebody in them.

use super::Ground;
use crate::{
    Bootstrapper, Edit, Finding, Layer, LayerId, LayerKind, NodeId, Place,
    edit::{LayerField, Over},
};
use messages::say;

pub(super) fn check(ground: &Ground<'_>, findings: &mut Vec<Finding>) {
    for (id, node) in ground.draft.nodes() {
        if node.ghost {
            findings.push(undeclared_node(ground, id));
        } else if node.members.is_empty() {
            let finding = Finding::warning("empty-node", Place::Node(id))
                .says(say!("no-layer-so-nothing", node = ground.node(id)))
                .advise(say!("link-another-node-add"))
                .mend(ground, Edit::Remove(vec![Place::Node(id)]));
            findings.push(finding);
        }
    }
    for (id, layer) in ground.draft.layers() {
        if layer.ghost {
            findings.push(undeclared_layer(ground, id, layer));
        } else if ground.members(id).is_empty() {
            let finding = Finding::warning("empty-layer", Place::Layer(id))
                .says(say!("has-no-members", layer = ground.layer(id)))
                .advise(say!("add-nodes-remove"))
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
        .says(say!("node-never-declared", node = ground.node(id)))
        .advise(say!("declare-remove-what-mentions"))
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
        .says(say!("layer-never-declared", layer = ground.layer(id)))
        .advise(say!("declare-remove-what-mentions"))
        .mend(ground, Edit::Declare(at, Some(kind)));
    if kind != LayerKind::Unicast {
        finding = finding.mend(ground, Edit::Declare(at, Some(LayerKind::Unicast)));
    }
    finding.mend(ground, Edit::Remove(vec![at]))
}

fn bootstrapper(ground: &Ground<'_>, id: LayerId, node: NodeId) -> Finding {
    Finding::error("bootstrapper-not-member", Place::Layer(id))
        .field("bootstrapper")
        .says(say!("start-but-not", node = ground.node(node), layer = ground.layer(id)))
        .advise(say!("choose-member-make-one"))
        .mend(ground, Edit::SetLayer(id, LayerField::Bootstrapper(Bootstrapper::Auto)))
        .mend(ground, Edit::Join { node, layer: id, over: Over::Auto })
}
