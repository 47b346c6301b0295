//! The gate: one layer around every route that lets in whom the route table lists as public, and who is signed in.
//!
//! Invariant: what is not listed is denied. In this order: the Host must be ours, what changes state must come from
//! our own page (exact Origin), somebody must be signed in, and not ask too often.

use crate::refusal::Refusal;
use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use messages::say;
use std::sync::Arc;
use tower_sessions::Session;

pub mod headers;
mod hosts;
mod rate;
pub mod session;
pub mod sign_in;
#[cfg(test)]
mod tests;

pub use hosts::Hosts;
pub use rate::Rate;

/// What the gate knows.
#[derive(Debug)]
pub struct Gate {
    /// The names this server answers to.
    pub hosts: Hosts,
    /// Addresses everybody may read; one that ends in `/` stands for all below it.
    pub public: Vec<String>,
    /// How often a session may ask.
    pub rate: Rate,
}

/// The layer.
pub async fn guard(State(gate): State<Arc<Gate>>, session: Session, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    match gate.judge(&parts, &session).await {
        Ok(()) => next.run(Request::from_parts(parts, body)).await,
        Err(refusal) => refusal,
    }
}

impl Gate {
    async fn judge(&self, parts: &Parts, session: &Session) -> Result<(), Response> {
        self.check_source(parts).map_err(Refusal::into_response)?;
        let who = session::who(session).await.map_err(Refusal::into_response)?;
        match (who, self.is_public(parts.uri.path())) {
            (Some(who), _) => self.rate.check(&who).map_err(Refusal::into_response),
            (None, true) if parts.method.is_safe() => Ok(()),
            (None, true) => self.rate.check_stranger().map_err(Refusal::into_response),
            (None, false) if wants_page(parts) => Err(Redirect::to("/sign-in").into_response()),
            (None, false) => Err(Refusal::signed_out().into_response()),
        }
    }

    /// The request was meant for this server, and if it can change something it comes from this server's page.
    fn check_source(&self, parts: &Parts) -> Result<(), Refusal> {
        let host = text(&parts.headers, header::HOST).unwrap_or_default();
        let authority = parts.uri.authority().map_or(host, |authority| authority.as_str());
        if !self.hosts.is_ours(host) || !self.hosts.is_ours(authority) {
            return Err(Refusal::new(StatusCode::MISDIRECTED_REQUEST, "forbidden", say!("no-such-host")));
        }
        if parts.method.is_safe() && !is_upgrade(&parts.headers) {
            return Ok(());
        }
        match text(&parts.headers, header::ORIGIN) {
            Some(origin) if self.hosts.is_origin_of(origin, host) => Ok(()),
            _ => Err(Refusal::forbidden(say!("not-our-page"))),
        }
    }

    fn is_public(&self, path: &str) -> bool {
        self.public.iter().any(|public| match public.ends_with('/') {
            true => path.starts_with(public.as_str()),
            false => path == public,
        })
    }
}

/// A header as text, if it is there exactly once.
fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    let mut all = headers.get_all(name).iter();
    let first = all.next()?;
    if all.next().is_some() { None } else { first.to_str().ok() }
}

fn is_upgrade(headers: &HeaderMap) -> bool {
    headers.contains_key(header::UPGRADE)
}

/// A person's browser asks for a page.
fn wants_page(parts: &Parts) -> bool {
    parts.method == Method::GET
        && !is_upgrade(&parts.headers)
        && !parts.uri.path().starts_with("/api/")
        && text(&parts.headers, header::ACCEPT).is_some_and(|accept| accept.contains("text/html"))
}
