//! What an edit is called in the undo menu.

use super::{LayerField, MemberField, NodeField, ServiceField, SettingsField};
use crate::{Bootstrapper, Draft, Edit, LayerId, NodeId, Place, ServiceId, Strategy, name::shown};

impl Edit {
    /// The edit in words, as `Register n1 in e1 on client1`; `draft` is the one before it.
    pub fn label(&self, draft: &Draft) -> String {
        let node = |id: NodeId| node_name(draft, id);
        let layer = |id: LayerId| layer_name(draft, id);
        match self {
            Self::AddNode { name, .. } => named("Add node", name.as_deref()),
            Self::AddLink { ends, .. } => match ends[..] {
                [a, b] => format!("Link {} and {}", node(a), node(b)),
                _ => format!("Link {}", count(ends.len(), "node")),
            },
            Self::AddLayer { name: Some(name), .. } => format!("Add layer {}", shown(name)),
            Self::AddLayer { kind, members, .. } => {
                format!("Draw a {} layer over {}", kind.as_str(), count(members.len(), "node"))
            }
            Self::AddService { name, .. } => named("Add service", name.as_deref()),
            Self::Remove(places) => remove(draft, places),
            Self::Rename(Place::Experiment, name) => format!("Rename the experiment to {}", shown(name)),
            Self::Rename(place, name) => format!("Rename {} to {}", place.label(draft), shown(name)),
            Self::Move(moves) => match moves[..] {
                [(id, _)] => format!("Move {}", node(id)),
                _ => format!("Move {}", count(moves.len(), "node")),
            },
            Self::Join { node: id, layer: to, .. } => format!("Add {} to {}", node(*id), layer(*to)),
            Self::Register { node: on, upper, lower } => {
                format!("Register {} in {} on {}", layer(*upper), layer(*lower), node(*on))
            }
            Self::Unregister { node: on, upper, lower } => {
                format!("Unregister {} from {} on {}", layer(*upper), layer(*lower), node(*on))
            }
            Self::Declare(place, None) => format!("Declare {}", place.label(draft)),
            Self::Declare(place, Some(kind)) => format!("Declare {} as {}", place.label(draft), kind.as_str()),
            Self::SetNode(id, NodeField::Locked(true)) => format!("Lock {}", node(*id)),
            Self::SetNode(id, NodeField::Locked(false)) => format!("Unlock {}", node(*id)),
            Self::SetNode(id, field) => format!("Set the {} of {}", field.word(), node(*id)),
            Self::SetLayer(id, LayerField::Folded(true)) => format!("Fold {} into a cloud", layer(*id)),
            Self::SetLayer(id, LayerField::Folded(false)) => format!("Unfold {}", layer(*id)),
            Self::SetSettings(SettingsField::NoteAt(at, note)) => match (draft.settings().notes.get(*at), note) {
                (None, _) => "Write a note".into(),
                (Some(_), None) => "Delete a note".into(),
                (Some(was), Some(note)) if was.text == note.text => "Move a note".into(),
                (Some(_), Some(_)) => "Change a note".into(),
            },
            Self::SetSettings(SettingsField::Frame(group, _)) => format!("Set the frame of {}", shown(group)),
            Self::SetSettings(SettingsField::Folded(group, true)) => format!("Fold {}", shown(group)),
            Self::SetSettings(SettingsField::Folded(group, false)) => format!("Unfold {}", shown(group)),
            Self::SetLayer(id, LayerField::Kind(kind)) => format!("Make {} {}", layer(*id), kind.as_str()),
            Self::SetLayer(id, LayerField::Bootstrapper(Bootstrapper::Node(on))) => {
                format!("Let {} start {}", node(*on), layer(*id))
            }
            Self::SetLayer(id, field) => match field {
                LayerField::Enrollment(Strategy::Minimal) => format!("Enroll {} along a tree", layer(*id)),
                LayerField::Enrollment(Strategy::FullMesh) => {
                    format!("Enroll every pair of neighbours in {}", layer(*id))
                }
                LayerField::Flows(Strategy::Minimal) => format!("Connect {} along a tree", layer(*id)),
                LayerField::Flows(Strategy::FullMesh) => format!("Connect every pair of neighbours in {}", layer(*id)),
                _ => format!("Set the {} of {}", field.word(), layer(*id)),
            },
            Self::SetMember(on, of, MemberField::Address(Some(address))) => {
                format!("Give {}.{} the address {}", layer(*of), node(*on), shown(address))
            }
            Self::SetMember(on, of, MemberField::Interface(None)) => {
                format!("Leave the interface of {}.{} to the testbed", layer(*of), node(*on))
            }
            Self::SetMember(on, of, field) => format!("Set the {} of {}.{}", field.word(), layer(*of), node(*on)),
            Self::SetService(id, field) => format!("Set the {} of {}", field.word(), service_name(draft, *id)),
            Self::SetSettings(field) => format!("Set the {}", field.word()),
            Self::Paste(clip, _) => format!("Paste {}", count(clip.nodes.len(), "node")),
            Self::Batch(name, _) => name.clone(),
        }
    }
}

