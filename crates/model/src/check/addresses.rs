//! IP addresses of UDP layers.

use super::Ground;
use crate::{Edit, Finding, LayerId, LayerKind, Member, NodeId, Place, edit::MemberField};
use std::{
    collections::{HashMap, HashSet},
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
};

pub(super) fn check(ground: &Ground<'_>, findings: &mut Vec<Finding>) {
    let mut plans: HashMap<LayerId, Plan> = HashMap::new();
    for (_, member) in ground.ipcps.iter().copied() {
        if let Some(address) = &member.address
            && let Some(plan) = plan(ground, &mut plans, member.layer)
        {
            plan.taken.extend(parse(plan.kind, address).ok());
        }
    }
    let mut seen: HashMap<(LayerId, IpAddr), NodeId> = HashMap::new();
    for (id, member) in ground.ipcps.iter().copied() {
        findings.extend(of_member(ground, id, member, &mut seen).map(|finding| {
            match plan(ground, &mut plans, member.layer) {
                Some(plan) => {
                    let address = Some(plan.next());
                    finding.mend(ground, Edit::SetMember(id, member.layer, MemberField::Address(address)))
                }
                None => finding.mend(ground, Edit::SetMember(id, member.layer, MemberField::Address(None))),
            }
        }));
    }
}

fn of_member(
    ground: &Ground<'_>,
    id: NodeId,
    member: &Member,
    seen: &mut HashMap<(LayerId, IpAddr), NodeId>,
) -> Option<Finding> {
    let at = Place::Member(id, member.layer);
    let kind = ground.kind(member.layer)?;
    if member.address.is_none() && !kind.is_udp() {
        return None;
    }
    let (node, layer) = (ground.node(id), ground.layer(member.layer));
    let finding = match (&member.address, kind.is_udp()) {
        (address, false) => Finding::warning("useless-address", at)
            .says(format!(
                "{layer} is {kind}, so the address {} is not used",
                crate::name::shown(address.as_deref().unwrap_or_default())
            ))
            .advise("leave the address out"),
        (None, true) => Finding::error("missing-address", at)
            .says(format!("{node} has no IP address in {layer}, and {kind} needs one"))
            .advise(format!("give it the {} of its machine", family(kind))),
        (Some(address), true) => match parse(kind, address) {
            Err(why) => Finding::error("bad-address", at)
                .says(format!("`{}` is not an address for {node} in {layer}: {why}", crate::name::shown(address)))
                .advise(format!("give it the {} of its machine", family(kind))),
            Ok(ip) => match seen.insert((member.layer, ip), id) {
                Some(other) if other != id => Finding::error("duplicate-address", at)
                    .says(format!("{} has the address {ip} in {layer} already", ground.node(other)))
                    .advise("give each member its own address"),
                _ => return None,
            },
        },
    };
    Some(finding.field("address"))
}

fn family(kind: LayerKind) -> &'static str {
    if kind == LayerKind::Udp6 { "IPv6 address" } else { "IPv4 address" }
}

fn parse(kind: LayerKind, text: &str) -> Result<IpAddr, &'static str> {
    let ip: IpAddr = match kind {
        LayerKind::Udp6 => text.parse::<Ipv6Addr>().map_err(|_| "it is not written like 2001:db8::1")?.into(),
        _ => text.parse::<Ipv4Addr>().map_err(|_| "it is not written like 10.0.0.1")?.into(),
    };
    if ip.is_unspecified() {
        Err("it stands for every address")
    } else if ip.is_multicast() || ip == IpAddr::V4(Ipv4Addr::BROADCAST) {
        Err("it stands for many machines")
    } else {
        Ok(ip)
    }
}

/// Addresses to offer in one layer: private ones (RFC 1918, RFC 4193) that nobody has there.
struct Plan {
    kind: LayerKind,
    layer: LayerId,
    taken: HashSet<IpAddr>,
    n_offered: u32,
}

fn plan<'p>(ground: &Ground<'_>, plans: &'p mut HashMap<LayerId, Plan>, layer: LayerId) -> Option<&'p mut Plan> {
    let kind = ground.kind(layer).filter(|kind| kind.is_udp())?;
    Some(plans.entry(layer).or_insert_with(|| Plan { kind, layer, taken: HashSet::new(), n_offered: 0 }))
}

impl Plan {
    fn next(&mut self) -> String {
        loop {
            self.n_offered += 1;
            // The third octet overflows into the second.
            let subnet = ((self.layer.0 + (self.n_offered >> 16)) % 256) as u16;
            let (high, low) = ((self.n_offered >> 8) as u8, self.n_offered as u8);
            let ip: IpAddr = match self.kind {
                LayerKind::Udp6 => {
                    let (high, low) = ((self.n_offered >> 16) as u16, self.n_offered as u16);
                    Ipv6Addr::new(0xfd00, 0, 0, subnet, 0, 0, high, low).into()
                }
                _ => Ipv4Addr::new(10, subnet as u8, high, low).into(),
            };
            if low != 0 && low != 255 && self.taken.insert(ip) {
                return ip.to_string();
            }
        }
    }
}
