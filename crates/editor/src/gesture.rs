//! Gestures: what the pointer does, as a state machine. It says what was meant; the page does it.

use crate::{
    Rect, Scene, Selection, Viewport, geometry,
    hit::Hit,
    snap::{Guides, Snapper},
};
use model::{LayerKind, NodeId, Note, Place, Point, order};
use std::collections::BTreeSet;

/// What a press on the map does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tool {
    /// Selects and moves.
    #[default]
    Select,
    /// Places nodes.
    Node,
    /// Joins nodes by links of this kind.
    Link(LayerKind),
    /// Selects what a line drawn by hand goes around.
    Lasso,
}

/// Keys held, and which button.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// Shift: add to the selection; while dragging, no snapping.
    pub shift: bool,
    /// Ctrl or Command.
    pub ctrl: bool,
    /// The middle button, or Space: the view is moved.
    pub pan: bool,
}

/// What a gesture meant.
#[derive(Clone, Debug, PartialEq)]
pub enum Intent {
    /// Select exactly this.
    Select(Selection),
    /// Move nodes by this much.
    Move(Vec<NodeId>, Point),
    /// Join two nodes by a link.
    Link(LayerKind, NodeId, NodeId),
    /// Place a node here, joined by a link to the node a line was drawn from.
    Place(Point, Option<(LayerKind, NodeId)>),
    /// Show its fields.
    Open(Place),
    /// The note with this number becomes this, or goes away.
    Note(usize, Option<Note>),
    /// Look elsewhere.
    View(Viewport),
}

/// What the pointer is doing.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Doing {
    /// Nothing; it hovers.
    #[default]
    Hovering,
    /// Pressed, and not moved far enough to mean anything yet.
    Pressed {
        /// Where, screen pixels.
        at: Point,
        /// On what.
        on: Hit,
        /// Keys held then.
        held: Held,
    },
    /// Moving nodes.
    Dragging {
        /// Which.
        nodes: BTreeSet<NodeId>,
        /// Where it began, canvas units.
        from: Point,
        /// How far, canvas units, snapped.
        by: Point,
        /// What it lines up with.
        guides: Guides,
        /// What it can line up with.
        snapper: Snapper,
    },
    /// Drawing a box around nodes.
    Boxing {
        /// One corner, canvas units.
        from: Point,
        /// The other.
        to: Point,
        /// What was selected before and stays so.
        kept: Selection,
    },
    /// Drawing a line around nodes.
    Lassoing {
        /// The line so far, canvas units.
        line: Vec<Point>,
        /// What was selected before and stays so.
        kept: Selection,
    },
    /// Drawing a link from a node.
    Linking {
        /// Its kind.
        kind: LayerKind,
        /// The node.
        from: NodeId,
        /// Where the pointer is, canvas units.
        at: Point,
        /// The node it would end at.
        to: Option<NodeId>,
    },
    /// Moving the view.
    Panning {
        /// Where it began, screen pixels.
        at: Point,
        /// The view then.
        view: Viewport,
    },
}

/// What the machine looks at.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    /// What is drawn.
    pub scene: &'a Scene,
    /// From where it is seen.
    pub view: Viewport,
    /// What is selected.
    pub selection: &'a Selection,
    /// What a press does.
    pub tool: Tool,
    /// Nothing can be changed: only looking and selecting.
    pub read_only: bool,
    /// What is moved stops at multiples of this, canvas units; 0 for anywhere.
    pub grid: f64,
}

/// The pointer's machine.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pointer {
    /// What it is doing.
    pub doing: Doing,
    /// What it is over, while it hovers.
    pub over: Option<Hit>,
    /// Over a node's handle, from which links are drawn.
    pub on_handle: bool,
}

/// How far a press moves before it is a drag, pixels.
const DRAG_PX: f64 = 4.0;
/// How near a line counts as on it, pixels.
const SLACK_PX: f64 = 7.0;
/// How near a handle counts as on it, pixels.
const HANDLE_PX: f64 = 9.0;
/// The most corners of a lasso.
const MOST_LASSO: usize = 600;
/// How near lines snap, pixels.
const SNAP_PX: f64 = 6.0;

/// The four handles of a node's box, canvas units.
pub fn handles(rect: &Rect) -> [Point; 4] {
    let Point { x, y } = rect.centre();
    [Point { x: rect.x + rect.w, y }, Point { x: rect.x, y }, Point { x, y: rect.y }, Point { x, y: rect.y + rect.h }]
}

