//! A draft as a demonstrator's file; what it cannot say stands in `# conga:` comments.

use super::{Dialect, statement::MAP};
use crate::{
    WriteError,
    error::shown,
    lost::{Fact, lost},
    names::Written,
    netem,
};
use messages::say;
use model::{Draft, Layer, LayerId, LayerKind, LinkQuality, Member, NodeId, Policies, Strategy};
use std::collections::BTreeMap;

/// The VLANs there are, for layers whose names are none. Source: IEEE 802.1Q.
const LAST_VLAN: usize = 4_094;
const FIRST_FRESH_VLAN: usize = 100;

pub(super) fn write(draft: &Draft, dialect: Dialect) -> Result<String, WriteError> {
    let names = Written::of(draft);
    let vlans = if dialect == Dialect::Irati { vlans(draft, &names)? } else { BTreeMap::new() };
    let mut writer = Writer { draft, dialect, names, vlans, text: String::new() };
    writer.head();
    let by_layer = draft.members_by_layer();
    for (id, layer) in draft.layers() {
        if writer.is_shim(layer) {
            writer.shim(id, layer, &by_layer[&id]);
        }
    }
    for (id, layer) in draft.layers().filter(|(_, layer)| !layer.kind.is_hardware()) {
        writer.dif(id, layer, &by_layer[&id]);
    }
    Ok(writer.text)
}

/// The number of every Ethernet layer: its name where all of them are numbers, else one after another.
fn vlans(draft: &Draft, names: &Written) -> Result<BTreeMap<LayerId, usize>, WriteError> {
    let links: Vec<LayerId> = draft.layers().filter(|(_, layer)| layer.kind.is_ethernet()).map(|(id, _)| id).collect();
    let named = |id: &LayerId| {
        let vlan: usize = names.layer(*id).parse().ok()?;
        (vlan.to_string() == names.layer(*id) && (1..=LAST_VLAN).contains(&vlan)).then_some((*id, vlan))
    };
    if let Some(named) = links.iter().map(named).collect() {
        return Ok(named);
    }
    let first = if links.len() + FIRST_FRESH_VLAN > LAST_VLAN { 1 } else { FIRST_FRESH_VLAN };
    if links.len() > LAST_VLAN {
        return Err(WriteError {
            what: say!("too-many-vlans", n = links.len(), most = LAST_VLAN),
            mend: say!("write-for-rlite").into(),
        });
    }
    Ok(links.into_iter().zip(first..).collect())
}

struct Writer<'d> {
    draft: &'d Draft,
    dialect: Dialect,
    names: Written,
    vlans: BTreeMap<LayerId, usize>,
    text: String,
}

