//! What a layout needs to know of a draft, as plain numbers: these cross over to the thread where layouts are worked out.

use super::graph::Graph;
use crate::members::Members;
use model::order;
use model::{Draft, LayerId, NodeId, Point};
use std::collections::BTreeSet;

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
        let members = Members::of(draft);
        let levels = levels(draft, members.layers());
        let mut sketch = Self { n_nodes: nodes.len() as u32, ..Self::default() };
        for node in nodes.iter().filter_map(|id| draft.node(*id)) {
            let level = |layer: LayerId| place(members.layers(), layer).map_or(0, |at| levels[at]);
            sketch.levels.push(node.members.iter().map(|member| level(member.layer)).max().unwrap_or(0));
            sketch.places.push(node.position.filter(|at| at.x.is_finite() && at.y.is_finite()));
        }
        sketch.fixed = vec![false; nodes.len()];
        sketch.n_vertices = sketch.n_nodes;
        for (at, _) in draft.layers().enumerate().filter(|(_, (_, layer))| layer.kind.is_hardware()) {
            let end = |id: &NodeId| order::position(&nodes, id.0, |node| node.0).map(|end| end as u32);
            let mut ends: Vec<u32> = members.at(at).iter().filter_map(end).collect();
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

/// How many layers each of `layers` stands on, one above the other.
fn levels(draft: &Draft, layers: &[LayerId]) -> Vec<u32> {
    // Layers that stand on each other in a ring would rise for ever.
    const HIGHEST: u32 = 32;
    let members = draft.nodes().flat_map(|(_, node)| &node.members);
    let pairs = members.flat_map(|member| member.over.iter().map(|lower| (member.layer, *lower)));
    let mut stands_on: Vec<(usize, usize)> =
        pairs.filter_map(|(upper, lower)| Some((place(layers, upper)?, place(layers, lower)?))).collect();
    order::sort(&mut stands_on);
    stands_on.dedup();
    let mut levels = vec![0; layers.len()];
    for _ in 0..HIGHEST {
        let mut has_changed = false;
        for (upper, lower) in &stands_on {
            let above = (levels[*lower] + 1).min(HIGHEST);
            has_changed |= levels[*upper] < above;
            levels[*upper] = above.max(levels[*upper]);
        }
        if !has_changed {
            break;
        }
    }
    levels
}

fn place(layers: &[LayerId], id: LayerId) -> Option<usize> {
    order::position(layers, id.0, |layer| layer.0)
}