impl Pointer {
    /// Under way with something that Escape would take back.
    pub fn is_busy(&self) -> bool {
        !matches!(self.doing, Doing::Hovering)
    }

    /// Escape, or the browser took the pointer away.
    pub fn cancel(&mut self) {
        self.doing = Doing::Hovering;
    }

    /// A press at `at` (screen pixels).
    pub fn down(&mut self, around: &Around<'_>, at: Point, held: Held) -> Option<Intent> {
        let canvas = around.view.to_canvas(at);
        if held.pan {
            self.doing = Doing::Panning { at, view: around.view };
            return None;
        }
        self.hover(around, canvas);
        let on = self.over.unwrap_or(Hit::Ground);
        if !around.read_only
            && let Some((kind, from)) = self.link_from(around.tool, on)
        {
            self.doing = Doing::Linking { kind, from, at: canvas, to: None };
            return None;
        }
        self.doing = Doing::Pressed { at, on, held };
        if let Hit::Frame(frame) = on {
            return around
                .scene
                .frames
                .get(frame)
                .map(|frame| Intent::Select(Selection::nodes_of(frame.nodes.clone())));
        }
        // A press on something not selected selects it at once, so that what is dragged is what is seen selected.
        let place = on.place().filter(|place| !held.shift && !held.ctrl && !is_held(around.selection, on, *place))?;
        Some(Intent::Select(Selection::of(place)))
    }

    fn link_from(&self, tool: Tool, on: Hit) -> Option<(LayerKind, NodeId)> {
        match tool {
            Tool::Link(kind) => Some((kind, on.node()?)),
            Tool::Select if self.on_handle => Some((LayerKind::EthDix, on.node()?)),
            _ => None,
        }
    }

    /// The pointer moved to `at` (screen pixels). What it says can be done at once: looking and selecting.
    pub fn moved(&mut self, around: &Around<'_>, at: Point, held: Held) -> Option<Intent> {
        let canvas = around.view.to_canvas(at);
        match &mut self.doing {
            Doing::Hovering => self.hover(around, canvas),
            Doing::Pressed { at: from, on, held: then } if geometry::distance(*from, at) >= DRAG_PX => {
                let (from, on, then) = (*from, *on, *then);
                self.start(around, around.view.to_canvas(from), on, then);
                return self.moved(around, at, held);
            }
            Doing::Pressed { .. } => {}
            Doing::Dragging { from, by, guides, snapper, .. } => {
                let free = geometry::sub(canvas, *from);
                let reach = if held.shift { 0.0 } else { SNAP_PX / around.view.scale };
                (*by, *guides) = snapper.snap(free, reach, if held.shift { 0.0 } else { around.grid });
            }
            Doing::Lassoing { line, kept } => {
                let is_step = line.last().is_none_or(|last| {
                    geometry::distance(*last, canvas) * around.view.scale >= DRAG_PX && line.len() < MOST_LASSO
                });
                if is_step {
                    line.push(canvas);
                }
                let mut selection = kept.clone();
                around.scene.nodes_within(line).into_iter().for_each(|id| selection.insert(Place::Node(id)));
                return (selection != *around.selection).then_some(Intent::Select(selection));
            }
            Doing::Boxing { from, to, kept } => {
                *to = canvas;
                let mut selection = kept.clone();
                let inside = around.scene.nodes_in(&Rect::between(*from, *to));
                inside.into_iter().for_each(|id| selection.insert(Place::Node(id)));
                return (selection != *around.selection).then_some(Intent::Select(selection));
            }
            Doing::Linking { from, at, to, .. } => {
                *at = canvas;
                *to = around.scene.hit(canvas, 0.0).node().filter(|node| node != from);
            }
            Doing::Panning { at: from, view } => {
                let view = view.panned(geometry::sub(at, *from));
                return Some(Intent::View(view));
            }
        }
        None
    }

