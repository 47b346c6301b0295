//! A draft as a scene.

use super::{Badge, Chip, HubShape, LayerInfo, Lines, LinkShape, NodeShape, Scene, fold::Folds, frames, notes};
use super::{CHIP_ADVANCE, CHIP_H, CHIPS_H, NAME_ADVANCE, NODE_H};
use crate::{Placement, Rect, geometry, members::Members, palette};
use model::order;
use model::{Draft, Finding, LayerId, LinkQuality, Node, NodeId, Place, Point};
use std::{collections::BTreeMap, sync::Arc};

/// The narrowest node.
const NARROWEST: f64 = 92.0;
/// The widest node.
const WIDEST: f64 = 208.0;
/// The longest name on a chip or hub, characters.
const LONGEST_CHIP: usize = 10;
/// How far parallel links stand apart.
const PARALLEL: f64 = 26.0;

/// What a scene is made from.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    /// The experiment.
    pub draft: &'a Draft,
    /// Where unplaced nodes stand.
    pub placement: &'a Placement,
    /// What is wrong with it; shown as badges.
    pub findings: &'a [Finding],
}

/// A scene being made, for those who have something else to do in between.
pub struct Building<'a> {
    input: Input<'a>,
    folds: Folds,
    badges: BTreeMap<Place, Badge>,
    members: Members,
    n_done: usize,
    scene: Scene,
}

impl<'a> Building<'a> {
    /// Of what is folded one shape each is made, if `is_folded`. Linear in the draft's size, as each part is.
    pub fn of(input: &Input<'a>, is_folded: bool) -> Self {
        let folds = if is_folded { Folds::of(input.draft) } else { Folds::default() };
        let badges = badges(input.findings);
        let members = Members::of(input.draft);
        let layers = Arc::new(layer_infos(input.draft, &members, &badges));
        let scene = Scene { layers, ..Scene::default() };
        Self { input: *input, folds, badges, members, n_done: 0, scene }
    }

    /// Does the next part; false if there was none.
    pub fn go_on(&mut self) -> bool {
        let parts = [Self::add_nodes, Self::add_lines, Self::add_surroundings];
        let part = parts.get(self.n_done);
        part.into_iter().for_each(|part| part(self));
        self.n_done += 1;
        part.is_some()
    }

    /// The scene.
    pub fn scene(mut self) -> Scene {
        while self.go_on() {}
        self.scene
    }

    fn add_nodes(&mut self) {
        let shown = self.input.draft.nodes().filter(|(id, _)| !self.folds.hides(*id));
        let shapes = shown.map(|(id, node)| node_shape(&self.input, (id, node), &self.scene.layers, &self.badges));
        self.scene.nodes = shapes.collect();
        let places = self.scene.nodes.iter().enumerate().map(|(at, node)| (node.id, at));
        self.scene.node_at = Arc::new(order::map(places));
        self.folds.add_shapes(&mut self.scene, &self.input, &self.members);
    }

    fn add_lines(&mut self) {
        add_lines(&mut self.scene, self.input.draft, (&self.members, &self.folds), &self.badges);
    }

    fn add_surroundings(&mut self) {
        enclose(&mut self.scene, self.input.draft);
    }
}

impl Scene {
    /// A line more, known at both its ends.
    pub(super) fn add_link(&mut self, link: LinkShape) {
        let at = self.links.len();
        let lines_of = Arc::make_mut(&mut self.lines_of);
        lines_of[link.ends.0].links.push(at);
        lines_of[link.ends.1].links.push(at);
        Arc::make_mut(&mut self.links).push(link);
    }
}

/// What is around the shapes that are there: frames, notes, the bounds of all.
pub(super) fn enclose(scene: &mut Scene, draft: &Draft) {
    scene.frames = frames::frames(scene, draft);
    let rects = scene.nodes.iter().map(|node| node.rect).chain(scene.hubs.iter().map(|hub| hub.rect));
    scene.notes = notes::notes(draft);
    let others = scene.frames.iter().map(|frame| frame.rect).chain(scene.notes.iter().map(|note| note.rect));
    scene.bounds = Rect::union(rects.chain(others));
}

