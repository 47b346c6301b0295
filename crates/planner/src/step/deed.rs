//! Deeds: actions as a plan keeps them, their names by place: a tenth of the memory.

use super::Action;
use crate::roll::{Roll, Span};
use model::IpcpName;

/// The place of the node of a step that happens on none.
pub(crate) const NOWHERE: u32 = u32::MAX;

/// An [`Action`]; each number is a place in the [`Roll`], `lower` a part of its IPCPs.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Deed {
    SwapIn,
    Install { node: u32 },
    StartDaemon { node: u32 },
    Create { ipcp: u32, layer: u32 },
    Bootstrap { ipcp: u32, layer: u32 },
    Register { ipcp: u32, layer: u32, called: Called, lower: Span },
    Enroll { enrollee: u32, enroller: u32, layer: u32, via: u32, again: bool },
    Manage { src: u32, dst: u32, layer: u32 },
    Connect { src: u32, dst: u32, layer: u32 },
    Serve { service: u32, ipcps: Span },
}

/// By which name an IPCP is registered.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Called {
    /// Its own.
    Own,
    /// Its layer's.
    Layer,
}

impl Deed {
    /// The action by its names; the IPCPs of a service are a part of `lists`.
    #[inline(always)]
    pub(crate) fn named<'p>(self, roll: &'p Roll, lists: &'p [IpcpName]) -> Action<'p> {
        let ipcp = |place: u32| &roll.ipcps[place as usize];
        let layer = |place: u32| &roll.layers[place as usize];
        let kind = |place: u32| roll.kinds[place as usize];
        match self {
            Self::SwapIn => Action::SwapIn,
            Self::Install { node } => Action::Install { node: &roll.nodes[node as usize] },
            Self::StartDaemon { node } => Action::StartDaemon { node: &roll.nodes[node as usize] },
            Self::Create { ipcp: new, layer: of } => {
                Action::Create { ipcp: ipcp(new), layer: layer(of), kind: kind(of) }
            }
            Self::Bootstrap { ipcp: new, layer: of } => {
                Action::Bootstrap { ipcp: ipcp(new), layer: layer(of), kind: kind(of) }
            }
            Self::Register { ipcp: upper, layer: of, called, lower } => {
                let name = match called {
                    Called::Own => ipcp(upper).as_str(),
                    Called::Layer => layer(of).as_str(),
                };
                Action::Register { ipcp: ipcp(upper), layer: layer(of), name, lower: lower.of(&roll.ipcps) }
            }
            Self::Enroll { enrollee, enroller, layer: of, via, again } => Action::Enroll {
                enrollee: ipcp(enrollee),
                enroller: ipcp(enroller),
                layer: layer(of),
                kind: kind(of),
                via: layer(via),
                again,
            },
            Self::Manage { src, dst, layer: of } => {
                Action::Manage { src: ipcp(src), dst: ipcp(dst), layer: layer(of), kind: kind(of) }
            }
            Self::Connect { src, dst, layer: of } => {
                Action::Connect { src: ipcp(src), dst: ipcp(dst), layer: layer(of), kind: kind(of) }
            }
            Self::Serve { service, ipcps } => {
                Action::Serve { service: &roll.services[service as usize], ipcps: ipcps.of(lists) }
            }
        }
    }
}
