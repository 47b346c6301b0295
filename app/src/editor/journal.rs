//! What the browser keeps while the server does not have it yet: each tab its own, so that none writes over another's.

mod tabs;

use editor::session::Save;
use leptos::prelude::window;
pub(super) use tabs::Tabs;

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
pub(super) fn keep(id: &str, unsaved: Option<&Save>) -> bool {
    let Some(storage) = storage() else { return unsaved.is_none() };
    let key = key(id, tabs::mine());
    let Some(save) = unsaved else { return storage.remove_item(&key).is_ok() };
    json::write(save).is_some_and(|text| storage.set_item(&key, &text).is_ok())
}

/// What this tab and those that are gone have kept, its own first; what cannot be read is left where it is.
pub(super) fn kept(id: &str, alive: &Tabs) -> Vec<Kept> {
    let Some(storage) = storage() else { return Vec::new() };
    let all = key(id, "");
    let keys = (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok().flatten());
    let left = keys.filter(|key| key.strip_prefix(&all).is_some_and(|tab| !alive.has(tab)));
    let read = |key: String| {
        let text = storage.get_item(&key).ok()??;
        Some(Kept { save: json::read(&text).ok()?, key })
    };
    let mut kept: Vec<Kept> = left.filter_map(read).collect();
    let own = key(id, tabs::mine());
    kept.sort_by_key(|kept| (kept.key != own, kept.save.version));
    kept
}
