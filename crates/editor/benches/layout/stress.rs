//! How far a picture is from showing the number of hops as distances, whatever its size.

use crate::graphs::Graph;
use std::collections::VecDeque;

/// Vertices from which distances are compared, at most, evenly chosen.
const N_SOURCES: usize = 400;

/// The mean of ((length × best scale − hops) / hops)², over pairs.
pub fn of(graph: &Graph, places: &[(f64, f64)]) -> f64 {
    let neighbours = graph.neighbours();
    let (mut n, mut ratios, mut squares) = (0.0, 0.0, 0.0);
    for source in (0..graph.n).step_by(graph.n.div_ceil(N_SOURCES)) {
        for (vertex, hops) in hops(&neighbours, source).into_iter().enumerate().filter(|(vertex, _)| *vertex != source)
        {
            let (a, b) = (places[source], places[vertex]);
            let ratio = (a.0 - b.0).hypot(a.1 - b.1) / f64::from(hops);
            (n, ratios, squares) = (n + 1.0, ratios + ratio, squares + ratio * ratio);
        }
    }
    let scale = ratios / squares;
    (scale * scale * squares - 2.0 * scale * ratios + n) / n
}

fn hops(neighbours: &[Vec<usize>], source: usize) -> Vec<u32> {
    let mut hops = vec![u32::MAX; neighbours.len()];
    hops[source] = 0;
    let mut queue = VecDeque::from([source]);
    while let Some(vertex) = queue.pop_front() {
        for next in &neighbours[vertex] {
            if hops[*next] == u32::MAX {
                hops[*next] = hops[vertex] + 1;
                queue.push_back(*next);
            }
        }
    }
    hops
}
