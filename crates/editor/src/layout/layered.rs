//! Rows by distance from the centre, ordered by the middle of the neighbours above and below, so that few lines cross.
//!
//! Source: Sugiyama, Tagawa and Toda 1981, the barycentre heuristic.

use super::{SPACING, graph::Component, sketch::Sketch};
use model::Point;
use model::order;

/// The height of a row.
const ROW: f64 = 140.0;
/// Sweeps down and up.
const N_SWEEPS: usize = 12;

/// Rows by hops from the centre.
pub(super) fn place(component: &Component) -> Vec<Point> {
    let (depths, order) = component.distances(component.centre());
    in_rows(component, &depths, &order)
}

/// Rows by recursion: who reaches highest stands on top.
pub(super) fn by_level(component: &Component, sketch: &Sketch) -> Vec<Point> {
    let (_, order) = component.distances(component.centre());
    let level = |vertex: &u32| sketch.levels.get(*vertex as usize).copied();
    let highest = component.vertices.iter().filter_map(level).max().unwrap_or(0);
    // Hubs stand in the row below the nodes.
    let depth = |vertex: &u32| level(vertex).map_or(highest + 1, |level| highest - level);
    in_rows(component, &component.vertices.iter().map(depth).collect::<Vec<_>>(), &order)
}

fn in_rows(component: &Component, depths: &[u32], order: &[usize]) -> Vec<Point> {
    let n_rows = depths.iter().max().map_or(1, |deepest| *deepest as usize + 1);
    let mut rows: Vec<Vec<usize>> = vec![Vec::new(); n_rows];
    order.iter().for_each(|vertex| rows[depths[*vertex] as usize].push(*vertex));
    let mut x = vec![0.0; component.n()];
    rows.iter().for_each(|row| spread(row, &mut x));
    for sweep in 0..N_SWEEPS {
        let down = sweep % 2 == 0;
        for at in 0..n_rows {
            let row = if down { at } else { n_rows - 1 - at };
            let beside = |depth: u32| if down { depth < row as u32 } else { depth > row as u32 };
            let wish = |vertex: usize| {
                let near = component.near(vertex).iter().filter(|next| beside(depths[**next as usize]));
                let (sum, n) = near.fold((0.0, 0), |(sum, n), next| (sum + x[*next as usize], n + 1));
                if n == 0 { x[vertex] } else { sum / f64::from(n) }
            };
            let mut wishes: Vec<(f64, usize)> = rows[row].iter().map(|vertex| (wish(*vertex), *vertex)).collect();
            order::sort_by(&mut wishes, |a, b| a.0.total_cmp(&b.0));
            rows[row] = wishes.into_iter().map(|(_, vertex)| vertex).collect();
            spread(&rows[row], &mut x);
        }
    }
    (0..component.n()).map(|vertex| Point { x: x[vertex], y: f64::from(depths[vertex]) * ROW }).collect()
}

/// A row in its order, evenly, its middle at 0.
fn spread(row: &[usize], x: &mut [f64]) {
    let half = (row.len() as f64 - 1.0) / 2.0;
    row.iter().enumerate().for_each(|(at, vertex)| x[*vertex] = (at as f64 - half) * SPACING);
}
