//! *Doing* it: a plan on a testbed, step by step, with a journal, cancel and undo.
//!
//! It must not know any kind of prototype or testbed, nor tokio: the caller drives it and lends it a clock.

mod call;
mod cause;
mod clock;
mod control;
mod event;
mod journal;
mod options;
mod progress;
mod run;
mod schedule;
mod start;
mod step;
mod stop;
mod wait;

#[cfg(test)]
mod tests;

pub use clock::Clock;
pub use control::{Control, Decision, Over, Refused, Requests, Typed, control};
pub use event::{Event, State, What};
pub use journal::{Journal, JournalError};
pub use options::{OnFailure, Options};
pub use run::{Means, Outcome, Run};
