//! The site a run asks for: machines and the wires between them.

use messages::say;
use serde::{Deserialize, Serialize};

/// A machine, known by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Machine {
    /// Unique in the site: 1–63 of letters, digits, `-`, `_`.
    pub name: String,
}

/// How jitter is spread, as `tc netem` names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Spread {
    /// Evenly.
    Uniform,
    /// The bell curve.
    Normal,
    /// A long tail.
    Pareto,
    /// A mixture of both.
    Paretonormal,
}

/// What a wire does to one direction of traffic.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shape {
    /// One-way delay, milliseconds.
    pub delay_ms: f64,
    /// Variation of the delay, milliseconds.
    pub jitter_ms: f64,
    /// How much one delay depends on the last, percent.
    pub delay_correlation_percent: f64,
    /// How jitter is spread.
    pub spread: Spread,
    /// Packets lost, percent.
    pub loss_percent: f64,
    /// How much one loss depends on the last, percent.
    pub loss_correlation_percent: f64,
    /// Rate, Mbit/s; none means unlimited.
    pub rate_mbit: Option<f64>,
    /// The cable is pulled at this end: nothing comes or goes.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_cut: bool,
}

impl Shape {
    /// In words, as `delay 20 ms, loss 1 %`.
    pub fn words(&self) -> String {
        if self.is_cut {
            return "cut".to_owned();
        }
        let jitter = if self.jitter_ms > 0.0 { format!(" ± {} ms", self.jitter_ms) } else { String::new() };
        let parts = [
            (self.delay_ms > 0.0 || self.jitter_ms > 0.0).then(|| format!("delay {} ms{jitter}", self.delay_ms)),
            (self.loss_percent > 0.0).then(|| format!("loss {} %", self.loss_percent)),
            self.rate_mbit.map(|rate| format!("rate {rate} Mbit/s")),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if parts.is_empty() { "perfect".to_owned() } else { parts.join(", ") }
    }

    /// What of it no wire can be; none if all is well. Bounds as `tc netem` has them, or a little narrower.
    pub fn fault(&self) -> Option<&'static str> {
        let within = |value: f64, most: f64| (0.0..=most).contains(&value);
        if !within(self.delay_ms, 60_000.0) || !within(self.jitter_ms, 60_000.0) {
            return Some(say!("delay-and-jitter-from"));
        }
        let percents = [self.loss_percent, self.loss_correlation_percent, self.delay_correlation_percent];
        if !percents.iter().all(|percent| within(*percent, 100.0)) {
            return Some(say!("loss-and-correlations-from"));
        }
        let is_rate = |rate: f64| (0.001..=100_000.0).contains(&rate);
        (!self.rate_mbit.is_none_or(is_rate)).then(|| say!("a-rate-is-from"))
    }
}

impl Default for Shape {
    /// A perfect wire.
    fn default() -> Self {
        Self {
            delay_ms: 0.0,
            jitter_ms: 0.0,
            delay_correlation_percent: 0.0,
            spread: Spread::Uniform,
            loss_percent: 0.0,
            loss_correlation_percent: 0.0,
            rate_mbit: None,
            is_cut: false,
        }
    }
}

/// What of an asked [`Shape`] is in force.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InForce {
    /// What the interface does now.
    pub shape: Shape,
    /// Why that is not what was asked; none if it is.
    pub why: Option<String>,
}

impl InForce {
    /// All that was asked.
    pub fn all(asked: &Shape) -> Self {
        Self { shape: asked.clone(), why: None }
    }

    /// Nothing of it, because of `why`.
    pub fn nothing(why: impl Into<String>) -> Self {
        Self { shape: Shape::default(), why: Some(why.into()) }
    }
}

/// A machine's end of a wire.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Port {
    /// The machine.
    pub machine: String,
    /// The network interface there, at most 15 characters.
    pub interface: String,
    /// What happens to what this end sends.
    pub egress: Shape,
}

/// A cable (two ports) or a switch (more).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Wire {
    /// Unique in the site.
    pub name: String,
    /// Its ends.
    pub ports: Vec<Port>,
}

/// All machines and wires of a run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Site {
    /// The machines, in the order declared.
    pub machines: Vec<Machine>,
    /// The wires among them, in the order declared.
    pub wires: Vec<Wire>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_in_words() {
        let slow =
            Shape { delay_ms: 20.0, jitter_ms: 2.5, loss_percent: 1.0, rate_mbit: Some(10.0), ..Shape::default() };
        assert_eq!(slow.words(), "delay 20 ms ± 2.5 ms, loss 1 %, rate 10 Mbit/s");
        assert_eq!(
            (Shape::default().words(), Shape { is_cut: true, ..slow }.words()),
            ("perfect".into(), "cut".into())
        );
    }

    #[test]
    fn what_no_wire_can_be_is_known() {
        assert_eq!(Shape::default().fault(), None);
        let plain = Shape::default;
        let bad = [
            Shape { delay_ms: -1.0, ..plain() },
            Shape { jitter_ms: f64::NAN, ..plain() },
            Shape { loss_percent: 100.5, ..plain() },
            Shape { rate_mbit: Some(0.0), ..plain() },
            Shape { rate_mbit: Some(f64::INFINITY), ..plain() },
        ];
        assert!(bad.iter().all(|shape| shape.fault().is_some()));
    }
}
