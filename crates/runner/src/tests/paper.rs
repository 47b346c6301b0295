//! A journal in memory that can fail, and that a crash can tear.

use crate::{Event, Journal, JournalError, What};
use async_trait::async_trait;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

/// When writing fails.
#[derive(Clone, Copy, Debug)]
pub enum Ink {
    /// Never.
    Full,
    /// At this record, counted from 0, and from then on.
    EndsAt(usize),
    /// At this record only.
    SkipsAt(usize),
    /// When this record is to be made safe, and from then on.
    FadesAt(usize),
}

type Hook = Box<dyn FnMut(&What) + Send>;

pub struct Paper {
    written: Mutex<Vec<What>>,
    n_safe: Mutex<usize>,
    n_asked: Mutex<usize>,
    ink: Ink,
    /// The process dies with this record written, but perhaps not safe.
    pub crash_at: Option<usize>,
    pub crashed: AtomicBool,
    hook: Mutex<Option<Hook>>,
}

impl Paper {
    pub fn new(ink: Ink) -> Self {
        Self {
            written: Mutex::default(),
            n_safe: Mutex::default(),
            n_asked: Mutex::default(),
            ink,
            crash_at: None,
            crashed: AtomicBool::new(false),
            hook: Mutex::new(None),
        }
    }

    /// Calls `hook` with every record from now on.
    pub fn on_record(&self, hook: impl FnMut(&What) + Send + 'static) {
        *self.hook.lock().unwrap() = Some(Box::new(hook));
    }

    /// What is written; after a crash perhaps only what was made safe.
    pub fn events(&self, only_safe: bool) -> Vec<Event> {
        let n = if only_safe { *self.n_safe.lock().unwrap() } else { usize::MAX };
        let written = self.written.lock().unwrap();
        written
            .iter()
            .take(n)
            .enumerate()
            .map(|(seq, what)| Event { seq: seq as u64, at_ms: 0, what: what.clone() })
            .collect()
    }

    /// The records as lines.
    pub fn text(&self) -> String {
        let line = |what: &What| serde_json::to_string(what).unwrap() + "\n";
        self.written.lock().unwrap().iter().map(line).collect()
    }

    fn refuses(&self, n: usize) -> bool {
        match self.ink {
            Ink::Full | Ink::FadesAt(_) => false,
            Ink::EndsAt(end) => n >= end,
            Ink::SkipsAt(skipped) => n == skipped,
        }
    }
}

#[async_trait]
impl Journal for Paper {
    fn record(&self, what: What) -> Result<(), JournalError> {
        if self.crashed.load(Ordering::SeqCst) {
            return Ok(());
        }
        let n = std::mem::replace(&mut *self.n_asked.lock().unwrap(), 0);
        *self.n_asked.lock().unwrap() = n + 1;
        if self.refuses(n) {
            return Err(JournalError("no room on the disk".into()));
        }
        self.written.lock().unwrap().push(what.clone());
        if self.crash_at == Some(n) {
            self.crashed.store(true, Ordering::SeqCst);
        }
        if let Some(hook) = self.hook.lock().unwrap().as_mut() {
            hook(&what);
        }
        Ok(())
    }

    async fn settle(&self) -> Result<(), JournalError> {
        if self.crashed.load(Ordering::SeqCst) {
            return std::future::pending().await;
        }
        if let Ink::FadesAt(end) = self.ink
            && *self.n_asked.lock().unwrap() > end
        {
            return Err(JournalError("the disk does not answer".into()));
        }
        *self.n_safe.lock().unwrap() = self.written.lock().unwrap().len();
        Ok(())
    }
}
