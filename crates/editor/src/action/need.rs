//! What an action needs, and the words that say why it is not possible now.

use messages::say;

/// What must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Nothing.
    Nothing,
    /// A node that is drawn.
    Drawn,
    /// Something selected.
    Selected,
    /// One selected node, or more.
    Node,
    /// Two selected nodes, or more.
    Nodes,
    /// A selected layer or IPCP.
    Layer,
    /// Something that folds: a layer, or two nodes.
    Foldable,
    /// Something folded.
    Folded,
    /// A step to take back.
    Undo,
    /// A step to take again.
    Redo,
    /// An action done before.
    Done,
    /// No errors.
    Sound,
    /// The key itself: browsers hand out the clipboard for it only.
    Key,
}

/// What there is now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Now {
    /// Nodes drawn.
    pub n_nodes: usize,
    /// Things selected.
    pub n_selected: usize,
    /// Nodes selected.
    pub n_selected_nodes: usize,
    /// A layer or IPCP is selected.
    pub has_layer: bool,
    /// Something is folded.
    pub has_folded: bool,
    /// There is a step to take back.
    pub can_undo: bool,
    /// There is a step to take again.
    pub can_redo: bool,
    /// An action was done that can be done again.
    pub can_repeat: bool,
    /// Something is wrong that must be mended before a run.
    pub has_errors: bool,
}

impl Need {
    /// Why it is not possible now; none where it is.
    pub fn lacks(self, now: &Now) -> Option<&'static str> {
        let (is_met, why) = match self {
            Self::Nothing => (true, ""),
            Self::Drawn => (now.n_nodes > 0, say!("needs-a-node")),
            Self::Selected => (now.n_selected > 0, say!("select-something-first")),
            Self::Node => (now.n_selected_nodes > 0, say!("select-node-first")),
            Self::Nodes => (now.n_selected_nodes > 1, say!("select-two-nodes-more")),
            Self::Layer => (now.has_layer, say!("select-layer-ipcp-first")),
            Self::Foldable => (now.has_layer || now.n_selected_nodes > 0, say!("select-layer-group-two")),
            Self::Folded => (now.has_folded, say!("nothing-folded")),
            Self::Undo => (now.can_undo, say!("no-step-back")),
            Self::Redo => (now.can_redo, say!("no-step-again")),
            Self::Done => (now.can_repeat, say!("nothing-was-done-yet")),
            Self::Sound if now.n_nodes == 0 => (false, say!("needs-a-node")),
            Self::Sound => (!now.has_errors, say!("mend-errors-first-see")),
            Self::Key => (false, say!("press-key-itself-browsers")),
        };
        (!is_met).then_some(why)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lacks_is_said() {
        let empty = Now::default();
        assert_eq!(Need::Nothing.lacks(&empty), None);
        assert_eq!(Need::Sound.lacks(&empty), Some("draw a node first"));
        let drawn = Now { n_nodes: 2, n_selected: 1, n_selected_nodes: 1, has_errors: true, ..empty };
        assert_eq!(Need::Sound.lacks(&drawn), Some("mend the errors first: see Findings"));
        assert_eq!(Need::Node.lacks(&drawn), None);
        assert_eq!(Need::Nodes.lacks(&drawn), Some("select two nodes or more first"));
        assert_eq!(Need::Sound.lacks(&Now { has_errors: false, ..drawn }), None);
    }
}