impl Writer<'_> {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn comment(&mut self, what: &str) {
        self.line(&format!("# conga: {}", shown(what)));
    }

    fn head(&mut self) {
        let title = shown(&self.draft.settings().title);
        self.line(&format!("# {title}"));
        let mut sayable = vec![Fact::Layers, Fact::Policies, Fact::Quality];
        match self.dialect {
            Dialect::Irati => sayable.extend([Fact::OneWayQuality]),
            Dialect::Rlite => sayable.push(Fact::Addresses),
        }
        if let Some(lost) = lost(self.draft, &sayable) {
            self.line(&format!("# conga: {lost}"));
        }
    }

    fn is_shim(&self, layer: &Layer) -> bool {
        layer.kind.is_ethernet() || (layer.kind == LayerKind::Udp4 && self.dialect == Dialect::Rlite)
    }

    /// The layer's name as lines use it; none where the demonstrator has no such layer.
    fn name(&self, id: LayerId) -> Option<String> {
        let layer = self.draft.layer(id).filter(|layer| !layer.kind.is_hardware() || self.is_shim(layer))?;
        let vlan = self.vlans.get(&id).filter(|_| layer.kind.is_ethernet());
        Some(vlan.map_or_else(|| self.names.layer(id).to_owned(), usize::to_string))
    }

    fn shim(&mut self, id: LayerId, layer: &Layer, members: &[NodeId]) {
        let Some(name) = self.name(id) else { return };
        if members.is_empty() {
            return self.comment(&format!("{name} has no members"));
        }
        if layer.kind == LayerKind::Udp4 {
            let ends: Vec<String> = members.iter().filter_map(|node| self.udp_end(*node, id)).collect();
            return self.line(&format!("udp4 {name} {}", ends.join(" ")));
        }
        if name != self.names.layer(id) {
            self.line(&format!("{MAP}{name} is {}", self.names.layer(id)));
        }
        let speed = speed(layer.quality.rate_mbit);
        let nodes: Vec<&str> = members.iter().map(|node| self.names.node(*node)).collect();
        let line = format!("eth {name} {} {}", speed.as_deref().unwrap_or("0Mbps"), nodes.join(" "));
        self.line(&line);
        let rest =
            LinkQuality { rate_mbit: layer.quality.rate_mbit.filter(|_| speed.is_none()), ..layer.quality.clone() };
        match self.dialect {
            Dialect::Rlite if !rest.is_perfect() => {
                // The parser wants a rate first.
                let mut words = netem::words(&layer.quality);
                if layer.quality.rate_mbit.is_none() {
                    words.splice(0..0, ["rate".to_owned(), "0kbit".to_owned()]);
                }
                self.line(&format!("netem {name} {}", words.join(" ")));
            }
            Dialect::Rlite => {}
            Dialect::Irati => members.iter().for_each(|node| self.one_way(&name, *node, id, &rest)),
        }
    }

    /// IRATI shapes what each node sends.
    fn one_way(&mut self, name: &str, node: NodeId, id: LayerId, of_layer: &LinkQuality) {
        let own = self.draft.member(node, id).and_then(|member| member.quality.as_ref());
        let words = netem::words(own.unwrap_or(of_layer));
        if !words.is_empty() {
            let line = format!("netem {name} {} {}", self.names.node(node), words.join(" "));
            self.line(&line);
        }
    }

    fn udp_end(&self, node: NodeId, layer: LayerId) -> Option<String> {
        let member = self.draft.member(node, layer)?;
        let address = member.address.as_deref().filter(|address| address.parse::<std::net::Ipv4Addr>().is_ok())?;
        let bits = member.unknown.get("prefix").and_then(serde_json::Value::as_u64).unwrap_or(24);
        Some(format!("{}:{address}/{bits}", self.names.node(node)))
    }

    fn dif(&mut self, id: LayerId, layer: &Layer, members: &[NodeId]) {
        let Some(name) = self.name(id) else { return };
        self.line("");
        if layer.kind == LayerKind::Broadcast {
            self.comment(&format!("{name} is a broadcast layer, which the demonstrators lack"));
        }
        for node in members {
            let Some(member) = self.draft.member(*node, id) else { continue };
            self.registrations(&name, *node, member);
        }
        self.policies(&name, "*", &layer.policies);
        for node in members {
            let Some(member) = self.draft.member(*node, id) else { continue };
            let node = self.names.node(*node).to_owned();
            self.policies(&name, &node, &member.policies);
        }
        if let (Strategy::Manual(pairs), Dialect::Irati) = (&layer.enrollment, self.dialect) {
            for pair in pairs {
                let via = pair.via.or_else(|| self.shared(id, pair.from, pair.to));
                let Some(via) = via.and_then(|via| self.name(via)) else { continue };
                let (from, to) = (self.names.node(pair.from).to_owned(), self.names.node(pair.to).to_owned());
                self.line(&format!("enroll {name} {from} {to} {via}"));
            }
        }
    }

    /// The first lower layer that two members share.
    fn shared(&self, layer: LayerId, from: NodeId, to: NodeId) -> Option<LayerId> {
        let over = |node| self.draft.member(node, layer).map(|member| &member.over);
        over(from)?.iter().copied().find(|lower| over(to).is_some_and(|over| over.contains(lower)))
    }

    fn registrations(&mut self, name: &str, node: NodeId, member: &Member) {
        let lowers: Vec<String> = member.over.iter().filter_map(|lower| self.name(*lower)).collect();
        let node = self.names.node(node).to_owned();
        match lowers.is_empty() {
            true => self.comment(&format!("{node} is in {name}, over nothing that can be said here")),
            false => self.line(&format!("dif {name} {node} {}", lowers.join(" "))),
        }
    }

    fn policies(&mut self, dif: &str, nodes: &str, policies: &Policies) {
        for (component, policy) in policies {
            let mut words = vec![component.clone(), policy.name.clone()];
            words.extend(policy.params.iter().map(|(key, value)| format!("{key}={value}")));
            match words
                .iter()
                .any(|word| word.is_empty() || word.contains(|c: char| c.is_whitespace() || c.is_control()))
            {
                true => self.comment(&format!("{component} of {dif} has a policy that cannot be said here")),
                false => self.line(&format!("policy {dif} {nodes} {}", words.join(" "))),
            }
        }
    }
}

/// The rate as these files write it, if it is a whole number of some unit.
fn speed(rate_mbit: Option<f64>) -> Option<String> {
    let mbit = rate_mbit?;
    let units = [("Gbps", 0.001), ("Mbps", 1.0), ("Kbps", 1_000.0)];
    let whole = |(unit, per_mbit): (&str, f64)| {
        let n = mbit * per_mbit;
        ((1.0..1e9).contains(&n) && (n.round() - n).abs() < 1e-9).then(|| format!("{}{unit}", n.round()))
    };
    units.into_iter().find_map(whole)
}
