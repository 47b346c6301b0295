//! A scene made anew where nodes have only moved: what does not depend on places is shared with the one before.

use super::{Input, Scene, build};
use crate::Rect;
use std::sync::OnceLock;

impl Scene {
    /// The scene of `input`, which differs from what this one was made from in places alone. None where something is
    /// folded: what stands for many is made from scratch.
    pub fn moved(&self, input: &Input<'_>) -> Option<Self> {
        let is_whole = self.nodes.len() == input.draft.nodes().len();
        if !is_whole || self.nodes.iter().any(|node| node.fold.is_some()) {
            return None;
        }
        let mut scene = Self { grid: OnceLock::new(), ..self.shared() };
        for (shape, (id, node)) in scene.nodes.iter_mut().zip(input.draft.nodes()) {
            shape.rect = Rect::around(input.placement.of_node(id, node), shape.rect.w, shape.rect.h);
        }
        for at in 0..scene.hubs.len() {
            let hub = &scene.hubs[at];
            scene.hubs[at].rect = build::hub_rect(&scene, &hub.members, &scene.layers[hub.info].name);
        }
        build::enclose(&mut scene, input.draft);
        Some(scene)
    }

    /// A copy without what follows from places.
    fn shared(&self) -> Self {
        Self {
            nodes: self.nodes.clone(),
            links: self.links.clone(),
            hubs: self.hubs.clone(),
            layers: self.layers.clone(),
            node_at: self.node_at.clone(),
            lines_of: self.lines_of.clone(),
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Placement, hit::Hit};
    use model::{Draft, Edit, Point, edit, generate::Shape};

    fn scene(draft: &Draft) -> Scene {
        Scene::folded(&Input { draft, placement: &Placement::default(), findings: &[] })
    }

    fn moved(draft: &Draft, edit: &Edit) -> Draft {
        let mut draft = draft.clone();
        let changes = edit::lower(&draft, edit).expect("an edit that can be done");
        model::change::apply(&mut draft, &changes).expect("changes that can be made");
        draft
    }

    #[test]
    fn a_moved_scene_is_the_one_made_from_scratch() {
        let before = Shape::random(40, 60, 7).draft(true);
        let nodes: Vec<_> = before.nodes().map(|(id, _)| id).collect();
        let places = nodes.iter().map(|id| (*id, Point { x: f64::from(id.0) * 40.0, y: f64::from(id.0 % 7) * 90.0 }));
        let after = moved(&before, &Edit::Move(places.collect()));
        let input = Input { draft: &after, placement: &Placement::default(), findings: &[] };
        let (quick, whole) = (scene(&before).moved(&input).expect("nothing is folded"), scene(&after));
        assert_eq!(format!("{quick:?}"), format!("{whole:?}"));
        let at = quick.nodes[3].rect.centre();
        assert_eq!((quick.hit(at, 4.0), whole.hit(at, 4.0)), (Hit::Node(nodes[3]), Hit::Node(nodes[3])));
    }

    #[test]
    fn what_is_folded_is_made_from_scratch() {
        let draft = Shape::star(5).draft(true);
        let layer = draft.layer_named("n1").expect("the layer over all");
        let folded = moved(&draft, &Edit::SetLayer(layer, edit::LayerField::Folded(true)));
        let input = Input { draft: &folded, placement: &Placement::default(), findings: &[] };
        assert!(scene(&folded).moved(&input).is_none());
    }
}
