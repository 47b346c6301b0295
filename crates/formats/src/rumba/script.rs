//! What a script has built so far: layers, nodes, testbeds, experiments and servers, each by its number.

use indexmap::IndexMap;
use model::{Choice, Layer, LinkQuality, Policies, Strategy};
use std::collections::{BTreeMap, BTreeSet};

/// Everything a script builds.
#[derive(Default)]
pub(super) struct Script {
    pub layers: Vec<LayerBuilt>,
    pub nodes: Vec<NodeBuilt>,
    pub policies: Vec<Policies>,
    pub qualities: Vec<LinkQuality>,
    pub testbeds: Vec<Choice>,
    pub experiments: Vec<ExperimentBuilt>,
    pub servers: Vec<ServerBuilt>,
    /// Programs bound to names by storyboard commands, by node's number and service's name.
    pub bound: IndexMap<(usize, String), ServerBuilt>,
}

/// A layer built.
pub(super) struct LayerBuilt {
    pub layer: Layer,
    pub line: usize,
    /// Its policies' number.
    pub policies: usize,
    /// Nodes named in the layer's own list of members.
    pub members: Vec<usize>,
}

/// A node built.
pub(super) struct NodeBuilt {
    pub name: String,
    pub line: usize,
    /// Layers, in order, as in Rumba's `difs`.
    pub layers: Vec<usize>,
    /// The same, to ask quickly.
    pub layer_set: BTreeSet<usize>,
    /// Upper layer to lower ones, as in Rumba's `dif_registrations`.
    pub registrations: IndexMap<usize, Vec<usize>>,
    /// Policies' numbers by layer.
    pub policies: BTreeMap<usize, usize>,
}

/// An experiment built.
pub(super) struct ExperimentBuilt {
    pub line: usize,
    pub prototype: Choice,
    pub testbed: Option<usize>,
    pub nodes: Vec<usize>,
    pub enrollment: Option<Strategy>,
    pub flows: Option<Strategy>,
}

/// A storyboard's server, or a program a storyboard's command starts.
#[derive(Clone, Default)]
pub(super) struct ServerBuilt {
    pub line: usize,
    pub name: String,
    pub program: String,
    pub args: Vec<String>,
    pub nodes: Vec<usize>,
    pub layers: Vec<usize>,
}

impl NodeBuilt {
    /// Makes it a member of a layer; once only.
    pub fn join(&mut self, layer: usize) {
        if self.layer_set.insert(layer) {
            self.layers.push(layer);
        }
    }
}

impl Script {
    /// The first layer of this name.
    pub fn layer_named(&self, name: &str) -> Option<usize> {
        self.layers.iter().position(|built| built.layer.name == name)
    }

    /// The first node of this name.
    pub fn node_named(&self, name: &str) -> Option<usize> {
        self.nodes.iter().position(|built| built.name == name)
    }
}
