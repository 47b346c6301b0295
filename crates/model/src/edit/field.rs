//! Setting fields: names, positions, and everything the inspector shows.

use super::{
    EditError, LayerField, MemberField, NodeField, ServiceField, SettingsField, add::distinct, scratch::Scratch,
};
use crate::{Bootstrapper, Frame, LayerId, LayerKind, NodeId, Place, Point, ServiceId, Strategy};
use messages::say;

pub(super) fn rename(scratch: &mut Scratch<'_>, place: Place, name: &str) -> Result<(), EditError> {
    let name = name.trim();
    match place {
        Place::Experiment => scratch.settings_mut().title = name.to_owned(),
        Place::Node(id) => {
            let old = std::mem::replace(&mut scratch.node_mut(id)?.name, name.to_owned());
            scratch.node_names().release(&old);
            scratch.node_names().add(name);
        }
        Place::Layer(id) => {
            let old = std::mem::replace(&mut scratch.layer_mut(id)?.name, name.to_owned());
            scratch.layer_names().release(&old);
            scratch.layer_names().add(name);
        }
        Place::Service(id) => {
            let old = std::mem::replace(&mut scratch.service_mut(id)?.name, name.to_owned());
            scratch.layer_names().release(&old);
            scratch.layer_names().add(name);
        }
        Place::Member(..) => {
            return Err(EditError::Senseless(say!("ipcp-named-after-its")));
        }
    }
    Ok(())
}

pub(super) fn shift(scratch: &mut Scratch<'_>, moves: &[(NodeId, Point)]) -> Result<(), EditError> {
    moves.iter().try_for_each(|(id, to)| {
        if !scratch.node(*id)?.locked {
            scratch.node_mut(*id)?.position = Some(*to);
        }
        Ok(())
    })
}

pub(super) fn declare(scratch: &mut Scratch<'_>, place: Place, kind: Option<LayerKind>) -> Result<(), EditError> {
    match place {
        Place::Node(id) => scratch.node_mut(id)?.ghost = false,
        Place::Layer(id) => {
            let layer = scratch.layer_mut(id)?;
            layer.ghost = false;
            layer.kind = kind.unwrap_or(layer.kind);
        }
        _ => return Err(EditError::Senseless(say!("only-node-layer-can"))),
    }
    Ok(())
}

pub(super) fn set_node(scratch: &mut Scratch<'_>, id: NodeId, field: &NodeField) -> Result<(), EditError> {
    let node = scratch.node_mut(id)?;
    match field {
        NodeField::Color(color) => node.color.clone_from(color),
        NodeField::Note(note) => node.note.clone_from(note),
        NodeField::Group(group) => {
            node.group = group.as_deref().map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned)
        }
        NodeField::Locked(locked) => node.locked = *locked,
    }
    Ok(())
}

pub(super) fn set_layer(scratch: &mut Scratch<'_>, id: LayerId, field: &LayerField) -> Result<(), EditError> {
    match field {
        LayerField::Enrollment(Strategy::Manual(pairs)) | LayerField::Flows(Strategy::Manual(pairs)) => {
            for pair in pairs {
                scratch.node(pair.from)?;
                scratch.node(pair.to)?;
                pair.via.map_or(Ok(()), |via| scratch.layer(via).map(drop))?;
            }
        }
        LayerField::Bootstrapper(Bootstrapper::Node(node)) => {
            scratch.node(*node)?;
        }
        _ => {}
    }
    let layer = scratch.layer_mut(id)?;
    match field {
        LayerField::Kind(kind) => layer.kind = *kind,
        LayerField::Policies(policies) => layer.policies.clone_from(policies),
        LayerField::Cubes(cubes) => layer.cubes.clone_from(cubes),
        LayerField::Enrollment(strategy) => layer.enrollment.clone_from(strategy),
        LayerField::Flows(strategy) => layer.flows.clone_from(strategy),
        LayerField::Bootstrapper(bootstrapper) => layer.bootstrapper = *bootstrapper,
        LayerField::Quality(quality) => layer.quality.clone_from(quality),
        LayerField::Color(color) => layer.color.clone_from(color),
        LayerField::Note(note) => layer.note.clone_from(note),
        LayerField::Folded(folded) => layer.folded = *folded,
    }
    Ok(())
}

pub(super) fn set_member(
    scratch: &mut Scratch<'_>,
    node: NodeId,
    layer: LayerId,
    field: &MemberField,
) -> Result<(), EditError> {
    scratch.layer(layer)?;
    let Some(at) = scratch.node(node)?.members.iter().position(|member| member.layer == layer) else {
        return Err(EditError::NotMember { node: scratch.node_name(node), layer: scratch.layer_name(layer) });
    };
    let member = &mut scratch.node_mut(node)?.members[at];
    match field {
        MemberField::Address(address) => member.address.clone_from(address),
        MemberField::Interface(interface) => member.interface.clone_from(interface),
        MemberField::Quality(quality) => member.quality.clone_from(quality),
        MemberField::Policies(policies) => member.policies.clone_from(policies),
    }
    Ok(())
}

pub(super) fn set_service(scratch: &mut Scratch<'_>, id: ServiceId, field: &ServiceField) -> Result<(), EditError> {
    match field {
        ServiceField::Nodes(nodes) => nodes.iter().try_for_each(|node| scratch.node(*node).map(drop))?,
        ServiceField::Layers(layers) => layers.iter().try_for_each(|layer| scratch.layer(*layer).map(drop))?,
        ServiceField::Program(..) | ServiceField::Balance(_) => {}
    }
    let service = scratch.service_mut(id)?;
    match field {
        ServiceField::Nodes(nodes) => service.nodes = distinct(nodes),
        ServiceField::Layers(layers) => service.layers = distinct(layers),
        ServiceField::Program(program, args) => {
            service.program.clone_from(program);
            service.args.clone_from(args);
        }
        ServiceField::Balance(balance) => service.balance = *balance,
    }
    Ok(())
}

pub(super) fn set_settings(scratch: &mut Scratch<'_>, field: &SettingsField) {
    let settings = scratch.settings_mut();
    match field {
        SettingsField::Title(title) => title.trim().clone_into(&mut settings.title),
        SettingsField::Note(note) => settings.note.clone_from(note),
        SettingsField::Prototype(choice) => settings.prototype.clone_from(choice),
        SettingsField::Testbed(choice) => settings.testbed.clone_from(choice),
        SettingsField::Folded(group, true) => drop(settings.folded.insert(group.clone())),
        SettingsField::Folded(group, false) => drop(settings.folded.remove(group)),
        SettingsField::Frame(group, frame) if *frame == Frame::default() => drop(settings.frames.remove(group)),
        SettingsField::Frame(group, frame) => drop(settings.frames.insert(group.clone(), frame.clone())),
        SettingsField::NoteAt(at, note) => {
            let at = (*at).min(settings.notes.len());
            settings.notes.splice(at..(at + 1).min(settings.notes.len()), note.clone());
        }
    }
}
