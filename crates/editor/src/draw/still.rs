//! The still picture: all that does not move just now.

use super::{Brush, Mark, Part};
use crate::{Rect, geometry, scene::NodeShape};
use model::{NodeId, Point};
use std::{collections::BTreeSet, ops::Range};

/// Lines or nodes drawn in one part: some milliseconds of a canvas's work.
const IN_PART: usize = 750;

impl Brush<'_> {
    /// Everything that is seen, except `moving` nodes and their lines.
    pub fn still(&self, moving: &BTreeSet<NodeId>) {
        (0..self.n_parts()).for_each(|part| self.still_part(moving, part));
    }

    /// How many parts the still picture has: a large one is more than one task's work.
    pub fn n_parts(&self) -> usize {
        let [links, nodes] = self.sizes().map(|size| size.div_ceil(IN_PART));
        3 + links + nodes
    }

    fn sizes(&self) -> [usize; 2] {
        [self.scene.links.len(), self.scene.nodes.len()]
    }

    /// One part of the still picture, each above those before: the ground, links, what lies between, nodes, names.
    pub fn still_part(&self, moving: &BTreeSet<NodeId>, part: usize) {
        let [n_links, n_nodes] = self.sizes();
        let n_link_parts = n_links.div_ceil(IN_PART);
        let range = |part: usize, size: usize| part * IN_PART..size.min((part + 1) * IN_PART);
        match part.checked_sub(1) {
            None => self.ground(moving),
            Some(part) if part < n_link_parts => self.seen_links(range(part, n_links), moving),
            Some(part) if part == n_link_parts => self.between(moving),
            Some(part) => match range(part - n_link_parts - 1, n_nodes) {
                nodes if nodes.start < n_nodes => self.nodes(&self.seen_nodes(nodes, moving)),
                _ => self.names(moving),
            },
        }
    }

    fn ground(&self, moving: &BTreeSet<NodeId>) {
        if !self.apart {
            self.grid();
        }
        self.areas();
        self.frames(moving, Point::default(), false);
    }

    fn seen_links(&self, range: Range<usize>, moving: &BTreeSet<NodeId>) {
        let seen = self.view.seen().grown(40.0);
        let at = |idx: usize| self.scene.nodes[idx].rect.centre();
        let is_seen = |link: &usize| {
            let (a, b) = self.scene.links[*link].ends;
            let between = Rect::between(at(a), at(b)).grown(self.scene.links[*link].bend.abs());
            seen.meets(&between)
                && ![a, b].map(|end| &self.scene.nodes[end]).into_iter().any(|node| is_among(moving, node))
        };
        self.links(&range.filter(is_seen).collect::<Vec<_>>(), &at);
    }

    /// What lies above lines and below nodes: a node's name is read, whatever goes by.
    fn between(&self, moving: &BTreeSet<NodeId>) {
        self.hubs(&|node| is_among(moving, node), &|idx| self.scene.nodes[idx].rect.centre());
        self.line_marks();
        self.arcs();
    }

    fn seen_nodes(&self, range: Range<usize>, moving: &BTreeSet<NodeId>) -> Vec<usize> {
        let seen = self.view.seen().grown(40.0);
        let is_seen = |node: &NodeShape| seen.meets(&node.rect) && !is_among(moving, node);
        range.filter(|idx| is_seen(&self.scene.nodes[*idx])).collect()
    }

    fn names(&self, moving: &BTreeSet<NodeId>) {
        self.node_marks();
        if !self.detail.names {
            self.labels(&self.seen_nodes(0..self.scene.nodes.len(), moving));
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

fn is_among(moving: &BTreeSet<NodeId>, node: &NodeShape) -> bool {
    !moving.is_empty() && moving.contains(&node.id)
}
