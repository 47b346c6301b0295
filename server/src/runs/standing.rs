//! Where a run stands, in one line for lists: folded from its events.

use runner::{State, What};

/// Where a run stands.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// Its state; none before its first record.
    pub state: Option<State>,
    n_steps: usize,
    n_done: usize,
    was_up: bool,
    why: Option<String>,
    /// When it was over.
    pub ended_ms: Option<u64>,
}

impl Standing {
    /// A run of so many steps that has not begun.
    pub fn of(n_steps: usize) -> Self {
        Self { n_steps, ..Self::default() }
    }

    /// Takes an event in; true if it changed the line.
    pub fn take(&mut self, what: &What, at_ms: u64) -> bool {
        match what {
            What::Done { .. } => self.n_done += 1,
            What::Undoing { .. } => self.n_done = self.n_done.saturating_sub(1),
            What::State { state, why } => {
                self.state = Some(*state);
                self.was_up |= *state == State::Up;
                self.why.clone_from(why);
                self.ended_ms = state.is_over().then_some(at_ms);
                return true;
            }
            _ => {}
        }
        false
    }

    /// The line, as `up, 34 of 34 steps`.
    pub fn summary(&self) -> String {
        let Self { n_done, n_steps, .. } = self;
        let because = self.why.as_ref().map(|why| format!(": {why}")).unwrap_or_default();
        match self.state {
            None | Some(State::Starting) => format!("starting, {n_done} of {n_steps} steps{because}"),
            Some(State::Up) => format!("up, {n_done} of {n_steps} steps"),
            Some(State::Paused) => format!("paused after {n_done} of {n_steps} steps{because}"),
            Some(State::Stopping) => format!("cleaning up{because}"),
            Some(State::Stuck) => format!("pending: not everything is free{because}"),
            Some(State::Clean) if self.was_up => format!("was up, now clean{because}"),
            Some(State::Clean) => format!("clean{because}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use planner::StepId;

    fn state(state: State, why: Option<&str>) -> What {
        What::State { state, why: why.map(str::to_owned) }
    }

    #[test]
    fn a_run_is_told_in_one_line() {
        let mut standing = Standing::of(2);
        assert!(standing.take(&state(State::Starting, None), 1));
        assert!(!standing.take(&What::Done { step: StepId(0), took_ms: 1.0 }, 2));
        assert_eq!(standing.summary(), "starting, 1 of 2 steps");
        standing.take(&state(State::Paused, Some("cancelled")), 3);
        assert_eq!(standing.summary(), "paused after 1 of 2 steps: cancelled");
        standing.take(&state(State::Clean, Some("cancelled")), 4);
        assert_eq!((standing.summary().as_str(), standing.ended_ms), ("clean: cancelled", Some(4)));
    }
}
