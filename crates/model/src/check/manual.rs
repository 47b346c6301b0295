//! Pairs chosen by hand: between neighbours, and reaching every member.

use super::Ground;
use crate::order;
use crate::{Bootstrapper, Edit, Finding, Layer, LayerId, NodeId, Pair, Place, Strategy, edit::LayerField};
use messages::say;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

pub(super) fn check(ground: &Ground<'_>, findings: &mut Vec<Finding>) {
    for (id, layer) in ground.draft.layers().filter(|(_, layer)| !layer.kind.is_hardware()) {
        let manual = |strategy: &Strategy| matches!(strategy, Strategy::Manual(_));
        if !manual(&layer.enrollment) && !manual(&layer.flows) {
            continue;
        }
        let hand = Hand::of(ground, id, layer);
        if let Strategy::Manual(pairs) = &layer.enrollment {
            let good = hand.pairs(pairs, Chosen::Enrollment, findings);
            hand.enrollment(pairs, &good, findings);
        }
        if let Strategy::Manual(pairs) = &layer.flows {
            let good = hand.pairs(pairs, Chosen::Flows, findings);
            hand.flows(pairs, &good, findings);
        }
    }
}

/// What the pairs are for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Chosen {
    Enrollment,
    Flows,
}

impl Chosen {
    fn field(self) -> &'static str {
        match self {
            Self::Enrollment => "enrollment",
            Self::Flows => "flows",
        }
    }

    fn set(self, id: LayerId, strategy: Strategy) -> Edit {
        Edit::SetLayer(
            id,
            match self {
                Self::Enrollment => LayerField::Enrollment(strategy),
                Self::Flows => LayerField::Flows(strategy),
            },
        )
    }
}

/// A layer whose pairs are chosen by hand.
struct Hand<'a> {
    ground: &'a Ground<'a>,
    id: LayerId,
    layer: &'a Layer,
    over: HashMap<NodeId, BTreeSet<LayerId>>,
    share: BTreeMap<LayerId, Vec<NodeId>>,
}

impl<'a> Hand<'a> {
    fn of(ground: &'a Ground<'a>, id: LayerId, layer: &'a Layer) -> Self {
        let mut share: BTreeMap<LayerId, Vec<NodeId>> = BTreeMap::new();
        let mut over = HashMap::new();
        for (node, lowers) in ground.registered(id) {
            lowers.iter().for_each(|lower| share.entry(*lower).or_default().push(*node));
            over.insert(*node, order::set(lowers.iter().copied()));
        }
        Self { ground, id, layer, over, share }
    }

    /// The pairs that can be; findings for the others, one a fault however many pairs have it.
    fn pairs(&self, pairs: &[Pair], chosen: Chosen, findings: &mut Vec<Finding>) -> Vec<Pair> {
        let mut seen = HashSet::with_capacity(pairs.len());
        let codes: Vec<Option<&'static str>> = pairs
            .iter()
            .map(|pair| {
                let key = match chosen {
                    Chosen::Enrollment => (pair.from, pair.to),
                    // A flow carries both ways.
                    Chosen::Flows => (pair.from.min(pair.to), pair.from.max(pair.to)),
                };
                self.fault(pair).or_else(|| (!seen.insert(key)).then_some("duplicate-pair"))
            })
            .collect();
        for code in order::set(codes.iter().copied().flatten()) {
            let coded = || pairs.iter().zip(&codes);
            let bad: Vec<Pair> = coded().filter(|(_, its)| **its == Some(code)).map(|(pair, _)| *pair).collect();
            let kept = coded().filter_map(|(pair, its)| match code {
                "pair-via" if *its == Some(code) => Some(Pair { via: None, ..*pair }),
                _ => (*its != Some(code)).then_some(*pair),
            });
            let strategy = Strategy::Manual(kept.collect());
            let label = if code == "pair-via" { say!("go-through-any-layer") } else { say!("drop-these-pairs") };
            findings.push(self.bad_pairs(code, &bad, chosen).mend_named(label, chosen.set(self.id, strategy)));
        }
        pairs.iter().zip(codes).filter(|(_, code)| code.is_none()).map(|(pair, _)| *pair).collect()
    }

