//! What the browser keeps while the server does not have it yet.

use editor::session::Save;
use leptos::prelude::window;

fn key(id: &str) -> String {
    format!("conga-unsaved-{id}")
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// Keeps `unsaved`, or forgets what was kept where there is nothing. False where the browser keeps nothing.
pub(super) fn keep(id: &str, unsaved: Option<&Save>) -> bool {
    let Some(storage) = storage() else { return unsaved.is_none() };
    let Some(save) = unsaved else { return storage.remove_item(&key(id)).is_ok() };
    json::write(save).is_some_and(|text| storage.set_item(&key(id), &text).is_ok())
}

/// What was kept; what cannot be read is left where it is.
pub(super) fn kept(id: &str) -> Option<Save> {
    let text = storage()?.get_item(&key(id)).ok()??;
    json::read(&text).ok()
}
