//! The rest of a draft, carried in the free attributes of formats made for other things.
//!
//! GraphML, DOT and containerlab know nodes, links, labels and places. What else a record holds travels beside it as
//! JSON, so that such a file says all that the native one does, and other tools can still change what they know: on
//! the way back names, places and the ends of links are the file's own, and all the rest is what was carried.

use crate::{
    FormatError,
    sketch::{Sketch, layer_id, node_id},
};
use model::{Bootstrapper, Draft, Layer, LayerId, LayerKind, Member, Node, NodeId, Pair, Service, Settings, Strategy};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The name of the attribute.
pub(crate) const CONGA: &str = "conga";

/// A record with the id that others mention it by.
#[derive(Serialize, Deserialize)]
pub(crate) struct Numbered<T> {
    id: u32,
    #[serde(flatten)]
    record: T,
}

/// What belongs to no node and no link.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Whole {
    settings: Settings,
    layers: Vec<Numbered<Layer>>,
    services: Vec<Service>,
}

/// What a file's attributes carried, by the positions of the records in the sketch.
#[derive(Default)]
pub(crate) struct Carried {
    whole: Option<Whole>,
    nodes: Vec<(usize, Numbered<Node>)>,
    links: Vec<(usize, Numbered<Layer>)>,
}

/// What a node carries.
pub(crate) fn of_node(id: NodeId, node: &Node) -> String {
    let bare = Node { name: String::new(), position: None, ..node.clone() };
    without_blanks(json!(Numbered { id: id.0, record: bare }))
}

/// What a link carries.
pub(crate) fn of_link(id: LayerId, layer: &Layer) -> String {
    without_blanks(json!(Numbered { id: id.0, record: Layer { name: String::new(), ..layer.clone() } }))
}

/// What the file as a whole carries: settings, services, and the layers that are no links.
pub(crate) fn of_draft(draft: &Draft) -> String {
    let layers = draft.layers().filter(|(_, layer)| !layer.kind.is_hardware());
    let whole = Whole {
        settings: draft.settings().clone(),
        layers: layers.map(|(id, layer)| Numbered { id: id.0, record: layer.clone() }).collect(),
        services: draft.services().map(|(_, service)| service.clone()).collect(),
    };
    plain(&json!(whole).to_string())
}

/// Leaves out the empty name and the empty list of members, to be shorter.
fn without_blanks(mut json: Value) -> String {
    if let Some(map) = json.as_object_mut() {
        let is_blank = |value: &Value| value.as_str() == Some("") || value.as_array().is_some_and(Vec::is_empty);
        map.retain(|key, value| !(["name", "members"].contains(&key.as_str()) && is_blank(value)));
    }
    plain(&json.to_string())
}

/// JSON without the characters that XML, YAML or an editor would trip over; they stand in texts only.
pub(crate) fn plain(json: &str) -> String {
    const TRIPS: &str = "\u{2028}\u{2029}\u{feff}\u{fffe}\u{ffff}";
    let mut plain = String::with_capacity(json.len());
    for c in json.chars() {
        match c.is_control() || TRIPS.contains(c) {
            true => plain.push_str(&format!("\\u{:04x}", u32::from(c))),
            false => plain.push(c),
        }
    }
    plain
}

fn parsed<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_str(text).ok()
}

impl Carried {
    /// Takes what a node carried; false if it is nothing of ours.
    pub fn node(&mut self, position: usize, text: &str) -> bool {
        let found = parsed(text);
        self.nodes.extend(found.map(|record| (position, record)));
        self.nodes.last().is_some_and(|last| last.0 == position)
    }

    /// Takes what a link carried; false if it is nothing of ours.
    pub fn link(&mut self, position: usize, text: &str) -> bool {
        let named = parsed::<Value>(text).and_then(|mut json| {
            json.as_object_mut()?.insert("name".into(), "".into());
            serde_json::from_value::<Numbered<Layer>>(json).ok()
        });
        let found = named.filter(|link| link.record.kind.is_hardware());
        self.links.extend(found.map(|record| (position, record)));
        self.links.last().is_some_and(|last| last.0 == position)
    }

    /// Takes what the file as a whole carried; false if it is nothing of ours.
    pub fn whole(&mut self, text: &str) -> bool {
        self.whole = parsed(text);
        self.whole.is_some()
    }

