//! What crosses the line between browser and server: addresses and the JSON behind them.
//!
//! It must not know axum or leptos. Run events and plans cross as `runner::Event` and `planner::Plan`.
//!
//! | method and address | in | out |
//! |---|---|---|
//! | GET `/api/experiments` | | `Vec<Card>` |
//! | POST `/api/experiments` | [`Create`] | [`Created`] |
//! | POST `/api/compare` | [`Compare`] | [`Difference`] |
//! | POST `/api/inspect` | [`Upload`] | [`Report`] |
//! | GET `/api/experiments/{id}` | | [`Opened`] |
//! | POST `/api/experiments/{id}/edits` | [`Save`] | [`Saved`], or 409 [`Problem`] |
//! | DELETE `/api/experiments/{id}` | | |
//! | POST `/api/experiments/{id}/restore` | | |
//! | GET `/api/experiments/{id}/export/{format}` | | a file |
//! | GET `/api/experiments/{id}/picture/{form}?of=WHAT&dark=true&width=PIXELS&only=IDS&lit=IDS` | | a file |
//! | GET `/api/experiments/{id}/runs` | | `Vec<RunCard>` |
//! | POST `/api/experiments/{id}/runs` | [`Start`] | [`Started`] |
//! | GET `/api/testbeds` | | `Vec<Bed>` |
//! | GET `/api/runs/{id}` | | [`RunPage`] |
//! | GET `/api/runs/{id}/live?from=SEQ` | | websocket: arrays of `runner::Event` as text |
//! | GET `/api/runs/{id}/log` | | the log as a text file |
//! | POST `/api/runs/{id}/decide` | [`Decision`] | |
//! | POST `/api/runs/{id}/exec` | [`Exec`] | [`Execed`] |
//! | POST `/api/runs/{id}/interrupt` | [`Execed`] | |
//! | POST `/api/runs/{id}/shape` | [`Shaping`] | `Vec<End>` |
//! | GET `/api/runs/{id}/file?node=NAME&path=PATH` | | the file |
//! | POST `/api/runs/{id}/file?node=NAME&path=PATH` | the file | |
//!
//! Outside `/api`: GET `/sign-in?key=KEY` is the page behind the printed link, POST `/sign-in` and `/sign-out` begin and
//! end a session, GET `/health` says `ok` to anybody.
//!
//! Every refusal is a [`Problem`]. State-changing requests carry `content-type: application/json` and the exact Origin.

mod compare;
mod experiment;
mod machines;
mod run;

pub use compare::{Compare, DiffFact, DiffItem, Difference, Sign, Version};
pub use experiment::{Card, Create, Created, Entry, Op, Opened, Remark, Report, Save, Saved, Thumbnail, Upload};
pub use machines::{End, Exec, Execed, Shaping};
pub use run::{Bed, Decision, OnFailure, Pace, RunCard, RunPage, Start, Started};

use serde::{Deserialize, Serialize};

/// A refusal: what, where, how to mend.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// What is wrong and how to mend it, for people.
    pub message: String,
    /// Stable, for programs: `signed-out`, `not-found`, `stale`, `invalid`, `too-large`, `too-many`, `busy`,
    /// `forbidden`, `storage`.
    pub code: String,
}
