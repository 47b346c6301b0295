//! Folding by hand: which edit folds what is selected, or unfolds it.

use crate::{Selection, grouping};
use messages::say;
use model::{
    Draft, Edit, NodeId,
    edit::{LayerField, NodeField, SettingsField},
};

/// Folds the layer or the nodes selected, or unfolds them where they are folded; none where there is nothing to fold.
///
/// Nodes that are one group fold as that group; others become a new one.
pub fn toggle(draft: &Draft, selection: &Selection) -> Option<Edit> {
    let nodes = selection.nodes();
    if nodes.is_empty() {
        let uppers = |id: &model::LayerId| draft.layer(*id).is_some_and(|layer| !layer.kind.is_hardware());
        let layer = selection.lit_layers().into_iter().find(uppers)?;
        let folded = draft.layer(layer)?.folded;
        return Some(Edit::SetLayer(layer, LayerField::Folded(!folded)));
    }
    if let Some(first) = grouping::of(draft, &nodes) {
        let is_folded = draft.settings().folded.contains(first);
        return Some(Edit::SetSettings(SettingsField::Folded(first.to_owned(), !is_folded)));
    }
    (nodes.len() > 1).then(|| fold(&nodes, grouping::fresh(draft)))
}

fn fold(nodes: &[NodeId], name: String) -> Edit {
    let label = say!("fold-nodes-into", n = nodes.len(), name = name);
    let mut edits: Vec<Edit> =
        nodes.iter().map(|id| Edit::SetNode(*id, NodeField::Group(Some(name.clone())))).collect();
    edits.push(Edit::SetSettings(SettingsField::Folded(name, true)));
    Edit::Batch(label, edits)
}

/// Unfolds everything; none where nothing is folded.
pub fn unfold_all(draft: &Draft) -> Option<Edit> {
    let layers = draft.layers().filter(|(_, layer)| layer.folded);
    let layers = layers.map(|(id, _)| Edit::SetLayer(id, LayerField::Folded(false)));
    let groups = draft.settings().folded.iter();
    let groups = groups.map(|name| Edit::SetSettings(SettingsField::Folded(name.clone(), false)));
    let edits: Vec<Edit> = layers.chain(groups).collect();
    (!edits.is_empty()).then(|| Edit::Batch(say!("unfold-everything").into(), edits))
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Builder, Layer, LayerKind, Node, Place, change, edit};

    fn apply(draft: &mut Draft, edit: &Edit) {
        let changes = edit::lower(draft, edit).expect("an edit");
        change::apply(draft, &changes).expect("changes that fit");
    }

    #[test]
    fn twice_is_as_before_but_for_the_name() {
        let mut builder = Builder::default();
        let nodes = ["a", "b", "c"].map(|name| builder.node(Node { name: name.into(), ..Node::default() }));
        let mut draft = builder.finish();
        let selection = Selection::nodes_of([nodes[0], nodes[1]]);
        let edit = toggle(&draft, &selection).expect("something to fold");
        apply(&mut draft, &edit);
        assert!(draft.settings().folded.contains("group1"));
        let edit = toggle(&draft, &selection).expect("something to unfold");
        apply(&mut draft, &edit);
        assert!(draft.settings().folded.is_empty());
        // One more node is another group.
        let edit = toggle(&draft, &Selection::nodes_of(nodes)).expect("something to fold");
        apply(&mut draft, &edit);
        assert!(draft.settings().folded.contains("group2"));
        let edit = unfold_all(&draft).expect("something to unfold");
        apply(&mut draft, &edit);
        assert_eq!(unfold_all(&draft), None);
    }

    #[test]
    fn a_layer_folds_and_a_link_or_a_lone_node_does_not() {
        let mut builder = Builder::default();
        let n1 = builder.layer(Layer::of("n1", LayerKind::Unicast));
        let e1 = builder.layer(Layer::of("e1", LayerKind::EthDix));
        let a = builder.node(Node { name: "a".into(), ..Node::default() });
        let draft = builder.finish();
        assert!(toggle(&draft, &Selection::of(Place::Layer(n1))).is_some());
        assert_eq!(toggle(&draft, &Selection::of(Place::Layer(e1))), None);
        assert_eq!(toggle(&draft, &Selection::nodes_of([a])), None);
    }
}
