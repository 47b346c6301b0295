//! An rspec as a draft: its nodes, links and their quality; elements by namespace, never by prefix.

use crate::{
    FormatError, Imported,
    error::shown,
    geography,
    sketch::Sketch,
    xml::{self, Element},
};
use messages::say;
use model::{LayerKind, LinkQuality};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    rc::Rc,
};

const CORE: &str = "http://www.geni.net/resources/rspec/3";
const JFED: &str = "http://jfed.iminds.be/rspec/ext/jfed/1";

pub(super) fn read(text: &str, format: &'static str) -> Result<Imported, FormatError> {
    let root = xml::parse(text)?;
    if root.name != "rspec" || !is_core(&root) {
        let what = say!("begins-not-rspec", name = shown(&root.name));
        let mend = say!("open-rspec-of", namespace = CORE);
        return Err(FormatError { line: root.line, column: 1, what, mend });
    }
    let mut reader = Reader {
        sketch: Sketch::of(format),
        nodes: HashMap::new(),
        interfaces: HashMap::new(),
        pipes: HashMap::new(),
        geographic: Vec::new(),
    };
    reader.sketch.settings.testbed.kind = "jfed".into();
    for element in &root.children {
        match element.name.as_str() {
            "node" if is_core(element) => reader.node(element)?,
            "link" if is_core(element) => {}
            other => reader.sketch.ignored_kind(element.line, format!("`<{}>`", shown(other))),
        }
    }
    let links: Vec<&Element> = root.children.iter().filter(|child| child.name == "link" && is_core(child)).collect();
    for link in reader.joined(&links) {
        reader.link(&link)?;
    }
    let degrees: Vec<(f64, f64)> = reader.geographic.iter().map(|(_, lon, lat)| (*lon, *lat)).collect();
    for ((node, ..), (x, y)) in reader.geographic.iter().zip(geography::project(&degrees)) {
        reader.sketch.place(*node, x, y);
    }
    reader.sketch.finish()
}

fn is_core(element: &Element) -> bool {
    element.namespace == CORE
}

/// A node's interface.
struct Interface {
    node: usize,
    /// The interface's name on the machine, where a manifest says it.
    name: Option<String>,
    address: Option<String>,
}

/// An Emulab node that only delays: folded into the link it stands in.
struct Pipe {
    /// By the interfaces it leads from and to.
    qualities: BTreeMap<(String, String), LinkQuality>,
}

struct Reader<'e> {
    sketch: Sketch,
    nodes: HashMap<&'e str, usize>,
    interfaces: HashMap<&'e str, Interface>,
    /// Delay nodes, by each of their interfaces.
    pipes: HashMap<&'e str, Rc<Pipe>>,
    geographic: Vec<(usize, f64, f64)>,
}

/// A link, two links and the delay between them folded to one.
struct Link<'e> {
    elements: Vec<&'e Element>,
    pipe: Option<Rc<Pipe>>,
}

impl<'e> Reader<'e> {
    fn node(&mut self, element: &'e Element) -> Result<(), FormatError> {
        let id = element.attribute("client_id").unwrap_or_default();
        let is_delay = element.named("sliver_type").any(|sliver| sliver.attribute("name") == Some("delay"));
        if is_delay {
            self.pipe(element);
            return Ok(());
        }
        if self.nodes.contains_key(id) {
            self.sketch.ignored(element.line, say!("node-twice", node = shown(id)));
            return Ok(());
        }
        let node = self.sketch.node(id, element.line)?;
        self.nodes.insert(id, node);
        for child in &element.children {
            match (child.name.as_str(), child.namespace.as_str()) {
                ("interface", CORE) => self.interface(node, child),
                ("location", JFED) => {
                    if let (Some(x), Some(y)) = (child.number("x"), child.number("y")) {
                        self.sketch.place(node, x, y);
                    }
                }
                ("location", _) => {
                    let place = child.number("longitude").zip(child.number("latitude"));
                    self.geographic.extend(place.map(|(longitude, latitude)| (node, longitude, latitude)));
                }
                ("services", CORE) if child.children.is_empty() => {}
                (name, _) => {
                    self.sketch.ignored_kind(child.line, say!("element-of-nodes", name = shown(name)));
                }
            }
        }
        Ok(())
    }

    fn interface(&mut self, node: usize, element: &'e Element) {
        let Some(id) = element.attribute("client_id") else {
            self.sketch.ignored(element.line, say!("interface-without-id"));
            return;
        };
        // A manifest's component_id ends with the name the machine gives it.
        let name = element.attribute("component_id").and_then(|urn| urn.rsplit(['+', ':']).next());
        let name = name.filter(|name| (1..=15).contains(&name.len()) && name.is_ascii());
        let address = element.named("ip").find_map(|ip| ip.attribute("address"));
        let known = Interface { node, name: name.map(str::to_owned), address: address.map(str::to_owned) };
        if self.interfaces.insert(id, known).is_some() {
            self.sketch.ignored(element.line, say!("interface-twice", name = shown(id)));
        }
    }

