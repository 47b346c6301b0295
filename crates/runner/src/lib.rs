//! *Doing* it: a plan on a testbed, step by step, with a journal, cancel and undo.
//!
//! It must not know any kind of prototype or testbed, nor tokio: the caller drives it and lends it a clock.
//!
//! ```
//! use runner::{Decision, Means, Options, Run, State, What};
//! # use runner::{Clock, Journal, JournalError};
//! # use std::sync::{Arc, Mutex};
//! # use testbed::{Command, Exit, Listener, RunTag, Site, Testbed, TestbedError};
//! # struct Obliging;
//! # #[async_trait::async_trait]
//! # impl Testbed for Obliging {
//! #     fn kind(&self) -> &'static str { "obliging" }
//! #     async fn claim(&self, _: &RunTag, _: &Site, _: Arc<dyn Listener>) -> Result<(), TestbedError> { Ok(()) }
//! #     async fn exec(&self, _: &RunTag, _: &str, _: &Command, _: &dyn Listener) -> Result<Exit, TestbedError> {
//! #         Ok(Exit { status: 0, output: String::new(), took_ms: 1.0 })
//! #     }
//! #     async fn release(&self, _: &RunTag) -> Result<(), TestbedError> { Ok(()) }
//! # }
//! # #[derive(Default)]
//! # struct Notes(Mutex<Vec<What>>);
//! # #[async_trait::async_trait]
//! # impl Journal for Notes {
//! #     fn record(&self, what: What) -> Result<(), JournalError> { self.0.lock().unwrap().push(what); Ok(()) }
//! #     async fn settle(&self) -> Result<(), JournalError> { Ok(()) }
//! # }
//! # struct Still;
//! # #[async_trait::async_trait]
//! # impl Clock for Still {
//! #     fn now_ms(&self) -> f64 { 0.0 }
//! #     async fn sleep(&self, _: u64) { std::future::pending().await }
//! # }
//! # let plan = serde_json::json!({ "layers": [],
//! #     "site": { "machines": [], "wires": [] }, "steps": [] });
//! # let plan: Arc<planner::Plan> = Arc::new(serde_json::from_value(plan).unwrap());
//! let notes = Arc::new(Notes::default());
//! let means = Means { bed: Arc::new(Obliging), journal: notes.clone(), clock: Arc::new(Still) };
//! let (control, requests) = runner::control();
//! let run = Run::fresh(RunTag("conga-1".into()), plan);
//! let user = async {
//!     // A browser would follow the journal; here the first word is that all is up.
//!     control.exec("client1", "irm i l").await.expect_err("there is no such node");
//!     control.decide(Decision::CleanUp).expect("the run is not over");
//! };
//! let (outcome, ()) = futures::executor::block_on(futures::future::join(
//!     run.drive(means, requests, Options::default()),
//!     user,
//! ));
//! assert_eq!(outcome.state, State::Clean);
//! assert!(matches!(notes.0.lock().unwrap().last(), Some(What::State { state: State::Clean, .. })));
//! ```

mod acquaint;
mod batch;
mod call;
mod cause;
mod clock;
mod control;
mod errand;
mod event;
mod going;
mod healer;
mod hearing;
mod install;
mod journal;
mod mend;
mod options;
mod progress;
mod run;
mod schedule;
mod sight;
mod skip;
mod start;
mod step;
mod stop;
mod tries;
mod wait;

#[cfg(test)]
mod tests;

pub use clock::Clock;
pub use control::{Control, Decision, End, Over, Refused, Requests, Typed, control};
pub use event::{Event, State, What};
pub use journal::{Journal, JournalError};
pub use options::{Healing, OnFailure, Options};
pub use run::{Means, Outcome, Run};
