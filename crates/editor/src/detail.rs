//! Level of detail: what is worth drawing at a scale.

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

/// Which of many labels are drawn so that none overlap: first come, first served, in a grid of screen cells.
#[derive(Debug, Default)]
pub struct Labels {
    taken: std::collections::HashSet<(i32, i32)>,
}

/// A cell: about six characters wide, one line high. Pixels.
const CELL: (f64, f64) = (40.0, 14.0);

impl Labels {
    /// Takes room for a label of `w` pixels centred at `(x, y)`; false where another is in the way.
    pub fn take(&mut self, x: f64, y: f64, w: f64) -> bool {
        let cell = |x: f64, y: f64| ((x / CELL.0).floor() as i32, (y / CELL.1).floor() as i32);
        let (low, high) = (cell(x - w / 2.0, y - CELL.1 / 2.0), cell(x + w / 2.0, y + CELL.1 / 2.0));
        let cells = || (low.0..=high.0).flat_map(|x| (low.1..=high.1).map(move |y| (x, y)));
        if cells().any(|cell| self.taken.contains(&cell)) {
            return false;
        }
        self.taken.extend(cells());
        true
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
    fn nearer_shows_more() {
        assert_eq!(Detail::at(1.0), Detail { boxes: true, names: true, chip_names: true, link_names: true });
        assert_eq!(Detail::at(0.05), Detail { boxes: false, names: false, chip_names: false, link_names: false });
    }
}
