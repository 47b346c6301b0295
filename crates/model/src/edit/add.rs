//! Adding nodes, links, layers and services.

use super::{EditError, Over, fresh, member, scratch::Scratch};
use crate::order;
use crate::{Layer, LayerId, LayerKind, Member, Node, NodeId, Point, Service};
use std::collections::{BTreeMap, BTreeSet};

/// A link to be.
pub(super) struct NewLink<'a> {
    pub(super) name: Option<&'a str>,
    pub(super) kind: LayerKind,
    pub(super) ends: &'a [NodeId],
    pub(super) carry: &'a [LayerId],
}

/// A layer to be.
pub(super) struct NewLayer<'a> {
    pub(super) name: Option<&'a str>,
    pub(super) kind: LayerKind,
    pub(super) members: &'a [NodeId],
    pub(super) over: &'a Over,
}

pub(super) fn node(scratch: &mut Scratch<'_>, name: Option<&str>, at: Point) -> Result<(), EditError> {
    let name = match name.map(str::trim) {
        Some(name) => {
            scratch.node_names().add(name);
            name.to_owned()
        }
        None => scratch.node_names().numbered("node"),
    };
    scratch.add_node(Node { name, position: Some(at), ..Node::default() })?;
    Ok(())
}

pub(super) fn link(scratch: &mut Scratch<'_>, link: &NewLink<'_>) -> Result<(), EditError> {
    if !link.kind.is_hardware() {
        return Err(EditError::NotHardware(link.kind));
    }
    let ends = distinct(link.ends);
    if ends.len() < 2 {
        return Err(EditError::TooFewEnds);
    }
    for end in &ends {
        scratch.node(*end)?;
    }
    let id = empty_layer(scratch, link.name, link.kind)?;
    for end in &ends {
        scratch.enter(*end, Member::of(id))?;
    }
    for upper in distinct(link.carry) {
        member::must_stand_on_layers(scratch, upper)?;
        let carried: Vec<NodeId> =
            ends.iter().copied().filter(|end| scratch.draft().member(*end, upper).is_some()).collect();
        if carried.len() >= 2 {
            carried.iter().try_for_each(|end| scratch.register(*end, upper, id))?;
        }
    }
    Ok(())
}

pub(super) fn layer(scratch: &mut Scratch<'_>, layer: &NewLayer<'_>) -> Result<(), EditError> {
    let members = distinct(layer.members);
    for member in &members {
        scratch.node(*member)?;
    }
    let id = empty_layer(scratch, layer.name, layer.kind)?;
    let lowers = match layer.over {
        Over::Auto if layer.kind.is_hardware() => BTreeSet::new(),
        Over::Auto => shared_hardware(scratch, &members),
        Over::Nothing => BTreeSet::new(),
        Over::Layers(lowers) => {
            if !lowers.is_empty() {
                member::must_stand_on_layers(scratch, id)?;
            }
            lowers.iter().try_for_each(|lower| scratch.layer(*lower).map(drop))?;
            lowers.iter().copied().collect()
        }
    };
    for node in members {
        let over = member::layers_on(scratch.node(node)?).into_iter().filter(|lower| lowers.contains(lower)).collect();
        scratch.enter(node, Member { over, ..Member::of(id) })?;
    }
    Ok(())
}

pub(super) fn service(
    scratch: &mut Scratch<'_>,
    name: Option<&str>,
    nodes: &[NodeId],
    layers: &[LayerId],
) -> Result<(), EditError> {
    let (nodes, layers) = (distinct(nodes), distinct(layers));
    nodes.iter().try_for_each(|node| scratch.node(*node).map(drop))?;
    layers.iter().try_for_each(|layer| scratch.layer(*layer).map(drop))?;
    let name = layer_name(scratch, name, "service");
    scratch.add_service(Service { name, nodes, layers, ..Service::default() })?;
    Ok(())
}

/// The same without repetitions, in the order given.
pub(super) fn distinct<T: Copy + Ord>(items: &[T]) -> Vec<T> {
    let mut seen = BTreeSet::new();
    items.iter().copied().filter(|item| seen.insert(*item)).collect()
}

fn empty_layer(scratch: &mut Scratch<'_>, name: Option<&str>, kind: LayerKind) -> Result<LayerId, EditError> {
    let name = layer_name(scratch, name, fresh::stem(kind));
    scratch.add_layer(Layer::of(name, kind))
}

fn layer_name(scratch: &mut Scratch<'_>, name: Option<&str>, stem: &str) -> String {
    match name.map(str::trim) {
        Some(name) => {
            scratch.layer_names().add(name);
            name.to_owned()
        }
        None => scratch.layer_names().numbered(stem),
    }
}

/// Hardware layers that two or more of `members` are in.
fn shared_hardware(scratch: &Scratch<'_>, members: &[NodeId]) -> BTreeSet<LayerId> {
    let mut n_members: BTreeMap<LayerId, usize> = BTreeMap::new();
    for node in members.iter().filter_map(|id| scratch.draft().node(*id)) {
        for layer in member::layers_on(node) {
            *n_members.entry(layer).or_default() += 1;
        }
    }
    let hardware = |id: &LayerId| scratch.draft().layer(*id).is_some_and(|layer| layer.kind.is_hardware());
    order::set(n_members.into_iter().filter(|(id, n)| *n >= 2 && hardware(id)).map(|(id, _)| id))
}
