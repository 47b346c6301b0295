//! A step in words.

use crate::Action;
use model::NodeName;

/// More lower IPCPs than this are counted, not named.
const NAMED: usize = 3;

/// What a step does, as `Enroll n1.router in n1 through n1.client1 over e1`.
pub(crate) fn sentence(action: &Action, node: Option<&NodeName>) -> String {
    match action {
        Action::SwapIn => "Take the machines and wires".into(),
        Action::StartDaemon { node } => ["Start the daemon on ", node.as_str()].concat(),
        Action::Create { ipcp, layer, .. } => {
            ["Create ", ipcp.as_str(), ", to enroll in ", layer.as_str(), " later"].concat()
        }
        Action::Bootstrap { ipcp, layer, kind } if kind.is_hardware() => {
            ["Bootstrap ", ipcp.as_str(), " on ", kind.as_str(), " layer ", layer.as_str()].concat()
        }
        Action::Bootstrap { ipcp, layer, .. } => ["Start ", layer.as_str(), " with ", ipcp.as_str()].concat(),
        Action::Register { ipcp, name, lower, .. } => {
            let lowers = listed(lower);
            if name == ipcp.as_str() {
                ["Register ", name, " with ", &lowers].concat()
            } else {
                ["Register ", name, " with ", &lowers, ", to be joined through ", ipcp.as_str()].concat()
            }
        }
        Action::Enroll { enrollee, enroller, via, again: true, .. } => {
            ["Let ", enrollee.as_str(), " and ", enroller.as_str(), " meet over ", via.as_str()].concat()
        }
        Action::Enroll { enrollee, enroller, layer, via, .. } => {
            let (enrollee, enroller) = (enrollee.as_str(), enroller.as_str());
            ["Enroll ", enrollee, " in ", layer.as_str(), " through ", enroller, " over ", via.as_str()].concat()
        }
        Action::Connect { src, dst, .. } => ["Connect ", src.as_str(), " to ", dst.as_str()].concat(),
        Action::Serve { service, ipcps } if ipcps.is_empty() => {
            let node = node.map_or("this node", NodeName::as_str);
            ["Make the name ", service.as_str(), " known on ", node].concat()
        }
        Action::Serve { service, ipcps } => ["Serve ", service.as_str(), " through ", &listed(ipcps)].concat(),
    }
}

fn listed(ipcps: &[model::IpcpName]) -> String {
    match ipcps {
        [] => String::new(),
        [only] => only.as_str().to_owned(),
        [names @ .., last] if ipcps.len() <= NAMED => {
            let names: Vec<&str> = names.iter().map(|name| name.as_str()).collect();
            [&names.join(", "), " and ", last.as_str()].concat()
        }
        [first, ..] => format!("{first} and {} others of its node", ipcps.len() - 1),
    }
}