fn badges(findings: &[Finding]) -> BTreeMap<Place, Badge> {
    let mut badges: BTreeMap<Place, Badge> = BTreeMap::new();
    for finding in findings {
        let badge = badges.entry(finding.at).or_insert(Badge { severity: finding.severity, n: 0 });
        badge.severity = badge.severity.min(finding.severity);
        badge.n += 1;
    }
    badges
}

fn merged(a: Option<Badge>, b: Option<Badge>) -> Option<Badge> {
    match (a, b) {
        (Some(a), Some(b)) => Some(Badge { severity: a.severity.min(b.severity), n: a.n + b.n }),
        (one, other) => one.or(other),
    }
}

fn layer_infos(draft: &Draft, members: &Members, badges: &BTreeMap<Place, Badge>) -> Vec<LayerInfo> {
    let layers = draft.layers().zip(palette::each(draft)).enumerate();
    layers
        .map(|(place, ((id, layer), tint))| LayerInfo {
            id,
            name: layer.name.clone(),
            kind: layer.kind,
            tint,
            ghost: layer.ghost,
            n_members: members.at(place).len(),
            badge: badges.get(&Place::Layer(id)).copied(),
        })
        .collect()
}

fn node_shape(
    input: &Input<'_>,
    (id, node): (NodeId, &Node),
    layers: &[LayerInfo],
    badges: &BTreeMap<Place, Badge>,
) -> NodeShape {
    let uppers: Vec<usize> = node
        .members
        .iter()
        .filter_map(|member| place_of(layers, member.layer))
        .filter(|at| !layers[*at].kind.is_hardware())
        .collect();
    let name_w = NAME_ADVANCE * node.name.chars().count() as f64 + 28.0;
    let chips_w: f64 = uppers.iter().map(|at| chip_width(&layers[*at].name) + 4.0).sum::<f64>() + 12.0;
    let w = name_w.max(chips_w).clamp(NARROWEST, WIDEST);
    let h = if uppers.is_empty() { NODE_H } else { NODE_H + CHIPS_H };
    let chips = chips(id, &uppers, layers, w, badges);
    let badge = node.members.iter().fold(badges.get(&Place::Node(id)).copied(), |sum, member| {
        merged(sum, badges.get(&Place::Member(id, member.layer)).copied())
    });
    NodeShape {
        id,
        rect: Rect::around(input.placement.of_node(id, node), w, h),
        name: shortened(&node.name, ((w - 20.0) / NAME_ADVANCE) as usize).into(),
        ghost: node.ghost,
        locked: node.locked,
        color: node.color.clone().filter(|color| palette::is_color(color)),
        n_hidden: uppers.len() - chips.len(),
        chips: chips.into(),
        badge,
        fold: None,
    }
}

/// Chips from left to right, centred, as many as fit.
fn chips(id: NodeId, uppers: &[usize], layers: &[LayerInfo], w: f64, badges: &BTreeMap<Place, Badge>) -> Vec<Chip> {
    let mut chips = Vec::new();
    let mut x = 6.0;
    for (n_before, at) in uppers.iter().enumerate() {
        let info = &layers[*at];
        let chip_w = chip_width(&info.name);
        let more = if n_before + 1 < uppers.len() { 22.0 } else { 0.0 };
        if x + chip_w + more > w - 4.0 && !chips.is_empty() {
            break;
        }
        let rect = Rect { x, y: NODE_H - 3.0, w: chip_w, h: CHIP_H };
        let badge = badges.get(&Place::Member(id, info.id)).copied();
        chips.push(Chip { layer: info.id, info: *at, rect, name: shortened(&info.name, LONGEST_CHIP), badge });
        x += chip_w + 4.0;
    }
    let room = if chips.len() < uppers.len() { 22.0 } else { -4.0 };
    let shift = ((w - 6.0 - (x + room)) / 2.0).max(0.0);
    chips.iter_mut().for_each(|chip| chip.rect.x += shift);
    chips
}

