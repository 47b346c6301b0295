//! Pretend time: it passes only when nothing else can happen.

use crate::Clock;
use async_trait::async_trait;
use std::collections::BTreeMap;
use std::future::poll_fn;
use std::sync::Mutex;
use std::task::{Poll, Waker};

#[derive(Default)]
struct Timers {
    now_ms: u64,
    next: u64,
    waiting: BTreeMap<(u64, u64), Waker>,
}

#[derive(Default)]
pub struct VirtualClock(Mutex<Timers>);

/// Takes its timer away when nobody waits any more.
struct Timer<'c>(&'c VirtualClock, (u64, u64));

impl Drop for Timer<'_> {
    fn drop(&mut self) {
        self.0.0.lock().unwrap().waiting.remove(&self.1);
    }
}

impl VirtualClock {
    /// Goes to the next moment someone waits for; false if there is none.
    pub fn advance(&self) -> bool {
        let mut timers = self.0.lock().unwrap();
        let Some((key, waker)) = timers.waiting.pop_first() else { return false };
        timers.now_ms = timers.now_ms.max(key.0);
        drop(timers);
        waker.wake();
        true
    }
}

#[async_trait]
impl Clock for VirtualClock {
    fn now_ms(&self) -> f64 {
        self.0.lock().unwrap().now_ms as f64
    }

    async fn sleep(&self, ms: u64) {
        let key = {
            let mut timers = self.0.lock().unwrap();
            timers.next += 1;
            (timers.now_ms + ms, timers.next)
        };
        let _timer = Timer(self, key);
        poll_fn(|context| {
            let mut timers = self.0.lock().unwrap();
            if timers.now_ms >= key.0 {
                return Poll::Ready(());
            }
            timers.waiting.insert(key, context.waker().clone());
            Poll::Pending
        })
        .await;
    }
}
