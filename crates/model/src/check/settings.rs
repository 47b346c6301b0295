//! The experiment as a whole: is there anything, and is it said how and where it runs.

use super::Ground;
use crate::{
    Choice, Edit, Finding, Frame, LayerId, LayerKind, NodeId, Place, Point, Settings,
    edit::{LayerField, NodeField, Over, SettingsField},
};
use messages::say;

pub(super) fn check(ground: &Ground<'_>, findings: &mut Vec<Finding>) {
    let draft = ground.draft;
    if draft.nodes().len() == 0 {
        let edit = Edit::AddNode { name: None, at: Point::default() };
        let finding = Finding::warning("empty-experiment", Place::Experiment)
            .says(say!("there-are-no-nodes"))
            .advise(say!("add-nodes-link-them"))
            .mend(ground, edit);
        findings.push(finding);
    }
    chosen(ground, findings);
    no_layer(ground, findings);
    colours(ground, findings);
}

fn chosen(ground: &Ground<'_>, findings: &mut Vec<Finding>) {
    let (settings, usual) = (ground.draft.settings(), Settings::default());
    let keep = |options: &Choice, usual: Choice| Choice { options: options.options.clone(), ..usual };
    if settings.prototype.kind.is_empty() {
        let choice = keep(&settings.prototype, usual.prototype);
        let finding = Finding::error("missing-prototype", Place::Experiment)
            .field("prototype")
            .says(say!("no-prototype-chosen-so"))
            .advise(say!("choose-ouroboros"))
            .mend(ground, Edit::SetSettings(SettingsField::Prototype(choice)));
        findings.push(finding);
    }
    if settings.testbed.kind.is_empty() {
        let choice = keep(&settings.testbed, usual.testbed);
        let finding = Finding::error("missing-testbed", Place::Experiment)
            .field("testbed")
            .says(say!("no-testbed-chosen-so"))
            .advise(say!("choose-emulator"))
            .mend(ground, Edit::SetSettings(SettingsField::Testbed(choice)));
        findings.push(finding);
    }
}

/// Links alone are a fine beginning, and half an experiment. Services on the links themselves are a whole one.
fn no_layer(ground: &Ground<'_>, findings: &mut Vec<Finding>) {
    let is_link = |id: &LayerId| ground.is_hardware(*id) && ground.members(*id).len() >= 2;
    let has_upper = ground.draft.layers().any(|(_, layer)| !layer.kind.is_hardware());
    let has_services = ground.draft.services().any(|(_, service)| !service.layers.is_empty());
    if has_upper || has_services || !ground.draft.layers().any(|(id, _)| is_link(&id)) {
        return;
    }
    let linked =
        |id: &NodeId| ground.draft.node(*id).is_some_and(|node| node.members.iter().any(|m| is_link(&m.layer)));
    let members: Vec<NodeId> = ground.draft.nodes().map(|(id, _)| id).filter(linked).collect();
    let edit = Edit::AddLayer { name: None, kind: LayerKind::Unicast, members, over: Over::Auto };
    let finding = Finding::warning("no-layer", Place::Experiment)
        .says(say!("there-are-links-but"))
        .advise(say!("draw-unicast-layer-over-nodes"))
        .mend(ground, edit);
    findings.push(finding);
}

fn colours(ground: &Ground<'_>, findings: &mut Vec<Finding>) {
    for (id, node) in ground.draft.nodes().filter(|(_, node)| is_bad(node.color.as_deref())) {
        findings.push(bad_colour(ground, Place::Node(id), Edit::SetNode(id, NodeField::Color(None)), &node.name));
    }
    for (id, layer) in ground.draft.layers().filter(|(_, layer)| is_bad(layer.color.as_deref())) {
        findings.push(bad_colour(ground, Place::Layer(id), Edit::SetLayer(id, LayerField::Color(None)), &layer.name));
    }
    let frames = ground.draft.settings().frames.iter();
    for (name, frame) in frames.filter(|(_, frame)| is_bad(frame.color.as_deref())) {
        let frame = Frame { color: None, ..frame.clone() };
        let edit = Edit::SetSettings(SettingsField::Frame(name.clone(), frame));
        findings.push(bad_colour(ground, Place::Experiment, edit, name));
    }
}

fn bad_colour(ground: &Ground<'_>, at: Place, edit: Edit, name: &str) -> Finding {
    Finding::warning("bad-colour", at)
        .field("color")
        .says(say!("colour-not-one", name = crate::name::shown(name)))
        .advise(say!("write-as-rrggbb-leave"))
        .mend(ground, edit)
}

fn is_bad(color: Option<&str>) -> bool {
    let legal = |text: &str| {
        text.strip_prefix('#').is_some_and(|hex| hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit()))
    };
    color.is_some_and(|text| !legal(text))
}
