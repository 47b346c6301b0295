//! A GraphML file as a draft: nodes, edges and hyperedges; data by the names of its keys, never by their ids.

use crate::{
    FormatError, Imported,
    carried::{CONGA, Carried},
    error::shown,
    geography, netem,
    sketch::Sketch,
    xml::{self, Element},
};
use messages::say;
use model::{LayerKind, LinkQuality};
use std::collections::HashMap;

/// Pixels of yEd's drawings are close; nodes here need more room.
const NODE_WIDTH: f64 = 160.0;

pub(super) fn read(text: &str) -> Result<Imported, FormatError> {
    let root = xml::parse(text)?;
    if root.name != "graphml" {
        let what = say!("begins-not-graphml", name = shown(&root.name));
        return Err(FormatError { line: root.line, column: 1, what, mend: say!("open-graphml").into() });
    }
    let mut reader = Reader {
        sketch: Sketch::of("graphml"),
        carried: Carried::default(),
        keys: root.named("key").filter_map(|key| Some((key.attribute("id")?, key))).collect(),
        nodes: HashMap::new(),
        geographic: Vec::new(),
        is_drawn: false,
    };
    let mut graphs = Vec::new();
    for graph in root.named("graph") {
        reader.graph(graph, &mut graphs)?;
    }
    for graph in graphs {
        reader.edges(graph)?;
    }
    for (name, value) in reader.data(&root) {
        if name == CONGA && !reader.carried.whole(value) {
            reader.sketch.ignored(root.line, say!("carried-changed"));
        }
    }
    reader.finish()
}

struct Reader<'e> {
    sketch: Sketch,
    carried: Carried,
    /// The `<key>` elements by id.
    keys: HashMap<&'e str, &'e Element>,
    nodes: HashMap<&'e str, usize>,
    /// Nodes with longitude and latitude.
    geographic: Vec<(usize, f64, f64)>,
    /// Places are pixels of a drawing, not canvas units of ours.
    is_drawn: bool,
}

