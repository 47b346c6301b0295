//! Actions done: from keys, buttons, menus and the command palette.

use super::{arrange, clipboard, panel::Below, save, selecting, views::View, work::Work};
use crate::once::See;
use crate::ui::{Glyph, Item};
use editor::{
    Selection, Session,
    action::{self, Command, Need, Now},
    align::Align,
    folding,
    gesture::Tool,
};
use leptos::prelude::*;
use messages::say;
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
    // Out of the fields the way leads back to the map.
    if event.key() == "Escape"
        && target.as_ref().is_some_and(|target| target.closest(".inspector").ok().flatten().is_some())
    {
        return focus(".map");
    }
    let Some(command) = action::command(&event.key(), event.ctrl_key() || event.meta_key(), event.shift_key()) else {
        return;
    };
    if in_dialog || event.alt_key() || !is_meant(command, target.as_ref()) {
        return;
    }
    if run(work, command) {
        event.prevent_default();
    }
}

/// In a field only what no field needs; on a button not what presses it; Tab only in the map. The palette listens itself.
fn is_meant(command: Command, target: Option<&web_sys::Element>) -> bool {
    let tag = target.map(web_sys::Element::tag_name).unwrap_or_default();
    let within = |selector: &str| target.is_some_and(|target| target.closest(selector).ok().flatten().is_some());
    let in_map = within(".map");
    match command {
        Command::Save | Command::Run => true,
        Command::Copy | Command::Cut | Command::Paste | Command::Palette => false,
        _ if matches!(tag.as_str(), "INPUT" | "TEXTAREA" | "SELECT") => false,
        Command::NextNode | Command::PreviousNode => in_map,
        Command::NudgeLeft | Command::NudgeRight | Command::NudgeUp | Command::NudgeDown => in_map || tag == "BODY",
        Command::Inspect => in_map || tag == "BODY",
        _ => true,
    }
}

/// What there is, as far as actions need to know; tracked.
fn now(work: Work) -> Now {
    let (n_selected, n_selected_nodes, has_layer) =
        work.selection.see(|selection| (selection.len(), selection.nodes().len(), !selection.lit_layers().is_empty()));
    work.read(|session| {
        let draft = session.draft();
        Now {
            n_nodes: draft.nodes().len(),
            n_selected,
            n_selected_nodes,
            has_layer,
            has_folded: folding::unfold_all(draft).is_some(),
            can_undo: session.undo_label().is_some(),
            can_redo: session.redo_label().is_some(),
            can_repeat: work.last.get().is_some(),
            has_errors: work
                .findings
                .see(|findings| findings.iter().any(|finding| finding.severity == Severity::Error)),
        }
    })
}

/// Why a command is not possible now; tracked.
pub(super) fn lacks(work: Work, command: Command) -> Option<&'static str> {
    action::of(command).need.lacks(&now(work))
}

/// A command as menus and the palette offer it; tracked.
pub(super) fn item(work: Work, command: Command, glyph: Glyph) -> Item {
    let lacks = lacks(work, command).unwrap_or_default();
    Item { lacks, ..offered(work, command, glyph) }
}

fn offered(work: Work, command: Command, glyph: Glyph) -> Item {
    let action = action::of(command);
    Item::new(action.name.text(), glyph, move || press(work, command)).key(action.key())
}

/// All actions, each with the text it is found by; those that are possible first.
pub(super) fn items(work: Work) -> Vec<(String, Item)> {
    let now = untrack(|| now(work));
    let mut possible = Vec::new();
    let mut others = Vec::new();
    for (group, action) in
        action::GROUPS.iter().flat_map(|(group, actions)| actions.iter().map(move |action| (*group, action)))
    {
        let lacks = action.need.lacks(&now).unwrap_or_default();
        let item = Item { lacks, group: group.text(), glyph: None, ..offered(work, action.command, Glyph::Right) };
        let list = if lacks.is_empty() { &mut possible } else { &mut others };
        list.push((format!("{} {}", group.text(), action.name.text()), item));
    }
    possible.append(&mut others);
    possible
}

/// Does a command, as a button that was pressed.
pub(super) fn press(work: Work, command: Command) {
    run(work, command);
}

