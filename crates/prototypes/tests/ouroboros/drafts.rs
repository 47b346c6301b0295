//! Designs written as text: layers as `n1 unicast`, then nodes as `router: e1 e2 n1<e1,e2`.

use model::{Builder, Design, Draft, Layer, LayerId, LayerKind, Member, Node, Settings};
use planner::Plan;
use std::collections::HashMap;

pub const STAR: &str = "
    n1 unicast
    e1 eth-dix
    e2 eth-dix
    e3 eth-dix
    client1: e1 n1<e1
    client2: e3 n1<e3
    router: e1 e2 e3 n1<e1,e2,e3
    server: e2 n1<e2
";

pub fn builder(text: &str) -> Builder {
    let mut builder = Builder::new(Settings::default());
    let mut layers: HashMap<&str, LayerId> = HashMap::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match line.split_once(':') {
            None => {
                let (name, kind) = line.split_once(' ').expect("a layer's name and kind");
                let layer = Layer::of(name, LayerKind::parse(kind).expect("a kind"));
                layers.insert(name, builder.layer(layer));
            }
            Some((name, members)) => {
                let members = members.split_whitespace().map(|member| {
                    let (layer, over) = member.split_once('<').unwrap_or((member, ""));
                    let over = over.split(',').filter(|lower| !lower.is_empty()).map(|lower| layers[lower]).collect();
                    Member { over, ..Member::of(layers[layer]) }
                });
                let members = members.collect();
                builder.node(Node { name: name.into(), members, ..Node::default() });
            }
        }
    }
    builder
}

/// With `dialect` and `testbed` and `links` chosen.
pub fn with(builder: Builder, options: &[(&str, &str)]) -> Draft {
    let mut settings = builder.draft().settings().clone();
    for (key, value) in options {
        match *key {
            "testbed" => settings.testbed.kind = (*value).into(),
            "links" => drop(settings.testbed.options.insert((*key).into(), (*value).into())),
            _ => drop(settings.prototype.options.insert((*key).into(), (*value).into())),
        }
    }
    let mut chosen = Builder::new(settings);
    let draft = builder.finish();
    for (_, layer) in draft.layers() {
        chosen.layer(layer.clone());
    }
    for (_, node) in draft.nodes() {
        chosen.node(node.clone());
    }
    for (_, service) in draft.services() {
        chosen.service(service.clone());
    }
    chosen.finish()
}

pub fn plan(draft: Draft) -> Plan {
    try_plan(draft).unwrap_or_else(|faults| panic!("{faults:?}"))
}

pub fn try_plan(draft: Draft) -> Result<Plan, Vec<String>> {
    let design = Design::try_from(draft).unwrap_or_else(|findings| panic!("{findings:?}"));
    let family = prototypes::by_kind("ouroboros").expect("Ouroboros is there");
    Ok(Plan::of(&design, family.set_up(&design)?.as_ref()))
}

pub fn transcript(text: &str, options: &[(&str, &str)]) -> String {
    planner::transcript(&plan(with(builder(text), options)))
}

/// The lines of `irm` only.
pub fn irm(transcript: &str) -> Vec<&str> {
    transcript.lines().filter(|line| line.contains(" >> irm ")).collect()
}
