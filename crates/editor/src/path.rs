//! A path through the layers: hop by hop in one layer, each hop carried by the layer below, down to the wires and up again.

use messages::say;
use model::{Draft, LayerId, NodeId};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Hops of a path that are told, at most; the rest is cut off.
pub const MOST_HOPS: usize = 240;

/// The neighbours that flows connect, by layer; a layer that is not here goes by its registrations.
pub type Flows = BTreeMap<LayerId, Vec<(NodeId, NodeId)>>;

/// One hop in one layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hop {
    /// The layer it is in.
    pub layer: LayerId,
    /// From whom.
    pub from: NodeId,
    /// To whom.
    pub to: NodeId,
    /// The layer that carries it; none for a wire.
    pub over: Option<LayerId>,
    /// How many layers above asked for it.
    pub depth: usize,
}

/// A path from one IPCP to another of its layer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path {
    /// The IPCPs passed, in order: down to a wire, along it, up to who relays, down again.
    pub stops: Vec<(NodeId, LayerId)>,
    /// The hops, each before those that carry it.
    pub hops: Vec<Hop>,
    /// There are more hops than are told.
    pub is_cut: bool,
}

/// Why there is no path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPath {
    /// A node is not in the layer.
    NotMember(NodeId, LayerId),
    /// In this layer, nobody leads from one to the other.
    Apart(LayerId, NodeId, NodeId),
}

impl NoPath {
    /// In words, with the names of `draft`.
    pub fn words(self, draft: &Draft) -> String {
        let node = |id| draft.node(id).map_or("?", |node| node.name.as_str());
        let layer = |id| draft.layer(id).map_or("?", |layer| layer.name.as_str());
        match self {
            Self::NotMember(id, of) => say!("not-add-layer", node = node(id), layer = layer(of)),
            Self::Apart(of, a, b) => {
                say!("nobody-leads-from-link", layer = layer(of), node = node(a), other = node(b))
            }
        }
    }
}

/// The shortest path from `from` to `to` in `layer`: fewest hops in each layer. Linear in the draft for each hop.
///
/// Errors: [`NoPath`] says where it breaks.
pub fn path(draft: &Draft, flows: &Flows, layer: LayerId, (from, to): (NodeId, NodeId)) -> Result<Path, NoPath> {
    for node in [from, to] {
        draft.member(node, layer).ok_or(NoPath::NotMember(node, layer))?;
    }
    let mut walk = Walk { draft, flows, registered: registered(draft), chain: BTreeSet::new(), path: Path::default() };
    walk.go(layer, (from, to), 0)?;
    Ok(walk.path)
}

/// The layers two nodes share, the highest first; hardware last.
pub fn shared(draft: &Draft, a: NodeId, b: NodeId) -> Vec<LayerId> {
    let rows = crate::stack::Stack::of(draft, a).rows;
    let layers = rows.into_iter().rev().flatten().map(|ipcp| ipcp.layer);
    layers.filter(|layer| draft.member(b, *layer).is_some()).collect()
}

/// By upper and lower layer: the nodes registered so, as declared.
type Registered = BTreeMap<(LayerId, LayerId), Vec<NodeId>>;

fn registered(draft: &Draft) -> Registered {
    let mut registered = Registered::new();
    for (id, node) in draft.nodes() {
        for member in &node.members {
            for lower in &member.over {
                registered.entry((member.layer, *lower)).or_default().push(id);
            }
        }
    }
    registered
}

struct Walk<'a> {
    draft: &'a Draft,
    flows: &'a Flows,
    registered: Registered,
    /// The layers above, so that a cycle of registrations ends.
    chain: BTreeSet<LayerId>,
    path: Path,
}

