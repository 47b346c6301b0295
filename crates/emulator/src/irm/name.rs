//! `irm name`: create, destroy, register, unregister, list; and `irm register` of old.

use super::{Outcome, fits, keyword, usage};
use crate::ident::{IpcpId, MachineId};
use crate::ipcp::{Body, Kind};
use crate::irmd::{Balance, Irmd};
use crate::world::World;
use std::fmt::Write as _;
use std::sync::Arc;

/// IPCPs, and layers, one registration takes.
const MOST: usize = 128;

/// Where a name is to be registered.
#[derive(Default)]
struct Where<'w> {
    name: &'w str,
    ipcps: Vec<&'w str>,
    layers: Vec<&'w str>,
}

impl World {
    pub(super) fn irm_name(&mut self, machine: MachineId, words: &[&str]) -> Outcome {
        let verbs = ["create", "destroy", "register", "unregister", "list", "help"];
        let Some((first, rest)) = words.split_first() else { return self.usage(usage::NAME) };
        match keyword(first, &verbs) {
            Some("create") => self.irm_name_create(machine, rest),
            Some("destroy") => self.irm_name_destroy(machine, rest),
            Some("register") => match places(rest) {
                Ok(places) => self.irm_register(machine, &places),
                Err(Some(word)) => Outcome::unknown(word, "irm name register"),
                Err(None) => self.usage(usage::NAME_REGISTER),
            },
            Some("unregister") => match places(rest) {
                Ok(places) => self.irm_unregister(machine, &places),
                Err(Some(word)) => Outcome::unknown(word, "irm unregister"),
                Err(None) => self.usage(usage::NAME_UNREGISTER),
            },
            Some("list") if !rest.is_empty() => {
                Outcome::failed(format!("\"{}\" is unknown, try \"irm name list.\n", rest[0]))
            }
            Some("list") => self.irm_names(machine),
            Some(_) => Outcome { status: 0, ..self.usage(usage::NAME) },
            // It says so indeed.
            None => Outcome::strange(first, "irm ipcp help"),
        }
    }

    /// `irm register name X layer Y`.
    pub(super) fn irm_register_of_old(&mut self, machine: MachineId, words: &[&str], register: bool) -> Outcome {
        let name = words.iter().position(|word| keyword(word, &["name"]).is_some());
        let Some(at) = name.filter(|at| at + 1 < words.len()) else { return self.usage(usage::NAME_REGISTER) };
        let mut rest = words.to_vec();
        rest.remove(at);
        rest[..=at].rotate_right(1);
        match (places(&rest), register) {
            (Ok(places), true) => self.irm_register(machine, &places),
            (Ok(places), false) => self.irm_unregister(machine, &places),
            (Err(_), _) => self.usage(usage::NAME_REGISTER),
        }
    }

    fn irm_name_create(&mut self, machine: MachineId, words: &[&str]) -> Outcome {
        let Some((name, options)) = words.split_first() else { return self.usage(usage::NAME_CREATE) };
        let mut balance = Balance::RoundRobin;
        for option in options.chunks(2) {
            let paths = ["lb", "sencpath", "scrtpath", "skeypath", "cencpath", "ccrtpath", "ckeypath"];
            match (keyword(option[0], &paths), option.get(1)) {
                (Some("lb"), Some(&"round-robin")) => balance = Balance::RoundRobin,
                (Some("lb"), Some(&"spillover")) => balance = Balance::Spillover,
                (None, _) => return Outcome::unknown(option[0], "irm name create"),
                (Some("lb"), _) | (_, None) => return self.usage(usage::NAME_CREATE),
                (Some(_), Some(_)) => {}
            }
        }
        if self.irmd(machine).is_none() {
            return Outcome::failed(super::NO_DAEMON);
        }
        self.create_name(machine, name, balance);
        Outcome::done()
    }

    fn irm_name_destroy(&mut self, machine: MachineId, words: &[&str]) -> Outcome {
        let Some(name) = words.first() else { return self.usage(usage::NAME_DESTROY) };
        if let Some(more) = words.get(1) {
            return Outcome::unknown(more, "irm name destroy");
        }
        let Some(irmd) = self.irmd(machine) else { return Outcome::failed(super::NO_DAEMON) };
        if irmd.names.remove(*name).is_none() {
            self.log_irmd(machine, &format!("reg(EE): Name {name} does not exist."));
            self.log_irmd(machine, &format!("irmd(EE): Failed to destroy name {name}."));
            return Outcome::failed("");
        }
        irmd.programs.retain(|bound| *bound.name != **name);
        self.log_irmd(machine, &format!("irmd(II): Destroyed name: {name}."));
        Outcome::done()
    }

    fn irm_names(&mut self, machine: MachineId) -> Outcome {
        let Some(Irmd { names, .. }) = self.irmd(machine) else { return Outcome::failed(super::NO_DAEMON) };
        let mut names: Vec<_> = names.iter().collect();
        if names.is_empty() {
            return Outcome::said("No names in system.\n\n".to_owned());
        }
        names.sort_by_key(|(_, entry)| std::cmp::Reverse(entry.serial));
        let rule = "+----------------------------------------------------+----------------------+\n";
        let mut text =
            format!("{rule}|                                               name |  load-balance policy |\n{rule}");
        for (name, entry) in names {
            let _ = writeln!(text, "| {name:>50} | {:>20} |", entry.balance.name());
        }
        Outcome::said(text + rule)
    }