/// Does a command; false where there was nothing to do, so that the key keeps its own meaning.
pub(super) fn run(work: Work, command: Command) -> bool {
    if let Some(why) = untrack(|| lacks(work, command)) {
        return lacking(work, command, why);
    }
    if command.is_repeatable() {
        work.last.set(Some(command));
    }
    draw(work, command) || edit(work, command) || select(work, command) || look(work, command)
}

/// What is not possible says why. Keys that mean something to the browser keep that meaning.
fn lacking(work: Work, command: Command, why: &'static str) -> bool {
    match (action::of(command).need, command) {
        (Need::Key, _) | (Need::Drawn, Command::NextNode | Command::PreviousNode) => return false,
        (_, Command::NudgeLeft | Command::NudgeRight | Command::NudgeUp | Command::NudgeDown) => return false,
        (Need::Sound, _) => {
            work.below.set(Below::Findings);
            work.panel_open.set(true);
        }
        (Need::Undo | Need::Redo | Need::Selected, _) => {}
        _ => work.toasts.warn(format!("{}.", crate::words::sentence(why).trim_end_matches('.'))),
    }
    work.said.set(why.to_owned());
    true
}

fn draw(work: Work, command: Command) -> bool {
    match command {
        Command::SelectTool => work.tool.set(Tool::Select),
        Command::NodeTool => work.tool.set(Tool::Node),
        Command::LinkTool => work.tool.set(Tool::Link(LayerKind::EthDix)),
        Command::LassoTool => work.tool.set(Tool::Lasso),
        Command::PlaceNode => selecting::place_node(work),
        Command::LinkSelected => selecting::link_selected(work),
        Command::LinkMany => work.open.links.set(true),
        Command::Layer(kind) => work.draw_layer(kind),
        Command::PlaceIpcp => super::ipcp::open(work, None, None),
        Command::AddService => {
            let (nodes, layers) = work.selection.see_untracked(|selection| (selection.nodes(), selection.layers()));
            work.make(&Edit::AddService { name: None, nodes, layers });
        }
        Command::DrawNetwork => work.open.network.set(true),
        Command::WriteNote => write_note(work),
        _ => return false,
    }
    true
}

fn edit(work: Work, command: Command) -> bool {
    match command {
        Command::Inspect => work.inspect.update(|n| *n += 1),
        Command::Delete => clipboard::delete(work),
        Command::Undo => work.undo(),
        Command::Redo => work.redo(),
        Command::Repeat => {
            if let Some(last) = work.last.get_untracked() {
                return run(work, last);
            }
        }
        Command::Duplicate => clipboard::duplicate(work),
        Command::Group => selecting::group(work),
        Command::Lock => selecting::lock(work),
        Command::Fold => fold(work),
        Command::UnfoldAll => unfold_all(work),
        Command::Title => focus(".title-field"),
        Command::Save => {
            work.commit();
            save::now(work);
        }
        Command::NudgeLeft => nudge(work, -1.0, 0.0),
        Command::NudgeRight => nudge(work, 1.0, 0.0),
        Command::NudgeUp => nudge(work, 0.0, -1.0),
        Command::NudgeDown => nudge(work, 0.0, 1.0),
        Command::Align(way) => align(work, way),
        Command::Arrange(kind) => arrange::arrange(work, kind),
        Command::Run => work.open.run.set(true),
        Command::Picture => work.open.picture.set(true),
        _ => return false,
    }
    true
}

fn select(work: Work, command: Command) -> bool {
    match command {
        Command::SelectAll => work.selection.set(work.peek(|session| Selection::all(session.draft()))),
        Command::Invert => selecting::invert(work),
        Command::SelectMembers => selecting::members(work),
        Command::Find => work.open.find.set(true),
        Command::NextNode => return go_to(work, 1),
        Command::PreviousNode => return go_to(work, -1),
        Command::Cancel => cancel(work),
        _ => return false,
    }
    true
}

