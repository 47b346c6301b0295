//! The recorded inputs of Rumba 0.9, each as a script: what goes in comes out.

use super::{members, read};
use model::Draft;
use serde_json::Value;
use std::fmt::Write as _;

const INPUTS: [(&str, &str); 21] = [
    ("bad_cycle_across_nodes", include_str!("../fixtures/golden/bad_cycle_across_nodes.json")),
    ("bad_cycle_self", include_str!("../fixtures/golden/bad_cycle_self.json")),
    ("bad_disconnected", include_str!("../fixtures/golden/bad_disconnected.json")),
    ("bad_dup_layer", include_str!("../fixtures/golden/bad_dup_layer.json")),
    ("bad_empty_node", include_str!("../fixtures/golden/bad_empty_node.json")),
    ("bad_eth_over_unicast", include_str!("../fixtures/golden/bad_eth_over_unicast.json")),
    ("bad_lower_not_on_node", include_str!("../fixtures/golden/bad_lower_not_on_node.json")),
    ("bad_names", include_str!("../fixtures/golden/bad_names.json")),
    ("bad_no_lower_one_node", include_str!("../fixtures/golden/bad_no_lower_one_node.json")),
    ("bad_strategy_manual", include_str!("../fixtures/golden/bad_strategy_manual.json")),
    ("fullmesh6", include_str!("../fixtures/golden/fullmesh6.json")),
    ("line10", include_str!("../fixtures/golden/line10.json")),
    ("multihomed", include_str!("../fixtures/golden/multihomed.json")),
    ("parallel_links", include_str!("../fixtures/golden/parallel_links.json")),
    ("policies", include_str!("../fixtures/golden/policies.json")),
    ("random50", include_str!("../fixtures/golden/random50.json")),
    ("recursion2", include_str!("../fixtures/golden/recursion2.json")),
    ("ring8", include_str!("../fixtures/golden/ring8.json")),
    ("star", include_str!("../fixtures/golden/star.json")),
    ("tree15", include_str!("../fixtures/golden/tree15.json")),
    ("two_layers_shared_eth", include_str!("../fixtures/golden/two_layers_shared_eth.json")),
];

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

/// The input as people write it: a variable a layer, a variable a node.
fn script(input: &Value) -> String {
    let mut text = String::from("from rumba.model import *\nimport rumba.prototypes.ouroboros as our\nlayer = {}\n");
    for layer in input["layers"].as_array().expect("layers") {
        let (id, name) = (layer.get("id").unwrap_or(&layer["name"]), &layer["name"]);
        let class = if layer["kind"] == "unicast" { "NormalDIF" } else { "ShimEthDIF" };
        writeln!(text, "layer[{id}] = {class}({name})").expect("a text");
    }
    writeln!(text, "nodes = []").expect("a text");
    for node in input["nodes"].as_array().expect("nodes") {
        let listed =
            |value: &Value| texts(value).iter().map(|id| format!("layer[{id:?}]")).collect::<Vec<_>>().join(", ");
        let registrations = node["registrations"].as_object().into_iter().flatten();
        let registrations: Vec<String> =
            registrations.map(|(upper, lowers)| format!("layer[{upper:?}]: [{}]", listed(lowers))).collect();
        let (name, layers) = (&node["name"], listed(&node["layers"]));
        writeln!(
            text,
            "nodes.append(Node({name}, difs=[{layers}], dif_registrations={{{}}}))",
            registrations.join(", ")
        )
        .expect("a text");
    }
    text + "exp = our.Experiment(None, nodes=nodes)\n"
}

/// What the input says, as [`members`] says it.
fn expected(input: &Value) -> Vec<String> {
    let layers = input["layers"].as_array().expect("layers");
    let name = |id: &str| {
        let is_it = |layer: &&Value| layer.get("id").unwrap_or(&layer["name"]) == id;
        layers.iter().find(is_it).and_then(|layer| layer["name"].as_str()).expect(id).to_owned()
    };
    let node = |node: &Value| {
        let mut ids = texts(&node["layers"]);
        let registrations = &node["registrations"];
        for upper in registrations.as_object().into_iter().flatten().map(|(upper, _)| upper.as_str()) {
            if !ids.contains(&upper) {
                ids.push(upper);
            }
        }
        let member = |id: &&str| {
            let over: Vec<String> = texts(&registrations[*id]).into_iter().map(name).collect();
            if over.is_empty() { name(id) } else { format!("{}/{}", name(id), over.join("+")) }
        };
        format!("{}: {:?}", node["name"].as_str().expect("a name"), ids.iter().map(member).collect::<Vec<_>>())
    };
    input["nodes"].as_array().expect("nodes").iter().map(node).collect()
}

fn found(draft: &Draft) -> Vec<String> {
    draft.nodes().map(|(_, node)| format!("{}: {:?}", node.name, members(draft, node))).collect()
}

#[test]
fn every_recorded_input_survives() {
    for (key, input) in INPUTS {
        let input: Value = serde_json::from_str(input).expect(key);
        let draft = read(&script(&input)).draft;
        assert_eq!(found(&draft), expected(&input), "{key}");
        assert_eq!(draft.layers().len(), input["layers"].as_array().map_or(0, Vec::len), "{key}");
    }
}

#[test]
fn a_manual_strategy_without_pairs_is_found() {
    let input = include_str!("../fixtures/golden/bad_strategy_manual.json");
    let text = script(&serde_json::from_str(input).expect("a fixture"))
        .replace("nodes=nodes)", "nodes=nodes, enrollment_strategy=\"manual\")");
    let draft = crate::open("x.py", &text).expect("a script").draft;
    assert!(model::check::check(&draft).iter().any(|finding| finding.code == "missing-pairs"));
}
