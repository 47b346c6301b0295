//! Long work in parts: each in a task of its own, so that the page answers in between.

use crate::net;
use leptos::{prelude::*, task::spawn_local};
use std::sync::Arc;

/// What work is done for: a draft's shape, and a number of what else counts.
pub(super) type Key = (u64, u64);

/// How often work was asked for, and for what last: only that goes on.
type Asked = StoredValue<(u32, Option<Key>)>;

/// Work that is done again and again, each time for another key; cheap to copy.
pub(super) struct InParts<T: 'static> {
    /// What came to its end last.
    done: RwSignal<Option<(Key, Arc<T>)>>,
    asked: Asked,
}

impl<T> Clone for InParts<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for InParts<T> {}

/// One piece of work's leave to go on.
#[derive(Clone, Copy)]
pub(super) struct Turn {
    asked: Asked,
    nth: u32,
}

impl<T: Send + Sync> InParts<T> {
    pub(super) fn new() -> Self {
        Self { done: RwSignal::new(None), asked: StoredValue::new((0, None)) }
    }

    /// What was worked out for this key, followed.
    pub(super) fn done(self, key: Key) -> Option<Arc<T>> {
        self.done.get().filter(|(of, _)| *of == key).map(|(_, done)| done)
    }

    /// Begins, unless just this is under way; whatever else is under way is given up.
    pub(super) fn ask<W: Future<Output = Option<T>> + 'static>(self, key: Key, work: impl FnOnce(Turn) -> W) {
        let Some(turn) = Turn::first(self.asked, key) else { return };
        let work = work(turn);
        spawn_local(async move {
            if let Some(done) = work.await {
                self.done.try_set(Some((key, Arc::new(done))));
            }
        });
    }
}

impl Turn {
    /// Of new work; none if just this is under way.
    fn first(asked: Asked, key: Key) -> Option<Self> {
        let (n_asked, of) = asked.try_get_value()?;
        let nth = n_asked.wrapping_add(1);
        (of != Some(key)).then(|| asked.set_value((nth, Some(key))))?;
        Some(Self { asked, nth })
    }

    /// Lets the page answer; false if nobody wants the work any more.
    pub(super) async fn comes(self) -> bool {
        net::pause(0).await;
        self.asked.try_get_value().is_some_and(|(n_asked, _)| n_asked == self.nth)
    }
}
