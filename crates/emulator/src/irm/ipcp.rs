//! `irm ipcp`: create, destroy, enroll, connect, disconnect, list.

use super::{Answer, Outcome, Then, keyword, kind_of, usage};
use crate::MILLI;
use crate::dead::Row;
use crate::enrollment::{Job, Task};
use crate::ident::{IpcpId, MachineId, Proc};
use crate::ipcp::{Body, Kind};
use crate::irmd::{Acceptor, Irmd};
use crate::packet::Component;
use crate::world::World;
use std::sync::Arc;

/// What spawning an IPCP takes.
pub(super) const SPAWN: u64 = 4 * MILLI;

/// The options of a verb, as typed.
#[derive(Default)]
struct Options<'w> {
    name: Option<&'w str>,
    layer: Option<&'w str>,
    dst: Option<&'w str>,
    kind: Option<&'w str>,
    component: Option<&'w str>,
    autobind: bool,
}

fn options<'w>(words: &[&'w str], keywords: &[&'static str], help: &str) -> Result<Options<'w>, Outcome> {
    let mut options = Options::default();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let key = keyword(word, keywords);
        if key == Some("autobind") {
            options.autobind = true;
            continue;
        }
        let Some(key) = key else { return Err(Outcome::unknown(word, help)) };
        let value = words.next().copied();
        match key {
            "name" => options.name = value,
            "layer" => options.layer = value,
            "dst" => options.dst = value,
            "type" => options.kind = value,
            "component" => options.component = value,
            // The QoS of a connection is heard and changes nothing here.
            _ => {}
        }
    }
    Ok(options)
}

impl World {
    pub(super) fn irm_ipcp(&mut self, process: Proc, words: &[&str]) -> Answer {
        let verbs = ["create", "destroy", "bootstrap", "enroll", "connect", "disconnect", "list", "help"];
        let Some((first, rest)) = words.split_first() else { return Some(self.usage(usage::IPCP)) };
        match keyword(first, &verbs) {
            Some("create") => Some(self.irm_create(process.machine, rest)),
            Some("destroy") => Some(self.irm_destroy(process.machine, rest)),
            Some("bootstrap") => Some(self.irm_bootstrap(process.machine, rest)),
            Some("enroll") => self.irm_enroll(process, rest),
            Some("connect") => self.irm_connect(process, rest),
            Some("disconnect") => Some(self.irm_disconnect(process.machine, rest)),
            Some("list") => Some(self.irm_list(process.machine, rest)),
            Some(_) => Some(Outcome { status: 0, ..self.usage(usage::IPCP) }),
            None => Some(Outcome::strange(first, "irm ipcp help")),
        }
    }

    fn irm_create(&mut self, machine: MachineId, words: &[&str]) -> Outcome {
        let options = match options(words, &["name", "type"], "irm ipcp create") {
            Ok(options) => options,
            Err(outcome) => return outcome,
        };
        let (Some(name), Some(typed)) = (options.name, options.kind) else { return self.usage(usage::CREATE) };
        let Some(kind) = kind_of(typed, self.era, false) else {
            let usage = self.usage(usage::CREATE);
            return Outcome { text: format!("IPCP type \"{typed}\" is unknown.\n{}", usage.text), ..usage };
        };
        match self.create_ipcp(machine, name, kind) {
            Ok(_) => Outcome::done().after(SPAWN),
            Err(takes) => Outcome::failed("").after(takes),
        }
    }

    /// Creates an IPCP. Errors: no daemon, or the name is taken; how long it took to find out.
    pub(super) fn create_ipcp(&mut self, machine: MachineId, name: &str, kind: Kind) -> Result<IpcpId, u64> {
        if self.irmd(machine).is_none() {
            return Err(super::CALL);
        }
        let program = kind.program();
        if self.ipcp_named(machine, name).is_some() {
            let pid = self.machine_mut(machine).new_pid();
            self.log(machine, pid, "ipcpd/ipcp(EE): Failed to initialize RIB.");
            self.log_irmd(machine, &format!("irmd(EE): IPCP {pid} failed to boot."));
            return Err(500 * MILLI);
        }
        let id = self.new_ipcp(machine, name, kind);
        let pid = self.ipcp(id).map_or(0, |ipcp| ipcp.pid);
        if let Some(irmd) = self.irmd(machine) {
            irmd.ipcps.push(id);
        }
        self.log_irmd(machine, &format!("irmd(II): Instantiated /usr/sbin/{program} as process {pid}."));
        self.log_irmd(machine, &format!("irmd(II): Process added: {pid} ({program})."));
        self.log_ipcp(machine, id, &format!("ipcpd/ipcp(II): IPCP {} {pid} initialized.", kind.name()));
        self.log_irmd(machine, &format!("irmd(II): Created IPCP {pid}."));
        Ok(id)
    }

