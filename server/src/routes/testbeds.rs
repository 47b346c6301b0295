//! Testbeds: which there are for whoever asks, and what each lacks.

use crate::{gate::session, refusal::Refusal, runs};
use api::Bed;
use axum::Json;
use tower_sessions::Session;

/// GET `/api/testbeds`
pub async fn list(session: Session) -> Result<Json<Vec<Bed>>, Refusal> {
    let person = session::person(&session).await?;
    Ok(Json(runs::testbeds(person.as_deref())))
}
