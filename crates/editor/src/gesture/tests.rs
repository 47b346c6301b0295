//! What the pointer means.

use super::*;
use crate::{Placement, scene::Input};
use model::{Builder, Draft, Node};

fn draft() -> Draft {
    let mut builder = Builder::default();
    for (name, x) in [("a", 0.0), ("b", 300.0), ("c", 600.0)] {
        builder.node(Node { name: name.into(), position: Some(Point { x, y: 100.0 }), ..Node::default() });
    }
    builder.finish()
}

struct Bench {
    scene: Scene,
    selection: Selection,
    tool: Tool,
    read_only: bool,
    pointer: Pointer,
}

impl Bench {
    fn new() -> Self {
        let draft = draft();
        let scene = Scene::of(&Input { draft: &draft, placement: &Placement::default(), findings: &[] });
        let (selection, tool, pointer) = (Selection::none(), Tool::Select, Pointer::default());
        Self { scene, selection, tool, read_only: false, pointer }
    }

    /// Presses, moves and lets go; what was meant at each of the three.
    fn drag(&mut self, from: (f64, f64), to: (f64, f64), held: Held) -> Vec<Intent> {
        let view = Viewport { w: 1_000.0, h: 800.0, ..Viewport::default() };
        let (from, to) = (Point { x: from.0, y: from.1 }, Point { x: to.0, y: to.1 });
        let mut pointer = std::mem::take(&mut self.pointer);
        let mut intents = Vec::new();
        for phase in 0..3 {
            let (scene, selection) = (&self.scene, &self.selection.clone());
            let around = Around { scene, view, selection, tool: self.tool, read_only: self.read_only, grid: 0.0 };
            let intent = match phase {
                0 => pointer.down(&around, from, held),
                1 => pointer.moved(&around, to, held),
                _ => pointer.up(&around, to),
            };
            if let Some(Intent::Select(selection)) = &intent {
                self.selection = selection.clone();
            }
            intents.extend(intent);
        }
        self.pointer = pointer;
        intents
    }
}

fn id(n: u32) -> NodeId {
    NodeId(n)
}

#[test]
fn dragging_a_node_selects_and_moves_it() {
    let mut bench = Bench::new();
    let intents = bench.drag((0.0, 100.0), (40.0, 160.0), Held::default());
    let by = Point { x: 40.0, y: 60.0 };
    assert_eq!(intents, [Intent::Select(Selection::nodes_of([id(1)])), Intent::Move(vec![id(1)], by)]);
}

#[test]
fn a_drag_snaps_to_the_row_and_shift_lets_go() {
    let mut bench = Bench::new();
    let moved = |intents: Vec<Intent>| match intents.last() {
        Some(Intent::Move(_, by)) => by.y,
        other => panic!("{other:?}"),
    };
    assert_eq!(moved(bench.drag((0.0, 100.0), (40.0, 104.0), Held::default())), 0.0);
    assert_eq!(moved(bench.drag((0.0, 100.0), (40.0, 104.0), Held { shift: true, ..Held::default() })), 4.0);
}

#[test]
fn all_that_is_selected_moves_together() {
    let mut bench = Bench::new();
    bench.selection = Selection::nodes_of([id(1), id(2)]);
    let intents = bench.drag((300.0, 100.0), (300.0, 220.0), Held::default());
    assert_eq!(intents, [Intent::Move(vec![id(1), id(2)], Point { x: 0.0, y: 120.0 })]);
}

#[test]
fn a_box_selects_what_it_touches() {
    let mut bench = Bench::new();
    bench.drag((-90.0, 20.0), (320.0, 200.0), Held::default());
    assert_eq!(bench.selection.nodes(), [id(1), id(2)]);
    let intents = bench.drag((100.0, 400.0), (100.0, 400.0), Held::default());
    assert_eq!(intents, [Intent::Select(Selection::none())]);
}