impl NodeField {
    fn word(&self) -> &'static str {
        match self {
            Self::Color(_) => "colour",
            Self::Note(_) => "note",
            Self::Group(_) => "group",
            Self::Locked(_) => "lock",
        }
    }
}

impl LayerField {
    fn word(&self) -> &'static str {
        match self {
            Self::Kind(_) => "kind",
            Self::Policies(_) => "policies",
            Self::Cubes(_) => "QoS cubes",
            Self::Enrollment(_) => "enrollment",
            Self::Flows(_) => "flows",
            Self::Bootstrapper(_) => "bootstrapper",
            Self::Quality(_) => "link quality",
            Self::Color(_) => "colour",
            Self::Note(_) => "note",
            Self::Folded(_) => "fold",
        }
    }
}

impl MemberField {
    fn word(&self) -> &'static str {
        match self {
            Self::Address(_) => "address",
            Self::Interface(_) => "interface",
            Self::Quality(_) => "link quality",
            Self::Policies(_) => "policies",
        }
    }
}

impl ServiceField {
    fn word(&self) -> &'static str {
        match self {
            Self::Nodes(_) => "nodes",
            Self::Layers(_) => "layers",
            Self::Program(..) => "program",
            Self::Balance(_) => "balance",
        }
    }
}

impl SettingsField {
    fn word(&self) -> &'static str {
        match self {
            Self::Title(_) => "title",
            Self::Note(_) => "note",
            Self::Prototype(_) => "prototype",
            Self::Testbed(_) => "testbed",
            Self::Folded(..) => "folds",
            Self::Frame(..) => "frame",
            Self::NoteAt(..) => "notes",
        }
    }
}

fn node_name(draft: &Draft, id: NodeId) -> String {
    draft.node(id).map_or_else(|| "?".into(), |node| shown(&node.name).into_owned())
}

fn layer_name(draft: &Draft, id: LayerId) -> String {
    draft.layer(id).map_or_else(|| "?".into(), |layer| shown(&layer.name).into_owned())
}

fn service_name(draft: &Draft, id: ServiceId) -> String {
    draft.service(id).map_or_else(|| "?".into(), |service| shown(&service.name).into_owned())
}

fn named(what: &str, name: Option<&str>) -> String {
    name.map_or_else(|| what.to_owned(), |name| format!("{what} {}", shown(name)))
}

fn remove(draft: &Draft, places: &[Place]) -> String {
    if let [place] = places {
        return format!("Remove {}", place.label(draft));
    }
    let word = |place: &Place| match place {
        Place::Experiment => "thing",
        Place::Node(_) => "node",
        Place::Layer(_) => "layer",
        Place::Member(..) => "membership",
        Place::Service(_) => "service",
    };
    let one_word = places.first().map(word).filter(|first| places.iter().all(|place| word(place) == *first));
    format!("Remove {}", count(places.len(), one_word.unwrap_or("thing")))
}

fn count(n: usize, word: &str) -> String {
    if n == 1 { format!("1 {word}") } else { format!("{n} {word}s") }
}
