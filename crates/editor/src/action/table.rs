//! The table of actions.

use super::{
    Action,
    Command::{self, *},
    Need::{self, Done, Drawn, Foldable, Key, Node, Nodes, Nothing, Selected, Sound},
};
use crate::{align, layout::Kind};
use model::LayerKind;

const fn row(command: Command, name: &'static str, keys: &'static str, need: Need) -> Action {
    Action { command, name, keys, need }
}

const DRAW: &[Action] = &[
    row(SelectTool, "Select and move", "V", Nothing),
    row(NodeTool, "Place nodes by pointer", "N", Nothing),
    row(PlaceNode, "Place a node", "Shift+N", Nothing),
    row(LinkTool, "Link nodes by pointer: drag from one to the other", "L", Nothing),
    row(LinkSelected, "Link the selected nodes", "Shift+L", Nodes),
    row(LinkMany, "Link many nodes by name…", "K", Drawn),
    row(Layer(LayerKind::Unicast), "Draw a unicast layer over the selection", "U", Drawn),
    row(Layer(LayerKind::Broadcast), "Draw a broadcast layer over the selection", "", Drawn),
    row(Layer(LayerKind::EthDix), "Draw an eth-dix layer over the selection: Ethernet, DIX frames", "", Drawn),
    row(Layer(LayerKind::EthLlc), "Draw an eth-llc layer over the selection: Ethernet, LLC frames", "", Drawn),
    row(Layer(LayerKind::Udp4), "Draw a udp4 layer over the selection: UDP over IPv4", "", Drawn),
    row(Layer(LayerKind::Udp6), "Draw a udp6 layer over the selection: UDP over IPv6", "", Drawn),
    row(Layer(LayerKind::Local), "Draw a local layer over the selection: one machine's memory", "", Drawn),
    row(PlaceIpcp, "Place an IPCP on a node, and say what it stands on…", "I", Drawn),
    row(AddService, "Add a name that programs on the selected nodes serve", "Shift+S", Nothing),
    row(DrawNetwork, "Draw a network…", "", Nothing),
    row(WriteNote, "Write a note on the map", "T", Nothing),
];

const EDIT: &[Action] = &[
    row(Inspect, "Edit the selection's fields", "Enter", Nothing),
    row(Delete, "Delete the selection", "Del Backspace", Selected),
    row(Command::Undo, "Undo", "Ctrl+Z", Need::Undo),
    row(Command::Redo, "Redo", "Ctrl+Shift+Z Ctrl+Y", Need::Redo),
    row(Repeat, "Repeat the last action", ".", Done),
    row(Copy, "Copy", "Ctrl+C", Key),
    row(Cut, "Cut", "Ctrl+X", Key),
    row(Paste, "Paste", "Ctrl+V", Key),
    row(Duplicate, "Duplicate", "Ctrl+D", Node),
    row(Group, "Group the selected nodes in a frame, or take the frame away", "Ctrl+G", Node),
    row(Fold, "Fold the selected nodes or layer, or unfold them", "G", Foldable),
    row(UnfoldAll, "Unfold everything", "Shift+G", Need::Folded),
    row(Lock, "Lock the selected nodes where they are, or let them go", "P", Node),
    row(Title, "Rename the experiment", "", Nothing),
    row(Save, "Save now", "Ctrl+S", Nothing),
];

const SELECT: &[Action] = &[
    row(SelectAll, "Select all", "Ctrl+A", Drawn),
    row(Invert, "Select what is not selected", "Ctrl+I", Drawn),
    row(SelectMembers, "Select the nodes of the selected layer", "Shift+M", Need::Layer),
    row(LassoTool, "Select by a lasso", "Q", Drawn),
    row(Find, "Find and select by name, kind, finding or expression", "/", Nothing),
    row(NextNode, "Next node", "Tab", Drawn),
    row(PreviousNode, "Previous node", "Shift+Tab", Drawn),
    row(Cancel, "Cancel, or select nothing", "Esc", Nothing),
];

const ARRANGE: &[Action] = &[
    row(NudgeLeft, "Move left", "←", Node),
    row(NudgeRight, "Move right", "→", Node),
    row(NudgeUp, "Move up", "↑", Node),
    row(NudgeDown, "Move down", "↓", Node),
    row(Snap, "Snap to the grid, or not", "#", Nothing),
    row(Align(align::Align::Row), "Align in a row", "", Nodes),
    row(Align(align::Align::Column), "Align in a column", "", Nodes),
    row(Align(align::Align::Across), "Distribute across", "", Nodes),
    row(Align(align::Align::Down), "Distribute down", "", Nodes),
    row(Arrange(Kind::Auto), "Best fit", "Shift+A", Drawn),
    row(Arrange(Kind::Force), "Spread out", "", Drawn),
    row(Arrange(Kind::Tree), "Tree", "", Drawn),
    row(Arrange(Kind::Layered), "Rows", "", Drawn),
    row(Arrange(Kind::Levels), "Rows by recursion level", "", Drawn),
    row(Arrange(Kind::Circle), "Circle", "", Drawn),
    row(Arrange(Kind::Grid), "Grid", "", Drawn),
    row(Arrange(Kind::Keep), "Keep what is placed", "", Drawn),
];

const LOOK: &[Action] = &[
    row(ZoomIn, "Zoom in", "+ =", Nothing),
    row(ZoomOut, "Zoom out", "-", Nothing),
    row(Fit, "Show everything", "0", Drawn),
    row(FitSelection, "Show the selection", "F", Selected),
    row(MapView, "Map", "1", Nothing),
    row(LayerView, "Layer", "2", Nothing),
    row(StackView, "Stack", "3", Nothing),
    row(SplitView, "Two views side by side, or one", "B", Nothing),
    row(Findings, "Findings", "4", Nothing),
    row(Plan, "Plan", "5", Nothing),
    row(History, "History", "6", Nothing),
];

const DO: &[Action] = &[
    row(Run, "Run it on a testbed", "Ctrl+Enter", Sound),
    row(Picture, "Export a picture…", "", Drawn),
    row(Palette, "Command palette", "Ctrl+K", Nothing),
    row(Help, "Keys", "?", Nothing),
];

/// Every action under its heading, in the order people read them.
pub const GROUPS: &[(&str, &[Action])] =
    &[("Draw", DRAW), ("Edit", EDIT), ("Select", SELECT), ("Arrange", ARRANGE), ("Look", LOOK), ("Do", DO)];
