//! The site: the machines and wires a design needs.

use crate::{roster::Roster, wiring::Wiring};
use model::{LayerKind, LayerName};
use std::borrow::Cow;
use testbed::{Machine, Port, Site, Wire};

/// The longest name of a network interface. Source: Linux, IFNAMSIZ.
const LONGEST_INTERFACE: usize = 15;

/// A machine for each node; a wire for each Ethernet layer, and for each local layer of several nodes.
pub(crate) fn site(roster: &Roster, wiring: &Wiring) -> Site {
    let machines = roster.roll.nodes.iter().map(|node| Machine { name: node.as_str().to_owned() }).collect();
    let wires = (0..roster.layers.len() as u32).filter_map(|layer| wire(roster, wiring, layer)).collect();
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

fn wire(roster: &Roster, wiring: &Wiring, layer: u32) -> Option<Wire> {
    let row = &roster.layers[layer as usize];
    let members = roster.members(layer);
    let is_wire = row.kind.is_ethernet() || row.kind == LayerKind::Local && members.len() > 1;
    if !is_wire || members.is_empty() {
        return None;
    }
    let port = |ipcp: &u32| Port {
        machine: roster.node_name(*ipcp).as_str().to_owned(),
        interface: interface(roster.layer_name(layer), wiring.interface(*ipcp)).into_owned(),
        egress: wiring.egress(*ipcp, layer),
    };
    Some(Wire { name: roster.layer_name(layer).as_str().to_owned(), ports: members.iter().map(port).collect() })
}
