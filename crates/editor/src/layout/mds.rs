//! Pivot MDS: places whose distances resemble the number of hops, in time linear in the graph.
//!
//! Source: Brandes and Pich 2006, "Eigensolver methods for progressive multidimensional scaling of large data".

use super::{SPACING, graph::Component};
use model::Point;

/// Vertices from which distances are measured.
const N_PIVOTS: usize = 24;
/// Rounds of power iteration.
const N_ROUNDS: usize = 40;

pub(super) fn place(component: &Component) -> Vec<Point> {
    let n = component.n();
    if n < 3 {
        return (0..n).map(|at| Point { x: at as f64 * SPACING, y: 0.0 }).collect();
    }
    let columns = centred(&pivots(component));
    let products: Vec<Vec<f64>> = columns.iter().map(|a| columns.iter().map(|b| dot(a, b)).collect()).collect();
    let first = eigenvector(&products, None);
    let second = eigenvector(&products, Some(&first));
    let along =
        |axis: &[f64], row: usize| columns.iter().zip(axis).map(|(column, part)| column[row] * part).sum::<f64>();
    let xs: Vec<f64> = (0..n).map(|row| along(&first, row)).collect();
    let ys: Vec<f64> = (0..n).map(|row| along(&second, row)).collect();
    let scale = scale(component, &xs, &ys);
    (0..n).map(|row| Point { x: xs[row] * scale, y: ys[row] * scale }).collect()
}

/// Hops from each pivot; each pivot the vertex furthest from those before.
fn pivots(component: &Component) -> Vec<Vec<f64>> {
    let n = component.n();
    let mut nearest = vec![u32::MAX; n];
    let mut pivot = 0;
    let mut columns = Vec::new();
    for _ in 0..N_PIVOTS.min(n) {
        let (distances, _) = component.distances(pivot);
        nearest.iter_mut().zip(&distances).for_each(|(near, distance)| *near = (*near).min(*distance));
        pivot = (0..n).max_by_key(|vertex| (nearest[*vertex], std::cmp::Reverse(*vertex))).unwrap_or(0);
        columns.push(distances.into_iter().map(f64::from).collect());
    }
    columns
}

/// Squared distances, centred by rows and columns.
fn centred(columns: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let (n, n_pivots) = (columns[0].len() as f64, columns.len() as f64);
    let mut squared: Vec<Vec<f64>> = columns.iter().map(|column| column.iter().map(|d| d * d).collect()).collect();
    let row_means: Vec<f64> =
        (0..columns[0].len()).map(|row| squared.iter().map(|column| column[row]).sum::<f64>() / n_pivots).collect();
    let mean = row_means.iter().sum::<f64>() / n;
    for column in &mut squared {
        let column_mean = column.iter().sum::<f64>() / n;
        column.iter_mut().zip(&row_means).for_each(|(d, row_mean)| *d = -0.5 * (*d - row_mean - column_mean + mean));
    }
    squared
}

fn eigenvector(matrix: &[Vec<f64>], orthogonal_to: Option<&[f64]>) -> Vec<f64> {
    // Any start not orthogonal to the answer will do; a fixed one gives the same picture every time.
    let mut vector: Vec<f64> = (0..matrix.len()).map(|at| 1.0 + 0.37 * ((at * 7 + 3) % 11) as f64).collect();
    for _ in 0..N_ROUNDS {
        if let Some(other) = orthogonal_to {
            let along = dot(&vector, other);
            vector.iter_mut().zip(other).for_each(|(v, o)| *v -= along * o);
        }
        let next: Vec<f64> = matrix.iter().map(|row| dot(row, &vector)).collect();
        let length = dot(&next, &next).sqrt();
        if length < 1e-9 {
            break;
        }
        vector = next.into_iter().map(|v| v / length).collect();
    }
    vector
}

/// What makes the mean line as long as neighbours should be apart.
fn scale(component: &Component, xs: &[f64], ys: &[f64]) -> f64 {
    let lines = component.neighbours.iter().enumerate().flat_map(|(a, list)| list.iter().map(move |b| (a, *b)));
    let (sum, n) = lines.fold((0.0, 0), |(sum, n), (a, b)| (sum + (xs[a] - xs[b]).hypot(ys[a] - ys[b]), n + 1));
    if sum > 1e-9 { SPACING * f64::from(n) / sum } else { 1.0 }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
