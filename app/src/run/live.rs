//! The run as the page's parts share it: its page, what is known so far, how the wire is, and the time.

use super::{Page, state::RunState};
use crate::once::{SeeValue, memo};
use crate::{
    net::{self, Heard, Link},
    ui::{Toasts, use_toasts},
};
use api::Decision;
use leptos::{prelude::*, task::spawn_local};
use runner::{Event, State};
use std::{rc::Rc, sync::Arc, time::Duration};

/// How often elapsed and remaining are brought up to date.
const TICK: Duration = Duration::from_millis(500);

/// How long what is heard is gathered before it is shown.
const PACE: Duration = Duration::from_millis(40);

/// A watched run; cheap to copy.
///
/// The state is large, so it lives beside the signals: `version` counts how often it was shown, and whoever shows it
/// reads it again when `version` changes.
#[derive(Clone, Copy)]
pub struct Live {
    page: StoredValue<Arc<Page>>,
    state: StoredValue<RunState>,
    version: RwSignal<u64>,
    /// What was heard is about to be shown.
    is_due: StoredValue<bool>,
    link: RwSignal<Link>,
    now_ms: RwSignal<f64>,
    /// The server's clock minus ours, as far as events tell.
    skew_ms: StoredValue<Option<f64>>,
    toasts: Toasts,
}

impl Live {
    /// A run of which only the page is known.
    pub fn new(page: Arc<Page>) -> Self {
        let state = RunState::of(&page.plan);
        Self {
            page: StoredValue::new(page),
            state: StoredValue::new(state),
            version: RwSignal::new(0),
            is_due: StoredValue::new(false),
            link: RwSignal::new(Link::Connecting),
            now_ms: RwSignal::new(0.0),
            skew_ms: StoredValue::new(None),
            toasts: use_toasts(),
        }
    }

    /// Begins to watch; ends when the page is left.
    pub fn watch(self) {
        let run = self.page().card.id.clone();
        let listener = move |heard| match heard {
            Heard::Events(events) => self.take(&events),
            Heard::Again => self.forget(),
        };
        net::watch(run, self.link, Rc::new(listener));
        let clock = set_interval_with_handle(move || self.tick(), TICK);
        on_cleanup(move || drop(clock.map(|clock| clock.clear())));
    }

    /// The run's page.
    pub fn page(self) -> Arc<Page> {
        self.page.get_value()
    }

    /// What is known, read now and again whenever more is.
    pub fn with<T>(self, read: impl FnOnce(&RunState) -> T) -> T {
        self.version.track();
        self.state.see_value(read)
    }

    /// What is known, read once.
    pub fn peek<T>(self, read: impl FnOnce(&RunState) -> T) -> T {
        self.state.see_value(read)
    }

    /// Counts how often what is known was shown.
    pub fn version(self) -> Signal<u64> {
        self.version.into()
    }

    /// How the wire is.
    pub fn link(self) -> Signal<Link> {
        self.link.into()
    }

    /// The server's time, milliseconds since 1970-01-01 UTC.
    pub fn now_ms(self) -> f64 {
        self.now_ms.get()
    }

    /// The state; follows events.
    pub fn run_state(self) -> Memo<Option<State>> {
        memo(move |_| self.with(|state| state.state))
    }

    /// The messages.
    pub fn toasts(self) -> Toasts {
        self.toasts
    }

    /// Tells the server what the user decided; what comes of it comes as events.
    pub fn decide(self, decision: Decision) {
        let run = self.page().card.id.clone();
        spawn_local(async move {
            if let Err(error) = net::decide(&run, decision).await {
                self.toasts.warn(error.to_string());
            }
        });
    }

    fn take(self, events: &[Event]) {
        let known = self.state.try_update_value(|state| {
            for event in events {
                state.apply(event);
            }
            state.last_ms
        });
        let Some(last_ms) = known else { return };
        // An event is older than its arrival, so the largest difference seen is the nearest to the truth.
        let skew_ms = last_ms as f64 - js_sys::Date::now();
        self.skew_ms.update_value(|known| *known = Some(known.map_or(skew_ms, |known| known.max(skew_ms))));
        self.show();
    }

    fn forget(self) {
        self.state.set_value(RunState::of(&self.page().plan));
        self.show();
    }

    /// Shows what was heard, with all that is heard in the meantime: of a large network events come faster than it is drawn.
    fn show(self) {
        if self.is_due.try_update_value(|is_due| std::mem::replace(is_due, true)) == Some(false) {
            let now = move || {
                self.is_due.try_update_value(|is_due| *is_due = false);
                self.tick();
                self.version.try_update(|version| *version += 1);
            };
            set_timeout(now, PACE);
        }
    }

    fn tick(self) {
        if let Some(Some(skew_ms)) = self.skew_ms.try_get_value() {
            self.now_ms.set(js_sys::Date::now() + skew_ms);
        }
    }
}
