//! The map and a layer's graph, as the canvas shows them.

use crate::{PictureError, Subject, Wanted, sheet::Drawn};
use editor::{
    Overlay, Placement, Rect, Scene, Viewport,
    detail::Detail,
    draw::{Brush, Ink, Pen},
    layer_graph::{Decided, LayerGraph, Shape},
    overlay::ArcKind,
    scene::{Input, NODE_H},
};
use messages::say;
use model::{Draft, LayerId, NodeId, Point};
use planner::Plan;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// A scene with what lies over it.
pub struct Map {
    scene: Scene,
    overlay: Overlay,
    lit: BTreeSet<LayerId>,
    bounds: Rect,
}

/// Nodes, links and marks of layers.
pub fn map(draft: &Draft, wanted: &Wanted) -> Result<Map, PictureError> {
    let placement = Placement::of(draft);
    Map::of(Scene::of(&Input { draft, placement: &placement, findings: &[] }), Overlay::default(), wanted)
}

/// Nodes and links alone.
pub fn links(draft: &Draft, wanted: &Wanted) -> Result<Map, PictureError> {
    let mut map = map(draft, wanted)?;
    for node in map.scene.nodes.iter_mut().filter(|node| node.fold.is_none()) {
        node.chips = Arc::default();
        node.n_hidden = 0;
        node.rect = Rect::around(node.rect.centre(), node.rect.w, NODE_H);
    }
    Ok(map)
}

/// One layer's graph.
pub fn layer(subject: Subject<'_>, name: &str, wanted: &Wanted) -> Result<Map, PictureError> {
    let draft = subject.draft;
    let known =
        || few(draft.layers().filter(|(_, layer)| !layer.kind.is_hardware()).map(|(_, layer)| layer.name.as_str()));
    let unknown = || PictureError::Unknown { what: "layer", name: name.to_owned(), known: known() };
    let id = draft.layer_named(name).ok_or_else(unknown)?;
    let decided = subject.plan.map_or_else(Vec::new, |plan| decided(plan, draft, name));
    let graph = LayerGraph::of((draft, &Placement::of(draft)), id, &decided, Shape::Map);
    Map::of(graph.scene, graph.overlay, wanted)
}

/// The first few of many names.
pub fn few<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let mut names: Vec<&str> = names.take(13).collect();
    if names.len() > 12 {
        names[12] = "…";
    }
    names.join(", ")
}

/// A layer's enrollments and flows, in the order they will be done.
fn decided(plan: &Plan, draft: &Draft, layer: &str) -> Vec<Decided> {
    let Some(layer) = plan.layers().iter().find(|decisions| decisions.name.as_str() == layer) else {
        return Vec::new();
    };
    let ids: BTreeMap<&str, NodeId> = draft.nodes().map(|(id, node)| (node.name.as_str(), id)).collect();
    let node = |ipcp: &model::IpcpName| ids.get(ipcp.as_str().split_once('.')?.1).copied();
    let pair = |from, to, kind| Some(Decided { from: node(from)?, to: node(to)?, kind, why: String::new() });
    let enrollments = layer.enrollments.iter().filter_map(|e| pair(&e.enrollee, &e.enroller, ArcKind::Enrollment));
    let flows = layer.flows.iter().filter_map(|flow| pair(&flow.src, &flow.dst, ArcKind::Flow));
    enrollments.chain(flows).collect()
}

impl Map {
    fn of(scene: Scene, mut overlay: Overlay, wanted: &Wanted) -> Result<Self, PictureError> {
        let scene = if wanted.only.is_empty() { scene } else { scene.only(&wanted.only) };
        let bounds = scene.bounds.ok_or_else(|| PictureError::Empty(say!("no-nodes-asked-for")))?;
        overlay.arcs.retain(|arc| scene.node(arc.from).is_some() && scene.node(arc.to).is_some());
        // An arc bends out of the straight line, and so may leave the nodes' bounds.
        let bounds = if overlay.arcs.is_empty() { bounds } else { bounds.grown(12.0) };
        Ok(Self { scene, overlay, lit: wanted.lit.clone(), bounds })
    }
}

impl Drawn for Map {
    fn bounds(&self) -> Rect {
        self.bounds
    }

    fn draw(&self, pen: &dyn Pen, ink: &Ink, scale: f64) {
        let seen = self.bounds.grown(200.0);
        let origin = Point { x: -seen.x * scale, y: -seen.y * scale };
        let view = Viewport { origin, scale, w: seen.w * scale, h: seen.h * scale };
        let (scene, overlay, lit) = (&self.scene, &self.overlay, &self.lit);
        let brush = Brush { pen, ink, scene, overlay, lit, view, detail: Detail::at(scale), apart: true };
        brush.still(&BTreeSet::new());
    }

    fn has_layers(&self) -> bool {
        true
    }
}
