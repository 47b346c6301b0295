//! Calls to the server, as typed functions, and the wire a run is watched on.

mod backoff;
mod call;
mod file;
mod live;
mod saving;
mod session;
mod wire;

pub use backoff::pause;
pub use call::{
    compare, create, decide, delete, download, edits, exec, experiment, experiments, inspect, interrupt, restore, run,
    runs, shape, start_run, testbeds, text, upload,
};
pub use file::text_of;
pub use live::{Heard, Link, watch};
pub use saving::{written, written_in_parts};
pub use session::SignedOut;

use crate::once::{See, memo};
use crate::words::sentence;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use messages::say;
use std::fmt;

/// Why a call came to nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NetError {
    /// The server could not be reached; the call may be tried again.
    Lost,
    /// The server refused, and says why.
    Refused(api::Problem),
    /// The answer was not understood: page and server are of different versions.
    Garbled(String),
}

impl NetError {
    /// The server's code, as `stale`; empty where there is none.
    pub fn code(&self) -> &str {
        match self {
            Self::Refused(problem) => &problem.code,
            _ => "",
        }
    }
}

impl fmt::Display for NetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lost => f.write_str(say!("server-does-not-answer-check")),
            Self::Refused(problem) => f.write_str(&sentence(&problem.message)),
            Self::Garbled(why) => f.write_str(&say!("answer-not-understood", why = why)),
        }
    }
}

/// Something that comes from the server.
#[derive(Clone, Debug, PartialEq)]
pub enum Loaded<T> {
    /// Not here yet.
    Waiting,
    /// Here.
    Here(T),
    /// It did not come.
    Failed(NetError),
}

impl<T> From<Result<T, NetError>> for Loaded<T> {
    fn from(result: Result<T, NetError>) -> Self {
        match result {
            Ok(value) => Self::Here(value),
            Err(error) => Self::Failed(error),
        }
    }
}

/// The `:id` of the page's address; empty on a page without one.
pub fn use_id() -> Memo<String> {
    let params = use_params_map();
    memo(move |_| params.see(|params| params.get("id").unwrap_or_default()))
}
