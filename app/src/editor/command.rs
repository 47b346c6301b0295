//! Commands, from keys, buttons and menus.

use super::{
    clipboard, save,
    work::{Below, View, Work},
};
use editor::{
    Selection,
    align::Align,
    folding,
    gesture::Tool,
    keys::{self, Command},
};
use leptos::prelude::*;
use model::{Edit, LayerKind, NodeId, Place, Point, Severity};
use wasm_bindgen::JsCast;

/// How far an arrow key moves; with Shift it would be the browser's.
const NUDGE: f64 = 10.0;
/// One press nearer.
const ZOOM: f64 = 1.25;

/// A key was pressed anywhere on the page.
pub(super) fn on_key(work: Work, event: &web_sys::KeyboardEvent) {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let in_dialog = target.as_ref().is_some_and(|target| target.closest("dialog, .menu").ok().flatten().is_some());
    let Some(command) = keys::command(&event.key(), event.ctrl_key() || event.meta_key(), event.shift_key()) else {
        return;
    };
    if in_dialog || event.alt_key() || !is_meant(command, target.as_ref()) {
        return;
    }
    if run(work, command) {
        event.prevent_default();
    }
}

/// In a field only what no field needs; on a button not what presses it; Tab only in the map.
fn is_meant(command: Command, target: Option<&web_sys::Element>) -> bool {
    let tag = target.map(web_sys::Element::tag_name).unwrap_or_default();
    let within = |selector: &str| target.is_some_and(|target| target.closest(selector).ok().flatten().is_some());
    let in_map = within(".map");
    match command {
        Command::Save | Command::Run => true,
        Command::Copy | Command::Cut | Command::Paste => false,
        _ if matches!(tag.as_str(), "INPUT" | "TEXTAREA" | "SELECT") => false,
        Command::NextNode | Command::PreviousNode => in_map,
        Command::NudgeLeft | Command::NudgeRight | Command::NudgeUp | Command::NudgeDown => in_map || tag == "BODY",
        Command::Inspect => in_map || tag == "BODY",
        _ => true,
    }
}

/// Does a command; false where there was nothing to do, so that the key keeps its own meaning.
pub(super) fn run(work: Work, command: Command) -> bool {
    match command {
        Command::SelectTool => work.tool.set(Tool::Select),
        Command::NodeTool => work.tool.set(Tool::Node),
        Command::LinkTool => work.tool.set(Tool::Link(LayerKind::EthDix)),
        Command::LayerOver => work.draw_layer(LayerKind::Unicast),
        Command::Delete => clipboard::delete(work),
        Command::SelectAll => work.selection.set(work.peek(|session| Selection::all(session.draft()))),
        Command::Copy | Command::Cut | Command::Paste => return false,
        Command::Duplicate => clipboard::duplicate(work),
        Command::PlaceIpcp => super::ipcp::open(work, None, None),
        Command::Fold => fold(work),
        Command::UnfoldAll => unfold_all(work),
        Command::MapView => work.views.choose(false, View::Map),
        Command::LayerView => work.views.choose(false, View::Layer),
        Command::StackView => work.views.choose(false, View::Stack),
        Command::SplitView => work.views.split(),
        Command::Undo => work.undo(),
        Command::Redo => work.redo(),
        Command::NudgeLeft => return nudge(work, -NUDGE, 0.0),
        Command::NudgeRight => return nudge(work, NUDGE, 0.0),
        Command::NudgeUp => return nudge(work, 0.0, -NUDGE),
        Command::NudgeDown => return nudge(work, 0.0, NUDGE),
        Command::NextNode => return go_to(work, 1),
        Command::PreviousNode => return go_to(work, -1),
        Command::Inspect => work.inspect.update(|n| *n += 1),
        Command::ZoomIn => work.map_view.update(|view| *view = view.zoomed_in_middle(ZOOM)),
        Command::ZoomOut => work.map_view.update(|view| *view = view.zoomed_in_middle(1.0 / ZOOM)),
        Command::Fit => fit(work, None),
        Command::FitSelection => fit(work, Some(())),
        Command::Find => work.open.find.set(true),
        Command::Run => start(work),
        Command::Save => {
            work.commit();
            save::now(work);
        }
        Command::Cancel => cancel(work),
        Command::Help => work.open.help.set(true),
    }
    true
}

