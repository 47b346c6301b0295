//! All that a record says, as facts that can be compared one by one.

use super::pairs::Pairs;
use crate::policy_text::{write_cubes, write_policies};
use messages::say;
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
        tell(&mut said, say!("word-title"), settings.title.clone());
        tell(&mut said, say!("word-note"), settings.note.clone());
        tell(&mut said, say!("word-prototype"), choice(&settings.prototype));
        tell(&mut said, say!("word-testbed"), choice(&settings.testbed));
        tell(&mut said, say!("fact-folded-groups"), settings.folded.iter().cloned().collect::<Vec<_>>().join(", "));
        for (group, frame) in &settings.frames {
            let parts = [frame.color.as_deref().unwrap_or_default(), &frame.note, &unknown(&frame.unknown)];
            let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            tell(&mut said, &say!("fact-frame-of", group = group), parts.join("; "));
        }
        for (at, note) in settings.notes.iter().enumerate() {
            let place = say!("fact-note-at", text = note.text, x = note.at.x, y = note.at.y);
            let parts = format!("{place} {}", unknown(&note.unknown));
            tell(&mut said, &say!("fact-note-n", n = at + 1), parts.trim_end().to_owned());
        }
        tell(&mut said, say!("fact-other-keys"), unknown(&settings.unknown));
        said
    }

    fn node(&self, node: &Node) -> Said {
        let mut said = Said::new();
        tell(&mut said, say!("fact-name"), node.name.clone());
        tell(
            &mut said,
            say!("fact-place"),
            node.position.map_or_else(String::new, |at| format!("{:.0}, {:.0}", at.x, at.y)),
        );
        tell(&mut said, say!("word-colour"), node.color.clone().unwrap_or_default());
        tell(&mut said, say!("word-note"), node.note.clone());
        tell(&mut said, say!("word-group"), node.group.clone().unwrap_or_default());
        tell(&mut said, say!("fact-locked"), if node.locked { say!("fact-yes") } else { "" }.to_owned());
        tell(&mut said, say!("fact-declared"), if node.ghost { say!("fact-no") } else { "" }.to_owned());
        tell(&mut said, say!("fact-other-keys"), unknown(&node.unknown));
        for member in &node.members {
            let mut key = say!("in-layer", name = self.layer_name(member.layer));
            // A layer named twice is a finding, and a fact of its own.
            while said.contains_key(&key) {
                key.push(' ');
                key.push_str(say!("fact-again"));
            }
            said.insert(key, self.member(member));
        }
        said
    }

    fn member(&self, member: &Member) -> String {
        let over: Vec<&str> = member.over.iter().map(|id| self.layer_name(*id)).collect();
        let mut parts = vec![if over.is_empty() {
            say!("fact-yes").to_owned()
        } else {
            say!("over-layer", layer = over.join(", "))
        }];
        let mut add = |what: &str, text: String| {
            if !text.is_empty() {
                parts.push(format!("{what} {text}"));
            }
        };
        add(say!("word-address"), member.address.clone().unwrap_or_default());
        add(say!("word-interface"), member.interface.clone().unwrap_or_default());
        add(say!("fact-quality"), member.quality.as_ref().map(quality).unwrap_or_default());
        add(say!("word-policies"), one_line(&write_policies(&member.policies)));
        add(say!("fact-other-keys"), unknown(&member.unknown));
        parts.join("; ")
    }

    fn layer(&self, layer: &Layer) -> Said {
        let mut said = Said::new();
        tell(&mut said, say!("fact-name"), layer.name.clone());
        tell(&mut said, say!("word-kind"), layer.kind.as_str().to_owned());
        tell(&mut said, say!("fact-declared"), if layer.ghost { say!("fact-no") } else { "" }.to_owned());
        tell(
            &mut said,
            say!("word-bootstrapper"),
            match layer.bootstrapper {
                Bootstrapper::Auto => String::new(),
                Bootstrapper::First => say!("fact-the-first-declared").to_owned(),
                Bootstrapper::Centre => say!("fact-the-centre").to_owned(),
                Bootstrapper::Node(id) => self.node_name(id).to_owned(),
            },
        );
        tell(&mut said, say!("word-enrollment"), self.strategy(&layer.enrollment));
        tell(&mut said, say!("word-flows"), self.strategy(&layer.flows));
        tell(&mut said, say!("fact-quality"), quality(&layer.quality));
        tell(&mut said, say!("word-policies"), one_line(&write_policies(&layer.policies)));
        tell(&mut said, say!("word-qos-cubes"), one_line(&write_cubes(&layer.cubes)));
        tell(&mut said, say!("word-colour"), layer.color.clone().unwrap_or_default());
        tell(&mut said, say!("word-note"), layer.note.clone());
        tell(&mut said, say!("fact-folded"), if layer.folded { say!("fact-yes") } else { "" }.to_owned());
        tell(&mut said, say!("fact-other-keys"), unknown(&layer.unknown));
        said
    }

    fn service(&self, service: &Service) -> Said {
        let mut said = Said::new();
        let names = |ids: &[NodeId]| ids.iter().map(|id| self.node_name(*id)).collect::<Vec<_>>().join(", ");
        let layers: Vec<&str> = service.layers.iter().map(|id| self.layer_name(*id)).collect();
        tell(&mut said, say!("fact-name"), service.name.clone());
        tell(&mut said, say!("fact-on"), names(&service.nodes));
        tell(&mut said, say!("fact-registered-in"), layers.join(", "));
        tell(&mut said, say!("word-program"), service.program.clone());
        tell(&mut said, say!("fact-arguments"), service.args.join(" "));
        tell(
            &mut said,
            say!("word-balance"),
            if service.balance == Balance::RoundRobin { "round-robin" } else { "" }.to_owned(),
        );
        tell(&mut said, say!("fact-other-keys"), unknown(&service.unknown));
        said
    }

    fn strategy(&self, strategy: &Strategy) -> String {
        match strategy {
            Strategy::Minimal => say!("fact-along-a-tree").to_owned(),
            Strategy::FullMesh => say!("fact-every-pair").to_owned(),
            Strategy::Manual(pairs) => {
                let pair = |pair: &model::Pair| {
                    let via = pair.via.map_or_else(String::new, |via| {
                        format!(" {}", say!("over-layer", layer = self.layer_name(via)))
                    });
                    format!("{} → {}{via}", self.node_name(pair.from), self.node_name(pair.to))
                };
                say!("fact-by-hand", pairs = pairs.iter().map(pair).collect::<Vec<_>>().join(", "))
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

fn tell(said: &mut Said, what: &str, text: String) {
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
        number(say!("fact-delay"), quality.delay_ms, "ms"),
        number(say!("fact-jitter"), quality.jitter_ms, "ms"),
        number(say!("fact-delay-correlation"), quality.delay_correlation_percent, "%"),
        quality.distribution.map(|distribution| format!("{distribution:?}").to_ascii_lowercase()),
        number(say!("fact-loss"), quality.loss_percent, "%"),
        number(say!("fact-loss-correlation"), quality.loss_correlation_percent, "%"),
        number(say!("fact-rate"), quality.rate_mbit, "Mbit/s"),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn unknown(unknown: &Unknown) -> String {
    unknown.iter().map(|(key, value)| format!("{key} = {value}")).collect::<Vec<_>>().join(", ")
}

fn one_line(text: &str) -> String {
    text.lines().collect::<Vec<_>>().join(", ")
}
