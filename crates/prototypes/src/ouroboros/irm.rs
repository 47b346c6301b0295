//! Calls of `irm`.
//!
//! Keywords are written so that every release reads them alike: `irm` matches prefixes in table order.

use super::SetUp;
use model::{IpcpName, LayerKind, LayerName};
use testbed::Sheet;

/// The most lower IPCPs in one registration. Source: usage text of `irm name register`.
const MOST_LOWERS: usize = 128;

/// Registers (or, in other words, unregisters) `name` with lower IPCPs.
pub(super) fn register(verb: [&str; 3], name: &str, lower: &[IpcpName], sheet: &mut Sheet) {
    if let [only] = lower {
        return sheet.write([verb[0], verb[1], verb[2], name, "ipcp", only.as_str()]);
    }
    for lower in lower.chunks(MOST_LOWERS) {
        let lower = lower.iter().flat_map(|ipcp| ["ipcp", ipcp.as_str()]);
        sheet.write(verb.into_iter().chain([name]).chain(lower));
    }
}

/// Destroys an IPCP; one that does not exist too.
pub(super) fn destroy(ipcp: &IpcpName, sheet: &mut Sheet) {
    sheet.write(["irm", "i", "d", "n", ipcp.as_str()]);
}

/// Takes a connection back.
pub(super) fn disconnect(src: &IpcpName, dst: &IpcpName, kind: LayerKind, sheet: &mut Sheet) {
    join("disconn", [src, dst], if kind == LayerKind::Broadcast { "dt" } else { "" }, sheet);
}

/// Takes a meeting of two members back.
pub(super) fn part(src: &IpcpName, dst: &IpcpName, kind: LayerKind, sheet: &mut Sheet) {
    // Broadcast IPCPs have no management to meet.
    if kind != LayerKind::Broadcast {
        join("disconn", [src, dst], "mgmt", sheet);
    }
}

fn join(verb: &str, [src, dst]: [&IpcpName; 2], component: &str, sheet: &mut Sheet) {
    let call = ["irm", "i", verb, "n", src.as_str(), "dst", dst.as_str(), "component", component];
    // Without a component both are meant: management, then data transfer.
    let n_words = if component.is_empty() { call.len() - 2 } else { call.len() };
    sheet.write(&call[..n_words]);
}

impl SetUp<'_> {
    pub(super) fn create(&self, ipcp: &IpcpName, kind: LayerKind, sheet: &mut Sheet) {
        let kind = self.dialect.type_word(self.links.form(kind));
        sheet.write(["irm", "i", "c", "n", ipcp.as_str(), "type", kind]);
    }

    pub(super) fn bootstrap(&self, ipcp: &IpcpName, layer: &LayerName, kind: LayerKind, sheet: &mut Sheet) {
        let form = self.links.form(kind);
        let head = ["irm", "i", "b", "n", ipcp.as_str(), "type", self.dialect.type_word(form)];
        let interface = form.is_ethernet().then(|| self.particulars.interface(ipcp, layer));
        let interface = interface.as_deref().map(|interface| ["dev", interface]);
        let words = self.particulars.words(ipcp, layer).iter().map(String::as_str);
        let tail = ["layer", layer.as_str()];
        let autobind = (!kind.is_hardware()).then_some("autobind");
        let middle = interface.into_iter().flatten().chain(words);
        sheet.write(head.into_iter().chain(middle).chain(tail).chain(autobind));
    }

    /// Joins through whichever member answers to the layer's name.
    pub(super) fn enroll(&self, ipcp: &IpcpName, layer: &LayerName, kind: LayerKind, sheet: &mut Sheet) {
        self.make_known(layer.as_str(), sheet);
        let head = ["irm", "i", "e", "n", ipcp.as_str(), "layer", layer.as_str()];
        // The default is unicast.
        let kind: &[&str] = if kind == LayerKind::Broadcast { &["type", "broadcast"] } else { &[] };
        sheet.write(head.iter().chain(kind).chain(&["autobind"]));
    }

    pub(super) fn connect(&self, src: &IpcpName, dst: &IpcpName, kind: LayerKind, sheet: &mut Sheet) {
        self.make_known(dst.as_str(), sheet);
        // Broadcast IPCPs have no management component, which the default would try first.
        join("conn", [src, dst], if kind == LayerKind::Broadcast { "dt" } else { "" }, sheet);
    }

    /// Joins the management of two members: a member cannot enroll twice.
    pub(super) fn meet(&self, src: &IpcpName, dst: &IpcpName, kind: LayerKind, sheet: &mut Sheet) {
        if kind != LayerKind::Broadcast {
            self.make_known(dst.as_str(), sheet);
            join("conn", [src, dst], "mgmt", sheet);
        }
    }

    /// Makes a destination's name known to this node's daemon, where that is needed; harmless if it is known.
    pub(super) fn make_known(&self, name: &str, sheet: &mut Sheet) {
        if self.dialect.names_destinations() && !self.is_one_daemon {
            sheet.write(["irm", "n", "c", name]);
        }
    }
}
