//! A draft as the daemon's files: IPCPs bottom up, each bootstrapped or enrolled, registered and connected.

use super::{
    keyword,
    tree::{Members, unordered},
};
use crate::{
    File, WriteError,
    error::shown,
    lost::{Fact, lost},
    names::Written,
    yaml::quoted,
};
use md5::{Digest, Md5};
use messages::say;
use model::{
    Balance, Bootstrapper, Draft, Layer, LayerId, LayerKind, Member, Node, NodeId, Policies, Service, Strategy,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

pub(super) fn write(draft: &Draft) -> Result<Vec<File>, WriteError> {
    let mut writer = Writer::of(draft)?;
    let mut files = Vec::with_capacity(draft.nodes().len() + 1);
    for (id, node) in draft.nodes() {
        let text = writer.node(id, node);
        files.push(File { path: format!("{}.irmd.conf", writer.names.node(id)), text });
    }
    if !writer.hosts.is_empty() {
        let head = "# For /etc/hosts of every node: the MD5 of each name that UDP layers ask for.\n";
        files.push(File { path: "hosts".into(), text: head.to_owned() + &writer.hosts });
    }
    Ok(files)
}

/// What the members of a layer do to come up.
#[derive(Default)]
struct Rise {
    root: Option<NodeId>,
    enrollers: HashMap<NodeId, NodeId>,
    /// By the node that connects.
    flows: BTreeMap<NodeId, Vec<NodeId>>,
}

struct Writer<'d> {
    draft: &'d Draft,
    names: Written,
    rises: BTreeMap<LayerId, Rise>,
    levels: BTreeMap<LayerId, usize>,
    services: BTreeMap<NodeId, Vec<&'d Service>>,
    hosts: String,
}

/// A node while its file is written.
struct Place {
    id: NodeId,
    /// The layers registered in each.
    above: HashMap<LayerId, Vec<LayerId>>,
    interfaces: BTreeSet<String>,
    /// The number of the next interface to try.
    next: usize,
}

impl<'d> Writer<'d> {
    fn of(draft: &'d Draft) -> Result<Self, WriteError> {
        let mut over: BTreeMap<LayerId, Vec<(NodeId, &[LayerId])>> = BTreeMap::new();
        for (id, node) in draft.nodes() {
            for member in &node.members {
                over.entry(member.layer).or_default().push((id, &member.over));
            }
        }
        let mut rises = BTreeMap::new();
        for (id, layer) in draft.layers().filter(|(_, layer)| !layer.kind.is_hardware()) {
            let members = Members::of(over.remove(&id).unwrap_or_default());
            rises.insert(id, rise(layer, &members)?);
        }
        let mut services: BTreeMap<NodeId, Vec<&Service>> = BTreeMap::new();
        for (_, service) in draft.services() {
            let nodes: BTreeSet<NodeId> = service.nodes.iter().copied().collect();
            nodes.into_iter().for_each(|node| services.entry(node).or_default().push(service));
        }
        let (names, levels) = (Written::of(draft), levels(draft));
        Ok(Self { draft, names, rises, levels, services, hosts: String::new() })
    }

    fn ipcp(&self, layer: LayerId, node: NodeId) -> String {
        format!("{}.{}", self.names.layer(layer), self.names.node(node))
    }

    fn node(&mut self, id: NodeId, node: &Node) -> String {
        let mut text = format!("# {}: {}\n", shown(&self.draft.settings().title), self.names.node(id));
        let sayable = [
            Fact::Services,
            Fact::Layers,
            Fact::Policies,
            Fact::Strategies,
            Fact::Addresses,
            Fact::Interfaces,
            Fact::Lonely,
        ];
        if let Some(lost) = lost(self.draft, &sayable) {
            text += &format!("# {lost}\n");
        }
        // A layer that a node lists twice is one IPCP.
        let mut seen = BTreeSet::new();
        let mut members: Vec<&Member> = node.members.iter().filter(|member| seen.insert(member.layer)).collect();
        members.sort_by_key(|member| self.levels.get(&member.layer).copied().unwrap_or(usize::MAX));
        text += &self.names(id, &members);
        let interfaces = members.iter().filter_map(|member| member.interface.clone()).collect();
        let mut place = Place { id, above: HashMap::new(), interfaces, next: 0 };
        for member in &members {
            member.over.iter().for_each(|lower| place.above.entry(*lower).or_default().push(member.layer));
        }
        // The daemon takes the kinds of table in this order, whatever a file's.
        let order = [
            LayerKind::Local,
            LayerKind::EthLlc,
            LayerKind::EthDix,
            LayerKind::Udp4,
            LayerKind::Udp6,
            LayerKind::Broadcast,
            LayerKind::Unicast,
        ];
        for kind in order {
            let of_kind = |member: &&&Member| self.draft.layer(member.layer).is_some_and(|layer| layer.kind == kind);
            for member in members.iter().filter(of_kind).copied().collect::<Vec<_>>() {
                text += &self.table(&mut place, member);
            }
        }
        text
    }

