//! The selection: what the next command is about. Never part of the history.

use model::{Draft, LayerId, NodeId, Place, order};
use std::collections::BTreeSet;

/// What is selected, in a fixed order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    places: BTreeSet<Place>,
}

impl Selection {
    /// Nothing.
    pub fn none() -> Self {
        Self::default()
    }

    /// One place.
    pub fn of(place: Place) -> Self {
        Self { places: order::set([place]) }
    }

    /// These nodes.
    pub fn nodes_of(nodes: impl IntoIterator<Item = NodeId>) -> Self {
        Self { places: order::set(nodes.into_iter().map(Place::Node)) }
    }

    /// Every node and hardware layer.
    pub fn all(draft: &Draft) -> Self {
        let links = draft.layers().filter(|(_, layer)| layer.kind.is_hardware()).map(|(id, _)| Place::Layer(id));
        Self { places: order::set(draft.nodes().map(|(id, _)| Place::Node(id)).chain(links)) }
    }

    /// Nothing is selected.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// How many places.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// This place is in it.
    pub fn has(&self, place: Place) -> bool {
        self.places.contains(&place)
    }

    /// Every place.
    pub fn places(&self) -> impl Iterator<Item = Place> + '_ {
        self.places.iter().copied()
    }

    /// The only place, where there is just one.
    pub fn single(&self) -> Option<Place> {
        if self.places.len() == 1 { self.places.first().copied() } else { None }
    }

    /// The nodes in it.
    pub fn nodes(&self) -> Vec<NodeId> {
        self.places().filter_map(|place| if let Place::Node(id) = place { Some(id) } else { None }).collect()
    }

    /// The layers in it.
    pub fn layers(&self) -> Vec<LayerId> {
        self.places().filter_map(|place| if let Place::Layer(id) = place { Some(id) } else { None }).collect()
    }

    /// The layers it is about: those in it and those of IPCPs in it.
    pub fn lit_layers(&self) -> BTreeSet<LayerId> {
        order::set(self.places().filter_map(|place| match place {
            Place::Layer(id) | Place::Member(_, id) => Some(id),
            _ => None,
        }))
    }

    /// The nodes it is about: those in it and those of IPCPs in it.
    pub fn lit_nodes(&self) -> BTreeSet<NodeId> {
        order::set(self.places().filter_map(|place| match place {
            Place::Node(id) | Place::Member(id, _) => Some(id),
            _ => None,
        }))
    }

    /// Puts a place in, or takes it out where it is in.
    pub fn toggle(&mut self, place: Place) {
        if !self.places.remove(&place) {
            self.places.insert(place);
        }
    }

    /// Puts a place in.
    pub fn insert(&mut self, place: Place) {
        self.places.insert(place);
    }

    /// Leaves out what `draft` does not have.
    pub fn keep_existing(&mut self, draft: &Draft) {
        self.places.retain(|place| match *place {
            Place::Experiment => true,
            Place::Node(id) => draft.node(id).is_some(),
            Place::Layer(id) => draft.layer(id).is_some(),
            Place::Member(node, layer) => draft.member(node, layer).is_some(),
            Place::Service(id) => draft.service(id).is_some(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Builder, Node};

    #[test]
    fn toggling_twice_changes_nothing() {
        let mut selection = Selection::of(Place::Node(NodeId(1)));
        selection.toggle(Place::Layer(LayerId(2)));
        assert_eq!(selection.single(), None);
        selection.toggle(Place::Layer(LayerId(2)));
        assert_eq!(selection.single(), Some(Place::Node(NodeId(1))));
    }

    #[test]
    fn what_is_gone_is_not_selected() {
        let mut builder = Builder::default();
        let node = builder.node(Node { name: "a".into(), ..Node::default() });
        let mut selection = Selection::nodes_of([node, NodeId(99)]);
        selection.keep_existing(builder.draft());
        assert_eq!(selection.nodes(), [node]);
    }
}
