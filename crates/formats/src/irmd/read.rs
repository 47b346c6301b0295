//! The daemon's files as a draft: one node a file, or one a suffix of IPCP names.

use super::{
    keyword::{self, NAME},
    tree::{self, Members, unordered},
};
use crate::{
    FormatError, Imported, MOST_MEMBERSHIPS,
    bundle::{self, Part},
    error::shown,
    sketch::{Sketch, layer_id, node_id},
};
use messages::say;
use model::{Balance, Bootstrapper, LayerId, LayerKind, NodeId, Policies, Service, Strategy};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use toml_edit::{Document, Item, TableLike, Value};

pub(super) fn read(text: &str) -> Result<Imported, FormatError> {
    let mut reader = Reader { sketch: Sketch::of("irmd"), ..Reader::default() };
    let parts = bundle::parts(text)?;
    for part in parts.iter().filter(|part| part.path != "hosts") {
        reader.file(part)?;
    }
    reader.join()?;
    reader.register()?;
    reader.rise();
    fold_equal_policies(&mut reader.sketch);
    reader.sketch.finish()
}

/// An IPCP as its table says it.
struct Ipcp {
    line: usize,
    name: String,
    kind: LayerKind,
    node: usize,
    /// Where it is in the sketch; known once all files are read.
    layer: usize,
    bootstrap: Option<String>,
    enrol: Option<String>,
    conn: Vec<String>,
    reg: Vec<String>,
    address: Option<String>,
    interface: Option<String>,
    policies: Policies,
}

struct Reader {
    sketch: Sketch,
    nodes: HashMap<String, usize>,
    ipcps: Vec<Ipcp>,
    /// What `[name.…]` says, by name.
    names: BTreeMap<String, Service>,
    by_name: HashMap<String, usize>,
}

impl Default for Reader {
    fn default() -> Self {
        Self {
            sketch: Sketch::of("irmd"),
            nodes: HashMap::new(),
            ipcps: Vec::new(),
            names: BTreeMap::new(),
            by_name: HashMap::new(),
        }
    }
}

/// Lines of a part, counted in the whole text.
struct Lines<'t> {
    part: &'t Part<'t>,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    fn of(part: &'t Part<'t>) -> Self {
        let starts = part.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at).collect();
        Self { part, starts }
    }

    fn at(&self, offset: usize) -> usize {
        self.part.lines_before + 1 + self.starts.partition_point(|newline| *newline < offset)
    }
}

impl Reader {
    fn file(&mut self, part: &Part<'_>) -> Result<(), FormatError> {
        let document = Document::parse(part.text).map_err(|error| {
            let offset = error.span().map_or(0, |span| span.start);
            let what = error.message().trim().replace('\n', ", ");
            let error = FormatError::at(part.text, offset, what, say!("write-as-toml"));
            FormatError { line: error.line + part.lines_before, ..error }
        })?;
        let lines = Lines::of(part);
        let stem = part.path.rsplit('/').next().unwrap_or_default();
        let stem = stem.trim_end_matches(".irmd.conf").trim_end_matches(".irmd.toml").trim_end_matches(".conf");
        let tables = || document.as_table().iter().filter_map(|(kind, item)| Some((kind, item.as_table_like()?)));
        let ipcps = || tables().filter(|(kind, _)| *kind != NAME).flat_map(|(_, table)| table.iter());
        // Names of the form `layer.node`, as everybody writes them, say the node.
        let is_dotted = ipcps()
            .all(|(name, _)| name.split_once('.').is_some_and(|(layer, node)| !layer.is_empty() && !node.is_empty()));
        let home = match (stem, ipcps().next().is_some() && is_dotted) {
            ("", true) => None,
            ("", false) => Some(self.node("machine", lines.at(0))?),
            (stem, _) => Some(self.node(stem, lines.at(0))?),
        };
        for (kind, table) in tables() {
            for (name, item) in table.iter() {
                let line = lines.at(table.key(name).and_then(|key| key.span()).map_or(0, |span| span.start));
                let Some(fields) = item.as_table_like() else {
                    self.sketch.ignored(line, say!("no-table", name = shown(name)));
                    continue;
                };
                match LayerKind::parse(kind) {
                    Some(kind) => {
                        let suffix = name.split_once('.').filter(|_| is_dotted).map(|(_, node)| node);
                        let node = match (suffix, home) {
                            (Some(suffix), _) => self.node(suffix, line)?,
                            (None, Some(home)) => home,
                            (None, None) => self.node("machine", line)?,
                        };
                        self.ipcp(kind, (name, node, line), fields)?;
                    }
                    None if kind == NAME => self.name(name, fields, line),
                    None => self.sketch.ignored_kind(line, say!("tables-of", kind = shown(kind))),
                }
            }
        }
        for (key, _) in document.as_table().iter().filter(|(_, item)| !item.is_table_like()) {
            self.sketch.ignored_kind(lines.at(0), format!("`{}`", shown(key)));
        }
        Ok(())
    }

