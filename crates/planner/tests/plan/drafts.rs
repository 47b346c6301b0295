//! Designs written as text: layers as `n1 unicast`, then nodes as `router: e1 e2 n1<e1,e2`.

use model::{Builder, Design, Layer, LayerId, LayerKind, Member, Node, Settings};
use planner::{Action, Plan, Prototype};
use std::collections::HashMap;
use testbed::Sheet;

/// Says every action as one word.
struct Plain;

impl Prototype for Plain {
    fn kind(&self) -> &'static str {
        "plain"
    }

    fn make(&self, action: &Action, sheet: &mut Sheet) {
        if *action != Action::SwapIn {
            sheet.write(["echo"]);
        }
    }

    fn unmake(&self, _: &Action, _: &mut Sheet) {}
}

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

pub fn plan(builder: Builder) -> Plan {
    let design = Design::try_from(builder.finish()).unwrap_or_else(|findings| panic!("{findings:?}"));
    Plan::of(&design, &Plain)
}

/// Layer by layer: who starts it, who enrolls and who connects, with the reasons.
pub fn told(plan: &Plan) -> String {
    let mut text = String::new();
    for layer in plan.layers().iter().filter(|layer| !layer.kind.is_hardware()) {
        let starter = layer.bootstrapper.as_ref().map_or("nobody".into(), ToString::to_string);
        text.push_str(&format!("{starter} starts {}\n", layer.name));
        for join in &layer.enrollments {
            text.push_str(&format!("{} --> {} over {}: {}\n", join.enrollee, join.enroller, join.via, join.why));
        }
        for flow in &layer.flows {
            text.push_str(&format!("{} ==> {}: {}\n", flow.src, flow.dst, flow.why));
        }
    }
    text
}
