//! A step in words.

use crate::Action;
use model::{IpcpName, NodeName};

/// More lower IPCPs than this are counted, not named.
const NAMED: usize = 3;

/// What a step does, as `Enroll n1.router in n1 through n1.client1 over e1`.
pub(crate) fn sentence(action: &Action, node: Option<&NodeName>) -> String {
    let mut text = String::new();
    write(action, node, &mut text);
    text
}

fn write(action: &Action, node: Option<&NodeName>, text: &mut String) {
    let mut say = |words: &[&str]| words.iter().for_each(|word| text.push_str(word));
    match action {
        Action::SwapIn => say(&["Take the machines and wires"]),
        Action::Install { node } => say(&["Install the prototype on ", node.as_str(), " if it is missing"]),
        Action::StartDaemon { node } => say(&["Start the daemon on ", node.as_str()]),
        Action::Create { ipcp, layer, .. } => {
            say(&["Create ", ipcp.as_str(), ", to enroll in ", layer.as_str(), " later"])
        }
        Action::Bootstrap { ipcp, layer, kind } if kind.is_hardware() => {
            say(&["Bootstrap ", ipcp.as_str(), " on ", kind.as_str(), " layer ", layer.as_str()]);
        }
        Action::Bootstrap { ipcp, layer, .. } => say(&["Start ", layer.as_str(), " with ", ipcp.as_str()]),
        Action::Register { ipcp, name, lower, .. } => {
            say(&["Register ", name, " with "]);
            list(lower, text);
            if *name != ipcp.as_str() {
                text.push_str(", to be joined through ");
                text.push_str(ipcp.as_str());
            }
        }
        Action::Enroll { enrollee, enroller, via, again: true, .. } => {
            say(&["Let ", enrollee.as_str(), " and ", enroller.as_str(), " meet over ", via.as_str()]);
        }
        Action::Enroll { enrollee, enroller, layer, via, .. } => {
            let (enrollee, enroller) = (enrollee.as_str(), enroller.as_str());
            say(&["Enroll ", enrollee, " in ", layer.as_str(), " through ", enroller, " over ", via.as_str()]);
        }
        Action::Connect { src, dst, .. } => say(&["Connect ", src.as_str(), " to ", dst.as_str()]),
        Action::Serve { service, ipcps: [] } => {
            let node = node.map_or("this node", NodeName::as_str);
            say(&["Make the name ", service.as_str(), " known on ", node]);
        }
        Action::Serve { service, ipcps } => {
            say(&["Serve ", service.as_str(), " through "]);
            list(ipcps, text);
        }
    }
}

fn list(ipcps: &[IpcpName], text: &mut String) {
    if let ([first, _, ..], true) = (ipcps, ipcps.len() > NAMED) {
        text.push_str(&format!("{first} and {} others of its node", ipcps.len() - 1));
        return;
    }
    for (place, ipcp) in ipcps.iter().enumerate() {
        let gap = if place == 0 {
            ""
        } else if place + 1 == ipcps.len() {
            " and "
        } else {
            ", "
        };
        text.push_str(gap);
        text.push_str(ipcp.as_str());
    }
}
