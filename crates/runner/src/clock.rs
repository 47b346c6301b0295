//! The clock a run is lent: it has none of its own, so that tests and the emulator can lend virtual time.

use async_trait::async_trait;

/// Time, as far as a run needs it: for limits, pace and durations.
#[async_trait]
pub trait Clock: Send + Sync {
    /// Milliseconds since some fixed moment; never goes back.
    fn now_ms(&self) -> f64;

    /// Returns when `ms` milliseconds have passed.
    async fn sleep(&self, ms: u64);
}
