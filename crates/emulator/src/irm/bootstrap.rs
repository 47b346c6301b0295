//! `irm ipcp bootstrap`: an IPCP begins a layer, or is attached to hardware.

use super::{Outcome, keyword, kind_of, usage};
use crate::MILLI;
use crate::directory::Layer;
use crate::ident::{IpcpId, MachineId};
use crate::ipcp::{Body, Config, Hash, Kind, Routing};
use crate::irm::ipcp::SPAWN;
use crate::irmd::Acceptor;
use crate::world::World;
use std::net::{Ipv4Addr, Ipv6Addr};

/// The options in the tool's own order: a word means the first it begins.
const OPTIONS: [&str; 25] = [
    "type",
    "layer",
    "name",
    "hash",
    "ip",
    "dns",
    "device",
    "ethertype",
    "addr",
    "eid",
    "ttl",
    "port",
    "autobind",
    "addr_auth",
    "directory",
    "dht_alpha",
    "dht_k",
    "dht_t_expire",
    "dht_t_refresh",
    "dht_t_replicate",
    "routing",
    "ls_t_timeo",
    "ls_t_update",
    "ls_t_recalc",
    "congestion",
];

struct Typed<'w> {
    name: &'w str,
    layer: &'w str,
    kind: Option<Kind>,
    ip: Option<&'w str>,
    device: Option<&'w str>,
    port: Option<u16>,
    ethertype: Option<u16>,
    hash: Hash,
    routing: Routing,
    ttl: u8,
    autobind: bool,
}

impl World {
    pub(super) fn irm_bootstrap(&mut self, machine: MachineId, words: &[&str]) -> Outcome {
        let typed = match self.typed(words) {
            Ok(typed) => typed,
            Err(outcome) => return outcome,
        };
        if self.dead_meant(machine, &[typed.name], &[]).is_some() {
            return Outcome::failed("");
        }
        let found = self.ipcps_named(machine, typed.name);
        let kinds: Vec<Kind> = found.iter().filter_map(|id| self.ipcp(*id)).map(|ipcp| ipcp.kind).collect();
        let Some(kind) = typed.kind.or(kinds.first().copied()) else {
            if self.irmd(machine).is_none() {
                return Outcome::failed("");
            }
            return Outcome::failed(format!("No IPCPs matching {} found.\n\n", typed.name));
        };
        let config = match self.config(&typed, kind) {
            Ok(config) => config,
            Err(outcome) => return outcome,
        };
        if !found.is_empty() {
            for id in found {
                let outcome = self.bootstrap(machine, id, config.clone(), typed.autobind);
                if outcome.status != 0 {
                    return outcome;
                }
            }
            return Outcome::done().after(2 * MILLI);
        }
        match self.create_ipcp(machine, typed.name, kind) {
            Ok(id) => {
                let outcome = self.bootstrap(machine, id, config, typed.autobind);
                let takes = outcome.takes + SPAWN;
                outcome.after(takes)
            }
            Err(takes) => Outcome::failed("").after(takes),
        }
    }

