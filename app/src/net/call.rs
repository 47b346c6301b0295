//! One function a call of the `api` crate's table.

use super::{
    NetError,
    backoff::{pause, wait_ms},
    session::tell_signed_out,
};
use api::{
    Bed, Card, Compare, Create, Created, Decision, Difference, Exec, Execed, Opened, Problem, Report, RunCard, RunPage,
    Saved, Shaping, Start, Started, Upload,
};
use messages::say;
use planner::Plan;
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Attempts of a call that only reads.
const ATTEMPTS: u32 = 4;

/// The experiments, last changed first.
pub async fn experiments() -> Result<Vec<Card>, NetError> {
    get("/api/experiments").await
}

/// A new experiment.
pub async fn create(from: &Create) -> Result<Created, NetError> {
    post("/api/experiments", from).await
}

/// What taking a file over would do; nothing is changed.
pub async fn inspect(file: &Upload) -> Result<Report, NetError> {
    post("/api/inspect", file).await
}

/// What differs between two versions; nothing is changed.
pub async fn compare(asked: &Compare) -> Result<Difference, NetError> {
    post("/api/compare", asked).await
}

/// An experiment with its history.
pub async fn experiment(id: &str) -> Result<Opened, NetError> {
    get(&format!("/api/experiments/{id}")).await
}

/// Saves edits: [`super::written`]. Not tried again here: the editor keeps what is not saved and decides.
pub async fn edits(id: &str, save: String) -> Result<Saved, NetError> {
    understood(&send("POST", &format!("/api/experiments/{id}/edits"), Some(save)).await?)
}

/// Throws an experiment away; [`restore`] takes it back.
pub async fn delete(id: &str) -> Result<(), NetError> {
    send("DELETE", &format!("/api/experiments/{id}"), None).await.map(drop)
}

/// Takes back [`delete`].
pub async fn restore(id: &str) -> Result<(), NetError> {
    send("POST", &format!("/api/experiments/{id}/restore"), Some("null".into())).await.map(drop)
}

/// An experiment's runs, newest first.
pub async fn runs(experiment: &str) -> Result<Vec<RunCard>, NetError> {
    get(&format!("/api/experiments/{experiment}/runs")).await
}

/// Starts a run.
pub async fn start_run(experiment: &str, how: &Start) -> Result<Started, NetError> {
    post(&format!("/api/experiments/{experiment}/runs"), how).await
}

/// A run with its plan; its events come by [`super::watch`].
pub async fn run(id: &str) -> Result<RunPage<Plan>, NetError> {
    get(&format!("/api/runs/{id}")).await
}

/// Decides about a run.
pub async fn decide(run: &str, decision: Decision) -> Result<(), NetError> {
    send("POST", &format!("/api/runs/{run}/decide"), Some(written(&decision)?)).await.map(drop)
}

/// Begins a command on a node; its lines come as events.
pub async fn exec(run: &str, command: &Exec) -> Result<Execed, NetError> {
    post(&format!("/api/runs/{run}/exec"), command).await
}

/// Interrupts a command that goes on.
pub async fn interrupt(run: &str, execed: Execed) -> Result<(), NetError> {
    send("POST", &format!("/api/runs/{run}/interrupt"), Some(written(&execed)?)).await.map(drop)
}

/// The testbeds there are, with what each lacks.
pub async fn testbeds() -> Result<Vec<Bed>, NetError> {
    get("/api/testbeds").await
}

/// Shapes a link of a run; what came of it comes as events.
pub async fn shape(run: &str, shaping: &Shaping) -> Result<(), NetError> {
    send("POST", &format!("/api/runs/{run}/shape"), Some(written(shaping)?)).await.map(drop)
}

/// Sends a file as it is.
pub async fn upload(address: &str, file: &web_sys::File) -> Result<(), NetError> {
    let options = web_sys::RequestInit::new();
    options.set_method("POST");
    options.set_body(file);
    let answer = JsFuture::from(leptos::prelude::window().fetch_with_str_and_init(address, &options)).await;
    accepted(answer.map_err(|_| NetError::Lost)?.into()).await.map(drop)
}

