//! What becomes of a frame: lost, or late by so much. Chance as `tc netem` has it.

use std::{
    hash::{BuildHasher, Hasher, RandomState},
    time::Duration,
};
use testbed::{Shape, Spread};

/// The longest delay.
const LONGEST_MS: f64 = 3_600_000.0;

/// The chance of one relay, and what it drew last: draws may depend on those before.
pub struct Fate {
    state: u64,
    late: f64,
    lost: f64,
}

impl Default for Fate {
    /// Chance like no other.
    fn default() -> Self {
        Self::new(RandomState::new().build_hasher().finish())
    }
}

impl Fate {
    fn new(seed: u64) -> Self {
        Self { state: seed, late: 0.0, lost: 1.0 }
    }

    /// How late the next frame is; none if it is lost.
    pub fn of(&mut self, shape: &Shape) -> Option<Duration> {
        if self.is_lost(shape) {
            return None;
        }
        let mut delay_ms = shape.delay_ms;
        if shape.jitter_ms > 0.0 {
            let rho = shape.delay_correlation_percent.clamp(0.0, 100.0) / 100.0;
            let fresh = match shape.spread {
                Spread::Uniform => 2.0 * self.unit() - 1.0,
                Spread::Normal => self.normal(),
                Spread::Pareto => self.pareto(),
                Spread::Paretonormal => 0.25 * self.normal() + 0.75 * self.pareto(),
            };
            self.late = fresh * (1.0 - rho) + self.late * rho;
            delay_ms += self.late * shape.jitter_ms;
        }
        Some(Duration::from_secs_f64(delay_ms.clamp(0.0, LONGEST_MS) / 1000.0))
    }

    fn is_lost(&mut self, shape: &Shape) -> bool {
        if shape.loss_percent <= 0.0 {
            return false;
        }
        let rho = shape.loss_correlation_percent.clamp(0.0, 100.0) / 100.0;
        self.lost = self.unit() * (1.0 - rho) + self.lost * rho;
        self.lost < shape.loss_percent / 100.0
    }

    /// From 0 to 1. Source: SplitMix64, public domain.
    fn unit(&mut self) -> f64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Mean 0, deviation 1.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
    }

    /// Mean 0, deviation 1, with a long tail (shape 4).
    fn pareto(&mut self) -> f64 {
        let draw = (1.0 - self.unit()).powf(-0.25);
        (draw - 4.0 / 3.0) / (2.0 / 9.0_f64).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fates(shape: &Shape) -> Vec<Option<f64>> {
        let mut fate = Fate::new(1);
        (0..10_000).map(|_| fate.of(shape).map(|late| late.as_secs_f64() * 1000.0)).collect()
    }

    #[test]
    fn a_perfect_wire_neither_loses_nor_waits() {
        assert!(fates(&Shape::default()).iter().all(|fate| *fate == Some(0.0)));
    }

    #[test]
    fn loss_is_about_what_was_asked() {
        let lost =
            fates(&Shape { loss_percent: 30.0, ..Shape::default() }).iter().filter(|fate| fate.is_none()).count();
        assert!((2_800..3_200).contains(&lost), "{lost}");
        let all = fates(&Shape { loss_percent: 100.0, loss_correlation_percent: 50.0, ..Shape::default() });
        assert!(all[1..].iter().all(Option::is_none));
    }

    #[test]
    fn jitter_spreads_around_the_delay() {
        for spread in [Spread::Uniform, Spread::Normal, Spread::Pareto, Spread::Paretonormal] {
            let shape = Shape { delay_ms: 100.0, jitter_ms: 10.0, spread, ..Shape::default() };
            let fates: Vec<f64> = fates(&shape).into_iter().flatten().collect();
            let mean = fates.iter().sum::<f64>() / fates.len() as f64;
            let deviation = (fates.iter().map(|late| (late - mean).powi(2)).sum::<f64>() / fates.len() as f64).sqrt();
            assert!((mean - 100.0).abs() < 1.0, "{spread:?}: mean {mean}");
            let wanted = if spread == Spread::Uniform { 10.0 / 3.0_f64.sqrt() } else { 10.0 };
            assert!((deviation / wanted - 1.0).abs() < 0.35, "{spread:?}: deviation {deviation}");
        }
    }

    #[test]
    fn correlated_delays_change_slowly() {
        let step = |percent| {
            let shape =
                Shape { delay_ms: 100.0, jitter_ms: 10.0, delay_correlation_percent: percent, ..Shape::default() };
            let fates: Vec<f64> = fates(&shape).into_iter().flatten().collect();
            fates.windows(2).map(|pair| (pair[1] - pair[0]).abs()).sum::<f64>()
        };
        assert!(step(90.0) < step(0.0) / 3.0);
    }
}
