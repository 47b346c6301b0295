//! What lies under the pointer: a grid of cells, so that the answer does not depend on how much there is elsewhere.

use crate::{Rect, Scene, geometry};
use model::{LayerId, NodeId, Place, Point};

/// What was hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hit {
    /// Nothing.
    Ground,
    /// A node's box.
    Node(NodeId),
    /// A layer's chip on a node.
    Chip(NodeId, LayerId),
    /// A link or hub.
    Link(LayerId),
    /// The title or edge of a frame, by its place in [`Scene::frames`].
    Frame(usize),
}

impl Hit {
    /// The place to select.
    pub fn place(self) -> Option<Place> {
        match self {
            Self::Ground | Self::Frame(_) => None,
            Self::Node(id) => Some(Place::Node(id)),
            Self::Chip(node, layer) => Some(Place::Member(node, layer)),
            Self::Link(id) => Some(Place::Layer(id)),
        }
    }

    /// The node it belongs to.
    pub fn node(self) -> Option<NodeId> {
        match self {
            Self::Node(id) | Self::Chip(id, _) => Some(id),
            _ => None,
        }
    }
}

/// Every shape by the cells it touches.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    /// A cell's side, canvas units.
    size: f64,
    /// The corner of the first cell.
    corner: Point,
    n_columns: usize,
    /// Row by row. What lies outside is in the cells at the edge.
    cells: Vec<Vec<Item>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Item {
    Node(usize),
    Link(usize),
    Hub(usize),
    Spoke(usize, usize),
}

/// The smallest cell, canvas units.
const SMALLEST_CELL: f64 = 160.0;
/// At most so many cells along the longer side, so that long lines stay cheap.
const MOST_CELLS: f64 = 160.0;
/// Pieces a curve is cut into.
const N_PIECES: usize = 6;

impl Grid {
    /// The grid of a scene whose shapes are all there.
    pub fn of(scene: &Scene) -> Self {
        let mut grid = Self::over(scene.bounds.unwrap_or_default());
        for (at, node) in scene.nodes.iter().enumerate() {
            grid.add_rect(&node.rect, Item::Node(at));
        }
        for at in 0..scene.links.len() {
            for (a, b) in pieces(scene, at) {
                grid.add_segment(a, b, Item::Link(at));
            }
        }
        for (at, hub) in scene.hubs.iter().enumerate() {
            grid.add_rect(&hub.rect, Item::Hub(at));
            for end in &hub.members {
                grid.add_segment(scene.nodes[*end].rect.centre(), hub.rect.centre(), Item::Spoke(at, *end));
            }
        }
        grid
    }

    /// An empty one.
    fn over(bounds: Rect) -> Self {
        let size = (bounds.w.max(bounds.h) / MOST_CELLS).max(SMALLEST_CELL);
        let [n_columns, n_rows] = [bounds.w, bounds.h].map(|side| (side / size) as usize + 1);
        let corner = Point { x: bounds.x, y: bounds.y };
        Self { size, corner, n_columns, cells: vec![Vec::new(); n_columns * n_rows] }
    }

    /// Column and row; of what is outside those at the edge.
    fn cell(&self, at: Point) -> (usize, usize) {
        let n_rows = self.cells.len() / self.n_columns.max(1);
        let place = |from: f64, n: usize| ((from / self.size) as usize).min(n.saturating_sub(1));
        (place(at.x - self.corner.x, self.n_columns), place(at.y - self.corner.y, n_rows))
    }

    fn add(&mut self, (column, row): (usize, usize), item: Item) {
        let items = &mut self.cells[row * self.n_columns + column];
        if items.last() != Some(&item) {
            items.push(item);
        }
    }

    fn cells_of(&self, rect: &Rect) -> impl Iterator<Item = (usize, usize)> + use<> {
        let low = self.cell(Point { x: rect.x, y: rect.y });
        let high = self.cell(Point { x: rect.x + rect.w, y: rect.y + rect.h });
        (low.0..=high.0).flat_map(move |column| (low.1..=high.1).map(move |row| (column, row)))
    }

    fn add_rect(&mut self, rect: &Rect, item: Item) {
        self.cells_of(rect).for_each(|cell| self.add(cell, item));
    }

    fn add_segment(&mut self, a: Point, b: Point, item: Item) {
        // Half a cell a stride: no point of the line is further than a quarter from a sample, and `near` looks that far.
        let n_strides = ((geometry::distance(a, b) / (self.size / 2.0)).ceil() as usize).clamp(1, 4096);
        for stride in 0..=n_strides {
            let t = stride as f64 / n_strides as f64;
            self.add(self.cell(Point { x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t }), item);
        }
    }

    fn near(&self, at: Point, slack: f64) -> impl Iterator<Item = Item> + '_ {
        let slack = slack.clamp(self.size * 0.3, self.size.max(1.0));
        let around = Rect::around(at, 2.0 * slack, 2.0 * slack);
        self.cells_of(&around)
            .filter_map(|(column, row)| self.cells.get(row * self.n_columns + column))
            .flatten()
            .copied()
    }
}

