//! Keys: which one does what. The help dialog and the tooltips read the same table.

/// What a key, a button or a menu entry does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each variant is explained by its label in SHORTCUTS")]
pub enum Command {
    SelectTool,
    NodeTool,
    LinkTool,
    LayerOver,
    Delete,
    SelectAll,
    Copy,
    Cut,
    Paste,
    Duplicate,
    PlaceIpcp,
    Fold,
    UnfoldAll,
    MapView,
    LayerView,
    StackView,
    SplitView,
    Undo,
    Redo,
    NudgeLeft,
    NudgeRight,
    NudgeUp,
    NudgeDown,
    NextNode,
    PreviousNode,
    Inspect,
    ZoomIn,
    ZoomOut,
    Fit,
    FitSelection,
    Find,
    Run,
    Save,
    Cancel,
    Help,
}

/// A key and what it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shortcut {
    /// The key as a browser names it, a letter in lower case.
    pub key: &'static str,
    /// With Ctrl (or Command).
    pub ctrl: bool,
    /// With Shift; `None` where it does not matter, as for signs.
    pub shift: Option<bool>,
    /// As people read it.
    pub shown: &'static str,
    /// What it does.
    pub command: Command,
    /// In words.
    pub label: &'static str,
    /// The heading it stands under.
    pub group: &'static str,
}

const fn plain(
    key: &'static str,
    shown: &'static str,
    command: Command,
    label: &'static str,
    group: &'static str,
) -> Shortcut {
    Shortcut { key, ctrl: false, shift: Some(false), shown, command, label, group }
}

const fn ctrl(
    key: &'static str,
    shown: &'static str,
    command: Command,
    label: &'static str,
    group: &'static str,
) -> Shortcut {
    Shortcut { key, ctrl: true, shift: Some(false), shown, command, label, group }
}

const fn sign(key: &'static str, command: Command, label: &'static str, group: &'static str) -> Shortcut {
    Shortcut { key, ctrl: false, shift: None, shown: key, command, label, group }
}

const fn shifted(shortcut: Shortcut) -> Shortcut {
    Shortcut { shift: Some(true), ..shortcut }
}

const DRAW: &str = "Draw";
const EDIT: &str = "Edit";
const LOOK: &str = "Look";

/// Every shortcut, grouped, in the order the help shows them.
pub const SHORTCUTS: &[Shortcut] = &[
    plain("n", "N", Command::NodeTool, "Place nodes", DRAW),
    plain("l", "L", Command::LinkTool, "Link nodes: drag from one to the other", DRAW),
    plain("u", "U", Command::LayerOver, "Draw a unicast layer over the selection", DRAW),
    plain("i", "I", Command::PlaceIpcp, "Place an IPCP on a node", DRAW),
    plain("v", "V", Command::SelectTool, "Select and move", DRAW),
    plain("Escape", "Esc", Command::Cancel, "Cancel, or select nothing", DRAW),
    plain("Enter", "Enter", Command::Inspect, "Edit the selection's fields", EDIT),
    plain("Delete", "Del", Command::Delete, "Delete the selection", EDIT),
    plain("Backspace", "Backspace", Command::Delete, "Delete the selection", EDIT),
    ctrl("z", "Ctrl+Z", Command::Undo, "Undo", EDIT),
    shifted(ctrl("z", "Ctrl+Shift+Z", Command::Redo, "Redo", EDIT)),
    ctrl("y", "Ctrl+Y", Command::Redo, "Redo", EDIT),
    ctrl("a", "Ctrl+A", Command::SelectAll, "Select all", EDIT),
    ctrl("c", "Ctrl+C", Command::Copy, "Copy", EDIT),
    ctrl("x", "Ctrl+X", Command::Cut, "Cut", EDIT),
    ctrl("v", "Ctrl+V", Command::Paste, "Paste", EDIT),
    ctrl("d", "Ctrl+D", Command::Duplicate, "Duplicate", EDIT),
    plain("g", "G", Command::Fold, "Fold the selected nodes or layer, or unfold them", EDIT),
    shifted(plain("g", "Shift+G", Command::UnfoldAll, "Unfold everything", EDIT)),
    ctrl("s", "Ctrl+S", Command::Save, "Save now", EDIT),
    plain("ArrowLeft", "←", Command::NudgeLeft, "Move left", EDIT),
    plain("ArrowRight", "→", Command::NudgeRight, "Move right", EDIT),
    plain("ArrowUp", "↑", Command::NudgeUp, "Move up", EDIT),
    plain("ArrowDown", "↓", Command::NudgeDown, "Move down", EDIT),
    plain("Tab", "Tab", Command::NextNode, "Next node", LOOK),
    shifted(plain("Tab", "Shift+Tab", Command::PreviousNode, "Previous node", LOOK)),
    sign("+", Command::ZoomIn, "Zoom in", LOOK),
    sign("=", Command::ZoomIn, "Zoom in", LOOK),
    sign("-", Command::ZoomOut, "Zoom out", LOOK),
    plain("0", "0", Command::Fit, "Show everything", LOOK),
    plain("f", "F", Command::FitSelection, "Show the selection", LOOK),
    plain("1", "1", Command::MapView, "Map", LOOK),
    plain("2", "2", Command::LayerView, "Layer", LOOK),
    plain("3", "3", Command::StackView, "Stack", LOOK),
    plain("b", "B", Command::SplitView, "Two views side by side, or one", LOOK),
    plain("/", "/", Command::Find, "Find: name, kind, finding, regular expression", LOOK),
    ctrl("Enter", "Ctrl+Enter", Command::Run, "Run", LOOK),
    sign("?", Command::Help, "This list", LOOK),
];

/// What a key does, if anything.
pub fn command(key: &str, ctrl: bool, shift: bool) -> Option<Command> {
    let key = if key.chars().count() == 1 { key.to_lowercase() } else { key.to_owned() };
    let fits = |shortcut: &&Shortcut| {
        shortcut.key == key && shortcut.ctrl == ctrl && shortcut.shift.is_none_or(|wanted| wanted == shift)
    };
    SHORTCUTS.iter().find(fits).map(|shortcut| shortcut.command)
}

/// The key to show beside a command.
pub fn shown(command: Command) -> Option<&'static str> {
    SHORTCUTS.iter().find(|shortcut| shortcut.command == command).map(|shortcut| shortcut.shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_mean_what_people_expect() {
        assert_eq!(command("z", true, false), Some(Command::Undo));
        assert_eq!(command("Z", true, true), Some(Command::Redo));
        assert_eq!(command("N", false, false), Some(Command::NodeTool));
        assert_eq!(command("?", false, true), Some(Command::Help));
        assert_eq!(command("n", true, false), None);
    }

    #[test]
    fn no_key_means_two_things() {
        for (at, a) in SHORTCUTS.iter().enumerate() {
            let twin = SHORTCUTS[at + 1..].iter().find(|b| {
                (a.key, a.ctrl) == (b.key, b.ctrl) && (a.shift == b.shift || a.shift.is_none() || b.shift.is_none())
            });
            assert_eq!(twin, None);
        }
    }
}