    fn node(&mut self, name: &str, line: usize) -> Result<usize, FormatError> {
        if let Some(node) = self.nodes.get(name) {
            return Ok(*node);
        }
        let node = self.sketch.node(name, line)?;
        self.nodes.insert(name.to_owned(), node);
        Ok(node)
    }

    fn ipcp(
        &mut self,
        kind: LayerKind,
        (name, node, line): (&str, usize, usize),
        fields: &dyn TableLike,
    ) -> Result<(), FormatError> {
        if self.ipcps.len() >= MOST_MEMBERSHIPS {
            let what = say!("more-ipcps-than", most = MOST_MEMBERSHIPS);
            return Err(FormatError { line, column: 1, what, mend: say!("split-the-experiment").into() });
        }
        let text = |key: &str| fields.get(key).and_then(Item::as_str).map(str::to_owned);
        let mut ipcp = Ipcp {
            line,
            name: name.to_owned(),
            kind,
            node,
            layer: 0,
            bootstrap: text("bootstrap"),
            enrol: text("enrol"),
            conn: texts(fields, "conn"),
            reg: texts(fields, "reg"),
            address: text("ip"),
            interface: text("dev"),
            policies: Policies::new(),
        };
        for (key, item) in fields.iter() {
            if ["bootstrap", "enrol", "conn", "reg", "ip", "dev", "autobind"].contains(&key) {
                continue;
            }
            let value = match item.as_value() {
                Some(Value::String(text)) => Some(text.value().clone()),
                Some(Value::Integer(number)) => Some(number.value().to_string()),
                _ => None,
            };
            match value.and_then(|value| keyword::policy(key, &value)) {
                Some((component, policy)) => _ = ipcp.policies.insert(component, policy),
                None => self.sketch.ignored_kind(line, say!("attribute-of-ipcps", key = shown(key), kind = kind)),
            }
        }
        self.by_name.entry(ipcp.name.clone()).or_insert(self.ipcps.len());
        self.ipcps.push(ipcp);
        Ok(())
    }

    fn name(&mut self, name: &str, fields: &dyn TableLike, line: usize) {
        let programs = texts(fields, "prog");
        if programs.len() > 1 {
            self.sketch.approximated(line, say!("first-program-kept", name = shown(name)));
        }
        let is_robin = fields.get("lb").and_then(Item::as_str) == Some("round-robin");
        for (key, _) in fields.iter().filter(|(key, _)| !["prog", "args", "lb"].contains(key)) {
            self.sketch.ignored_kind(line, say!("attribute-of-names", key = shown(key)));
        }
        let service = self.names.entry(name.to_owned()).or_default();
        if let Some(program) = programs.into_iter().next() {
            (service.program, service.args) = (program, texts(fields, "args"));
        }
        if is_robin {
            service.balance = Balance::RoundRobin;
        }
    }