impl Scene {
    /// What lies at `at` (canvas units): nodes before hubs before lines, the topmost first; lines within `slack`.
    pub fn hit(&self, at: Point, slack: f64) -> Hit {
        let mut node: Option<usize> = None;
        let mut hub: Option<usize> = None;
        let mut line: Option<(f64, LayerId)> = None;
        for item in self.cells().near(at, slack) {
            match item {
                Item::Node(n) if self.nodes[n].rect.contains(at) => node = node.max(Some(n)),
                Item::Hub(h) if self.hubs[h].rect.grown(slack / 2.0).contains(at) => hub = hub.max(Some(h)),
                Item::Link(l) => nearer(&mut line, self.link_distance(l, at), self.links[l].layer),
                Item::Spoke(h, n) => {
                    let (a, b) = (self.nodes[n].rect.centre(), self.hubs[h].rect.centre());
                    nearer(&mut line, geometry::distance_to_segment(at, a, b), self.hubs[h].layer);
                }
                _ => {}
            }
        }
        match (node, hub, line) {
            (Some(node), ..) => self.hit_node(node, at),
            (None, Some(hub), _) => Hit::Link(self.hubs[hub].layer),
            (None, None, Some((distance, layer))) if distance <= slack => Hit::Link(layer),
            _ => self.hit_frame(at, slack),
        }
    }

    fn hit_frame(&self, at: Point, slack: f64) -> Hit {
        let is_on = |rect: &Rect| rect.grown(slack / 2.0).contains(at) && !rect.grown(-slack / 2.0 - 1.0).contains(at);
        let on = self.frames.iter().rposition(|frame| frame.head().contains(at) || is_on(&frame.rect));
        on.map_or(Hit::Ground, Hit::Frame)
    }

    fn hit_node(&self, idx: usize, at: Point) -> Hit {
        let node = &self.nodes[idx];
        let inside = Point { x: at.x - node.rect.x, y: at.y - node.rect.y };
        let chip = node.chips.iter().find(|chip| chip.rect.contains(inside));
        chip.map_or(Hit::Node(node.id), |chip| Hit::Chip(node.id, chip.layer))
    }

    fn link_distance(&self, link: usize, at: Point) -> f64 {
        pieces(self, link).map(|(a, b)| geometry::distance_to_segment(at, a, b)).fold(f64::INFINITY, f64::min)
    }
}

fn nearer(best: &mut Option<(f64, LayerId)>, distance: f64, layer: LayerId) {
    if best.is_none_or(|(so_far, _)| distance < so_far) {
        *best = Some((distance, layer));
    }
}

/// A link as straight pieces; one where it does not bend.
fn pieces(scene: &Scene, link: usize) -> impl Iterator<Item = (Point, Point)> {
    let link = &scene.links[link];
    let (a, control, b) = scene.curve(link);
    let n = if link.bend == 0.0 { 1 } else { N_PIECES };
    let point = move |at: usize| geometry::on_curve(a, control, b, at as f64 / n as f64);
    (0..n).map(move |at| (point(at), point(at + 1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Placement, scene::Input};
    use model::{Builder, Layer, LayerKind, Member, Node};

    fn scene() -> Scene {
        let mut builder = Builder::default();
        let line = builder.layer(Layer::of("e1", LayerKind::EthDix));
        let upper = builder.layer(Layer::of("n1", LayerKind::Unicast));
        for (name, x, y) in [("a", 0.0, 0.0), ("b", 4_000.0, 3_000.0)] {
            let members = vec![Member::of(line), Member::of(upper)];
            builder.node(Node { name: name.into(), members, position: Some(Point { x, y }), ..Node::default() });
        }
        Scene::of(&Input { draft: builder.draft(), placement: &Placement::default(), findings: &[] })
    }

    #[test]
    fn a_node_its_chip_and_the_line_between_are_told_apart() {
        let scene = scene();
        let node = &scene.nodes[0];
        assert_eq!(scene.hit(Point { x: node.rect.x + 2.0, y: node.rect.y + 2.0 }, 5.0), Hit::Node(node.id));
        let chip = node.chips[0].rect.moved(Point { x: node.rect.x, y: node.rect.y }).centre();
        assert_eq!(scene.hit(chip, 5.0), Hit::Chip(node.id, node.chips[0].layer));
        assert_eq!(scene.hit(Point { x: 2_000.0, y: 1_503.0 }, 5.0), Hit::Link(scene.links[0].layer));
        assert_eq!(scene.hit(Point { x: 2_000.0, y: 1_600.0 }, 5.0), Hit::Ground);
    }

    #[test]
    fn every_point_of_a_long_line_is_found() {
        let scene = scene();
        for step in 5..95 {
            let t = f64::from(step) / 100.0;
            let at = Point { x: 4_000.0 * t, y: 3_000.0 * t };
            assert_eq!(scene.hit(at, 4.0), Hit::Link(scene.links[0].layer), "{at:?}");
        }
    }
}
