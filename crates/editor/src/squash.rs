//! Squashing: many changes of a gesture as one for each record.

use model::{Change, LayerId, NodeId, ServiceId, Swap};
use std::collections::BTreeMap;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Record {
    Settings,
    Node(NodeId),
    Layer(LayerId),
    Service(ServiceId),
}

/// One change a record, from how it was first to how it is last; records that end as they began are left out.
pub(crate) fn squash(changes: Vec<Change>) -> Vec<Change> {
    let mut place_of: BTreeMap<Record, usize> = BTreeMap::new();
    let mut squashed: Vec<Change> = Vec::new();
    for change in changes {
        match place_of.get(&record(&change)) {
            Some(at) => join(&mut squashed[*at], change),
            None => {
                place_of.insert(record(&change), squashed.len());
                squashed.push(change);
            }
        }
    }
    squashed.retain(|change| *change != change.inverse());
    squashed
}

fn record(change: &Change) -> Record {
    match change {
        Change::Node(id, _) => Record::Node(*id),
        Change::Layer(id, _) => Record::Layer(*id),
        Change::Service(id, _) => Record::Service(*id),
        Change::Settings(_) => Record::Settings,
    }
}

fn join(first: &mut Change, then: Change) {
    fn last<T>(first: &mut Swap<T>, then: Swap<T>) {
        first.after = then.after;
    }
    match (first, then) {
        (Change::Node(_, first), Change::Node(_, then)) => last(first, then),
        (Change::Layer(_, first), Change::Layer(_, then)) => last(first, then),
        (Change::Service(_, first), Change::Service(_, then)) => last(first, then),
        (Change::Settings(first), Change::Settings(then)) => last(first, then),
        // Only changes of one record are joined.
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Node;
    use std::sync::Arc;

    fn rename(id: u32, before: &str, after: &str) -> Change {
        let node = |name: &str| Some(Arc::new(Node { name: name.into(), ..Node::default() }));
        Change::Node(NodeId(id), Swap { before: node(before), after: node(after) })
    }

    #[test]
    fn one_change_a_record_from_first_to_last() {
        let changes = vec![rename(1, "a", "b"), rename(2, "x", "y"), rename(1, "b", "c"), rename(2, "y", "x")];
        assert_eq!(squash(changes), [rename(1, "a", "c")]);
    }
}
