//! Where nodes stand that nobody has placed: worked out from the graph alone, never written by looking.

use crate::layout;
use model::{Draft, Node, NodeId, Point, order};
use std::collections::BTreeMap;

/// Places for the nodes that have none of their own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Placement {
    places: BTreeMap<NodeId, Point>,
    /// They hold for nodes that have a place of their own, too.
    is_preview: bool,
}

impl Placement {
    /// Places for every node of `draft` without a position. Deterministic: the same graph gives the same places.
    pub fn of(draft: &Draft) -> Self {
        if draft.nodes().all(|(_, node)| node.position.is_some()) {
            return Self::default();
        }
        let bottom = draft.nodes().filter_map(|(_, node)| node.position).map(|at| at.y).reduce(f64::max);
        let all = layout::first_picture(draft);
        let top = all.iter().map(|(_, at)| at.y).reduce(f64::min).unwrap_or(0.0);
        // Beside placed nodes, the others stand below, so that nothing lies on anything.
        let shift = bottom.map_or(0.0, |bottom| bottom + layout::SPACING - top);
        let missing = all.into_iter().filter(|(id, _)| draft.node(*id).is_some_and(|node| node.position.is_none()));
        Self::given(missing.map(|(id, at)| (id, Point { x: at.x, y: at.y + shift })))
    }

    /// Places that were worked out elsewhere.
    pub fn given(places: impl IntoIterator<Item = (NodeId, Point)>) -> Self {
        Self { places: order::map(places), is_preview: false }
    }

    /// Places where nodes would stand, whether or not they have one: a layout under way is seen before it is written.
    pub fn preview(places: impl IntoIterator<Item = (NodeId, Point)>) -> Self {
        Self { is_preview: true, ..Self::given(places) }
    }

    /// Where a node stands: its own position, else the place worked out.
    pub fn at(&self, draft: &Draft, id: NodeId) -> Point {
        self.chosen(id, draft.node(id))
    }

    /// The same for a node at hand.
    pub fn of_node(&self, id: NodeId, node: &Node) -> Point {
        self.chosen(id, Some(node))
    }

    fn chosen(&self, id: NodeId, node: Option<&Node>) -> Point {
        if self.is_preview
            && let Some(at) = self.places.get(&id)
        {
            return *at;
        }
        let own = node.and_then(|node| node.position).filter(|at| at.x.is_finite() && at.y.is_finite());
        own.or_else(|| self.places.get(&id).copied()).unwrap_or_default()
    }

    /// Places that a first move writes too, so that the rest stays where the user saw it.
    pub fn unwritten(&self, draft: &Draft) -> Vec<(NodeId, Point)> {
        let missing = |id: &NodeId| draft.node(*id).is_some_and(|node| node.position.is_none());
        self.places.iter().filter(|(id, _)| missing(id)).map(|(id, at)| (*id, *at)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Builder;

    #[test]
    fn a_placed_node_stays_and_the_others_stand_apart() {
        let mut builder = Builder::default();
        let placed = Point { x: 7.0, y: 9.0 };
        let a = builder.node(Node { name: "a".into(), position: Some(placed), ..Node::default() });
        let b = builder.node(Node { name: "b".into(), ..Node::default() });
        let draft = builder.finish();
        let placement = Placement::of(&draft);
        assert_eq!(placement.at(&draft, a), placed);
        assert!(placement.at(&draft, b).y > placed.y);
        assert_eq!(placement.unwritten(&draft).len(), 1);
        let seen = Point { x: 1.0, y: 1.0 };
        assert_eq!(Placement::given([(a, seen)]).at(&draft, a), placed);
        assert_eq!(Placement::preview([(a, seen)]).at(&draft, a), seen);
    }
}
