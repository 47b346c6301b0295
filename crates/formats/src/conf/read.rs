//! A demonstrator's file, as a draft.

use super::{
    Dialect,
    statement::{MAP, Statement, statements},
};
use crate::{
    FormatError, Imported,
    error::shown,
    netem,
    sketch::{Sketch, layer_id, node_id},
};
use messages::say;
use model::{Bootstrapper, LayerId, LayerKind, LinkQuality, Pair, Policy, Strategy};
use std::collections::{HashMap, HashSet};

/// Reads a file: declarations of layers first, so that a line may mention what comes after it.
pub(super) fn read(text: &str, dialect: Dialect) -> Result<Imported, FormatError> {
    let format = if dialect == Dialect::Irati { "irati" } else { "rlite" };
    let mut reader = Reader { dialect, sketch: Sketch::of(format), ..Reader::of(text) };
    reader.sketch.settings.prototype.kind = format.into();
    for statement in statements(text) {
        reader.declare(&statement)?;
    }
    for statement in statements(text) {
        reader.join(&statement)?;
    }
    for statement in statements(text) {
        reader.refine(&statement);
    }
    if dialect == Dialect::Irati {
        fold_equal_directions(&mut reader.sketch);
    }
    reader.sketch.finish()
}

struct Reader<'t> {
    dialect: Dialect,
    sketch: Sketch,
    nodes: HashMap<&'t str, usize>,
    /// Ethernet and UDP layers by name.
    shims: HashMap<&'t str, usize>,
    difs: HashMap<&'t str, usize>,
    /// What our own files call the layers that here are VLANs.
    map: HashMap<&'t str, &'t str>,
    /// The lines whose layer is declared twice.
    doubled: HashSet<usize>,
}

impl<'t> Reader<'t> {
    fn of(text: &'t str) -> Self {
        let mapped = text.lines().filter_map(|line| line.strip_prefix(MAP)?.split_once(" is "));
        Self {
            dialect: Dialect::Rlite,
            sketch: Sketch::of("rlite"),
            nodes: HashMap::new(),
            shims: HashMap::new(),
            difs: HashMap::new(),
            map: mapped.collect(),
            doubled: HashSet::new(),
        }
    }

    fn declare(&mut self, statement: &Statement<'t>) -> Result<(), FormatError> {
        let Statement { line, words } = statement;
        match words[..] {
            ["eth", name, speed, _, ..] => match netem::rate(speed).filter(|_| speed.ends_with("bps")) {
                Some(rate) => {
                    let shown_name = self.map.get(name).copied().unwrap_or(name);
                    if let Some(layer) = self.shim(name, shown_name, LayerKind::EthDix, *line)? {
                        self.sketch.layers[layer].quality.rate_mbit = (rate > 0.0).then_some(rate);
                    }
                }
                None => {
                    _ = self.doubled.insert(*line);
                    self.sketch.ignored(*line, say!("no-speed", speed = shown(speed)));
                }
            },
            ["udp4", name, _, ..] if self.dialect == Dialect::Rlite => {
                _ = self.shim(name, name, LayerKind::Udp4, *line)?;
            }
            ["dif", name, _, _, ..] if !self.difs.contains_key(name) => {
                let layer = self.sketch.layer(name, LayerKind::Unicast, *line)?;
                // The demonstrators let the centre of the layer's graph begin.
                self.sketch.layers[layer].bootstrapper = Bootstrapper::Centre;
                self.difs.insert(name, layer);
            }
            _ => {}
        }
        Ok(())
    }

    fn shim(&mut self, key: &'t str, name: &str, kind: LayerKind, line: usize) -> Result<Option<usize>, FormatError> {
        if self.shims.contains_key(key) {
            self.doubled.insert(line);
            self.sketch.ignored(line, say!("declared-twice", key = shown(key)));
            return Ok(None);
        }
        let layer = self.sketch.layer(name, kind, line)?;
        self.shims.insert(key, layer);
        Ok(Some(layer))
    }

    fn node(&mut self, name: &'t str, line: usize) -> Result<usize, FormatError> {
        if let Some(node) = self.nodes.get(name) {
            return Ok(*node);
        }
        let node = self.sketch.node(name, line)?;
        self.nodes.insert(name, node);
        Ok(node)
    }

