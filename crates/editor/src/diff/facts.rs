//! All that a record says, as facts that can be compared one by one.

use super::pairs::Pairs;
use crate::policy_text::{write_cubes, write_policies};
use model::{
    Balance, Bootstrapper, Choice, Draft, Layer, LayerId, LinkQuality, Member, Node, NodeId, Place, Service, Strategy,
    Unknown,
};
use std::collections::BTreeMap;

/// Facts by what they are about; what is as usual is not said.
pub(super) type Said = BTreeMap<String, String>;

/// The facts of one draft. Records are mentioned by their names in the second one, so that a new name is one fact.
pub(super) struct Facts<'a> {
    pub(super) draft: &'a Draft,
    pub(super) pairs: Option<(&'a Pairs, &'a Draft)>,
}

impl Facts<'_> {
    pub(super) fn of(&self, place: Place) -> Said {
        match place {
            Place::Node(id) => self.draft.node(id).map(|node| self.node(node)),
            Place::Layer(id) => self.draft.layer(id).map(|layer| self.layer(layer)),
            Place::Service(id) => self.draft.service(id).map(|service| self.service(service)),
            Place::Experiment | Place::Member(..) => None,
        }
        .unwrap_or_default()
    }

    pub(super) fn settings(&self) -> Said {
        let settings = self.draft.settings();
        let mut said = Said::new();
        say(&mut said, "title", settings.title.clone());
        say(&mut said, "note", settings.note.clone());
        say(&mut said, "prototype", choice(&settings.prototype));
        say(&mut said, "testbed", choice(&settings.testbed));
        say(&mut said, "folded groups", settings.folded.iter().cloned().collect::<Vec<_>>().join(", "));
        for (group, frame) in &settings.frames {
            let parts = [frame.color.as_deref().unwrap_or_default(), &frame.note, &unknown(&frame.unknown)];
            let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            say(&mut said, &format!("frame of {group}"), parts.join("; "));
        }
        for (at, note) in settings.notes.iter().enumerate() {
            let parts = format!("{} at {}, {} {}", note.text, note.at.x, note.at.y, unknown(&note.unknown));
            say(&mut said, &format!("note {}", at + 1), parts.trim_end().to_owned());
        }
        say(&mut said, "other keys", unknown(&settings.unknown));
        said
    }

    fn node(&self, node: &Node) -> Said {
        let mut said = Said::new();
        say(&mut said, "name", node.name.clone());
        say(&mut said, "place", node.position.map_or_else(String::new, |at| format!("{:.0}, {:.0}", at.x, at.y)));
        say(&mut said, "colour", node.color.clone().unwrap_or_default());
        say(&mut said, "note", node.note.clone());
        say(&mut said, "group", node.group.clone().unwrap_or_default());
        say(&mut said, "locked", if node.locked { "yes" } else { "" }.to_owned());
        say(&mut said, "declared", if node.ghost { "no" } else { "" }.to_owned());
        say(&mut said, "other keys", unknown(&node.unknown));
        for member in &node.members {
            let mut key = format!("in {}", self.layer_name(member.layer));
            // A layer named twice is a finding, and a fact of its own.
            while said.contains_key(&key) {
                key.push_str(" again");
            }
            said.insert(key, self.member(member));
        }
        said
    }

    fn member(&self, member: &Member) -> String {
        let over: Vec<&str> = member.over.iter().map(|id| self.layer_name(*id)).collect();
        let mut parts = vec![if over.is_empty() { "yes".to_owned() } else { format!("over {}", over.join(", ")) }];
        let mut add = |what: &str, text: String| {
            if !text.is_empty() {
                parts.push(format!("{what} {text}"));
            }
        };
        add("address", member.address.clone().unwrap_or_default());
        add("interface", member.interface.clone().unwrap_or_default());
        add("quality", member.quality.as_ref().map(quality).unwrap_or_default());
        add("policies", one_line(&write_policies(&member.policies)));
        add("other keys", unknown(&member.unknown));
        parts.join("; ")
    }

    fn layer(&self, layer: &Layer) -> Said {
        let mut said = Said::new();
        say(&mut said, "name", layer.name.clone());
        say(&mut said, "kind", layer.kind.as_str().to_owned());
        say(&mut said, "declared", if layer.ghost { "no" } else { "" }.to_owned());
        say(
            &mut said,
            "bootstrapper",
            match layer.bootstrapper {
                Bootstrapper::Auto => String::new(),
                Bootstrapper::First => "the first declared".to_owned(),
                Bootstrapper::Centre => "the centre".to_owned(),
                Bootstrapper::Node(id) => self.node_name(id).to_owned(),
            },
        );
        say(&mut said, "enrollment", self.strategy(&layer.enrollment));
        say(&mut said, "flows", self.strategy(&layer.flows));
        say(&mut said, "quality", quality(&layer.quality));
        say(&mut said, "policies", one_line(&write_policies(&layer.policies)));
        say(&mut said, "QoS cubes", one_line(&write_cubes(&layer.cubes)));
        say(&mut said, "colour", layer.color.clone().unwrap_or_default());
        say(&mut said, "note", layer.note.clone());
        say(&mut said, "folded", if layer.folded { "yes" } else { "" }.to_owned());
        say(&mut said, "other keys", unknown(&layer.unknown));
        said
    }

    fn service(&self, service: &Service) -> Said {
        let mut said = Said::new();
        let names = |ids: &[NodeId]| ids.iter().map(|id| self.node_name(*id)).collect::<Vec<_>>().join(", ");
        let layers: Vec<&str> = service.layers.iter().map(|id| self.layer_name(*id)).collect();
        say(&mut said, "name", service.name.clone());
        say(&mut said, "on", names(&service.nodes));
        say(&mut said, "registered in", layers.join(", "));
        say(&mut said, "program", service.program.clone());
        say(&mut said, "arguments", service.args.join(" "));
        say(&mut said, "balance", if service.balance == Balance::RoundRobin { "round-robin" } else { "" }.to_owned());
        say(&mut said, "other keys", unknown(&service.unknown));
        said
    }

    fn strategy(&self, strategy: &Strategy) -> String {
        match strategy {
            Strategy::Minimal => "along a tree".to_owned(),
            Strategy::FullMesh => "every pair of neighbours".to_owned(),
            Strategy::Manual(pairs) => {
                let pair = |pair: &model::Pair| {
                    let via = pair.via.map_or_else(String::new, |via| format!(" over {}", self.layer_name(via)));
                    format!("{} → {}{via}", self.node_name(pair.from), self.node_name(pair.to))
                };
                format!("by hand: {}", pairs.iter().map(pair).collect::<Vec<_>>().join(", "))
            }
        }
    }

    fn node_name(&self, id: NodeId) -> &str {
        let there = self.pairs.and_then(|(pairs, after)| after.node(*pairs.nodes.get(&id)?));
        there.or_else(|| self.draft.node(id)).map_or("?", |node| node.name.as_str())
    }

    fn layer_name(&self, id: LayerId) -> &str {
        let there = self.pairs.and_then(|(pairs, after)| after.layer(*pairs.layers.get(&id)?));
        there.or_else(|| self.draft.layer(id)).map_or("?", |layer| layer.name.as_str())
    }
}