    fn pipe(&mut self, element: &'e Element) {
        let mut qualities = BTreeMap::new();
        if let Some(shaping) = element.find("sliver_type_shaping") {
            for pipe in shaping.named("pipe") {
                let end = |name| pipe.attribute(name).unwrap_or_default().to_owned();
                qualities.insert((end("source"), end("dest")), quality(pipe));
            }
        }
        let pipe = Rc::new(Pipe { qualities });
        for interface in element.named("interface").filter_map(|interface| interface.attribute("client_id")) {
            self.pipes.insert(interface, pipe.clone());
        }
        self.sketch.approximated(element.line, say!("delay-node"));
    }

    /// The links, those on both sides of a delay node as one.
    fn joined(&self, links: &[&'e Element]) -> Vec<Link<'e>> {
        let mut joined: Vec<Link<'e>> = Vec::new();
        let mut halves: HashMap<*const Pipe, usize> = HashMap::new();
        for link in links {
            let pipe = interface_refs(link).find_map(|id| self.pipes.get(id));
            let half = pipe.and_then(|pipe| halves.get(&Rc::as_ptr(pipe)).copied());
            match half {
                Some(half) => joined[half].elements.push(link),
                None => {
                    if let Some(pipe) = pipe {
                        halves.insert(Rc::as_ptr(pipe), joined.len());
                    }
                    joined.push(Link { elements: vec![link], pipe: pipe.cloned() });
                }
            }
        }
        joined
    }

    fn link(&mut self, link: &Link<'e>) -> Result<(), FormatError> {
        let element = link.elements[0];
        let id = element.attribute("client_id").unwrap_or_default();
        let layer = self.sketch.layer(id, LayerKind::EthDix, element.line)?;
        let mut senders = HashMap::new();
        for part in &link.elements {
            for reference in interface_refs(part).filter(|id| !self.pipes.contains_key(id)) {
                let Some(Interface { node, name, address }) = self.interfaces.get(reference) else {
                    self.sketch.ignored(part.line, say!("interface-of-none", name = shown(reference)));
                    continue;
                };
                senders.insert(reference, *node);
                if address.is_some() {
                    self.sketch.ignored_kind(part.line, say!("no-ip-needed"));
                }
                self.sketch.member(*node, layer, part.line)?.interface = name.clone();
            }
            self.children(part);
        }
        self.shape(link, layer, &senders)
    }

    fn children(&mut self, link: &'e Element) {
        for child in &link.children {
            match child.name.as_str() {
                "interface_ref" | "property" | "component_manager" => {}
                "link_type" if matches!(child.attribute("name"), None | Some("lan" | "vlan" | "egre-tunnel")) => {}
                other => self.sketch.ignored_kind(child.line, say!("element-of-links", name = shown(other))),
            }
        }
    }

    /// Quality by direction; of the link, where all directions are equal.
    fn shape(&mut self, link: &Link<'e>, layer: usize, senders: &HashMap<&str, usize>) -> Result<(), FormatError> {
        let line = link.elements[0].line;
        let mut by_sender: BTreeMap<usize, LinkQuality> = BTreeMap::new();
        for property in link.elements.iter().flat_map(|part| part.named("property")) {
            match property.attribute("source_id").and_then(|source| senders.get(source)) {
                Some(sender) => {
                    let told = quality(property);
                    if by_sender.insert(*sender, told.clone()).is_some_and(|before| before != told) {
                        self.sketch.approximated(property.line, say!("one-quality"));
                    }
                }
                None => self.sketch.ignored(property.line, say!("property-not-on-link")),
            }
        }
        if let Some(pipe) = &link.pipe {
            // What enters the pipe on the side of one part was sent by that part's node.
            for part in &link.elements {
                let refs: Vec<&str> = interface_refs(part).collect();
                let sender = refs.iter().find_map(|id| senders.get(id));
                let sent = pipe.qualities.iter().find(|((source, _), _)| refs.contains(&source.as_str()));
                by_sender.extend(sender.zip(sent).map(|(sender, (_, quality))| (*sender, quality.clone())));
            }
        }
        let distinct: HashSet<usize> = senders.values().copied().collect();
        let first = by_sender.values().next().cloned();
        if let Some(first) = first
            .filter(|first| by_sender.len() == distinct.len() && by_sender.values().all(|quality| quality == first))
        {
            self.sketch.layers[layer].quality = first;
            return Ok(());
        }
        for (sender, quality) in by_sender {
            self.sketch.member(sender, layer, line)?.quality = Some(quality);
        }
        Ok(())
    }
}

fn interface_refs(link: &Element) -> impl Iterator<Item = &str> {
    link.named("interface_ref").filter_map(|reference| reference.attribute("client_id"))
}

/// Capacity in kbit/s, latency in ms, loss as a part of 1.
fn quality(element: &Element) -> LinkQuality {
    let number = |name| element.number(name).filter(|number| *number >= 0.0);
    LinkQuality {
        rate_mbit: number("capacity").filter(|kbit| *kbit > 0.0).map(|kbit| kbit / 1_000.0),
        delay_ms: number("latency").filter(|ms| *ms > 0.0),
        loss_percent: number("packet_loss").filter(|loss| (1e-12..=1.0).contains(loss)).map(percent),
        ..LinkQuality::default()
    }
}

/// A part of 1 as percent, without the dust of binary fractions.
fn percent(part: f64) -> f64 {
    (part * 100.0 * 1e9).round() / 1e9
}
