//! A draft as GraphML: names, places and link quality under keys that other tools know, labels and places for yEd too,
//! and the rest under the key `conga`.

use crate::{
    carried::{self, CONGA},
    xml::escaped,
};
use model::{Draft, Layer, LayerId, Node, NodeId};
use std::collections::BTreeMap;
use std::fmt::Write;

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
  <key id="label" for="all" attr.name="label" attr.type="string"/>
  <key id="x" for="node" attr.name="x" attr.type="double"/>
  <key id="y" for="node" attr.name="y" attr.type="double"/>
  <key id="rate" for="edge" attr.name="rate_mbit" attr.type="double"/>
  <key id="delay" for="edge" attr.name="delay_ms" attr.type="double"/>
  <key id="loss" for="edge" attr.name="loss_percent" attr.type="double"/>
  <key id="conga" for="all" attr.name="conga" attr.type="string"/>
  <key id="yed" for="node" yfiles.type="nodegraphics"/>
  <graph id="G" edgedefault="undirected">
"#;

pub(super) fn write(draft: &Draft) -> String {
    let mut text = HEAD.to_owned();
    datum(&mut text, "label", &draft.settings().title);
    for (id, node) in draft.nodes() {
        self::node(&mut text, id, node);
    }
    let members = draft.members_by_layer();
    for (id, layer) in draft.layers().filter(|(_, layer)| layer.kind.is_hardware()) {
        link(&mut text, id, layer, &members);
    }
    datum(&mut text, CONGA, &carried::of_draft(draft));
    text.push_str("  </graph>\n</graphml>\n");
    text
}

fn datum(text: &mut String, key: &str, value: &str) {
    writeln!(text, "    <data key=\"{key}\">{}</data>", escaped(value)).expect("a String takes all");
}

fn node(text: &mut String, id: NodeId, node: &Node) {
    writeln!(text, "    <node id=\"n{}\">", id.0).expect("a String takes all");
    datum(text, "label", &node.name);
    if let Some(at) = node.position {
        datum(text, "x", &at.x.to_string());
        datum(text, "y", &at.y.to_string());
        let (shown, x, y) = (escaped(&node.name), at.x, at.y);
        writeln!(
            text,
            "    <data key=\"yed\"><y:ShapeNode><y:Geometry width=\"80\" height=\"40\" x=\"{x}\" y=\"{y}\"/>\
             <y:NodeLabel>{shown}</y:NodeLabel></y:ShapeNode></data>"
        )
        .expect("a String takes all");
    }
    datum(text, CONGA, &carried::of_node(id, node));
    text.push_str("    </node>\n");
}

fn link(text: &mut String, id: LayerId, layer: &Layer, members: &BTreeMap<LayerId, Vec<NodeId>>) {
    let ends = members.get(&id).map_or(&[][..], Vec::as_slice);
    match ends {
        [a, b] if a != b => {
            writeln!(text, "    <edge id=\"e{}\" source=\"n{}\" target=\"n{}\">", id.0, a.0, b.0)
                .expect("a String takes all");
        }
        _ => {
            writeln!(text, "    <hyperedge id=\"e{}\">", id.0).expect("a String takes all");
            for end in ends {
                writeln!(text, "      <endpoint node=\"n{}\"/>", end.0).expect("a String takes all");
            }
        }
    }
    datum(text, "label", &layer.name);
    let quality = &layer.quality;
    for (key, value) in [("rate", quality.rate_mbit), ("delay", quality.delay_ms), ("loss", quality.loss_percent)] {
        if let Some(value) = value {
            datum(text, key, &value.to_string());
        }
    }
    datum(text, CONGA, &carried::of_link(id, layer));
    text.push_str(if matches!(ends, [a, b] if a != b) { "    </edge>\n" } else { "    </hyperedge>\n" });
}
