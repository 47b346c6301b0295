//! A draft in the making: what every importer adds nodes, layers and remarks to.
//!
//! Names become legal and unique as they come in; the original stays as the record's `label`, which the native file
//! keeps. Counts are bounded, and so is what is remarked.

use crate::{
    FormatError, Imported, MOST_LAYERS, MOST_MEMBERSHIPS, MOST_NODES, Remark, Report, error::shown, names::Names,
};
use messages::say;
use model::{Builder, Layer, LayerId, LayerKind, Member, Node, NodeId, Point, Service, Settings, Unknown};
use std::collections::{HashMap, HashSet};

/// The key under which the name a file gave is kept where it was not legal here.
pub(crate) const LABEL: &str = "label";

const LONGEST_LABEL: usize = 1_000;
const MOST_REMARKS: usize = 1_000;
const FARTHEST: f64 = 1e9;

/// What an importer has found so far.
pub(crate) struct Sketch {
    format: &'static str,
    pub settings: Settings,
    pub nodes: Vec<Node>,
    pub layers: Vec<Layer>,
    pub services: Vec<Service>,
    /// Where in a node's members a layer is, by the positions of both.
    members: HashMap<(usize, usize), usize>,
    node_names: Names,
    layer_names: Names,
    approximated: Remarks,
    ignored: Remarks,
}

/// Remarks on lines: so many, and how many more there would be.
#[derive(Default)]
struct Remarks {
    remarks: Vec<Remark>,
    n_more: usize,
    told: HashSet<String>,
}

impl Remarks {
    fn add(&mut self, line: usize, what: String) {
        match self.remarks.len() < MOST_REMARKS {
            true => self.remarks.push(Remark { line: line.max(1), what }),
            false => self.n_more += 1,
        }
    }

    fn finish(mut self) -> Vec<Remark> {
        self.remarks.sort();
        if self.n_more > 0 {
            let line = self.remarks.last().map_or(1, |remark| remark.line);
            self.remarks.push(Remark { line, what: say!("more-remarks", n = self.n_more) });
        }
        self.remarks
    }
}

/// The id that the record at this position will have.
pub(crate) fn node_id(position: usize) -> NodeId {
    NodeId(position as u32 + 1)
}

/// The id that the record at this position will have.
pub(crate) fn layer_id(position: usize) -> LayerId {
    LayerId(position as u32 + 1)
}

impl Sketch {
    /// Nothing yet, read by the format of this key.
    pub fn of(format: &'static str) -> Self {
        Self {
            format,
            settings: Settings::default(),
            nodes: Vec::new(),
            layers: Vec::new(),
            services: Vec::new(),
            members: HashMap::new(),
            node_names: Names::default(),
            layer_names: Names::default(),
            approximated: Remarks::default(),
            ignored: Remarks::default(),
        }
    }

    /// Adds a node called as near to `label` as can be; its position among the nodes.
    pub fn node(&mut self, label: &str, line: usize) -> Result<usize, FormatError> {
        within(self.nodes.len(), MOST_NODES, "nodes", line)?;
        let name = self.node_names.fresh(label, "node");
        let unknown = self.kept(label, &name, line);
        self.nodes.push(Node { name, unknown, ..Node::default() });
        Ok(self.nodes.len() - 1)
    }

    /// Adds a layer called as near to `label` as can be; its position among the layers.
    pub fn layer(&mut self, label: &str, kind: LayerKind, line: usize) -> Result<usize, FormatError> {
        within(self.layers.len(), MOST_LAYERS, "layers", line)?;
        let name = self.layer_names.fresh(label, if kind.is_hardware() { "e1" } else { "n1" });
        let unknown = self.kept(label, &name, line);
        self.layers.push(Layer { unknown, ..Layer::of(name, kind) });
        Ok(self.layers.len() - 1)
    }

    /// A node's membership in a layer, made where there is none.
    pub fn member(&mut self, node: usize, layer: usize, line: usize) -> Result<&mut Member, FormatError> {
        within(self.members.len(), MOST_MEMBERSHIPS, "memberships", line)?;
        let members = &mut self.nodes[node].members;
        let at = *self.members.entry((node, layer)).or_insert_with(|| {
            members.push(Member::of(layer_id(layer)));
            members.len() - 1
        });
        Ok(&mut members[at])
    }

    /// Whether a node is in a layer.
    pub fn is_member(&self, node: usize, layer: usize) -> bool {
        self.members.contains_key(&(node, layer))
    }

    /// Puts a node somewhere, unless that is nowhere.
    pub fn place(&mut self, node: usize, x: f64, y: f64) {
        if [x, y].iter().all(|number| number.abs() < FARTHEST) {
            self.nodes[node].position = Some(Point { x, y });
        }
    }

    /// Says that something was taken over, but not as written.
    pub fn approximated(&mut self, line: usize, what: impl Into<String>) {
        self.approximated.add(line, what.into());
    }

    /// Says that something was left out.
    pub fn ignored(&mut self, line: usize, what: impl Into<String>) {
        self.ignored.add(line, what.into());
    }

    /// Says once that things of a kind were left out, however many there are.
    pub fn ignored_kind(&mut self, line: usize, what: impl Into<String>) {
        let what = what.into();
        if self.ignored.told.len() < MOST_REMARKS && self.ignored.told.insert(what.clone()) {
            self.ignored.add(line, what);
        }
    }

    fn kept(&mut self, label: &str, name: &str, line: usize) -> Unknown {
        if label == name || label.is_empty() {
            return Unknown::new();
        }
        self.approximated.add(line, say!("called-here", label = shown(label), name = name));
        let label: String = label.chars().take(LONGEST_LABEL).collect();
        [(LABEL.to_owned(), label.into())].into()
    }

    /// The draft and its report; nodes without a place get one.
    ///
    /// Errors: the draft would hold more than a draft can.
    pub fn finish(mut self) -> Result<Imported, FormatError> {
        if self.nodes.is_empty() && self.layers.is_empty() {
            self.ignored(1, say!("nothing-found-in-file"));
        }
        let mut builder = Builder::new(self.settings);
        for layer in self.layers {
            builder.layer(layer);
        }
        for node in self.nodes {
            builder.node(node);
        }
        for service in self.services {
            builder.service(service);
        }
        let draft = builder.finish();
        if let Some(why) = draft.unsound() {
            return Err(FormatError { line: 1, column: 1, what: why, mend: say!("change-in-file").into() });
        }
        let mut report = Report::of(self.format, &draft);
        (report.approximated, report.ignored) = (self.approximated.finish(), self.ignored.finish());
        Ok(Imported { draft, report })
    }
}

fn within(n: usize, most: usize, what: &str, line: usize) -> Result<(), FormatError> {
    match n < most {
        true => Ok(()),
        false => Err(FormatError {
            line,
            column: 1,
            what: say!("file-has-more", most = most, what = what),
            mend: say!("split-the-experiment").into(),
        }),
    }
}