impl Walk<'_> {
    fn stop(&mut self, node: NodeId, layer: LayerId) {
        if self.path.stops.last() != Some(&(node, layer)) {
            self.path.stops.push((node, layer));
        }
    }

    fn go(&mut self, layer: LayerId, (from, to): (NodeId, NodeId), depth: usize) -> Result<(), NoPath> {
        let is_wire = self.draft.layer(layer).is_none_or(|record| record.kind.is_hardware());
        if is_wire || from == to {
            self.path.hops.extend((from != to).then_some(Hop { layer, from, to, over: None, depth }));
            self.stop(from, layer);
            self.stop(to, layer);
            return Ok(());
        }
        let mut at = from;
        self.chain.insert(layer);
        for (next, via) in self.route(layer, from, to)? {
            if self.path.hops.len() >= MOST_HOPS {
                self.path.is_cut = true;
                break;
            }
            self.stop(at, layer);
            self.path.hops.push(Hop { layer, from: at, to: next, over: Some(via), depth });
            self.go(via, (at, next), depth + 1)?;
            at = next;
        }
        self.chain.remove(&layer);
        self.stop(at, layer);
        Ok(())
    }

    /// Who comes next and over which lower layer, from `from` to `to`: breadth first.
    fn route(&self, layer: LayerId, from: NodeId, to: NodeId) -> Result<Vec<(NodeId, LayerId)>, NoPath> {
        let mut came: BTreeMap<NodeId, (NodeId, LayerId)> = BTreeMap::new();
        let mut asked: BTreeSet<LayerId> = BTreeSet::new();
        let mut queue = VecDeque::from([from]);
        let flows = self.flows.get(&layer).map(|pairs| neighbours(pairs));
        while let Some(at) = queue.pop_front().filter(|_| !came.contains_key(&to)) {
            let nexts: Vec<(NodeId, LayerId)> = match &flows {
                Some(flows) => {
                    let beside = flows.get(&at).into_iter().flatten();
                    beside.filter_map(|next| Some((*next, self.lower(layer, at, *next)?))).collect()
                }
                None => self.beside(layer, at, &mut asked),
            };
            for (next, via) in nexts {
                if next != from && !came.contains_key(&next) {
                    came.insert(next, (at, via));
                    queue.push_back(next);
                }
            }
        }
        let mut route = Vec::new();
        let mut at = to;
        while at != from {
            let (before, via) = came.get(&at).ok_or(NoPath::Apart(layer, from, to))?;
            route.push((at, *via));
            at = *before;
        }
        route.reverse();
        Ok(route)
    }

    fn lowers(&self, layer: LayerId, node: NodeId) -> impl Iterator<Item = LayerId> {
        let member = self.draft.member(node, layer);
        member.into_iter().flat_map(|member| member.over.iter().copied()).filter(|lower| !self.chain.contains(lower))
    }

    /// All that a node reaches over each lower layer; each lower layer is asked once, as it joins all that are in it.
    fn beside(&self, layer: LayerId, node: NodeId, asked: &mut BTreeSet<LayerId>) -> Vec<(NodeId, LayerId)> {
        let mut beside = Vec::new();
        for lower in self.lowers(layer, node).filter(|lower| asked.insert(*lower)) {
            let there = self.registered.get(&(layer, lower)).into_iter().flatten();
            beside.extend(there.map(|next| (*next, lower)));
        }
        beside
    }

    /// The first lower layer that both are registered in.
    fn lower(&self, layer: LayerId, a: NodeId, b: NodeId) -> Option<LayerId> {
        self.lowers(layer, a).find(|lower| self.lowers(layer, b).any(|other| other == *lower))
    }
}

