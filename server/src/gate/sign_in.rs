//! Signing in: the page behind the printed link, and what it sends.
//!
//! Reading the page changes nothing, so a preview of the link does not use it up; its script sends the key at once.

use super::{headers, session};
use crate::{refusal::Refusal, routes::Body, secret, store::Store};
use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use std::sync::Arc;
use tower_sessions::Session;

/// What the page sends.
#[derive(serde::Deserialize)]
pub struct Key {
    key: String,
}

const PAGE: &str = include_str!("sign_in.html");

/// GET `/sign-in`: the page.
pub async fn page() -> Response {
    let nonce = secret::random_id();
    let policy = headers::content_policy(Some(&nonce));
    let page = PAGE.replace("NONCE", &nonce);
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8".to_owned()),
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, page).into_response()
}

/// POST `/sign-in`: uses the key up. Who is signed in already stays so, whatever the key.
pub async fn submit(
    State(store): State<Arc<Store>>,
    session: Session,
    Body(Key { key }): Body<Key>,
) -> Result<StatusCode, Refusal> {
    let guest = if secret::is_id(&key) { store.use_sign_in_key(&key).await? } else { None };
    if session::who(&session).await?.is_some() {
        return Ok(StatusCode::NO_CONTENT);
    }
    let Some(guest) = guest else {
        let message = "this link was used before, or is older than 10 minutes; type `conga sign-in` where the server runs: it \
                       prints a new one";
        return Err(Refusal::new(StatusCode::FORBIDDEN, "signed-out", message));
    };
    session::sign_in(&session, &guest).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// POST `/sign-out`.
pub async fn sign_out(session: Session) -> Result<StatusCode, Refusal> {
    session::sign_out(&session).await?;
    Ok(StatusCode::NO_CONTENT)
}