    fn fault(&self, pair: &Pair) -> Option<&'static str> {
        let is_member = |node| self.ground.is_member(node, self.id);
        if !is_member(pair.from) || !is_member(pair.to) {
            return Some("pair-not-member");
        }
        let none = BTreeSet::new();
        let over = |node| self.over.get(&node).unwrap_or(&none);
        let (from, to) = (over(pair.from), over(pair.to));
        let (few, many) = if from.len() < to.len() { (from, to) } else { (to, from) };
        if pair.from == pair.to || !few.iter().any(|lower| many.contains(lower)) {
            return Some("pair-not-neighbours");
        }
        pair.via.filter(|via| !from.contains(via) || !to.contains(via)).map(|_| "pair-via")
    }

    fn bad_pairs(&self, code: &'static str, bad: &[Pair], chosen: Chosen) -> Finding {
        let (ground, layer) = (self.ground, self.ground.layer(self.id));
        let named = |pair: &Pair| {
            let via =
                pair.via.map(|via| format!(" {}", say!("pair-through", layer = ground.layer(via)))).unwrap_or_default();
            format!("{} – {}{via}", ground.node(pair.from), ground.node(pair.to))
        };
        let names = super::list(bad.iter().map(named));
        let (why, advice) = match code {
            "pair-not-member" => (say!("not-both-are", layer = layer), say!("choose-members-only")),
            "pair-not-neighbours" => (say!("they-share-no-layer", layer = layer), say!("choose-neighbours-link-them")),
            "pair-via" => (say!("not-registered-there-on", layer = layer), say!("choose-layer-both-are")),
            _ => (say!("same-pair-there-twice").into(), say!("keep-each-pair-once")),
        };
        Finding::error(code, Place::Layer(self.id))
            .field(chosen.field())
            .says(say!("chosen-by-hand", field = chosen.field(), names = names, why = why))
            .advise(advice)
    }

    fn enrollment(&self, pairs: &[Pair], good: &[Pair], findings: &mut Vec<Finding>) {
        let members = self.ground.members(self.id);
        if members.len() < 2 {
            return;
        }
        if pairs.is_empty() {
            findings.push(self.missing(Chosen::Enrollment));
            return;
        }
        let registered = self.ground.registered(self.id);
        let Some((first, _)) = registered.first() else { return };
        let mut seen = HashSet::new();
        let twice: Vec<NodeId> = good.iter().filter(|pair| !seen.insert(pair.from)).map(|pair| pair.from).collect();
        if !twice.is_empty() {
            findings.push(self.twice(pairs, &twice));
        }
        let enrolls: HashSet<NodeId> = good.iter().map(|pair| pair.from).collect();
        let root = match self.layer.bootstrapper {
            Bootstrapper::Node(node) => Some(node).filter(|node| self.over.contains_key(node)),
            _ => registered.iter().map(|(node, _)| *node).find(|node| !enrolls.contains(node)),
        };
        match root {
            Some(root) if enrolls.contains(&root) => findings.push(self.bootstrapper(pairs, root, &enrolls)),
            Some(root) => findings.extend(self.unreached(root, good)),
            None if matches!(self.layer.bootstrapper, Bootstrapper::Node(_)) => {}
            None => findings.push(self.nobody_starts(pairs, *first)),
        }
    }

    fn missing(&self, chosen: Chosen) -> Finding {
        let layer = self.ground.layer(self.id);
        let usual = if chosen == Chosen::Enrollment { Strategy::Minimal } else { Strategy::FullMesh };
        Finding::error("missing-pairs", Place::Layer(self.id))
            .field(chosen.field())
            .says(say!("be-chosen-by-hand", field = chosen.field(), layer = layer))
            .advise(say!("choose-pairs-let-them"))
            .mend(self.ground, chosen.set(self.id, usual))
            .mends(self.ground, self.tree(chosen))
    }

    fn twice(&self, pairs: &[Pair], twice: &[NodeId]) -> Finding {
        let mut seen = HashSet::new();
        // Bad pairs have findings of their own and stay where they are.
        let kept = pairs.iter().filter(|pair| self.fault(pair).is_some() || seen.insert(pair.from)).copied().collect();
        let names: BTreeSet<NodeId> = order::set(twice.iter().copied());
        Finding::error("enrolled-twice", Place::Layer(self.id))
            .field("enrollment")
            .says(say!("would-enroll-more-than", names = self.ground.nodes(&names), layer = self.ground.layer(self.id)))
            .advise(say!("let-each-member-enroll"))
            .mend_named(say!("keep-first-enrollment-each"), Chosen::Enrollment.set(self.id, Strategy::Manual(kept)))
    }

    fn bootstrapper(&self, pairs: &[Pair], root: NodeId, enrolls: &HashSet<NodeId>) -> Finding {
        let kept = pairs.iter().filter(|pair| pair.from != root).copied().collect();
        let (node, layer) = (self.ground.node(root), self.ground.layer(self.id));
        let mut finding = Finding::error("bootstrapper-enrolls", Place::Layer(self.id))
            .field("enrollment")
            .says(say!("starts-but-enroll-too", node = node, layer = layer))
            .advise(say!("let-another-member-start"));
        if let Some(other) = self.ground.members(self.id).iter().find(|node| !enrolls.contains(node)) {
            let field = LayerField::Bootstrapper(Bootstrapper::Node(*other));
            finding = finding.mend(self.ground, Edit::SetLayer(self.id, field));
        }
        let label = say!("let-not-enroll", node = node, layer = layer);
        finding.mend_named(label, Chosen::Enrollment.set(self.id, Strategy::Manual(kept)))
    }

    fn nobody_starts(&self, pairs: &[Pair], first: NodeId) -> Finding {
        let kept = pairs.iter().filter(|pair| pair.from != first).copied().collect();
        Finding::error("bootstrapper-enrolls", Place::Layer(self.id))
            .field("enrollment")
            .says(say!("every-member-enroll-so", layer = self.ground.layer(self.id)))
            .advise(say!("leave-out-enrollment-member"))
            .mend_named(
                say!("let-start", node = self.ground.node(first)),
                Chosen::Enrollment.set(self.id, Strategy::Manual(kept)),
            )
            .mend(self.ground, Chosen::Enrollment.set(self.id, Strategy::Minimal))
    }

    /// Members that no chain of enrollments brings in.
    fn unreached(&self, root: NodeId, good: &[Pair]) -> Option<Finding> {
        let reached = reached(root, good.iter().map(|pair| (pair.to, pair.from)));
        let unreached = self.registered_but(&reached);
        if unreached.is_empty() {
            return None;
        }
        let (names, layer) = (self.ground.nodes(&unreached), self.ground.layer(self.id));
        let finding = Finding::error("unreached-member", Place::Layer(self.id))
            .field("enrollment")
            .says(say!("enrollments-chosen-by-hand", names = names, layer = layer, node = self.ground.node(root)))
            .advise(say!("let-each-them-enroll"))
            .mend(self.ground, Chosen::Enrollment.set(self.id, Strategy::Minimal))
            .mends(self.ground, self.tree(Chosen::Enrollment));
        Some(finding)
    }

    /// Flows may be few on purpose, so what they do not reach is a warning.
    fn flows(&self, pairs: &[Pair], good: &[Pair], findings: &mut Vec<Finding>) {
        let Some((first, _)) = self.ground.registered(self.id).first() else { return };
        if pairs.is_empty() && self.ground.members(self.id).len() > 1 {
            findings.push(self.missing(Chosen::Flows));
            return;
        }
        let both_ways = good.iter().flat_map(|pair| [(pair.from, pair.to), (pair.to, pair.from)]);
        let unreached = self.registered_but(&reached(*first, both_ways));
        if !unreached.is_empty() {
            let (names, from) = (self.ground.nodes(&unreached), self.ground.node(*first));
            let finding = Finding::warning("unreached-member", Place::Layer(self.id))
                .field("flows")
                .says(say!("flows-chosen-by-hand", names = names, from = from))
                .advise(say!("add-flows-let-them"))
                .mend(self.ground, Chosen::Flows.set(self.id, Strategy::FullMesh))
                .mend(self.ground, Chosen::Flows.set(self.id, Strategy::Minimal));
            findings.push(finding);
        }
    }

    fn registered_but(&self, reached: &HashSet<NodeId>) -> Vec<NodeId> {
        let registered = self.ground.registered(self.id).iter().map(|(node, _)| *node);
        registered.filter(|node| !reached.contains(node)).collect()
    }

    /// The computed tree as pairs, to be changed by hand: breadth-first from the member that starts the layer.
    /// Nothing if it does not reach everyone either.
    fn tree(&self, chosen: Chosen) -> Option<Edit> {
        let registered = self.ground.registered(self.id);
        let named = match self.layer.bootstrapper {
            Bootstrapper::Node(node) if self.over.contains_key(&node) => Some(node),
            _ => registered.first().map(|(node, _)| *node),
        };
        let mut pairs = Vec::new();
        let mut queue: VecDeque<NodeId> = named.into_iter().collect();
        let (mut is_in, mut visited): (HashSet<NodeId>, HashSet<LayerId>) =
            (named.into_iter().collect(), HashSet::new());
        while let Some(to) = queue.pop_front() {
            for via in self.over[&to].iter().filter(|via| visited.insert(**via)) {
                for from in &self.share[via] {
                    if is_in.insert(*from) {
                        pairs.push(Pair { from: *from, to, via: Some(*via) });
                        queue.push_back(*from);
                    }
                }
            }
        }
        let name = say!("choose-computed-tree-by", layer = self.ground.layer(self.id));
        let reaches_all = !pairs.is_empty() && is_in.len() == registered.len();
        reaches_all.then(|| Edit::Batch(name, vec![chosen.set(self.id, Strategy::Manual(pairs))]))
    }
}

fn reached(root: NodeId, steps: impl Iterator<Item = (NodeId, NodeId)>) -> HashSet<NodeId> {
    let mut next: HashMap<NodeId, Vec<NodeId>> = HashMap::new();
    steps.for_each(|(from, to)| next.entry(from).or_default().push(to));
    let mut reached = HashSet::from([root]);
    let mut queue = vec![root];
    while let Some(node) = queue.pop() {
        for other in next.remove(&node).unwrap_or_default() {
            if reached.insert(other) {
                queue.push(other);
            }
        }
    }
    reached
}