/// What cannot be planned cannot run: then the findings are shown instead.
fn start(work: Work) {
    let is_faulty =
        work.findings.with_untracked(|findings| findings.iter().any(|finding| finding.severity == Severity::Error));
    if is_faulty || work.peek(|session| session.draft().nodes().len() == 0) {
        work.below.set(Below::Findings);
        work.panel_open.set(true);
    } else {
        work.open.run.set(true);
    }
}

fn cancel(work: Work) {
    if work.write(true, editor::Session::bail) == Some(true) {
        return;
    }
    if work.tool.get_untracked() == Tool::Select {
        work.selection.set(Selection::none());
    } else {
        work.tool.set(Tool::Select);
    }
}

fn nudge(work: Work, x: f64, y: f64) -> bool {
    let nodes = work.selection.with_untracked(Selection::nodes);
    if nodes.is_empty() {
        return false;
    }
    // Held down, an arrow key is one step of undo; letting go of the key ends it.
    work.write(false, |session| {
        if !session.in_gesture() {
            session.begin(label(&nodes));
        }
    });
    work.move_by(&nodes, Point { x, y });
    true
}

fn label(nodes: &[NodeId]) -> String {
    format!("Move {}", crate::words::plural(nodes.len(), "node"))
}

/// The node after (or before) the one selected gets the focus; at either end the key leaves the map.
fn go_to(work: Work, by: isize) -> bool {
    let scene = work.scene.get_untracked();
    let here = work.selection.with_untracked(|selection| match selection.single() {
        Some(Place::Node(id) | Place::Member(id, _)) => scene.node_idx(id),
        _ => None,
    });
    let next = match here {
        Some(idx) => idx.checked_add_signed(by),
        None if by > 0 => Some(0),
        None => scene.nodes.len().checked_sub(1),
    };
    let Some(node) = next.and_then(|idx| scene.nodes.get(idx)) else { return false };
    let button = document().query_selector(&format!(".map-outline [data-node][data-id=\"{}\"]", node.id.0)).ok();
    let Some(button) = button.flatten().and_then(|button| button.dyn_into::<web_sys::HtmlElement>().ok()) else {
        return false;
    };
    button.focus().is_ok()
}

pub(super) fn fit(work: Work, selection: Option<()>) {
    let scene = work.scene.get_untracked();
    let selected = selection.and_then(|()| {
        let places: Vec<Place> = work.selection.with_untracked(|selection| selection.places().collect());
        editor::Rect::union(places.into_iter().filter_map(|place| scene.rect_of(place)))
    });
    if let Some(bounds) = selected.or(scene.bounds) {
        work.map_view.update(|view| *view = view.fitted(bounds));
    }
}

/// Folds what is selected, or unfolds it.
pub(super) fn fold(work: Work) {
    let edit =
        work.peek(|session| work.selection.with_untracked(|selection| folding::toggle(session.draft(), selection)));
    match edit {
        Some(edit) => drop(work.edit(&edit)),
        None => work.toasts.warn("Select a layer, or two nodes or more, to fold them."),
    }
}

pub(super) fn unfold_all(work: Work) {
    if let Some(edit) = work.peek(|session| folding::unfold_all(session.draft())) {
        work.edit(&edit);
    }
}

/// Lines the selected nodes up.
pub(super) fn align(work: Work, align: Align) {
    let nodes = work.selection.with_untracked(Selection::nodes);
    let moves = work.peek(|session| {
        let places: Vec<(NodeId, Point)> = nodes.iter().map(|id| (*id, session.place_of(*id))).collect();
        align.apply(&places)
    });
    work.edit(&Edit::Batch(align.label().into(), vec![Edit::Move(moves)]));
}