    /// Puts everything back into the sketch, which has the nodes, the links and their ends by now.
    pub fn restore(self, sketch: &mut Sketch) -> Result<(), FormatError> {
        if self.whole.is_none() && self.nodes.is_empty() && self.links.is_empty() {
            return Ok(());
        }
        let whole = self.whole.unwrap_or_default();
        sketch.settings = whole.settings;
        let mut ids = Ids::default();
        for (position, link) in self.links {
            ids.layers.entry(link.id).or_insert(position);
            let old = &mut sketch.layers[position];
            *old = Layer { name: std::mem::take(&mut old.name), ..link.record };
        }
        for layer in whole.layers {
            let kind = if layer.record.kind.is_hardware() { LayerKind::Unicast } else { layer.record.kind };
            let position = sketch.layer(&layer.record.name, kind, 1)?;
            ids.layers.entry(layer.id).or_insert(position);
            let old = &mut sketch.layers[position];
            *old = Layer { name: std::mem::take(&mut old.name), kind, ..layer.record };
        }
        ids.nodes = self.nodes.iter().rev().map(|(position, node)| (node.id, *position)).collect();
        for (position, node) in self.nodes {
            members(sketch, position, node.record, &ids);
        }
        for layer in &mut sketch.layers {
            ids.renumber(layer);
        }
        sketch.services = whole.services.into_iter().map(|service| ids.service(service)).collect();
        in_old_order(sketch, &ids);
        Ok(())
    }
}

/// Where the records of the ids carried are now.
#[derive(Default)]
struct Ids {
    nodes: HashMap<u32, usize>,
    layers: HashMap<u32, usize>,
}

impl Ids {
    fn node(&self, id: NodeId) -> Option<NodeId> {
        self.nodes.get(&id.0).map(|position| node_id(*position))
    }

    fn layer(&self, id: LayerId) -> Option<LayerId> {
        self.layers.get(&id.0).map(|position| layer_id(*position))
    }

    fn renumber(&self, layer: &mut Layer) {
        for strategy in [&mut layer.enrollment, &mut layer.flows] {
            if let Strategy::Manual(pairs) = strategy {
                let pair = |pair: &Pair| {
                    let via = pair.via.and_then(|via| self.layer(via));
                    Some(Pair { from: self.node(pair.from)?, to: self.node(pair.to)?, via })
                };
                *pairs = pairs.iter().filter_map(pair).collect();
            }
        }
        if let Bootstrapper::Node(id) = layer.bootstrapper {
            layer.bootstrapper = self.node(id).map_or(Bootstrapper::Auto, Bootstrapper::Node);
        }
    }

    fn service(&self, service: Service) -> Service {
        Service {
            nodes: service.nodes.iter().filter_map(|id| self.node(*id)).collect(),
            layers: service.layers.iter().filter_map(|id| self.layer(*id)).collect(),
            ..service
        }
    }
}

/// The node as carried, on the links that the file says it is on.
fn members(sketch: &mut Sketch, position: usize, carried: Node, ids: &Ids) {
    let known: Vec<Member> = carried
        .members
        .into_iter()
        .filter_map(|member| {
            let layer = ids.layer(member.layer)?;
            let over = member.over.iter().filter_map(|id| ids.layer(*id)).collect();
            Some(Member { layer, over, ..member })
        })
        .filter(|member| {
            let layer = member.layer.0 as usize - 1;
            !sketch.layers[layer].kind.is_hardware() || sketch.is_member(position, layer)
        })
        .collect();
    let mut told: HashSet<LayerId> = known.iter().map(|member| member.layer).collect();
    let node = &mut sketch.nodes[position];
    let found = std::mem::take(&mut node.members).into_iter().filter(|member| told.insert(member.layer));
    let members = known.into_iter().chain(found).collect();
    *node = Node { name: std::mem::take(&mut node.name), position: node.position, members, ..carried };
}

/// Layers in the order they were declared in, before links and others went different ways.
fn in_old_order(sketch: &mut Sketch, ids: &Ids) {
    let old: HashMap<usize, u32> = ids.layers.iter().map(|(id, position)| (*position, *id)).collect();
    let mut order: Vec<usize> = (0..sketch.layers.len()).collect();
    order.sort_by_key(|position| (old.get(position).copied().unwrap_or(u32::MAX), *position));
    let new: BTreeMap<LayerId, LayerId> =
        order.iter().enumerate().map(|(new, old)| (layer_id(*old), layer_id(new))).collect();
    let renumber = |id: &mut LayerId| *id = new[id];
    let mut layers: Vec<Option<Layer>> = std::mem::take(&mut sketch.layers).into_iter().map(Some).collect();
    sketch.layers = order.into_iter().filter_map(|old| layers[old].take()).collect();
    for layer in &mut sketch.layers {
        for strategy in [&mut layer.enrollment, &mut layer.flows] {
            if let Strategy::Manual(pairs) = strategy {
                pairs.iter_mut().filter_map(|pair| pair.via.as_mut()).for_each(renumber);
            }
        }
    }
    for member in sketch.nodes.iter_mut().flat_map(|node| &mut node.members) {
        renumber(&mut member.layer);
        member.over.iter_mut().for_each(renumber);
    }
    sketch.services.iter_mut().flat_map(|service| &mut service.layers).for_each(renumber);
}
