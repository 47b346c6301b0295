//! Frames around groups, and the padlock of what is locked.

use super::{Brush, Mark};
use crate::{Rect, geometry, scene::NodeShape};
use model::{NodeId, Point};
use std::collections::BTreeSet;

impl Brush<'_> {
    /// Frames behind their nodes: those that move, by `by`, or the others.
    pub(super) fn frames(&self, moving: &BTreeSet<NodeId>, by: Point, moves: bool) {
        let seen = self.view.seen();
        for frame in &self.scene.frames {
            let is_moving = !moving.is_empty() && frame.nodes.iter().all(|id| moving.contains(id));
            let rect = frame.rect.moved(by);
            if is_moving != moves || !rect.meets(&seen) {
                continue;
            }
            let color = frame.color.as_deref().unwrap_or(&self.ink.ink_3);
            self.put(Mark::Begin);
            self.put(Mark::Box(rect, 12.0));
            self.put(Mark::Alpha(0.07));
            self.fill(color);
            self.put(Mark::Alpha(1.0));
            self.stroke(color, 1.25);
            if self.detail.names {
                self.put(Mark::Color(&self.ink.ink_2));
                for (nth, (text, at)) in frame.lines().enumerate() {
                    self.font(11.0, nth == 0);
                    self.text(text, geometry::add(at, by));
                }
            }
        }
    }

    /// A small padlock in the corner of a node that is locked.
    pub(super) fn padlock(&self, node: &NodeShape) {
        let at = Point { x: node.rect.x + node.rect.w - 11.0, y: node.rect.y + 12.0 };
        self.put(Mark::Begin);
        self.put(Mark::Move(Point { x: at.x - 2.0, y: at.y - 1.0 }));
        self.put(Mark::Cubic(
            Point { x: at.x - 2.0, y: at.y - 6.5 },
            Point { x: at.x + 2.0, y: at.y - 6.5 },
            Point { x: at.x + 2.0, y: at.y - 1.0 },
        ));
        self.stroke(&self.ink.ink_3, 1.25);
        self.put(Mark::Block(Rect::around(Point { x: at.x, y: at.y + 1.5 }, 7.0, 5.0), &self.ink.ink_3));
    }
}
