//! Hops from a few vertices, the pivots, to all: what stands for the distances between all pairs.
//!
//! Source: Ortmann, Klimenta and Brandes 2016, "A sparse stress model": how far away a pivot is, and for how many
//! vertices around it it speaks.

use super::{dice::Dice, graph::Component};

/// Up to this size every vertex is a pivot, so that all distances are known.
const MOST_EXACT: usize = 300;
/// Pivots beyond that size.
const N_PIVOTS: usize = 160;
/// Pivots that are as far apart as can be; the others are drawn, so that they speak for the crowded middle too.
const N_FAR: usize = 24;

/// Hops, worked out pivot by pivot.
#[derive(Clone, Debug, Default)]
pub(super) struct Pivots {
    /// The vertices chosen; the first ones each the furthest from those before.
    pub(super) chosen: Vec<u32>,
    /// Hops from each pivot to each vertex.
    pub(super) hops: Vec<Vec<u32>>,
    nearest: Vec<u32>,
    region: Vec<u32>,
    dice: Dice,
}

impl Pivots {
    /// How many there will be.
    pub(super) fn wanted(n: usize) -> usize {
        if n <= MOST_EXACT { n } else { N_PIVOTS }
    }

    /// Takes one pivot more; false when there are enough.
    pub(super) fn grow(&mut self, component: &Component) -> bool {
        let n = component.n();
        if self.chosen.len() >= Self::wanted(n) {
            return false;
        }
        let pivot = self.next(n);
        let (hops, _) = component.distances(pivot);
        for (vertex, hops) in hops.iter().enumerate() {
            if *hops < self.nearest[vertex] {
                self.nearest[vertex] = *hops;
                self.region[vertex] = self.chosen.len() as u32;
            }
        }
        self.chosen.push(pivot as u32);
        self.hops.push(hops);
        true
    }

    fn next(&mut self, n: usize) -> usize {
        let furthest = |nearest: &[u32]| (0..n).max_by_key(|at| (nearest[*at], std::cmp::Reverse(*at))).unwrap_or(0);
        match self.chosen.len() {
            0 => {
                self.nearest = vec![u32::MAX; n];
                self.region = vec![0; n];
                self.dice = Dice::new(n as u64);
                0
            }
            // A vertex is a pivot once only: the second time the furthest stands in for it.
            n_chosen if n_chosen >= N_FAR && n > MOST_EXACT => {
                let drawn = self.dice.below(n);
                if self.nearest[drawn] == 0 { furthest(&self.nearest) } else { drawn }
            }
            _ => furthest(&self.nearest),
        }
    }

    /// The longest distance known.
    pub(super) fn longest(&self) -> u32 {
        self.hops.iter().flatten().copied().max().unwrap_or(1).max(1)
    }

    /// For each pivot, by hops from it: how many vertices of its region it speaks for, divided by the distance squared.
    pub(super) fn weights(&self) -> Vec<Vec<f32>> {
        let longest = self.longest() as usize;
        let mut n_within = vec![vec![0_u32; longest + 1]; self.chosen.len()];
        for (vertex, region) in self.region.iter().enumerate() {
            n_within[*region as usize][self.nearest[vertex] as usize] += 1;
        }
        let weigh = |counts: Vec<u32>| {
            let mut sums = counts;
            (1..sums.len()).for_each(|at| sums[at] += sums[at - 1]);
            let weight = |hops: usize| if hops == 0 { 0.0 } else { sums[hops / 2] as f32 / (hops * hops) as f32 };
            (0..sums.len()).map(weight).collect()
        };
        n_within.into_iter().map(weigh).collect()
    }
}
