//! A server in a folder of its own, without a socket: for tests.

use crate::{
    gate::{Hosts, session},
    lab::Lab,
    routes,
    runs::Runs,
    settings::Site,
    store::Store,
};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use serde::{Serialize, de::DeserializeOwned};
use std::{fs, sync::Arc};
use tempfile::TempDir;
use tower::ServiceExt;

pub const HOST: &str = "127.0.0.1:3000";
pub const ORIGIN: &str = "http://127.0.0.1:3000";

/// The server, and a browser that is signed in.
pub struct Bench {
    pub folder: TempDir,
    pub lab: Lab,
    pub router: Router,
    pub cookie: String,
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    pub fn code(&self) -> String {
        self.json::<api::Problem>().code
    }
}

/// A request as our own page makes it, but without a cookie.
pub fn request(method: Method, address: &str) -> axum::http::request::Builder {
    Request::builder().method(method).uri(address).header(header::HOST, HOST).header(header::ORIGIN, ORIGIN)
}

pub async fn send(router: &Router, request: Request<Body>) -> Answer {
    let response = router.clone().oneshot(request).await.expect("the router always answers");
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.expect("a whole body");
    Answer { status: parts.status, headers: parts.headers, text: String::from_utf8_lossy(&bytes).into_owned() }
}

impl Bench {
    pub async fn new() -> Self {
        Self::in_folder(tempfile::tempdir().expect("a folder")).await
    }

    /// The server again, on what another left.
    pub async fn again(self) -> Self {
        self.lab.runs.stop().await;
        self.lab.store.close().await;
        let Self { folder, lab, router, .. } = self;
        drop((lab, router));
        Self::in_folder(folder).await
    }

    async fn in_folder(folder: TempDir) -> Self {
        let site = folder.path().join("site");
        fs::create_dir_all(site.join("pkg")).expect("a site");
        fs::write(site.join("pkg/conga.css"), "body{}").expect("a style");
        fs::write(site.join("favicon.ico"), "icon").expect("an icon");
        let site = Site::read(site).expect("a site");
        let store = Arc::new(Store::open(&folder.path().join("data")).await.expect("a store"));
        let pages = site.page_options(HOST.parse().expect("an address"));
        let lab = Lab { store: store.clone(), runs: Runs::new(store.clone()), pages };
        let sessions = session::layer(store.clone(), &store.folder_key().await.expect("a key"));
        let hosts = Hosts::of(HOST.parse().expect("an address"), &[]);
        let router = routes::router(lab.clone(), &site, hosts, sessions);
        let key = store.new_sign_in_key(None).await.expect("a key");
        let cookie = sign_in(&router, &key).await.expect("signed in");
        Self { folder, lab, router, cookie }
    }

    pub async fn get(&self, address: &str) -> Answer {
        let request = request(Method::GET, address).header(header::COOKIE, &self.cookie);
        send(&self.router, request.body(Body::empty()).expect("a request")).await
    }

    pub async fn post(&self, address: &str, body: &impl Serialize) -> Answer {
        let request = request(Method::POST, address)
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "application/json");
        let body = serde_json::to_string(body).expect("json");
        send(&self.router, request.body(Body::from(body)).expect("a request")).await
    }

    /// A new experiment's id.
    pub async fn create(&self, create: &api::Create) -> String {
        self.post("/api/experiments", create).await.json::<api::Created>().id
    }
}

/// Signs in; the cookie.
pub async fn sign_in(router: &Router, key: &str) -> Option<String> {
    let request = request(Method::POST, "/sign-in").header(header::CONTENT_TYPE, "application/json");
    let body = Body::from(format!("{{\"key\":\"{key}\"}}"));
    let answer = send(router, request.body(body).expect("a request")).await;
    let cookie = answer.headers.get(header::SET_COOKIE)?.to_str().ok()?.split(';').next()?.to_owned();
    answer.status.is_success().then_some(cookie)
}
