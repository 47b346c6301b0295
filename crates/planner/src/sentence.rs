//! A step in words.

use crate::Action;
use messages::say;
use model::{IpcpName, NodeName};

/// More lower IPCPs than this are counted, not named.
const NAMED: usize = 3;

/// What a step does, as `Enroll n1.router in n1 through n1.client1 over e1`.
pub(crate) fn sentence(action: &Action, node: Option<&NodeName>) -> String {
    match action {
        Action::SwapIn => say!("step-swap-in").to_owned(),
        Action::Install { node } => say!("step-install", node = node),
        Action::StartDaemon { node } => say!("step-start-daemon", node = node),
        Action::Create { ipcp, layer, .. } => say!("step-create", ipcp = ipcp, layer = layer),
        Action::Bootstrap { ipcp, layer, kind } if kind.is_hardware() => {
            say!("step-bootstrap-hardware", ipcp = ipcp, layer = layer)
        }
        Action::Bootstrap { ipcp, layer, .. } => say!("step-bootstrap", layer = layer, ipcp = ipcp),
        Action::Register { ipcp, name, lower, .. } if *name == ipcp.as_str() => {
            say!("step-register", name = name, ipcps = list(lower))
        }
        Action::Register { ipcp, name, lower, .. } => {
            say!("step-register-layer", name = name, ipcps = list(lower), ipcp = ipcp)
        }
        Action::Enroll { enrollee, enroller, via, again: true, .. } => {
            say!("step-meet", enrollee = enrollee, enroller = enroller, via = via)
        }
        Action::Enroll { enrollee, enroller, layer, via, .. } => {
            say!("step-enroll", enrollee = enrollee, layer = layer, enroller = enroller, via = via)
        }
        Action::Manage { src, dst, .. } => say!("step-manage", src = src, dst = dst),
        Action::Connect { src, dst, .. } => say!("step-connect", src = src, dst = dst),
        Action::Serve { service, ipcps: [] } => match node {
            Some(node) => say!("step-know-name-on", service = service, node = node),
            None => say!("step-know-name", service = service),
        },
        Action::Serve { service, ipcps } => say!("step-serve", service = service, ipcps = list(ipcps)),
    }
}

fn list(ipcps: &[IpcpName]) -> String {
    if let ([first, _, ..], true) = (ipcps, ipcps.len() > NAMED) {
        return say!("ipcps-of-node", first = first, n = ipcps.len() - 1);
    }
    let names: Vec<&str> = ipcps.iter().map(IpcpName::as_str).collect();
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => say!("list-and", list = rest.join(", "), last = last),
        _ => names.concat(),
    }
}
