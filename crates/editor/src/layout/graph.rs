//! The graph that layouts work on: vertices and their neighbours, in one list; and its connected pieces.

use model::order;

/// A graph; the neighbours of a vertex are sorted.
#[derive(Clone, Debug, Default)]
pub(super) struct Graph {
    starts: Vec<u32>,
    ends: Vec<u32>,
}

/// A connected piece, its vertices numbered from 0; `vertices` says which they are in the whole.
#[derive(Clone, Debug, Default)]
pub(super) struct Component {
    pub(super) vertices: Vec<u32>,
    graph: Graph,
}

impl Graph {
    /// `n` vertices and these lines between them; lines to itself and a second line between the same two are left out.
    pub(super) fn of(n: usize, lines: &[(u32, u32)]) -> Self {
        let legal = |line: &&(u32, u32)| line.0 != line.1 && (line.0.max(line.1) as usize) < n;
        let mut starts = vec![0; n + 1];
        for (a, b) in lines.iter().filter(legal) {
            starts[*a as usize + 1] += 1;
            starts[*b as usize + 1] += 1;
        }
        for at in 0..n {
            starts[at + 1] += starts[at];
        }
        let mut free = starts.clone();
        let mut ends = vec![0; starts[n] as usize];
        for (a, b) in lines.iter().filter(legal) {
            for (from, to) in [(*a, *b), (*b, *a)] {
                ends[free[from as usize] as usize] = to;
                free[from as usize] += 1;
            }
        }
        let mut graph = Self { starts: vec![0], ends: Vec::with_capacity(ends.len()) };
        for vertex in 0..n {
            let near = &mut ends[starts[vertex] as usize..starts[vertex + 1] as usize];
            order::sort(near);
            let before = graph.ends.len();
            for next in near.iter() {
                if graph.ends.len() == before || graph.ends.last() != Some(next) {
                    graph.ends.push(*next);
                }
            }
            graph.starts.push(graph.ends.len() as u32);
        }
        graph
    }

    pub(super) fn n(&self) -> usize {
        self.starts.len() - 1
    }

    pub(super) fn near(&self, vertex: usize) -> &[u32] {
        &self.ends[self.starts[vertex] as usize..self.starts[vertex + 1] as usize]
    }

    /// Its connected pieces, largest first.
    pub(super) fn components(&self) -> Vec<Component> {
        let mut own: Vec<u32> = vec![u32::MAX; self.n()];
        let mut components = Vec::new();
        for start in 0..self.n() {
            if own[start] != u32::MAX {
                continue;
            }
            own[start] = 0;
            let mut vertices = vec![start as u32];
            let mut n_seen = 0;
            while n_seen < vertices.len() {
                for next in self.near(vertices[n_seen] as usize) {
                    if own[*next as usize] == u32::MAX {
                        own[*next as usize] = vertices.len() as u32;
                        vertices.push(*next);
                    }
                }
                n_seen += 1;
            }
            let mut graph = Self { starts: vec![0], ends: Vec::new() };
            for vertex in &vertices {
                graph.ends.extend(self.near(*vertex as usize).iter().map(|next| own[*next as usize]));
                graph.starts.push(graph.ends.len() as u32);
            }
            components.push(Component { vertices, graph });
        }
        order::sort_by_key(&mut components, |component| std::cmp::Reverse(component.n()));
        components
    }
}

impl Component {
    pub(super) fn n(&self) -> usize {
        self.vertices.len()
    }

    pub(super) fn near(&self, vertex: usize) -> &[u32] {
        self.graph.near(vertex)
    }

    pub(super) fn is_tree(&self) -> bool {
        self.graph.ends.len() == 2 * (self.n() - 1)
    }

    /// Hops from `start` to each vertex, and the vertices in the order reached.
    pub(super) fn distances(&self, start: usize) -> (Vec<u32>, Vec<usize>) {
        let mut distances = vec![u32::MAX; self.n()];
        let mut order = Vec::with_capacity(self.n());
        order.push(start);
        distances[start] = 0;
        let mut n_seen = 0;
        while n_seen < order.len() {
            let vertex = order[n_seen];
            n_seen += 1;
            for next in self.near(vertex) {
                let next = *next as usize;
                if distances[next] == u32::MAX {
                    distances[next] = distances[vertex] + 1;
                    order.push(next);
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
