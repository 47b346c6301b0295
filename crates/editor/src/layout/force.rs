//! Forces: what is linked pulls, all that is near pushes; from pivot MDS, so that few rounds are enough.
//!
//! Source: Fruchterman and Reingold 1991, with their grid: only what is near pushes.

use super::{MOST_FORCED, SPACING, graph::Component, mds};
use model::Point;
use std::collections::HashMap;

pub(super) fn place(component: &Component) -> Vec<Point> {
    let mut places = mds::place(component);
    untangle(&mut places);
    if component.n() <= MOST_FORCED {
        let n_rounds = if component.n() <= 300 { 300 } else { 90 };
        for round in 0..n_rounds {
            let heat = SPACING * 0.6 * (1.0 - round as f64 / n_rounds as f64).powi(2) + 0.5;
            step(component, &mut places, heat);
        }
    }
    places
}

/// Vertices of the same place, which forces cannot part, go on a small spiral.
fn untangle(places: &mut [Point]) {
    for (at, place) in places.iter_mut().enumerate() {
        let (turn, radius) = (at as f64 * 2.399_963, SPACING * 0.12 * (at as f64 % 17.0 + 1.0).sqrt());
        *place = Point { x: place.x + radius * turn.cos(), y: place.y + radius * turn.sin() };
    }
}

fn step(component: &Component, places: &mut [Point], heat: f64) {
    let mut pushes = pushes(places);
    for (vertex, list) in component.neighbours.iter().enumerate() {
        for next in list {
            let (dx, dy) = (places[*next].x - places[vertex].x, places[*next].y - places[vertex].y);
            let pull = dx.hypot(dy) / SPACING;
            pushes[vertex].x += dx * pull;
            pushes[vertex].y += dy * pull;
        }
    }
    for (place, push) in places.iter_mut().zip(pushes) {
        let length = push.x.hypot(push.y).max(1e-9);
        let go = length.min(heat) / length;
        *place = Point { x: place.x + push.x * go, y: place.y + push.y * go };
    }
}

/// What pushes each vertex: all within two and a half spacings, found by cells of that size.
fn pushes(places: &[Point]) -> Vec<Point> {
    let reach = 2.5 * SPACING;
    let cell = |at: &Point| ((at.x / reach).floor() as i32, (at.y / reach).floor() as i32);
    let mut cells: HashMap<(i32, i32), Vec<u32>> = HashMap::new();
    places.iter().enumerate().for_each(|(at, place)| cells.entry(cell(place)).or_default().push(at as u32));
    let push_on = |at: usize| {
        let place = places[at];
        let (cx, cy) = cell(&place);
        let mut push = Point::default();
        for near in
            [-1, 0, 1].into_iter().flat_map(|dx| [-1, 0, 1].map(|dy| (cx.saturating_add(dx), cy.saturating_add(dy))))
        {
            // A crowded cell counts by its first few: a heap of thousands must not cost thousands squared.
            for other in cells.get(&near).into_iter().flatten().take(64) {
                let (dx, dy) = (place.x - places[*other as usize].x, place.y - places[*other as usize].y);
                let d2 = dx * dx + dy * dy;
                if d2 > 0.0 && d2 < reach * reach {
                    let force = SPACING * SPACING / d2;
                    push = Point { x: push.x + dx * force, y: push.y + dy * force };
                }
            }
        }
        push
    };
    (0..places.len()).map(push_on).collect()
}
