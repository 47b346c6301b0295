//! A wire's end: what happens to the frames a machine sends there.

use crate::random::Random;
use crate::{MICRO, Nanos};
use testbed::{Shape, Spread};

/// The frames a shaped interface holds at most, as netem's own default.
const QUEUE_LIMIT: f64 = 1000.0;

/// The sending side of an interface.
#[derive(Clone, Debug)]
pub(crate) struct Egress {
    pub shape: Shape,
    /// Frames waiting at most.
    pub limit: f64,
    /// Until when the sender is busy.
    busy: Nanos,
    /// The latest arrival planned: without jitter frames do not overtake each other.
    arrival: Nanos,
    /// The last numbers drawn for delay and loss, for their correlation.
    drawn: (f64, f64),
}

impl Egress {
    pub(crate) fn new(shape: Shape) -> Self {
        Self { shape, limit: QUEUE_LIMIT, busy: 0, arrival: 0, drawn: (0.5, 0.5) }
    }

    /// When a frame of this length, sent now, arrives; none if it is lost.
    pub(crate) fn carry(&mut self, now: Nanos, bytes: u64, random: &mut Random) -> Option<Nanos> {
        if self.loses(random) {
            return None;
        }
        let mut departure = now;
        if let Some(mbit) = self.shape.rate_mbit {
            let takes = bytes as f64 * 8_000.0 / mbit.max(0.000_001);
            let waiting = self.busy.saturating_sub(now) as f64 / takes;
            if waiting > self.limit {
                return None;
            }
            departure = self.busy.max(now).saturating_add(takes as Nanos);
            self.busy = departure;
        }
        let cable = 5 * MICRO + random.below(2 * MICRO);
        let arrival = departure.saturating_add(cable).saturating_add(self.delay(random));
        if self.shape.jitter_ms == 0.0 {
            self.arrival = self.arrival.max(arrival);
            return Some(self.arrival);
        }
        Some(arrival)
    }

    /// The frames of two shapings do not wait for each other.
    pub(crate) fn reshape(&mut self, shape: Shape) {
        *self = Self { drawn: self.drawn, limit: self.limit, ..Self::new(shape) };
    }

    fn loses(&mut self, random: &mut Random) -> bool {
        if self.shape.loss_percent <= 0.0 {
            return false;
        }
        let rho = self.shape.loss_correlation_percent.clamp(0.0, 100.0) / 100.0;
        self.drawn.1 = random.unit() * (1.0 - rho) + self.drawn.1 * rho;
        self.drawn.1 < self.shape.loss_percent / 100.0
    }

    fn delay(&mut self, random: &mut Random) -> Nanos {
        let shape = &self.shape;
        let mut delay_ms = shape.delay_ms;
        if shape.jitter_ms > 0.0 {
            let rho = shape.delay_correlation_percent.clamp(0.0, 100.0) / 100.0;
            let fresh = match shape.spread {
                Spread::Uniform => 2.0 * random.unit() - 1.0,
                Spread::Normal => random.normal(),
                Spread::Pareto => random.pareto(),
                Spread::Paretonormal => 0.25 * random.normal() + 0.75 * random.pareto(),
            };
            self.drawn.0 = fresh * (1.0 - rho) + self.drawn.0 * rho;
            delay_ms += self.drawn.0 * shape.jitter_ms;
        }
        (delay_ms.clamp(0.0, 3_600_000.0) * 1_000_000.0) as Nanos
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::MILLI;

    fn arrivals(shape: Shape, n: u64) -> Vec<Option<Nanos>> {
        let (mut egress, mut random) = (Egress::new(shape), Random::new(3));
        (0..n).map(|_| egress.carry(0, 1250, &mut random)).collect()
    }

    #[test]
    fn delay_is_added() {
        let shape = Shape { delay_ms: 20.0, ..Shape::default() };
        let arrival = arrivals(shape, 1)[0].expect("a perfect wire loses nothing");
        assert!((20 * MILLI..21 * MILLI).contains(&arrival));
    }

    #[test]
    fn loss_is_about_what_was_asked() {
        let shape = Shape { loss_percent: 30.0, ..Shape::default() };
        let lost = arrivals(shape, 10_000).iter().filter(|arrival| arrival.is_none()).count();
        assert!((2_800..3_200).contains(&lost), "{lost}");
    }

    #[test]
    fn total_loss_loses_all() {
        let shape = Shape { loss_percent: 100.0, ..Shape::default() };
        assert!(arrivals(shape, 1_000).iter().all(Option::is_none));
    }

    #[test]
    fn a_rate_spaces_frames_and_its_queue_is_finite() {
        let shape = Shape { rate_mbit: Some(10.0), ..Shape::default() };
        let arrivals = arrivals(shape, 1_500);
        let second = arrivals[1].expect("the queue has room");
        assert!((2 * MILLI..2 * MILLI + 20 * MICRO).contains(&second), "1250 bytes at 10 Mbit/s take 1 ms each");
        assert_eq!(arrivals.iter().flatten().count(), 1_001);
    }

    #[test]
    fn frames_keep_their_order_without_jitter() {
        let arrivals = arrivals(Shape::default(), 500);
        assert!(arrivals.is_sorted());
    }
}
