//! Links and hubs, drawn in canvas units.

use super::{Brush, MOST_WIDE, Mark, Part};
use crate::{
    Rect, geometry,
    scene::{HubShape, LinkShape},
};
use model::{LayerId, LayerKind, Point};

/// Lines drawn at a time: a canvas works much longer on one path of thousands than on many of some.
const TOGETHER: usize = 48;

impl Brush<'_> {
    /// Links from `at(end)` to `at(end)`.
    pub(super) fn links(&self, links: &[usize], at: &dyn Fn(usize) -> Point) {
        if self.apart {
            links.iter().for_each(|link| self.curves(&[*link], at));
        } else {
            self.curves(links, at);
        }
        self.cuts(links, at);
        if self.detail.link_names {
            links.iter().for_each(|link| self.link_name(&self.scene.links[*link], at));
        }
        links.iter().for_each(|link| {
            let link = &self.scene.links[*link];
            self.badge(link.badge, middle(link, at));
        });
    }

    /// The curves of links: plain ones at once, then those that are lit.
    fn curves(&self, links: &[usize], at: &dyn Fn(usize) -> Point) {
        let shapes = || links.iter().map(|at| &self.scene.links[*at]);
        shapes().take(1).for_each(|link| self.open(Part::Link(link)));
        for kind in [false, true] {
            let is_plain =
                |link: &&LinkShape| self.is_dashed(link.info) == kind && !self.is_lit_line(link.layer, &link.carries);
            self.dash(if kind { &[5.0, 4.0] } else { &[] });
            // From far away many lines would fill the ground, the more the further.
            let alpha = if self.is_far() { (5.0 * self.view.scale).clamp(0.25, 0.55) } else { 1.0 };
            self.put(Mark::Alpha(alpha));
            let plain: Vec<&LinkShape> = shapes().filter(is_plain).collect();
            for some in plain.chunks(TOGETHER) {
                self.put(Mark::Begin);
                some.iter().for_each(|link| self.curve(link, at));
                self.stroke(&self.ink.edge_strong, if self.is_far() { 1.0 } else { 1.5 });
            }
            self.put(Mark::Alpha(1.0));
        }
        self.dash(&[]);
        // Lines beyond number would be one ground, were they wide.
        let width = if self.is_far() && self.has_many_lit() { 1.0 } else { 3.0 };
        for link in shapes() {
            if let Some(color) = self.lit_color(link.layer, &link.carries) {
                self.put(Mark::Begin);
                self.curve(link, at);
                self.stroke(&color, width);
            }
        }
        self.shut();
    }

    /// A layer that stands on others lights a line for about each of its members.
    fn has_many_lit(&self) -> bool {
        let lines = self.lit.iter().filter_map(|id| self.scene.layer(*id));
        let mut counts =
            lines.map(|info| if info.kind.is_hardware() { 1 } else { info.n_members }).scan(0, |sum, n| {
                *sum += n;
                Some(*sum)
            });
        counts.any(|sum| sum > MOST_WIDE)
    }

    /// Links that are cut: a gap where they were, and a cross.
    fn cuts(&self, links: &[usize], at: &dyn Fn(usize) -> Point) {
        if self.overlay.links.is_empty() {
            return;
        }
        for link in links.iter().map(|at| &self.scene.links[*at]) {
            if self.overlay.links.get(&link.layer).is_some_and(|state| state.is_cut) {
                self.cross(geometry::add(middle(link, at), Point { x: 0.0, y: -16.0 }));
                self.put(Mark::Begin);
                self.curve(link, at);
                self.stroke(&self.ink.ground, 4.0);
                self.dash(&[3.0, 7.0]);
                self.stroke(&self.ink.bad, 1.5);
                self.dash(&[]);
            }
        }
    }

    fn cross(&self, at: Point) {
        let r = 5.0;
        self.put(Mark::Begin);
        self.put(Mark::Move(Point { x: at.x - r, y: at.y - r }));
        self.put(Mark::Line(Point { x: at.x + r, y: at.y + r }));
        self.put(Mark::Move(Point { x: at.x - r, y: at.y + r }));
        self.put(Mark::Line(Point { x: at.x + r, y: at.y - r }));
        self.stroke(&self.ink.bad, 2.0);
    }

    fn is_dashed(&self, info: usize) -> bool {
        let info = &self.scene.layers[info];
        info.ghost || info.kind.is_udp() || info.kind == LayerKind::Local
    }

    fn is_lit_line(&self, layer: LayerId, carries: &[LayerId]) -> bool {
        !self.lit.is_empty() && (self.lit.contains(&layer) || carries.iter().any(|upper| self.lit.contains(upper)))
    }

    pub(super) fn lit_color(&self, layer: LayerId, carries: &[LayerId]) -> Option<String> {
        if self.lit.is_empty() {
            return None;
        }
        if self.lit.contains(&layer) {
            return Some(self.ink.accent.clone());
        }
        let upper = carries.iter().find(|upper| self.lit.contains(upper))?;
        Some(self.ink.tint(&self.scene.layer(*upper)?.tint).to_owned())
    }

    fn curve(&self, link: &LinkShape, at: &dyn Fn(usize) -> Point) {
        let (a, b) = (at(link.ends.0), at(link.ends.1));
        if link.bend == 0.0 {
            // What is far outside costs a canvas as much as what is seen; dashes begin where the line begins.
            let is_whole = self.apart || self.is_dashed(link.info);
            let seen = if is_whole { Some((a, b)) } else { self.view.seen().grown(40.0).part_of_line(a, b) };
            seen.into_iter().for_each(|(a, b)| self.line(a, b));
        } else {
            self.put(Mark::Move(a));
            let control = geometry::bent(a, b, link.bend);
            self.put(Mark::Curve(control, b));
        }
    }

    fn link_name(&self, link: &LinkShape, at: &dyn Fn(usize) -> Point) {
        let name = &self.scene.layers[link.info].name;
        let now = self.overlay.links.get(&link.layer);
        let quality = now.map_or(&link.quality, |now| &now.words);
        let text = if quality.is_empty() { name.clone() } else { format!("{name}  {quality}") };
        let w = text.chars().count() as f64 * 6.0 + 8.0;
        let (a, b) = self.seen_ends(link, at);
        let is_steep = (a.y - b.y).abs() > 40.0;
        // Where the line is hidden by its own nodes, a name would only cover them.
        if geometry::distance(a, b) < 24.0 || (!is_steep && geometry::distance(a, b) < w) {
            return;
        }
        let place = geometry::on_curve(a, geometry::bent(a, b, link.bend), b, 0.5);
        self.open(Part::Link(link));
        self.put(Mark::Block(Rect::around(place, w, 15.0), &self.ink.ground));
        self.font(10.0, false);
        // What a run does is what is looked at; the wire below steps back.
        let is_below = self.overlay.ipcps.is_some();
        let color = match now {
            Some(now) if now.is_cut => &self.ink.bad,
            Some(_) => &self.ink.warn,
            None if is_below => &self.ink.ink_3,
            None => &self.ink.ink_2,
        };
        self.put(Mark::Color(color));
        self.text(&text, Point { x: place.x, y: place.y + 0.5 });
        self.shut();
    }

    /// Where a link leaves its two boxes: between them it is seen.
    fn seen_ends(&self, link: &LinkShape, at: &dyn Fn(usize) -> Point) -> (Point, Point) {
        let (a, b) = (at(link.ends.0), at(link.ends.1));
        let boxed = |idx: usize, centre: Point| {
            let rect = self.scene.nodes[idx].rect;
            Rect::around(centre, rect.w, rect.h)
        };
        (boxed(link.ends.0, a).border_towards(b), boxed(link.ends.1, b).border_towards(a))
    }

    /// Hubs with their spokes; a spoke ends at `at(member)`.
    pub(super) fn spokes(&self, hub: &HubShape, members: &[usize], at: &dyn Fn(usize) -> Point) {
        let centre = hub.rect.centre();
        self.open(Part::Hub(hub));
        self.put(Mark::Begin);
        for member in members {
            let end = at(*member);
            self.line(centre, end);
        }
        let lit = self.lit_color(hub.layer, &hub.carries);
        self.dash(if self.is_dashed(hub.info) { &[5.0, 4.0] } else { &[] });
        self.stroke(lit.as_deref().unwrap_or(&self.ink.edge_strong), if lit.is_some() { 3.0 } else { 1.5 });
        self.dash(&[]);
        self.shut();
    }

    /// A hub's own box.
    pub(super) fn hub(&self, hub: &HubShape) {
        self.open(Part::Hub(hub));
        self.put(Mark::Begin);
        self.boxed(&hub.rect, hub.rect.h / 2.0);
        self.fill(&self.ink.sunken);
        let is_cut = self.overlay.links.get(&hub.layer).is_some_and(|state| state.is_cut);
        self.stroke(self.lit_color(hub.layer, &hub.carries).as_deref().unwrap_or(&self.ink.edge_strong), 1.25);
        if self.detail.link_names {
            self.font(10.0, false);
            self.put(Mark::Color(&self.ink.ink_2));
            let name: String = self.scene.layers[hub.info].name.chars().take(10).collect();
            let at = hub.rect.centre();
            self.text(&name, Point { x: at.x, y: at.y + 0.5 });
        }
        if is_cut {
            self.cross(geometry::add(hub.rect.centre(), Point { x: 0.0, y: -18.0 }));
        }
        self.badge(hub.badge, Point { x: hub.rect.x + hub.rect.w, y: hub.rect.y });
        self.shut();
    }
}

fn middle(link: &LinkShape, at: &dyn Fn(usize) -> Point) -> Point {
    let (a, b) = (at(link.ends.0), at(link.ends.1));
    geometry::on_curve(a, geometry::bent(a, b, link.bend), b, 0.5)
}
