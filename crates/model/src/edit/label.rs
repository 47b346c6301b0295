//! What an edit is called in the undo menu.

use super::{LayerField, MemberField, NodeField, ServiceField, SettingsField};
use crate::{Bootstrapper, Draft, Edit, LayerId, NodeId, Place, ServiceId, Strategy, name::shown};
use messages::say;

impl Edit {
    /// The edit in words, as `Register n1 in e1 on client1`; `draft` is the one before it.
    pub fn label(&self, draft: &Draft) -> String {
        let node = |id: NodeId| node_name(draft, id);
        let layer = |id: LayerId| layer_name(draft, id);
        match self {
            Self::AddNode { name: Some(name), .. } => say!("add-node-named", name = shown(name)),
            Self::AddNode { .. } => say!("add-node").into(),
            Self::AddLink { ends, .. } => match ends[..] {
                [a, b] => say!("link-two", node = node(a), other = node(b)),
                _ => say!("link-n-nodes", n = ends.len()),
            },
            Self::AddLayer { name: Some(name), .. } => say!("add-layer", name = shown(name)),
            Self::AddLayer { kind, members, .. } => {
                say!("draw-kind-over-n-nodes", kind = kind.as_str(), n = members.len())
            }
            Self::AddService { name: Some(name), .. } => say!("add-service-named", name = shown(name)),
            Self::AddService { .. } => say!("add-service").into(),
            Self::Remove(places) => remove(draft, places),
            Self::Rename(Place::Experiment, name) => say!("rename-experiment", name = shown(name)),
            Self::Rename(place, name) => say!("rename-place", place = place.label(draft), name = shown(name)),
            Self::Move(moves) => match moves[..] {
                [(id, _)] => say!("move-node", node = node(id)),
                _ => say!("move-n-nodes", n = moves.len()),
            },
            Self::Join { node: id, layer: to, .. } => say!("add-node-to-layer", node = node(*id), layer = layer(*to)),
            Self::Register { node: on, upper, lower } => {
                say!("register-in-on", upper = layer(*upper), lower = layer(*lower), node = node(*on))
            }
            Self::Unregister { node: on, upper, lower } => {
                say!("unregister-from-on-node", upper = layer(*upper), lower = layer(*lower), node = node(*on))
            }
            Self::Declare(place, None) => say!("declare", place = place.label(draft)),
            Self::Declare(place, Some(kind)) => say!("declare-as", place = place.label(draft), kind = kind.as_str()),
            Self::SetNode(id, NodeField::Locked(true)) => say!("lock-node", node = node(*id)),
            Self::SetNode(id, NodeField::Locked(false)) => say!("unlock-node", node = node(*id)),
            Self::SetNode(id, field) => say!("set-of-node", field = field.word(), node = node(*id)),
            Self::SetLayer(id, LayerField::Folded(true)) => say!("fold-into-cloud", layer = layer(*id)),
            Self::SetLayer(id, LayerField::Folded(false)) => say!("unfold-named", name = layer(*id)),
            Self::SetSettings(field) => settings(draft, field),
            Self::SetLayer(id, LayerField::Kind(kind)) => say!("make-layer", layer = layer(*id), kind = kind.as_str()),
            Self::SetLayer(id, LayerField::Bootstrapper(Bootstrapper::Node(on))) => {
                say!("let-start-layer", node = node(*on), layer = layer(*id))
            }
            Self::SetLayer(id, field) => match field {
                LayerField::Enrollment(Strategy::Minimal) => say!("enroll-along-tree", layer = layer(*id)),
                LayerField::Enrollment(Strategy::FullMesh) => {
                    say!("enroll-every-pair-neighbours", layer = layer(*id))
                }
                LayerField::Flows(Strategy::Minimal) => say!("connect-along-tree", layer = layer(*id)),
                LayerField::Flows(Strategy::FullMesh) => say!("connect-every-pair-neighbours", layer = layer(*id)),
                _ => say!("set-of-layer", field = field.word(), layer = layer(*id)),
            },
            Self::SetMember(on, of, MemberField::Address(Some(address))) => {
                say!("give-address", layer = layer(*of), node = node(*on), address = shown(address))
            }
            Self::SetMember(on, of, MemberField::Interface(None)) => {
                say!("leave-interface-testbed", layer = layer(*of), node = node(*on))
            }
            Self::SetMember(on, of, field) => {
                say!("set-of-member", field = field.word(), layer = layer(*of), node = node(*on))
            }
            Self::SetService(id, field) => {
                say!("set-of-service", field = field.word(), service = service_name(draft, *id))
            }
            Self::Paste(clip, _) => say!("paste-n-nodes", n = clip.nodes.len()),
            Self::Batch(name, _) => name.clone(),
        }
    }
}