/// Has the browser keep what an address answers as a file; a refusal is told, not kept.
pub async fn download(address: &str) -> Result<(), NetError> {
    let answer = request("GET", address, None).await.map_err(|_| NetError::Lost)?;
    let answer = accepted(answer).await?;
    let name = answer.headers().get("content-disposition").ok().flatten().unwrap_or_default();
    let name = name.split('"').nth(1).unwrap_or("file").to_owned();
    let blob = JsFuture::from(answer.blob().map_err(|_| NetError::Lost)?).await.map_err(|_| NetError::Lost)?;
    keep(&blob.into(), &name);
    Ok(())
}

fn keep(blob: &web_sys::Blob, name: &str) {
    let link = leptos::prelude::document().create_element("a").ok();
    let link = link.and_then(|link| link.dyn_into::<web_sys::HtmlAnchorElement>().ok());
    if let (Some(link), Ok(address)) = (link, web_sys::Url::create_object_url_with_blob(blob)) {
        link.set_href(&address);
        link.set_download(name);
        link.click();
        // The browser has taken hold of it by then.
        let _ = web_sys::Url::revoke_object_url(&address);
    }
}

/// The answer, unless it is a refusal.
async fn accepted(response: web_sys::Response) -> Result<web_sys::Response, NetError> {
    if response.ok() {
        return Ok(response);
    }
    let text = JsFuture::from(response.text().map_err(|_| NetError::Lost)?).await.map_err(|_| NetError::Lost)?;
    let problem = refusal(response.status(), &text.as_string().unwrap_or_default());
    if problem.code == "signed-out" {
        tell_signed_out();
    }
    Err(NetError::Refused(problem))
}

async fn get<T: DeserializeOwned>(address: &str) -> Result<T, NetError> {
    understood(&text(address).await?)
}

/// What an address answers, as text.
pub async fn text(address: &str) -> Result<String, NetError> {
    let mut n_failed = 0;
    loop {
        match send("GET", address, None).await {
            Err(NetError::Lost) if n_failed + 1 < ATTEMPTS => {
                n_failed += 1;
                pause(wait_ms(n_failed)).await;
            }
            answer => return answer,
        }
    }
}

async fn post<T: DeserializeOwned>(address: &str, body: &impl Serialize) -> Result<T, NetError> {
    understood(&send("POST", address, Some(written(body)?)).await?)
}

fn written(body: &impl Serialize) -> Result<String, NetError> {
    json::write(body).ok_or_else(|| NetError::Garbled("it cannot be written".into()))
}

fn understood<T: DeserializeOwned>(text: &str) -> Result<T, NetError> {
    json::read(text).map_err(|error| NetError::Garbled(error.to_string()))
}

/// One request; the answer's text. Nothing but the network can make it fail before the server answers.
async fn send(method: &str, address: &str, body: Option<String>) -> Result<String, NetError> {
    let response = request(method, address, body).await.map_err(|_| NetError::Lost)?;
    let response = accepted(response).await?;
    let text = JsFuture::from(response.text().map_err(|_| NetError::Lost)?).await.map_err(|_| NetError::Lost)?;
    Ok(text.as_string().unwrap_or_default())
}

async fn request(method: &str, address: &str, body: Option<String>) -> Result<web_sys::Response, JsValue> {
    let options = web_sys::RequestInit::new();
    options.set_method(method);
    let headers = web_sys::Headers::new()?;
    headers.set("accept", "application/json")?;
    if method != "GET" {
        headers.set("content-type", "application/json")?;
        // As bytes: a text of some megabytes would be turned into the browser's own, and back.
        options.set_body(&js_sys::Uint8Array::from(body.unwrap_or_default().as_bytes()));
    }
    options.set_headers(&headers);
    let response = JsFuture::from(leptos::prelude::window().fetch_with_str_and_init(address, &options)).await?;
    response.dyn_into()
}

/// The server's refusal; one made from the status where a proxy answered in its place.
fn refusal(status: u16, text: &str) -> Problem {
    json::read(text).unwrap_or_else(|_| {
        let code = if status == 401 { "signed-out" } else { "unknown" };
        let message = say!("server-refused-status-reload", status = status);
        Problem { message, code: code.into() }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_the_servers_own_words() {
        let problem = refusal(409, r#"{"message":"It was changed elsewhere.","code":"stale"}"#);
        assert_eq!((problem.code.as_str(), problem.message.as_str()), ("stale", "It was changed elsewhere."));
    }

    #[test]
    fn a_refusal_without_words_still_says_what_to_do() {
        assert_eq!(refusal(401, "").code, "signed-out");
        assert!(refusal(502, "<html>").message.contains("status 502"));
    }
}
