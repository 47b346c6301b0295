//! Waiting until something rests: one timer, however often it stirs.

use leptos::prelude::*;
use std::time::Duration;

/// When something stirred last; cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Rest(StoredValue<Stirred>);

#[derive(Clone, Copy, Default)]
struct Stirred {
    /// The page's clock then, milliseconds.
    at: f64,
    is_waited_for: bool,
}

impl Rest {
    pub(super) fn new() -> Self {
        Self(StoredValue::new(Stirred::default()))
    }

    /// It stirs now: `act` is done once it has not stirred for `wait`. What waits already is done in its stead.
    pub(super) fn stir(self, wait: Duration, act: impl FnOnce() + 'static) {
        let was_waited_for = self.0.try_update_value(|stirred| {
            stirred.at = now();
            std::mem::replace(&mut stirred.is_waited_for, true)
        });
        if was_waited_for == Some(false) {
            self.look_after(wait, wait, Box::new(act));
        }
    }

    fn look_after(self, pause: Duration, wait: Duration, act: Box<dyn FnOnce()>) {
        let look = move || {
            let Some(stirred) = self.0.try_get_value() else { return };
            let rested = Duration::from_secs_f64((now() - stirred.at).max(0.0) / 1000.0);
            // Timers are exact to a millisecond.
            if rested + Duration::from_millis(1) < wait {
                return self.look_after(wait - rested, wait, act);
            }
            self.0.update_value(|stirred| stirred.is_waited_for = false);
            act();
        };
        set_timeout(look, pause);
    }
}

/// The page's clock, milliseconds.
pub(super) fn now() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}