fn chip_width(name: &str) -> f64 {
    name.chars().count().min(LONGEST_CHIP) as f64 * CHIP_ADVANCE + 12.0
}

/// At most `longest` characters, the last an ellipsis where some were left out.
pub(super) fn shortened(name: &str, longest: usize) -> String {
    if name.chars().count() <= longest {
        return name.to_owned();
    }
    name.chars().take(longest.saturating_sub(1)).chain(['…']).collect()
}

fn add_lines(scene: &mut Scene, draft: &Draft, (members, folds): (&Members, &Folds), badges: &BTreeMap<Place, Badge>) {
    let mut carries = carries(draft, &scene.layers);
    scene.lines_of = Arc::new(vec![Lines::default(); scene.nodes.len()]);
    for (info, layer) in draft.layers().enumerate().filter(|(_, (_, layer))| layer.kind.is_hardware()) {
        let (id, layer) = layer;
        let mut ends: Vec<usize> = members.at(info).iter().filter_map(|node| scene.node_idx(*node)).collect();
        ends.dedup();
        let carries = std::mem::take(&mut carries[info]);
        if folds.takes_line(scene, (id, info), &mut ends, &carries) {
            continue;
        }
        let badge = badges.get(&Place::Layer(id)).copied();
        if let [a, b] = ends[..] {
            let quality = in_words(&layer.quality);
            let ends = (a.min(b), a.max(b));
            scene.add_link(LinkShape { layer: id, info, ends, bend: 0.0, carries, quality, badge });
        } else {
            let at = scene.hubs.len();
            let lines_of = Arc::make_mut(&mut scene.lines_of);
            ends.iter().for_each(|end| lines_of[*end].hubs.push(at));
            let rect = hub_rect(scene, &ends, &layer.name);
            scene.hubs.push(HubShape { layer: id, info, rect, members: ends, carries, badge });
        }
    }
    bend_apart(Arc::make_mut(&mut scene.links).as_mut_slice());
}

/// Links between the same two nodes must not lie on each other.
fn bend_apart(links: &mut [LinkShape]) {
    let ends: Vec<(usize, usize)> = links.iter().map(|link| link.ends).collect();
    let mut by_ends: Vec<usize> = (0..links.len()).collect();
    order::sort_by_key(&mut by_ends, |at| ends[*at]);
    for parallel in by_ends.chunk_by(|a, b| ends[*a] == ends[*b]) {
        for (n_before, at) in parallel.iter().enumerate() {
            links[*at].bend = (n_before as f64 - (parallel.len() - 1) as f64 / 2.0) * PARALLEL;
        }
    }
}

/// By layer, as declared: the layers registered in it.
fn carries(draft: &Draft, layers: &[LayerInfo]) -> Vec<Vec<LayerId>> {
    let mut carries = vec![Vec::new(); layers.len()];
    for member in draft.nodes().flat_map(|(_, node)| &node.members) {
        let lowers = member.over.iter().filter_map(|lower| place_of(layers, *lower));
        lowers.for_each(|lower| carries[lower].push(member.layer));
    }
    carries.iter_mut().for_each(Vec::dedup);
    for uppers in carries.iter_mut().filter(|uppers| uppers.len() > 1) {
        order::sort(uppers);
        uppers.dedup();
    }
    carries
}

/// A layer's place among all.
fn place_of(layers: &[LayerInfo], id: LayerId) -> Option<usize> {
    order::position(layers, id.0, |info| info.id.0)
}

