//! What the design says of single layers and IPCPs, as words for `irm`, looked up by name.

use super::{Links, dialect::Dialect, policy};
use messages::say;
use model::{Design, Draft, IpcpName, Layer, LayerId, LayerKind, LayerName, Member, Policies};
use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
};

/// Link states are used a second later. A directory tells of a name, and asks for it, the most members it can: it goes by
/// what these hold themselves, and never asks those they know of. Its times are left alone: if it looks after itself more
/// often, it also tells others of names more often, and does not rest until all are reached.
const USUAL: &[(&str, &str)] = &[("ls_t_recalc", "1"), ("dht_alpha", "10"), ("dht_k", "20")];

/// A link state that was lost is told again after a second, not after fifteen; not in layers with a member of more than
/// [`MOST_NEIGHBOURS`].
const QUICK: &[(&str, &str)] = &[("ls_t_update", "1")];

/// A member tells each neighbour of every neighbour, all at once: of more, that is more packets than the pool of one
/// daemon has room for, and then nothing goes on. Source: 768 blocks of 512 bytes, as released.
const MOST_NEIGHBOURS: usize = 24;

/// Only layers and IPCPs with something particular are here: most designs have none, and lookups cost nothing.
pub(super) struct Particulars<'d> {
    by_layer: HashMap<&'d LayerName, Vec<String>>,
    by_ipcp: HashMap<IpcpName, Vec<String>>,
    interfaces: HashMap<IpcpName, &'d str>,
}

impl<'d> Particulars<'d> {
    /// `is_real`: unless the layer says otherwise its link states are told often and its names to many, as real daemons lose
    /// some.
    ///
    /// Errors: everything in the design that this dialect cannot say.
    pub(super) fn of(design: &'d Design, dialect: Dialect, links: Links, is_real: bool) -> Result<Self, Vec<String>> {
        let mut known = Self { by_layer: HashMap::new(), by_ipcp: HashMap::new(), interfaces: HashMap::new() };
        let mut faults = Vec::new();
        let draft = design.draft();
        let is_today = is_real && dialect == Dialect::Today;
        let wide = if is_today { wide(draft) } else { HashSet::new() };
        let hastens = |kind: LayerKind| is_today && kind == LayerKind::Unicast;
        let complete = |words: &mut Vec<String>, kind: LayerKind, layer: LayerId| {
            if hastens(kind) {
                add(words, USUAL);
                add(words, if wide.contains(&layer) { &[] } else { QUICK });
            }
        };
        let is_plain =
            |layer: &Layer| layer.policies.is_empty() && layer.kind != LayerKind::Udp6 && !hastens(layer.kind);
        for (id, layer) in draft.layers().filter(|(_, layer)| !is_plain(layer)) {
            let name = design.layer_name(id);
            let mut words = words(dialect, links, layer.kind, &layer.policies).unwrap_or_else(|wrong| {
                faults.extend(wrong.into_iter().map(|wrong| say!("wrong-of-layer", layer = name, wrong = wrong)));
                Vec::new()
            });
            if layer.kind == LayerKind::Udp6 && dialect != Dialect::Today {
                faults.push(say!("wrong-of-layer", layer = name, wrong = say!("udp6-is-newer")));
            }
            complete(&mut words, layer.kind, id);
            if !words.is_empty() {
                known.by_layer.insert(name, std::mem::take(&mut words));
            }
        }
        let has_udp = draft.layers().any(|(_, layer)| layer.kind.is_udp());
        let is_plain = |member: &Member| !has_udp && member.policies.is_empty() && member.interface.is_none();
        for (id, node) in draft.nodes() {
            for member in node.members.iter().filter(|member| !is_plain(member)) {
                let name = design.ipcp_name(member.layer, id);
                let Some(layer) = draft.layer(member.layer) else { continue };
                let words = |policies: &Policies| {
                    let mut words = words(dialect, links, layer.kind, policies)?;
                    complete(&mut words, layer.kind, member.layer);
                    Ok(words)
                };
                known.add(&name, layer, member, words).unwrap_or_else(|wrong| {
                    faults.extend(wrong.into_iter().map(|wrong| say!("wrong-of-ipcp", ipcp = name, wrong = wrong)))
                });
            }
        }
        if faults.is_empty() { Ok(known) } else { Err(faults) }
    }

    /// The words between an IPCP's type and its layer.
    pub(super) fn words(&self, ipcp: &IpcpName, layer: &LayerName) -> &[String] {
        self.by_ipcp.get(ipcp).or_else(|| self.by_layer.get(layer)).map_or(&[], Vec::as_slice)
    }

    /// The interface of an Ethernet IPCP.
    pub(super) fn interface<'n>(&'n self, ipcp: &IpcpName, layer: &'n LayerName) -> Cow<'n, str> {
        planner::interface(layer, self.interfaces.get(ipcp).copied())
    }

    /// Adds what is particular about one member; a design's addresses and interfaces are in order.
    fn add(
        &mut self,
        name: &IpcpName,
        layer: &Layer,
        member: &'d Member,
        words: impl Fn(&Policies) -> Result<Vec<String>, Vec<String>>,
    ) -> Result<(), Vec<String>> {
        let mut policies = layer.policies.clone();
        policies.extend(member.policies.clone());
        let address = member.address.iter().filter(|_| layer.kind.is_udp());
        let mut all: Vec<String> = address.flat_map(|address| ["ip".to_owned(), address.clone()]).collect();
        all.extend(words(&policies)?);
        self.by_ipcp.insert(name.clone(), all);
        if let Some(interface) = member.interface.as_deref().filter(|_| layer.kind.is_ethernet()) {
            self.interfaces.insert(name.clone(), interface);
        }
        Ok(())
    }
}

/// The layers with a member that may have more than [`MOST_NEIGHBOURS`] neighbours: all that share a lower layer with it.
fn wide(draft: &Draft) -> HashSet<LayerId> {
    let members = || draft.nodes().flat_map(|(_, node)| &node.members);
    let mut sharing: HashMap<(LayerId, LayerId), usize> = HashMap::new();
    for member in members() {
        for lower in &member.over {
            *sharing.entry((member.layer, *lower)).or_default() += 1;
        }
    }
    let n_near = |member: &Member| member.over.iter().map(|lower| sharing[&(member.layer, *lower)] - 1).sum::<usize>();
    members().filter(|member| n_near(member) > MOST_NEIGHBOURS).map(|member| member.layer).collect()
}

/// Adds what is not said otherwise.
fn add(words: &mut Vec<String>, usual: &[(&str, &str)]) {
    for (word, value) in usual {
        if !words.iter().step_by(2).any(|said| said == word) {
            words.extend([(*word).to_owned(), (*value).to_owned()]);
        }
    }
}

/// The words of policies that the layer's form knows.
fn words(dialect: Dialect, links: Links, kind: LayerKind, policies: &Policies) -> Result<Vec<String>, Vec<String>> {
    let form = links.form(kind);
    let words = policy::words(dialect, kind, policies)?;
    let known = words.chunks(2).filter(|pair| policy::fits(&pair[0], form));
    Ok(known.flatten().cloned().collect())
}
