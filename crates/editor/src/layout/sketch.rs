//! What a layout needs to know of a draft, as plain numbers: these cross over to the thread where layouts are worked out.

use super::graph::Graph;
use model::order;
use model::{Draft, LayerId, NodeId, Point};
use std::collections::{BTreeMap, BTreeSet};

/// A network as layouts see it. Nodes are joined by hardware layers; a layer of three or more has a vertex of its own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sketch {
    /// Vertices below are nodes, the others are hubs.
    pub n_nodes: u32,
    /// Nodes and hubs.
    pub n_vertices: u32,
    /// Lines between vertices.
    pub lines: Vec<(u32, u32)>,
    /// How high above the wires each node reaches: 0 for one in no layer but links.
    pub levels: Vec<u32>,
    /// Where each node stands now, if that is known.
    pub places: Vec<Option<Point>>,
    /// Which nodes must stay where they are.
    pub fixed: Vec<bool>,
}

impl Sketch {
    /// The sketch of `draft`, or only of the nodes of `part`, in the order declared.
    ///
    /// Shape: the ids stand in the sketch's order of nodes. No node is fixed.
    pub fn of(draft: &Draft, part: Option<&BTreeSet<NodeId>>) -> (Self, Vec<NodeId>) {
        let wanted = |id: &NodeId| part.is_none_or(|part| part.contains(id));
        let nodes: Vec<NodeId> = draft.nodes().map(|(id, _)| id).filter(wanted).collect();
        let mut ends: BTreeMap<LayerId, Vec<u32>> = BTreeMap::new();
        let mut order: Vec<LayerId> = Vec::new();
        for (id, _) in draft.layers().filter(|(_, layer)| layer.kind.is_hardware()) {
            ends.insert(id, Vec::new());
            order.push(id);
        }
        let levels = levels(draft);
        let mut sketch = Self { n_nodes: nodes.len() as u32, ..Self::default() };
        for (at, id) in nodes.iter().enumerate() {
            let Some(node) = draft.node(*id) else { continue };
            let mut level = 0;
            for member in &node.members {
                if let Some(ends) = ends.get_mut(&member.layer) {
                    ends.push(at as u32);
                }
                level = level.max(levels.get(&member.layer).copied().unwrap_or(0));
            }
            sketch.levels.push(level);
            sketch.places.push(node.position.filter(|at| at.x.is_finite() && at.y.is_finite()));
        }
        sketch.fixed = vec![false; nodes.len()];
        sketch.n_vertices = sketch.n_nodes;
        for mut ends in order.iter().filter_map(|id| ends.remove(id)) {
            ends.dedup();
            match ends[..] {
                [] | [_] => {}
                [a, b] => sketch.lines.push((a, b)),
                _ => {
                    sketch.lines.extend(ends.into_iter().map(|end| (sketch.n_vertices, end)));
                    sketch.n_vertices += 1;
                }
            }
        }
        (sketch, nodes)
    }

    /// The sketch as one list of numbers, for the thread that layouts are worked out on; [`Self::of_numbers`] reads it.
    ///
    /// Shape: counts of nodes, vertices and lines; the ends of each line; for each node its level, x, y (not a number
    /// where it stands nowhere), and 1 where it is fixed.
    pub fn numbers(&self) -> Vec<f64> {
        let mut numbers = vec![f64::from(self.n_nodes), f64::from(self.n_vertices), self.lines.len() as f64];
        numbers.extend(self.lines.iter().flat_map(|(a, b)| [f64::from(*a), f64::from(*b)]));
        for (at, level) in self.levels.iter().enumerate() {
            let place = self.places[at].unwrap_or(Point { x: f64::NAN, y: f64::NAN });
            numbers.extend([f64::from(*level), place.x, place.y, if self.fixed[at] { 1.0 } else { 0.0 }]);
        }
        numbers
    }

    /// What [`Self::numbers`] wrote; none for a list of another shape.
    pub fn of_numbers(numbers: &[f64]) -> Option<Self> {
        let [n_nodes, n_vertices, n_lines, rest @ ..] = numbers else { return None };
        let (lines, nodes) = rest.split_at_checked((*n_lines as usize).checked_mul(2)?)?;
        if nodes.len() != (*n_nodes as usize).checked_mul(4)? {
            return None;
        }
        let mut sketch = Self { n_nodes: *n_nodes as u32, n_vertices: *n_vertices as u32, ..Self::default() };
        sketch.lines = lines.chunks_exact(2).map(|ends| (ends[0] as u32, ends[1] as u32)).collect();
        for node in nodes.chunks_exact(4) {
            let place = Point { x: node[1], y: node[2] };
            sketch.levels.push(node[0] as u32);
            sketch.places.push(Some(place).filter(|at| at.x.is_finite() && at.y.is_finite()));
            sketch.fixed.push(node[3] > 0.0);
        }
        Some(sketch)
    }

    pub(super) fn graph(&self) -> Graph {
        Graph::of(self.n_vertices as usize, &self.lines)
    }

    /// Where a vertex stands now; hubs stand nowhere.
    pub(super) fn place(&self, vertex: u32) -> Option<Point> {
        self.places.get(vertex as usize).copied().flatten()
    }

    pub(super) fn is_fixed(&self, vertex: u32) -> bool {
        self.fixed.get(vertex as usize).copied().unwrap_or(false) && self.place(vertex).is_some()
    }
}

/// How many layers each layer stands on, one above the other.
fn levels(draft: &Draft) -> BTreeMap<LayerId, u32> {
    // Layers that stand on each other in a ring would rise for ever.
    const HIGHEST: u32 = 32;
    let mut stands_on: BTreeSet<(LayerId, LayerId)> = BTreeSet::new();
    for (_, node) in draft.nodes() {
        for member in &node.members {
            stands_on.extend(member.over.iter().map(|lower| (member.layer, *lower)));
        }
    }
    let mut levels: BTreeMap<LayerId, u32> = order::map(draft.layers().map(|(id, _)| (id, 0)));
    for _ in 0..HIGHEST {
        let mut has_changed = false;
        for (upper, lower) in &stands_on {
            let above = (levels.get(lower).copied().unwrap_or(0) + 1).min(HIGHEST);
            if let Some(level) = levels.get_mut(upper).filter(|level| **level < above) {
                *level = above;
                has_changed = true;
            }
        }
        if !has_changed {
            break;
        }
    }
    levels
}
