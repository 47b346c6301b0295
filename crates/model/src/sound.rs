//! Soundness: what must hold of a draft however wrong it is, so that it can be drawn, saved and checked in bounded time.
//!
//! Drafts, changes and clips come over the wire; this is the door.

use crate::{Bootstrapper, Draft, Layer, LinkQuality, Node, Point, Policies, Service, Settings, Strategy, Unknown};
use serde_json::Value;

/// The highest id a record may have.
pub(crate) const HIGHEST_ID: u32 = 1 << 31;
/// The most nodes of a draft.
pub const MOST_NODES: usize = 20_000;
/// The most layers and memberships of a draft together.
pub const MOST_MEMBERS: usize = 100_000;
/// The most registrations, manual pairs and service places of a draft together.
pub const MOST_MENTIONS: usize = 400_000;
/// The most services of a draft.
pub const MOST_SERVICES: usize = 10_000;
/// The longest title, in characters.
pub const LONGEST_TITLE: usize = 120;
/// The longest note, in characters.
pub const LONGEST_NOTE: usize = 10_000;
/// The longest name a draft can hold, in characters; legal names are shorter.
pub const LONGEST_TEXT: usize = 255;

/// The most groups folded at a time, and the most frames.
const MOST_FOLDED: usize = 1_000;
/// The most notes on the map.
const MOST_NOTES: usize = 1_000;
const LONGEST_VALUE: usize = 1_000;
const MOST_ENTRIES: usize = 100;
const MOST_UNKNOWN: usize = 10_000;
const FARTHEST: f64 = 1e9;

impl Draft {
    /// What makes this draft impossible to hold, if anything does; for drafts that come over the wire.
    ///
    /// Every id exists, sizes and texts are within bounds, numbers are numbers. Linear in the size of the draft.
    pub fn unsound(&self) -> Option<String> {
        size(self).and_then(|()| settings(&self.settings)).and_then(|()| records(self)).err()
    }
}

fn records(draft: &Draft) -> Result<(), String> {
    draft.nodes.values().try_for_each(|record| node(draft, record))?;
    draft.layers.values().try_for_each(|record| layer(draft, record))?;
    draft.services.values().try_for_each(|record| service(draft, record))
}

pub(crate) fn size(draft: &Draft) -> Result<(), String> {
    let n_members: usize = draft.nodes.values().map(|node| node.members.len()).sum();
    let n_over = |node: &Node| node.members.iter().map(|member| member.over.len()).sum::<usize>();
    let n_pairs = |strategy: &Strategy| if let Strategy::Manual(pairs) = strategy { pairs.len() } else { 0 };
    let n_mentions = draft.nodes.values().map(|node| n_over(node)).sum::<usize>()
        + draft.layers.values().map(|layer| n_pairs(&layer.enrollment) + n_pairs(&layer.flows)).sum::<usize>()
        + draft.services.values().map(|service| service.nodes.len() + service.layers.len()).sum::<usize>();
    most(draft.nodes.len(), MOST_NODES, "nodes")?;
    most(draft.services.len(), MOST_SERVICES, "services")?;
    most(draft.layers.len() + n_members, MOST_MEMBERS, "layers and memberships")?;
    most(n_mentions, MOST_MENTIONS, "registrations, pairs and service places")?;
    let ids = [
        draft.nodes.last_key_value().map(|(id, _)| id.0),
        draft.layers.last_key_value().map(|(id, _)| id.0),
        draft.services.last_key_value().map(|(id, _)| id.0),
    ];
    match ids.into_iter().flatten().max() {
        Some(id) if id > HIGHEST_ID => Err(format!("the id {id} is too high; {HIGHEST_ID} is the highest")),
        _ => Ok(()),
    }
}

pub(crate) fn settings(settings: &Settings) -> Result<(), String> {
    text(&settings.title, LONGEST_TITLE, "the title")?;
    text(&settings.note, LONGEST_NOTE, "the note")?;
    for choice in [&settings.prototype, &settings.testbed] {
        text(&choice.kind, LONGEST_TEXT, "a kind")?;
        most(choice.options.len(), MOST_ENTRIES, "options")?;
        choice.options.iter().try_for_each(|(key, value)| {
            text(key, LONGEST_TEXT, "an option")?;
            text(value, LONGEST_VALUE, "an option")
        })?;
    }
    most(settings.folded.len(), MOST_FOLDED, "folded groups")?;
    settings.folded.iter().try_for_each(|name| text(name, LONGEST_TEXT, "the name of a group"))?;
    most(settings.frames.len(), MOST_FOLDED, "frames of groups")?;
    settings.frames.iter().try_for_each(|(name, frame)| {
        text(name, LONGEST_TEXT, "the name of a group")?;
        text(&frame.note, LONGEST_NOTE, "a note")?;
        text(frame.color.as_deref().unwrap_or_default(), LONGEST_TEXT, "a colour")?;
        unknown(&frame.unknown)
    })?;
    most(settings.notes.len(), MOST_NOTES, "notes on the map")?;
    settings.notes.iter().try_for_each(|note| {
        text(&note.text, LONGEST_NOTE, "a note")?;
        within(note.at, "the note")?;
        unknown(&note.unknown)
    })?;
    unknown(&settings.unknown)
}

fn within(at: Point, what: &str) -> Result<(), String> {
    if [at.x, at.y].iter().any(|number| !number.is_finite() || number.abs() > FARTHEST) {
        return Err(format!("a position must lie within ±{FARTHEST}; move {what} back"));
    }
    Ok(())
}

