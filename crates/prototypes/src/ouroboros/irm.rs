//! Calls of `irm`.
//!
//! Keywords are written so that every release reads them alike: `irm` matches prefixes in table order.

use super::SetUp;
use model::{IpcpName, LayerKind, LayerName};
use planner::Prototype;
use testbed::{Form, Sheet};

/// The most lower IPCPs in one registration. Source: usage text of `irm name register`.
const MOST_LOWERS: usize = 128;

const CREATE: Form<2> = Form::of(["irm\0i\0c\0n\0", "\0type\0"], "");
const DESTROY: Form<1> = Form::of(["irm\0i\0d\0n\0"], "");
const START_LINK: Form<3> = Form::of(["irm\0i\0b\0n\0", "\0type\0", "\0layer\0"], "");
const ENROLL: Form<2> = Form::of(["irm\0i\0e\0n\0", "\0layer\0"], "\0autobind");
const ENROLL_BROADCAST: Form<2> = Form::of(["irm\0i\0e\0n\0", "\0layer\0"], "\0type\0broadcast\0autobind");
const ENROLL_THROUGH: Form<3> = Form::of(["irm\0i\0e\0n\0", "\0layer\0", "\0dst\0"], "\0autobind");
const ENROLL_BROADCAST_THROUGH: Form<3> =
    Form::of(["irm\0i\0e\0n\0", "\0layer\0", "\0dst\0"], "\0type\0broadcast\0autobind");
const CONNECT: Form<2> = Form::of(["irm\0i\0conn\0n\0", "\0dst\0"], "");
const CONNECT_ONE: Form<3> = Form::of(["irm\0i\0conn\0n\0", "\0dst\0", "\0component\0"], "");
const DISCONNECT: Form<2> = Form::of(["irm\0i\0disconn\0n\0", "\0dst\0"], "");
const DISCONNECT_ONE: Form<3> = Form::of(["irm\0i\0disconn\0n\0", "\0dst\0", "\0component\0"], "");
const ONE_MORE: Form<1> = Form::of(["\0ipcp\0"], "");
const MAKE_NAME: Form<1> = Form::of(["irm\0n\0c\0"], "");

/// Registers (or, in another form, unregisters) `name` with lower IPCPs.
pub(super) fn register(form: &Form<2>, name: &str, lower: &[IpcpName], sheet: &mut Sheet) {
    for lower in lower.chunks(MOST_LOWERS) {
        sheet.fill_on(form, [name, lower[0].as_str()], (&ONE_MORE, lower[1..].iter().map(IpcpName::as_str)));
    }
}

/// Destroys an IPCP; one that does not exist too.
pub(super) fn destroy(ipcp: &IpcpName, sheet: &mut Sheet) {
    sheet.fill(&DESTROY, [ipcp.as_str()]);
}

/// Takes a meeting of two members back.
pub(super) fn part(src: &IpcpName, dst: &IpcpName, kind: LayerKind, sheet: &mut Sheet) {
    // Broadcast IPCPs have no management to meet.
    if kind != LayerKind::Broadcast {
        sheet.fill(&DISCONNECT_ONE, [src.as_str(), dst.as_str(), "mgmt"]);
    }
}

impl SetUp<'_> {
    pub(super) fn create(&self, ipcp: &IpcpName, kind: LayerKind, sheet: &mut Sheet) {
        let kind = self.dialect.type_word(self.links.form(kind));
        sheet.fill(&CREATE, [ipcp.as_str(), kind]);
    }

    pub(super) fn bootstrap(&self, ipcp: &IpcpName, layer: &LayerName, kind: LayerKind, sheet: &mut Sheet) {
        let form = self.links.form(kind);
        let words = self.particulars.words(ipcp, layer);
        let type_word = self.dialect.type_word(form);
        if kind.is_hardware() && !form.is_ethernet() && words.is_empty() {
            return sheet.fill(&START_LINK, [ipcp.as_str(), type_word, layer.as_str()]);
        }
        let head = ["irm", "i", "b", "n", ipcp.as_str(), "type", type_word];
        let interface = form.is_ethernet().then(|| self.particulars.interface(ipcp, layer));
        let interface = interface.as_deref().map(|interface| ["dev", interface]);
        let words = words.iter().map(String::as_str);
        let tail = ["layer", layer.as_str()];
        let autobind = (!kind.is_hardware()).then_some("autobind");
        let middle = interface.into_iter().flatten().chain(words);
        sheet.write(head.into_iter().chain(middle).chain(tail).chain(autobind));
    }

    /// Joins through whichever member answers to the layer's name.
    pub(super) fn enroll(&self, ipcp: &IpcpName, layer: &LayerName, kind: LayerKind, sheet: &mut Sheet) {
        self.make_known(layer.as_str(), sheet);
        // The default is unicast.
        let form = if kind == LayerKind::Broadcast { &ENROLL_BROADCAST } else { &ENROLL };
        sheet.fill(form, [ipcp.as_str(), layer.as_str()]);
    }

    /// Joins through one member.
    pub(super) fn enroll_through(
        &self,
        [ipcp, enroller]: [&IpcpName; 2],
        layer: &LayerName,
        kind: LayerKind,
        sheet: &mut Sheet,
    ) {
        self.make_known(enroller.as_str(), sheet);
        let form = if kind == LayerKind::Broadcast { &ENROLL_BROADCAST_THROUGH } else { &ENROLL_THROUGH };
        sheet.fill(form, [ipcp.as_str(), layer.as_str(), enroller.as_str()]);
    }

    pub(super) fn connect(&self, src: &IpcpName, dst: &IpcpName, kind: LayerKind, sheet: &mut Sheet) {
        if !self.manages_first(kind) {
            self.make_known(dst.as_str(), sheet);
        }
        if self.has_only_data(kind) {
            sheet.fill(&CONNECT_ONE, [src.as_str(), dst.as_str(), "dt"]);
        } else {
            // Without a component both are meant: management, then data transfer.
            sheet.fill(&CONNECT, [src.as_str(), dst.as_str()]);
        }
    }

    /// Takes a connection back.
    pub(super) fn disconnect(&self, src: &IpcpName, dst: &IpcpName, kind: LayerKind, sheet: &mut Sheet) {
        if self.has_only_data(kind) {
            sheet.fill(&DISCONNECT_ONE, [src.as_str(), dst.as_str(), "dt"]);
        } else {
            sheet.fill(&DISCONNECT, [src.as_str(), dst.as_str()]);
        }
    }

    /// Whether a connection is data transfer alone. Broadcast IPCPs have no management component, which the default
    /// would try first.
    fn has_only_data(&self, kind: LayerKind) -> bool {
        kind == LayerKind::Broadcast || self.manages_first(kind)
    }

    /// Joins the management of two members: one that enrolled cannot enroll twice.
    pub(super) fn meet(&self, src: &IpcpName, dst: &IpcpName, kind: LayerKind, sheet: &mut Sheet) {
        if kind != LayerKind::Broadcast {
            self.make_known(dst.as_str(), sheet);
            sheet.fill(&CONNECT_ONE, [src.as_str(), dst.as_str(), "mgmt"]);
        }
    }

    /// Makes a destination's name known to this node's daemon, where that is needed; harmless if it is known.
    pub(super) fn make_known(&self, name: &str, sheet: &mut Sheet) {
        if self.dialect.names_destinations() && !self.is_one_daemon {
            sheet.fill(&MAKE_NAME, [name]);
        }
    }
}
