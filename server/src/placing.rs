//! Where nodes stand that nobody has placed: worked out here, so that a page has them at once and need not know how.

use crate::refusal::Refusal;
use editor::Placement;
use messages::say;
use model::{Draft, Edit, NodeId, Point, change, edit};

/// Some nodes have no place.
pub fn is_wanting(draft: &Draft) -> bool {
    draft.nodes().any(|(_, node)| node.position.is_none())
}

/// Places of the nodes that have none.
pub fn places(draft: &Draft) -> Vec<(NodeId, Point)> {
    Placement::of(draft).unwritten(draft)
}

/// Writes them into a draft that is only to be shown, or is new.
pub fn place(draft: &mut Draft) {
    let moves = places(draft);
    if moves.is_empty() {
        return;
    }
    if let Ok(changes) = edit::lower(draft, &Edit::Move(moves)) {
        // Changes that were worked out for this very draft fit it; without them it is shown in a heap, not lost.
        let _ = change::apply(draft, &changes);
    }
}

/// Changes what is to be sent beside the tasks that serve others: ten thousand places take a while.
///
/// Errors: a fault of ours.
pub async fn beside<T: Send + 'static>(
    mut sent: T,
    change: impl FnOnce(&mut T) + Send + 'static,
) -> Result<T, Refusal> {
    let changed = tokio::task::spawn_blocking(move || {
        change(&mut sent);
        sent
    });
    changed.await.map_err(|_| Refusal::invalid(say!("cannot-be-laid-out")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Builder, Node};

    #[test]
    fn what_is_shown_has_places_and_what_has_one_keeps_it() {
        let mut builder = Builder::default();
        let kept = Point { x: 7.0, y: 9.0 };
        let a = builder.node(Node { name: "a".into(), position: Some(kept), ..Node::default() });
        let b = builder.node(Node { name: "b".into(), ..Node::default() });
        let mut draft = builder.finish();
        assert!(is_wanting(&draft));
        let worked_out = places(&draft);
        place(&mut draft);
        let position = |id| draft.node(id).and_then(|node| node.position);
        assert_eq!((position(a), position(b)), (Some(kept), Some(worked_out[0].1)));
        assert!(!is_wanting(&draft));
    }
}
