//! The recorded inputs: none of the bad ones passes in silence, none of the good ones is blamed.

use super::text::report;
use crate::{
    Builder, Design, Draft, Layer, LayerId, LayerKind, Member, Node, Policy, Settings, Strategy, check::check,
};
use expect_test::{Expect, expect};
use serde_json::Value;
use std::{collections::HashMap, fs, path::PathBuf};

fn folder() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests", "golden"].iter().collect()
}

fn read(name: &str) -> Draft {
    let text = fs::read_to_string(folder().join(format!("{name}.json"))).expect("a fixture");
    let golden: Value = serde_json::from_str(&text).expect("JSON");
    draft(&golden["input"])
}

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

fn draft(input: &Value) -> Draft {
    let mut builder = Builder::new(Settings::default());
    let mut ids: HashMap<&str, LayerId> = HashMap::new();
    for entry in input["layers"].as_array().expect("layers") {
        let name = entry["name"].as_str().expect("a name");
        let kind = match entry["kind"].as_str() {
            Some("eth") => LayerKind::EthDix,
            Some("udp") => LayerKind::Udp4,
            _ => LayerKind::Unicast,
        };
        let mut layer = Layer::of(name, kind);
        if input["enrollment_strategy"] == "manual" && kind == LayerKind::Unicast {
            layer.enrollment = Strategy::Manual(Vec::new());
        }
        for (component, policy) in entry["policies"].as_object().into_iter().flatten() {
            let name = policy.as_object().and_then(|policy| policy.keys().next()).cloned().unwrap_or_default();
            layer.policies.insert(component.clone(), Policy { name, ..Policy::default() });
        }
        ids.insert(entry["id"].as_str().unwrap_or(name), builder.layer(layer));
    }
    for entry in input["nodes"].as_array().expect("nodes") {
        let member = |layer: &str| {
            let over = texts(&entry["registrations"][layer]).into_iter().map(|lower| ids[lower]).collect();
            Member { over, ..Member::of(ids[layer]) }
        };
        let members = texts(&entry["layers"]).into_iter().map(member).collect();
        let name = entry["name"].as_str().expect("a name").into();
        builder.node(Node { name, members, ..Node::default() });
    }
    builder.finish()
}

fn shows(name: &str, expected: Expect) {
    expected.assert_eq(&report(&read(name)));
}

#[test]
fn good_inputs_have_no_findings_and_become_designs() {
    let mut n_good = 0;
    for entry in fs::read_dir(folder()).expect("the fixtures") {
        let name = entry.expect("a file").file_name().into_string().expect("a plain name");
        let name = name.trim_end_matches(".json");
        let draft = read(name);
        let findings = check(&draft);
        assert_eq!(findings.is_empty(), !name.starts_with("bad_"), "{name}: {findings:?}");
        if findings.is_empty() {
            assert!(Design::try_from(draft).is_ok());
            n_good += 1;
        }
    }
    assert!(n_good >= 10);
}

#[test]
fn a_cycle_across_nodes_is_named_as_a_ring() {
    shows(
        "bad_cycle_across_nodes",
        expect![[r#"
            error disconnected-layer layer n1: n1 is in 2 parts that cannot reach each other: {a} and {b}; register n1 in e, which several parts share
              > Register n1 in e on a
              > Link a and b
            error layer-cycle layer n1: layers stand on each other in a ring: `n1 over n2 over n1` (n1 over n2 on a; n2 over n1 on b); take back one of these registrations
              > Unregister n1 from n2 on a
              > Unregister n2 from n1 on b
            error disconnected-layer layer n2: n2 is in 2 parts that cannot reach each other: {a} and {b}; register n2 in e, which several parts share
              > Register n2 in e on b
              > Link a and b
        "#]],
    );
}

#[test]
fn a_layer_in_itself_is_named() {
    shows(
        "bad_cycle_self",
        expect![[r#"
        error self-registration ipcp n1.a: n1 is registered in itself on a: the ring `n1 over n1`; register it in a layer below, or in none
          > Unregister n1 from n1 on a
    "#]],
    );
}

#[test]
fn islands_are_named() {
    shows(
        "bad_disconnected",
        expect![[r#"
        error disconnected-layer layer n1: n1 is in 2 parts that cannot reach each other: {a, b} and {c, d}; link two of the parts and register the layer in that link
          > Link a and c
    "#]],
    );
}

#[test]
fn a_second_layer_of_a_name_is_found() {
    shows(
        "bad_dup_layer",
        expect![[r#"
        error duplicate-layer layer e: another layer is named e too, so commands could not tell them apart; rename one of them, to e2 for example
          > Rename layer e to e2
    "#]],
    );
}

#[test]
fn an_empty_node_is_found() {
    shows(
        "bad_empty_node",
        expect![[r#"
        warning empty-node node void: void is in no layer, so nothing will run on it; link it to another node, add it to a layer, or remove it
          > Remove node void
    "#]],
    );
}

#[test]
fn a_link_over_a_layer_is_found() {
    shows(
        "bad_eth_over_unicast",
        expect![[r#"
        error hardware-over-layer layer f: f is eth-dix and stands on hardware, but is registered in n1 on a and b; drop these registrations, or make f a unicast layer
          > Unregister f from n1
          > Make f unicast
        warning idle-link layer f: nothing is registered in f, so it carries nothing; register a layer in it at its ends, or remove it
          > Register n1 in f
          > Remove layer f
    "#]],
    );
}

#[test]
fn a_lower_layer_that_is_elsewhere_is_found() {
    shows(
        "bad_lower_not_on_node",
        expect![[r#"
            error dangling-link layer e1: e1 has one end only, on a; add the node at its other end, or remove it
              > Remove layer e1
            error lower-not-on-node ipcp n1.a: n1 is registered in e2, but a is not in e2; add a to e2, or drop the registration
              > Add a to e2
              > Unregister n1 from e2 on a
            warning empty-layer layer e2: e2 has no members; add nodes to it, or remove it
              > Remove layer e2
        "#]],
    );
}

#[test]
fn bad_names_are_found() {
    shows(
        "bad_names",
        expect![[r#"
        error bad-name node a.b: `a.b` is not a name: it has characters other than letters, digits, `-` and `_`; use letters, digits, `-` and `_`, as in a-b
          > Rename node a.b to a-b
        error bad-name node $(id): `$(id)` is not a name: it has characters other than letters, digits, `-` and `_`; use letters, digits, `-` and `_`, as in id
          > Rename node $(id) to id
        error bad-name layer n 1: `n 1` is not a name: it has characters other than letters, digits, `-` and `_`; use letters, digits, `-` and `_`, as in n-1
          > Rename layer n 1 to n-1
        error bad-name layer e;x: `e;x` is not a name: it has characters other than letters, digits, `-` and `_`; use letters, digits, `-` and `_`, as in e-x
          > Rename layer e;x to e-x
    "#]],
    );
}

#[test]
fn a_member_without_registration_is_found() {
    shows(
        "bad_no_lower_one_node",
        expect![[r#"
        error member-without-registration ipcp n1.b: n1 is registered in no layer on b, so other members cannot reach it there; register it in e on b
          > Register n1 in e on b
    "#]],
    );
}

#[test]
fn missing_pairs_are_found() {
    shows(
        "bad_strategy_manual",
        expect![[r#"
            error missing-pairs layer n1: the enrollment of n1 is to be chosen by hand, but there are no pairs; choose the pairs, or let them be computed
              > Enroll n1 along a tree
              > Choose the computed tree of n1 by hand
        "#]],
    );
}
