//! The feed: a run's events for those who watch, from any number on, without gap or duplicate.
//!
//! Only what is on disk is shown: after a crash no number means another event than the one somebody saw.

use super::lock;
use crate::store::Store;
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};
use tokio::sync::watch;

/// The newest events are kept in memory, so many and so many bytes of them; older ones are read from disk.
const MAX_TAIL: usize = 4_000;
const MAX_TAIL_BYTES: usize = 2 * 1024 * 1024;

/// How far a run's journal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The number the next event gets.
    pub next: u64,
    /// Nothing more will come.
    pub is_over: bool,
}

/// A run's events.
#[derive(Debug)]
pub struct Feed {
    store: Arc<Store>,
    run: String,
    tail: Mutex<Tail>,
    head: watch::Sender<Head>,
}

#[derive(Debug, Default)]
struct Tail {
    events: VecDeque<(u64, Arc<str>)>,
    n_bytes: usize,
}

impl Feed {
    /// A feed whose next event gets the number `next`.
    pub fn new(store: Arc<Store>, run: String, next: u64) -> Self {
        let head = watch::Sender::new(Head { next, is_over: false });
        Self { store, run, tail: Mutex::default(), head }
    }

    /// A feed of a run that is over.
    pub async fn over(store: Arc<Store>, run: String) -> sqlx::Result<Self> {
        let next = store.n_events(&run).await?;
        let head = watch::Sender::new(Head { next, is_over: true });
        Ok(Self { store, run, tail: Mutex::default(), head })
    }

    /// How far the run is, and news of it.
    pub fn head(&self) -> watch::Receiver<Head> {
        self.head.subscribe()
    }

    /// At most `limit` events from `from` on, as JSON.
    pub async fn read(&self, from: u64, limit: usize) -> sqlx::Result<Vec<Arc<str>>> {
        if let Some(events) = lock(&self.tail).read(from, limit) {
            return Ok(events);
        }
        let events = self.store.events_from(&self.run, from, limit).await?;
        Ok(events.into_iter().map(Arc::from).collect())
    }

    /// Shows events that are on disk now.
    pub(super) fn publish(&self, events: Vec<(u64, Arc<str>)>) {
        let Some((last, _)) = events.last() else { return };
        let next = last + 1;
        lock(&self.tail).extend(events);
        self.head.send_modify(|head| head.next = next);
    }

    /// Nothing more will come.
    pub(super) fn end(&self) {
        self.head.send_modify(|head| head.is_over = true);
    }
}

impl Tail {
    /// The events from `from` on; none if some of them are not in memory any more.
    fn read(&self, from: u64, limit: usize) -> Option<Vec<Arc<str>>> {
        let first = self.events.front()?.0;
        let skip = usize::try_from(from.checked_sub(first)?).ok()?;
        Some(self.events.iter().skip(skip).take(limit).map(|(_, event)| event.clone()).collect())
    }

    fn extend(&mut self, events: Vec<(u64, Arc<str>)>) {
        for (seq, event) in events {
            self.n_bytes += event.len();
            self.events.push_back((seq, event));
        }
        while self.events.len() > MAX_TAIL || self.n_bytes > MAX_TAIL_BYTES {
            let Some((_, event)) = self.events.pop_front() else { break };
            self.n_bytes -= event.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tail(seqs: std::ops::Range<u64>) -> Tail {
        let mut tail = Tail::default();
        tail.extend(seqs.map(|seq| (seq, Arc::from(seq.to_string()))).collect());
        tail
    }

    #[test]
    fn what_left_memory_is_not_claimed_to_be_there() {
        let tail = tail(0..MAX_TAIL as u64 + 10);
        assert!(tail.read(9, 5).is_none());
        assert_eq!(tail.read(10, 2).map(|events| events.join(" ")), Some("10 11".into()));
        assert_eq!(tail.read(MAX_TAIL as u64 + 10, 5), Some(Vec::new()));
    }

    #[test]
    fn long_events_push_others_out() {
        let mut tail = tail(0..3);
        tail.extend(vec![(3, Arc::from("x".repeat(MAX_TAIL_BYTES)))]);
        assert!(tail.read(2, 1).is_none() && tail.n_bytes <= MAX_TAIL_BYTES);
    }
}
