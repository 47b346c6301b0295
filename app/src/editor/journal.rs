//! What the browser keeps while the server does not have it yet: each tab its own, so that none writes over another's.

mod tabs;

use super::wire;
use crate::net;
use editor::session::Save;
use leptos::prelude::window;
use model::order;
pub(super) use tabs::Tabs;

/// Browsers keep no more than some 5 million letters of a site; finding that out by trying takes a while.
const MOST: usize = 5_200_000;

/// What this tab, or one that is gone, kept.
pub(super) struct Kept {
    key: String,
    pub(super) save: Save,
}

impl Kept {
    /// It is kept elsewhere by now, or not needed any more.
    pub(super) fn forget(&self) {
        if let Some(storage) = storage() {
            let _ = storage.remove_item(&self.key);
        }
    }
}

/// What is kept of an experiment is under its own name and that of the tab.
fn key(id: &str, tab: &str) -> String {
    format!("conga-unsaved-{id}.{tab}")
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// Keeps `unsaved`, or forgets what was kept where there is nothing. False where the browser keeps nothing.
pub(super) fn keep(id: &str, unsaved: Option<Save>) -> bool {
    let Some(save) = unsaved else {
        return storage().is_none_or(|storage| storage.remove_item(&key(id, tabs::mine())).is_ok());
    };
    keep_text(id, &net::written(&wire::to_api(save)))
}

/// Keeps what is unsaved, as [`net::written`] has it. False where the browser keeps nothing, or not so much.
pub(super) fn keep_text(id: &str, text: &str) -> bool {
    text.len() <= MOST && storage().is_some_and(|storage| storage.set_item(&key(id, tabs::mine()), text).is_ok())
}

/// Forgets what this tab kept, if it is still this.
pub(super) fn forget(id: &str, text: &str) {
    let key = key(id, tabs::mine());
    if let Some(storage) = storage()
        && storage.get_item(&key).ok().flatten().as_deref() == Some(text)
    {
        let _ = storage.remove_item(&key);
    }
}

/// How long a tab that was closed may still seem to be there.
const CLOSING_MS: i32 = 300;

/// The tabs that are there: looked at twice where one of them has kept something, for it may just be closing.
pub(super) async fn alive(id: &str) -> Tabs {
    let mut is_second = false;
    loop {
        let alive = Tabs::alive().await;
        if is_second || keys(id, &alive, true).is_empty() {
            return alive;
        }
        net::pause(CLOSING_MS).await;
        is_second = true;
    }
}

/// The names under which an experiment's work is kept by other tabs that are there, or by all that are not and this one.
fn keys(id: &str, alive: &Tabs, are_there: bool) -> Vec<String> {
    let Some(storage) = storage() else { return Vec::new() };
    let all = key(id, "");
    let keys = (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok().flatten());
    keys.filter(|key| key.strip_prefix(&all).is_some_and(|tab| alive.has(tab) == are_there)).collect()
}

/// What this tab and those that are gone have kept, its own first; what cannot be read is left where it is.
pub(super) fn kept(id: &str, alive: &Tabs) -> Vec<Kept> {
    let Some(storage) = storage() else { return Vec::new() };
    let read = |key: String| {
        let text = storage.get_item(&key).ok()??;
        Some(Kept { save: wire::read(&text)?, key })
    };
    let mut kept: Vec<Kept> = keys(id, alive, false).into_iter().filter_map(read).collect();
    let own = key(id, tabs::mine());
    order::sort_by_key(&mut kept, |kept| (kept.key != own, kept.save.version));
    kept
}
