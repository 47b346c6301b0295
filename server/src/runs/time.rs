//! Real time, lent to runs and to the emulator.

use async_trait::async_trait;
use std::time::{Duration, Instant};

/// The clock on the wall.
#[derive(Debug)]
pub struct Real(Instant);

impl Real {
    /// A clock that begins at 0 now.
    pub fn new() -> Self {
        Self(Instant::now())
    }
}

#[async_trait]
impl runner::Clock for Real {
    fn now_ms(&self) -> f64 {
        self.0.elapsed().as_secs_f64() * 1000.0
    }

    async fn sleep(&self, ms: u64) {
        tokio::time::sleep(Duration::from_millis(ms)).await;
    }
}

/// Virtual time passes as real time does.
#[derive(Debug)]
pub struct AsReal;

#[async_trait]
impl emulator::Pace for AsReal {
    async fn pass(&self, virtual_time: Duration) {
        tokio::time::sleep(virtual_time).await;
    }
}

/// Virtual time passes at once, but others get their turn: a command that never ends can still be stopped.
#[derive(Debug)]
pub struct AtOnce;

#[async_trait]
impl emulator::Pace for AtOnce {
    async fn pass(&self, _virtual_time: Duration) {
        tokio::task::yield_now().await;
    }
}