impl<'e> Reader<'e> {
    /// What is known of an element: each datum's name and text, the defaults of its keys not.
    fn data(&self, element: &'e Element) -> Vec<(&'e str, &'e str)> {
        let name = |data: &'e Element| {
            let key = data.attribute("key").unwrap_or_default();
            self.keys.get(key).and_then(|key| key.attribute("attr.name")).unwrap_or(key)
        };
        element.named("data").map(|data| (name(data), data.text.trim())).collect()
    }

    /// The nodes of a graph and of the graphs inside them; edges wait until all nodes are there.
    fn graph(&mut self, graph: &'e Element, graphs: &mut Vec<&'e Element>) -> Result<(), FormatError> {
        graphs.push(graph);
        for (name, value) in self.data(graph) {
            match name {
                "Network" | "label" | "name" if !value.is_empty() && graphs.len() == 1 => {
                    self.sketch.settings.title = value.chars().take(120).collect();
                }
                CONGA if self.carried.whole(value) => {}
                _ => self.sketch.ignored_kind(graph.line, say!("attribute-of-graph", key = shown(name))),
            }
        }
        for node in graph.named("node") {
            match node.named("graph").next() {
                Some(_) => {
                    self.sketch.ignored_kind(node.line, say!("group-of-nodes"));
                    for inner in node.named("graph") {
                        self.graph(inner, graphs)?;
                    }
                }
                None => self.node(node)?,
            }
        }
        Ok(())
    }

    fn node(&mut self, element: &'e Element) -> Result<(), FormatError> {
        let id = element.attribute("id").unwrap_or_default();
        if self.nodes.contains_key(id) {
            self.sketch.ignored(element.line, say!("node-twice", node = shown(id)));
            return Ok(());
        }
        let data = self.data(element);
        let datum = |wanted: &[&str]| {
            let is_wanted = |name: &str| wanted.iter().any(|wanted| name.eq_ignore_ascii_case(wanted));
            data.iter().find(|(name, value)| is_wanted(name) && !value.is_empty()).map(|(_, value)| *value)
        };
        let number = |wanted: &[&str]| datum(wanted).and_then(|value| value.parse::<f64>().ok());
        let drawn_label = element.find("NodeLabel").map(|label| label.text.trim()).filter(|label| !label.is_empty());
        let label = drawn_label.or(datum(&["label", "name"])).unwrap_or(id);
        let node = self.sketch.node(label, element.line)?;
        self.nodes.insert(id, node);
        let geometry = element.find("Geometry");
        let drawn = geometry.and_then(|at| Some((at.number("x")?, at.number("y")?)));
        let plain = number(&["x"]).zip(number(&["y"]));
        if let Some((x, y)) = drawn.or(plain) {
            self.is_drawn |= plain.is_none();
            self.sketch.place(node, x, y);
        } else if let (Some(longitude), Some(latitude)) = (number(&["longitude", "lon"]), number(&["latitude", "lat"]))
        {
            self.geographic.push((node, longitude, latitude));
        }
        self.sketch.nodes[node].note = datum(&["note"]).unwrap_or_default().chars().take(10_000).collect();
        for (name, value) in data {
            let is_known = ["label", "name", "x", "y", "longitude", "latitude", "lon", "lat", "note"]
                .iter()
                .any(|known| name.eq_ignore_ascii_case(known));
            if name == CONGA && self.carried.node(node, value) || is_known || value.is_empty() {
                continue;
            }
            self.sketch.ignored_kind(element.line, say!("attribute-of-nodes", key = shown(name)));
        }
        Ok(())
    }

    fn edges(&mut self, graph: &'e Element) -> Result<(), FormatError> {
        for edge in &graph.children {
            match edge.name.as_str() {
                "edge" => {
                    let ends = ["source", "target"].map(|end| edge.attribute(end).unwrap_or_default());
                    self.link(edge, &ends)?;
                }
                "hyperedge" => {
                    let ends: Vec<&str> =
                        edge.named("endpoint").map(|end| end.attribute("node").unwrap_or_default()).collect();
                    self.link(edge, &ends)?;
                }
                "node" | "data" | "desc" => {}
                other => self.sketch.ignored_kind(edge.line, format!("`<{}>`", shown(other))),
            }
        }
        Ok(())
    }

    fn link(&mut self, element: &'e Element, ends: &[&str]) -> Result<(), FormatError> {
        let known: Vec<usize> = ends.iter().filter_map(|end| self.nodes.get(end).copied()).collect();
        if known.len() < ends.len() {
            self.sketch.ignored(element.line, say!("edge-to-none"));
            return Ok(());
        }
        let data = self.data(element);
        let fresh = format!("e{}", self.sketch.layers.len() + 1);
        let is_ours = data.iter().any(|(name, _)| *name == CONGA);
        let named = data.iter().find(|(name, _)| *name == "label" && is_ours).map_or(fresh.as_str(), |named| named.1);
        let link = self.sketch.layer(named, LayerKind::EthDix, element.line)?;
        for end in known {
            self.sketch.member(end, link, element.line)?;
        }
        let drawn = element.find("EdgeLabel").map(|label| label.text.trim()).filter(|label| !label.is_empty());
        self.sketch.layers[link].note = drawn.unwrap_or_default().chars().take(1_000).collect();
        let quality = self.quality(&data, link, element.line);
        self.sketch.layers[link].quality = quality;
        for (name, value) in data {
            if name == CONGA && !self.carried.link(link, value) {
                self.sketch.ignored(element.line, say!("carried-changed"));
            }
        }
        Ok(())
    }

    /// What an edge's data say about the link; what else they say becomes a note, or is left out.
    fn quality(&mut self, data: &[(&str, &str)], link: usize, line: usize) -> LinkQuality {
        let mut quality = LinkQuality::default();
        for (name, value) in data.iter().filter(|(_, value)| !value.is_empty()) {
            let number = value.parse::<f64>().ok().filter(|number| number.is_finite() && *number >= 0.0);
            match (name.to_ascii_lowercase().as_str(), number) {
                ("linkspeedraw", Some(bps)) if bps > 0.0 => quality.rate_mbit = Some(bps / 1e6),
                ("rate_mbit" | "bandwidth" | "capacity", Some(mbit)) if mbit > 0.0 => quality.rate_mbit = Some(mbit),
                ("bandwidth" | "capacity", None) => quality.rate_mbit = netem::rate(&value.replace(' ', "")),
                ("delay_ms" | "delay" | "latency", Some(ms)) => quality.delay_ms = Some(ms),
                ("loss_percent" | "loss", Some(percent)) if percent <= 100.0 => quality.loss_percent = Some(percent),
                ("label" | "linklabel" | "linknote" | "name", _) => {
                    let note = &mut self.sketch.layers[link].note;
                    if note.is_empty() {
                        note.extend(value.chars().take(1_000));
                    }
                }
                ("linkspeed" | "linkspeedunits" | "id" | CONGA, _) => {}
                _ => self.sketch.ignored_kind(line, say!("attribute-of-edges", key = shown(name))),
            }
        }
        quality
    }

    fn finish(mut self) -> Result<Imported, FormatError> {
        let places = geography::project(&self.geographic.iter().map(|(_, lon, lat)| (*lon, *lat)).collect::<Vec<_>>());
        for ((node, ..), (x, y)) in self.geographic.iter().zip(places) {
            self.sketch.place(*node, x, y);
        }
        if self.is_drawn {
            geography::spread(&mut self.sketch.nodes, NODE_WIDTH);
        }
        self.carried.restore(&mut self.sketch)?;
        self.sketch.finish()
    }
}
