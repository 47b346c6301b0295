//! What people ask of a run's links and nodes: another shape, a file there, a file back.

use super::{Body, experiments::Id, runs::open};
use crate::{refusal::Refusal, runs::Runs};
use api::{End, Shaping};
use axum::{
    Json,
    body::Bytes,
    extract::{Query, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// So many files may be on their way at once: each is in memory as a whole.
const MAX_FILES: usize = 4;

static FILES: Semaphore = Semaphore::const_new(MAX_FILES);

/// Where a file is.
#[derive(serde::Deserialize)]
pub struct Where {
    node: String,
    path: String,
}

/// POST `/api/runs/{id}/shape`
pub async fn shape(
    State(runs): State<Arc<Runs>>,
    Id(id): Id,
    Body(shaping): Body<Shaping>,
) -> Result<Json<Vec<End>>, Refusal> {
    if let Some(fault) = shaping.shape.fault() {
        return Err(Refusal::invalid(fault));
    }
    let ends = open(&runs, &id)?.control.shape(&shaping.link, shaping.node.as_deref(), &shaping.shape).await?;
    let end = |end: runner::End| End { node: end.node, interface: end.interface, in_force: end.in_force, why: end.why };
    Ok(Json(ends.into_iter().map(end).collect()))
}

/// POST `/api/runs/{id}/file`: the body is the file.
pub async fn put(
    State(runs): State<Arc<Runs>>,
    Id(id): Id,
    Query(Where { node, path }): Query<Where>,
    bytes: Bytes,
) -> Result<StatusCode, Refusal> {
    let _room = FILES.acquire().await;
    open(&runs, &id)?.control.put(&node, &path, bytes.to_vec()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// GET `/api/runs/{id}/file`
pub async fn fetch(
    State(runs): State<Arc<Runs>>,
    Id(id): Id,
    Query(Where { node, path }): Query<Where>,
) -> Result<Response, Refusal> {
    let _room = FILES.acquire().await;
    let bytes = open(&runs, &id)?.control.fetch(&node, &path).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", plain(&path))),
    ];
    Ok((headers, bytes).into_response())
}

/// The last part of a path, as a file's name in a header.
fn plain(path: &str) -> String {
    let last = path.rsplit('/').next().unwrap_or_default();
    let plain = |c: char| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' };
    last.chars().take(100).map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn no_path_breaks_out_of_a_header() {
        assert_eq!(plain("/tmp/a b\".log"), "a_b_.log");
        assert_eq!(plain("x\r\nset-cookie: y"), "x__set-cookie__y");
    }
}
