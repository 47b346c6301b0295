//! Folds: a group of nodes drawn as one, a layer drawn as a cloud. Positions below stay as they are.

use super::{Badge, Input, LinkShape, NodeShape, Scene, build::shortened};
use crate::{Rect, Selection, geometry, members::Members};
use model::order;
use model::{Draft, LayerId, Node, NodeId, Place, Point};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Size of a cloud.
const CLOUD: (f64, f64) = (128.0, 66.0);
/// Size of a folded group.
const GROUP: (f64, f64) = (116.0, 50.0);
/// The longest name on either, characters.
const LONGEST: usize = 13;
/// Ids of clouds without nodes of their own count down from here: above any id of a draft.
const FIRST_OWN_ID: u32 = u32::MAX;

/// What is folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fold {
    /// The nodes of a group, by its name.
    Group(String),
    /// A layer, with the nodes that are there for it alone.
    Layer(LayerId),
}

/// What a shape stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folded {
    /// What it is.
    pub what: Fold,
    /// The nodes in it, as declared; a cloud may have none of its own.
    pub nodes: Vec<NodeId>,
}

/// All that is folded in a draft.
#[derive(Default)]
pub(super) struct Folds {
    all: Vec<Folded>,
    fold_of: BTreeMap<NodeId, usize>,
    /// The layers that are in a cloud with the layer folded, by cloud.
    within: Vec<(usize, BTreeSet<LayerId>)>,
}

impl Folds {
    pub(super) fn of(draft: &Draft) -> Self {
        let mut folds = Self::default();
        let groups = &draft.settings().folded;
        if !groups.is_empty() {
            folds.add_groups(draft, groups);
        }
        for (id, _) in draft.layers().filter(|(_, layer)| layer.folded && !layer.kind.is_hardware()) {
            folds.add_layer(draft, id);
        }
        folds
    }

    fn add_groups(&mut self, draft: &Draft, groups: &BTreeSet<String>) {
        let mut members: BTreeMap<&String, Vec<NodeId>> = BTreeMap::new();
        for (id, node) in draft.nodes() {
            if let Some(group) = node.group.as_ref().filter(|group| groups.contains(*group)) {
                members.entry(group).or_default().push(id);
            }
        }
        for (name, nodes) in members {
            self.add(Folded { what: Fold::Group(name.clone()), nodes });
        }
    }

    fn add(&mut self, folded: Folded) {
        let at = self.all.len();
        self.fold_of.extend(folded.nodes.iter().map(|id| (*id, at)));
        self.all.push(folded);
    }

    fn add_layer(&mut self, draft: &Draft, layer: LayerId) {
        let within = only_below(draft, layer);
        let is_upper = |id: LayerId| draft.layer(id).is_some_and(|layer| !layer.kind.is_hardware());
        let is_inside = |node: &Node| {
            let mut uppers = node.members.iter().map(|member| member.layer).filter(|id| is_upper(*id)).peekable();
            uppers.peek().is_some() && uppers.all(|id| within.contains(&id))
        };
        let nodes = draft.nodes().filter(|(id, node)| !self.hides(*id) && is_inside(node)).map(|(id, _)| id).collect();
        self.within.push((self.all.len(), within));
        self.add(Folded { what: Fold::Layer(layer), nodes });
    }

    /// This node is drawn as a part of something.
    pub(super) fn hides(&self, id: NodeId) -> bool {
        self.fold_of.contains_key(&id)
    }

    /// Adds a shape for each fold, above the nodes.
    pub(super) fn add_shapes(&self, scene: &mut Scene, input: &Input<'_>, members: &Members) {
        for (nth, folded) in self.all.iter().enumerate() {
            let nodes = match &folded.what {
                Fold::Layer(id) if folded.nodes.is_empty() => members.in_layer(*id),
                _ => &folded.nodes[..],
            };
            let sum = nodes.iter().map(|id| input.placement.at(input.draft, *id)).fold(Point::default(), geometry::add);
            let n = nodes.len().max(1) as f64;
            let (name, size) = match &folded.what {
                Fold::Group(name) => (name.as_str(), GROUP),
                Fold::Layer(id) => (input.draft.layer(*id).map_or("?", |layer| layer.name.as_str()), CLOUD),
            };
            let id = folded.nodes.first().copied().unwrap_or(NodeId(FIRST_OWN_ID - nth as u32));
            let at = scene.nodes.len();
            scene.nodes.push(NodeShape {
                id,
                rect: Rect::around(Point { x: sum.x / n, y: sum.y / n }, size.0, size.1),
                name: shortened(name, LONGEST).into(),
                ghost: false,
                locked: false,
                color: None,
                chips: Arc::default(),
                n_hidden: 0,
                badge: badge(input, folded),
                fold: Some(Box::new(folded.clone())),
            });
            let node_at = Arc::make_mut(&mut scene.node_at);
            node_at.insert(id, at);
            node_at.extend(folded.nodes.iter().map(|id| (*id, at)));
        }
    }

