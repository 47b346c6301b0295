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
    use axum::http::HeaderValue;

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
}
