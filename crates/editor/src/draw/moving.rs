//! What moves: the nodes being dragged, the link being drawn, guides, boxes, selection and focus.

use super::{Brush, MOST_WIDE, Mark};
use crate::{
    Rect, Selection,
    detail::Detail,
    gesture::{Doing, Pointer, Tool, handles},
    snap::Guides,
};
use model::order;
use model::{NodeId, Place, Point};
use std::collections::BTreeSet;

/// More nodes than this are dragged as bare boxes.
const MOST_IN_FULL: usize = 60;

impl Brush<'_> {
    /// All that lies above the still picture.
    pub fn moving(&mut self, pointer: &Pointer, selection: &Selection, tool: Tool, can_edit: bool) {
        match &pointer.doing {
            Doing::Dragging { nodes, by, guides, .. } => {
                self.frames(nodes, *by, true);
                self.dragged(nodes, *by);
                self.rings(selection, *by);
                self.guides(*guides);
                return;
            }
            Doing::Linking { from, at, to, .. } => self.linking(*from, *at, *to),
            Doing::Boxing { from, to, .. } => self.frame(&Rect::between(*from, *to)),
            Doing::Lassoing { line, .. } => self.lasso(line),
            _ => {}
        }
        self.rings(selection, Point::default());
        self.hover(pointer, tool, can_edit);
    }

    fn dragged(&mut self, moving: &BTreeSet<NodeId>, by: Point) {
        let nodes: BTreeSet<usize> = order::set(moving.iter().filter_map(|id| self.scene.node_idx(*id)));
        let nodes: Vec<usize> = nodes.into_iter().collect();
        let full = self.detail;
        if nodes.len() > MOST_IN_FULL {
            self.detail = Detail { names: false, chip_names: false, link_names: false, ..full };
        }
        let links: BTreeSet<usize> =
            order::set(nodes.iter().flat_map(|idx| self.scene.lines_of(*idx).links.iter().copied()));
        let at = |idx: usize| self.moved_end(idx, moving, by);
        self.links(&links.into_iter().collect::<Vec<_>>(), &at);
        for idx in &nodes {
            for hub in &self.scene.lines_of(*idx).hubs {
                self.spokes(&self.scene.hubs[*hub], &[*idx], &at);
            }
        }
        self.neighbours(&nodes, moving);
        self.put(Mark::Shift(by));
        self.nodes(&nodes);
        if !full.names && nodes.len() <= MOST_IN_FULL {
            self.labels(&nodes);
        }
        self.put(Mark::Shift(Point { x: -by.x, y: -by.y }));
        self.detail = full;
    }

    /// The still nodes that lines lead to, once more: the lines of what moves are drawn above the still picture.
    fn neighbours(&self, nodes: &[usize], moving: &BTreeSet<NodeId>) {
        let lines = nodes.iter().map(|idx| self.scene.lines_of(*idx));
        let ends = lines.flat_map(|lines| &lines.links).map(|link| self.scene.links[*link].ends);
        let still: BTreeSet<usize> =
            order::set(ends.flat_map(|(a, b)| [a, b]).filter(|idx| !moving.contains(&self.scene.nodes[*idx].id)));
        if still.len() <= MOST_IN_FULL {
            self.nodes(&still.into_iter().collect::<Vec<_>>());
        }
    }

    fn guides(&self, guides: Guides) {
        let seen = self.view.seen();
        self.put(Mark::Begin);
        if let Some(x) = guides.x {
            self.line(Point { x, y: seen.y }, Point { x, y: seen.y + seen.h });
        }
        if let Some(y) = guides.y {
            self.line(Point { x: seen.x, y }, Point { x: seen.x + seen.w, y });
        }
        self.dash(&[4.0, 4.0]);
        self.stroke(&self.ink.accent, 1.0);
        self.dash(&[]);
    }

    fn linking(&self, from: NodeId, at: Point, to: Option<NodeId>) {
        let Some(start) = self.scene.node(from).map(|node| node.rect) else { return };
        let target = to.and_then(|id| self.scene.node(id)).map(|node| node.rect);
        let end = target.map_or(at, |rect| rect.border_towards(start.centre()));
        let begin = start.border_towards(end);
        self.put(Mark::Begin);
        self.line(begin, end);
        self.stroke(&self.ink.accent, 2.0);
        match target {
            Some(rect) => self.ring(&rect, &self.ink.accent, 2.5),
            None if !start.grown(24.0).contains(at) => {
                // Let go here, a new node is made: its ghost says so.
                self.dash(&[4.0, 3.0]);
                self.ring(&Rect::around(at, 92.0, 34.0), &self.ink.accent, 1.5);
                self.dash(&[]);
            }
            None => {}
        }
    }

    fn lasso(&self, line: &[Point]) {
        self.put(Mark::Begin);
        line.iter().take(1).for_each(|at| self.put(Mark::Move(*at)));
        line.iter().skip(1).for_each(|at| self.put(Mark::Line(*at)));
        self.put(Mark::Close);
        self.put(Mark::Alpha(0.10));
        self.fill(&self.ink.accent);
        self.put(Mark::Alpha(1.0));
        self.dash(&[5.0, 4.0]);
        self.stroke(&self.ink.accent, 1.25);
        self.dash(&[]);
    }

    fn frame(&self, rect: &Rect) {
        self.put(Mark::Alpha(0.10));
        self.put(Mark::Block(*rect, &self.ink.accent));
        self.put(Mark::Alpha(1.0));
        self.put(Mark::Begin);
        self.put(Mark::Box(*rect, 0.0));
        self.stroke(&self.ink.accent, 1.0);
    }

    fn ring(&self, rect: &Rect, color: &str, pixels: f64) {
        self.put(Mark::Begin);
        self.put(Mark::Box(rect.grown(self.px(2.5)), 8.0));
        self.stroke(color, pixels);
    }

    /// A ring around all that is selected.
    fn rings(&self, selection: &Selection, by: Point) {
        let seen = self.view.seen();
        // Two hairlines side by side are drawn in half the time of one line as wide.
        let are_many = selection.len() > MOST_WIDE;
        self.put(Mark::Begin);
        for place in selection.places() {
            let rect = match place {
                Place::Node(id) => {
                    // A fold has one ring, not one for each node in it.
                    self.scene
                        .node(id)
                        .filter(|node| node.id == id)
                        .map(|node| self.outline(&node.rect).moved(by).grown(self.px(2.5)))
                }
                Place::Member(id, layer) => self.chip_rect(id, layer),
                Place::Layer(id) => {
                    self.scene.cloud(id).map(|node| self.outline(&node.rect).moved(by).grown(self.px(2.5)))
                }
                _ => None,
            };
            if let Some(rect) = rect.filter(|rect| rect.meets(&seen)) {
                if are_many && !self.detail.boxes {
                    // Dots beyond number are coloured: rings around them would be a ground of their own.
                    self.put(Mark::Block(rect.grown(self.px(-2.5)), &self.ink.accent));
                    continue;
                }
                self.put(Mark::Box(rect, 8.0_f64.min(rect.h / 2.0)));
                if are_many {
                    let outer = rect.grown(self.px(0.75));
                    self.put(Mark::Box(outer, 8.0_f64.min(outer.h / 2.0)));
                }
            }
        }
        self.stroke(&self.ink.accent, if are_many { 1.0 } else { 2.0 });
    }

    fn chip_rect(&self, id: NodeId, layer: model::LayerId) -> Option<Rect> {
        let node = self.scene.node(id)?;
        let corner = Point { x: node.rect.x, y: node.rect.y };
        let chip = node.chips.iter().find(|chip| chip.layer == layer);
        chip.map(|chip| chip.rect.moved(corner).grown(self.px(2.0)))
    }

    fn hover(&self, pointer: &Pointer, tool: Tool, can_edit: bool) {
        let Some(node) = pointer.over.and_then(crate::hit::Hit::node).and_then(|id| self.scene.node(id)) else {
            return;
        };
        if !can_edit || pointer.is_busy() || tool == Tool::Node {
            return;
        }
        if let Tool::Link(_) = tool {
            self.ring(&node.rect, &self.ink.accent, 1.5);
            return;
        }
        if node.rect.w * self.view.scale <= 40.0 {
            return;
        }
        self.put(Mark::Begin);
        for handle in handles(&node.rect) {
            let radius = self.px(4.5);
            self.put(Mark::Circle(handle, radius));
        }
        self.fill(if pointer.on_handle { &self.ink.accent } else { &self.ink.surface });
        self.stroke(&self.ink.accent, 1.5);
    }
}
