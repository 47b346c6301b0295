//! A draft as an rspec request: nodes, links and their quality; what it cannot say stands in a comment.

use crate::{
    lost::{Fact, lost},
    names::Written,
    xml::escaped,
};
use model::{Draft, Layer, LayerId, LayerKind, LinkQuality, NodeId};
use std::collections::BTreeMap;

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<rspec xmlns="http://www.geni.net/resources/rspec/3" xmlns:jfed="http://jfed.iminds.be/rspec/ext/jfed/1" type="request">
"#;

pub(super) fn write(draft: &Draft) -> String {
    let names = Written::of(draft);
    let members = draft.members_by_layer();
    let mut text = HEAD.to_owned();
    let sayable = [Fact::Places, Fact::Quality, Fact::OneWayQuality, Fact::Lonely];
    let udp = draft.layers().any(|(_, layer)| !layer.kind.is_ethernet() && layer.kind.is_hardware());
    let lost = lost(draft, &sayable).into_iter().chain(udp.then(|| "links that are no Ethernet are not here".into()));
    lost.for_each(|lost| text.push_str(&format!("  <!-- {lost} -->\n")));
    for (id, node) in draft.nodes() {
        let name = escaped(names.node(id));
        text.push_str(&format!(
            "  <node client_id=\"{name}\" exclusive=\"true\">\n    <sliver_type name=\"raw-pc\"/>\n"
        ));
        for link in node.members.iter().filter(|member| is_link(draft, member.layer)) {
            text.push_str(&format!("    <interface client_id=\"{}\"/>\n", interface(&names, id, link.layer)));
        }
        if let Some(at) = node.position {
            text.push_str(&format!("    <jfed:location x=\"{}\" y=\"{}\"/>\n", at.x, at.y));
        }
        text.push_str("  </node>\n");
    }
    for (id, layer) in draft.layers().filter(|(id, _)| is_link(draft, *id)) {
        link(&mut text, draft, &names, (id, layer, &members));
    }
    text + "</rspec>\n"
}

fn is_link(draft: &Draft, layer: LayerId) -> bool {
    draft.layer(layer).is_some_and(|layer| layer.kind.is_ethernet() || layer.kind == LayerKind::Local)
}

fn interface(names: &Written, node: NodeId, layer: LayerId) -> String {
    escaped(&format!("{}:{}", names.node(node), names.layer(layer)))
}

fn link(
    text: &mut String,
    draft: &Draft,
    names: &Written,
    (id, layer, members): (LayerId, &Layer, &BTreeMap<LayerId, Vec<NodeId>>),
) {
    let mut ends = members.get(&id).cloned().unwrap_or_default();
    ends.sort_unstable();
    ends.dedup();
    text.push_str(&format!("  <link client_id=\"{}\">\n", escaped(names.layer(id))));
    for end in &ends {
        text.push_str(&format!("    <interface_ref client_id=\"{}\"/>\n", interface(names, *end, id)));
    }
    text.push_str("    <link_type name=\"lan\"/>\n");
    for from in &ends {
        let own = draft.member(*from, id).and_then(|member| member.quality.as_ref());
        let shape = shape(own.unwrap_or(&layer.quality));
        for to in ends.iter().filter(|to| *to != from && !shape.is_empty()) {
            let (from, to) = (interface(names, *from, id), interface(names, *to, id));
            text.push_str(&format!("    <property source_id=\"{from}\" dest_id=\"{to}\"{shape}/>\n"));
        }
    }
    text.push_str("  </link>\n");
}

/// Capacity in kbit/s, latency in ms, loss as a part of 1.
fn shape(quality: &LinkQuality) -> String {
    let attribute = |name, value: Option<f64>| value.map(|value| format!(" {name}=\"{value}\"")).unwrap_or_default();
    let part = |percent: f64| (percent / 100.0 * 1e12).round() / 1e12;
    attribute("capacity", quality.rate_mbit.map(|mbit| (mbit * 1_000.0).round()))
        + &attribute("latency", quality.delay_ms)
        + &attribute("packet_loss", quality.loss_percent.map(part))
}