    fn irm_destroy(&mut self, machine: MachineId, words: &[&str]) -> Outcome {
        let options = match options(words, &["name"], "irm ipcp destroy") {
            Ok(options) => options,
            Err(outcome) => return outcome,
        };
        let Some(name) = options.name else { return self.usage(usage::DESTROY) };
        if self.irmd(machine).is_none() {
            return Outcome::failed("");
        }
        if let Some(pid) = self.bury(machine, name) {
            self.log_irmd(machine, &format!("irmd(II): Destroyed IPCP {pid}."));
            return Outcome::done().after(8 * MILLI);
        }
        let found = self.ipcps_named(machine, name);
        let takes = if found.is_empty() { super::CALL } else { 990 * MILLI };
        for id in found {
            let pid = self.ipcp(id).map_or(0, |ipcp| ipcp.pid);
            self.remove_ipcp(id);
            self.log_irmd(machine, &format!("irmd(II): Destroyed IPCP {pid}."));
        }
        Outcome::done().after(takes)
    }

    fn irm_enroll(&mut self, process: Proc, words: &[&str]) -> Answer {
        let machine = process.machine;
        let options = match options(words, &["name", "layer", "dst", "type", "autobind"], "irm enroll_ipcp") {
            Ok(options) => options,
            Err(outcome) => return Some(outcome),
        };
        let (Some(name), Some(dst)) = (options.name, options.dst.or(options.layer)) else {
            return Some(self.usage(usage::ENROLL));
        };
        let kind = match options.kind.map(|typed| kind_of(typed, self.era, false)) {
            None => Kind::Unicast,
            Some(Some(kind)) if kind.enrolls() => kind,
            Some(_) => return Some(self.usage(usage::ENROLL)),
        };
        if self.dead_meant(machine, &[name], &[]).is_some() {
            return Some(Outcome::failed("Failed to enroll IPCP.\n"));
        }
        let ipcp = match self.ipcps_named(machine, name).first() {
            Some(ipcp) => *ipcp,
            None => match self.create_ipcp(machine, name, kind) {
                Ok(ipcp) => ipcp,
                Err(takes) => return Some(Outcome::failed("").after(takes)),
            },
        };
        let known = self.ipcp(ipcp)?;
        let (pid, own, state) = (known.pid, known.name.clone(), known.state_word());
        if !matches!(known.body, Body::Blank) {
            let line = format!("ipcpd/ipcp(EE): Failed to enroll: IPCP in state <{state}>, need <boot>.");
            self.log_ipcp(machine, ipcp, &line);
            self.log_irmd(machine, &format!("irmd(EE): Could not enroll IPCP {pid}."));
            return Some(Outcome::failed("Failed to enroll IPCP.\n"));
        }
        if options.autobind && !self.bind(machine, Acceptor::Ipcp(ipcp), &own) {
            return Some(Outcome::failed(format!("Failed to bind {pid} to {own}.\n")));
        }
        let then = Then::Enrolled { ipcp, layer: options.layer.map(Arc::from), autobind: options.autobind };
        self.wait_for(process, then);
        self.begin_job(process, ipcp, dst, Task::Enroll);
        None
    }

    fn begin_job(&mut self, process: Proc, ipcp: IpcpId, dst: &str, what: Task) {
        let (machine, started) = (process.machine, self.now);
        let session = format!("{:08x}{:08x}", self.random.next(), self.random.next());
        self.begin(Job { ipcp, machine, waits: process, dst: dst.into(), what, started, flow: None, session });
    }

    pub(super) fn after_enrollment(
        &mut self,
        ipcp: IpcpId,
        asked: Option<Arc<str>>,
        well: bool,
        autobind: bool,
    ) -> Outcome {
        let Some(known) = self.ipcp(ipcp) else { return Outcome::failed("Failed to enroll IPCP.\n") };
        let (machine, pid, own) = (known.machine, known.pid, known.name.clone());
        let layer = known.config().map(|config| config.layer.clone());
        let Some(layer) = layer.filter(|_| well) else {
            if let Some(entry) = self.irmd(machine).and_then(|irmd| irmd.names.get_mut(&own)).filter(|_| autobind) {
                entry.bound.retain(|acceptor| *acceptor != Acceptor::Ipcp(ipcp));
            }
            return Outcome::failed("Failed to enroll IPCP.\n");
        };
        if asked.is_some_and(|asked| asked != layer) {
            return Outcome::failed("Enrollment destination does not match requested layer.\n");
        }
        if autobind && !self.bind(machine, Acceptor::Ipcp(ipcp), &layer) {
            return Outcome::failed(format!("Failed to bind {pid} to {layer}.\n"));
        }
        Outcome::done()
    }

