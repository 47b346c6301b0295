//! Headers that every answer carries: what the browser may load, and from where.

use axum::{
    extract::Request,
    http::{HeaderValue, header},
    middleware::Next,
    response::Response,
};

/// The content security policy, with the nonce of a page's own scripts, or for an answer that has none.
///
/// Style attributes are allowed, as progress bars and colours are written so: they load nothing and run nothing.
pub fn content_policy(nonce: Option<&str>) -> String {
    let nonce = nonce.map(|nonce| format!(" 'nonce-{nonce}'")).unwrap_or_default();
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{nonce}; style-src 'self'{nonce}; \
         style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; \
         manifest-src 'self'; worker-src 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
    )
}

/// The layer that adds them.
pub async fn add(request: Request, next: Next) -> Response {
    let is_api = request.uri().path().starts_with("/api/");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let fixed = HeaderValue::from_static;
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, fixed("nosniff"));
    headers.insert(header::REFERRER_POLICY, fixed("no-referrer"));
    headers.insert("cross-origin-opener-policy", fixed("same-origin"));
    headers.insert("cross-origin-resource-policy", fixed("same-origin"));
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY)
        && let Ok(policy) = HeaderValue::from_str(&content_policy(None))
    {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    // Pages and data are new each time; built files are asked for again and answered by "not modified".
    let cache = if is_api { "no-store" } else { "no-cache" };
    headers.entry(header::CACHE_CONTROL).or_insert(fixed(cache));
    response
}