#[test]
fn a_handle_draws_a_link() {
    let mut bench = Bench::new();
    let edge = bench.scene.nodes[0].rect;
    let intents = bench.drag((edge.x + edge.w, 100.0), (300.0, 100.0), Held::default());
    assert_eq!(intents, [Intent::Link(LayerKind::EthDix, id(1), id(2))]);
    let intents = bench.drag((edge.x + edge.w, 100.0), (150.0, 400.0), Held::default());
    assert_eq!(intents, [Intent::Place(Point { x: 150.0, y: 400.0 }, Some((LayerKind::EthDix, id(1))))]);
}

#[test]
fn the_link_tool_draws_from_anywhere_on_a_node() {
    let mut bench = Bench::new();
    bench.tool = Tool::Link(LayerKind::Udp4);
    let intents = bench.drag((10.0, 100.0), (600.0, 100.0), Held::default());
    assert_eq!(intents, [Intent::Link(LayerKind::Udp4, id(1), id(3))]);
    assert_eq!(bench.drag((10.0, 100.0), (12.0, 101.0), Held::default()), []);
}

#[test]
fn the_node_tool_places_where_it_clicks() {
    let mut bench = Bench::new();
    bench.tool = Tool::Node;
    let intents = bench.drag((150.0, 400.0), (150.0, 400.0), Held::default());
    assert_eq!(intents, [Intent::Place(Point { x: 150.0, y: 400.0 }, None)]);
}

#[test]
fn reading_only_looks_and_selects() {
    let mut bench = Bench::new();
    bench.read_only = true;
    let intents = bench.drag((0.0, 100.0), (40.0, 160.0), Held::default());
    assert!(intents.iter().all(|intent| matches!(intent, Intent::Select(_) | Intent::View(_))), "{intents:?}");
    assert_eq!(bench.drag((150.0, 400.0), (150.0, 400.0), Held::default()).len(), 1);
}

#[test]
fn escape_forgets_the_drag() {
    let mut bench = Bench::new();
    let view = Viewport::default();
    let selection = Selection::none();
    let around =
        Around { scene: &bench.scene, view, selection: &selection, tool: Tool::Select, read_only: false, grid: 0.0 };
    bench.pointer.down(&around, Point { x: 0.0, y: 100.0 }, Held::default());
    bench.pointer.moved(&around, Point { x: 50.0, y: 100.0 }, Held::default());
    assert!(bench.pointer.is_busy());
    bench.pointer.cancel();
    assert_eq!(bench.pointer.up(&around, Point { x: 50.0, y: 100.0 }), None);
}

#[test]
fn a_lasso_takes_the_nodes_whose_middles_it_goes_around() {
    let mut bench = Bench::new();
    bench.tool = Tool::Lasso;
    let view = Viewport { w: 1_000.0, h: 800.0, ..Viewport::default() };
    let mut selection = Selection::none();
    for (nth, (x, y)) in [(200.0, 40.0), (700.0, 40.0), (700.0, 200.0), (200.0, 200.0)].into_iter().enumerate() {
        let around =
            Around { scene: &bench.scene, view, selection: &selection, tool: bench.tool, read_only: false, grid: 0.0 };
        let at = Point { x, y };
        let intent = match nth {
            0 => bench.pointer.down(&around, at, Held::default()),
            _ => bench.pointer.moved(&around, at, Held::default()),
        };
        if let Some(Intent::Select(chosen)) = intent {
            selection = chosen;
        }
    }
    let ids: Vec<NodeId> = bench.scene.nodes.iter().map(|node| node.id).collect();
    assert_eq!(selection, Selection::nodes_of([ids[1], ids[2]]));
}

#[test]
fn what_is_locked_is_not_dragged() {
    let mut bench = Bench::new();
    bench.scene.nodes[0].locked = true;
    let intents = bench.drag((0.0, 100.0), (80.0, 160.0), Held::default());
    assert!(!intents.iter().any(|intent| matches!(intent, Intent::Move(..))), "{intents:?}");
    // With others it stays, and they go.
    let ids: Vec<NodeId> = bench.scene.nodes.iter().map(|node| node.id).collect();
    bench.selection = Selection::nodes_of(ids.clone());
    let intents = bench.drag((300.0, 100.0), (380.0, 160.0), Held::default());
    assert!(matches!(&intents[..], [.., Intent::Move(moved, _)] if *moved == ids[1..]), "{intents:?}");
}
