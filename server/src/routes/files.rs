//! Files in and out: what an import would do, and exports.

use super::{Body, experiments::Id};
use crate::{placing, refusal::Refusal, store::Store};
use api::{Remark, Report, Upload};
use axum::{
    Json,
    extract::{FromRequestParts, Path, State},
    http::{header, request::Parts},
    response::{IntoResponse, Response},
};
use formats::Imported;
use messages::{carried, say};
use model::Draft;
use std::sync::Arc;

/// A format's key in the address.
pub struct Format(&'static dyn formats::Format);

/// POST `/api/inspect`: what taking the file over would do. Nothing is changed.
pub async fn inspect(Body(upload): Body<Upload>) -> Result<Json<Report>, Refusal> {
    Ok(Json(understood(upload).await?.1))
}

/// GET `/api/experiments/{id}/export/{format}`
pub async fn export(State(store): State<Arc<Store>>, Id(id): Id, Format(format): Format) -> Result<Response, Refusal> {
    let draft = store.draft(&id).await?.1;
    let written = format.write(&draft).map_err(|error| Refusal::invalid(error.to_string()))?;
    let text = written.ok_or_else(|| Refusal::invalid(say!("only-read", format = format.title())))?;
    let ending = format.endings().first().copied().unwrap_or(".txt");
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}{ending}\"", file_stem(&draft))),
    ];
    Ok((headers, text).into_response())
}

/// Reads a file; the draft, and what became of the text. What the file places nowhere gets a place, so that it stays where
/// it is first seen.
pub async fn read(upload: Upload) -> Result<(Draft, Report), Refusal> {
    placing::beside(understood(upload).await?, |(draft, _)| placing::place(draft)).await
}

/// The same without places, beside the tasks that serve others.
async fn understood(upload: Upload) -> Result<(Draft, Report), Refusal> {
    let Upload { name, text } = upload;
    let read = tokio::task::spawn_blocking(carried(move || {
        let imported = formats::open(&name, &text).map_err(|error| Refusal::invalid(error.to_string()))?;
        let report = report(&imported);
        Ok((imported.draft, report))
    }));
    read.await.map_err(|_| Refusal::invalid(say!("file-cannot-be-read")))?
}

fn report(Imported { draft, report }: &Imported) -> Report {
    let links = draft.layers().filter(|(_, layer)| layer.kind.is_hardware()).count();
    Report {
        format: report.format.to_owned(),
        nodes: draft.nodes().len(),
        links,
        layers: draft.layers().len() - links,
        ipcps: draft.nodes().map(|(_, node)| node.members.len()).sum(),
        approximated: report.approximated.iter().map(remark).collect(),
        ignored: report.ignored.iter().map(remark).collect(),
    }
}

fn remark(remark: &formats::Remark) -> Remark {
    Remark { line: remark.line, what: remark.what.clone() }
}

/// The title as a file's name: letters, digits, dashes.
pub(super) fn file_stem(draft: &Draft) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let stem: String = draft.settings().title.chars().take(60).map(plain).collect();
    match stem.trim_matches('-') {
        "" => "experiment".to_owned(),
        stem => stem.to_owned(),
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Format {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let path = Path::<(String, String)>::from_request_parts(parts, state).await;
        let format = path.ok().and_then(|Path((_, key))| formats::by_key(&key));
        let known = || formats::all().map(|format| format.key()).join(", ");
        format.map(Self).ok_or_else(|| Refusal::not_found(say!("no-such-format", known = known())))
    }
}

#[cfg(test)]
mod tests {
    use super::file_stem;
    use model::{Builder, Settings};

    #[test]
    fn a_title_becomes_a_file_name_that_cannot_surprise() {
        let named =
            |title: &str| file_stem(&Builder::new(Settings { title: title.into(), ..Settings::default() }).finish());
        assert_eq!(named("Star, with 4 nodes"), "star--with-4-nodes");
        assert_eq!(named("../\"\r\n"), "experiment");
    }
}
