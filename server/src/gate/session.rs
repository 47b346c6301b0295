//! Sessions: who is signed in, by a cookie that scripts cannot read and other sites cannot send.

use crate::{
    clock::now_ms,
    refusal::Refusal,
    store::{Guest, Sessions, Store},
};
use axum::http::StatusCode;
use messages::say;
use std::sync::Arc;
use tower_sessions::{
    Expiry, Session, SessionManagerLayer,
    cookie::{SameSite, time::Duration},
};

/// A session ends after so many days without a request.
const LIFE_DAYS: i64 = 30;
const DAY_MS: u64 = 24 * 60 * 60 * 1000;
/// Where the session keeps the random name by which the gate counts its requests.
const WHO: &str = "who";
/// Where it keeps the person's name; the administrator has none.
const PERSON: &str = "person";
/// Where it keeps the day it was last written, so that it is not written at each request.
const DAY: &str = "day";

/// The layer that reads and writes the cookie.
///
/// The cookie's name carries the data folder's key: cookies do not know ports, and servers of one machine would
/// overwrite each other's. Plain http on loopback, so no `Secure` and no `__Host-` here.
pub fn layer(store: Arc<Store>, folder_key: &str) -> SessionManagerLayer<Sessions> {
    SessionManagerLayer::new(Sessions(store))
        .with_name(format!("conga-{folder_key}"))
        .with_http_only(true)
        .with_same_site(SameSite::Strict)
        .with_secure(false)
        .with_expiry(Expiry::OnInactivity(Duration::days(LIFE_DAYS)))
}

/// Who is signed in, as a random name; none if nobody is. A session in use is renewed once a day.
pub async fn who(session: &Session) -> Result<Option<String>, Refusal> {
    let who = session.get::<String>(WHO).await.map_err(|_| unknown())?;
    if who.is_some() && session.get::<u64>(DAY).await.map_err(|_| unknown())? != Some(today()) {
        session.insert(DAY, today()).await.map_err(|_| unknown())?;
    }
    Ok(who)
}

/// The person signed in, by name; none for the administrator.
pub async fn person(session: &Session) -> Result<Option<String>, Refusal> {
    session.get::<String>(PERSON).await.map_err(|_| unknown())
}

/// Signs in: a new id, so that one known before is worth nothing.
pub async fn sign_in(session: &Session, guest: &Guest) -> Result<(), Refusal> {
    session.cycle_id().await.map_err(|_| unknown())?;
    session.insert(WHO, crate::secret::random_id()).await.map_err(|_| unknown())?;
    if let Some(name) = &guest.name {
        session.insert(PERSON, name).await.map_err(|_| unknown())?;
    }
    session.insert(DAY, today()).await.map_err(|_| unknown())
}

/// Signs out.
pub async fn sign_out(session: &Session) -> Result<(), Refusal> {
    session.flush().await.map_err(|_| unknown())
}

fn today() -> u64 {
    now_ms() / DAY_MS
}

/// Closed, not open, when the store does not answer.
fn unknown() -> Refusal {
    Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "storage", say!("sessions-cannot-be-read"))
}
