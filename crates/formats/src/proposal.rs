//! What to draw over a network that came in with links only: one unicast layer over all, as one step of undo.

use model::{Draft, Edit, LayerId, LayerKind, NodeId, edit::Over};

/// One unicast layer over every node that is on a link, registered in every link; none where the draft has layers
/// already, or no link.
///
/// Nothing is changed here: the edit is for people to take, or to leave.
pub fn propose_layer(draft: &Draft) -> Option<Edit> {
    let has_layers = draft.layers().any(|(_, layer)| !layer.kind.is_hardware());
    let links: Vec<LayerId> =
        draft.members_by_layer().into_iter().filter(|(_, members)| members.len() > 1).map(|(id, _)| id).collect();
    let is_linked = |id: &LayerId| links.binary_search(id).is_ok();
    let linked = draft.nodes().filter(|(_, node)| node.members.iter().any(|member| is_linked(&member.layer)));
    let members: Vec<NodeId> = linked.map(|(id, _)| id).collect();
    let edit = Edit::AddLayer { name: None, kind: LayerKind::Unicast, members, over: Over::Layers(links.clone()) };
    (!has_layers && !links.is_empty()).then_some(edit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{change, check, edit, generate};

    #[test]
    fn links_get_one_layer_over_all_and_nothing_is_wrong_then() {
        let mut draft = generate::Shape::grid(3, 3).draft(false);
        let before = draft.clone();
        let proposal = propose_layer(&draft).expect("links only");
        let changes = edit::lower(&draft, &proposal).expect("it fits");
        change::apply(&mut draft, &changes).expect("it applies");
        assert_eq!(check::check(&draft), []);
        assert_eq!(propose_layer(&draft), None);
        change::apply(&mut draft, &change::inverse(&changes)).expect("it is taken back");
        assert_eq!(draft, before);
    }

    #[test]
    fn nothing_is_proposed_over_nothing() {
        assert_eq!(propose_layer(&generate::Shape::line(0).draft(false)), None);
        assert_eq!(propose_layer(&generate::seed_star()), None);
    }
}