fn say(said: &mut Said, what: &str, text: String) {
    if !text.is_empty() {
        said.insert(what.to_owned(), text);
    }
}

fn choice(choice: &Choice) -> String {
    let options = choice.options.iter().map(|(option, value)| format!("{option} {value}"));
    std::iter::once(choice.kind.clone()).chain(options).collect::<Vec<_>>().join("; ")
}

fn quality(quality: &LinkQuality) -> String {
    let number = |what: &str, value: Option<f64>, unit: &str| value.map(|value| format!("{what} {value} {unit}"));
    let parts = [
        number("delay", quality.delay_ms, "ms"),
        number("jitter", quality.jitter_ms, "ms"),
        number("delay correlation", quality.delay_correlation_percent, "%"),
        quality.distribution.map(|distribution| format!("{distribution:?}").to_ascii_lowercase()),
        number("loss", quality.loss_percent, "%"),
        number("loss correlation", quality.loss_correlation_percent, "%"),
        number("rate", quality.rate_mbit, "Mbit/s"),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn unknown(unknown: &Unknown) -> String {
    unknown.iter().map(|(key, value)| format!("{key} = {value}")).collect::<Vec<_>>().join(", ")
}

fn one_line(text: &str) -> String {
    text.lines().collect::<Vec<_>>().join(", ")
}
