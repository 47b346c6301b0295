//! The nodes of every layer, all in one vector: scenes and layouts are made anew at every turn.

use model::{Draft, LayerId, NodeId, order};

/// The nodes of every layer.
pub(crate) struct Members {
    /// As declared.
    layers: Vec<LayerId>,
    /// By layer, where its nodes begin; and where the last one's end.
    starts: Vec<usize>,
    nodes: Vec<NodeId>,
}

impl Members {
    /// One pass to count, one to fill.
    pub(crate) fn of(draft: &Draft) -> Self {
        let layers: Vec<LayerId> = draft.layers().map(|(id, _)| id).collect();
        let listings = || {
            let members =
                draft.nodes().flat_map(|(id, node)| node.members.iter().map(move |member| (id, member.layer)));
            members.filter_map(|(id, layer)| Some((id, place(&layers, layer)?)))
        };
        let mut starts = vec![0; layers.len() + 1];
        listings().for_each(|(_, at)| starts[at + 1] += 1);
        (1..starts.len()).for_each(|at| starts[at] += starts[at - 1]);
        let mut free = starts.clone();
        let mut nodes = vec![NodeId(0); starts[layers.len()]];
        for (id, at) in listings() {
            nodes[free[at]] = id;
            free[at] += 1;
        }
        Self { layers, starts, nodes }
    }

    /// Those of the layer at this place, as declared.
    pub(crate) fn at(&self, place: usize) -> &[NodeId] {
        &self.nodes[self.starts[place]..self.starts[place + 1]]
    }

    /// The layers, as declared.
    pub(crate) fn layers(&self) -> &[LayerId] {
        &self.layers
    }

    /// Those of a layer.
    pub(crate) fn in_layer(&self, id: LayerId) -> &[NodeId] {
        place(&self.layers, id).map_or(&[], |place| self.at(place))
    }
}

fn place(layers: &[LayerId], id: LayerId) -> Option<usize> {
    order::position(layers, id.0, |layer| layer.0)
}
