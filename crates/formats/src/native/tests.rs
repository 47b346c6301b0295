//! Tests of the native file.

use super::Native;
use crate::{
    Format, MOST_NODES,
    tests::{best_time, tape::for_all},
};
use expect_test::{Expect, expect};
use model::{Builder, Draft, Layer, LayerId, LayerKind, Member, Node, Settings};
use std::time::Duration;

fn read(text: &str) -> Draft {
    Native.read(text).unwrap_or_else(|error| panic!("{error}\n{text}")).draft
}

fn write(draft: &Draft) -> String {
    Native.write(draft).expect("a draft without null").expect("native is written")
}

#[test]
fn any_draft_survives_and_is_written_the_same_again() {
    for_all("native, any draft", |tape| {
        let draft = tape.draft();
        let text = write(&draft);
        let again = read(&text);
        assert_eq!(again, draft, "{text}");
        assert_eq!(write(&again), text);
    });
}

const STAR: &str = r#"conga = 1
title = "Star"
prototype = { kind = "ouroboros", dialect = "seed" }
testbed = { kind = "emulator" }

[[layer]]
name = "n1"
kind = "unicast"

[[layer]]
name = "e1"
kind = "eth-dix"
quality = { delay_ms = 5, loss_percent = 0.1 }

[[node]]
name = "client1"
at = [120, 80.5]
layers = [
    "e1",
    { name = "n1", over = ["e1"] },
]
"#;

#[test]
fn a_file_by_hand_is_written_as_it_was() {
    assert_eq!(write(&read(STAR)), STAR);
}

#[test]
fn one_edit_is_one_line() {
    let lines_changed = |from: &str, to: &str| {
        let after = write(&read(&STAR.replace(from, to)));
        let unchanged = |line: &&str| STAR.lines().any(|before| before == *line);
        after.lines().filter(|line| !unchanged(line)).count()
    };
    for (from, to) in [
        ("120", "121"),
        ("over = [\"e1\"]", "over = []"),
        ("    \"e1\",\n", "    \"n1\",\n    \"e1\",\n"),
        ("delay_ms = 5", "delay_ms = 6"),
        ("\"Star\"", "\"Sun\""),
        ("loss_percent = 0.1 }", "loss_percent = 0.1 }\nnote = \"slow\""),
    ] {
        assert_eq!(lines_changed(from, to), 1, "{from} → {to}");
    }
}

#[test]
fn unknown_keys_stay_at_every_level() {
    let text = r#"conga = 1
title = "T"
prototype = { kind = "ouroboros", tuned = [1, 2] }
testbed = { kind = "emulator" }
future = 2026-01-02T03:04:05Z

[[layer]]
name = "n1"
kind = "unicast"
bootstrapper = { node = "a", why = "it is big" }
enrollment = [
    { from = "a", to = "b", cost = 3 },
]
quality = { delay_ms = 5, colour = nan }
policies = { routing = { name = "lfa", since = 1979-05-27 } }
cubes = [
    { name = "gold", weight = inf },
]
shape = { round = true }

[[node]]
name = "a"
layers = [
    { name = "n1", quality = { hops = 1 }, mtu = 1500 },
]
rack = "7"

[[node]]
name = "b"

[[service]]
name = "s"
nodes = ["a"]
layers = ["n1"]
since = 3
"#;
    assert_eq!(write(&read(text)), text);
}

#[test]
fn duplicate_names_get_keys_of_their_own() {
    let mut builder = Builder::new(Settings::default());
    let layers: Vec<LayerId> = (0..2).map(|_| builder.layer(Layer::of("e", LayerKind::EthDix))).collect();
    let members = layers.iter().rev().map(|id| Member::of(*id)).collect();
    builder.node(Node { name: "a".into(), members, ..Node::default() });
    let draft = builder.finish();
    let text = write(&draft);
    assert!(text.contains("name = \"e\"\nid = \"e~2\"\n"), "{text}");
    assert_eq!(read(&text), draft);
}

#[test]
fn what_is_only_mentioned_becomes_a_ghost() {
    let draft = read(
        "conga = 1\n[[node]]\nname = \"a\"\nlayers = [{ name = \"n1\", over = [\"e1\"] }]\n\
         [[service]]\nname = \"s\"\nnodes = [\"b\"]\n",
    );
    let layers: Vec<_> = draft.layers().map(|(_, layer)| (layer.name.as_str(), layer.ghost, layer.kind)).collect();
    assert_eq!(layers, [("n1", true, LayerKind::Unicast), ("e1", true, LayerKind::EthDix)]);
    let nodes: Vec<_> = draft.nodes().map(|(_, node)| (node.name.as_str(), node.ghost)).collect();
    assert_eq!(nodes, [("a", false), ("b", true)]);
    assert_eq!(read(&write(&draft)), draft);
}

fn check_error(text: &str, expected: Expect) {
    expected.assert_eq(&Native.read(text).expect_err("it is wrong").to_string());
}

