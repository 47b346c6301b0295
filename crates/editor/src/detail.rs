//! Level of detail: what is worth drawing at a scale.

use std::collections::HashMap;

/// What to draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Detail {
    /// Nodes as boxes; else as dots.
    pub boxes: bool,
    /// Names inside the boxes at their own size; else, where there is room, labels of constant size below dots.
    pub names: bool,
    /// Chips with names; else as coloured bands.
    pub chip_names: bool,
    /// Names of links and hubs.
    pub link_names: bool,
}

impl Detail {
    /// What is worth drawing at `scale` pixels a unit.
    pub fn at(scale: f64) -> Self {
        Self { boxes: scale >= 0.2, names: scale >= 0.62, chip_names: scale >= 0.8, link_names: scale >= 0.7 }
    }
}

/// Which of many labels are drawn so that none overlap: first come, first served. A grid of screen cells says which are
/// near; whether two meet is said by where they are, so that there is room for one wherever it is seen to be.
#[derive(Debug, Default)]
pub struct Labels {
    placed: Vec<Placed>,
    /// By cell, the last of those placed there.
    last_in: HashMap<(i32, i32), u32>,
}

/// A label in one of its cells, pixels.
#[derive(Debug)]
struct Placed {
    x: f64,
    y: f64,
    w: f64,
    /// The one placed in the same cell before it.
    before: Option<u32>,
}

/// A cell: about six characters wide, one line high. Pixels.
const CELL: (f64, f64) = (40.0, 14.0);
/// What stays free between two labels, beside and above, so that many nodes are still seen between their names. Pixels.
const APART: (f64, f64) = (16.0, 8.0);

impl Labels {
    /// Takes room for a label of `w` pixels centred at `(x, y)`; false where another is in the way.
    pub fn take(&mut self, x: f64, y: f64, w: f64) -> bool {
        let cell = |x: f64, y: f64| ((x / CELL.0).floor() as i32, (y / CELL.1).floor() as i32);
        let (half_w, half_h) = (w / 2.0 + APART.0, CELL.1 / 2.0 + APART.1);
        let (low, high) = (cell(x - half_w, y - half_h), cell(x + half_w, y + half_h));
        let cells = || (low.0..=high.0).flat_map(|x| (low.1..=high.1).map(move |y| (x, y)));
        let meets = |other: &Placed| {
            (other.x - x).abs() < (other.w + w) / 2.0 + APART.0 && (other.y - y).abs() < CELL.1 + APART.1
        };
        if cells().any(|cell| self.placed_in(cell).any(meets)) {
            return false;
        }
        for cell in cells() {
            let before = self.last_in.insert(cell, self.placed.len() as u32);
            self.placed.push(Placed { x, y, w, before });
        }
        true
    }

    fn placed_in(&self, cell: (i32, i32)) -> impl Iterator<Item = &Placed> {
        let nth = |nth: u32| self.placed.get(nth as usize);
        let last = self.last_in.get(&cell).and_then(|last| nth(*last));
        std::iter::successors(last, move |placed| placed.before.and_then(nth))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_never_share_room() {
        let mut labels = Labels::default();
        assert!(labels.take(100.0, 100.0, 60.0));
        assert!(!labels.take(110.0, 104.0, 60.0));
        assert!(labels.take(100.0, 160.0, 60.0));
    }

    #[test]
    fn there_is_room_for_a_label_wherever_it_is_seen_to_be() {
        // Whatever the grid: beside one another and in lines, with what stays free between them.
        let (right, down) = (20.0 + APART.0 + 0.1, CELL.1 + APART.1 + 0.1);
        for (x, y) in [(0.0, 0.0), (39.0, 13.0), (21.5, 6.9), (-3.0, -8.0)] {
            let mut labels = Labels::default();
            for (dx, dy) in [(0.0, 0.0), (right, 0.0), (0.0, down), (-right, 0.0), (right / 2.0, -down)] {
                assert!(labels.take(x + dx, y + dy, 20.0), "({x}, {y}) and ({dx}, {dy})");
            }
            for (dx, dy) in [(0.0, 0.0), (right - 1.0, 0.0), (0.0, down - 1.0), (right + 9.0, 8.0)] {
                assert!(!labels.take(x + dx, y + dy, 20.0), "({x}, {y}) and ({dx}, {dy})");
            }
        }
    }

    #[test]
    fn nearer_shows_more() {
        assert_eq!(Detail::at(1.0), Detail { boxes: true, names: true, chip_names: true, link_names: true });
        assert_eq!(Detail::at(0.05), Detail { boxes: false, names: false, chip_names: false, link_names: false });
    }
}
