//! Wires: a veth pair for two ports, a bridge in a namespace of its own for any other number, as lines for `ip -batch`.
//!
//! Where links are shaped by a relay, every wire is a bridge: a relay has to stand between a port and the rest.

use super::name;
use std::collections::{BTreeMap, HashMap};
use testbed::{RunTag, Site, TestbedError};

/// Lines for `ip -batch`, by the namespace they are for; the empty one is the host's.
pub type Batches = BTreeMap<String, String>;

/// What wires are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The least that does.
    Plain,
    /// A relay can be put before any port.
    Relayed,
}

/// What makes every wire of `site`: the lines that make links, then those that set them up.
///
/// Errors: a port on a machine that is not of the site.
pub fn batches(tag: &RunTag, site: &Site, form: Form) -> Result<(Batches, Batches), TestbedError> {
    let index: HashMap<&str, usize> =
        site.machines.iter().enumerate().map(|(index, machine)| (machine.name.as_str(), index)).collect();
    let home = |machine: &str| {
        let index = index.get(machine).ok_or_else(|| TestbedError::NoMachine(machine.to_owned()))?;
        Ok::<_, TestbedError>(name::of_machine(tag, *index))
    };
    let switches = name::of_switches(tag);
    let loopback = |index| (name::of_machine(tag, index), set_up("lo"));
    let (mut made, mut up) = (Batches::new(), (0..site.machines.len()).map(loopback).collect::<Batches>());
    for (number, wire) in site.wires.iter().enumerate() {
        if let ([a, b], Form::Plain) = (wire.ports.as_slice(), form) {
            let (a_home, b_home) = (home(&a.machine)?, home(&b.machine)?);
            // Made in one end's namespace: names of the host are never taken, not even for a moment.
            let line = format!("link add name {} type veth peer name {} netns {b_home}\n", a.interface, b.interface);
            made.entry(a_home.clone()).or_default().push_str(&line);
            up.entry(a_home).or_default().push_str(&set_up(&a.interface));
            up.entry(b_home).or_default().push_str(&set_up(&b.interface));
            continue;
        }
        let bridge = bridge(number);
        made.entry(switches.clone()).or_default().push_str(&format!("link add name {bridge} type bridge\n"));
        up.entry(switches.clone()).or_default().push_str(&set_up(&bridge));
        for (side, port) in wire.ports.iter().enumerate() {
            let home = home(&port.machine)?;
            let here = plug((number, side));
            let line = format!("link add name {here} type veth peer name {} netns {home}\n", port.interface);
            made.entry(switches.clone()).or_default().push_str(&line);
            let lines = format!("link set dev {here} master {bridge}\n{}", set_up(&here));
            up.entry(switches.clone()).or_default().push_str(&lines);
            up.entry(home).or_default().push_str(&set_up(&port.interface));
        }
    }
    Ok((made, up))
}

fn set_up(interface: &str) -> String {
    format!("link set dev {interface} up\n")
}

/// Whether any wire needs the namespace for switches.
pub fn has_switches(site: &Site, form: Form) -> bool {
    site.wires.iter().any(|wire| wire.ports.len() != 2 || form == Form::Relayed)
}

/// The bridge of the wire of this number.
fn bridge(wire: usize) -> String {
    format!("b{wire}")
}

/// The bridge's end of a port: the wire's number, and the port's on it.
fn plug((wire, side): (usize, usize)) -> String {
    format!("b{wire}p{side}")
}

/// What stands where a relay is put before a port: a bridge of its own, and the relay's two ends.
pub struct Detour {
    at: (usize, usize),
    own: String,
    /// The end towards the port.
    pub near: String,
    /// The end towards the others.
    pub far: String,
}

impl Detour {
    pub fn at(at: (usize, usize)) -> Self {
        let own = format!("r{}p{}", at.0, at.1);
        Self { at, near: format!("{own}a"), far: format!("{own}b"), own }
    }

    /// Lines that lead the port through the relay, whose ends are there.
    pub fn enter(&self) -> String {
        let Self { at, own, near, far } = self;
        let (port, bridge) = (plug(*at), bridge(at.0));
        format!(
            "link add name {own} type bridge\nlink set dev {near} master {own}\nlink set dev {far} master {bridge}\n\
             {}{}{}link set dev {port} master {own}\n",
            set_up(own),
            set_up(near),
            set_up(far),
        )
    }

    /// Lines that lead it past the relay again.
    pub fn leave(&self) -> String {
        format!("link set dev {} master {}\nlink del dev {}\n", plug(self.at), bridge(self.at.0), self.own)
    }
}
