//! Stacks of IPCPs: one frame a node, each IPCP above what it stands on, services on top.

use crate::{PictureError, Wanted, font, map::few, sheet::Drawn};
use editor::{
    Rect,
    draw::{Ink, Mark, Pen},
    palette::{self, Tint},
    stack::{Ipcp, Stack},
};
use messages::say;
use model::{Draft, LayerId, NodeId, Point};
use std::collections::BTreeMap;

/// A box, and the gaps around it, as the stack view has them.
const BOX: (f64, f64) = (132.0, 44.0);
const GAP: (f64, f64) = (20.0, 52.0);
/// A service's pill.
const PILL_H: f64 = 32.0;
/// Room in a frame for its name.
const HEAD: f64 = 40.0;
/// Frames stand so far apart.
const APART: f64 = 24.0;
/// More stacks than this are no picture.
const MOST: usize = 400;

/// Frames of nodes.
pub struct Stacks {
    frames: Vec<Frame>,
    tints: BTreeMap<LayerId, Tint>,
}

struct Frame {
    name: String,
    rect: Rect,
    stack: Stack,
    /// Left top corners of the IPCPs' boxes.
    at: BTreeMap<LayerId, Point>,
}

/// The stacks of the nodes called so; of all where none is named.
pub fn stacks(draft: &Draft, names: &[String], wanted: &Wanted) -> Result<Stacks, PictureError> {
    let known = || few(draft.nodes().map(|(_, node)| node.name.as_str()));
    let unknown = |name: &String| PictureError::Unknown { what: "node", name: name.clone(), known: known() };
    let named = names.iter().map(|name| draft.node_named(name).ok_or_else(|| unknown(name)));
    let mut nodes: Vec<NodeId> = named.collect::<Result<_, _>>()?;
    if nodes.is_empty() {
        let is_wanted = |id: &NodeId| wanted.only.is_empty() || wanted.only.contains(id);
        nodes = draft.nodes().map(|(id, _)| id).filter(is_wanted).collect();
    }
    if nodes.is_empty() {
        return Err(PictureError::Empty(say!("no-node-with-stack")));
    }
    if nodes.len() > MOST {
        return Err(PictureError::TooLarge { wide: nodes.len() as u64, high: 1, unit: "stacks" });
    }
    Ok(Stacks { frames: frames(draft, &nodes), tints: palette::tints(draft) })
}

/// Frames in rows, about twice as wide as high; in a row they stand on one ground.
fn frames(draft: &Draft, nodes: &[NodeId]) -> Vec<Frame> {
    let n_columns =
        if nodes.len() <= 5 { nodes.len() } else { ((nodes.len() as f64 * 1.6).sqrt().ceil() as usize).max(5) };
    let mut frames = Vec::new();
    let mut top = 0.0;
    for row in nodes.chunks(n_columns.max(1)) {
        let stacks: Vec<(NodeId, Stack)> = row.iter().map(|id| (*id, Stack::of(draft, *id))).collect();
        let high = stacks.iter().map(|(_, stack)| height(stack)).fold(0.0, f64::max);
        let mut left = 0.0;
        for (id, stack) in stacks {
            let rect = Rect { x: left, y: top, w: breadth(&stack), h: high };
            left += rect.w + APART;
            let name = draft.node(id).map_or_else(String::new, |node| node.name.clone());
            frames.push(Frame { at: places(&stack, &rect), name, rect, stack });
        }
        top += high + APART;
    }
    frames
}

fn n_rows(stack: &Stack) -> usize {
    stack.rows.len().max(1)
}

fn height(stack: &Stack) -> f64 {
    let services = if stack.services.is_empty() { 0.0 } else { PILL_H + GAP.1 };
    HEAD + services + n_rows(stack) as f64 * (BOX.1 + GAP.1) - GAP.1 + GAP.0
}

fn breadth(stack: &Stack) -> f64 {
    let widest = stack.rows.iter().map(Vec::len).max().unwrap_or(0).max(stack.services.len()).max(1);
    widest as f64 * (BOX.0 + GAP.0) + GAP.0
}

/// Where the first of `n` boxes begins, so that they stand in the middle of their frame.
fn first(rect: &Rect, n: usize) -> f64 {
    rect.x + (rect.w - (n as f64 * (BOX.0 + GAP.0) - GAP.0)) / 2.0
}

fn places(stack: &Stack, rect: &Rect) -> BTreeMap<LayerId, Point> {
    let mut places = BTreeMap::new();
    for (level, row) in stack.rows.iter().enumerate() {
        let y = rect.y + rect.h - GAP.0 - BOX.1 - level as f64 * (BOX.1 + GAP.1);
        let x = first(rect, row.len());
        places.extend(
            row.iter().enumerate().map(|(at, ipcp)| (ipcp.layer, Point { x: x + at as f64 * (BOX.0 + GAP.0), y })),
        );
    }
    places
}

impl Drawn for Stacks {
    fn bounds(&self) -> Rect {
        Rect::union(self.frames.iter().map(|frame| frame.rect)).unwrap_or_default()
    }

    fn draw(&self, pen: &dyn Pen, ink: &Ink, _: f64) {
        self.frames.iter().for_each(|frame| self.frame(frame, pen, ink));
    }
}