fn look(work: Work, command: Command) -> bool {
    let below = |below: Below| {
        work.below.set(below);
        work.panel_open.set(true);
        // The tab is chosen a frame later.
        request_animation_frame(|| focus(".below [role=\"tab\"][aria-selected=\"true\"]"));
    };
    match command {
        Command::Snap => {
            work.snaps.update(|snaps| *snaps = !*snaps);
            let words = if work.snaps.get_untracked() { say!("nodes-snap-grid") } else { say!("nodes-go-anywhere") };
            work.toasts.say(words);
        }
        Command::MapView => work.views.choose(false, View::Map),
        Command::LayerView => work.views.choose(false, View::Layer),
        Command::StackView => work.views.choose(false, View::Stack),
        Command::SplitView => work.views.split(),
        Command::ZoomIn => work.map_view.update(|view| *view = view.zoomed_in_middle(ZOOM)),
        Command::ZoomOut => work.map_view.update(|view| *view = view.zoomed_in_middle(1.0 / ZOOM)),
        Command::Fit => fit(work, None),
        Command::FitSelection => fit(work, Some(())),
        Command::Findings => below(Below::Findings),
        Command::Plan => below(Below::Plan),
        Command::History => below(Below::History),
        Command::Palette => work.palette.open.set(true),
        Command::Help => work.open.help.set(true),
        _ => return false,
    }
    true
}

/// Puts the focus on the first thing a selector finds.
pub(super) fn focus(selector: &str) {
    let found = document().query_selector(selector).ok().flatten();
    if let Some(found) = found.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = found.focus();
    }
}

fn cancel(work: Work) {
    if arrange::give_up(work) || work.write(true, Session::bail) == Some(true) {
        return;
    }
    if work.tool.get_untracked() == Tool::Select {
        work.selection.set(Selection::none());
    } else {
        work.tool.set(Tool::Select);
    }
}

fn nudge(work: Work, x: f64, y: f64) {
    let nodes = work.selection.see_untracked(Selection::nodes);
    // Held down, an arrow key is one step of undo; letting go of the key ends it.
    work.write(false, |session| {
        if !session.in_gesture() {
            session.begin(say!("move-n-nodes", n = nodes.len()));
        }
    });
    let step = if work.snaps.get_untracked() { super::work::GRID } else { NUDGE };
    work.move_by(&nodes, Point { x: x * step, y: y * step });
}

/// The node after (or before) the one selected gets the focus; at either end the key leaves the map.
fn go_to(work: Work, by: isize) -> bool {
    let scene = work.scene.get_untracked();
    let active = document().active_element().and_then(|active| active.get_attribute("data-id"));
    let focused = active.and_then(|id| id.parse().ok()).map(NodeId);
    let selected = work.selection.see_untracked(|selection| match selection.single() {
        Some(Place::Node(id) | Place::Member(id, _)) => Some(id),
        _ => None,
    });
    let here = focused.or(selected).and_then(|id| scene.node_idx(id));
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
        let places: Vec<Place> = work.selection.see_untracked(|selection| selection.places().collect());
        editor::Rect::union(places.into_iter().filter_map(|place| scene.rect_of(place)))
    });
    if let Some(bounds) = selected.or(scene.bounds) {
        work.map_view.update(|view| *view = view.fitted(bounds));
    }
}

/// A new note in the middle of what is seen.
fn write_note(work: Work) {
    work.views.choose(false, View::Map);
    let middle = work.map_view.see_untracked(|view| view.seen().centre());
    work.open.note.set(Some(Point { x: middle.x.round(), y: middle.y.round() }));
}

/// Folds what is selected, or unfolds it.
pub(super) fn fold(work: Work) {
    let edit =
        work.peek(|session| work.selection.see_untracked(|selection| folding::toggle(session.draft(), selection)));
    match edit {
        Some(edit) => drop(work.edit(&edit)),
        None => work.toasts.warn(say!("select-layer-two-nodes")),
    }
}

pub(super) fn unfold_all(work: Work) {
    if let Some(edit) = work.peek(|session| folding::unfold_all(session.draft())) {
        work.edit(&edit);
    }
}

/// Lines the selected nodes up.
fn align(work: Work, align: Align) {
    let nodes = work.selection.see_untracked(Selection::nodes);
    let moves = work.peek(|session| {
        let places: Vec<(NodeId, Point)> = nodes.iter().map(|id| (*id, session.place_of(*id))).collect();
        align.apply(&places)
    });
    work.edit(&Edit::Batch(align.label().into(), vec![Edit::Move(moves)]));
}
