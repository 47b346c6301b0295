//! Work to save as JSON: written in parts where there is much of it, which one call could not.

use super::pause;
use api::{Op, Save};
use model::at_once;

/// Changes written at a time: some milliseconds' worth.
const PART: usize = 2_000;

/// The save, written at once.
pub fn written(save: &Save) -> String {
    at_once(in_parts(save, usize::MAX))
}

/// The save; the page answers between its parts. Of little there is one part only, and nothing is waited for.
pub async fn written_in_parts(save: &Save) -> String {
    in_parts(save, PART).await
}

async fn in_parts(save: &Save, part: usize) -> String {
    let mut text = format!(r#"{{"version":{},"ops":["#, save.version);
    let (mut n_left, mut is_long) = (part, false);
    for (at, op) in save.ops.iter().enumerate() {
        text.push_str(if at > 0 { "," } else { "" });
        let Op::Do(entry) = op else {
            text.push_str(if matches!(op, Op::Undo) { r#""undo""# } else { r#""redo""# });
            continue;
        };
        text.push_str(r#"{"do":{"label":"#);
        text.push_str(&json::write(&entry.label).expect("a text"));
        text.push_str(r#","changes":["#);
        for (at, change) in entry.changes.iter().enumerate() {
            if n_left == 0 {
                pause(0).await;
                (n_left, is_long) = (part, true);
            }
            n_left -= 1;
            text.push_str(if at > 0 { "," } else { "" });
            text.push_str(&json::write(change).expect("its maps have texts for keys"));
        }
        text.push_str("]}}");
    }
    text.push_str("]}");
    // What was long to write is long to send.
    if is_long {
        pause(0).await;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use api::Entry;
    use model::{Change, Node, NodeId, Swap};
    use std::sync::Arc;

    #[test]
    fn it_is_what_the_server_reads() {
        let change = |at| {
            let node = Node { name: format!("node \"{at}\""), ..Node::default() };
            Change::Node(NodeId(at), Swap { before: None, after: Some(Arc::new(node)) })
        };
        let entry = |n| Entry { label: format!("Add {n} \"nodes\""), changes: (1..=n).map(change).collect() };
        for ops in [vec![], vec![Op::Undo, Op::Do(entry(0)), Op::Redo, Op::Do(entry(3)), Op::Do(entry(1))]] {
            let save = Save { version: 7, ops };
            assert_eq!(Some(written(&save)), json::write(&save));
        }
    }
}
