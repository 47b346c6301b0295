//! The still picture: all that does not move just now.

use super::shapes::Brush;
use editor::{geometry, scene::NodeShape};
use model::{NodeId, Point};
use std::collections::BTreeSet;

impl Brush<'_> {
    /// Everything that is seen, except `moving` nodes and their lines.
    pub(super) fn still(&self, moving: &BTreeSet<NodeId>) {
        let seen = self.view.seen().grown(40.0);
        let is_moving = |node: &NodeShape| !moving.is_empty() && moving.contains(&node.id);
        let at = |idx: usize| self.scene.nodes[idx].rect.centre();
        let links: Vec<usize> = (0..self.scene.links.len())
            .filter(|link| {
                let (a, b) = self.scene.links[*link].ends;
                let between = editor::Rect::between(at(a), at(b)).grown(self.scene.links[*link].bend.abs());
                seen.meets(&between) && !is_moving(&self.scene.nodes[a]) && !is_moving(&self.scene.nodes[b])
            })
            .collect();
        self.grid();
        self.areas();
        self.links(&links, &at);
        self.hubs(&is_moving, &at);
        self.line_marks();
        let nodes: Vec<usize> = (0..self.scene.nodes.len())
            .filter(|idx| seen.meets(&self.scene.nodes[*idx].rect) && !is_moving(&self.scene.nodes[*idx]))
            .collect();
        self.nodes(&nodes);
        self.node_marks();
        if !self.detail.names {
            self.labels(&nodes);
        }
        self.arcs();
    }

    /// The ground that each lit layer covers, behind everything.
    fn areas(&self) {
        for info in self.scene.layers.iter().filter(|info| !info.kind.is_hardware() && self.lit.contains(&info.id)) {
            let nodes = self.scene.nodes.iter().filter(|node| node.chips.iter().any(|chip| chip.layer == info.id));
            let corners = geometry::hull(nodes.flat_map(|node| node.rect.grown(14.0).corners()).collect());
            let Some(last) = corners.last() else { continue };
            self.ctx.begin_path();
            self.ctx.move_to(last.x, last.y);
            corners.iter().for_each(|corner| self.ctx.line_to(corner.x, corner.y));
            self.ctx.close_path();
            self.ctx.set_global_alpha(0.08);
            self.fill(self.ink.tint(&info.tint));
            self.ctx.set_global_alpha(1.0);
        }
    }

    fn hubs(&self, is_moving: &dyn Fn(&NodeShape) -> bool, at: &dyn Fn(usize) -> Point) {
        let seen = self.view.seen();
        for hub in &self.scene.hubs {
            let still = |member: &usize| {
                !is_moving(&self.scene.nodes[*member])
                    && seen.meets(&editor::Rect::between(hub.rect.centre(), at(*member)))
            };
            let members: Vec<usize> = hub.members.iter().copied().filter(still).collect();
            self.spokes(hub, &members, at);
        }
        self.scene.hubs.iter().filter(|hub| seen.meets(&hub.rect.grown(20.0))).for_each(|hub| self.hub(hub));
    }

    /// Dots on the ground, so that panning is felt; fewer where they would crowd.
    fn grid(&self) {
        let mut stride = 40.0;
        while stride * self.view.scale < 28.0 {
            stride *= 2.0;
        }
        let seen = self.view.seen();
        let size = self.px(1.25);
        self.ctx.set_fill_style_str(&self.ink.edge);
        let first = |low: f64| (low / stride).floor() * stride;
        let mut y = first(seen.y);
        while y <= seen.y + seen.h {
            let mut x = first(seen.x);
            while x <= seen.x + seen.w {
                self.ctx.fill_rect(x, y, size, size);
                x += stride;
            }
            y += stride;
        }
    }

    /// The point of a line's end for a node that is moved by `by` if it is in `moving`.
    pub(super) fn moved_end(&self, idx: usize, moving: &BTreeSet<NodeId>, by: Point) -> Point {
        let node = &self.scene.nodes[idx];
        if moving.contains(&node.id) { geometry::add(node.rect.centre(), by) } else { node.rect.centre() }
    }
}