pub(crate) fn node(draft: &Draft, node: &Node) -> Result<(), String> {
    text(&node.name, LONGEST_TEXT, "a name")?;
    text(&node.note, LONGEST_NOTE, "a note")?;
    text(node.color.as_deref().unwrap_or_default(), LONGEST_TEXT, "a colour")?;
    text(node.group.as_deref().unwrap_or_default(), LONGEST_TEXT, "the name of a group")?;
    node.position.map_or(Ok(()), |at| within(at, "the node"))?;
    for member in &node.members {
        let ids = std::iter::once(&member.layer).chain(&member.over);
        if let Some(id) = ids.into_iter().find(|id| !draft.layers.contains_key(id)) {
            return Err(format!("layer {} is mentioned but does not exist", id.0));
        }
        text(member.address.as_deref().unwrap_or_default(), LONGEST_TEXT, "an address")?;
        text(member.interface.as_deref().unwrap_or_default(), LONGEST_TEXT, "an interface")?;
        member.quality.iter().try_for_each(quality)?;
        policies(&member.policies)?;
        unknown(&member.unknown)?;
    }
    unknown(&node.unknown)
}

pub(crate) fn layer(draft: &Draft, layer: &Layer) -> Result<(), String> {
    text(&layer.name, LONGEST_TEXT, "a name")?;
    text(&layer.note, LONGEST_NOTE, "a note")?;
    text(layer.color.as_deref().unwrap_or_default(), LONGEST_TEXT, "a colour")?;
    for strategy in [&layer.enrollment, &layer.flows] {
        let Strategy::Manual(pairs) = strategy else { continue };
        for pair in pairs {
            let gone = [pair.from, pair.to].into_iter().find(|id| !draft.nodes.contains_key(id));
            if let Some(id) = gone {
                return Err(format!("node {} is mentioned but does not exist", id.0));
            }
            if let Some(id) = pair.via.filter(|id| !draft.layers.contains_key(id)) {
                return Err(format!("layer {} is mentioned but does not exist", id.0));
            }
        }
    }
    if let Bootstrapper::Node(id) = layer.bootstrapper
        && !draft.nodes.contains_key(&id)
    {
        return Err(format!("node {} is mentioned but does not exist", id.0));
    }
    quality(&layer.quality)?;
    policies(&layer.policies)?;
    most(layer.cubes.len(), MOST_ENTRIES, "QoS cubes")?;
    for cube in &layer.cubes {
        text(&cube.name, LONGEST_TEXT, "a name")?;
        params(&cube.params)?;
    }
    unknown(&layer.unknown)
}

pub(crate) fn service(draft: &Draft, service: &Service) -> Result<(), String> {
    text(&service.name, LONGEST_TEXT, "a name")?;
    text(&service.program, LONGEST_VALUE, "a program")?;
    most(service.args.len(), MOST_ENTRIES, "arguments")?;
    service.args.iter().try_for_each(|arg| text(arg, LONGEST_VALUE, "an argument"))?;
    most(service.layers.len(), MOST_ENTRIES, "layers of one service")?;
    if let Some(id) = service.nodes.iter().find(|id| !draft.nodes.contains_key(id)) {
        return Err(format!("node {} is mentioned but does not exist", id.0));
    }
    if let Some(id) = service.layers.iter().find(|id| !draft.layers.contains_key(id)) {
        return Err(format!("layer {} is mentioned but does not exist", id.0));
    }
    unknown(&service.unknown)
}

fn quality(quality: &LinkQuality) -> Result<(), String> {
    let numbers = [
        quality.delay_ms,
        quality.jitter_ms,
        quality.delay_correlation_percent,
        quality.loss_percent,
        quality.loss_correlation_percent,
        quality.rate_mbit,
    ];
    if numbers.into_iter().flatten().all(f64::is_finite) {
        Ok(())
    } else {
        Err("a link quality must be a finite number; type another".into())
    }
}

fn policies(policies: &Policies) -> Result<(), String> {
    most(policies.len(), MOST_ENTRIES, "policies")?;
    policies.iter().try_for_each(|(component, policy)| {
        text(component, LONGEST_TEXT, "a component")?;
        text(&policy.name, LONGEST_TEXT, "a policy")?;
        params(&policy.params)
    })
}

fn params(params: &std::collections::BTreeMap<String, String>) -> Result<(), String> {
    most(params.len(), MOST_ENTRIES, "parameters")?;
    params.iter().try_for_each(|(name, value)| {
        text(name, LONGEST_TEXT, "a parameter")?;
        text(value, LONGEST_VALUE, "a parameter")
    })
}

/// Unknown keys are kept, but not a file within the file: at most 10,000 bytes and values a record.
fn unknown(unknown: &Unknown) -> Result<(), String> {
    let mut weight: usize = unknown.keys().map(|key| key.len() + 1).sum();
    let mut rest: Vec<&Value> = unknown.values().collect();
    while let Some(value) = rest.pop() {
        weight += 1;
        match value {
            Value::String(text) => weight += text.len(),
            Value::Array(values) => rest.extend(values),
            Value::Object(entries) => {
                weight += entries.keys().map(String::len).sum::<usize>();
                rest.extend(entries.values());
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
        if weight > MOST_UNKNOWN {
            break;
        }
    }
    most(weight, MOST_UNKNOWN, "bytes of unknown keys in one record")
}

fn text(text: &str, longest: usize, what: &str) -> Result<(), String> {
    // No text of more characters than allowed has fewer bytes than that.
    if text.len() > longest && text.chars().nth(longest).is_some() {
        return Err(format!("{what} has more than {longest} characters; shorten it"));
    }
    Ok(())
}

fn most(n: usize, most: usize, what: &str) -> Result<(), String> {
    if n > most { Err(format!("{n} {what} are too many; {most} are the most")) } else { Ok(()) }
}
