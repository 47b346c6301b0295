//! Calls of `irm`.
//!
//! Keywords are written so that every release reads them alike: `irm` matches prefixes in table order.

use super::SetUp;
use model::{IpcpName, LayerKind, LayerName};
use testbed::Command;

/// The most lower IPCPs in one registration. Source: usage text of `irm name register`.
const MOST_LOWERS: usize = 128;

/// Registers (or, in other words, unregisters) `name` with lower IPCPs.
pub(super) fn register(verb: [&str; 3], name: &str, lower: &[IpcpName]) -> Vec<Command> {
    if let [only] = lower {
        return vec![Command::new([verb[0], verb[1], verb[2], name, "ipcp", only.as_str()])];
    }
    let call = |lower: &[IpcpName]| {
        let lower = lower.iter().flat_map(|ipcp| ["ipcp", ipcp.as_str()]);
        Command::new(verb.into_iter().chain([name]).chain(lower))
    };
    lower.chunks(MOST_LOWERS).map(call).collect()
}

/// Destroys an IPCP; one that does not exist too.
pub(super) fn destroy(ipcp: &IpcpName) -> Command {
    Command::new(["irm", "i", "d", "n", ipcp.as_str()])
}

/// Takes a connection back.
pub(super) fn disconnect(src: &IpcpName, dst: &IpcpName, kind: LayerKind) -> Command {
    join("disconn", src, dst, if kind == LayerKind::Broadcast { "dt" } else { "" })
}

/// Takes a meeting of two members back.
pub(super) fn part(src: &IpcpName, dst: &IpcpName, kind: LayerKind) -> Vec<Command> {
    // Broadcast IPCPs have no management to meet.
    if kind == LayerKind::Broadcast { Vec::new() } else { vec![join("disconn", src, dst, "mgmt")] }
}

fn join(verb: &str, src: &IpcpName, dst: &IpcpName, component: &str) -> Command {
    let call = ["irm", "i", verb, "n", src.as_str(), "dst", dst.as_str(), "component", component];
    // Without a component both are meant: management, then data transfer.
    let n_words = if component.is_empty() { call.len() - 2 } else { call.len() };
    Command::new(&call[..n_words])
}

/// Makes a name known to a daemon; harmless if it is.
fn make_known(name: &str) -> Command {
    Command::new(["irm", "n", "c", name])
}

impl SetUp<'_> {
    pub(super) fn create(&self, ipcp: &IpcpName, kind: LayerKind) -> Command {
        let kind = self.dialect.type_word(self.links.form(kind));
        Command::new(["irm", "i", "c", "n", ipcp.as_str(), "type", kind])
    }

    pub(super) fn bootstrap(&self, ipcp: &IpcpName, layer: &LayerName, kind: LayerKind) -> Command {
        let form = self.links.form(kind);
        let head = ["irm", "i", "b", "n", ipcp.as_str(), "type", self.dialect.type_word(form)];
        let interface = form.is_ethernet().then(|| self.particulars.interface(ipcp, layer));
        let interface = interface.as_deref().map(|interface| ["dev", interface]);
        let words = self.particulars.words(ipcp, layer).iter().map(String::as_str);
        let tail = ["layer", layer.as_str()];
        let autobind = (!kind.is_hardware()).then_some("autobind");
        let middle = interface.into_iter().flatten().chain(words);
        Command::new(head.into_iter().chain(middle).chain(tail).chain(autobind))
    }

    /// Joins through whichever member answers to the layer's name.
    pub(super) fn enroll(&self, ipcp: &IpcpName, layer: &LayerName, kind: LayerKind) -> Vec<Command> {
        let head = ["irm", "i", "e", "n", ipcp.as_str(), "layer", layer.as_str()];
        // The default is unicast.
        let call = if kind == LayerKind::Broadcast {
            Command::new(head.into_iter().chain(["type", "broadcast", "autobind"]))
        } else {
            Command::new(head.into_iter().chain(["autobind"]))
        };
        self.towards(layer.as_str(), call)
    }

    pub(super) fn connect(&self, src: &IpcpName, dst: &IpcpName, kind: LayerKind) -> Vec<Command> {
        // Broadcast IPCPs have no management component, which the default would try first.
        let component = if kind == LayerKind::Broadcast { "dt" } else { "" };
        self.towards(dst.as_str(), join("conn", src, dst, component))
    }

    /// Joins the management of two members: a member cannot enroll twice.
    pub(super) fn meet(&self, src: &IpcpName, dst: &IpcpName, kind: LayerKind) -> Vec<Command> {
        if kind == LayerKind::Broadcast {
            return Vec::new();
        }
        self.towards(dst.as_str(), join("conn", src, dst, "mgmt"))
    }

    pub(super) fn towards(&self, name: &str, call: Command) -> Vec<Command> {
        if self.names_destinations() { vec![make_known(name), call] } else { vec![call] }
    }
}
