//! Room: nothing stands on anything else, and a crowded picture is made larger.
//!
//! Places here are in spacings.

use model::Point;

/// What a node has for itself: its box, its name below it, and a gap. No two of these overlap.
const W: f64 = 0.66;
const H: f64 = 0.54;
/// What a node has for itself in a picture, as the side of a square.
const ROOM: f64 = 0.7;
/// How much larger a picture is made at most.
const LARGEST: f64 = 8.0;
const N_ROUNDS: usize = 60;

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
    let cell = |at: &Point| ((at.y / H).floor() as i32, (at.x / W).floor() as i32);
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

/// Parts two along the way that is shorter.
fn push(places: &mut [Point], fixed: &[bool], a: usize, b: usize) -> bool {
    let (dx, dy) = (places[b].x - places[a].x, places[b].y - places[a].y);
    let (over_x, over_y) = (W - dx.abs(), H - dy.abs());
    if over_x <= 0.0 || over_y <= 0.0 {
        return false;
    }
    let is_fixed = |vertex: usize| fixed.get(vertex).copied().unwrap_or(false);
    let (of_a, of_b) = match (is_fixed(a), is_fixed(b)) {
        (true, true) => return false,
        (true, false) => (0.0, 1.0),
        (false, true) => (1.0, 0.0),
        (false, false) => (0.5, 0.5),
    };
    // A little too far, so that the next round finds them apart.
    let by = if over_x / W < over_y / H {
        Point { x: (over_x + 0.02 * W).copysign(dx), y: 0.0 }
    } else {
        Point { x: 0.0, y: (over_y + 0.02 * H).copysign(dy) }
    };
    places[a] = Point { x: places[a].x - by.x * of_a, y: places[a].y - by.y * of_a };
    places[b] = Point { x: places[b].x + by.x * of_b, y: places[b].y + by.y * of_b };
    true
}
