//! Runs: start, list, open, decide, type a command, read the log.

use super::{Body, experiments::Id};
use crate::{
    gate::session,
    lab::Lab,
    placing,
    refusal::Refusal,
    run_log,
    runs::{Asked, OpenRun, Runs, StartError, decision},
    store::Store,
};
use api::{Decision, Exec, Execed, RunCard, RunPage, Start, Started};
use axum::{
    Json,
    body::Body as Stream,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use messages::say;
use planner::Plan;
use runner::{Over, Refused};
use std::sync::Arc;
use tower_sessions::Session;

/// The longest command line a person may type, bytes.
const MAX_LINE: usize = 4_096;

/// POST `/api/experiments/{id}/runs`
pub async fn start(
    State(lab): State<Lab>,
    Id(experiment): Id,
    session: Session,
    Body(start): Body<Start>,
) -> Result<Json<Started>, Refusal> {
    let (version, draft) = lab.store.draft(&experiment).await?;
    if version != start.version {
        return Err(Refusal::new(StatusCode::CONFLICT, "stale", say!("changed-elsewhere-run")));
    }
    let person = session::person(&session).await?;
    Ok(Json(Started { run: lab.runs.start(Asked { experiment, draft, start, person }).await? }))
}

/// GET `/api/experiments/{id}/runs`
pub async fn list(State(store): State<Arc<Store>>, Id(experiment): Id) -> Result<Json<Vec<RunCard>>, Refusal> {
    Ok(Json(store.run_cards(&experiment).await?))
}

/// GET `/api/runs/{id}`
pub async fn page(State(store): State<Arc<Store>>, Id(id): Id) -> Result<Json<RunPage<Plan>>, Refusal> {
    let mut page = store.run_page(&id).await?.ok_or_else(Refusal::no_such_run)?;
    if placing::is_wanting(&page.draft) {
        page = placing::beside(page, |page| placing::place(&mut page.draft)).await?;
    }
    Ok(Json(page))
}

/// POST `/api/runs/{id}/decide`
pub async fn decide(
    State(runs): State<Arc<Runs>>,
    Id(id): Id,
    Body(decided): Body<Decision>,
) -> Result<StatusCode, Refusal> {
    open(&runs, &id)?.control.decide(decision(decided)).map_err(|Over| Refusal::busy(say!("run-is-over")))?;
    Ok(StatusCode::NO_CONTENT)
}

/// POST `/api/runs/{id}/exec`
pub async fn exec(
    State(runs): State<Arc<Runs>>,
    Id(id): Id,
    Body(Exec { node, line }): Body<Exec>,
) -> Result<Json<Execed>, Refusal> {
    if line.len() > MAX_LINE {
        return Err(Refusal::invalid(say!("command-too-long", most = MAX_LINE)));
    }
    let typed = open(&runs, &id)?.control.exec(&node, &line).await?;
    Ok(Json(Execed { call: typed.call }))
}

/// POST `/api/runs/{id}/interrupt`
pub async fn interrupt(
    State(runs): State<Arc<Runs>>,
    Id(id): Id,
    Body(Execed { call }): Body<Execed>,
) -> Result<StatusCode, Refusal> {
    open(&runs, &id)?.control.interrupt(call).map_err(|Over| Refusal::busy(say!("run-is-over")))?;
    Ok(StatusCode::NO_CONTENT)
}

/// GET `/api/runs/{id}/log`
pub async fn log(State(store): State<Arc<Store>>, Id(id): Id) -> Result<Response, Refusal> {
    let page = store.run_page(&id).await?.ok_or_else(Refusal::no_such_run)?;
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"run-{}.log\"", &id[..8])),
    ];
    Ok((headers, Stream::from_stream(run_log::stream(store, page))).into_response())
}

/// A run that is not over.
pub fn open(runs: &Runs, id: &str) -> Result<OpenRun, Refusal> {
    runs.open(id).ok_or_else(|| Refusal::busy(say!("run-is-over")))
}

impl From<Refused> for Refusal {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Over => Self::busy(say!("run-is-over")),
            Refused::Not(why) => Self::invalid(why),
        }
    }
}

impl From<StartError> for Refusal {
    fn from(error: StartError) -> Self {
        match error {
            StartError::Invalid(why) => Self::invalid(why),
            StartError::Busy(why) => Self::busy(why),
            StartError::Storage(cause) => Self::storage(&cause),
        }
    }
}
