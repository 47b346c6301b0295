//! The scene: what the map shows, in canvas units, ready to be drawn and hit.
//!
//! Nodes are boxes with chips for the layers they are in; a hardware layer is a line between two nodes, or a hub with spokes.

mod build;
mod fold;
mod frames;
mod moved;
pub mod notes;
mod only;

use crate::{Rect, geometry, hit::Grid, palette::Tint};
use model::{LayerId, LayerKind, NodeId, Place, Point, Severity, order};
use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

pub use build::{Building, Input};
pub use fold::{Fold, Folded};
pub use frames::FrameShape;
pub use notes::NoteShape;

/// Height of a node without chips.
pub const NODE_H: f64 = 34.0;
/// Height added by a row of chips.
pub const CHIPS_H: f64 = 20.0;
/// Height of a chip.
pub const CHIP_H: f64 = 15.0;
/// Advance of a node's name, a character; names are set in a monospaced face of 13 units.
pub const NAME_ADVANCE: f64 = 7.8;
/// Advance of a chip's or link's name, a character; 10 units.
pub const CHIP_ADVANCE: f64 = 6.0;

/// What the map shows. What does not depend on places is shared by the scenes of a network whose nodes only move.
#[derive(Clone, Debug, Default)]
pub struct Scene {
    /// Nodes as declared; later ones lie on top.
    pub nodes: Vec<NodeShape>,
    /// Hardware layers between two nodes.
    pub links: Arc<Vec<LinkShape>>,
    /// Hardware layers with any other number of nodes.
    pub hubs: Vec<HubShape>,
    /// Frames around groups; later ones lie on top.
    pub frames: Vec<FrameShape>,
    /// Notes on the ground, as the draft has them.
    pub notes: Vec<NoteShape>,
    /// Every layer, as declared, for legends and lists.
    pub layers: Arc<Vec<LayerInfo>>,
    /// Around everything; none for an empty scene.
    pub bounds: Option<Rect>,
    pub(crate) node_at: Arc<BTreeMap<NodeId, usize>>,
    pub(crate) lines_of: Arc<Vec<Lines>>,
    /// Made when something is looked for under the pointer.
    pub(crate) grid: OnceLock<Grid>,
}

/// The lines that end at a node: positions in `links` and `hubs`.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    /// Links.
    pub links: Vec<usize>,
    /// Hubs.
    pub hubs: Vec<usize>,
}

/// Findings at one thing, counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Badge {
    /// The worst.
    pub severity: Severity,
    /// How many.
    pub n: usize,
}

/// A node.
#[derive(Clone, Debug)]
pub struct NodeShape {
    /// Which.
    pub id: NodeId,
    /// Its box.
    pub rect: Rect,
    /// Its name, shortened to fit the box.
    pub name: Arc<str>,
    /// Only mentioned, never declared.
    pub ghost: bool,
    /// It stays where it is.
    pub locked: bool,
    /// The user's colour.
    pub color: Option<String>,
    /// Its layers that are not hardware, in order; the last may say how many more.
    pub chips: Arc<[Chip]>,
    /// Layers that did not find room, as a number after the chips.
    pub n_hidden: usize,
    /// What is wrong with it.
    pub badge: Option<Badge>,
    /// Several nodes, or a layer, drawn as one; its id is then that of its first node.
    pub fold: Option<Box<Folded>>,
}

/// A layer's mark on a node.
#[derive(Clone, Debug)]
pub struct Chip {
    /// The layer.
    pub layer: LayerId,
    /// Its place in [`Scene::layers`].
    pub info: usize,
    /// Where it is, seen from the node's top left corner.
    pub rect: Rect,
    /// The layer's name, shortened to fit.
    pub name: String,
    /// The IPCP has findings.
    pub badge: Option<Badge>,
}

/// A hardware layer between two nodes.
#[derive(Clone, Debug)]
pub struct LinkShape {
    /// Which.
    pub layer: LayerId,
    /// Its place in [`Scene::layers`].
    pub info: usize,
    /// Its ends, as positions in [`Scene::nodes`].
    pub ends: (usize, usize),
    /// How far its middle stands off the straight line.
    pub bend: f64,
    /// Layers with an IPCP registered in it.
    pub carries: Vec<LayerId>,
    /// It has a quality of its own, in words, as `20 ms 1 %`; empty for a perfect wire.
    pub quality: String,
    /// What is wrong with it.
    pub badge: Option<Badge>,
}

/// A hardware layer with one node, three or more, or none.
#[derive(Clone, Debug)]
pub struct HubShape {
    /// Which.
    pub layer: LayerId,
    /// Its place in [`Scene::layers`].
    pub info: usize,
    /// Its box.
    pub rect: Rect,
    /// Its nodes, as positions in [`Scene::nodes`].
    pub members: Vec<usize>,
    /// Layers with an IPCP registered in it.
    pub carries: Vec<LayerId>,
    /// What is wrong with it.
    pub badge: Option<Badge>,
}

