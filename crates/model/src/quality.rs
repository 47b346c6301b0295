//! How good a link is: delay, loss and rate, within Rumba's bounds.

use messages::say;
use serde::{Deserialize, Serialize};

/// How jitter is spread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Distribution {
    /// The bell curve.
    Normal,
    /// A long tail.
    Pareto,
    /// A mixture of both.
    Paretonormal,
}

/// One direction of a link; nothing set means a perfect wire.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LinkQuality {
    /// One-way delay, milliseconds, at least 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delay_ms: Option<f64>,
    /// Variation of the delay, milliseconds, above 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jitter_ms: Option<f64>,
    /// How much one packet's delay depends on the last one's, percent; needs jitter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delay_correlation_percent: Option<f64>,
    /// How jitter is spread; needs jitter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distribution: Option<Distribution>,
    /// Packets lost, percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loss_percent: Option<f64>,
    /// How much one loss depends on the last one, percent; needs loss.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loss_correlation_percent: Option<f64>,
    /// Rate, Mbit/s, above 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate_mbit: Option<f64>,
}

impl LinkQuality {
    /// Nothing is set.
    pub fn is_perfect(&self) -> bool {
        *self == Self::default()
    }

    /// What is out of bounds: the field's name and why, one entry a fault. Source: Rumba 0.9, `LinkQuality`.
    pub fn faults(&self) -> Vec<(&'static str, &'static str)> {
        let outside = |value: Option<f64>, low: f64, high: f64| value.is_some_and(|v| !(low..=high).contains(&v));
        let not_positive = |value: Option<f64>| value.is_some_and(|v| !v.is_finite() || v <= 0.0);
        let jitter_missing = self.jitter_ms.is_none();
        let rules = [
            (outside(self.delay_ms, 0.0, f64::MAX), "delay_ms", say!("delay-must-be-0")),
            (not_positive(self.jitter_ms), "jitter_ms", say!("jitter-must-be-more")),
            (
                outside(self.delay_correlation_percent, 0.0, 100.0),
                "delay_correlation_percent",
                say!("delay-correlation-lies-between"),
            ),
            (
                self.delay_correlation_percent.is_some() && jitter_missing,
                "delay_correlation_percent",
                say!("delay-correlation-needs-jitter"),
            ),
            (self.distribution.is_some() && jitter_missing, "distribution", say!("distribution-needs-jitter")),
            (outside(self.loss_percent, 0.0, 100.0), "loss_percent", say!("loss-lies-between-0")),
            (
                outside(self.loss_correlation_percent, 0.0, 100.0),
                "loss_correlation_percent",
                say!("loss-correlation-lies-between"),
            ),
            (
                self.loss_correlation_percent.is_some() && self.loss_percent.is_none(),
                "loss_correlation_percent",
                say!("loss-correlation-needs-loss"),
            ),
            (not_positive(self.rate_mbit), "rate_mbit", say!("rate-must-be-more")),
        ];
        rules.into_iter().filter(|rule| rule.0).map(|rule| (rule.1, rule.2)).collect()
    }
}
