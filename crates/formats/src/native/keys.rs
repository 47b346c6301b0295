//! How records are named in the file: by name, and by a key of its own where a name is taken twice.

use model::{Draft, LayerId, NodeId};
use std::collections::{BTreeMap, BTreeSet};

/// How the file mentions each record of a draft.
pub(super) struct Mentions {
    pub nodes: BTreeMap<NodeId, Key>,
    pub layers: BTreeMap<LayerId, Key>,
}

impl Mentions {
    pub fn of(draft: &Draft) -> Self {
        let nodes = keys_of(draft.nodes().map(|(_, node)| node.name.as_str()));
        let layers = keys_of(draft.layers().map(|(_, layer)| layer.name.as_str()));
        Self {
            nodes: draft.nodes().map(|(id, _)| id).zip(nodes).collect(),
            layers: draft.layers().map(|(id, _)| id).zip(layers).collect(),
        }
    }

    /// How a node of the draft is mentioned.
    pub fn node(&self, id: NodeId) -> &str {
        self.nodes.get(&id).map_or("", Key::mention)
    }

    /// How a layer of the draft is mentioned.
    pub fn layer(&self, id: LayerId) -> &str {
        self.layers.get(&id).map_or("", Key::mention)
    }
}

/// One key a record, in order; a key of its own (`name~2`) only where the name stands before it already.
fn keys_of<'a>(names: impl Iterator<Item = &'a str>) -> Vec<Key> {
    let names: Vec<&str> = names.collect();
    let taken: BTreeSet<&str> = names.iter().copied().collect();
    let mut n_seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut keys = Vec::new();
    for name in names {
        let n = n_seen.entry(name).or_default();
        *n += 1;
        // `a~2` may be a name too; then the count goes on.
        let mut own = (*n > 1).then(|| format!("{name}~{n}"));
        while own.as_ref().is_some_and(|key| taken.contains(key.as_str())) {
            *n += 1;
            own = Some(format!("{name}~{n}"));
        }
        keys.push(Key { name: name.to_owned(), own });
    }
    keys
}

/// How the file names one record.
pub(super) struct Key {
    pub name: String,
    /// The `id` written, where the name does not do.
    pub own: Option<String>,
}

impl Key {
    /// How other records mention it.
    pub fn mention(&self) -> &str {
        self.own.as_deref().unwrap_or(&self.name)
    }
}

/// Records by what mentions them, and the names mentioned without a record.
#[derive(Default)]
pub(super) struct Index {
    by_mention: BTreeMap<String, u32>,
    n_records: u32,
    /// Names mentioned without a record, in the order of their numbers.
    pub ghosts: Vec<String>,
}

impl Index {
    /// Numbers records 1, 2, … An own key comes before a name, and the first record of a name before the others.
    pub fn new(records: &[(String, Option<String>)]) -> Self {
        let mut index = Self { n_records: records.len() as u32, ..Self::default() };
        let numbered = || (1..).zip(records);
        for (number, (_, own)) in numbered() {
            if let Some(own) = own {
                index.by_mention.entry(own.clone()).or_insert(number);
            }
        }
        for (number, (name, _)) in numbered().filter(|(_, (_, own))| own.is_none()) {
            index.by_mention.entry(name.clone()).or_insert(number);
        }
        for (number, (name, _)) in numbered() {
            index.by_mention.entry(name.clone()).or_insert(number);
        }
        index
    }

    /// The number of the record mentioned; a mention without one makes a ghost.
    pub fn number(&mut self, mention: &str) -> u32 {
        if let Some(number) = self.by_mention.get(mention) {
            return *number;
        }
        self.ghosts.push(mention.to_owned());
        let number = self.n_records + self.ghosts.len() as u32;
        self.by_mention.insert(mention.to_owned(), number);
        number
    }

    /// Records and ghosts.
    pub fn len(&self) -> usize {
        self.n_records as usize + self.ghosts.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_record_of_a_name_gets_a_key_nobody_has() {
        let keys = keys_of(["e", "e", "e~2", "e"].into_iter());
        let mentions: Vec<&str> = keys.iter().map(Key::mention).collect();
        assert_eq!(mentions, ["e", "e~3", "e~2", "e~4"]);
    }

    #[test]
    fn a_mention_finds_the_key_first_then_the_first_of_the_name_then_a_ghost() {
        let records = [("a".to_owned(), Some("b".to_owned())), ("b".to_owned(), None), ("a".to_owned(), None)];
        let mut index = Index::new(&records);
        assert_eq!([index.number("b"), index.number("a"), index.number("x"), index.number("x")], [1, 3, 4, 4]);
        assert_eq!(index.ghosts, ["x"]);
    }
}
