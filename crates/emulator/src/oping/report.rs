//! What a client prints.

use super::Client;
use crate::{Era, Nanos};
use std::fmt::Write as _;

impl Client {
    pub(super) fn greeting(&self, count: Option<u32>) -> String {
        let Self { name, size, .. } = self;
        // Without a count it means the largest number it knows.
        let count = count.unwrap_or(i32::MAX as u32);
        format!("Pinging {name} with {size} bytes of data ({count} packets):\n\n")
    }

    /// The line of one answer.
    pub(super) fn line(&self, seq: u32, ms: f64, late: bool, now: Option<Nanos>) -> String {
        let bytes = self.size;
        let stamp = now.map(|now| format!("[{}.{:06}] ", now / crate::SECOND, now % crate::SECOND / 1_000));
        let stamp = stamp.unwrap_or_default();
        let time = match self.small(ms) {
            true => format!("{:.3} µs", ms * 1e3),
            false => format!("{ms:.3} ms"),
        };
        let late = if late { " [out-of-order]" } else { "" };
        format!("{stamp}{bytes} bytes from {}: seq={seq} time={time}{late}\n", self.name)
    }

    /// The closing lines.
    pub(super) fn statistics(&self, now: Nanos) -> String {
        let Self { name, sent, received, out_of_order, .. } = self;
        let lost = match sent {
            0 => 0.0,
            _ => (100.0 - 100.0 * f64::from(*received) / f64::from(*sent)).max(0.0).ceil(),
        };
        let took = (now - self.began) as f64 / 1e6;
        let mut text = format!(
            "\n--- {name} ping statistics ---\n{sent} packets transmitted, {received} received, \
             {out_of_order} out-of-order, {lost:.0}% packet loss, time: {took:.3} ms\n"
        );
        if *received > 0 {
            let (least, most, sum, squares) = self.rtt;
            let n = f64::from(*received);
            let mean = sum / n;
            // Of one alone the tool says NaN: it divides by the others.
            let spread = ((squares - n * mean * mean).max(0.0) / (n - 1.0)).sqrt();
            let (scale, unit) = if self.small(mean) { (1e3, "µs") } else { (1.0, "ms") };
            let [least, mean, most, spread] = [least, mean, most, spread].map(|ms| ms * scale);
            let _ = writeln!(text, "rtt min/avg/max/mdev = {least:.3}/{mean:.3}/{most:.3}/{spread:.3} {unit}");
        }
        text
    }

    /// Today's tool writes less than a tenth of a millisecond in microseconds.
    fn small(&self, ms: f64) -> bool {
        self.era == Era::Today && ms < 0.1
    }
}
