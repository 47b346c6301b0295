//! The still picture: all that does not move just now.

use super::{Brush, Mark, Part};
use crate::{Rect, geometry, scene::NodeShape};
use model::{NodeId, Point};
use std::collections::BTreeSet;

impl Brush<'_> {
    /// Everything that is seen, except `moving` nodes and their lines.
    pub fn still(&self, moving: &BTreeSet<NodeId>) {
        let seen = self.view.seen().grown(40.0);
        let is_moving = |node: &NodeShape| !moving.is_empty() && moving.contains(&node.id);
        let at = |idx: usize| self.scene.nodes[idx].rect.centre();
        let links: Vec<usize> = (0..self.scene.links.len())
            .filter(|link| {
                let (a, b) = self.scene.links[*link].ends;
                let between = Rect::between(at(a), at(b)).grown(self.scene.links[*link].bend.abs());
                seen.meets(&between) && !is_moving(&self.scene.nodes[a]) && !is_moving(&self.scene.nodes[b])
            })
            .collect();
        if !self.apart {
            self.grid();
        }
        self.areas();
        self.frames(moving, Point::default(), false);
        self.links(&links, &at);
        self.hubs(&is_moving, &at);
        self.line_marks();
        // Below the nodes: a name is read, whatever goes by.
        self.arcs();
        let nodes: Vec<usize> = (0..self.scene.nodes.len())
            .filter(|idx| seen.meets(&self.scene.nodes[*idx].rect) && !is_moving(&self.scene.nodes[*idx]))
            .collect();
        self.nodes(&nodes);
        self.node_marks();
        if !self.detail.names {
            self.labels(&nodes);
        }
        if self.apart {
            self.notes();
        }
    }

    /// The ground that each lit layer covers, behind everything.
    fn areas(&self) {
        for info in self.scene.layers.iter().filter(|info| !info.kind.is_hardware() && self.lit.contains(&info.id)) {
            let nodes = self.scene.nodes.iter().filter(|node| node.chips.iter().any(|chip| chip.layer == info.id));
            let corners = geometry::hull(nodes.flat_map(|node| node.rect.grown(14.0).corners()).collect());
            let Some(last) = corners.last() else { continue };
            self.open(Part::Area(info.id));
            self.put(Mark::Begin);
            self.put(Mark::Move(*last));
            corners.iter().for_each(|corner| self.put(Mark::Line(*corner)));
            self.put(Mark::Close);
            self.put(Mark::Alpha(0.08));
            self.fill(self.ink.tint(&info.tint));
            self.put(Mark::Alpha(1.0));
            self.shut();
        }
    }

    fn hubs(&self, is_moving: &dyn Fn(&NodeShape) -> bool, at: &dyn Fn(usize) -> Point) {
        let seen = self.view.seen();
        for hub in &self.scene.hubs {
            let still = |member: &usize| {
                !is_moving(&self.scene.nodes[*member]) && seen.meets(&Rect::between(hub.rect.centre(), at(*member)))
            };
            let members: Vec<usize> = hub.members.iter().copied().filter(still).collect();
            self.spokes(hub, &members, at);
        }
        self.scene.hubs.iter().filter(|hub| seen.meets(&hub.rect.grown(20.0))).for_each(|hub| self.hub(hub));
    }

    /// Dots on the ground, so that panning is felt; fewer where they would crowd. A picture that nobody pans has none.
    fn grid(&self) {
        let mut stride = 40.0;
        while stride * self.view.scale < 28.0 {
            stride *= 2.0;
        }
        let seen = self.view.seen();
        let size = self.px(1.25);
        let first = |low: f64| (low / stride).floor() * stride;
        let mut y = first(seen.y);
        while y <= seen.y + seen.h {
            let mut x = first(seen.x);
            while x <= seen.x + seen.w {
                self.put(Mark::Block(Rect { x, y, w: size, h: size }, &self.ink.edge));
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