/// A layer, as lists show it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LayerInfo {
    /// Which.
    pub id: LayerId,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: LayerKind,
    /// Its colour.
    pub tint: Tint,
    /// Only mentioned, never declared.
    pub ghost: bool,
    /// How many nodes are in it.
    pub n_members: usize,
    /// What is wrong with it.
    pub badge: Option<Badge>,
}

impl Scene {
    /// The scene of a draft. Linear in its size.
    pub fn of(input: &Input<'_>) -> Self {
        Building::of(input, false).scene()
    }

    /// The same, with groups and layers that are folded drawn as one each.
    pub fn folded(input: &Input<'_>) -> Self {
        Building::of(input, true).scene()
    }

    /// What lies where.
    pub(crate) fn cells(&self) -> &Grid {
        self.grid.get_or_init(|| Grid::of(self))
    }

    /// A node's shape; for one that is folded, what it is folded into.
    pub fn node(&self, id: NodeId) -> Option<&NodeShape> {
        self.nodes.get(*self.node_at.get(&id)?)
    }

    /// A node's position in `nodes`.
    pub fn node_idx(&self, id: NodeId) -> Option<usize> {
        self.node_at.get(&id).copied()
    }

    /// A layer's entry.
    pub fn layer(&self, id: LayerId) -> Option<&LayerInfo> {
        let key = |info: &LayerInfo| info.id;
        quick(&self.layers, id, key).or_else(|| self.layers.iter().find(|info| info.id == id))
    }

    /// The lines that end at the node at `idx`.
    pub fn lines_of(&self, idx: usize) -> &Lines {
        &self.lines_of[idx]
    }

    /// A link's curve: start, control point, end.
    pub fn curve(&self, link: &LinkShape) -> (Point, Point, Point) {
        let (a, b) = (self.nodes[link.ends.0].rect.centre(), self.nodes[link.ends.1].rect.centre());
        (a, geometry::bent(a, b, link.bend), b)
    }

    /// The rectangle around a place, to bring it into view; none where the map does not show it.
    pub fn rect_of(&self, place: Place) -> Option<Rect> {
        match place {
            Place::Node(id) | Place::Member(id, _) => self.node(id).map(|node| node.rect),
            Place::Layer(id) => self.rect_of_layer(id),
            Place::Experiment | Place::Service(_) => None,
        }
    }

    /// The nodes that touch `rect`.
    pub fn nodes_in(&self, rect: &Rect) -> Vec<NodeId> {
        self.nodes.iter().filter(|node| node.rect.meets(rect)).map(|node| node.id).collect()
    }

    /// The nodes whose middles lie within a line drawn around them.
    pub fn nodes_within(&self, line: &[Point]) -> Vec<NodeId> {
        let around =
            line.iter().fold(None, |around: Option<Rect>, at| {
                Some(around.map_or(Rect::between(*at, *at), |rect| {
                    Rect::union([rect, Rect::between(*at, *at)]).unwrap_or(rect)
                }))
            });
        let Some(around) = around else { return Vec::new() };
        let is_in = |at: Point| around.contains(at) && geometry::is_within(line, at);
        self.nodes.iter().filter(|node| is_in(node.rect.centre())).map(|node| node.id).collect()
    }

    fn rect_of_layer(&self, id: LayerId) -> Option<Rect> {
        let (link, hub) = (quick(&self.links, id, |link| link.layer), quick(&self.hubs, id, |hub| hub.layer));
        if let Some(hub) = hub {
            return Some(hub.rect);
        }
        if let Some(link) = link.or_else(|| self.links.iter().find(|link| link.layer == id)) {
            let (a, control, b) = self.curve(link);
            return Some(Rect::around(geometry::on_curve(a, control, b, 0.5), 40.0, 20.0));
        }
        if let Some(cloud) = self.cloud(id) {
            return Some(cloud.rect);
        }
        if let Some(hub) = self.hubs.iter().find(|hub| hub.layer == id) {
            return Some(hub.rect);
        }
        let has = |node: &&NodeShape| node.chips.iter().any(|chip| chip.layer == id);
        Rect::union(self.nodes.iter().filter(has).map(|node| node.rect))
    }
}

/// What has the id, where items are in the order of their ids, as they are but in graphs of one layer.
fn quick<T>(items: &[T], id: LayerId, key: fn(&T) -> LayerId) -> Option<&T> {
    order::position(items, id.0, |item| key(item).0).map(|at| &items[at])
}
