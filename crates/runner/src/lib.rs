//! *Doing* it: a plan on a testbed, step by step, with a journal, cancel and undo.
//!
//! It must not know any kind of prototype or testbed, nor tokio: the caller drives it and lends it a clock.

mod event;

pub use event::{Event, State, What};
