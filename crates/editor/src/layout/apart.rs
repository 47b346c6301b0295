//! Room: nothing stands on anything else, and a crowded picture is made larger.
//!
//! Places here are in spacings.

use model::Point;

/// No two nodes are nearer than this.
const NEAREST: f64 = 0.5;
/// What a node has for itself in a picture, as the side of a square.
const ROOM: f64 = 0.62;
/// How much larger a picture is made at most.
const LARGEST: f64 = 8.0;
const N_ROUNDS: usize = 24;

/// Makes the whole larger where there is too little room for so many.
pub(super) fn widen(places: &mut [Point]) {
    let rects = places.iter().map(|at| crate::Rect::around(*at, 0.0, 0.0));
    let Some(bounds) = crate::Rect::union(rects) else { return };
    let by = (places.len() as f64 * ROOM * ROOM / (bounds.w * bounds.h).max(1e-6)).sqrt();
    // What is long and thin is so because it is a line; it has room beside itself.
    if by > 1.0 && bounds.w.min(bounds.h) > 2.0 {
        let by = by.min(LARGEST);
        places.iter_mut().for_each(|at| *at = Point { x: at.x * by, y: at.y * by });
    }
}

/// Parts what is too near, a little at a time; what is fixed stays.
pub(super) fn part(places: &mut [Point], fixed: &[bool]) {
    for _ in 0..N_ROUNDS {
        if !step(places, fixed) {
            break;
        }
    }
}

/// One round; true if something was too near.
fn step(places: &mut [Point], fixed: &[bool]) -> bool {
    // Beyond this a crowded cell is left to the next round: a heap of thousands must not cost thousands squared.
    const MOST: usize = 24;
    let cell = |at: &Point| ((at.y / NEAREST).floor() as i32, (at.x / NEAREST).floor() as i32);
    let mut cells: Vec<((i32, i32), u32)> =
        places.iter().enumerate().map(|(vertex, at)| (cell(at), vertex as u32)).collect();
    cells.sort_unstable();
    let mut has_moved = false;
    for from in 0..cells.len() {
        let ((row, column), vertex) = cells[from];
        let below = row.saturating_add(1);
        let next_row = cells.partition_point(|(cell, _)| *cell < (below, column.saturating_sub(1)));
        let beside =
            cells[from + 1..].iter().take_while(|(cell, _)| cell.0 == row && cell.1 <= column.saturating_add(1));
        let under =
            cells[next_row..].iter().take_while(|(cell, _)| cell.0 == below && cell.1 <= column.saturating_add(1));
        for (_, other) in beside.take(MOST).chain(under.take(MOST)) {
            has_moved |= push(places, fixed, vertex as usize, *other as usize);
        }
    }
    has_moved
}

fn push(places: &mut [Point], fixed: &[bool], a: usize, b: usize) -> bool {
    let (mut dx, mut dy) = (places[b].x - places[a].x, places[b].y - places[a].y);
    let mut length = dx.hypot(dy);
    if length >= NEAREST {
        return false;
    }
    if length < 1e-6 {
        let angle = (a * 31 + b) as f64;
        (dx, dy, length) = (angle.cos(), angle.sin(), 1.0);
    }
    let is_fixed = |vertex: usize| fixed.get(vertex).copied().unwrap_or(false);
    let by = (NEAREST * 1.02 - length.min(NEAREST)) / length;
    let (of_a, of_b) = match (is_fixed(a), is_fixed(b)) {
        (true, true) => return false,
        (true, false) => (0.0, by),
        (false, true) => (by, 0.0),
        (false, false) => (by / 2.0, by / 2.0),
    };
    places[a] = Point { x: places[a].x - dx * of_a, y: places[a].y - dy * of_a };
    places[b] = Point { x: places[b].x + dx * of_b, y: places[b].y + dy * of_b };
    true
}
