//! A graph of DOT as a draft: nodes, edges as links; the attributes that people give a network.

use super::{
    parse::{Attributes, Edge, Graph},
    write::{LAN, unpacked},
};
use crate::{
    FormatError, Imported,
    carried::{CONGA, Carried},
    error::shown,
    geography, netem,
    sketch::Sketch,
};
use messages::say;
use model::{LayerKind, LinkQuality};

/// Points between nodes in drawings of Graphviz are few; nodes here need more room.
const NODE_WIDTH: f64 = 160.0;

/// What a node of the graph became.
enum Place {
    Node(usize),
    /// A link of many ends.
    Link(usize),
}

pub(super) fn read(graph: Graph) -> Result<Imported, FormatError> {
    let mut sketch = Sketch::of("dot");
    let mut carried = Carried::default();
    sketch.settings.title = match graph.name.trim() {
        "" => sketch.settings.title,
        name => name.chars().take(120).collect(),
    };
    let is_ours = graph.attributes.get(CONGA).is_some_and(|whole| carried.whole(&unpacked(whole)));
    for line in graph.clusters {
        sketch.ignored_kind(line, say!("cluster"));
    }
    let (mut places, mut geographic, mut is_drawn) = (Vec::new(), Vec::new(), false);
    for node in &graph.nodes {
        let attribute = |name: &str| node.attributes.get(name).map(|value| value.trim()).filter(|v| !v.is_empty());
        if attribute("shape") == Some(LAN) && attribute(CONGA).is_some() {
            let link = sketch.layer(attribute("label").unwrap_or(&node.id), LayerKind::EthDix, node.line)?;
            carried.link(link, &unpacked(attribute(CONGA).unwrap_or_default()));
            places.push(Place::Link(link));
            continue;
        }
        let label = attribute("label").filter(|label| !label.contains("\\N")).unwrap_or(&node.id);
        let position = sketch.node(label, node.line)?;
        places.push(Place::Node(position));
        let number = |names: [&str; 2]| names.into_iter().find_map(attribute).and_then(|text| text.parse::<f64>().ok());
        if let Some((x, y)) = attribute("pos").and_then(point) {
            is_drawn |= !is_ours;
            // Graphviz counts upwards.
            sketch.place(position, x, -y);
        } else if let (Some(longitude), Some(latitude)) = (number(["lon", "longitude"]), number(["lat", "latitude"])) {
            geographic.push((position, longitude, latitude));
        }
        if let Some(text) = attribute(CONGA) {
            carried.node(position, &unpacked(text));
        }
        ignore(&mut sketch, &node.attributes, node.line, "nodes");
    }
    for edge in &graph.edges {
        self::edge(&mut sketch, &mut carried, edge, &places)?;
    }
    let degrees: Vec<(f64, f64)> = geographic.iter().map(|(_, lon, lat)| (*lon, *lat)).collect();
    for ((node, ..), (x, y)) in geographic.iter().zip(geography::project(&degrees)) {
        sketch.place(*node, x, y);
    }
    if is_drawn {
        geography::spread(&mut sketch.nodes, NODE_WIDTH);
    }
    carried.restore(&mut sketch)?;
    sketch.finish()
}

/// `x,y`, perhaps with a `!` behind it.
fn point(text: &str) -> Option<(f64, f64)> {
    let (x, y) = text.trim_end_matches('!').split_once(',')?;
    Some((x.trim().parse().ok()?, y.split(',').next()?.trim().parse().ok()?))
}

fn edge(sketch: &mut Sketch, carried: &mut Carried, edge: &Edge, places: &[Place]) -> Result<(), FormatError> {
    let attribute = |name: &str| edge.attributes.get(name).map(|value| value.trim()).filter(|value| !value.is_empty());
    let lan = edge.ends.iter().find_map(|end| match places[end.node] {
        Place::Link(link) => Some(link),
        Place::Node(_) => None,
    });
    let link = match lan {
        Some(lan) => lan,
        None => {
            let fresh = format!("e{}", sketch.layers.len() + 1);
            let own = attribute("label").filter(|_| attribute(CONGA).is_some());
            let link = sketch.layer(own.unwrap_or(&fresh), LayerKind::EthDix, edge.line)?;
            if let Some(text) = attribute(CONGA) {
                carried.link(link, &unpacked(text));
            } else if let Some(label) = attribute("label") {
                sketch.layers[link].note = label.chars().take(1_000).collect();
            }
            sketch.layers[link].quality = quality(&edge.attributes);
            ignore(sketch, &edge.attributes, edge.line, "edges");
            link
        }
    };
    for end in &edge.ends {
        if let Place::Node(node) = places[end.node] {
            let port = end.port.clone().filter(|port| (1..=15).contains(&port.len()));
            let member = sketch.member(node, link, edge.line)?;
            member.interface = member.interface.take().or(port);
        }
    }
    Ok(())
}

fn quality(attributes: &Attributes) -> LinkQuality {
    let text = |names: &[&str]| names.iter().find_map(|name| attributes.get(*name)).map(|text| text.replace(' ', ""));
    let plain = |text: String| {
        let digits = text.trim_end_matches("ms").trim_end_matches('%');
        digits.parse::<f64>().ok().filter(|number| number.is_finite() && *number >= 0.0)
    };
    let rate = |text: String| text.parse::<f64>().ok().or_else(|| netem::rate(&text)).filter(|mbit| *mbit > 0.0);
    LinkQuality {
        rate_mbit: text(&["rate_mbit", "capacity", "bandwidth"]).and_then(rate).filter(|mbit| mbit.is_finite()),
        delay_ms: text(&["delay_ms", "delay", "latency"]).and_then(plain),
        loss_percent: text(&["loss_percent", "loss"]).and_then(plain).filter(|percent| *percent <= 100.0),
        ..LinkQuality::default()
    }
}

fn ignore(sketch: &mut Sketch, attributes: &Attributes, line: usize, of: &str) {
    const KNOWN: [&str; 19] = [
        "label",
        "pos",
        "lat",
        "lon",
        "latitude",
        "longitude",
        CONGA,
        "rate_mbit",
        "capacity",
        "bandwidth",
        "delay_ms",
        "delay",
        "latency",
        "loss_percent",
        "loss",
        "shape",
        "width",
        "height",
        "len",
    ];
    for name in attributes.keys().filter(|name| !KNOWN.contains(&name.as_str())) {
        sketch.ignored_kind(line, say!("attribute-of", key = shown(name), of = of));
    }
}
