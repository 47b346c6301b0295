//! The table of actions.

use super::{
    Action,
    Command::{self, *},
    Need::{self, Done, Drawn, Foldable, Key, Node, Nodes, Nothing, Selected, Sound},
};
use crate::{align, layout::Kind};
use messages::{Id, id};
use model::LayerKind;

const fn row(command: Command, name: Id, keys: &'static str, need: Need) -> Action {
    Action { command, name, keys, need }
}

const DRAW: &[Action] = &[
    row(SelectTool, id!("select-move"), "V", Nothing),
    row(NodeTool, id!("place-nodes-by-pointer"), "N", Nothing),
    row(PlaceNode, id!("place-node"), "Shift+N", Nothing),
    row(LinkTool, id!("link-nodes-by-pointer"), "L", Nothing),
    row(LinkSelected, id!("link-selected-nodes"), "Shift+L", Nodes),
    row(LinkMany, id!("link-many-nodes-by"), "K", Drawn),
    row(Layer(LayerKind::Unicast), id!("draw-unicast-layer-over-selection"), "U", Drawn),
    row(Layer(LayerKind::Broadcast), id!("draw-broadcast-layer-over"), "", Drawn),
    row(Layer(LayerKind::EthDix), id!("draw-eth-dix-layer"), "", Drawn),
    row(Layer(LayerKind::EthLlc), id!("draw-eth-llc-layer"), "", Drawn),
    row(Layer(LayerKind::Udp4), id!("draw-udp4-layer-over"), "", Drawn),
    row(Layer(LayerKind::Udp6), id!("draw-udp6-layer-over"), "", Drawn),
    row(Layer(LayerKind::Local), id!("draw-local-layer-over"), "", Drawn),
    row(PlaceIpcp, id!("place-ipcp-on-node-say"), "I", Drawn),
    row(AddService, id!("add-name-programs-on"), "Shift+S", Nothing),
    row(DrawNetwork, id!("draw-network-menu"), "", Nothing),
    row(WriteNote, id!("write-note-on-map"), "T", Nothing),
];

const EDIT: &[Action] = &[
    row(Inspect, id!("edit-selections-fields"), "Enter", Nothing),
    row(Delete, id!("delete-selection"), "Del Backspace", Selected),
    row(Command::Undo, id!("undo"), "Ctrl+Z", Need::Undo),
    row(Command::Redo, id!("redo"), "Ctrl+Shift+Z Ctrl+Y", Need::Redo),
    row(Repeat, id!("repeat-last-action"), ".", Done),
    row(Copy, id!("copy"), "Ctrl+C", Key),
    row(Cut, id!("cut-to-clipboard"), "Ctrl+X", Key),
    row(Paste, id!("paste"), "Ctrl+V", Key),
    row(Duplicate, id!("duplicate"), "Ctrl+D", Node),
    row(Group, id!("group-selected-nodes-frame"), "Ctrl+G", Node),
    row(Fold, id!("fold-selected-nodes-layer"), "G", Foldable),
    row(UnfoldAll, id!("unfold-everything"), "Shift+G", Need::Folded),
    row(Lock, id!("lock-selected-nodes-where"), "P", Node),
    row(Title, id!("rename-experiment-2"), "", Nothing),
    row(Save, id!("save-now"), "Ctrl+S", Nothing),
];

const SELECT: &[Action] = &[
    row(SelectAll, id!("select-all"), "Ctrl+A", Drawn),
    row(Invert, id!("select-what-not-selected"), "Ctrl+I", Drawn),
    row(SelectMembers, id!("select-nodes-selected-layer"), "Shift+M", Need::Layer),
    row(LassoTool, id!("select-by-lasso"), "Q", Drawn),
    row(Find, id!("find-select-by-name"), "/", Nothing),
    row(NextNode, id!("next-node"), "Tab", Drawn),
    row(PreviousNode, id!("previous-node"), "Shift+Tab", Drawn),
    row(Cancel, id!("cancel-select-nothing"), "Esc", Nothing),
];

const ARRANGE: &[Action] = &[
    row(NudgeLeft, id!("move-left"), "←", Node),
    row(NudgeRight, id!("move-right"), "→", Node),
    row(NudgeUp, id!("move-up"), "↑", Node),
    row(NudgeDown, id!("move-down"), "↓", Node),
    row(Snap, id!("snap-grid-not"), "#", Nothing),
    row(Align(align::Align::Row), id!("align-row"), "", Nodes),
    row(Align(align::Align::Column), id!("align-column"), "", Nodes),
    row(Align(align::Align::Across), id!("distribute-across"), "", Nodes),
    row(Align(align::Align::Down), id!("distribute-down"), "", Nodes),
    row(Arrange(Kind::Auto), id!("best-fit"), "Shift+A", Drawn),
    row(Arrange(Kind::Force), id!("spread-out"), "", Drawn),
    row(Arrange(Kind::Tree), id!("tree"), "", Drawn),
    row(Arrange(Kind::Layered), id!("rows"), "", Drawn),
    row(Arrange(Kind::Levels), id!("rows-by-recursion-level"), "", Drawn),
    row(Arrange(Kind::Circle), id!("circle"), "", Drawn),
    row(Arrange(Kind::Grid), id!("grid"), "", Drawn),
    row(Arrange(Kind::Keep), id!("keep-what-placed"), "", Drawn),
];

const LOOK: &[Action] = &[
    row(ZoomIn, id!("zoom"), "+ =", Nothing),
    row(ZoomOut, id!("zoom-out"), "-", Nothing),
    row(Fit, id!("show-everything"), "0", Drawn),
    row(FitSelection, id!("show-selection"), "F", Selected),
    row(MapView, id!("map"), "1", Nothing),
    row(LayerView, id!("layer"), "2", Nothing),
    row(StackView, id!("stack"), "3", Nothing),
    row(SplitView, id!("two-views-side-by"), "B", Nothing),
    row(Findings, id!("findings"), "4", Nothing),
    row(Plan, id!("plan"), "5", Nothing),
    row(History, id!("history"), "6", Nothing),
];

const DO: &[Action] = &[
    row(Run, id!("run-on-testbed"), "Ctrl+Enter", Sound),
    row(Picture, id!("export-picture"), "", Drawn),
    row(Palette, id!("command-palette"), "Ctrl+K", Nothing),
    row(Help, id!("keys"), "?", Nothing),
];

/// Every action under its heading, in the order people read them.
pub const GROUPS: &[(Id, &[Action])] = &[
    (id!("draw"), DRAW),
    (id!("group-edit"), EDIT),
    (id!("select"), SELECT),
    (id!("arrange"), ARRANGE),
    (id!("group-look"), LOOK),
    (id!("group-do"), DO),
];
