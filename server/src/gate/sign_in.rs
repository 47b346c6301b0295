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
use messages::{say, spoken};
use std::sync::Arc;
use tower_sessions::Session;

/// What the page sends.
#[derive(serde::Deserialize)]
pub struct Key {
    key: String,
}

const PAGE: &str = include_str!("sign_in.html");

/// The page in the language spoken now. Its texts are ours, and no markup.
fn text(nonce: &str) -> String {
    let link = say!("open-link-serve-prints", command = "<code>conga serve</code>");
    let texts = [
        ("NONCE", nonce),
        ("LANGUAGE", spoken().language()),
        ("TITLE", say!("page-sign-in")),
        ("OPEN_LINK", &link),
        ("SIGN_IN", say!("sign-in")),
        ("SIGNING", say!("signing-in")),
        ("NO_ANSWER", say!("server-does-not-answer-running")),
        ("NO_SCRIPT", say!("needs-javascript")),
    ];
    texts.iter().fold(PAGE.to_owned(), |page, (place, text)| page.replace(&format!("{{{place}}}"), text))
}

/// GET `/sign-in`: the page.
pub async fn page() -> Response {
    let nonce = secret::random_id();
    let policy = headers::content_policy(Some(&nonce));
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8".to_owned()),
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, text(&nonce)).into_response()
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
        return Err(Refusal::new(StatusCode::FORBIDDEN, "signed-out", say!("link-used-or-old")));
    };
    session::sign_in(&session, &guest).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// POST `/sign-out`.
pub async fn sign_out(session: Session) -> Result<StatusCode, Refusal> {
    session::sign_out(&session).await?;
    Ok(StatusCode::NO_CONTENT)
}