    fn hover(&mut self, around: &Around<'_>, canvas: Point) {
        let (scale, scene) = (around.view.scale, around.scene);
        // The handle of the node last hovered over reaches outside its box.
        let near_handle = |id: NodeId| {
            let rect = scene.node(id).map(|node| node.rect)?;
            let near = handles(&rect).iter().any(|handle| geometry::distance(*handle, canvas) * scale <= HANDLE_PX);
            (near && rect.w * scale > 40.0).then_some(Hit::Node(id))
        };
        let can_link = !around.read_only && around.tool == Tool::Select;
        let last = self.over.and_then(Hit::node).filter(|_| can_link).and_then(near_handle);
        let hit = scene.hit(canvas, SLACK_PX / scale);
        let handle = last.or_else(|| hit.node().filter(|_| can_link).and_then(near_handle));
        self.on_handle = handle.is_some();
        self.over = handle.or((hit != Hit::Ground).then_some(hit));
    }

    fn start(&mut self, around: &Around<'_>, from: Point, on: Hit, held: Held) {
        let by_frame = match on {
            Hit::Frame(frame) => around.scene.frames.get(frame).and_then(|frame| frame.nodes.first().copied()),
            _ => None,
        };
        self.doing = match on.node().or(by_frame) {
            Some(id) if !around.read_only && around.tool == Tool::Select => dragging(around, from, id),
            _ if around.tool == Tool::Lasso => {
                let kept = if held.shift { around.selection.clone() } else { Selection::none() };
                Doing::Lassoing { line: vec![from], kept }
            }
            _ if around.read_only && !held.shift => {
                Doing::Panning { at: around.view.to_screen(from), view: around.view }
            }
            _ => {
                let kept = if held.shift { around.selection.clone() } else { Selection::none() };
                Doing::Boxing { from, to: from, kept }
            }
        };
    }

    /// The press ended at `at` (screen pixels).
    pub fn up(&mut self, around: &Around<'_>, at: Point) -> Option<Intent> {
        match std::mem::take(&mut self.doing) {
            Doing::Pressed { on, held, .. } => click(around, at, on, held),
            Doing::Dragging { nodes, by, .. } if by != Point::default() => {
                Some(Intent::Move(nodes.into_iter().collect(), by))
            }
            Doing::Linking { kind, from, at, to } => link(around, kind, from, (at, to)),
            _ => None,
        }
    }
}

/// What is locked stays; where all is, nothing is dragged.
fn dragging(around: &Around<'_>, from: Point, id: NodeId) -> Doing {
    let mut nodes: BTreeSet<NodeId> = order::set(around.selection.nodes());
    if !nodes.contains(&id) {
        nodes = order::set([id]);
    }
    nodes.retain(|id| around.scene.node(*id).is_none_or(|node| !node.locked));
    if nodes.is_empty() {
        return Doing::Hovering;
    }
    let anchor = around.scene.node(id).map_or(from, |node| node.rect.centre());
    let snapper = Snapper::of(around.scene, &nodes, anchor);
    Doing::Dragging { nodes, from, by: Point::default(), guides: Guides::default(), snapper }
}

/// The selection already holds what was pressed: its place, or the node a chip is on.
fn is_held(selection: &Selection, on: Hit, place: Place) -> bool {
    selection.has(place) || (selection.len() > 1 && on.node().is_some_and(|id| selection.has(Place::Node(id))))
}

fn click(around: &Around<'_>, at: Point, on: Hit, held: Held) -> Option<Intent> {
    if let Hit::Frame(_) = on {
        return None;
    }
    let Some(place) = on.place() else {
        if around.tool == Tool::Node && !around.read_only {
            return Some(Intent::Place(around.view.to_canvas(at), None));
        }
        return (!held.shift && !around.selection.is_empty()).then(|| Intent::Select(Selection::none()));
    };
    if held.shift || held.ctrl {
        let mut selection = around.selection.clone();
        selection.toggle(on.node().map_or(place, Place::Node));
        return Some(Intent::Select(selection));
    }
    (around.selection.single() != Some(place)).then(|| Intent::Select(Selection::of(place)))
}

fn link(around: &Around<'_>, kind: LayerKind, from: NodeId, end: (Point, Option<NodeId>)) -> Option<Intent> {
    match end {
        (_, Some(to)) => Some(Intent::Link(kind, from, to)),
        (at, None) => {
            let start = around.scene.node(from)?.rect;
            // Let go over its own node, or just beside it: nothing was meant.
            (!start.grown(24.0).contains(at)).then_some(Intent::Place(at, Some((kind, from))))
        }
    }
}

#[cfg(test)]
mod tests;
