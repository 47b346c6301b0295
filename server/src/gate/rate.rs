//! Rates: how often one session, or all strangers together, may ask.

use crate::refusal::Refusal;
use axum::http::StatusCode;
use governor::{DefaultDirectRateLimiter, DefaultKeyedRateLimiter, Quota, RateLimiter};
use messages::say;
use std::num::NonZeroU32;

/// Requests a second for one session, and so many at once: a page asks for a dozen things, an editor saves twice a second.
const SESSION: (u32, u32) = (100, 400);
/// Requests a second for strangers who want to change something, that is: try to sign in.
const STRANGERS: (u32, u32) = (5, 50);

/// The limiters.
#[derive(Debug)]
pub struct Rate {
    sessions: DefaultKeyedRateLimiter<String>,
    strangers: DefaultDirectRateLimiter,
}

impl Default for Rate {
    fn default() -> Self {
        Self { sessions: RateLimiter::keyed(quota(SESSION)), strangers: RateLimiter::direct(quota(STRANGERS)) }
    }
}

fn quota((a_second, at_once): (u32, u32)) -> Quota {
    let count = |n| NonZeroU32::new(n).unwrap_or(NonZeroU32::MIN);
    Quota::per_second(count(a_second)).allow_burst(count(at_once))
}

impl Rate {
    /// One request of a session. Only sessions that exist are counted: memory is bounded by the links that were used.
    pub fn check(&self, who: &str) -> Result<(), Refusal> {
        self.sessions.check_key(&who.to_owned()).map_err(|_| too_many())
    }

    /// One request of somebody who is not signed in.
    pub fn check_stranger(&self) -> Result<(), Refusal> {
        self.strangers.check().map_err(|_| too_many())
    }
}

fn too_many() -> Refusal {
    Refusal::new(StatusCode::TOO_MANY_REQUESTS, "too-many", say!("too-many-requests"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_session_does_not_use_up_anothers_share() {
        let rate = Rate::default();
        let refused = (0..2 * SESSION.1).filter(|_| rate.check("greedy").is_err()).count();
        assert!(refused > 0 && rate.check("modest").is_ok());
    }

    #[test]
    fn strangers_run_out_of_tries() {
        let rate = Rate::default();
        assert!((0..2 * STRANGERS.1).any(|_| rate.check_stranger().is_err()));
    }
}
