//! Groups of nodes and locks: which edit groups what is selected, takes a group apart, locks or lets go.

use crate::Selection;
use messages::say;
use model::order;
use model::{
    Draft, Edit, NodeId, Place,
    edit::{NodeField, SettingsField},
};

/// The group that all these nodes are in, if they are in one.
pub fn of<'d>(draft: &'d Draft, nodes: &[NodeId]) -> Option<&'d str> {
    let group = |id: &NodeId| draft.node(*id).and_then(|node| node.group.as_deref());
    let first = group(nodes.first()?)?;
    nodes.iter().all(|id| group(id) == Some(first)).then_some(first)
}

/// Groups these nodes; where they are one group already, takes the frame away.
pub fn toggle(draft: &Draft, nodes: &[NodeId]) -> Option<Edit> {
    let set = |group: Option<String>| nodes.iter().map(move |id| Edit::SetNode(*id, NodeField::Group(group.clone())));
    if nodes.is_empty() {
        return None;
    }
    let Some(name) = of(draft, nodes) else {
        let name = fresh(draft);
        return Some(Edit::Batch(say!("group-as", n = nodes.len(), name = name), set(Some(name)).collect()));
    };
    let mut edits: Vec<Edit> = set(None).collect();
    // The last of it takes the frame and the fold with it.
    let rest = draft.nodes().filter(|(_, node)| node.group.as_deref() == Some(name)).count();
    if rest == nodes.len() {
        edits.push(Edit::SetSettings(SettingsField::Frame(name.to_owned(), model::Frame::default())));
        edits.push(Edit::SetSettings(SettingsField::Folded(name.to_owned(), false)));
    }
    Some(Edit::Batch(say!("take-group-apart", name = name), edits))
}

/// Gives a group another name, with its frame and fold; none where nothing would change.
pub fn rename(draft: &Draft, old: &str, new: &str) -> Option<Edit> {
    let new = new.trim();
    if new.is_empty() || new == old {
        return None;
    }
    let members = draft.nodes().filter(|(_, node)| node.group.as_deref() == Some(old));
    let mut edits: Vec<Edit> =
        members.map(|(id, _)| Edit::SetNode(id, NodeField::Group(Some(new.to_owned())))).collect();
    if let Some(frame) = draft.settings().frames.get(old) {
        edits.push(Edit::SetSettings(SettingsField::Frame(new.to_owned(), frame.clone())));
        edits.push(Edit::SetSettings(SettingsField::Frame(old.to_owned(), model::Frame::default())));
    }
    if draft.settings().folded.contains(old) {
        edits.push(Edit::SetSettings(SettingsField::Folded(old.to_owned(), false)));
        edits.push(Edit::SetSettings(SettingsField::Folded(new.to_owned(), true)));
    }
    Some(Edit::Batch(say!("rename-group", old = old, new = new), edits))
}

/// A name that no group has.
pub fn fresh(draft: &Draft) -> String {
    let mut taken: Vec<&str> = draft.nodes().filter_map(|(_, node)| node.group.as_deref()).collect();
    taken.extend(draft.settings().frames.keys().map(String::as_str));
    order::sort(&mut taken);
    let names = (1_usize..).map(|n| format!("group{n}"));
    let mut free = names.filter(|name| taken.binary_search(&name.as_str()).is_err());
    free.next().unwrap_or_default()
}

/// Locks these nodes where they are; lets them go where all are locked.
pub fn lock(draft: &Draft, nodes: &[NodeId]) -> Option<Edit> {
    let is_locked = |id: &NodeId| draft.node(*id).is_some_and(|node| node.locked);
    let locks = !nodes.iter().all(is_locked);
    let edits: Vec<Edit> = nodes.iter().map(|id| Edit::SetNode(*id, NodeField::Locked(locks))).collect();
    let n = nodes.len();
    let label = if locks { say!("lock-n-nodes", n = n) } else { say!("unlock-n-nodes", n = n) };
    (!edits.is_empty()).then_some(Edit::Batch(label, edits))
}

