//! A draft as DOT: names, places and link quality as attributes, and the rest in the attribute `conga`.

use crate::{
    carried::{self, CONGA},
    names::{Names, Written},
};
use model::{Draft, Layer, LayerId, LinkQuality, NodeId};
use std::collections::BTreeMap;

/// How a link of many ends is drawn, and known again.
pub(super) const LAN: &str = "point";

pub(super) fn write(draft: &Draft) -> String {
    let names = Written::of(draft);
    // Nodes and links of many ends share one room of names.
    let mut taken = Names::default();
    let title: String =
        draft.settings().title.chars().map(|c| if c.is_control() || "\"\\".contains(c) { ' ' } else { c }).collect();
    let mut text = format!("graph \"{title}\" {{\n  {CONGA}=\"{}\";\n", packed(&carried::of_draft(draft)));
    for (id, node) in draft.nodes() {
        let name = taken.fresh(names.node(id), "node");
        let at = node.position.map(|at| format!("pos=\"{},{}!\", ", at.x, -at.y)).unwrap_or_default();
        text += &format!("  \"{name}\" [{at}{CONGA}=\"{}\"];\n", packed(&carried::of_node(id, node)));
    }
    let members = draft.members_by_layer();
    for (id, layer) in draft.layers().filter(|(_, layer)| layer.kind.is_hardware()) {
        link(&mut text, &names, &mut taken, (id, layer, &members));
    }
    text + "}\n"
}

fn link(
    text: &mut String,
    names: &Written,
    taken: &mut Names,
    (id, layer, members): (LayerId, &Layer, &BTreeMap<LayerId, Vec<NodeId>>),
) {
    let ends = members.get(&id).map_or(&[][..], Vec::as_slice);
    let label = names.layer(id);
    let rest = format!("{}{CONGA}=\"{}\"", quality(&layer.quality), packed(&carried::of_link(id, layer)));
    match ends {
        [a, b] if a != b => {
            *text += &format!("  \"{}\" -- \"{}\" [label=\"{label}\", {rest}];\n", names.node(*a), names.node(*b));
        }
        _ => {
            let lan = taken.fresh(label, "link");
            *text += &format!("  \"{lan}\" [shape={LAN}, label=\"{label}\", {rest}];\n");
            for end in ends {
                *text += &format!("  \"{}\" -- \"{lan}\";\n", names.node(*end));
            }
        }
    }
}

fn quality(quality: &LinkQuality) -> String {
    let known =
        [("rate_mbit", quality.rate_mbit), ("delay_ms", quality.delay_ms), ("loss_percent", quality.loss_percent)];
    let said = |(name, value): (&str, Option<f64>)| value.map(|value| format!("{name}=\"{value}\", "));
    known.into_iter().filter_map(said).collect()
}

/// A text without the two characters whose escapes in DOT depend on what stands before them.
fn packed(text: &str) -> String {
    text.replace('%', "%25").replace('"', "%22").replace('\\', "%5C")
}

/// What [`packed`] made, as it was.
pub(super) fn unpacked(text: &str) -> String {
    text.replace("%5C", "\\").replace("%22", "\"").replace("%25", "%")
}