#[test]
fn errors_say_where_what_and_how_to_mend() {
    check_error(
        "title = \"x\"\n",
        expect!["line 1, column 1: this file does not say which version it is; add the line `conga = 1` at the top"],
    );
    check_error(
        "conga = 2\n",
        expect!["line 1, column 9: this file is of version 2; the newest read here is 1; open it with a newer Conga"],
    );
    check_error(
        "conga = 1\n[[layer]]\nname = \"n\"\nkind = \"wifi\"\n",
        expect![
            "line 4, column 8: there is no kind of layer `wifi`; use one of unicast, broadcast, eth-dix, eth-llc, udp4, udp6, local"
        ],
    );
    check_error(
        "conga = 1\n[[node]]\nname = 7\n",
        expect!["line 3, column 8: `name` is `7`; give it a text in quotes"],
    );
    check_error("conga = 1\n[[node]]\nat = [1, nan]\n", expect!["line 3, column 10: `at` is `nan`; give it a number"]);
    check_error(
        "conga = 1\n[[node]]\nat = [1]\n",
        expect!["line 3, column 6: a place needs two numbers; write `at = [x, y]`"],
    );
    check_error("conga = 1\nnode = 3\n", expect!["line 2, column 8: `node` is `3`; give it a list in square brackets"]);
    check_error(
        "conga = 1\n[[node]]\nlayers = [{ over = [] }]\n",
        expect![[r#"line 3, column 11: a membership names no layer; write `{ name = "…" }`"#]],
    );
    check_error(
        "conga = 1\n[[node]]\nid = \"x\"\n[[node]]\nid = \"x\"\n",
        expect!["line 5, column 6: `id` x stands twice; give each its own"],
    );
    check_error(
        "conga = 1\n[[layer]]\nflows = \"some\"\n",
        expect!["line 3, column 9: there is no strategy `some`; use `minimal`, `full-mesh` or a list of pairs"],
    );
    check_error(
        "conga = 1\n[[layer\n",
        expect!["line 2, column 8: unclosed array table, expected `]]`; write it as TOML, like the examples"],
    );
}

#[test]
fn counts_and_depth_are_bounded() {
    let nodes = format!("conga = 1\n{}", "[[node]]\n".repeat(MOST_NODES + 1));
    let refused = Native.read(&nodes).expect_err("too many nodes");
    assert_eq!((refused.line, refused.what.as_str()), (MOST_NODES + 2, "more than 20000 of `[[node]]`"));
    let members = format!("conga = 1\n[[node]]\nlayers = [{}]\n", "\"e\",".repeat(100_001));
    assert!(Native.read(&members).expect_err("too many memberships").what.contains("more than 100000 memberships"));
    let mentioned: String = (0..=MOST_NODES).map(|n| format!("\"n{n}\",")).collect();
    let service = format!("conga = 1\n[[service]]\nnodes = [{mentioned}]\n");
    assert!(Native.read(&service).expect_err("too many ghosts").what.contains("mentions 20001 nodes"));
    for deep in ["x = [", "x = {a=", "[a.", "a."] {
        assert!(Native.read(&format!("conga = 1\n{}", deep.repeat(100_000))).is_err(), "{deep}");
    }
}

#[test]
fn what_toml_lacks_is_refused_on_writing() {
    let unknown = [("x".to_owned(), serde_json::Value::Null)].into();
    let draft = Builder::new(Settings { unknown, ..Settings::default() }).finish();
    assert_eq!(
        Native.write(&draft).expect_err("null").to_string(),
        "the unknown key `x` holds nothing (`null`), which the native file cannot say; remove that key"
    );
}

#[test]
fn groups_frames_and_locks_are_kept() {
    let text = "conga = 1\n[[group]]\nname = \"north\"\ncolor = \"#336699\"\nnote = \"two lines\\nof it\"\nfuture = 1\n\n[[group]]\nname = \"usual\"\n\n[[node]]\nname = \"a\"\ngroup = \"north\"\nlocked = true\n";
    let draft = read(text);
    let frame = &draft.settings().frames["north"];
    assert_eq!(
        (frame.color.as_deref(), frame.note.as_str(), frame.unknown.len()),
        (Some("#336699"), "two lines\nof it", 1)
    );
    assert_eq!(draft.settings().frames.len(), 1, "the usual frame is no record");
    assert!(draft.nodes().all(|(_, node)| node.locked && node.group.as_deref() == Some("north")));
    let written = write(&draft);
    assert_eq!(read(&written), draft);
    assert!(written.contains("locked = true") && written.contains("[[group]]\nname = \"north\""), "{written}");
}

/// A thousand nodes in a grid-like mesh of 1,500 links, all in one layer.
fn large() -> Draft {
    let mut builder = Builder::new(Settings::default());
    let n1 = builder.layer(Layer::of("n1", LayerKind::Unicast));
    let mut links = vec![Vec::new(); 1_000];
    for n in 0..1_500_usize {
        let link = builder.layer(Layer::of(format!("e{n}"), LayerKind::EthDix));
        links[n % 1_000].push(link);
        links[(n * 7 + 1) % 1_000].push(link);
    }
    for (n, links) in links.into_iter().enumerate() {
        let mut members: Vec<Member> = links.iter().map(|id| Member::of(*id)).collect();
        members.push(Member { over: links, ..Member::of(n1) });
        builder.node(Node { name: format!("node{n}"), members, ..Node::default() });
    }
    builder.finish()
}

#[test]
fn a_thousand_nodes_are_read_in_no_time() {
    let draft = large();
    let text = write(&draft);
    assert_eq!(read(&text), draft);
    // The promise is 50 ms in release.
    let limit = Duration::from_millis(if cfg!(debug_assertions) { 5_000 } else { 50 });
    let elapsed = best_time(limit, || drop(read(&text)));
    assert!(elapsed < limit, "{elapsed:?}");
}
