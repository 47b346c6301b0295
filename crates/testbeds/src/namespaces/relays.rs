//! The relays of a run: put before a port where the kernel cannot delay and lose frames, and taken away again.

use crate::{
    netns::{self, name, wire::Detour},
    relay::{Place, Relay},
};
use std::collections::HashMap;
use testbed::{InForce, RunTag, Shape, Site, TestbedError};

/// A wire's number, and a port's on it.
type Port = (usize, usize);

/// The relays of a run.
pub struct Relays {
    tag: RunTag,
    /// By machine and interface, where it is plugged in.
    ports: HashMap<(String, String), Port>,
    /// Whoever puts one there or takes it away holds this.
    relays: tokio::sync::Mutex<HashMap<Port, Relay>>,
}

impl Relays {
    /// None yet.
    pub fn of(tag: &RunTag, site: &Site) -> Self {
        let wires = site.wires.iter().enumerate();
        let plugs =
            wires.flat_map(|(wire, known)| known.ports.iter().enumerate().map(move |(side, port)| (wire, side, port)));
        let ports =
            plugs.map(|(wire, side, port)| ((port.machine.clone(), port.interface.clone()), (wire, side))).collect();
        Self { tag: tag.clone(), ports, relays: Default::default() }
    }

    /// Has a relay do what `tc` could not, or none where nothing is left to do; true if there was none before.
    ///
    /// Errors: what `ip` said.
    pub async fn complete(
        &self,
        machine: &str,
        interface: &str,
        (asked, in_force): (&Shape, InForce),
    ) -> Result<(InForce, bool), TestbedError> {
        let Some(port) = self.ports.get(&(machine.to_owned(), interface.to_owned())) else {
            return Ok((in_force, false));
        };
        let (switches, detour) = (name::of_switches(&self.tag), Detour::at(*port));
        let mut relays = self.relays.lock().await;
        if in_force.why.is_none() {
            if relays.contains_key(port) {
                netns::ip_for(&self.tag, Some(&switches), &detour.leave()).await?;
                relays.remove(port);
            }
            return Ok((in_force, false));
        }
        let rest = Shape { rate_mbit: None, ..asked.clone() };
        if let Some(relay) = relays.get(port) {
            relay.reshape(rest);
            return Ok((InForce::all(asked), false));
        }
        let netns = format!("{}/{switches}", netns::FOLDER);
        match Relay::start(&Place { netns, near: &detour.near, far: &detour.far }, rest) {
            Ok(relay) => {
                netns::ip_for(&self.tag, Some(&switches), &detour.enter()).await?;
                relays.insert(*port, relay);
                Ok((InForce::all(asked), true))
            }
            Err(error) => Ok((InForce { why: Some(error.to_string()), ..in_force }, false)),
        }
    }
}
