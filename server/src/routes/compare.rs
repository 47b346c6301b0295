//! Comparing: two versions of one experiment, two experiments, or either with a file.

use super::{Body, files};
use crate::{compare, refusal::Refusal, store::Store};
use api::{Compare, Difference, Version};
use axum::{Json, extract::State};
use editor::{
    diff::By,
    session::{Entry, Opened, Session},
};
use messages::{carried, say};
use model::Draft;
use std::sync::Arc;

/// POST `/api/compare`: nothing is changed.
pub async fn compare(State(store): State<Arc<Store>>, Body(asked): Body<Compare>) -> Result<Json<Difference>, Refusal> {
    let is_one = matches!((experiment(&asked.before), experiment(&asked.after)), (Some(a), Some(b)) if a == b);
    let by = if is_one { By::Ids } else { By::Names };
    let (before, after) = (draft(&store, asked.before).await?, draft(&store, asked.after).await?);
    let compared = tokio::task::spawn_blocking(carried(move || compare::compare(&before, &after, by))).await;
    let failed = |_| Refusal::invalid(say!("cannot-be-compared"));
    Ok(Json(compared.map_err(failed)?))
}

fn experiment(version: &Version) -> Option<&str> {
    match version {
        Version::Now(id) | Version::Step(id, _) => Some(id),
        Version::File(_) => None,
    }
}

async fn draft(store: &Store, version: Version) -> Result<Draft, Refusal> {
    match version {
        Version::Now(id) => Ok(store.draft(&id).await?.1),
        Version::File(upload) => Ok(files::read(upload).await?.0),
        Version::Step(id, n_done) => {
            let api::Opened { version, draft, history, n_done: now, .. } = store.open_experiment(&id).await?;
            let entry = |entry: api::Entry| Entry { label: entry.label, changes: entry.changes };
            let history = history.into_iter().map(entry).collect();
            let session = Session::open(Opened { version, draft, history, n_done: now, ..Opened::default() });
            session.draft_at(n_done).ok_or_else(|| Refusal::invalid(say!("step-not-kept")))
        }
    }
}