    /// Names that this node's IPCPs ask for, which the daemon wants to know before, and those that programs serve here.
    fn names(&self, id: NodeId, members: &[&Member]) -> String {
        let mut names: BTreeMap<String, String> = BTreeMap::new();
        for service in self.services.get(&id).into_iter().flatten() {
            names.entry(service.name.clone()).or_insert_with(|| program(service));
        }
        for layer in members.iter().map(|member| member.layer) {
            let Some(rise) = self.rises.get(&layer) else { continue };
            let flows = rise.flows.get(&id).into_iter().flatten();
            let asked = rise.enrollers.get(&id).into_iter().chain(flows).map(|to| self.ipcp(layer, *to));
            asked.for_each(|name| _ = names.entry(name).or_default());
        }
        names.iter().map(|(name, rest)| format!("\n[name.{}]\n{rest}", quoted(name))).collect()
    }

    fn table(&mut self, place: &mut Place, member: &Member) -> String {
        let id = place.id;
        let Some(layer) = self.draft.layer(member.layer) else { return String::new() };
        let mut text = format!("\n[{}.{}]\n", layer.kind, quoted(&self.ipcp(member.layer, id)));
        text += &self.rise_of(id, member.layer);
        if layer.kind.is_ethernet() {
            let device = member.interface.clone().unwrap_or_else(|| place.free_interface());
            text += &format!("dev = {}\n", quoted(&device));
        }
        let address = member.address.as_deref().filter(|_| layer.kind.is_udp());
        if let Some(address) = address {
            text += &format!("ip = {}\n", quoted(address));
        }
        let names = self.registered(place, member.layer);
        for name in address.iter().flat_map(|_| &names) {
            let hash: String = Md5::digest(name.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
            self.hosts += &format!("{} {hash} #{}\n", shown(address.unwrap_or_default()), shown(name));
        }
        if !names.is_empty() {
            text += &format!("reg = {}\n", list(names.iter().map(String::as_str)));
        }
        if !layer.kind.is_hardware() {
            text += "autobind = true\n";
        }
        let mut policies: Policies = layer.policies.clone();
        policies.extend(member.policies.clone());
        let (keys, lost) = keyword::keys(&policies);
        let keys: BTreeMap<&str, String> = keys.into_iter().collect();
        text += &keys.iter().map(|(key, value)| format!("{key} = {value}\n")).collect::<String>();
        text + &lost.iter().map(|lost| format!("# no key for the policy of {}\n", shown(lost))).collect::<String>()
    }

    /// How this IPCP comes up.
    fn rise_of(&self, id: NodeId, layer: LayerId) -> String {
        let name = quoted(self.names.layer(layer));
        let Some(rise) = self.rises.get(&layer).filter(|rise| rise.root != Some(id)) else {
            return format!("bootstrap = {name}\n");
        };
        let mut text = match rise.enrollers.get(&id) {
            Some(enroller) => format!("enrol = {}\n", quoted(&self.ipcp(layer, *enroller))),
            None => format!("enrol = {name}\n"),
        };
        let flows = rise.flows.get(&id).map_or(&[][..], Vec::as_slice);
        if !flows.is_empty() {
            let names: Vec<String> = flows.iter().map(|to| self.ipcp(layer, *to)).collect();
            text += &format!("conn = {}\n", list(names.iter().map(String::as_str)));
        }
        text
    }

    /// What is registered in this IPCP: the IPCPs above it, and services.
    fn registered(&self, place: &Place, layer: LayerId) -> Vec<String> {
        let above = place.above.get(&layer).into_iter().flatten();
        let mut names: Vec<String> = above.map(|upper| self.ipcp(*upper, place.id)).collect();
        let here = self.services.get(&place.id).into_iter().flatten();
        names.extend(here.filter(|service| service.layers.contains(&layer)).map(|service| service.name.clone()));
        names
    }
}

impl Place {
    /// The next of `eth0`, `eth1`… that the node does not use yet.
    fn free_interface(&mut self) -> String {
        loop {
            let tried = format!("eth{}", self.next);
            self.next += 1;
            if self.interfaces.insert(tried.clone()) {
                return tried;
            }
        }
    }
}

/// The keys of a service's table.
fn program(service: &Service) -> String {
    let balance = match service.balance {
        Balance::RoundRobin => "round-robin",
        Balance::Spill => "spill",
    };
    let program = match service.program.as_str() {
        "" => String::new(),
        program => format!("prog = [{}]\nargs = {}\n", quoted(program), list(service.args.iter().map(String::as_str))),
    };
    format!("{program}lb = \"{balance}\"\n")
}

fn rise(layer: &Layer, members: &Members<'_>) -> Result<Rise, WriteError> {
    let chosen = match layer.bootstrapper {
        Bootstrapper::Node(node) if members.contains(node) => Some(node),
        _ => members.first(),
    };
    let Some(root) = chosen else { return Ok(Rise::default()) };
    let tree = members.tree(root);
    let enrollments: Vec<(NodeId, NodeId)> = match &layer.enrollment {
        Strategy::Manual(pairs) => pairs.iter().map(|pair| (pair.from, pair.to)).collect(),
        _ => tree.clone(),
    };
    let place: HashMap<NodeId, usize> =
        std::iter::once(root).chain(tree.iter().map(|(node, _)| *node)).zip(0..).collect();
    let flows: BTreeSet<(NodeId, NodeId)> = match &layer.flows {
        _ if layer.kind == LayerKind::Broadcast => BTreeSet::new(),
        Strategy::Minimal => tree.iter().map(|(from, to)| unordered(*from, *to)).collect(),
        Strategy::Manual(pairs) => pairs.iter().map(|pair| unordered(pair.from, pair.to)).collect(),
        Strategy::FullMesh => members.mesh().ok_or_else(|| WriteError {
            what: say!("too-many-neighbours", layer = shown(&layer.name)),
            mend: say!("let-flows-be-minimal").into(),
        })?,
    };
    let mut rise = Rise { root: Some(root), ..Rise::default() };
    for (from, to) in enrollments.into_iter().filter(|(from, to)| *from != root && from != to) {
        rise.enrollers.entry(from).or_insert(to);
    }
    for (a, b) in flows {
        // The later one connects: the bootstrapper's file cannot, and the earlier one is there by then.
        let order = |node| place.get(&node).copied().unwrap_or(usize::MAX);
        let (from, to) = if order(a) > order(b) { (a, b) } else { (b, a) };
        rise.flows.entry(from).or_default().push(to);
    }
    Ok(rise)
}

/// How many layers are below each; layers in a ring, and those above them, have no level.
fn levels(draft: &Draft) -> BTreeMap<LayerId, usize> {
    let mut below: BTreeMap<LayerId, BTreeSet<LayerId>> = draft.layers().map(|(id, _)| (id, BTreeSet::new())).collect();
    for member in draft.nodes().flat_map(|(_, node)| &node.members) {
        below.entry(member.layer).or_default().extend(&member.over);
    }
    let mut above: BTreeMap<LayerId, Vec<LayerId>> = BTreeMap::new();
    for (upper, lowers) in &below {
        lowers.iter().for_each(|lower| above.entry(*lower).or_default().push(*upper));
    }
    let mut n_open: BTreeMap<LayerId, usize> = below.iter().map(|(id, lowers)| (*id, lowers.len())).collect();
    let mut ready: Vec<(LayerId, usize)> = n_open.iter().filter(|(_, n)| **n == 0).map(|(id, _)| (*id, 0)).collect();
    let mut levels = BTreeMap::new();
    while let Some((id, level)) = ready.pop() {
        levels.insert(id, level);
        for upper in above.get(&id).into_iter().flatten() {
            let known = levels.get(upper).copied().unwrap_or(0);
            levels.insert(*upper, known.max(level + 1));
            if let Some(n) = n_open.get_mut(upper) {
                *n -= 1;
                if *n == 0 {
                    ready.push((*upper, levels[upper]));
                }
            }
        }
    }
    levels.retain(|id, _| n_open.get(id) == Some(&0));
    levels
}

fn list<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let quoted: Vec<String> = names.map(quoted).collect();
    format!("[{}]", quoted.join(", "))
}
