//! Pictures of an experiment, for the page's export.

use super::{Id, files::file_stem};
use crate::{
    prepare::{self, prepare},
    refusal::Refusal,
    store::Store,
};
use axum::{
    extract::{FromRequestParts, Path, Query, State},
    http::{header, request::Parts},
    response::{IntoResponse, Response},
};
use messages::{carried, say};
use model::{Draft, LayerId, NodeId};
use pictures::{Form, Of, Subject, Wanted};
use serde::Deserialize;
use std::{str::FromStr, sync::Arc};

/// What is asked for, as the address says it.
#[derive(Deserialize)]
#[serde(default)]
pub struct Asked {
    /// As the command line says it: `map`, `layer:n1` …
    of: String,
    /// On a dark ground.
    dark: bool,
    /// Pixels.
    width: Option<u32>,
    /// Ids of nodes, with commas between; empty for all.
    only: String,
    /// Ids of layers.
    lit: String,
}

impl Default for Asked {
    fn default() -> Self {
        Self { of: "map".to_owned(), dark: false, width: None, only: String::new(), lit: String::new() }
    }
}

/// The form's key in the address, and what is asked for behind it.
pub struct Choice(Form, Asked);

/// GET `/api/experiments/{id}/picture/{format}?of=map&dark=true&only=1,2`
pub async fn picture(State(store): State<Arc<Store>>, Id(id): Id, choice: Choice) -> Result<Response, Refusal> {
    let Choice(form, asked) = choice;
    let draft = store.draft(&id).await?.1;
    let name = format!("{}.{}", file_stem(&draft), form.ending());
    // Large ones take a while, beside the tasks that serve others.
    let drawn = tokio::task::spawn_blocking(carried(move || draw(&draft, &asked, form))).await;
    let bytes = drawn.map_err(|_| Refusal::invalid(say!("cannot-be-drawn")))??;
    let headers = [
        (header::CONTENT_TYPE, form.content_type().to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, bytes).into_response())
}

fn draw(draft: &Draft, asked: &Asked, form: Form) -> Result<Vec<u8>, Refusal> {
    let of: Of = asked.of.parse().map_err(refused)?;
    let plan = match of {
        Of::Layer(_) | Of::Plan => prepare(draft.clone(), &prepare::Wanted::default()).ok().map(|done| done.plan),
        _ => None,
    };
    let only = ids(&asked.only)?.map(NodeId).collect();
    let lit = ids(&asked.lit)?.map(LayerId).collect();
    let wanted = Wanted { of, dark: asked.dark, width: asked.width, only, lit };
    pictures::picture(Subject { draft, plan: plan.as_ref() }, &wanted, form).map_err(refused)
}

fn refused(error: pictures::PictureError) -> Refusal {
    Refusal::invalid(error.to_string())
}

fn ids(text: &str) -> Result<impl Iterator<Item = u32>, Refusal> {
    let ids: Result<Vec<u32>, _> = text.split(',').filter(|id| !id.is_empty()).map(u32::from_str).collect();
    Ok(ids.map_err(|_| Refusal::invalid(say!("ids-are-numbers")))?.into_iter())
}

impl<S: Send + Sync> FromRequestParts<S> for Choice {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let path = Path::<(String, String)>::from_request_parts(parts, state).await;
        let form = path.ok().and_then(|Path((_, key))| Form::by_ending(&key));
        let none = || Refusal::not_found(say!("no-such-form"));
        let asked = Query::<Asked>::from_request_parts(parts, state).await;
        let asked = asked.map_err(|error| Refusal::invalid(error.to_string()))?;
        Ok(Self(form.ok_or_else(none)?, asked.0))
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Bench;
    use api::Create;
    use axum::http::header;

    #[tokio::test]
    async fn a_picture_is_a_file_with_a_name() {
        let bench = Bench::new().await;
        let id = bench.create(&Create::Example("star".into())).await;
        let picture = format!("/api/experiments/{id}/picture");
        let svg = bench.get(&format!("{picture}/svg?of=layer:n1&dark=true")).await;
        assert!(svg.text.contains(">router</text>") && svg.text.contains("#101317"), "{}", svg.text);
        assert_eq!(svg.headers[header::CONTENT_TYPE], "image/svg+xml");
        assert_eq!(svg.headers[header::CONTENT_DISPOSITION], "attachment; filename=\"star.svg\"");
        let part = bench.get(&format!("{picture}/svg?only=1,2,")).await.text;
        assert_eq!(part.matches("<g class=\"node\"").count(), 2);
    }

    #[tokio::test]
    async fn what_cannot_be_drawn_is_refused_in_words() {
        let bench = Bench::new().await;
        let id = bench.create(&Create::Blank("Mine".into())).await;
        let code = async |rest: &str| bench.get(&format!("/api/experiments/{id}/picture/{rest}")).await.code();
        assert_eq!(code("gif").await, "not-found");
        for rest in ["svg", "svg?of=cat", "svg?only=x", "svg?width=wide", "pdf?of=layer:n1"] {
            assert_eq!(code(rest).await, "invalid", "{rest}");
        }
    }
}
