//! Ouroboros: what each action is in the words of `irm`.
//!
//! Source: usage texts and traps of 0.23.0 and 0.18.2 as run; Rumba 0.9 for the oldest dialect.

mod dialect;
mod irm;
mod particulars;
mod policy;
mod service;
mod survey;

use dialect::Dialect;
use messages::{Id, say};
use model::{Design, LayerKind, NodeName, Service, ServiceName};
use particulars::Particulars;
use planner::{Action, Family, Prototype, Survey};
use std::collections::HashMap;
use testbed::Sheet;

/// The family.
pub(crate) struct Ouroboros;

/// What stands for an Ethernet layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Links {
    /// The local IPCP: shared memory, or a pretend wire of the layer's name.
    Local,
    /// The Ethernet IPCP on a network interface.
    Ethernet,
}

/// Ouroboros set up for one design.
struct SetUp<'d> {
    design: &'d Design,
    dialect: Dialect,
    links: Links,
    /// All nodes are served by one daemon, which knows every name.
    is_one_daemon: bool,
    is_real: bool,
    particulars: Particulars<'d>,
    services: HashMap<&'d ServiceName, &'d Service>,
}

impl Family for Ouroboros {
    fn kind(&self) -> &'static str {
        "ouroboros"
    }

    fn dialects(&self) -> &'static [(&'static str, Id)] {
        Dialect::LIST
    }

    fn set_up<'d>(&self, design: &'d Design) -> Result<Box<dyn Prototype + 'd>, Vec<String>> {
        let settings = design.draft().settings();
        let asked = settings.prototype.options.get("dialect").map(String::as_str);
        let testbed = settings.testbed.kind.as_str();
        let form = settings.testbed.options.get("links").map(String::as_str);
        let dialect = Dialect::parse(asked).ok_or_else(|| vec![no_such_dialect(asked)])?;
        let links = Links::parse(form, testbed).ok_or_else(|| vec![no_such_links(form)])?;
        let is_real = testbed != "emulator";
        let wrong_services = service::faults(design, dialect);
        let particulars = match Particulars::of(design, dialect, links, is_real) {
            Ok(particulars) if wrong_services.is_empty() => particulars,
            Ok(_) => return Err(wrong_services),
            Err(faults) => return Err([faults, wrong_services].concat()),
        };
        let services = design.draft().services().map(|(id, service)| (design.service_name(id), service)).collect();
        Ok(Box::new(SetUp {
            design,
            dialect,
            links,
            is_one_daemon: testbed == "local",
            is_real,
            particulars,
            services,
        }))
    }
}

fn no_such_dialect(asked: Option<&str>) -> String {
    let known: Vec<_> = Dialect::LIST.iter().map(|(key, _)| *key).collect();
    say!("has-no-dialect", prototype = "Ouroboros", asked = asked.unwrap_or_default(), known = known.join(", "))
}

fn no_such_links(form: Option<&str>) -> String {
    say!("links-cannot-be", form = form.unwrap_or_default())
}

impl Links {
    fn parse(form: Option<&str>, testbed: &str) -> Option<Self> {
        match form {
            Some("local") => Some(Self::Local),
            Some("eth-dix") => Some(Self::Ethernet),
            Some(_) => None,
            None if matches!(testbed, "emulator" | "local") => Some(Self::Local),
            None => Some(Self::Ethernet),
        }
    }

    /// What a layer of `kind` is made of.
    fn form(self, kind: LayerKind) -> LayerKind {
        if self == Self::Local && kind.is_ethernet() { LayerKind::Local } else { kind }
    }
}

impl Prototype for SetUp<'_> {
    fn kind(&self) -> &'static str {
        "ouroboros"
    }

    fn make(&self, action: &Action, sheet: &mut Sheet) {
        match *action {
            Action::StartDaemon { node } if self.has_daemon(node) => sheet.write_daemon(["irmd"]),
            Action::SwapIn | Action::Install { .. } | Action::StartDaemon { .. } => {}
            Action::Create { ipcp, kind, .. } => self.create(ipcp, kind, sheet),
            Action::Bootstrap { ipcp, layer, kind } => self.bootstrap(ipcp, layer, kind, sheet),
            Action::Register { name, lower, .. } => irm::register(self.dialect.register_form(), name, lower, sheet),
            Action::Enroll { enrollee, enroller, kind, again: true, .. } => self.meet(enrollee, enroller, kind, sheet),
            Action::Enroll { enrollee, enroller, layer, kind, .. } if self.names_enrollers() => {
                self.enroll_through([enrollee, enroller], layer, kind, sheet);
            }
            Action::Enroll { enrollee, layer, kind, .. } => self.enroll(enrollee, layer, kind, sheet),
            Action::Manage { src, dst, kind, .. } => self.meet(src, dst, kind, sheet),
            Action::Connect { src, dst, kind, .. } => self.connect(src, dst, kind, sheet),
            Action::Serve { service, ipcps } => self.serve(service, ipcps, sheet),
        }
    }

    fn unmake(&self, action: &Action, sheet: &mut Sheet) {
        match *action {
            Action::StartDaemon { node } if self.has_daemon(node) => sheet.write(["killall", "-15", "irmd"]),
            Action::SwapIn | Action::Install { .. } | Action::StartDaemon { .. } => {}
            Action::Create { ipcp, .. } | Action::Bootstrap { ipcp, .. } => irm::destroy(ipcp, sheet),
            Action::Register { name, lower, .. } => irm::register(self.dialect.unregister_form(), name, lower, sheet),
            Action::Enroll { enrollee, enroller, kind, again: true, .. } => irm::part(enrollee, enroller, kind, sheet),
            // A member cannot leave a layer; destroyed, it is made again by the next `irm i e`.
            Action::Enroll { enrollee, .. } => irm::destroy(enrollee, sheet),
            Action::Manage { src, dst, kind, .. } => irm::part(src, dst, kind, sheet),
            Action::Connect { src, dst, kind, .. } => self.disconnect(src, dst, kind, sheet),
            Action::Serve { service, ipcps } => self.unserve(service, ipcps, sheet),
        }
    }

    fn survey(&self) -> Option<Survey> {
        Some(survey::survey(self.is_one_daemon, self.dialect == Dialect::Today))
    }

    fn is_real(&self) -> bool {
        self.is_real
    }

    /// A member that gets its management flow takes up one only of the link states that lie there already. The others lie
    /// there for good, fifty members' in all the packet pool of one daemon: then nothing goes on.
    fn manages_first(&self, kind: LayerKind) -> bool {
        self.is_real && self.dialect == Dialect::Today && kind == LayerKind::Unicast
    }

    /// The layer's name leads to any member under the same daemon, also to one that has just joined and whose directory
    /// knows nobody: who joined through that one waited seconds for its own.
    fn names_enrollers(&self) -> bool {
        self.is_real && self.dialect == Dialect::Today
    }
}

impl SetUp<'_> {
    /// Whether a daemon is started on `node`: on every node, or for all of them on the first.
    fn has_daemon(&self, node: &NodeName) -> bool {
        let first = || self.design.draft().nodes().next();
        !self.is_one_daemon || first().is_some_and(|(id, _)| self.design.node_name(id) == node)
    }
}