    /// Every IPCP in its layer: the one it bootstraps, or that of whom it enrolls with.
    fn join(&mut self) -> Result<(), FormatError> {
        let mut layers: HashMap<String, usize> = HashMap::new();
        for at in 0..self.ipcps.len() {
            let name = self.layer_of(at);
            let Ipcp { line, kind, node, .. } = self.ipcps[at];
            let layer = match layers.get(&name) {
                Some(layer) => *layer,
                None => self.sketch.layer(&name, kind, line)?,
            };
            layers.insert(name, layer);
            if self.sketch.layers[layer].kind != kind {
                self.sketch.approximated(line, say!("ipcp-of-other-kind", kind = kind));
            }
            let ipcp = &mut self.ipcps[at];
            ipcp.layer = layer;
            let member = self.sketch.member(node, layer, line)?;
            member.address = ipcp.address.take();
            member.interface = ipcp.interface.take();
            member.policies = std::mem::take(&mut ipcp.policies);
        }
        Ok(())
    }

    /// The name of an IPCP's layer; enrollments are followed to who bootstraps.
    fn layer_of(&self, at: usize) -> String {
        let (mut at, mut seen) = (at, HashSet::new());
        loop {
            let ipcp = &self.ipcps[at];
            if let (Some(layer), None) = (&ipcp.bootstrap, &ipcp.enrol) {
                return layer.clone();
            }
            let Some(enroller) = &ipcp.enrol else {
                return ipcp.name.split('.').next().unwrap_or_default().to_owned();
            };
            match self.by_name.get(enroller).filter(|next| seen.insert(**next)) {
                Some(next) if seen.len() <= 64 => at = *next,
                _ => return enroller.rsplit_once('.').map_or(enroller.as_str(), |(layer, _)| layer).to_owned(),
            }
        }
    }

    /// What is registered where: IPCPs of the same node, and what is left are services.
    fn register(&mut self) -> Result<(), FormatError> {
        let here: HashMap<(usize, &str), usize> =
            self.ipcps.iter().map(|ipcp| ((ipcp.node, ipcp.name.as_str()), ipcp.layer)).collect();
        let mut services: BTreeMap<String, (BTreeSet<NodeId>, BTreeSet<LayerId>)> = BTreeMap::new();
        let uppers: HashSet<&str> =
            self.sketch.layers.iter().filter(|layer| !layer.kind.is_hardware()).map(|l| l.name.as_str()).collect();
        let (mut over, mut told) = (Vec::new(), HashSet::new());
        for ipcp in &self.ipcps {
            for name in &ipcp.reg {
                match here.get(&(ipcp.node, name.as_str())) {
                    Some(upper) if told.insert((ipcp.node, *upper, ipcp.layer)) => {
                        over.push((ipcp.node, *upper, ipcp.layer, ipcp.line));
                    }
                    Some(_) => {}
                    // A layer's own name, registered beside its IPCP's.
                    None if uppers.contains(name.as_str()) => {}
                    None => {
                        let (nodes, layers) = services.entry(name.clone()).or_default();
                        nodes.insert(node_id(ipcp.node));
                        layers.insert(layer_id(ipcp.layer));
                    }
                }
            }
        }
        for (node, upper, lower, line) in over {
            self.sketch.member(node, upper, line)?.over.push(layer_id(lower));
        }
        for (name, (nodes, layers)) in services {
            let known = self.names.remove(&name).unwrap_or_default();
            let (nodes, layers) = (nodes.into_iter().collect(), layers.into_iter().collect());
            self.sketch.services.push(Service { name, nodes, layers, ..known });
        }
        for (name, service) in std::mem::take(&mut self.names) {
            if !service.program.is_empty() {
                self.sketch.ignored(1, say!("registered-nowhere", name = shown(&name)));
            }
        }
        Ok(())
    }

