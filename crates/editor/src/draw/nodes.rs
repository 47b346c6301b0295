//! Nodes with their chips, names and badges.

use super::{Brush, Mark, Part};
use crate::{
    Rect,
    detail::Labels,
    overlay::{IpcpState, NodeState},
    scene::{Badge, Chip, NODE_H, NodeShape},
};
use model::order;
use model::{Point, Severity};

/// Labels of constant size, at most.
const MOST_LABELS: usize = 500;
/// Nodes drawn one by one, at most; more are drawn kind by kind, which is faster.
const MOST_ONE_BY_ONE: usize = 300;

impl Brush<'_> {
    /// Nodes with chips and names; near enough to be read, one after the other, so that what lies on top hides what lies below.
    pub(super) fn nodes(&self, nodes: &[usize]) {
        if self.apart || (self.detail.names && nodes.len() <= MOST_ONE_BY_ONE) {
            nodes.iter().for_each(|idx| {
                self.open(Part::Node(&self.scene.nodes[*idx]));
                self.nodes_at_once(&[*idx]);
                self.shut();
            });
        } else {
            self.nodes_at_once(nodes);
        }
    }

    fn nodes_at_once(&self, nodes: &[usize]) {
        let shapes = || nodes.iter().map(|at| &self.scene.nodes[*at]);
        let is_dim = |node: &NodeShape| {
            !self.lit.is_empty()
                && !node.chips.iter().any(|chip| self.lit.contains(&chip.layer))
                && !self.ends_lit(node)
        };
        for dim in [true, false] {
            self.put(Mark::Begin);
            let plain = |node: &&NodeShape| !node.ghost && node.fold.is_none() && is_dim(node) == dim;
            shapes().filter(plain).for_each(|node| self.boxed(&node.rect, 7.0));
            self.fill(if self.detail.boxes { &self.ink.surface } else { &self.ink.ink_2 });
            self.stroke(
                if dim { &self.ink.edge } else { &self.ink.edge_strong },
                if self.is_far() { 1.0 } else { 1.25 },
            );
        }
        self.ghosts(nodes);
        shapes().for_each(|node| self.fold(node));
        shapes().for_each(|node| self.state(node));
        if self.detail.boxes {
            shapes().for_each(|node| self.chips(node));
            shapes().filter(|node| node.locked).for_each(|node| self.padlock(node));
        }
        if self.detail.names {
            self.font(13.0, false);
            for node in shapes().filter(|node| node.fold.is_none()) {
                let faded = node.ghost || is_dim(node) || self.is_waiting(node);
                self.put(Mark::Color(if faded { &self.ink.ink_3 } else { &self.ink.ink }));
                let y = node.rect.y + if node.chips.is_empty() { node.rect.h / 2.0 } else { NODE_H / 2.0 - 0.5 };
                self.text(&node.name, Point { x: node.rect.x + node.rect.w / 2.0, y: y + 0.5 });
            }
        }
        for node in shapes() {
            // What its chips say already is not said twice.
            let n_on_chips: usize = node.chips.iter().filter_map(|chip| chip.badge).map(|badge| badge.n).sum();
            let is_said = self.detail.chip_names && node.badge.is_some_and(|badge| badge.n == n_on_chips);
            let corner = Point { x: node.rect.x + node.rect.w, y: node.rect.y };
            self.badge(node.badge.filter(|_| !is_said), corner);
        }
    }

    fn ends_lit(&self, node: &NodeShape) -> bool {
        let Some(idx) = self.scene.node_idx(node.id) else { return false };
        let lines = self.scene.lines_of(idx);
        lines.links.iter().any(|link| self.lit.contains(&self.scene.links[*link].layer))
            || lines.hubs.iter().any(|hub| self.lit.contains(&self.scene.hubs[*hub].layer))
    }

    fn ghosts(&self, nodes: &[usize]) {
        let ghosts: Vec<&NodeShape> = nodes.iter().map(|at| &self.scene.nodes[*at]).filter(|node| node.ghost).collect();
        if ghosts.is_empty() {
            return;
        }
        self.put(Mark::Begin);
        ghosts.iter().for_each(|node| self.boxed(&node.rect, 7.0));
        self.fill(&self.ink.ground);
        self.dash(&[4.0, 4.0]);
        self.stroke(&self.ink.ink_3, 1.25);
        self.dash(&[]);
    }

    fn is_waiting(&self, node: &NodeShape) -> bool {
        self.overlay.ipcps.is_some() && !self.overlay.nodes.contains_key(&node.id)
    }

    /// The user's colour as an edge on the left; a run's state as a ring or a dot.
    fn state(&self, node: &NodeShape) {
        if let Some(color) = &node.color {
            self.put(Mark::Begin);
            let edge = Rect { x: node.rect.x + 3.0, y: node.rect.y + 4.0, w: 4.0, h: node.rect.h - 8.0 };
            self.put(Mark::Box(edge, 2.0));
            self.fill(color);
        }
        let (ring, dot) = match self.overlay.nodes.get(&node.id) {
            None | Some(NodeState::Waiting) => (None, None),
            Some(NodeState::Working) => (Some(&self.ink.accent), Some(&self.ink.accent)),
            Some(NodeState::Up) => (None, Some(&self.ink.good)),
            Some(NodeState::Failed) => (Some(&self.ink.bad), Some(&self.ink.bad)),
        };
        if let Some(color) = ring {
            self.put(Mark::Begin);
            self.boxed(&node.rect, 7.0);
            self.stroke(color, 2.0);
        }
        if let Some(color) = dot.filter(|_| self.detail.boxes) {
            self.put(Mark::Begin);
            self.put(Mark::Circle(Point { x: node.rect.x + 10.0, y: node.rect.y + 10.0 }, 3.0));
            self.fill(color);
        }
    }

    fn chips(&self, node: &NodeShape) {
        for chip in node.chips.iter() {
            self.chip(node, chip);
        }
        if node.n_hidden > 0 && self.detail.chip_names {
            self.font(10.0, false);
            self.put(Mark::Color(&self.ink.ink_3));
            let last = node.chips.last().map_or(6.0, |chip| chip.rect.x + chip.rect.w);
            let y = node.rect.y + NODE_H - 3.0 + 8.0;
            self.text(&format!("+{}", node.n_hidden), Point { x: node.rect.x + last + 13.0, y });
        }
    }

    fn chip(&self, node: &NodeShape, chip: &Chip) {
        let state = self.overlay.ipcp(node.id, chip.layer);
        let rect = chip.rect.moved(Point { x: node.rect.x, y: node.rect.y });
        let info = &self.scene.layers[chip.info];
        let tint = self.ink.tint(&info.tint);
        let is_dim = !self.lit.is_empty() && !self.lit.contains(&chip.layer);
        let solid = matches!(state, Some(IpcpState::Enrolled | IpcpState::Failed)) && !info.ghost;
        let color = match state {
            None => self.ink.edge_strong.as_str(),
            Some(IpcpState::Failed) => &self.ink.bad,
            Some(_) => tint,
        };
        self.open(Part::Chip(chip));
        self.put(Mark::Alpha(if is_dim { 0.35 } else { 1.0 }));
        self.put(Mark::Begin);
        self.put(Mark::Box(rect, 4.0));
        if solid {
            self.fill(color);
        } else {
            let dashed = state.is_none() || info.ghost;
            self.dash(if dashed { &[2.0, 2.0] } else { &[] });
            self.stroke(color, if state == Some(IpcpState::Enrolling) { 2.0 } else { 1.0 });
            self.dash(&[]);
        }
        if self.detail.chip_names {
            self.font(10.0, true);
            let ink = if solid {
                &self.ink.surface
            } else if state.is_none() {
                &self.ink.ink_3
            } else {
                color
            };
            self.put(Mark::Color(ink));
            let at = rect.centre();
            self.text(&chip.name, Point { x: at.x, y: at.y + 0.5 });
        }
        self.put(Mark::Alpha(1.0));
        self.badge(chip.badge.filter(|_| self.detail.chip_names), Point { x: rect.x + rect.w, y: rect.y });
        self.shut();
    }

    /// A mark of constant size: something is wrong here.
    pub(super) fn badge(&self, badge: Option<Badge>, at: Point) {
        let Some(badge) = badge else { return };
        let radius = if self.detail.boxes { self.px(7.0).min(11.0) } else { self.px(4.0) };
        self.put(Mark::Begin);
        self.put(Mark::Circle(at, radius));
        self.fill(if badge.severity == Severity::Error { &self.ink.bad } else { &self.ink.warn });
        self.stroke(&self.ink.surface, 1.5);
        if self.detail.boxes {
            self.font(radius * 1.4, true);
            self.put(Mark::Color(&self.ink.surface));
            let text = if badge.n > 9 { "9+".to_owned() } else { badge.n.to_string() };
            self.text(&text, Point { x: at.x, y: at.y + radius * 0.08 });
        }
    }

    /// Names below nodes that are too small to hold theirs: those with most lines first, none over another.
    pub(super) fn labels(&self, nodes: &[usize]) {
        let degree = |idx: usize| self.scene.lines_of(idx).links.len() + self.scene.lines_of(idx).hubs.len();
        let mut order = nodes.to_vec();
        order::sort_by_key(&mut order, |idx| std::cmp::Reverse(degree(*idx)));
        let mut labels = Labels::default();
        self.font(self.px(11.0), false);
        self.put(Mark::Color(&self.ink.ink));
        let mut n_drawn = 0;
        for node in order.iter().map(|idx| &self.scene.nodes[*idx]) {
            let at = Point { x: node.rect.centre().x, y: node.rect.y + node.rect.h + self.px(9.0) };
            let screen = self.view.to_screen(at);
            let w = node.name.chars().count() as f64 * 6.6 + 4.0;
            if labels.take(screen.x, screen.y, w) {
                self.open(Part::Node(node));
                self.put(Mark::Halo(&node.name, at, &self.ink.ground, self.px(3.0)));
                self.text(&node.name, at);
                self.shut();
                n_drawn += 1;
            }
            if n_drawn >= MOST_LABELS {
                break;
            }
        }
    }
}
