//! A topology as a draft: nodes, links, bridges as links of many ends; places from labels or annotations.

use super::notes;
use crate::{
    FormatError, Imported,
    bundle::{self, Part},
    carried::{CONGA, Carried},
    error::shown,
    sketch::Sketch,
    yaml::{self, Node},
};
use messages::say;
use model::LayerKind;
use serde_json::Value as Json;
use std::collections::{HashMap, HashSet};

/// What the line with the rest of the draft begins with.
pub(super) const WHOLE: &str = "# conga: ";

/// The key of the list of free texts.
pub(super) const TEXTS: &str = "freeTextAnnotations";

/// Ends that stand for something outside the topology.
const OUTSIDE: [&str; 3] = ["host", "mgmt-net", "macvlan"];

pub(super) fn read(text: &str) -> Result<Imported, FormatError> {
    let parts = bundle::parts(text)?;
    let is_annotation = |part: &&Part<'_>| part.path.ends_with(".annotations.json");
    let topology = parts.iter().find(|part| !is_annotation(part));
    let (yaml, lines_before) = topology.map_or((text, 0), |part| (part.text, part.lines_before));
    let root = yaml::parse(yaml).map_err(|error| {
        let mend = if yaml.contains("{{") { say!("render-template").into() } else { error.mend };
        FormatError { line: error.line + lines_before, mend, ..error }
    })?;
    let mut reader = Reader { sketch: Sketch::of("containerlab"), ..Reader::default() };
    reader.topology(&root)?;
    for part in parts.iter().filter(is_annotation) {
        reader.annotations(part);
    }
    if let Some(whole) = yaml.lines().find_map(|line| line.strip_prefix(WHOLE))
        && !reader.carried.whole(whole)
    {
        reader.sketch.ignored(1, say!("carried-changed"));
    }
    std::mem::take(&mut reader.carried).restore(&mut reader.sketch)?;
    reader.notes();
    let mut imported = reader.sketch.finish()?;
    imported.report.shift(lines_before);
    Ok(imported)
}

struct Reader {
    sketch: Sketch,
    carried: Carried,
    nodes: HashMap<String, usize>,
    /// Bridges, which are links of many ends.
    bridges: HashMap<String, usize>,
    /// The free texts of annotations, with the lines before them; none if the file has no list of them.
    texts: Option<(Vec<Json>, usize)>,
}

impl Default for Reader {
    fn default() -> Self {
        Self {
            sketch: Sketch::of("containerlab"),
            carried: Carried::default(),
            nodes: HashMap::new(),
            bridges: HashMap::new(),
            texts: None,
        }
    }
}

/// What a node is by itself, its group, its kind or the defaults, in this order.
fn inherited<'n>(topology: &'n Node, node: &'n Node, key: &str) -> Option<&'n str> {
    let of = |table: &str, name: &str| topology.get(table)?.get(name)?.get(key)?.text();
    let text = |node: &'n Node, key: &str| node.get(key).and_then(Node::text);
    let group = || of("groups", text(node, "group")?);
    let kind = || of("kinds", text(node, "kind")?);
    text(node, key).or_else(group).or_else(kind).or_else(|| topology.get("defaults")?.get(key)?.text())
}

impl Reader {
    fn topology(&mut self, root: &Node) -> Result<(), FormatError> {
        let Some(topology) = root.get("topology") else {
            let what = say!("no-topology").to_owned();
            return Err(FormatError { line: root.line, column: 1, what, mend: say!("open-containerlab").into() });
        };
        for (key, value) in root.entries() {
            match (key.as_str(), value.text()) {
                ("name", Some(name)) => self.sketch.settings.title = name.chars().take(120).collect(),
                ("topology", _) => {}
                _ => self.sketch.ignored_kind(value.line, format!("`{}`", shown(key))),
            }
        }
        for (key, value) in topology.entries() {
            match key.as_str() {
                "nodes" | "links" => {}
                "defaults" | "kinds" | "groups" => {
                    self.sketch.ignored_kind(value.line, say!("key-but-kind", key = key));
                }
                _ => self.sketch.ignored_kind(value.line, say!("attribute-of-topology", key = shown(key))),
            }
        }
        for (name, node) in topology.get("nodes").map_or(&[][..], Node::entries) {
            self.node(topology, name, node)?;
        }
        for link in topology.get("links").map_or(&[][..], Node::elements) {
            self.link(link)?;
        }
        Ok(())
    }

    fn node(&mut self, topology: &Node, name: &str, node: &Node) -> Result<(), FormatError> {
        if self.nodes.contains_key(name) || self.bridges.contains_key(name) {
            self.sketch.ignored(node.line, say!("node-twice", node = shown(name)));
            return Ok(());
        }
        let label = |key: &str| node.get("labels").and_then(|labels| labels.get(key)).and_then(Node::text);
        if matches!(inherited(topology, node, "kind"), Some("bridge" | "ovs-bridge")) {
            let layer = self.sketch.layer(label("name").unwrap_or(name), LayerKind::EthDix, node.line)?;
            self.bridges.insert(name.to_owned(), layer);
            if label(CONGA).is_some_and(|carried| self.carried.link(layer, carried)) {
                return Ok(());
            }
            self.sketch.approximated(node.line, say!("bridge-is-link", bridge = shown(name)));
            return Ok(());
        }
        let position = self.sketch.node(name, node.line)?;
        self.nodes.insert(name.to_owned(), position);
        let number = |key| label(key).and_then(|text| text.trim().parse::<f64>().ok());
        if let (Some(x), Some(y)) = (number("graph-posX"), number("graph-posY")) {
            self.sketch.place(position, x, y);
        }
        let is_ours = label(CONGA).is_some_and(|carried| self.carried.node(position, carried));
        for (key, value) in node.entries() {
            let is_known = matches!(key.as_str(), "kind" | "group" | "labels" | "<<");
            if !is_known && !is_ours {
                self.sketch.ignored_kind(value.line, say!("attribute-of-nodes", key = shown(key)));
            }
        }
        Ok(())
    }

