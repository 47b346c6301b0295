//! Experiments: list, make, open, save, delete, restore.

use super::Body;
use crate::{refusal::Refusal, secret, store::Store};
use api::{Card, Create, Created, Opened, Save, Saved};
use axum::{
    Json,
    extract::{FromRequestParts, Path, State},
    http::{StatusCode, request::Parts},
};
use model::{Builder, Draft, Settings};
use std::sync::Arc;

/// An id in the address; what cannot be one is not found.
pub struct Id(pub String);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let id = Path::<String>::from_request_parts(parts, state).await.map(|Path(id)| id);
        id.ok().filter(|id| secret::is_id(id)).map(Self).ok_or_else(|| Refusal::not_found("address"))
    }
}

/// GET `/api/experiments`
pub async fn list(State(store): State<Arc<Store>>) -> Result<Json<Vec<Card>>, Refusal> {
    Ok(Json(store.cards().await?))
}

/// POST `/api/experiments`
pub async fn create(State(store): State<Arc<Store>>, Body(create): Body<Create>) -> Result<Json<Created>, Refusal> {
    let (draft, report) = match create {
        Create::Blank(title) => (blank(title), None),
        Create::Copy(id) => (copy(store.draft(&id).await?.1), None),
        Create::Draft(draft) => (*draft, None),
        Create::Example(_) | Create::File(_) => return Err(Refusal::invalid("not yet")),
    };
    Ok(Json(Created { id: store.create(&draft).await?, report }))
}

/// GET `/api/experiments/{id}`
pub async fn open(State(store): State<Arc<Store>>, Id(id): Id) -> Result<Json<Opened>, Refusal> {
    Ok(Json(store.open_experiment(&id).await?))
}

/// POST `/api/experiments/{id}/edits`
pub async fn save(
    State(store): State<Arc<Store>>,
    Id(id): Id,
    Body(save): Body<Save>,
) -> Result<Json<Saved>, Refusal> {
    Ok(Json(store.save(&id, save).await?))
}

/// DELETE `/api/experiments/{id}`
pub async fn delete(State(store): State<Arc<Store>>, Id(id): Id) -> Result<StatusCode, Refusal> {
    store.delete(&id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// POST `/api/experiments/{id}/restore`
pub async fn restore(State(store): State<Arc<Store>>, Id(id): Id) -> Result<StatusCode, Refusal> {
    store.restore(&id).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn blank(title: String) -> Draft {
    Builder::new(Settings { title, ..Settings::default() }).finish()
}

fn copy(draft: Draft) -> Draft {
    draft
}
