//! Pages: the application rendered by the server first, and static files of the site.

use crate::{gate::headers, lab::Lab};
use app::{App, shell};
use axum::{Router, http::HeaderValue, http::header};
use leptos::{
    nonce::use_nonce,
    prelude::{IntoView, LeptosOptions, use_context},
};
use leptos_axum::{LeptosRoutes, ResponseOptions, file_and_error_handler_with_context, generate_route_list};
use messages::Language;

/// The application's pages, then files, then its own "not found".
pub fn add(router: Router<Lab>, lab: &Lab) -> Router<Lab> {
    let options = lab.pages.clone();
    router
        .leptos_routes_with_context(lab, generate_route_list(App), provide_policy, move || page(options.clone()))
        .fallback(file_and_error_handler_with_context::<Lab, _>(provide_policy, page))
}

/// A page in the language spoken now, with the address of its texts.
fn page(options: LeptosOptions) -> impl IntoView {
    let language = Language::of(messages::spoken().language()).unwrap_or_default();
    shell(options, format!("/messages/{}", language.file()))
}

/// Scripts of this rendering, and no others, may run: the header names its nonce.
fn provide_policy() {
    let Some(options) = use_context::<ResponseOptions>() else { return };
    let nonce = use_nonce();
    let policy = headers::content_policy(nonce.as_deref());
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        options.insert_header(header::CONTENT_SECURITY_POLICY, policy);
    }
}

/// The pages' addresses.
#[cfg(test)]
pub fn paths() -> Vec<String> {
    generate_route_list(App).iter().map(|page| page.path().to_owned()).collect()
}