impl NodeField {
    fn word(&self) -> &'static str {
        match self {
            Self::Color(_) => say!("word-colour"),
            Self::Note(_) => say!("word-note"),
            Self::Group(_) => say!("word-group"),
            Self::Locked(_) => say!("word-lock"),
        }
    }
}

impl LayerField {
    fn word(&self) -> &'static str {
        match self {
            Self::Kind(_) => say!("word-kind"),
            Self::Policies(_) => say!("word-policies"),
            Self::Cubes(_) => say!("word-qos-cubes"),
            Self::Enrollment(_) => say!("word-enrollment"),
            Self::Flows(_) => say!("word-flows"),
            Self::Bootstrapper(_) => say!("word-bootstrapper"),
            Self::Quality(_) => say!("word-link-quality"),
            Self::Color(_) => say!("word-colour"),
            Self::Note(_) => say!("word-note"),
            Self::Folded(_) => say!("word-fold"),
        }
    }
}

impl MemberField {
    fn word(&self) -> &'static str {
        match self {
            Self::Address(_) => say!("word-address"),
            Self::Interface(_) => say!("word-interface"),
            Self::Quality(_) => say!("word-link-quality"),
            Self::Policies(_) => say!("word-policies"),
        }
    }
}

impl ServiceField {
    fn word(&self) -> &'static str {
        match self {
            Self::Nodes(_) => say!("word-nodes"),
            Self::Layers(_) => say!("word-layers"),
            Self::Program(..) => say!("word-program"),
            Self::Balance(_) => say!("word-balance"),
        }
    }
}

impl SettingsField {
    fn word(&self) -> &'static str {
        match self {
            Self::Title(_) => say!("word-title"),
            Self::Note(_) => say!("word-note"),
            Self::Prototype(_) => say!("word-prototype"),
            Self::Testbed(_) => say!("word-testbed"),
            Self::Folded(..) => say!("word-folds"),
            Self::Frame(..) => say!("word-frame"),
            Self::NoteAt(..) => say!("word-notes"),
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

fn settings(draft: &Draft, field: &SettingsField) -> String {
    match field {
        SettingsField::NoteAt(at, note) => match (draft.settings().notes.get(*at), note) {
            (None, _) => say!("write-note").into(),
            (Some(_), None) => say!("delete-note").into(),
            (Some(was), Some(note)) if was.text == note.text => say!("move-note").into(),
            (Some(_), Some(_)) => say!("change-note").into(),
        },
        SettingsField::Frame(group, _) => say!("set-frame", group = shown(group)),
        SettingsField::Folded(group, true) => say!("fold-named", name = shown(group)),
        SettingsField::Folded(group, false) => say!("unfold-named", name = shown(group)),
        _ => say!("set-field", field = field.word()),
    }
}

fn remove(draft: &Draft, places: &[Place]) -> String {
    if let [place] = places {
        return say!("remove-what", what = place.label(draft));
    }
    let first = places.first().map(std::mem::discriminant);
    let alike = places.iter().all(|place| Some(std::mem::discriminant(place)) == first);
    let n = places.len();
    let what = match places.first().filter(|_| alike) {
        Some(Place::Node(_)) => say!("n-nodes", n = n),
        Some(Place::Layer(_)) => say!("n-layers", n = n),
        Some(Place::Member(..)) => say!("n-memberships", n = n),
        Some(Place::Service(_)) => say!("n-services", n = n),
        Some(Place::Experiment) | None => say!("n-things", n = n),
    };
    say!("remove-what", what = what)
}
