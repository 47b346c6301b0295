//! The wall clock for limits, and the emulator's pace at the terminal: as fast as it can, but politely.

use async_trait::async_trait;
use std::time::{Duration, Instant};

/// Time as it passes on the wall.
pub struct Wall(Instant);

impl Wall {
    /// A clock that begins now.
    pub fn now() -> Self {
        Self(Instant::now())
    }
}

#[async_trait]
impl runner::Clock for Wall {
    fn now_ms(&self) -> f64 {
        self.0.elapsed().as_secs_f64() * 1000.0
    }

    async fn sleep(&self, ms: u64) {
        tokio::time::sleep(Duration::from_millis(ms)).await;
    }
}

/// No waiting, but signals and decisions are heard between two slices of virtual time.
pub struct Polite;

#[async_trait]
impl emulator::Pace for Polite {
    async fn pass(&self, _virtual_time: Duration) {
        tokio::task::yield_now().await;
    }
}