/// Every node and link that is not selected.
pub fn inverted(draft: &Draft, selection: &Selection) -> Selection {
    let mut rest = Selection::none();
    Selection::all(draft).places().filter(|place| !selection.has(*place)).for_each(|place| rest.insert(place));
    rest
}

/// The nodes of the layers that `selection` is about.
pub fn members(draft: &Draft, selection: &Selection) -> Selection {
    let layers = selection.lit_layers();
    let is_in = |node: &model::Node| node.members.iter().any(|member| layers.contains(&member.layer));
    let mut nodes = Selection::none();
    draft.nodes().filter(|(_, node)| is_in(node)).for_each(|(id, _)| nodes.insert(Place::Node(id)));
    nodes
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Builder, Frame, Layer, LayerKind, Member, Node, Point, change, edit};

    fn draft() -> (Draft, [NodeId; 3]) {
        let mut builder = Builder::default();
        let n1 = builder.layer(Layer::of("n1", LayerKind::Unicast));
        let nodes = ["a", "b", "c"].map(|name| {
            let members = if name == "c" { Vec::new() } else { vec![Member::of(n1)] };
            builder.node(Node { name: name.into(), members, ..Node::default() })
        });
        (builder.finish(), nodes)
    }

    fn apply(draft: &mut Draft, edit: Option<Edit>) {
        let changes = edit::lower(draft, &edit.expect("something to do")).expect("an edit");
        change::apply(draft, &changes).expect("changes that fit");
    }

    #[test]
    fn a_group_comes_gets_a_name_and_goes_with_its_frame() {
        let (mut draft, nodes) = draft();
        let before = draft.clone();
        let edit = toggle(&draft, &nodes[..2]);
        apply(&mut draft, edit);
        assert_eq!(of(&draft, &nodes[..2]), Some("group1"));
        assert_eq!(of(&draft, &nodes), None);
        let frame = Frame { note: "the north".into(), ..Frame::default() };
        apply(&mut draft, Some(Edit::SetSettings(SettingsField::Frame("group1".into(), frame.clone()))));
        apply(&mut draft, Some(Edit::SetSettings(SettingsField::Folded("group1".into(), true))));
        let edit = rename(&draft, "group1", " north ");
        apply(&mut draft, edit);
        assert_eq!((of(&draft, &nodes[..2]), draft.settings().frames.get("north")), (Some("north"), Some(&frame)));
        assert!(draft.settings().folded.contains("north") && !draft.settings().folded.contains("group1"));
        let edit = toggle(&draft, &nodes[..2]);
        apply(&mut draft, edit);
        assert_eq!(draft, before);
    }

    #[test]
    fn what_is_locked_stays_until_it_is_let_go() {
        let (mut draft, nodes) = draft();
        let at = Point { x: 5.0, y: 5.0 };
        let edit = lock(&draft, &nodes[..1]);
        apply(&mut draft, edit);
        apply(&mut draft, Some(Edit::Move(nodes.iter().map(|id| (*id, at)).collect())));
        assert_eq!(nodes.map(|id| draft.node(id).and_then(|node| node.position)), [None, Some(at), Some(at)]);
        // One that is not locked among them: all are locked now.
        let edit = lock(&draft, &nodes);
        apply(&mut draft, edit);
        let edit = lock(&draft, &nodes);
        apply(&mut draft, edit);
        assert!(draft.nodes().all(|(_, node)| !node.locked));
    }

    #[test]
    fn selections_by_layer_and_turned_around() {
        let (draft, nodes) = draft();
        let n1 = draft.layer_named("n1").expect("a layer");
        assert_eq!(members(&draft, &Selection::of(Place::Layer(n1))), Selection::nodes_of([nodes[0], nodes[1]]));
        assert_eq!(inverted(&draft, &Selection::nodes_of([nodes[0], nodes[1]])), Selection::nodes_of([nodes[2]]));
    }
}
