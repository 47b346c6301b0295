//! The language of an answer: what the browser chose here, else what it asks for.
//!
//! Texts are said in it wherever the answer is made, also where a page is made bit by bit while it is sent.

use axum::{
    body::{Body, HttpBody},
    extract::{Path, Request},
    http::{HeaderMap, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use futures::{StreamExt, stream};
use messages::{LANGUAGES, Language, speak};
use std::{future::poll_fn, pin::pin};

/// Where the choice is kept; the page writes it.
const COOKIE: &str = "conga-language";

/// Every text of a language, for a browser. The name changes with the texts, so that it can be kept for good.
pub async fn texts(Path(file): Path<String>) -> Response {
    let Some(language) = LANGUAGES.into_iter().find(|language| language.file() == file) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kept = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    (kept, language.text()).into_response()
}

/// The layer that answers in the language of the request.
pub async fn answer(request: Request, next: Next) -> Response {
    let language = of(request.headers());
    let mut answer = pin!(next.run(request));
    let response = poll_fn(|context| speak(language, || answer.as_mut().poll(context))).await;
    let is_page = |kind: &header::HeaderValue| kind.as_bytes().starts_with(b"text/html");
    if !response.headers().get(header::CONTENT_TYPE).is_some_and(is_page) || response.body().is_end_stream() {
        return response;
    }
    response.map(|body| {
        let mut parts = body.into_data_stream();
        Body::from_stream(stream::poll_fn(move |context| speak(language, || parts.poll_next_unpin(context))))
    })
}

/// What was chosen, else what the browser asks for, else English.
fn of(headers: &HeaderMap) -> Language {
    let text = |name| headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
    let mut cookies = text(header::COOKIE).flat_map(|cookies| cookies.split(';'));
    let chosen = cookies.find_map(|cookie| cookie.trim().strip_prefix(COOKIE)?.strip_prefix('='));
    let accepted = || Language::wanted(text(header::ACCEPT_LANGUAGE).next().unwrap_or_default());
    chosen.and_then(Language::of).unwrap_or_else(accepted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Answer, Bench, request, send};
    use axum::http::{HeaderValue, Method};

    fn asked(cookie: &'static str, accepted: &'static str) -> Language {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static(cookie));
        headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(accepted));
        of(&headers)
    }

    #[test]
    fn a_choice_goes_before_a_wish() {
        assert_eq!(of(&HeaderMap::new()), Language::English);
        assert_eq!(asked("", "de"), Language::German);
        assert_eq!(asked("a=b; conga-language=en", "de"), Language::English);
        assert_eq!(asked("conga-language=qps", "de"), Language::Pseudo);
        assert_eq!(asked("conga-language=xx; conga-languages=en", "de"), Language::German);
    }

    /// An address asked for by a browser that wishes for German, signed in or not.
    async fn german(bench: &Bench, cookie: &str, address: &str) -> Answer {
        let asked = request(Method::GET, address).header(header::ACCEPT_LANGUAGE, "de").header(header::COOKIE, cookie);
        send(&bench.router, asked.body(Body::empty()).expect("a request")).await
    }

    #[tokio::test]
    async fn the_server_refuses_and_signs_in_in_the_language_of_the_page() {
        let bench = Bench::new().await;
        let message = |answer: Answer| answer.json::<api::Problem>().message;
        let address = "/api/runs/0123456789abcdef0123456789abcdef";
        assert!(message(german(&bench, "", address).await).starts_with("Sie sind abgemeldet"), "by the gate");
        assert!(message(german(&bench, &bench.cookie, address).await).starts_with("diesen Lauf gibt es nicht"));
        assert!(message(bench.get(address).await).starts_with("there is no such run"));
        let page = german(&bench, "", "/sign-in").await.text;
        assert!(page.contains("lang=\"de\"") && page.contains("<code>conga serve</code> beim Start"), "{page}");
        let left = page.match_indices('{').filter(|(at, _)| page[at + 1..].starts_with(|c: char| c.is_uppercase()));
        assert_eq!(left.count(), 0, "every place is filled in: {page}");
    }

    #[tokio::test]
    async fn what_is_worked_out_on_another_thread_is_said_in_the_same_language() {
        let bench = Bench::new().await;
        let id = bench.create(&api::Create::Example("star".into())).await;
        let picture = german(&bench, &bench.cookie, &format!("/api/experiments/{id}/picture/svg?only=x")).await;
        assert_eq!(picture.json::<api::Problem>().message, "Ids sind Zahlen mit Kommas dazwischen");
    }
}