    fn join(&mut self, statement: &Statement<'t>) -> Result<(), FormatError> {
        let Statement { line, words } = statement;
        if self.doubled.contains(line) {
            return Ok(());
        }
        match words[..] {
            ["eth", name, _, ref nodes @ ..] if !nodes.is_empty() => {
                for node in nodes {
                    let (node, layer) = (self.node(node, *line)?, self.shims[name]);
                    self.sketch.member(node, layer, *line)?;
                }
            }
            ["udp4", name, ref ends @ ..] if !ends.is_empty() && self.dialect == Dialect::Rlite => {
                for end in ends {
                    self.udp_member(name, end, *line)?;
                }
            }
            ["dif", name, node, ref lowers @ ..] if !lowers.is_empty() => self.register(name, node, lowers, *line)?,
            _ => {}
        }
        Ok(())
    }

    fn udp_member(&mut self, layer: &str, end: &'t str, line: usize) -> Result<(), FormatError> {
        let Some((node, address)) = end.split_once(':') else {
            self.sketch.ignored(line, say!("no-node-address", end = shown(end)));
            return Ok(());
        };
        let (node, layer) = (self.node(node, line)?, self.shims[layer]);
        let (ip, bits) = address.split_once('/').map_or((address, None), |(ip, bits)| (ip, Some(bits)));
        let member = self.sketch.member(node, layer, line)?;
        member.address = Some(ip.to_owned());
        if let Some(bits) = bits.and_then(|bits| bits.parse::<u8>().ok()) {
            member.unknown.insert("prefix".into(), bits.into());
        }
        Ok(())
    }