    fn irm_connect(&mut self, process: Proc, words: &[&str]) -> Answer {
        let machine = process.machine;
        let options = match options(words, &["name", "dst", "component", "qos"], "irm ipcp connect") {
            Ok(options) => options,
            Err(outcome) => return Some(outcome),
        };
        let (Some(name), Some(dst)) = (options.name, options.dst) else { return Some(self.usage(usage::CONNECT)) };
        let components = components(options.component);
        let found = self.ipcps_named(machine, name);
        let (Some(ipcp), true) = (found.first().copied(), self.irmd(machine).is_some()) else {
            return Some(Outcome::failed(""));
        };
        let known = self.ipcp(ipcp)?;
        let (pid, kind, state) = (known.pid, known.kind, known.state_word());
        if !kind.enrolls() {
            self.log_irmd(machine, "irmd(EE): Cannot establish connections for this IPCP type.");
            return Some(Outcome::failed(""));
        }
        let mut refusal = None;
        if matches!(known.body, Body::Blank) {
            refusal = Some(format!("ipcpd/ipcp(EE): Failed to connect: IPCP in state <{state}>, need <operational>."));
        } else if kind == Kind::Broadcast && components.contains(&Component::Management) {
            refusal = Some("connection-manager(EE): No such component: Management".to_owned());
        }
        if let Some(line) = refusal {
            self.log_ipcp(machine, ipcp, &line);
            self.log_irmd(machine, &format!("irmd(EE): Could not connect IPCP {pid} to {dst}."));
            return Some(Outcome::failed(""));
        }
        if components.is_empty() {
            return Some(Outcome::done());
        }
        self.wait_for(process, Then::Connected);
        self.begin_job(process, ipcp, dst, Task::Connect(components));
        None
    }

    fn irm_disconnect(&mut self, machine: MachineId, words: &[&str]) -> Outcome {
        let options = match options(words, &["name", "dst", "component"], "irm ipcp connect") {
            Ok(options) => options,
            Err(outcome) => return outcome,
        };
        let (Some(name), Some(dst)) = (options.name, options.dst) else { return self.usage(usage::DISCONNECT) };
        let Some(ipcp) = self.ipcps_named(machine, name).first().copied() else { return Outcome::failed("") };
        let mut takes = super::CALL;
        for component in components(options.component) {
            for flow in self.flows_to(ipcp, component, dst) {
                self.dealloc(flow);
                takes = 9 * MILLI;
            }
        }
        Outcome::done().after(takes)
    }

    fn irm_list(&mut self, machine: MachineId, words: &[&str]) -> Outcome {
        let options = match options(words, &["name", "layer", "type"], "irm ipcp list") {
            Ok(options) => options,
            Err(outcome) => return outcome,
        };
        if options.kind.is_some_and(|kind| kind_of(kind, self.era, false).is_none()) {
            return self.usage(usage::LIST);
        }
        let Some(Irmd { ipcps, dead, .. }) = self.irmd(machine) else { return Outcome::failed(super::NO_DAEMON) };
        let (ipcps, dead) = (ipcps.clone(), dead.clone());
        if ipcps.is_empty() && dead.is_empty() {
            return Outcome::said("No IPCPs in system.\n\n".to_owned());
        }
        let rule = "+---------+----------------------+------------+----------------------+\n";
        let mut text = format!("{rule}|     pid |                 name |       type |                layer |\n{rule}");
        let living = ipcps.into_iter().filter_map(|id| self.ipcp(id)).map(Row::of);
        let mut rows: Vec<Row> = dead.into_iter().chain(living).collect();
        // The daemon keeps them by type; those of one type as they were made.
        rows.sort_by_key(|row| (row.kind.rank(), row.pid));
        text.extend(rows.iter().map(|row| row.line(self.era)));
        text.push_str(rule);
        Outcome::said(text + "\n")
    }
}

/// The components a word means, the one to be done first last; none if it means nothing.
fn components(word: Option<&str>) -> Vec<Component> {
    match word.map(|word| keyword(word, &["dt", "mgmt"])) {
        None => vec![Component::DataTransfer, Component::Management],
        Some(Some("dt")) => vec![Component::DataTransfer],
        Some(Some(_)) => vec![Component::Management],
        Some(None) => Vec::new(),
    }
}
