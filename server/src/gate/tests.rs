//! The gate, from outside: every route, forged cookies, strange origins, one-use links.

use crate::testing::{Bench, HOST, ORIGIN, request, send, sign_in};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};

const METHODS: [Method; 8] = [
    Method::GET,
    Method::POST,
    Method::PUT,
    Method::PATCH,
    Method::DELETE,
    Method::OPTIONS,
    Method::HEAD,
    Method::TRACE,
];

/// The same address as proxies, crawlers and attackers spell it.
fn spellings(path: &str) -> Vec<String> {
    let tail = path.trim_start_matches('/');
    vec![
        path.to_owned(),
        format!("{path}/"),
        format!("/{path}"),
        format!("/./{tail}"),
        format!("/pkg/../{tail}"),
        format!("/pkg/%2e%2e/{tail}"),
        format!("/pkg/..%2f{tail}"),
        format!("{path};x=1"),
        format!("{path}?from=/sign-in"),
        path.to_ascii_uppercase(),
        format!("/%2e/{tail}"),
    ]
}

#[tokio::test]
async fn without_a_cookie_every_route_is_closed_but_the_public_ones() {
    let bench = Bench::new().await;
    let mut n_closed = 0;
    for path in crate::routes::paths().into_iter().filter(|(_, public)| !public).map(|(path, _)| path) {
        for (method, spelling) in
            METHODS.iter().flat_map(|method| spellings(&path).into_iter().map(move |s| (method, s)))
        {
            let answer =
                send(&bench.router, request(method.clone(), &spelling).body(Body::empty()).expect("a request")).await;
            let is_closed = !answer.status.is_success() && answer.status != StatusCode::SWITCHING_PROTOCOLS;
            assert!(is_closed, "{method} {spelling}: {}", answer.status);
            n_closed += usize::from(answer.status == StatusCode::UNAUTHORIZED);
        }
    }
    assert!(n_closed > 500, "{n_closed}");
}

#[tokio::test]
async fn public_is_what_one_needs_to_sign_in_and_no_more() {
    let bench = Bench::new().await;
    for path in ["/health", "/sign-in", "/favicon.ico", "/pkg/conga.css"] {
        let answer = send(&bench.router, request(Method::GET, path).body(Body::empty()).expect("a request")).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
    }
    let page = request(Method::GET, "/").header(header::ACCEPT, "text/html");
    let answer = send(&bench.router, page.body(Body::empty()).expect("a request")).await;
    assert_eq!(
        (answer.status, &answer.headers[header::LOCATION]),
        (StatusCode::SEE_OTHER, &"/sign-in".parse().expect("a value"))
    );
}

