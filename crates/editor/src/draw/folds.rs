//! What is folded: a layer as a cloud, a group of nodes as sheets on each other.

use super::{Brush, Mark};
use crate::{
    Rect,
    scene::{Fold, Folded, NodeShape},
};
use messages::say;
use model::Point;

/// A cloud in a unit square: where it begins, then curves as two control points and an end each.
const CLOUD: (f64, f64) = (0.22, 0.92);
const PUFFS: [[f64; 6]; 5] = [
    [0.0, 0.92, -0.04, 0.52, 0.15, 0.47],
    [0.1, 0.12, 0.42, 0.0, 0.54, 0.22],
    [0.66, 0.0, 0.96, 0.12, 0.88, 0.44],
    [1.05, 0.48, 1.02, 0.92, 0.79, 0.92],
    [0.6, 0.92, 0.4, 0.92, 0.22, 0.92],
];

impl Brush<'_> {
    /// A fold with its name and how much is in it.
    pub(super) fn fold(&self, node: &NodeShape) {
        let Some(folded) = node.fold.as_deref() else { return };
        self.put(Mark::Begin);
        if !self.detail.boxes {
            self.boxed(&node.rect, 7.0);
            return self.fill(&self.ink.ink_2);
        }
        match &folded.what {
            Fold::Group(_) => self.sheets(&node.rect),
            Fold::Layer(layer) => {
                self.cloud(&node.rect);
                self.fill(&self.ink.surface);
                let tint = self.scene.layer(*layer).map(|info| self.ink.tint(&info.tint));
                self.stroke(tint.unwrap_or(&self.ink.edge_strong), 1.75);
            }
        }
        if self.detail.names {
            self.fold_words(node, folded);
        }
    }

    fn fold_words(&self, node: &NodeShape, folded: &Folded) {
        let at = node.rect.centre();
        let is_cloud = matches!(folded.what, Fold::Layer(_));
        let low = if is_cloud { 6.0 } else { 0.0 };
        self.font(13.0, false);
        self.put(Mark::Color(&self.ink.ink));
        self.text(&node.name, Point { x: at.x, y: at.y - 7.0 + low });
        self.font(10.0, false);
        self.put(Mark::Color(&self.ink.ink_3));
        let words = match (folded.nodes.len(), is_cloud) {
            (0, _) => say!("kind-layer").to_owned(),
            (n, _) => say!("n-nodes", n = n),
        };
        self.text(&words, Point { x: at.x, y: at.y + 9.0 + low });
    }

    fn sheets(&self, rect: &Rect) {
        for by in [7.0, 3.5, 0.0] {
            self.put(Mark::Begin);
            let sheet = Rect { x: rect.x + by, y: rect.y + by - 3.0, w: rect.w - 7.0, h: rect.h - 7.0 };
            self.put(Mark::Box(sheet, 7.0));
            self.fill(&self.ink.surface);
            self.stroke(&self.ink.edge_strong, 1.25);
        }
    }

    fn cloud(&self, rect: &Rect) {
        let at = |x: f64, y: f64| Point { x: rect.x + x * rect.w, y: rect.y + y * rect.h };
        self.put(Mark::Move(at(CLOUD.0, CLOUD.1)));
        for [ax, ay, bx, by, cx, cy] in PUFFS {
            self.put(Mark::Cubic(at(ax, ay), at(bx, by), at(cx, cy)));
        }
        self.put(Mark::Close);
    }
}
