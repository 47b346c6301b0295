//! IPCPs: joining a layer, registering in the layers below.

use super::{EditError, Over, add::distinct, scratch::Scratch};
use crate::{LayerId, Member, Node, NodeId};

pub(super) fn join(scratch: &mut Scratch<'_>, node: NodeId, layer: LayerId, over: &Over) -> Result<(), EditError> {
    scratch.layer(layer)?;
    if scratch.node(node)?.members.iter().any(|member| member.layer == layer) {
        return Err(EditError::AlreadyMember { node: scratch.node_name(node), layer: scratch.layer_name(layer) });
    }
    let lowers = match over {
        Over::Nothing => Vec::new(),
        Over::Auto if scratch.layer(layer)?.kind.is_hardware() => Vec::new(),
        Over::Auto => shared_hardware(scratch, node, layer)?,
        Over::Layers(lowers) => {
            if !lowers.is_empty() {
                must_stand_on_layers(scratch, layer)?;
            }
            let present = layers_on(scratch.node(node)?);
            distinct(lowers).into_iter().filter(|lower| present.contains(lower)).collect()
        }
    };
    scratch.enter(node, Member { over: lowers, ..Member::of(layer) })
}

pub(super) fn register(
    scratch: &mut Scratch<'_>,
    node: NodeId,
    upper: LayerId,
    lower: LayerId,
) -> Result<(), EditError> {
    scratch.layer(lower)?;
    must_stand_on_layers(scratch, upper)?;
    if upper == lower {
        return Err(EditError::OverItself(scratch.layer_name(upper)));
    }
    for layer in [upper, lower] {
        if !scratch.node(node)?.members.iter().any(|member| member.layer == layer) {
            return Err(EditError::NotMember { node: scratch.node_name(node), layer: scratch.layer_name(layer) });
        }
    }
    if scratch.draft().member(node, upper).is_some_and(|member| member.over.contains(&lower)) {
        return Err(EditError::AlreadyRegistered {
            node: scratch.node_name(node),
            upper: scratch.layer_name(upper),
            lower: scratch.layer_name(lower),
        });
    }
    scratch.register(node, upper, lower)
}

/// Takes back the last registration, should the same be there twice.
pub(super) fn unregister(
    scratch: &mut Scratch<'_>,
    node: NodeId,
    upper: LayerId,
    lower: LayerId,
) -> Result<(), EditError> {
    scratch.layer(upper)?;
    scratch.layer(lower)?;
    scratch.node(node)?;
    let holds = |member: &&mut Member| member.layer == upper && member.over.contains(&lower);
    if let Some(member) = scratch.node_mut(node)?.members.iter_mut().rev().find(holds) {
        let last = member.over.iter().rposition(|id| *id == lower);
        member.over.remove(last.expect("it holds this registration"));
        scratch.sharing_changed();
        return Ok(());
    }
    Err(EditError::NotRegistered {
        node: scratch.node_name(node),
        upper: scratch.layer_name(upper),
        lower: scratch.layer_name(lower),
    })
}

/// Only unicast and broadcast layers stand on layers.
pub(super) fn must_stand_on_layers(scratch: &Scratch<'_>, upper: LayerId) -> Result<(), EditError> {
    let layer = scratch.layer(upper)?;
    if layer.kind.is_hardware() {
        return Err(EditError::HardwareOver { layer: scratch.layer_name(upper), kind: layer.kind });
    }
    Ok(())
}

/// The layers a node is in, each once, in the order given.
pub(super) fn layers_on(node: &Node) -> Vec<LayerId> {
    distinct(&node.members.iter().map(|member| member.layer).collect::<Vec<_>>())
}

/// Hardware layers that `node` shares with a member of `layer`.
///
/// One that does not carry `layer` yet carries it from now on at those members too: else the registration led nowhere.
fn shared_hardware(scratch: &mut Scratch<'_>, node: NodeId, layer: LayerId) -> Result<Vec<LayerId>, EditError> {
    let mut shared = Vec::new();
    for lower in layers_on(scratch.node(node)?) {
        if !scratch.layer(lower)?.kind.is_hardware() {
            continue;
        }
        let sharing = scratch.sharing();
        if sharing.n_registrations.get(&(layer, lower)).is_some_and(|n| *n > 0) {
            shared.push(lower);
            continue;
        }
        let (Some(above), Some(below)) = (sharing.members.get(&layer), sharing.members.get(&lower)) else { continue };
        let (few, many) = if above.len() < below.len() { (above, below) } else { (below, above) };
        let others: Vec<NodeId> = few.iter().copied().filter(|other| *other != node && many.contains(other)).collect();
        if !others.is_empty() {
            others.iter().try_for_each(|other| scratch.register(*other, layer, lower))?;
            shared.push(lower);
        }
    }
    Ok(shared)
}