    fn typed<'w>(&self, words: &[&'w str]) -> Result<Typed<'w>, Outcome> {
        let mut typed = Typed {
            name: "",
            layer: "",
            kind: None,
            ip: None,
            device: None,
            port: None,
            ethertype: None,
            hash: Hash::Sha3_256,
            routing: Routing::LinkState,
            ttl: 60,
            autobind: false,
        };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            // `udp4` and its like came with `ls_t_…` and `dht_…`; older tools knew neither.
            let key = keyword(word, &OPTIONS).ok_or_else(|| unknown_option(word))?;
            if key == "autobind" {
                typed.autobind = true;
                continue;
            }
            let value = words.next().copied().ok_or_else(|| self.usage(usage::BOOTSTRAP))?;
            match key {
                "type" => {
                    let kind = kind_of(value, self.era, true).ok_or_else(|| self.usage(usage::BOOTSTRAP))?;
                    typed.kind = Some(kind);
                }
                "layer" => typed.layer = value,
                "name" => typed.name = value,
                "ip" => typed.ip = Some(value),
                "device" => typed.device = Some(value),
                "port" => typed.port = value.parse().ok(),
                "ethertype" => typed.ethertype = number(value),
                "ttl" => typed.ttl = value.parse().unwrap_or(60),
                "hash" => typed.hash = hash(value).ok_or_else(|| unknown_value(key, value))?,
                "routing" => typed.routing = routing(value).ok_or_else(|| unknown_value(key, value))?,
                "addr_auth" if value != "flat" => return Err(unknown_value(key, value)),
                "directory" if value != "DHT" => return Err(unknown_value(key, value)),
                "congestion" if !["none", "mb-ecn"].contains(&value) => return Err(unknown_value(key, value)),
                // Sizes and timers are heard; what they would change is not played.
                _ => {}
            }
        }
        if typed.name.is_empty() || typed.layer.is_empty() {
            return Err(self.usage(usage::BOOTSTRAP));
        }
        Ok(typed)
    }

    fn config(&self, typed: &Typed<'_>, kind: Kind) -> Result<Config, Outcome> {
        let mut config = Config::new(typed.layer, kind);
        config.hash = typed.hash;
        config.routing = typed.routing;
        config.ttl = typed.ttl;
        match kind {
            Kind::EthDix | Kind::EthLlc => {
                let device = typed.device.ok_or_else(|| self.usage(usage::BOOTSTRAP))?;
                config.place = Some(device.into());
                config.port = typed.ethertype.unwrap_or(config.port);
            }
            Kind::Udp4 | Kind::Udp6 => {
                // The tool itself dies when the address is missing.
                let ip = typed.ip.ok_or(Outcome { status: 139, ..Outcome::done() })?;
                let (valid, version) = match kind {
                    Kind::Udp4 => (ip.parse::<Ipv4Addr>().is_ok(), "IPv4"),
                    _ => (ip.parse::<Ipv6Addr>().is_ok(), "IPv6"),
                };
                if !valid {
                    let usage = self.usage(usage::BOOTSTRAP);
                    let text = format!("Invalid {version} address: \"{ip}\".\n{}", usage.text);
                    return Err(Outcome { text, ..usage });
                }
                config.place = Some(ip.into());
                config.port = typed.port.unwrap_or(config.port);
            }
            _ => {}
        }
        Ok(config)
    }

    fn bootstrap(&mut self, machine: MachineId, id: IpcpId, config: Config, autobind: bool) -> Outcome {
        let Some(ipcp) = self.ipcp(id) else { return Outcome::failed("") };
        let (pid, name, state, kind) = (ipcp.pid, ipcp.name.clone(), ipcp.state_word(), ipcp.kind);
        let (fresh, layer) = (matches!(ipcp.body, Body::Blank), config.layer.clone());
        if autobind && kind.enrolls() {
            for bound in [&name, &layer] {
                if !self.bind(machine, Acceptor::Ipcp(id), bound) {
                    return Outcome::failed(format!("Failed to bind {pid} to {bound}.\n"));
                }
            }
        }
        if !fresh {
            let line = format!("ipcpd/ipcp(EE): Failed to bootstrap: IPCP in state <{state}>, need <boot>.");
            self.log_ipcp(machine, id, &line);
            self.log_irmd(machine, "irmd(EE): Could not bootstrap IPCP.");
            return Outcome::failed("");
        }
        self.log_ipcp(machine, id, "ipcpd/ipcp(II): Bootstrapping...");
        let hash = config.hash;
        if kind.enrolls() {
            self.layers.push(Layer::new(Config { kind, ..config }));
            self.join(id, self.layers.len() as u32 - 1, true);
            if kind == Kind::Unicast {
                let address = self.member(id).map_or(0, |member| member.address);
                self.log_ipcp(machine, id, &format!("unicast-ipcp(II): IPCP got address {address}."));
                self.log_ipcp(machine, id, "directory(II): Using DHT policy.");
                self.log_ipcp(machine, id, "dht(II): DHT initialized.");
            }
        } else if self.attach(id, Config { kind, ..config }).is_err() {
            let program = format!("ipcpd/{}", kind.name());
            for what in ["Failed to get MTU.", "Failed to get interface MTU.", "Failed to set MTU."] {
                self.log_ipcp(machine, id, &format!("{program}(EE): {what}"));
            }
            self.log_ipcp(machine, id, "ipcpd/ipcp(EE): Failed to bootstrap IPCP.");
            self.log_irmd(machine, "irmd(EE): Could not bootstrap IPCP.");
            return Outcome::failed("");
        }
        self.log_ipcp(machine, id, &format!("ipcpd/ipcp(II): Finished bootstrapping in {layer}."));
        self.log_ipcp(machine, id, &format!("ipcpd/ipcp(II):   type: {}", kind.name()));
        self.log_ipcp(machine, id, &format!("ipcpd/ipcp(II):   hash: {}", hash.describe()));
        self.log_irmd(machine, &format!("irmd(II): Bootstrapped IPCP {pid}."));
        Outcome::done().after(if kind.enrolls() { 2 * MILLI } else { super::CALL })
    }
}

fn unknown_option(word: &str) -> Outcome {
    Outcome::failed(format!("Unknown option: \"{word}\".\n"))
}

fn unknown_value(key: &str, value: &str) -> Outcome {
    Outcome::failed(format!("Unknown parameter for {key}: \"{value}\".\n"))
}

fn number(text: &str) -> Option<u16> {
    match text.strip_prefix("0x") {
        Some(hex) => u16::from_str_radix(hex, 16).ok(),
        None => text.parse().ok(),
    }
}

fn hash(word: &str) -> Option<Hash> {
    match word {
        "SHA3_224" => Some(Hash::Sha3_224),
        "SHA3_256" => Some(Hash::Sha3_256),
        "SHA3_384" => Some(Hash::Sha3_384),
        "SHA3_512" => Some(Hash::Sha3_512),
        _ => None,
    }
}

fn routing(word: &str) -> Option<Routing> {
    match word {
        "link_state" => Some(Routing::LinkState),
        "lfa" => Some(Routing::Lfa),
        "ecmp" => Some(Routing::Ecmp),
        _ => None,
    }
}
