//! Enrollments and flows, as arcs beside the links they go over.

use super::{Brush, Mark, Part};
use crate::{
    Rect, geometry,
    overlay::{Arc, ArcKind, ArcState},
};
use model::Point;

impl Brush<'_> {
    /// Every arc that is seen and stands still. From far away they are many and fine: they let each other show through.
    pub(super) fn arcs(&self) {
        self.put(Mark::Alpha(0.5 + 0.5 * self.nearness()));
        self.arcs_where(|state| state != ArcState::Working);
        self.put(Mark::Alpha(1.0));
    }

    /// From 0, where nodes are dots, to 1, where everything has its own size.
    fn nearness(&self) -> f64 {
        ((self.view.scale - 0.08) / 0.5).clamp(0.0, 1.0)
    }

    /// Every arc that is being made; `ms` of time move its dashes along.
    pub fn working_arcs(&self, ms: f64) {
        self.put(Mark::DashFrom(self.px(-(ms / 40.0) % 7.0)));
        self.arcs_where(|state| state == ArcState::Working);
        self.put(Mark::DashFrom(0.0));
    }

    fn arcs_where(&self, is_wanted: impl Fn(ArcState) -> bool) {
        let seen = self.view.seen().grown(200.0);
        for arc in self.overlay.arcs.iter().filter(|arc| is_wanted(arc.state)) {
            let (Some(from), Some(to)) = (self.scene.node(arc.from), self.scene.node(arc.to)) else { continue };
            let ends = Rect::between(from.rect.centre(), to.rect.centre());
            // Within what is folded nothing is seen.
            if seen.meets(&ends) && from.id != to.id {
                self.arc(arc, (&from.rect, &to.rect));
            }
        }
    }

    fn arc(&self, arc: &Arc, (from, to): (&Rect, &Rect)) {
        let info = self.scene.layer(arc.layer);
        let tint = info.map_or(self.ink.accent.as_str(), |info| self.ink.tint(&info.tint));
        let color = if arc.state == ArcState::Failed { &self.ink.bad } else { tint };
        let bend = if arc.kind == ArcKind::Enrollment { 18.0 } else { -18.0 };
        // Seen from either end, an enrollment and the flow beside it lie on two sides of the link.
        let side = if from.x + from.y * 1e-3 <= to.x + to.y * 1e-3 { bend } else { -bend };
        let control = geometry::bent(from.centre(), to.centre(), side);
        let (a, b) = (from.grown(2.0).border_towards(control), to.grown(2.0).border_towards(control));
        self.open(Part::Arc(arc.layer));
        self.put(Mark::Begin);
        self.put(Mark::Move(a));
        self.put(Mark::Curve(control, b));
        let is_flow = arc.kind == ArcKind::Flow;
        self.dash(match arc.state {
            ArcState::Working => &[4.0, 3.0],
            ArcState::Planned if is_flow => &[2.0, 3.0],
            _ => &[],
        });
        let fine = if arc.state == ArcState::Working { 1.5 } else { 0.6 };
        let full = if is_flow { 1.5 } else { 2.0 };
        self.stroke(color, fine + (full - fine) * self.nearness());
        self.dash(&[]);
        if !is_flow && self.detail.boxes {
            self.head(control, b, color);
        }
        if !arc.label.is_empty() && self.detail.link_names {
            self.number(&arc.label, geometry::on_curve(a, control, b, 0.5), color);
        }
        self.shut();
    }

    /// An arrow's head at `tip`, coming from `from`.
    fn head(&self, from: Point, tip: Point, color: &str) {
        let [left, right] = geometry::barbs(from, tip, self.px(4.0 + 5.0 * self.nearness()).min(10.0));
        self.put(Mark::Begin);
        self.put(Mark::Move(tip));
        self.put(Mark::Line(left));
        self.put(Mark::Line(right));
        self.put(Mark::Close);
        self.fill(color);
    }

    fn number(&self, text: &str, at: Point, color: &str) {
        self.put(Mark::Begin);
        self.put(Mark::Circle(at, 8.0));
        self.fill(&self.ink.ground);
        self.stroke(color, 1.25);
        self.font(9.5, true);
        self.put(Mark::Color(color));
        self.text(text, Point { x: at.x, y: at.y + 0.5 });
    }
}
