//! Experiments: list, make, open, save, delete, restore.

use super::{Body, files};
use crate::{placing, refusal::Refusal, secret, store::Store};
use api::{Card, Create, Created, Entry, Op, Opened, Save, Saved, Upload};
use axum::{
    Json,
    extract::{FromRequestParts, RawPathParams, State},
    http::{StatusCode, request::Parts},
};
use messages::say;
use model::{
    Builder, Draft, Edit, Settings, change,
    edit::{self, SettingsField},
};
use std::sync::Arc;

/// The longest title, characters.
const MAX_TITLE: usize = 120;

/// An id in the address, its first part; what cannot be one is not found.
pub struct Id(pub String);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let path = RawPathParams::from_request_parts(parts, state).await.map_err(|_| Refusal::no_such_address())?;
        let id = path.iter().find(|(name, id)| *name == "id" && secret::is_id(id));
        id.map(|(_, id)| Self(id.to_owned())).ok_or_else(Refusal::no_such_address)
    }
}

/// GET `/api/experiments`
pub async fn list(State(store): State<Arc<Store>>) -> Result<Json<Vec<Card>>, Refusal> {
    Ok(Json(store.cards().await?))
}

/// POST `/api/experiments`
pub async fn create(State(store): State<Arc<Store>>, Body(create): Body<Create>) -> Result<Json<Created>, Refusal> {
    let with_layer = matches!(create, Create::FileWithLayer(_));
    let (draft, report) = match create {
        Create::Blank(title) => (blank(title), None),
        Create::Copy(id) => (copy(store.draft(&id).await?.1)?, None),
        Create::Draft(draft) => (*draft, None),
        Create::Example(key) => (files::read(example(&key)?).await?.0, None),
        Create::File(upload) | Create::FileWithLayer(upload) => {
            files::read(upload).await.map(|(draft, report)| (draft, Some(report)))?
        }
    };
    if let Some(why) = draft.unsound() {
        return Err(Refusal::invalid(say!("cannot-be-experiment", why = why)));
    }
    let id = store.create(&draft).await?;
    if with_layer {
        cover(&store, &id, &draft).await?;
    }
    Ok(Json(Created { id, report }))
}

/// GET `/api/experiments/{id}`
pub async fn open(State(store): State<Arc<Store>>, Id(id): Id) -> Result<Json<Opened>, Refusal> {
    let mut opened = store.open_experiment(&id).await?;
    if placing::is_wanting(&opened.draft) {
        opened = placing::beside(opened, |opened| opened.places = placing::places(&opened.draft)).await?;
    }
    Ok(Json(opened))
}

/// POST `/api/experiments/{id}/edits`
pub async fn save(State(store): State<Arc<Store>>, Id(id): Id, Body(save): Body<Save>) -> Result<Json<Saved>, Refusal> {
    Ok(Json(store.save(&id, save).await?))
}

/// DELETE `/api/experiments/{id}`
pub async fn delete(State(store): State<Arc<Store>>, Id(id): Id) -> Result<StatusCode, Refusal> {
    store.delete(&id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// POST `/api/experiments/{id}/restore`
pub async fn restore(State(store): State<Arc<Store>>, Id(id): Id) -> Result<StatusCode, Refusal> {
    store.restore(&id).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn blank(title: String) -> Draft {
    Builder::new(Settings { title, ..Settings::default() }).finish()
}

/// Draws a layer over what came in with links only; one step, to be taken back by who does not want it.
async fn cover(store: &Store, id: &str, draft: &Draft) -> Result<(), Refusal> {
    let Some(edit) = formats::propose_layer(draft) else { return Ok(()) };
    let changes = edit::lower(draft, &edit).map_err(|error| Refusal::invalid(error.to_string()))?;
    let entry = Entry { label: edit.label(draft), changes };
    store.save(id, Save { version: 0, ops: vec![Op::Do(entry)] }).await?;
    Ok(())
}

/// The same under a title that says so.
fn copy(mut draft: Draft) -> Result<Draft, Refusal> {
    let mut title = say!("title-of-copy", title = draft.settings().title);
    if title.chars().count() > MAX_TITLE {
        title.clone_from(&draft.settings().title);
    }
    let edit = Edit::SetSettings(SettingsField::Title(title));
    let changes = edit::lower(&draft, &edit).map_err(|error| Refusal::invalid(error.to_string()))?;
    change::apply(&mut draft, &changes).map_err(|conflict| Refusal::invalid(conflict.to_string()))?;
    Ok(draft)
}

fn example(key: &str) -> Result<Upload, Refusal> {
    let example = formats::examples().iter().find(|example| example.key == key);
    let example = example.ok_or_else(|| Refusal::not_found(say!("no-such-example")))?;
    Ok(Upload { name: format!("{key}.conga.toml"), text: example.text.to_owned() })
}
