//! The site: the machines and wires a design needs.

use crate::roster::Roster;
use model::{Distribution, LayerKind, LayerName, LinkQuality};
use std::borrow::Cow;
use testbed::{Machine, Port, Shape, Site, Spread, Wire};

/// The longest name of a network interface. Source: Linux, IFNAMSIZ.
const LONGEST_INTERFACE: usize = 15;

/// A machine for each node; a wire for each Ethernet layer, and for each local layer of several nodes.
pub(crate) fn site(roster: &Roster) -> Site {
    let machines = roster.roll.nodes.iter().map(|node| Machine { name: node.as_str().to_owned() }).collect();
    let wires = (0..roster.layers.len() as u32).filter_map(|layer| wire(roster, layer)).collect();
    Site { machines, wires }
}

/// The interface of an Ethernet IPCP of `layer`: the one the user chose, else the layer's name.
///
/// A name too long for an interface is cut and told apart by a hash, the same on every machine.
pub fn interface<'n>(layer: &'n LayerName, chosen: Option<&'n str>) -> Cow<'n, str> {
    let name = chosen.unwrap_or(layer.as_str());
    // `lo` is every machine's own.
    if chosen.is_some() || name.len() <= LONGEST_INTERFACE && name != "lo" {
        return Cow::Borrowed(name);
    }
    let kept = name.len().min(LONGEST_INTERFACE - 7);
    Cow::Owned(format!("{}-{:06x}", &name[..kept], hash(name) & 0xff_ffff))
}

/// FNV-1a: the same everywhere, for ever.
fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

fn wire(roster: &Roster, layer: u32) -> Option<Wire> {
    let row = &roster.layers[layer as usize];
    let members = roster.members(layer);
    let is_wire = row.kind.is_ethernet() || row.kind == LayerKind::Local && members.len() > 1;
    if !is_wire || members.is_empty() {
        return None;
    }
    let port = |ipcp: &u32| {
        let wired = roster.ipcps[*ipcp as usize].wired;
        Port {
            machine: roster.node_name(*ipcp).as_str().to_owned(),
            interface: interface(roster.layer_name(layer), wired.and_then(|member| member.interface.as_deref()))
                .into_owned(),
            egress: shape(wired.and_then(|member| member.quality.as_ref()).unwrap_or(&row.layer.quality)),
        }
    };
    Some(Wire { name: roster.layer_name(layer).as_str().to_owned(), ports: members.iter().map(port).collect() })
}

fn shape(quality: &LinkQuality) -> Shape {
    Shape {
        delay_ms: quality.delay_ms.unwrap_or_default(),
        jitter_ms: quality.jitter_ms.unwrap_or_default(),
        delay_correlation_percent: quality.delay_correlation_percent.unwrap_or_default(),
        spread: match quality.distribution {
            None => Spread::Uniform,
            Some(Distribution::Normal) => Spread::Normal,
            Some(Distribution::Pareto) => Spread::Pareto,
            Some(Distribution::Paretonormal) => Spread::Paretonormal,
        },
        loss_percent: quality.loss_percent.unwrap_or_default(),
        loss_correlation_percent: quality.loss_correlation_percent.unwrap_or_default(),
        rate_mbit: quality.rate_mbit,
        is_cut: false,
    }
}