impl Stacks {
    fn frame(&self, frame: &Frame, pen: &dyn Pen, ink: &Ink) {
        pen.put(Mark::Begin);
        pen.put(Mark::Box(frame.rect, 12.0));
        pen.put(Mark::Stroke(&ink.edge, 1.25));
        pen.put(Mark::Font(13.0, true));
        pen.put(Mark::Color(&ink.ink));
        let middle = frame.rect.x + frame.rect.w / 2.0;
        pen.put(Mark::Text(&cut(&frame.name, frame.rect.w - 16.0, 13.0), Point { x: middle, y: frame.rect.y + 20.0 }));
        if frame.stack.rows.is_empty() {
            pen.put(Mark::Font(11.0, false));
            pen.put(Mark::Color(&ink.ink_3));
            pen.put(Mark::Text(say!("drawn-in-no-layer"), Point { x: middle, y: frame.rect.y + frame.rect.h - 40.0 }));
        }
        for (upper, lower) in &frame.stack.stands {
            self.stand(frame, (*upper, *lower), pen, ink);
        }
        self.services(frame, pen, ink);
        for ipcp in frame.stack.rows.iter().flatten() {
            self.ipcp(frame, ipcp, pen, ink);
        }
    }

    /// From an IPCP down to what it stands on.
    fn stand(&self, frame: &Frame, (upper, lower): (LayerId, LayerId), pen: &dyn Pen, ink: &Ink) {
        let (Some(from), Some(to)) = (frame.at.get(&upper), frame.at.get(&lower)) else { return };
        let from = Point { x: from.x + BOX.0 / 2.0, y: from.y + BOX.1 };
        let to = Point { x: to.x + BOX.0 / 2.0, y: to.y };
        self.bow(from, to, pen);
        pen.put(Mark::Stroke(self.color(upper, ink), 2.0));
    }

    /// Two curves that leave and arrive upright.
    fn bow(&self, from: Point, to: Point, pen: &dyn Pen) {
        let middle = Point { x: (from.x + to.x) / 2.0, y: (from.y + to.y) / 2.0 };
        let bow = (to.y - from.y).abs() * 0.25;
        pen.put(Mark::Begin);
        pen.put(Mark::Move(from));
        pen.put(Mark::Curve(Point { x: from.x, y: from.y + bow }, middle));
        pen.put(Mark::Curve(Point { x: to.x, y: to.y - bow }, to));
    }

    fn services(&self, frame: &Frame, pen: &dyn Pen, ink: &Ink) {
        let x = first(&frame.rect, frame.stack.services.len());
        for (at, (_, name, layers)) in frame.stack.services.iter().enumerate() {
            let pill = Rect { x: x + at as f64 * (BOX.0 + GAP.0), y: frame.rect.y + HEAD, w: BOX.0, h: PILL_H };
            let foot = Point { x: pill.centre().x, y: pill.y + pill.h };
            for (layer, place) in layers.iter().filter_map(|layer| Some((layer, frame.at.get(layer)?))) {
                self.bow(foot, Point { x: place.x + BOX.0 / 2.0, y: place.y }, pen);
                pen.put(Mark::Stroke(self.color(*layer, ink), 2.0));
            }
            pen.put(Mark::Begin);
            pen.put(Mark::Box(pill, PILL_H / 2.0));
            pen.put(Mark::Fill(&ink.surface));
            pen.put(Mark::Stroke(&ink.edge_strong, 1.25));
            pen.put(Mark::Font(13.0, false));
            pen.put(Mark::Color(&ink.ink));
            pen.put(Mark::Text(&cut(name, BOX.0 - 20.0, 13.0), pill.centre()));
        }
    }

    fn ipcp(&self, frame: &Frame, ipcp: &Ipcp, pen: &dyn Pen, ink: &Ink) {
        let Some(at) = frame.at.get(&ipcp.layer) else { return };
        pen.put(Mark::Begin);
        pen.put(Mark::Box(Rect { x: at.x, y: at.y, w: BOX.0, h: BOX.1 }, 7.0));
        pen.put(Mark::Fill(&ink.surface));
        pen.put(Mark::Stroke(&ink.edge_strong, 1.25));
        pen.put(Mark::Begin);
        pen.put(Mark::Box(Rect { x: at.x + 5.0, y: at.y + 5.0, w: 5.0, h: BOX.1 - 10.0 }, 2.5));
        pen.put(Mark::Fill(self.color(ipcp.layer, ink)));
        let below = if ipcp.detail.is_empty() { ipcp.kind.as_str() } else { &ipcp.detail };
        let x = at.x + BOX.0 / 2.0 + 4.0;
        for (text, size, color, y) in [(ipcp.name.as_str(), 13.0, &ink.ink, 16.0), (below, 11.0, &ink.ink_3, 32.0)] {
            pen.put(Mark::Font(size, false));
            pen.put(Mark::Color(color));
            pen.put(Mark::Text(&cut(text, BOX.0 - 24.0, size), Point { x, y: at.y + y }));
        }
    }

    fn color<'a>(&'a self, layer: LayerId, ink: &'a Ink) -> &'a str {
        ink.tint(self.tints.get(&layer).unwrap_or(&Tint::Plain))
    }
}

/// As much of a text as fits, the last character an ellipsis where some were left out.
pub fn cut(text: &str, width: f64, size: f64) -> String {
    let most = (width / font::width("x", size)).max(1.0) as usize;
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}
