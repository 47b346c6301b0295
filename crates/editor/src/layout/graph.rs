//! The graph that layouts work on: nodes, joined by hardware layers; a layer of three or more gets a vertex of its own.

use model::{Draft, NodeId};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// The whole graph: vertices below `n_nodes` are nodes, the others are hubs.
#[derive(Clone, Debug, Default)]
pub(super) struct Graph {
    nodes: Vec<NodeId>,
    neighbours: Vec<Vec<usize>>,
}

/// A connected piece, its vertices numbered from 0; `vertices` says which they are in the whole.
#[derive(Clone, Debug, Default)]
pub(super) struct Component {
    pub(super) vertices: Vec<usize>,
    pub(super) neighbours: Vec<Vec<usize>>,
}

impl Graph {
    pub(super) fn of(draft: &Draft, part: Option<&BTreeSet<NodeId>>) -> Self {
        let nodes: Vec<NodeId> =
            draft.nodes().map(|(id, _)| id).filter(|id| part.is_none_or(|part| part.contains(id))).collect();
        let place_of: BTreeMap<NodeId, usize> = nodes.iter().enumerate().map(|(at, id)| (*id, at)).collect();
        let mut neighbours: Vec<Vec<usize>> = vec![Vec::new(); nodes.len()];
        let members = draft.members_by_layer();
        for (id, _) in draft.layers().filter(|(_, layer)| layer.kind.is_hardware()) {
            let mut ends: Vec<usize> = members[&id].iter().filter_map(|node| place_of.get(node).copied()).collect();
            ends.dedup();
            match ends[..] {
                [] | [_] => {}
                [a, b] => join(&mut neighbours, a, b),
                _ => {
                    let hub = neighbours.len();
                    neighbours.push(Vec::new());
                    ends.into_iter().for_each(|end| join(&mut neighbours, hub, end));
                }
            }
        }
        for list in &mut neighbours {
            list.sort_unstable();
            list.dedup();
        }
        Self { nodes, neighbours }
    }

    pub(super) fn nodes(&self) -> &[NodeId] {
        &self.nodes
    }

    pub(super) fn n_nodes(&self) -> usize {
        self.nodes.len()
    }

    /// Its connected pieces, largest first.
    pub(super) fn components(&self) -> Vec<Component> {
        let mut own: Vec<Option<usize>> = vec![None; self.neighbours.len()];
        let mut components = Vec::new();
        for start in 0..self.neighbours.len() {
            if own[start].is_some() {
                continue;
            }
            let mut component = Component::default();
            let mut queue = VecDeque::from([start]);
            own[start] = Some(0);
            component.vertices.push(start);
            while let Some(vertex) = queue.pop_front() {
                for next in &self.neighbours[vertex] {
                    if own[*next].is_none() {
                        own[*next] = Some(component.vertices.len());
                        component.vertices.push(*next);
                        queue.push_back(*next);
                    }
                }
            }
            let local = |vertex: &usize| self.neighbours[*vertex].iter().filter_map(|next| own[*next]).collect();
            component.neighbours = component.vertices.iter().map(local).collect();
            components.push(component);
        }
        components.sort_by_key(|component| std::cmp::Reverse(component.n()));
        components
    }
}

impl Component {
    pub(super) fn n(&self) -> usize {
        self.vertices.len()
    }

    pub(super) fn is_tree(&self) -> bool {
        self.neighbours.iter().map(Vec::len).sum::<usize>() == 2 * (self.n() - 1)
    }

    /// Hops from `start` to each vertex, and the vertices in the order reached.
    pub(super) fn distances(&self, start: usize) -> (Vec<u32>, Vec<usize>) {
        let mut distances = vec![u32::MAX; self.n()];
        let mut order = vec![start];
        distances[start] = 0;
        let mut n_seen = 0;
        while n_seen < order.len() {
            let vertex = order[n_seen];
            n_seen += 1;
            for next in &self.neighbours[vertex] {
                if distances[*next] == u32::MAX {
                    distances[*next] = distances[vertex] + 1;
                    order.push(*next);
                }
            }
        }
        (distances, order)
    }

    /// A vertex in the middle: half way along a longest way found by two sweeps.
    pub(super) fn centre(&self) -> usize {
        let far = |start: usize| self.distances(start).1.last().copied().unwrap_or(start);
        let (a, b) = (far(0), far(far(0)));
        let (from_a, _) = self.distances(a);
        let (from_b, _) = self.distances(b);
        (0..self.n()).min_by_key(|vertex| (from_a[*vertex].max(from_b[*vertex]), *vertex)).unwrap_or(0)
    }
}

fn join(neighbours: &mut [Vec<usize>], a: usize, b: usize) {
    neighbours[a].push(b);
    neighbours[b].push(a);
}
