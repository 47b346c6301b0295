//! Routes: one table, from which the router is built and the tests walk.

use crate::{
    gate::{self, Gate, Hosts, Rate, headers, sign_in},
    lab::Lab,
    language, live,
    refusal::Refusal,
    settings::Site,
};
use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, FromRequest, Request},
    http::StatusCode,
    middleware,
    response::{IntoResponse, Response},
    routing::{MethodRouter, any, delete, get, post},
};
use messages::say;
use serde::de::DeserializeOwned;
use std::{sync::Arc, time::Duration};
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer, services::ServeDir, timeout::TimeoutLayer,
};
use tower_sessions::SessionManagerLayer;

mod compare;
mod experiments;
mod files;
mod machines;
mod pages;
mod pictures;
mod runs;
mod testbeds;
#[cfg(test)]
mod tests;

pub use experiments::Id;

const MIB: usize = 1024 * 1024;

/// Who takes longer to send a request, or a handler to begin its answer, is given up.
const PATIENCE: Duration = Duration::from_secs(60);

/// One line of the table.
struct Route {
    path: &'static str,
    /// Everybody may ask; all others must be signed in.
    public: bool,
    /// The largest body, bytes.
    limit: usize,
    answer: MethodRouter<Lab>,
}

/// Every route but the pages', which `app` lists.
fn table() -> Vec<Route> {
    let route = |path, limit, answer| Route { path, public: false, limit, answer };
    let public = |path, answer| Route { path, public: true, limit: 4096, answer };
    vec![
        public("/health", get(async || "ok")),
        public("/messages/{file}", get(language::texts)),
        public("/sign-in", get(sign_in::page).post(sign_in::submit)),
        public("/sign-out", post(sign_in::sign_out)),
        route("/api/experiments", 16 * MIB, get(experiments::list).post(experiments::create)),
        route("/api/experiments/{id}", 4096, get(experiments::open).merge(delete(experiments::delete))),
        route("/api/experiments/{id}/edits", 16 * MIB, post(experiments::save)),
        route("/api/experiments/{id}/restore", 4096, post(experiments::restore)),
        route("/api/experiments/{id}/export/{format}", 4096, get(files::export)),
        route("/api/experiments/{id}/picture/{format}", 4096, get(pictures::picture)),
        route("/api/experiments/{id}/runs", 64 * 1024, get(runs::list).post(runs::start)),
        route("/api/compare", 32 * MIB, post(compare::compare)),
        route("/api/inspect", 16 * MIB, post(files::inspect)),
        route("/api/testbeds", 4096, get(testbeds::list)),
        route("/api/runs/{id}", 4096, get(runs::page)),
        route("/api/runs/{id}/live", 4096, get(live::live)),
        route("/api/runs/{id}/log", 4096, get(runs::log)),
        route("/api/runs/{id}/decide", 4096, post(runs::decide)),
        route("/api/runs/{id}/exec", 64 * 1024, post(runs::exec)),
        route("/api/runs/{id}/interrupt", 4096, post(runs::interrupt)),
        route("/api/runs/{id}/shape", 64 * 1024, post(machines::shape)),
        route("/api/runs/{id}/file", testbed::LARGEST_FILE, get(machines::fetch).post(machines::put)),
        // What the table does not know is refused as data, not as a page.
        route("/api/{*rest}", 4096, any(unknown)),
    ]
}

/// The whole application behind its gate.
pub fn router(lab: Lab, site: &Site, hosts: Hosts, sessions: SessionManagerLayer<crate::store::Sessions>) -> Router {
    let mut router: Router<Lab> = Router::new();
    let mut public = site.top_files.clone();
    public.push("/pkg/".to_owned());
    for route in table() {
        if route.public {
            public.push(route.path.split_inclusive('{').next().unwrap_or_default().trim_end_matches('{').to_owned());
        }
        router = router.route(route.path, route.answer.layer(DefaultBodyLimit::max(route.limit)));
    }
    let built = ServeDir::new(site.folder.join("pkg")).precompressed_br().precompressed_gzip();
    let gate = Arc::new(Gate { hosts, public, rate: Rate::default() });
    pages::add(router, &lab)
        .layer(CompressionLayer::new())
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, PATIENCE))
        .nest_service("/pkg", built)
        .layer(middleware::from_fn_with_state(gate, gate::guard))
        .layer(sessions)
        .layer(CatchPanicLayer::custom(broken))
        .layer(middleware::from_fn(headers::add))
        // Around all others: what they refuse is said in the page's language too.
        .layer(middleware::from_fn(language::answer))
        .with_state(lab)
}

/// Every address, placeholders filled in, and whether it is public: what the tests walk.
#[cfg(test)]
pub fn paths() -> Vec<(String, bool)> {
    let filled = |path: &str| {
        let id = "0123456789abcdef0123456789abcdef";
        path.replace("{id}", id)
            .replace(":id", id)
            .replace("{format}", "native")
            .replace("{file}", &messages::Language::English.file())
            .replace("{*rest}", "more")
    };
    let pages = pages::paths().into_iter().map(|path| (filled(&path), false));
    table().into_iter().map(|route| (filled(route.path), route.public)).chain(pages).collect()
}

/// A JSON body; what cannot be read is refused as a [`api::Problem`]. Demands `content-type: application/json`, which
/// no form of another site can send.
pub struct Body<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let Json(value) = Json::<T>::from_request(request, state).await?;
        Ok(Self(value))
    }
}

async fn unknown() -> Refusal {
    Refusal::no_such_address()
}

/// A handler panicked: a fault of ours, said without its innards.
fn broken(_: Box<dyn std::any::Any + Send>) -> Response {
    Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, "storage", say!("server-fault")).into_response()
}