#[tokio::test]
async fn forged_cookies_open_nothing() {
    let bench = Bench::new().await;
    let (name, value) = bench.cookie.split_once('=').expect("name and value");
    let mut forged =
        vec![String::new(), value.to_ascii_lowercase(), format!("{value}="), value[1..].to_owned(), "../..".into()];
    for n in 0..value.len() {
        for other in ["A", "b", "_", "%00"] {
            let mut changed = value.to_owned();
            changed.replace_range(n..=n, if &value[n..=n] == other { "9" } else { other });
            forged.push(changed);
        }
    }
    // The last digit of base64 carries bits that are not read, so one spelling of it may be the same id.
    forged.retain(|forged| forged.len() != value.len() || forged[..value.len() - 1] != value[..value.len() - 1]);
    for forged in forged {
        let request = request(Method::GET, "/api/experiments").header(header::COOKIE, format!("{name}={forged}"));
        let answer = send(&bench.router, request.body(Body::empty()).expect("a request")).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{forged}");
    }
    assert_eq!(bench.get("/api/experiments").await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_cookie_is_for_this_server_alone_and_scripts_cannot_read_it() {
    let bench = Bench::new().await;
    let key = bench.lab.store.new_sign_in_key(None).await.expect("a key");
    let submit = request(Method::POST, "/sign-in").header(header::CONTENT_TYPE, "application/json");
    let answer =
        send(&bench.router, submit.body(Body::from(format!("{{\"key\":\"{key}\"}}"))).expect("a request")).await;
    let cookie = answer.headers[header::SET_COOKIE].to_str().expect("text");
    assert!(cookie.starts_with("conga-"), "{cookie}");
    assert!(cookie.ends_with("; HttpOnly; SameSite=Strict; Path=/; Max-Age=2592000"), "{cookie}");
}

#[tokio::test]
async fn a_link_signs_in_once_and_of_fifty_at_once_one() {
    let bench = Bench::new().await;
    let key = bench.lab.store.new_sign_in_key(None).await.expect("a key");
    let look = request(Method::GET, &format!("/sign-in?key={key}")).body(Body::empty()).expect("a request");
    assert!(!send(&bench.router, look).await.text.contains(&key));
    let tries = (0..50).map(|_| sign_in(&bench.router, &key));
    let cookies: Vec<_> = futures::future::join_all(tries).await.into_iter().flatten().collect();
    assert_eq!(cookies.len(), 1);
    assert_eq!(sign_in(&bench.router, &key).await, None);
}

#[tokio::test]
async fn who_is_signed_in_may_open_an_old_link_again() {
    let bench = Bench::new().await;
    assert_eq!(bench.post("/sign-in", &serde_json::json!({"key": "used"})).await.status, StatusCode::NO_CONTENT);
    assert_eq!(bench.get("/api/experiments").await.status, StatusCode::OK);
}

#[tokio::test]
async fn signing_out_ends_the_session_on_the_server() {
    let bench = Bench::new().await;
    assert_eq!(bench.post("/sign-out", &()).await.status, StatusCode::NO_CONTENT);
    assert_eq!(bench.get("/api/experiments").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_session_survives_a_restart_and_its_row_is_no_key() {
    let bench = Bench::new().await;
    let cookie = bench.cookie.clone();
    let rows = bench.lab.store.dump_sessions().await;
    let again = Bench { cookie, ..bench.again().await };
    assert_eq!(again.get("/api/experiments").await.status, StatusCode::OK);
    let name = again.cookie.split('=').next().expect("a name");
    for row in rows {
        let cookie = request(Method::GET, "/api/experiments").header(header::COOKIE, format!("{name}={row}"));
        let answer = send(&again.router, cookie.body(Body::empty()).expect("a request")).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    }
}

#[tokio::test]
async fn what_another_site_sends_changes_nothing() {
    let bench = Bench::new().await;
    let body = || Body::from("{\"blank\":\"forged\"}");
    let post = |origin: Option<&str>, kind: &str| {
        let mut post =
            Request::post("/api/experiments").header(header::HOST, HOST).header(header::COOKIE, &bench.cookie);
        post = post.header(header::CONTENT_TYPE, kind);
        post = if let Some(origin) = origin { post.header(header::ORIGIN, origin) } else { post };
        post.body(body()).expect("a request")
    };
    for origin in
        [None, Some("null"), Some("http://evil.com"), Some("http://127.0.0.1:3001"), Some("https://127.0.0.1:3000")]
    {
        assert_eq!(
            send(&bench.router, post(origin, "application/json")).await.status,
            StatusCode::FORBIDDEN,
            "{origin:?}"
        );
    }
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"] {
        let answer = send(&bench.router, post(Some(ORIGIN), kind)).await;
        assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{kind}");
    }
    assert_eq!(bench.get("/api/experiments").await.text, "[]");
}

#[tokio::test]
async fn another_name_for_this_machine_is_misdirected() {
    let bench = Bench::new().await;
    for host in ["evil.com", "evil.com:3000", "127.0.0.1", "127.0.0.1:80"] {
        let request = Request::get("/health").header(header::HOST, host).body(Body::empty()).expect("a request");
        assert_eq!(send(&bench.router, request).await.status, StatusCode::MISDIRECTED_REQUEST, "{host}");
    }
    let twice = Request::get("/health").header(header::HOST, HOST).header(header::HOST, "evil.com");
    let answer = send(&bench.router, twice.body(Body::empty()).expect("a request")).await;
    assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST);
}

#[tokio::test]
async fn a_sockets_origin_is_checked_before_it_opens() {
    let bench = Bench::new().await;
    let address = "/api/runs/0123456789abcdef0123456789abcdef/live";
    let upgrade = Request::get(address)
        .header(header::HOST, HOST)
        .header(header::ORIGIN, "http://evil.com")
        .header(header::COOKIE, &bench.cookie)
        .header(header::UPGRADE, "websocket")
        .header(header::CONNECTION, "upgrade");
    let answer = send(&bench.router, upgrade.body(Body::empty()).expect("a request")).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn pages_carry_the_nonce_of_their_own_scripts() {
    let bench = Bench::new().await;
    for path in ["/", "/nowhere"] {
        let answer = bench.get(path).await;
        let policy = answer.headers[header::CONTENT_SECURITY_POLICY].to_str().expect("text");
        let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).expect("a nonce");
        assert!(answer.text.contains(&format!("nonce=\"{nonce}\"")), "{path}: {policy}");
        assert!(!policy.contains("script-src 'unsafe") && !policy.contains("'unsafe-eval'"), "{policy}");
    }
}

#[tokio::test]
async fn every_answer_says_what_a_browser_may_do_with_it() {
    let bench = Bench::new().await;
    for path in ["/", "/health", "/sign-in", "/api/experiments", "/api/nothing", "/pkg/conga.css", "/pkg/none"] {
        let headers = bench.get(path).await.headers;
        assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff", "{path}");
        assert_eq!(headers[header::REFERRER_POLICY], "no-referrer", "{path}");
        let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().expect("text");
        assert!(policy.contains("frame-ancestors 'none'"), "{path}");
    }
}
