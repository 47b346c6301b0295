//! Wires: a veth pair for two ports, a bridge in a namespace of its own for any other number, as lines for `ip -batch`.

use super::name;
use std::collections::{BTreeMap, HashMap};
use testbed::{RunTag, Site, TestbedError};

/// Lines for `ip -batch`, by the namespace they are for; the empty one is the host's.
pub type Batches = BTreeMap<String, String>;

/// What makes every wire of `site`: the lines that make links, then those that set them up.
///
/// Errors: a port on a machine that is not of the site.
pub fn batches(tag: &RunTag, site: &Site) -> Result<(Batches, Batches), TestbedError> {
    let index: HashMap<&str, usize> =
        site.machines.iter().enumerate().map(|(index, machine)| (machine.name.as_str(), index)).collect();
    let home = |machine: &str| {
        let index = index.get(machine).ok_or_else(|| TestbedError::NoMachine(machine.to_owned()))?;
        Ok::<_, TestbedError>(name::of_machine(tag, *index))
    };
    let switches = name::of_switches(tag);
    let (mut made, mut up) = (Batches::new(), Batches::new());
    for (number, wire) in site.wires.iter().enumerate() {
        if let [a, b] = wire.ports.as_slice() {
            let (a_home, b_home) = (home(&a.machine)?, home(&b.machine)?);
            // Made in one end's namespace: names of the host are never taken, not even for a moment.
            let line = format!("link add name {} type veth peer name {} netns {b_home}\n", a.interface, b.interface);
            made.entry(a_home.clone()).or_default().push_str(&line);
            up.entry(a_home).or_default().push_str(&set_up(&a.interface));
            up.entry(b_home).or_default().push_str(&set_up(&b.interface));
            continue;
        }
        let bridge = format!("b{number}");
        made.entry(switches.clone()).or_default().push_str(&format!("link add name {bridge} type bridge\n"));
        up.entry(switches.clone()).or_default().push_str(&set_up(&bridge));
        for (side, port) in wire.ports.iter().enumerate() {
            let home = home(&port.machine)?;
            let here = format!("b{number}p{side}");
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
pub fn has_switches(site: &Site) -> bool {
    site.wires.iter().any(|wire| wire.ports.len() != 2)
}
