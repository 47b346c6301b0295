//! Actions: all that can be done in the editor, each with its name, keys, and what it needs. Keys, menus, tooltips, the
//! command palette and the list of keys read one table.

mod key;
mod need;
mod table;

pub use key::{is_pressed, named};
pub use need::{Need, Now};
pub use table::GROUPS;

use crate::{align::Align, layout};
use messages::Id;
use model::LayerKind;

/// What an action does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each variant is explained by its name in GROUPS")]
pub enum Command {
    SelectTool,
    NodeTool,
    LinkTool,
    LassoTool,
    PlaceNode,
    LinkSelected,
    LinkMany,
    Layer(LayerKind),
    PlaceIpcp,
    AddService,
    DrawNetwork,
    WriteNote,
    Inspect,
    Delete,
    Undo,
    Redo,
    Repeat,
    Copy,
    Cut,
    Paste,
    Duplicate,
    Group,
    Lock,
    Fold,
    UnfoldAll,
    Save,
    Title,
    SelectAll,
    Invert,
    SelectMembers,
    Find,
    NextNode,
    PreviousNode,
    Cancel,
    NudgeLeft,
    NudgeRight,
    NudgeUp,
    NudgeDown,
    Snap,
    Align(Align),
    Arrange(layout::Kind),
    MapView,
    LayerView,
    StackView,
    SplitView,
    ZoomIn,
    ZoomOut,
    Fit,
    FitSelection,
    Findings,
    Plan,
    History,
    Run,
    Picture,
    Palette,
    Help,
}

/// Something that can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Action {
    /// What it does.
    pub command: Command,
    /// Its name, as menus and the palette say it.
    pub name: Id,
    /// Its keys as English names them, the first one shown: `Ctrl+Shift+Z Ctrl+Y`. Empty for none.
    pub keys: &'static str,
    /// What must be there for it.
    pub need: Need,
}

impl Action {
    /// The key to show, as [`named`] names it.
    pub fn key(&self) -> &'static str {
        self.keys.split(' ').next().unwrap_or_default()
    }

    /// Its name with its key, as tooltips say it.
    pub fn tip(&self) -> String {
        with_key(self.name.text(), self.key())
    }
}

impl Command {
    /// Doing it once more, to what is selected then, makes sense.
    pub fn is_repeatable(self) -> bool {
        matches!(
            self,
            Self::PlaceNode
                | Self::LinkSelected
                | Self::Layer(_)
                | Self::AddService
                | Self::Delete
                | Self::Duplicate
                | Self::Group
                | Self::Lock
                | Self::Fold
                | Self::Align(_)
                | Self::Arrange(_)
                | Self::NudgeLeft
                | Self::NudgeRight
                | Self::NudgeUp
                | Self::NudgeDown
        )
    }
}

/// Every action, group by group.
pub fn all() -> impl Iterator<Item = &'static Action> {
    GROUPS.iter().flat_map(|(_, actions)| actions.iter())
}

/// The action that does `command`; every command has one.
pub fn of(command: Command) -> &'static Action {
    let found = all().find(|action| action.command == command);
    found.unwrap_or(&GROUPS[0].1[0])
}

/// The key to show beside a command, named; empty for none.
pub fn key(command: Command) -> String {
    named(of(command).key())
}

/// A command's name with its key.
pub fn tip(command: Command) -> String {
    of(command).tip()
}

/// Words with a key, as the table has it, after them, where there is one.
pub fn with_key(words: &str, key: &str) -> String {
    if key.is_empty() { words.to_owned() } else { format!("{words} ({})", named(key)) }
}

/// What a key does, if anything. `key` as a browser names it.
pub fn command(key: &str, ctrl: bool, shift: bool) -> Option<Command> {
    let fits = |action: &&Action| action.keys.split(' ').any(|keys| is_pressed(keys, key, ctrl, shift));
    all().find(fits).map(|action| action.command)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn keys_mean_what_people_expect() {
        assert_eq!(command("z", true, false), Some(Command::Undo));
        assert_eq!(command("Z", true, true), Some(Command::Redo));
        assert_eq!(command("y", true, false), Some(Command::Redo));
        assert_eq!(command("N", false, false), Some(Command::NodeTool));
        assert_eq!(command("N", false, true), Some(Command::PlaceNode));
        assert_eq!(command("?", false, true), Some(Command::Help));
        assert_eq!(command("k", true, false), Some(Command::Palette));
        assert_eq!(command("Backspace", false, false), Some(Command::Delete));
        assert_eq!(command("n", true, false), None);
        assert_eq!(command(" ", false, false), None);
    }

    #[test]
    fn every_action_has_a_name_of_its_own_and_every_key_one_meaning() {
        let mut names = BTreeSet::new();
        let mut keys = BTreeSet::new();
        for action in all() {
            assert!(!action.name.text().is_empty() && names.insert(action.name), "{action:?}");
            assert_eq!(of(action.command), action, "one action a command");
            for key in action.keys.split(' ').filter(|key| !key.is_empty()) {
                assert!(keys.insert(key), "{key} means two things");
            }
        }
    }

    #[test]
    fn every_layer_layout_and_alignment_is_an_action() {
        let has = |command: Command| all().any(|action| action.command == command);
        assert!(LayerKind::ALL.into_iter().all(|kind| has(Command::Layer(kind))));
        assert!(layout::Kind::ALL.into_iter().all(|kind| has(Command::Arrange(kind))));
        assert!(Align::ALL.into_iter().all(|align| has(Command::Align(align))));
    }

    #[test]
    fn tips_name_the_key() {
        assert_eq!(tip(Command::Undo), "Undo (Ctrl+Z)");
        assert_eq!(tip(Command::DrawNetwork), "Draw a network…");
        let german =
            messages::speak(messages::Language::German, || [Command::Redo, Command::Delete, Command::Run].map(key));
        assert_eq!(german, ["Strg+Umschalt+Z", "Entf", "Strg+Eingabe"]);
        for action in all() {
            assert_eq!(named(action.key()), action.key(), "English names keys as the table does");
        }
    }
}