    /// A line to or within a fold: one for each neighbour, however many links there are. True if it is drawn so, or not at all.
    pub(super) fn takes_line(
        &self,
        scene: &mut Scene,
        (layer, info): (LayerId, usize),
        ends: &mut Vec<usize>,
        carries: &[LayerId],
    ) -> bool {
        if self.all.is_empty() {
            return false;
        }
        let mut seen = BTreeSet::new();
        ends.retain(|end| seen.insert(*end));
        let first = scene.nodes.len() - self.all.len();
        let cloud = self
            .within
            .iter()
            .find(|(_, within)| !carries.is_empty() && carries.iter().all(|upper| within.contains(upper)));
        let pairs: Vec<(usize, usize)> = match (cloud, &ends[..]) {
            (Some((cloud, _)), _) => ends.iter().map(|end| (*end, first + cloud)).collect(),
            (None, [a, b]) if *a.max(b) >= first => vec![(*a.min(b), *a.max(b))],
            (None, [a]) if *a >= first => Vec::new(),
            _ => return false,
        };
        for (a, b) in pairs.into_iter().filter(|(a, b)| a != b) {
            let ends = (a.min(b), a.max(b));
            let known = scene.lines_of[ends.0].links.iter().copied().find(|at| scene.links[*at].ends == ends);
            if let Some(at) = known {
                join(&mut Arc::make_mut(&mut scene.links)[at], carries);
                continue;
            }
            let carries = carries.to_vec();
            scene.add_link(LinkShape { layer, info, ends, bend: 0.0, carries, quality: String::new(), badge: None });
        }
        true
    }
}

/// One link more along a line that stands for several.
fn join(link: &mut LinkShape, carries: &[LayerId]) {
    let n_more = link.quality.strip_prefix('+').and_then(|n| n.parse().ok()).unwrap_or(0_usize);
    link.quality = format!("+{}", n_more + 1);
    link.carries.extend_from_slice(carries);
    order::sort(&mut link.carries);
    link.carries.dedup();
}

fn badge(input: &Input<'_>, folded: &Folded) -> Option<Badge> {
    let is_here = |at: Place| match (at, &folded.what) {
        (Place::Node(id) | Place::Member(id, _), _) => folded.nodes.binary_search(&id).is_ok(),
        (Place::Layer(id), Fold::Layer(layer)) => id == *layer,
        _ => false,
    };
    let here = input.findings.iter().filter(|finding| is_here(finding.at));
    here.fold(None, |sum: Option<Badge>, finding| {
        let before = sum.unwrap_or(Badge { severity: finding.severity, n: 0 });
        Some(Badge { severity: before.severity.min(finding.severity), n: before.n + 1 })
    })
}

/// `layer` and the layers that are there for it alone: all that stands on them is in the set too.
fn only_below(draft: &Draft, layer: LayerId) -> BTreeSet<LayerId> {
    let mut lowers: BTreeMap<LayerId, BTreeSet<LayerId>> = BTreeMap::new();
    let mut uppers: BTreeMap<LayerId, BTreeSet<LayerId>> = BTreeMap::new();
    for member in draft.nodes().flat_map(|(_, node)| &node.members) {
        for lower in &member.over {
            lowers.entry(member.layer).or_default().insert(*lower);
            uppers.entry(*lower).or_default().insert(member.layer);
        }
    }
    let mut within = order::set([layer]);
    let mut asked = vec![layer];
    while let Some(upper) = asked.pop() {
        for lower in lowers.get(&upper).into_iter().flatten() {
            let is_hardware = draft.layer(*lower).is_none_or(|layer| layer.kind.is_hardware());
            let is_shared = uppers.get(lower).is_some_and(|uppers| !uppers.is_subset(&within));
            if !is_hardware && !is_shared && within.insert(*lower) {
                // What was shared before may be there for these alone now.
                asked.extend(within.iter().copied());
            }
        }
    }
    within
}

impl Scene {
    /// The cloud a layer is folded into.
    pub fn cloud(&self, layer: LayerId) -> Option<&NodeShape> {
        self.folds()
            .find(|node| matches!(node.fold.as_deref(), Some(Folded { what: Fold::Layer(id), .. }) if *id == layer))
    }

    fn folds(&self) -> impl Iterator<Item = &NodeShape> {
        // Folds come last.
        self.nodes.iter().rev().take_while(|node| node.fold.is_some())
    }

    /// What is selected when this is pressed: for a folded group its nodes, for a cloud its layer.
    pub fn unfolded(&self, selection: &Selection) -> Selection {
        if self.folds().next().is_none() {
            return selection.clone();
        }
        let mut unfolded = Selection::none();
        for place in selection.places() {
            let fold = match place {
                Place::Node(id) => self.node(id).and_then(|node| node.fold.as_deref()),
                _ => None,
            };
            match fold {
                Some(Folded { what: Fold::Layer(layer), .. }) => unfolded.insert(Place::Layer(*layer)),
                Some(Folded { nodes, .. }) => nodes.iter().for_each(|id| unfolded.insert(Place::Node(*id))),
                None => unfolded.insert(place),
            }
        }
        unfolded
    }

