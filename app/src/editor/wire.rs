//! The session's work as the server's messages, and back. What the browser keeps is written in the same words.

use editor::session::{Entry, Op, Opened, Save};

/// Changes written at a time, where there are many: some milliseconds' worth.
const PART: usize = 2_000;
const PLAIN: &str = "maps in it have texts for keys";

/// The server's answer as the editor's own.
pub(super) fn opened(opened: api::Opened) -> Opened {
    let history = opened.history.into_iter().map(own_entry).collect();
    Opened { version: opened.version, draft: opened.draft, history, n_done: opened.n_done, places: opened.places }
}

/// Work to save as JSON.
pub(super) fn written(save: Save) -> String {
    json::write(&to_api(save)).expect(PLAIN)
}

/// As [`written`], so many changes at a time; `pause` comes between, and only where there is more.
pub(super) async fn written_in_parts(save: Save, pause: impl AsyncFn()) -> String {
    let save = to_api(save);
    let mut text = format!(r#"{{"version":{},"ops":["#, save.version);
    let mut n_left = PART;
    for (at, op) in save.ops.iter().enumerate() {
        text.push_str(if at > 0 { "," } else { "" });
        let api::Op::Do(entry) = op else {
            text.push_str(&json::write(op).expect(PLAIN));
            continue;
        };
        let label = json::write(&entry.label).expect(PLAIN);
        text.extend([r#"{"do":{"label":"#, &label, r#","changes":["#]);
        for (at, change) in entry.changes.iter().enumerate() {
            if n_left == 0 {
                pause().await;
                n_left = PART;
            }
            n_left -= 1;
            text.push_str(if at > 0 { "," } else { "" });
            text.push_str(&json::write(change).expect(PLAIN));
        }
        text.push_str("]}}");
    }
    text.push_str("]}");
    text
}

fn to_api(save: Save) -> api::Save {
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

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Change, Node, NodeId, Swap};
    use std::{cell::Cell, sync::Arc};

    #[tokio::test]
    async fn in_parts_it_is_the_same_text_and_read_back_the_same_work() {
        let change = |at| {
            let node = Node { name: format!("node \"{at}\""), ..Node::default() };
            Change::Node(NodeId(at), Swap { before: None, after: Some(Arc::new(node)) })
        };
        let entry = |n| Entry { label: format!("Add {n} \"nodes\""), changes: (1..=n).map(change).collect() };
        let ops = vec![Op::Do(entry(0)), Op::Undo, Op::Do(entry(3)), Op::Redo, Op::Do(entry(4_500))];
        for (ops, n_pauses) in [(vec![], 0), (ops, 2)] {
            let save = Save { version: 7, ops };
            let n_paused = Cell::new(0);
            let text = written_in_parts(save.clone(), async || n_paused.set(n_paused.get() + 1)).await;
            assert_eq!((text.as_str(), n_paused.get()), (&*written(save.clone()), n_pauses));
            assert_eq!(read(&text), Some(save));
        }
    }
}
