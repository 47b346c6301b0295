//! Chance, from a seed: the PCG generator with 32 bits of output.

/// A stream of numbers that depends on nothing but its seed.
// Source: O'Neill, "PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms", XSH-RR variant.
#[derive(Clone, Debug)]
pub(crate) struct Random {
    state: u64,
}

const MULTIPLIER: u64 = 6_364_136_223_846_793_005;
const INCREMENT: u64 = 1_442_695_040_888_963_407;

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        let mut random = Self { state: seed.wrapping_add(INCREMENT) };
        random.next();
        random
    }

    pub(crate) fn next(&mut self) -> u32 {
        let old = self.state;
        self.state = old.wrapping_mul(MULTIPLIER).wrapping_add(INCREMENT);
        let mixed = (((old >> 18) ^ old) >> 27) as u32;
        mixed.rotate_right((old >> 59) as u32)
    }

    /// Evenly in 0 ≤ x < 1.
    pub(crate) fn unit(&mut self) -> f64 {
        f64::from(self.next()) / 4_294_967_296.0
    }

    /// Evenly in 0 ≤ x < `bound`; 0 if the bound is 0.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        (u64::from(self.next()) * bound) >> 32
    }

    /// Mean 0, deviation 1. Twelve even numbers instead of a logarithm: every platform computes the same bits.
    pub(crate) fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
    }

    /// Mean 0, deviation 1, with a long tail (shape 4, whose inverse needs square roots only).
    pub(crate) fn pareto(&mut self) -> f64 {
        let draw = 1.0 / (1.0 - self.unit()).sqrt().sqrt();
        (draw - 4.0 / 3.0) / (2.0 / 9.0_f64).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moments(draw: impl Fn(&mut Random) -> f64) -> (f64, f64) {
        let mut random = Random::new(7);
        let draws: Vec<f64> = (0..100_000).map(|_| draw(&mut random)).collect();
        let mean = draws.iter().sum::<f64>() / draws.len() as f64;
        let variance = draws.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / draws.len() as f64;
        (mean, variance.sqrt())
    }

    #[test]
    fn spreads_have_mean_zero_and_deviation_one() {
        let (mean, deviation) = moments(Random::normal);
        assert!(mean.abs() < 0.02 && (deviation - 1.0).abs() < 0.02, "{mean} {deviation}");
        let (mean, deviation) = moments(Random::pareto);
        assert!(mean.abs() < 0.03 && (deviation - 1.0).abs() < 0.2, "{mean} {deviation}");
    }

    #[test]
    fn the_seed_decides() {
        let draws = |seed| {
            let mut random = Random::new(seed);
            (0..8).map(|_| random.next()).collect::<Vec<_>>()
        };
        assert_eq!(draws(1), draws(1));
        assert_ne!(draws(1), draws(2));
    }
}
