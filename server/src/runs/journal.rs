//! The journal of one run: numbers events, writes them down in batches, and shows them once they are safe.

use super::{feed::Feed, lock, standing::Standing};
use crate::{clock::now_ms, store::Store};
use async_trait::async_trait;
use runner::{Event, JournalError, What};
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::sync::{Notify, watch};

/// A line is cut to so many bytes.
const MAX_LINE: usize = 8 * 1024;
/// So many events may wait for the disk; beyond that lines are left out, and it is said how many.
const MAX_WAITING: usize = 100_000;
/// A run keeps so many events; beyond that lines are left out.
const MAX_EVENTS: u64 = 2_000_000;
/// Lines that nobody waits for are gathered so long.
const GATHER: Duration = Duration::from_millis(10);
/// A disk that refused is asked again after so long.
const AGAIN: Duration = Duration::from_millis(500);

/// The journal.
#[derive(Debug)]
pub struct Journal {
    store: Arc<Store>,
    run: String,
    feed: Arc<Feed>,
    waiting: Mutex<Waiting>,
    /// Something is to be written.
    work: Notify,
    /// Somebody waits for it.
    hurry: Notify,
    safe: watch::Sender<Safe>,
}

#[derive(Debug)]
struct Waiting {
    next: u64,
    events: Vec<(u64, Arc<str>)>,
    standing: Standing,
    /// The line for lists changed since it was written.
    is_new: bool,
    n_left_out: u64,
}

/// What is on disk.
#[derive(Clone, Debug)]
struct Safe {
    /// Every event below this number.
    next: u64,
    /// Why the last attempt failed, if it did; attempts so far.
    fault: Option<String>,
    n_attempts: u64,
}

impl Journal {
    /// A journal whose next event gets the number `next`, and the task that writes it down.
    pub fn begin(store: &Arc<Store>, run: &str, n_steps: usize, next: u64) -> Arc<Self> {
        let journal = Arc::new(Self {
            store: store.clone(),
            run: run.to_owned(),
            feed: Arc::new(Feed::new(store.clone(), run.to_owned(), next)),
            waiting: Mutex::new(Waiting {
                next,
                events: Vec::new(),
                standing: Standing::of(n_steps),
                is_new: false,
                n_left_out: 0,
            }),
            work: Notify::new(),
            hurry: Notify::new(),
            safe: watch::Sender::new(Safe { next, fault: None, n_attempts: 0 }),
        });
        // It ends by itself when the last handle on the journal is gone, so nobody has to wait for it.
        tokio::spawn(write_down(Arc::downgrade(&journal)));
        journal
    }

    /// The events for those who watch.
    pub fn feed(&self) -> Arc<Feed> {
        self.feed.clone()
    }

    /// Folds events that are on disk already into the line for lists.
    pub fn fold<'e>(&self, events: impl IntoIterator<Item = &'e Event>) {
        let mut waiting = lock(&self.waiting);
        for event in events {
            waiting.standing.take(&event.what, event.at_ms);
        }
    }

    /// Nothing more will be recorded: waits until all is on disk (or the disk refuses), then tells those who watch.
    pub async fn finish(&self) {
        // A disk that refuses was reported already, and the next start finds the run unfinished.
        let _ = runner::Journal::settle(self).await;
        self.feed.end();
    }

    /// Writes down what waits; false if there was nothing.
    async fn write(&self) -> bool {
        let (events, standing) = lock(&self.waiting).take();
        if events.is_empty() {
            return false;
        }
        let written = self.store.append_events(&self.run, &events, standing.as_ref()).await;
        match written {
            Ok(()) => {
                let next = events.last().map_or(0, |(seq, _)| seq + 1);
                self.feed.publish(events);
                self.safe.send_modify(|safe| *safe = Safe { next, fault: None, n_attempts: safe.n_attempts + 1 });
            }
            Err(error) => {
                lock(&self.waiting).put_back(events, standing.is_some());
                self.safe.send_modify(|safe| {
                    safe.fault = Some(error.to_string());
                    safe.n_attempts += 1;
                });
                tokio::time::sleep(AGAIN).await;
            }
        }
        true
    }
}

/// The task: ends when the journal is gone and nothing waits.
async fn write_down(journal: std::sync::Weak<Journal>) {
    loop {
        let Some(journal) = journal.upgrade() else { return };
        if journal.write().await {
            continue;
        }
        if Arc::strong_count(&journal) == 1 {
            return;
        }
        // Wakes now and then to see whether the journal is still in use.
        let _ = tokio::time::timeout(Duration::from_secs(1), journal.work.notified()).await;
        let _ = tokio::time::timeout(GATHER, journal.hurry.notified()).await;
    }
}

#[async_trait]
impl runner::Journal for Journal {
    fn record(&self, what: What) -> Result<(), JournalError> {
        lock(&self.waiting).record(what)?;
        self.work.notify_one();
        Ok(())
    }

    async fn settle(&self) -> Result<(), JournalError> {
        let goal = lock(&self.waiting).next;
        let mut safe = self.safe.subscribe();
        let before = safe.borrow_and_update().n_attempts;
        self.work.notify_one();
        self.hurry.notify_one();
        // An attempt that was under way may have begun before the last record; its failure counts all the same.
        let decided = |safe: &Safe| safe.next >= goal || (safe.fault.is_some() && safe.n_attempts > before);
        let safe = safe.wait_for(decided).await.map_err(|error| JournalError(error.to_string()))?;
        match &safe.fault {
            Some(fault) if safe.next < goal => Err(JournalError(fault.clone())),
            _ => Ok(()),
        }
    }
}

impl Waiting {
    fn record(&mut self, what: What) -> Result<(), JournalError> {
        let at_ms = now_ms();
        if let What::Line { .. } = what
            && (self.events.len() >= MAX_WAITING || self.next >= MAX_EVENTS)
        {
            self.n_left_out += 1;
            return Ok(());
        }
        if self.n_left_out > 0 {
            let text = format!(
                "{} lines were left out here: they came faster than the disk, or are too many",
                self.n_left_out
            );
            self.n_left_out = 0;
            let left_out = What::Line { node: String::new(), voice: testbed::Voice::Log, text, call: None };
            self.push(left_out, at_ms)?;
        }
        self.is_new |= self.standing.take(&what, at_ms);
        self.push(what, at_ms)
    }

    fn push(&mut self, mut what: What, at_ms: u64) -> Result<(), JournalError> {
        if let What::Line { text, .. } = &mut what {
            cut(text);
        }
        let event = Event { seq: self.next, at_ms, what };
        let json = serde_json::to_string(&event).map_err(|error| JournalError(error.to_string()))?;
        self.events.push((self.next, json.into()));
        self.next += 1;
        Ok(())
    }

    fn take(&mut self) -> (Vec<(u64, Arc<str>)>, Option<Standing>) {
        let standing = self.is_new.then(|| self.standing.clone());
        self.is_new = false;
        (std::mem::take(&mut self.events), standing)
    }

    fn put_back(&mut self, mut events: Vec<(u64, Arc<str>)>, is_new: bool) {
        events.append(&mut self.events);
        self.events = events;
        self.is_new |= is_new;
    }
}

/// Cuts a line that is too long to be one.
fn cut(text: &mut String) {
    if text.len() > MAX_LINE {
        text.truncate(text.floor_char_boundary(MAX_LINE));
        text.push('…');
    }
}