fn neighbours(pairs: &[(NodeId, NodeId)]) -> BTreeMap<NodeId, Vec<NodeId>> {
    let mut neighbours: BTreeMap<NodeId, Vec<NodeId>> = BTreeMap::new();
    for (a, b) in pairs {
        neighbours.entry(*a).or_default().push(*b);
        neighbours.entry(*b).or_default().push(*a);
    }
    neighbours
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Builder, Layer, LayerKind, Member, Node};

    /// A line of nodes, `n1` over every link, `n2` over `n1` at its ends.
    fn line(names: &[&str]) -> Draft {
        let mut builder = Builder::default();
        let links: Vec<LayerId> =
            (1..names.len()).map(|n| builder.layer(Layer::of(format!("e{n}"), LayerKind::EthDix))).collect();
        let n1 = builder.layer(Layer::of("n1", LayerKind::Unicast));
        let n2 = builder.layer(Layer::of("n2", LayerKind::Unicast));
        for (at, name) in names.iter().enumerate() {
            let beside: Vec<LayerId> =
                links.iter().enumerate().filter(|(n, _)| *n == at || *n + 1 == at).map(|(_, id)| *id).collect();
            let mut members: Vec<Member> = beside.iter().map(|id| Member::of(*id)).collect();
            members.push(Member { over: beside, ..Member::of(n1) });
            if at == 0 || at + 1 == names.len() {
                members.push(Member { over: vec![n1], ..Member::of(n2) });
            }
            builder.node(Node { name: (*name).into(), members, ..Node::default() });
        }
        builder.finish()
    }

    fn told(draft: &Draft, layer: &str, flows: &Flows) -> String {
        let node = |name: &str| draft.node_named(name).expect("a node");
        let layer = draft.layer_named(layer).expect("a layer");
        match path(draft, flows, layer, (node("a"), node("c"))) {
            Ok(path) => {
                let name = |(node, layer): &(NodeId, LayerId)| {
                    format!("{}.{}", draft.layer(*layer).expect("there").name, draft.node(*node).expect("there").name)
                };
                path.stops.iter().map(name).collect::<Vec<_>>().join(" ")
            }
            Err(why) => why.words(draft),
        }
    }

    #[test]
    fn it_goes_down_to_every_wire_and_up_to_who_relays() {
        let draft = line(&["a", "b", "c"]);
        assert_eq!(told(&draft, "n1", &Flows::new()), "n1.a e1.a e1.b n1.b e2.b e2.c n1.c");
        assert_eq!(told(&draft, "n2", &Flows::new()), "n2.a n1.a e1.a e1.b n1.b e2.b e2.c n1.c n2.c");
        let n2 = draft.layer_named("n2").expect("a layer");
        assert_eq!(shared(&draft, NodeId(1), NodeId(3))[0], n2);
        assert!(told(&draft, "e1", &Flows::new()).starts_with("c is not in e1"));
    }

    #[test]
    fn hops_come_before_what_carries_them() {
        let draft = line(&["a", "b", "c"]);
        let n2 = draft.layer_named("n2").expect("a layer");
        let path = path(&draft, &Flows::new(), n2, (NodeId(1), NodeId(3))).expect("a path");
        assert_eq!(path.hops.iter().map(|hop| hop.depth).collect::<Vec<_>>(), [0, 1, 2, 1, 2]);
    }

    #[test]
    fn flows_say_who_is_beside_whom() {
        let mut draft = line(&["a", "b", "c"]);
        let n1 = draft.layer_named("n1").expect("a layer");
        let only = Flows::from([(n1, vec![(NodeId(1), NodeId(2))])]);
        assert!(told(&draft, "n1", &only).starts_with("in n1, nobody leads from a to c"));
        // Without the registration in the middle nothing is carried on.
        let e2 = draft.layer_named("e2").expect("a layer");
        let edit = model::Edit::Unregister { node: NodeId(2), upper: n1, lower: e2 };
        let changes = model::edit::lower(&draft, &edit).expect("an edit");
        model::change::apply(&mut draft, &changes).expect("changes that fit");
        assert!(told(&draft, "n1", &Flows::new()).contains("nobody leads"));
    }

    #[test]
    fn a_cycle_of_registrations_ends() {
        let mut builder = Builder::default();
        let [a, b] = ["x", "y"].map(|name| builder.layer(Layer::of(name, LayerKind::Unicast)));
        for name in ["a", "c"] {
            let over = |layer, lower| Member { over: vec![lower], ..Member::of(layer) };
            builder.node(Node { name: name.into(), members: vec![over(a, b), over(b, a)], ..Node::default() });
        }
        assert!(told(&builder.finish(), "x", &Flows::new()).contains("nobody leads"));
    }
}