    /// The IPCPs meant, in the daemon's order.
    fn meant(&self, machine: MachineId, places: &Where<'_>, by_pattern: bool) -> Vec<IpcpId> {
        let Some(irmd) = &self.machine(machine).irmd else { return Vec::new() };
        let hit = |pattern: &&str, text: &str| if by_pattern { fits(pattern, text) } else { **pattern == *text };
        let meant = |id: &IpcpId| {
            self.ipcp(*id).is_some_and(|ipcp| {
                let layer = ipcp.config().map(|config| &*config.layer);
                places.ipcps.iter().any(|pattern| hit(pattern, &ipcp.name))
                    || layer.is_some_and(|layer| places.layers.iter().any(|pattern| hit(pattern, layer)))
            })
        };
        irmd.ipcps.iter().copied().filter(meant).collect()
    }

    fn irm_register(&mut self, machine: MachineId, places: &Where<'_>) -> Outcome {
        if self.irmd(machine).is_none() {
            return Outcome::failed("Failed to list IPCPs.\n");
        }
        self.create_name(machine, places.name, Balance::Spillover);
        if let Some(dead) = self.dead_meant(machine, &places.ipcps, &places.layers) {
            // Without a line end.
            return Outcome::failed(format!("Failed to register with {dead}")).after(8 * crate::MILLI);
        }
        let name: Arc<str> = places.name.into();
        for id in self.meant(machine, places, true) {
            let Some(ipcp) = self.ipcp(id) else { continue };
            let (pid, own, kind) = (ipcp.pid, ipcp.name.clone(), ipcp.kind);
            let hash = ipcp.config().map(|config| (config.hash, config.layer.clone()));
            let Some((hash, layer)) = hash.filter(|_| kind != Kind::Broadcast) else {
                // A unicast IPCP that is in no layer does not survive this.
                if kind.enrolls() && self.ipcp(id).is_some_and(|ipcp| matches!(ipcp.body, Body::Blank)) {
                    self.ipcp_dies(machine, id);
                }
                let short = crate::ipcp::Hash::Sha3_256.short(&name);
                self.log_irmd(machine, &format!("irmd(EE): Could not register {short} with IPCP {pid}."));
                return Outcome::failed(format!("Failed to register with {own}"));
            };
            self.register(id, &name);
            let short = hash.short(&name);
            self.log_ipcp(machine, id, &format!("ipcpd-{}(II): Registered {short}.", kind.name()));
            self.log_irmd(machine, &format!("irmd(II): Registered {name} in {layer} as {short}."));
        }
        Outcome::done()
    }

    fn register(&mut self, id: IpcpId, name: &Arc<str>) {
        if let Some((layer, index)) = self.member(id).map(|member| (member.layer, member.index)) {
            self.layers[layer as usize].register(name, index);
        }
        if let Some(ipcp) = self.ipcp_mut(id) {
            ipcp.registered.insert(name.clone());
        }
    }

    fn irm_unregister(&mut self, machine: MachineId, places: &Where<'_>) -> Outcome {
        let Some(irmd) = self.irmd(machine) else { return Outcome::failed("") };
        let name = places.name;
        if !irmd.names.contains_key(name) {
            self.log_irmd(machine, &format!("irmd(EE): Failed to get name {name}."));
            return Outcome::failed("");
        }
        for id in self.meant(machine, places, false) {
            if let Some((layer, index)) = self.member(id).map(|member| (member.layer, member.index)) {
                self.layers[layer as usize].unregister(name, index);
            }
            if self.ipcp_mut(id).is_some_and(|ipcp| ipcp.registered.remove(name)) {
                let layer = self.ipcp(id).and_then(|ipcp| ipcp.config()).map(|config| config.layer.clone());
                let line = format!("irmd(II): Unregistered {name} from {}.", layer.unwrap_or_default());
                self.log_irmd(machine, &line);
            }
        }
        Outcome::done()
    }
}

/// `NAME ipcp A ipcp B layer C`. Errors: the word that is unknown, or none where something is missing or too much.
fn places<'w>(words: &[&'w str]) -> Result<Where<'w>, Option<&'w str>> {
    let (name, rest) = words.split_first().ok_or(None)?;
    let mut places = Where { name, ..Where::default() };
    for pair in rest.chunks(2) {
        match keyword(pair[0], &["ipcp", "layer"]).ok_or(Some(pair[0]))? {
            "ipcp" => places.ipcps.push(pair.get(1).ok_or(None)?),
            _ => places.layers.push(pair.get(1).ok_or(None)?),
        }
    }
    let fitting = places.ipcps.len() <= MOST && places.layers.len() <= MOST;
    (fitting && !(places.ipcps.is_empty() && places.layers.is_empty())).then_some(places).ok_or(None)
}