    /// Who begins, enrolls and connects, as strategies where they are one.
    fn rise(&mut self) {
        let mut by_layer: BTreeMap<usize, Vec<&Ipcp>> = BTreeMap::new();
        for ipcp in self.ipcps.iter().filter(|ipcp| !ipcp.kind.is_hardware()) {
            by_layer.entry(ipcp.layer).or_default().push(ipcp);
        }
        let mut over: HashMap<usize, Vec<(NodeId, &[LayerId])>> = HashMap::new();
        for (position, node) in self.sketch.nodes.iter().enumerate() {
            for member in &node.members {
                let layer = member.layer.0 as usize - 1;
                over.entry(layer).or_default().push((node_id(position), &member.over));
            }
        }
        let target = |name: &str| self.by_name.get(name).map(|at| node_id(self.ipcps[*at].node));
        let mut risen = Vec::new();
        for (layer, ipcps) in by_layer {
            let members = Members::of(over.remove(&layer).unwrap_or_default());
            let begins = ipcps.iter().find(|ipcp| ipcp.bootstrap.is_some() && ipcp.enrol.is_none());
            let root = begins.map(|ipcp| node_id(ipcp.node)).or(members.first());
            let tree = root.map_or(Vec::new(), |root| members.tree(root));
            let to = |ipcp: &Ipcp, name: &str| target(name).map(|to| (node_id(ipcp.node), to));
            let enrollments: Vec<_> = ipcps.iter().filter_map(|ipcp| to(ipcp, ipcp.enrol.as_deref()?)).collect();
            let flows: Vec<_> =
                ipcps.iter().flat_map(|ipcp| ipcp.conn.iter().filter_map(|name| to(ipcp, name))).collect();
            let mesh = members.mesh();
            let directed: BTreeSet<_> = tree.iter().copied().collect();
            let enrollment = match enrollments.iter().copied().collect::<BTreeSet<_>>() == directed {
                true => Strategy::Minimal,
                false => tree::strategy(&enrollments, &[], None, Strategy::Minimal),
            };
            let pairs: Vec<_> = tree.iter().map(|(from, to)| unordered(*from, *to)).collect();
            let flows = match self.sketch.layers[layer].kind {
                LayerKind::Broadcast => Strategy::FullMesh,
                _ => tree::strategy(&flows, &pairs, mesh.as_ref(), Strategy::FullMesh),
            };
            let is_first = root == members.first();
            let bootstrapper = root.filter(|_| !is_first).map_or(Bootstrapper::First, Bootstrapper::Node);
            risen.push((layer, enrollment, flows, bootstrapper));
        }
        for (layer, enrollment, flows, bootstrapper) in risen {
            let layer = &mut self.sketch.layers[layer];
            (layer.enrollment, layer.flows, layer.bootstrapper) = (enrollment, flows, bootstrapper);
        }
    }
}

/// The texts of a list, or the one text.
fn texts(fields: &dyn TableLike, key: &str) -> Vec<String> {
    match fields.get(key) {
        Some(item) => match (item.as_str(), item.as_array()) {
            (Some(text), _) => vec![text.to_owned()],
            (None, Some(list)) => list.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            (None, None) => Vec::new(),
        },
        None => Vec::new(),
    }
}

/// Policies that every member of a layer has are the layer's.
fn fold_equal_policies(sketch: &mut Sketch) {
    let mut first: HashMap<LayerId, (Policies, bool)> = HashMap::new();
    for member in sketch.nodes.iter().flat_map(|node| &node.members) {
        let (policies, is_equal) = first.entry(member.layer).or_insert_with(|| (member.policies.clone(), true));
        *is_equal &= *policies == member.policies;
    }
    for member in sketch.nodes.iter_mut().flat_map(|node| &mut node.members) {
        if let Some((policies, true)) = first.get(&member.layer) {
            sketch.layers[member.layer.0 as usize - 1].policies = policies.clone();
            member.policies = Policies::new();
        }
    }
}