    /// All nodes that move when these do: what is folded moves as one.
    pub fn moved_with(&self, nodes: &[NodeId]) -> Vec<NodeId> {
        let mut all = BTreeSet::new();
        for id in nodes {
            match self.node(*id).and_then(|node| node.fold.as_deref()) {
                Some(folded) => all.extend(folded.nodes.iter().copied()),
                None => drop(all.insert(*id)),
            }
        }
        all.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Placement;
    use model::{Builder, Layer, LayerKind, Member};

    /// Two customers, `c1` and `c2`, of a provider of three routers in a line; `vpn` of the customers stands on `p`.
    fn provider(folded: bool, group: Option<&str>) -> Draft {
        let mut builder = Builder::default();
        let links: Vec<LayerId> =
            (1..5).map(|n| builder.layer(Layer::of(format!("e{n}"), LayerKind::EthDix))).collect();
        let p = builder.layer(Layer { folded, ..Layer::of("p", LayerKind::Unicast) });
        let vpn = builder.layer(Layer::of("vpn", LayerKind::Unicast));
        for (at, name) in ["c1", "r1", "r2", "r3", "c2"].into_iter().enumerate() {
            let beside = |n: &usize| *n == at || *n + 1 == at;
            let over: Vec<LayerId> = (0..4).filter(beside).map(|n| links[n]).collect();
            let mut members: Vec<Member> = over.iter().map(|id| Member::of(*id)).collect();
            members.push(Member { over, ..Member::of(p) });
            if name.starts_with('c') {
                members.push(Member { over: vec![p], ..Member::of(vpn) });
            }
            let position = Some(Point { x: at as f64 * 200.0, y: 0.0 });
            let group = group.filter(|_| name.starts_with('r')).map(str::to_owned);
            builder.node(Node { name: name.into(), members, position, group, ..Node::default() });
        }
        let mut draft = builder.finish();
        if group.is_some() {
            let edit = model::Edit::SetSettings(model::edit::SettingsField::Folded("site".into(), true));
            let changes = model::edit::lower(&draft, &edit).expect("an edit");
            model::change::apply(&mut draft, &changes).expect("changes that fit");
        }
        draft
    }

    fn scene(draft: &Draft) -> Scene {
        Scene::folded(&Input { draft, placement: &Placement::default(), findings: &[] })
    }

    fn names(scene: &Scene) -> Vec<&str> {
        scene.nodes.iter().map(|node| &*node.name).collect()
    }

    #[test]
    fn a_layer_becomes_a_cloud_between_those_who_use_it() {
        let draft = provider(true, None);
        let scene = scene(&draft);
        assert_eq!(names(&scene), ["c1", "c2", "p"]);
        assert_eq!(scene.links.iter().map(|link| link.ends).collect::<Vec<_>>(), [(0, 2), (1, 2)]);
        let cloud = scene.cloud(draft.layer_named("p").expect("a layer")).expect("a cloud");
        assert_eq!(cloud.rect.centre(), Point { x: 400.0, y: 0.0 });
        // What is inside is found where it is drawn.
        assert_eq!(scene.node(NodeId(3)).map(|node| node.rect), Some(cloud.rect));
        let selected = scene.unfolded(&Selection::of(Place::Node(cloud.id)));
        assert_eq!(selected.layers().len(), 1);
    }

    #[test]
    fn a_folded_group_is_selected_and_moved_as_its_nodes() {
        let draft = provider(false, Some("site"));
        let scene = scene(&draft);
        assert_eq!(names(&scene), ["c1", "c2", "site"]);
        assert_eq!(scene.links.len(), 2);
        let group = scene.nodes[2].id;
        let nodes = [NodeId(2), NodeId(3), NodeId(4)];
        assert_eq!(scene.unfolded(&Selection::of(Place::Node(group))), Selection::nodes_of(nodes));
        assert_eq!(scene.moved_with(&[group]), nodes);
    }

    #[test]
    fn without_a_fold_nothing_changes() {
        let draft = provider(false, None);
        let plain = Scene::of(&Input { draft: &draft, placement: &Placement::default(), findings: &[] });
        assert_eq!(format!("{:?}", scene(&draft)).len(), format!("{plain:?}").len());
    }

    #[test]
    fn a_layer_used_by_two_is_in_the_cloud_of_neither() {
        let mut builder = Builder::default();
        let p = builder.layer(Layer::of("p", LayerKind::Unicast));
        let [a, b] =
            ["a", "b"].map(|name| builder.layer(Layer { folded: true, ..Layer::of(name, LayerKind::Unicast) }));
        for upper in [a, b] {
            let members = vec![Member::of(p), Member { over: vec![p], ..Member::of(upper) }];
            builder.node(Node { name: format!("n{}", upper.0), members, ..Node::default() });
        }
        assert_eq!(names(&scene(builder.draft())), ["n2", "n3", "a", "b"]);
    }
}
