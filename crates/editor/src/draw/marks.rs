//! Marks of a comparison: what was added, removed or changed, by colour and by sign.

use super::{Brush, Mark};
use crate::{Rect, diff::Sign, geometry};
use model::{Place, Point};

impl Brush<'_> {
    /// Marks of links, below the nodes.
    pub(super) fn line_marks(&self) {
        for (place, sign) in &self.overlay.marks {
            if let Place::Layer(id) = place {
                self.marked_line(*id, *sign);
            }
        }
    }

    /// Marks of nodes, over them.
    pub(super) fn node_marks(&self) {
        let seen = self.view.seen().grown(20.0);
        for (place, sign) in &self.overlay.marks {
            let Place::Node(id) = place else { continue };
            if let Some(node) = self.scene.node(*id).filter(|node| seen.meets(&node.rect)) {
                self.ring_of(&node.rect, *sign);
                self.sign(Point { x: node.rect.x, y: node.rect.y }, *sign);
            }
        }
    }

    fn ink_of(&self, sign: Sign) -> &str {
        match sign {
            Sign::Added => &self.ink.good,
            Sign::Removed => &self.ink.bad,
            Sign::Changed => &self.ink.warn,
        }
    }

    fn ring_of(&self, rect: &Rect, sign: Sign) {
        self.put(Mark::Begin);
        self.boxed(rect, 7.0);
        self.dash(if sign == Sign::Removed { &[5.0, 4.0] } else { &[] });
        self.stroke(self.ink_of(sign), 2.5);
        self.dash(&[]);
    }

    fn marked_line(&self, layer: model::LayerId, sign: Sign) {
        let centre = |idx: usize| self.scene.nodes[idx].rect.centre();
        let link = self.scene.links.iter().find(|link| link.layer == layer);
        let hub = self.scene.hubs.iter().find(|hub| hub.layer == layer);
        let middle = match (link, hub) {
            (Some(link), _) => {
                let (a, b) = (centre(link.ends.0), centre(link.ends.1));
                let control = geometry::bent(a, b, link.bend);
                self.put(Mark::Begin);
                self.put(Mark::Move(a));
                self.put(Mark::Curve(control, b));
                geometry::on_curve(a, control, b, 0.5)
            }
            (None, Some(hub)) => {
                self.put(Mark::Begin);
                self.boxed(&hub.rect, hub.rect.h / 2.0);
                Point { x: hub.rect.x, y: hub.rect.y }
            }
            (None, None) => return,
        };
        self.dash(if sign == Sign::Removed { &[5.0, 4.0] } else { &[] });
        self.stroke(self.ink_of(sign), 2.5);
        self.dash(&[]);
        self.sign(Point { x: middle.x, y: middle.y - self.px(13.0).min(20.0) }, sign);
    }

    /// The sign in a disc of constant size.
    fn sign(&self, at: Point, sign: Sign) {
        let radius = self.px(8.0).min(14.0);
        self.put(Mark::Begin);
        self.put(Mark::Circle(at, radius));
        self.fill(self.ink_of(sign));
        self.stroke(&self.ink.surface, 1.5);
        self.font(radius * 1.6, true);
        self.put(Mark::Color(&self.ink.surface));
        self.text(if sign == Sign::Removed { "−" } else { sign.as_str() }, Point { x: at.x, y: at.y + radius * 0.08 });
    }
}