    fn register(&mut self, name: &str, node: &'t str, lowers: &[&'t str], line: usize) -> Result<(), FormatError> {
        let (position, layer) = (self.node(node, line)?, self.difs[name]);
        if self.sketch.is_member(position, layer) {
            let what = say!("in-dif-already", node = shown(node), dif = shown(name));
            self.sketch.ignored(line, what);
            return Ok(());
        }
        let mut over = Vec::with_capacity(lowers.len());
        let mut seen = HashSet::new();
        for lower in lowers.iter().filter(|lower| seen.insert(**lower)) {
            let found = self.shims.get(lower).or_else(|| self.difs.get(lower)).copied();
            let lower = match found {
                Some(lower) => lower,
                None => self.ghost(lower, line)?,
            };
            over.push(layer_id(lower));
        }
        self.sketch.member(position, layer, line)?.over = over;
        Ok(())
    }

    fn ghost(&mut self, name: &'t str, line: usize) -> Result<usize, FormatError> {
        let what = say!("never-declared-mention", name = shown(name));
        self.sketch.approximated(line, what);
        let layer = self.sketch.layer(name, LayerKind::EthDix, line)?;
        self.sketch.layers[layer].ghost = true;
        self.shims.insert(name, layer);
        Ok(layer)
    }

    /// What is said about layers and members that are there by now.
    fn refine(&mut self, statement: &Statement<'t>) {
        let Statement { line, words } = statement;
        let is_irati = self.dialect == Dialect::Irati;
        match words[..] {
            ["eth", _, _, _, ..] | ["dif", _, _, _, ..] => {}
            ["udp4", _, _, ..] if !is_irati => {}
            ["netem", shim, node, ref args @ ..] if is_irati => self.netem(shim, Some(node), args, *line),
            ["netem", shim, ref args @ ..] => self.netem(shim, None, args, *line),
            ["policy", dif, nodes, component, name, ref params @ ..] => {
                self.policy(dif, nodes, (component, policy(name, params)), *line);
            }
            ["enroll", dif, enrollee, enroller, lower] if is_irati => {
                self.enroll(dif, [enrollee, enroller], lower, *line);
            }
            ["hostfwd", ..] if !is_irati => {
                self.sketch.ignored_kind(*line, say!("hostfwd-of-machines"));
            }
            ["appmap", ..] | ["overlay", ..] if is_irati => {
                self.sketch.ignored_kind(*line, say!("about-machines", key = words[0]));
            }
            _ => self.sketch.ignored(*line, say!("no-declaration", words = shown(&words.join(" ")))),
        }
    }

    fn netem(&mut self, shim: &str, node: Option<&str>, args: &[&str], line: usize) {
        let layer = self.shims.get(shim).copied();
        let at = node.map(|node| self.nodes.get(node).copied());
        let Some(layer) = layer.filter(|_| at != Some(None)) else {
            self.sketch.ignored(line, say!("netem-of-none"));
            return;
        };
        let (quality, unknown) = netem::parse(args);
        if !unknown.is_empty() {
            self.sketch.ignored(line, say!("netem-unknown", words = shown(&unknown.join(" "))));
        }
        match at.flatten() {
            None => {
                let before = &mut self.sketch.layers[layer].quality;
                *before = LinkQuality { rate_mbit: quality.rate_mbit.or(before.rate_mbit), ..quality };
            }
            Some(node) if self.sketch.is_member(node, layer) => {
                let rate_mbit = quality.rate_mbit.or(self.sketch.layers[layer].quality.rate_mbit);
                if let Ok(member) = self.sketch.member(node, layer, line) {
                    member.quality = Some(LinkQuality { rate_mbit, ..quality });
                }
            }
            Some(_) => self.sketch.ignored(line, say!("netem-not-on-link")),
        }
    }

    fn policy(&mut self, dif: &str, nodes: &str, (component, policy): (&str, Policy), line: usize) {
        let Some(layer) = self.difs.get(dif).copied() else {
            self.sketch.ignored(line, say!("no-dif", dif = shown(dif)));
            return;
        };
        if nodes == "*" {
            self.sketch.layers[layer].policies.insert(component.to_owned(), policy);
            return;
        }
        for name in nodes.split(',').filter(|name| !name.is_empty()) {
            let node = self.nodes.get(name).copied().filter(|node| self.sketch.is_member(*node, layer));
            match node.map(|node| self.sketch.member(node, layer, line)) {
                Some(Ok(member)) => _ = member.policies.insert(component.to_owned(), policy.clone()),
                _ => self.sketch.ignored(line, say!("not-in-dif", node = shown(name), dif = shown(dif))),
            }
        }
    }

    fn enroll(&mut self, dif: &str, ends: [&str; 2], lower: &str, line: usize) {
        let layer = self.difs.get(dif).copied();
        let via = self.shims.get(lower).or_else(|| self.difs.get(lower)).copied();
        let [from, to] = ends.map(|end| self.nodes.get(end).copied());
        let (Some(layer), Some(via), Some(from), Some(to)) = (layer, via, from, to) else {
            self.sketch.ignored(line, say!("enroll-of-none"));
            return;
        };
        let pair = Pair { from: node_id(from), to: node_id(to), via: Some(layer_id(via)) };
        match &mut self.sketch.layers[layer].enrollment {
            Strategy::Manual(pairs) => pairs.push(pair),
            other => *other = Strategy::Manual(vec![pair]),
        }
    }
}

/// A link whose every member sends with the same quality has that quality itself.
fn fold_equal_directions(sketch: &mut Sketch) {
    let mut first: HashMap<LayerId, (Option<LinkQuality>, bool)> = HashMap::new();
    for member in sketch.nodes.iter().flat_map(|node| &node.members) {
        let (quality, is_equal) = first.entry(member.layer).or_insert_with(|| (member.quality.clone(), true));
        *is_equal &= *quality == member.quality;
    }
    first.retain(|_, (_, is_equal)| *is_equal);
    for member in sketch.nodes.iter_mut().flat_map(|node| &mut node.members) {
        if let Some(quality) = first.get(&member.layer).and_then(|(quality, _)| quality.clone()) {
            member.quality = None;
            sketch.layers[member.layer.0 as usize - 1].quality = quality;
        }
    }
}

fn policy(name: &str, params: &[&str]) -> Policy {
    let split = |param: &&str| {
        let (key, value) = param.split_once('=').unwrap_or((param, ""));
        (key.to_owned(), value.to_owned())
    };
    Policy { name: name.to_owned(), params: params.iter().map(split).collect() }
}
