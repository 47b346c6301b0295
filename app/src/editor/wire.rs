//! The session's work as the server's messages, and back. What the browser keeps is written in the same words.

use editor::session::{Entry, Op, Opened, Save};

/// The server's answer as the editor's own.
pub(super) fn opened(opened: api::Opened) -> Opened {
    let history = opened.history.into_iter().map(own_entry).collect();
    Opened { version: opened.version, draft: opened.draft, history, n_done: opened.n_done, places: opened.places }
}

/// Work to save as the server takes it.
pub(super) fn to_api(save: Save) -> api::Save {
    let op = |op| match op {
        Op::Do(entry) => api::Op::Do(api::Entry { label: entry.label, changes: entry.changes }),
        Op::Undo => api::Op::Undo,
        Op::Redo => api::Op::Redo,
    };
    api::Save { version: save.version, ops: save.ops.into_iter().map(op).collect() }
}

/// Work to save from JSON; none where it is not that.
pub(super) fn read(text: &str) -> Option<Save> {
    let save: api::Save = json::read(text).ok()?;
    let op = |op| match op {
        api::Op::Do(entry) => Op::Do(own_entry(entry)),
        api::Op::Undo => Op::Undo,
        api::Op::Redo => Op::Redo,
    };
    Some(Save { version: save.version, ops: save.ops.into_iter().map(op).collect() })
}

fn own_entry(entry: api::Entry) -> Entry {
    Entry { label: entry.label, changes: entry.changes }
}
