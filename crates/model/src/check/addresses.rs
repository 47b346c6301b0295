//! IP addresses of UDP layers.

use super::Ground;
use crate::{Edit, Finding, LayerId, LayerKind, Member, NodeId, Place, edit::MemberField};
use messages::say;
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
            .says(say!(
                "so-address-not-used",
                layer = layer,
                kind = kind,
                address = crate::name::shown(address.as_deref().unwrap_or_default())
            ))
            .advise(say!("leave-address-out")),
        (None, true) => Finding::error("missing-address", at)
            .says(say!("has-no-ip-address", node = node, layer = layer, kind = kind))
            .advise(say!("give-its-machine", address = family(kind))),
        (Some(address), true) => match parse(kind, address) {
            Err(why) => Finding::error("bad-address", at)
                .says(say!(
                    "not-address-for",
                    address = crate::name::shown(address),
                    node = node,
                    layer = layer,
                    why = why
                ))
                .advise(say!("give-its-machine", address = family(kind))),
            Ok(ip) => match seen.insert((member.layer, ip), id) {
                Some(other) if other != id => Finding::error("duplicate-address", at)
                    .says(say!("has-address-already", node = ground.node(other), ip = ip, layer = layer))
                    .advise(say!("give-each-member-its")),
                _ => return None,
            },
        },
    };
    Some(finding.field("address"))
}

fn family(kind: LayerKind) -> &'static str {
    if kind == LayerKind::Udp6 { say!("ipv6-address") } else { say!("ipv4-address") }
}

fn parse(kind: LayerKind, text: &str) -> Result<IpAddr, &'static str> {
    let ip: IpAddr = match kind {
        LayerKind::Udp6 => text.parse::<Ipv6Addr>().map_err(|_| say!("not-written-like-2001"))?.into(),
        _ => text.parse::<Ipv4Addr>().map_err(|_| say!("not-written-like-10"))?.into(),
    };
    if ip.is_unspecified() {
        Err(say!("stands-for-every-address"))
    } else if ip.is_multicast() || ip == IpAddr::V4(Ipv4Addr::BROADCAST) {
        Err(say!("stands-for-many-machines"))
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
