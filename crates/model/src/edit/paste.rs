//! Pasting: a copied piece enters with fresh ids and free names.

use super::{Clip, EditError, scratch::Scratch};
use crate::{Bootstrapper, Layer, LayerId, Node, NodeId, Pair, Point, Strategy};
use std::collections::BTreeMap;

/// What the ids of the clip have become.
#[derive(Default)]
struct Fate {
    nodes: BTreeMap<NodeId, NodeId>,
    layers: BTreeMap<LayerId, LayerId>,
}

pub(super) fn paste(scratch: &mut Scratch<'_>, clip: &Clip, offset: Point) -> Result<(), EditError> {
    let mut fate = Fate::default();
    for (old, layer) in &clip.layers {
        let name = scratch.layer_names().free(&layer.name);
        let blank = Layer { name, enrollment: Strategy::Minimal, flows: Strategy::Minimal, ..layer.clone() };
        let new = scratch.add_layer(Layer { bootstrapper: Bootstrapper::Auto, ..blank })?;
        fate.layers.insert(*old, new);
    }
    for (old, node) in &clip.nodes {
        let name = scratch.node_names().free(&node.name);
        let new = scratch.add_node(fate.node(Node { name, ..node.clone() }, offset))?;
        fate.nodes.insert(*old, new);
    }
    // Pairs name nodes, so they come last.
    for (old, layer) in &clip.layers {
        let pasted = scratch.layer_mut(fate.layers[old])?;
        pasted.enrollment = fate.strategy(&layer.enrollment);
        pasted.flows = fate.strategy(&layer.flows);
        pasted.bootstrapper = match layer.bootstrapper {
            Bootstrapper::Node(node) => fate.nodes.get(&node).map_or(Bootstrapper::Auto, |id| Bootstrapper::Node(*id)),
            other => other,
        };
    }
    Ok(())
}

impl Fate {
    fn node(&self, mut node: Node, offset: Point) -> Node {
        node.position = node.position.map(|at| Point { x: at.x + offset.x, y: at.y + offset.y });
        node.members.retain_mut(|member| {
            member.over = member.over.iter().filter_map(|lower| self.layers.get(lower)).copied().collect();
            match self.layers.get(&member.layer) {
                Some(layer) => {
                    member.layer = *layer;
                    true
                }
                None => false,
            }
        });
        node
    }

    fn strategy(&self, strategy: &Strategy) -> Strategy {
        let Strategy::Manual(pairs) = strategy else { return strategy.clone() };
        let pair = |pair: &Pair| {
            let via = pair.via.and_then(|via| self.layers.get(&via)).copied();
            Some(Pair { from: *self.nodes.get(&pair.from)?, to: *self.nodes.get(&pair.to)?, via })
        };
        Strategy::Manual(pairs.iter().filter_map(pair).collect())
    }
}
