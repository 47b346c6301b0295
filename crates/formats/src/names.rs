//! Names made legal and unique, on the way in and on the way out.

use model::{Draft, LayerId, NodeId, name};
use std::collections::{BTreeMap, HashMap};

/// The names given so far, and which number to try next where one is taken.
#[derive(Default)]
pub(crate) struct Names(HashMap<String, usize>);

impl Names {
    /// A legal name that was not given before, as near to `wanted` as can be.
    pub fn fresh(&mut self, wanted: &str, fallback: &str) -> String {
        let base = name::mended(wanted, fallback);
        if !self.0.contains_key(&base) {
            self.0.insert(base.clone(), 2);
            return base;
        }
        loop {
            let number = self.0.get_mut(&base).expect("found a line above");
            let suffix = format!("-{number}");
            *number += 1;
            let kept = base.len().min(name::LONGEST_NAME - suffix.len());
            // Invariant: a mended name is ASCII, so every byte is a place to cut.
            let tried = format!("{}{suffix}", &base[..kept]);
            if !self.0.contains_key(&tried) {
                self.0.insert(tried.clone(), 2);
                return tried;
            }
        }
    }
}

/// The names that a draft's records have in a file that knows legal and unique ones only.
pub(crate) struct Written {
    nodes: BTreeMap<NodeId, String>,
    layers: BTreeMap<LayerId, String>,
}

impl Written {
    pub fn of(draft: &Draft) -> Self {
        let (mut nodes, mut layers) = (Names::default(), Names::default());
        Self {
            nodes: draft.nodes().map(|(id, node)| (id, nodes.fresh(&node.name, "node"))).collect(),
            layers: draft.layers().map(|(id, layer)| (id, layers.fresh(&layer.name, "layer"))).collect(),
        }
    }

    /// The name of a node; empty where there is none of this id.
    pub fn node(&self, id: NodeId) -> &str {
        self.nodes.get(&id).map_or("", String::as_str)
    }

    /// The name of a layer; empty where there is none of this id.
    pub fn layer(&self, id: LayerId) -> &str {
        self.layers.get(&id).map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_legal_and_differ() {
        let mut names = Names::default();
        let given: Vec<String> =
            ["a", "a", "a-2", "a", "", "$", "Los Angeles"].map(|wanted| names.fresh(wanted, "node")).to_vec();
        assert_eq!(given, ["a", "a-2", "a-2-2", "a-3", "node", "node-2", "Los-Angeles"]);
        let long = "x".repeat(90);
        let given = [names.fresh(&long, "node"), names.fresh(&long, "node")];
        assert!(given[0] != given[1] && given.iter().all(|given| name::fault(given).is_none()));
    }
}
