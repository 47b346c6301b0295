//! Removing things, with every mention of them.

use super::{EditError, scratch::Scratch};
use crate::{Bootstrapper, Layer, LayerId, Member, Node, NodeId, Pair, Place, Service, ServiceId, Strategy};
use messages::say;
use std::collections::{BTreeMap, BTreeSet};

/// What goes.
#[derive(Default)]
struct Going {
    nodes: BTreeSet<NodeId>,
    layers: BTreeSet<LayerId>,
    services: BTreeSet<ServiceId>,
    members: BTreeSet<(NodeId, LayerId)>,
}

/// Removes `places`. An IPCP that is listed twice loses its last listing only: the first one still needs its mentions.
pub(super) fn remove(scratch: &mut Scratch<'_>, places: &[Place]) -> Result<(), EditError> {
    let going = Going::of(scratch, places)?;
    let draft = scratch.draft();
    let nodes: Vec<NodeId> =
        draft.nodes().filter(|(id, node)| going.touches_node(*id, node)).map(|(id, _)| id).collect();
    let layers: Vec<LayerId> =
        draft.layers().filter(|(id, layer)| going.touches_layer(*id, layer)).map(|(id, _)| id).collect();
    let services: Vec<ServiceId> =
        draft.services().filter(|(_, service)| going.touches_service(service)).map(|(id, _)| id).collect();
    for id in nodes {
        going.strip_node(id, scratch.node_mut(id)?);
    }
    for id in layers {
        going.strip_layer(id, scratch.layer_mut(id)?);
    }
    for id in services {
        let service = scratch.service_mut(id)?;
        service.nodes.retain(|node| !going.nodes.contains(node));
        service.layers.retain(|layer| !going.layers.contains(layer));
    }
    scratch.remove_nodes(going.nodes);
    scratch.remove_layers(going.layers);
    scratch.remove_services(going.services);
    scratch.sharing_changed();
    Ok(())
}

impl Going {
    fn of(scratch: &mut Scratch<'_>, places: &[Place]) -> Result<Self, EditError> {
        let mut going = Self::default();
        let mut listings: BTreeMap<(NodeId, LayerId), usize> = BTreeMap::new();
        for place in places {
            match *place {
                Place::Experiment => {
                    return Err(EditError::Senseless(say!("experiment-itself-cannot-be")));
                }
                Place::Node(id) => {
                    scratch.node(id)?;
                    going.nodes.insert(id);
                }
                Place::Layer(id) => {
                    scratch.layer(id)?;
                    going.layers.insert(id);
                }
                Place::Service(id) => {
                    scratch.service(id)?;
                    going.services.insert(id);
                }
                Place::Member(node, layer) => {
                    *listings.entry((node, layer)).or_default() += 1;
                }
            }
        }
        for (ipcp, n_times) in listings {
            going.listings(scratch, ipcp, n_times)?;
        }
        Ok(going)
    }

    /// The last listings of an IPCP go; the IPCP itself, if no other is left.
    fn listings(
        &mut self,
        scratch: &mut Scratch<'_>,
        (id, layer): (NodeId, LayerId),
        n_times: usize,
    ) -> Result<(), EditError> {
        scratch.layer(layer)?;
        let members = &scratch.node(id)?.members;
        let n_listed = members.iter().filter(|member| member.layer == layer).count();
        if n_listed == 0 {
            let (node, layer) = (scratch.node_name(id), scratch.layer_name(layer));
            return Err(EditError::NotMember { node, layer });
        }
        if n_listed <= n_times {
            self.members.insert((id, layer));
            return Ok(());
        }
        let mut n_kept = 0;
        scratch.node_mut(id)?.members.retain(|member| {
            n_kept += usize::from(member.layer == layer);
            member.layer != layer || n_kept <= n_listed - n_times
        });
        Ok(())
    }

    fn keeps(&self, id: NodeId, member: &Member) -> bool {
        !self.layers.contains(&member.layer) && !self.members.contains(&(id, member.layer))
    }

    fn keeps_lower(&self, id: NodeId, lower: LayerId) -> bool {
        !self.layers.contains(&lower) && !self.members.contains(&(id, lower))
    }

    fn touches_node(&self, id: NodeId, node: &Node) -> bool {
        let touched =
            |member: &Member| !self.keeps(id, member) || member.over.iter().any(|lower| !self.keeps_lower(id, *lower));
        !self.nodes.contains(&id) && node.members.iter().any(touched)
    }

    fn strip_node(&self, id: NodeId, node: &mut Node) {
        node.members.retain(|member| self.keeps(id, member));
        for member in &mut node.members {
            member.over.retain(|lower| self.keeps_lower(id, *lower));
        }
    }

    fn leaves(&self, node: NodeId, layer: LayerId) -> bool {
        self.nodes.contains(&node) || self.members.contains(&(node, layer))
    }

    fn touches_layer(&self, id: LayerId, layer: &Layer) -> bool {
        let touched = |pair: &Pair| {
            self.leaves(pair.from, id)
                || self.leaves(pair.to, id)
                || pair.via.is_some_and(|via| self.layers.contains(&via))
        };
        let by_hand = |strategy: &Strategy| matches!(strategy, Strategy::Manual(pairs) if pairs.iter().any(touched));
        !self.layers.contains(&id)
            && (by_hand(&layer.enrollment)
                || by_hand(&layer.flows)
                || matches!(layer.bootstrapper, Bootstrapper::Node(node) if self.leaves(node, id)))
    }

    fn strip_layer(&self, id: LayerId, layer: &mut Layer) {
        for strategy in [&mut layer.enrollment, &mut layer.flows] {
            if let Strategy::Manual(pairs) = strategy {
                pairs.retain(|pair| !self.leaves(pair.from, id) && !self.leaves(pair.to, id));
                for pair in pairs {
                    pair.via = pair.via.filter(|via| !self.layers.contains(via));
                }
            }
        }
        if matches!(layer.bootstrapper, Bootstrapper::Node(node) if self.leaves(node, id)) {
            layer.bootstrapper = Bootstrapper::Auto;
        }
    }

    fn touches_service(&self, service: &Service) -> bool {
        service.nodes.iter().any(|node| self.nodes.contains(node))
            || service.layers.iter().any(|layer| self.layers.contains(layer))
    }
}