    fn link(&mut self, link: &Node) -> Result<(), FormatError> {
        let ends: Vec<(&str, Option<&str>)> =
            link.get("endpoints").map_or(&[][..], Node::elements).iter().filter_map(|end| end_of(end)).collect();
        let kind = link.get("type").and_then(Node::text).unwrap_or("veth");
        if kind != "veth" || ends.len() != 2 || ends.iter().any(|(node, _)| OUTSIDE.contains(node)) {
            self.sketch.ignored(link.line, say!("link-leads-out", kind = shown(kind)));
            return Ok(());
        }
        let is_there = |name: &str| self.nodes.contains_key(name) || self.bridges.contains_key(name);
        if let Some((name, _)) = ends.iter().find(|(name, _)| !is_there(name)) {
            self.sketch.ignored(link.line, say!("link-to-none", node = shown(name)));
            return Ok(());
        }
        for (key, value) in link.entries() {
            if !matches!(key.as_str(), "type" | "endpoints" | "labels") {
                self.sketch.ignored_kind(value.line, say!("attribute-of-links", key = shown(key)));
            }
        }
        let lans: Vec<usize> = ends.iter().filter_map(|(name, _)| self.bridges.get(*name).copied()).collect();
        let label = |key: &str| link.get("labels").and_then(|labels| labels.get(key)).and_then(Node::text);
        let layer = match lans[..] {
            [] => {
                let fresh = format!("e{}", self.sketch.layers.len() + 1);
                let layer = self.sketch.layer(label("name").unwrap_or(&fresh), LayerKind::EthDix, link.line)?;
                if let Some(carried) = label(CONGA) {
                    self.carried.link(layer, carried);
                }
                layer
            }
            [lan] => lan,
            _ => {
                self.sketch.ignored(link.line, say!("link-of-bridges"));
                return Ok(());
            }
        };
        for (name, interface) in ends {
            let Some(node) = self.nodes.get(name).copied() else { continue };
            let interface = interface.filter(|interface| (1..=15).contains(&interface.len())).map(str::to_owned);
            let member = self.sketch.member(node, layer, link.line)?;
            member.interface = member.interface.take().or(interface);
        }
        Ok(())
    }

    fn annotations(&mut self, part: &Part<'_>) {
        let Ok(json) = serde_json::from_str::<Json>(part.text) else {
            self.sketch.ignored(part.lines_before, say!("annotations-no-json"));
            return;
        };
        let list = |key: &str| json.get(key).and_then(Json::as_array).map_or(&[][..], Vec::as_slice);
        for annotation in list("nodeAnnotations") {
            let id = annotation.get("id").and_then(Json::as_str).unwrap_or_default();
            let at = |axis| annotation.get("position").and_then(|at| at.get(axis)).and_then(Json::as_f64);
            if let (Some(node), Some(x), Some(y)) = (self.nodes.get(id), at("x"), at("y")) {
                self.sketch.place(*node, x, y);
            }
        }
        if let Some(texts) = json.get(TEXTS).and_then(Json::as_array) {
            self.texts = Some((texts.clone(), part.lines_before));
        }
        let others: HashSet<&str> = json.as_object().into_iter().flatten().map(|(key, _)| key.as_str()).collect();
        let mut others: Vec<&str> =
            others.into_iter().filter(|key| !["nodeAnnotations", TEXTS].contains(key)).collect();
        others.sort_unstable();
        for key in others.into_iter().filter(|key| !list(key).is_empty()) {
            self.sketch.ignored_kind(part.lines_before, say!("attribute-of-annotations", key = shown(key)));
        }
    }

    /// Notes are what annotations say, if they say anything of texts; else what was carried.
    fn notes(&mut self) {
        let Some((texts, line)) = self.texts.take() else { return };
        let (notes, n_lost) = notes::read(&texts, &self.sketch.settings.notes);
        self.sketch.settings.notes = notes;
        if n_lost > 0 {
            self.sketch.ignored_kind(line, say!("texts-of-annotations", n = n_lost));
        }
    }
}

/// The node and the interface of an end, written `node:interface` or as a map.
fn end_of(end: &Node) -> Option<(&str, Option<&str>)> {
    if let Some(text) = end.text() {
        let (node, interface) = text.split_once(':').map_or((text, None), |(node, name)| (node, Some(name)));
        return Some((node, interface));
    }
    let text = |key| end.get(key).and_then(Node::text);
    Some((text("node")?, text("interface")))
}