/// In the middle of its members; above a lone one; moved down where it would lie on one of them.
pub(super) fn hub_rect(scene: &Scene, ends: &[usize], name: &str) -> Rect {
    let centres = ends.iter().map(|end| scene.nodes[*end].rect.centre());
    let sum = centres.fold(Point::default(), geometry::add);
    let n = ends.len().max(1) as f64;
    let lift = if ends.len() == 1 { -70.0 } else { 0.0 };
    let w = name.chars().count().min(LONGEST_CHIP) as f64 * CHIP_ADVANCE + 22.0;
    let mut rect = Rect::around(Point { x: sum.x / n, y: sum.y / n + lift }, w, 20.0);
    if let Some(below) = ends.iter().map(|end| scene.nodes[*end].rect).find(|node| node.meets(&rect.grown(6.0))) {
        rect.y = below.y + below.h + 18.0;
    }
    rect
}

/// A link's quality in a few characters.
fn in_words(quality: &LinkQuality) -> String {
    let parts = [
        quality.delay_ms.map(|ms| format!("{ms} ms")),
        quality.loss_percent.map(|percent| format!("{percent} %")),
        quality.rate_mbit.map(|mbit| format!("{mbit} Mbit/s")),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Builder, Layer, LayerKind, Member};

    fn node(name: &str, x: f64, layers: &[LayerId]) -> Node {
        let members = layers.iter().map(|id| Member::of(*id)).collect();
        Node { name: name.into(), members, position: Some(Point { x, y: 0.0 }), ..Node::default() }
    }

    fn scene(draft: &Draft) -> Scene {
        Scene::of(&Input { draft, placement: &Placement::default(), findings: &[] })
    }

    #[test]
    fn two_members_make_a_line_three_a_hub() {
        let mut builder = Builder::default();
        let line = builder.layer(Layer::of("e1", LayerKind::EthDix));
        let bus = builder.layer(Layer::of("lan", LayerKind::EthDix));
        let upper = builder.layer(Layer::of("n1", LayerKind::Unicast));
        builder.node(node("a", 0.0, &[line, bus, upper]));
        builder.node(node("b", 300.0, &[line, bus, upper]));
        builder.node(node("c", 600.0, &[bus]));
        let scene = scene(builder.draft());
        assert_eq!((scene.links.len(), scene.hubs.len()), (1, 1));
        assert_eq!(scene.hubs[0].members, [0, 1, 2]);
        assert_eq!(scene.nodes[0].chips[0].name, "n1");
        assert!(scene.nodes[2].chips.is_empty());
        // The middle member lies in the middle: the hub moves away from it.
        assert!(!scene.hubs[0].rect.meets(&scene.nodes[1].rect));
    }

    #[test]
    fn parallel_links_bend_apart() {
        let mut builder = Builder::default();
        let links: Vec<LayerId> =
            (0..3).map(|n| builder.layer(Layer::of(format!("e{n}"), LayerKind::EthDix))).collect();
        builder.node(node("a", 0.0, &links));
        builder.node(node("b", 300.0, &links));
        let bends: Vec<f64> = scene(builder.draft()).links.iter().map(|link| link.bend).collect();
        assert_eq!(bends, [-PARALLEL, 0.0, PARALLEL]);
    }

    #[test]
    fn long_names_and_many_layers_stay_in_their_box() {
        let mut builder = Builder::default();
        let layers: Vec<LayerId> =
            (0..12).map(|n| builder.layer(Layer::of(format!("provider-{n}"), LayerKind::Unicast))).collect();
        builder.node(node(&"x".repeat(63), 0.0, &layers));
        let scene = scene(builder.draft());
        let shape = &scene.nodes[0];
        assert!(shape.name.ends_with('…') && shape.rect.w <= WIDEST);
        assert!(shape.chips.iter().all(|chip| chip.rect.x + chip.rect.w <= shape.rect.w), "{shape:?}");
        assert_eq!(shape.chips.len() + shape.n_hidden, 12);
    }
}
