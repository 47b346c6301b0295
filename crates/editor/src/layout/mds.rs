//! Pivot MDS: places whose distances resemble the number of hops, in time linear in the graph.
//!
//! Source: Brandes and Pich 2006, "Eigensolver methods for progressive multidimensional scaling of large data".

use super::{SPACING, graph::Component, pivots::Pivots};
use model::Point;

/// Pivots used: the first ones are the furthest apart.
const N_PIVOTS: usize = 24;
/// Rounds of power iteration.
const N_ROUNDS: usize = 40;

pub(super) fn place(component: &Component, pivots: &Pivots) -> Vec<Point> {
    let n = component.n();
    if n < 3 {
        return (0..n).map(|at| Point { x: at as f64 * SPACING, y: 0.0 }).collect();
    }
    let columns = centred(&pivots.hops[..pivots.hops.len().min(N_PIVOTS)]);
    let products: Vec<Vec<f64>> = columns.iter().map(|a| columns.iter().map(|b| dot(a, b)).collect()).collect();
    let first = eigenvector(&products, None);
    let second = eigenvector(&products, Some(&first));
    let along = |axis: &[f64]| {
        let mut sums = vec![0.0; n];
        for (column, part) in columns.iter().zip(axis) {
            sums.iter_mut().zip(column).for_each(|(sum, value)| *sum += value * part);
        }
        sums
    };
    let (xs, ys) = (along(&first), along(&second));
    let scale = scale(component, &xs, &ys);
    (0..n).map(|row| Point { x: xs[row] * scale, y: ys[row] * scale }).collect()
}

/// Squared distances, centred by rows and columns.
fn centred(columns: &[Vec<u32>]) -> Vec<Vec<f64>> {
    let (n, n_pivots) = (columns[0].len() as f64, columns.len() as f64);
    let square = |hops: &u32| f64::from(*hops) * f64::from(*hops);
    let mut squared: Vec<Vec<f64>> = columns.iter().map(|column| column.iter().map(square).collect()).collect();
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
    let lines = (0..component.n()).flat_map(|a| component.near(a).iter().map(move |b| (a, *b as usize)));
    let (sum, n) = lines.fold((0.0, 0), |(sum, n), (a, b)| (sum + (xs[a] - xs[b]).hypot(ys[a] - ys[b]), n + 1));
    if sum > 1e-9 { SPACING * f64::from(n) / sum } else { 1.0 }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
