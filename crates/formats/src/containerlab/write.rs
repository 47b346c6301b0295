//! A draft as a topology and its annotations; what containerlab cannot say travels in labels and in one comment.

use super::{
    notes,
    read::{TEXTS, WHOLE},
};
use crate::{
    File,
    carried::{self, CONGA},
    names::{Names, Written},
    yaml::quoted,
};
use model::{Draft, Layer, LayerId, NodeId, name};
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The image of nodes that say none: containerlab's own choice for plain Linux machines.
const IMAGE: &str = "ghcr.io/srl-labs/network-multitool";

pub(super) fn write(draft: &Draft) -> Vec<File> {
    let mut writer = Writer {
        draft,
        names: Written::of(draft),
        nodes: Names::default(),
        interfaces: HashMap::new(),
        text: String::new(),
    };
    writer.head();
    writer.topology();
    let title = name::mended(&draft.settings().title, "experiment");
    let path = format!("{title}.clab.yml");
    let annotations = File { path: format!("{path}.annotations.json"), text: writer.annotations() };
    vec![File { path, text: writer.text }, annotations]
}

struct Writer<'d> {
    draft: &'d Draft,
    names: Written,
    /// Nodes and bridges share one room of names.
    nodes: Names,
    /// The interfaces taken on each node, and the number to try next.
    interfaces: HashMap<NodeId, (HashSet<String>, usize)>,
    text: String,
}

impl Writer<'_> {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn head(&mut self) {
        self.line(&format!("{WHOLE}{}", carried::of_draft(self.draft)));
        self.line(&format!("name: {}", quoted(&name::mended(&self.draft.settings().title, "experiment"))));
        self.line("topology:");
        self.line("  nodes:");
    }

    fn topology(&mut self) {
        for (id, node) in self.draft.nodes() {
            let own = node.members.iter().filter_map(|member| member.interface.clone()).collect();
            self.interfaces.insert(id, (own, 1));
            let name = self.names.node(id).to_owned();
            self.nodes.fresh(&name, "node");
            self.line(&format!("    {}:\n      kind: linux\n      image: {IMAGE}\n      labels:", quoted(&name)));
            if let Some(at) = node.position {
                self.line(&format!("        graph-posX: \"{}\"\n        graph-posY: \"{}\"", at.x, at.y));
            }
            self.line(&format!("        {CONGA}: {}", quoted(&carried::of_node(id, node))));
        }
        let members = self.draft.members_by_layer();
        let links: Vec<(LayerId, &Layer)> = self.draft.layers().filter(|(_, layer)| layer.kind.is_hardware()).collect();
        let is_pair = |ends: &[NodeId]| matches!(ends, [a, b] if a != b);
        let mut bridges = BTreeMap::new();
        for (id, layer) in links.iter().filter(|(id, _)| !is_pair(&members[id])) {
            let bridge = self.nodes.fresh(self.names.layer(*id), "bridge");
            self.line(&format!("    {}:\n      kind: bridge\n      labels:", quoted(&bridge)));
            self.labels(*id, layer, 8);
            bridges.insert(*id, bridge);
        }
        self.line("  links:");
        for (id, layer) in links {
            match bridges.get(&id) {
                None => {
                    let ends: Vec<String> = members[&id].iter().map(|end| self.end(*end, id)).collect();
                    self.line(&format!("    - endpoints: [{}]\n      labels:", ends.join(", ")));
                    self.labels(id, layer, 8);
                }
                Some(bridge) => {
                    for (n, end) in (1..).zip(&members[&id]) {
                        let (end, port) = (self.end(*end, id), quoted(&format!("{bridge}:eth{n}")));
                        self.line(&format!("    - endpoints: [{end}, {port}]"));
                    }
                }
            }
        }
    }

    fn labels(&mut self, id: LayerId, layer: &Layer, indent: usize) {
        let indent = " ".repeat(indent);
        self.line(&format!("{indent}name: {}", quoted(self.names.layer(id))));
        self.line(&format!("{indent}{CONGA}: {}", quoted(&carried::of_link(id, layer))));
    }

    /// An end as `"node:interface"`; the interface is the member's own, else the next that is free.
    fn end(&mut self, node: NodeId, link: LayerId) -> String {
        let own = self.draft.member(node, link).and_then(|member| member.interface.clone());
        let interface = own.filter(|own| own.chars().all(|c| c.is_ascii_graphic() && c != ':')).unwrap_or_else(|| {
            let (taken, next) = self.interfaces.entry(node).or_default();
            loop {
                let tried = format!("eth{next}");
                *next += 1;
                if taken.insert(tried.clone()) {
                    return tried;
                }
            }
        });
        quoted(&format!("{}:{interface}", self.names.node(node)))
    }

    fn annotations(&self) -> String {
        let placed = self.draft.nodes().filter_map(|(id, node)| Some((id, node.position?)));
        let annotation =
            |(id, at): (NodeId, model::Point)| json!({"id": self.names.node(id), "position": {"x": at.x, "y": at.y}});
        let nodes: Vec<Json> = placed.map(annotation).collect();
        let texts = notes::write(&self.draft.settings().notes);
        format!("{:#}\n", json!({ "nodeAnnotations": nodes, TEXTS: texts }))
    }
}
