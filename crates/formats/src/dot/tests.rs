//! Tests of DOT.

use super::Dot;
use crate::{
    Format, Imported,
    tests::same::{counts, remarks, survives_whole},
};
use expect_test::expect;

fn read(text: &str) -> Imported {
    Dot.read(text).unwrap_or_else(|error| panic!("{error}"))
}

const NETWORK: &str = r#"// a data centre
/* with a
   comment */
strict graph "DC" {
# a line for the preprocessor
  rankdir=LR;
  node [shape=box, role=leaf]; edge [delay="5 ms"]
  subgraph cluster_a { leaf1; "leaf" + "2" [label=<<b>Leaf</b> 2>] }
  spine:"swp1" -- leaf1:swp51 [bandwidth="10 Gbit"];
  spine:swp2 -- leaf2:n;
  spine -- leaf1;
  {a b} -- {c; d} -- a [loss="1%"]
  -1.5 -- é;
}
"#;

#[test]
fn chains_sets_ports_defaults_and_strictness_hold() {
    let imported = read(NETWORK);
    let draft = &imported.draft;
    // spine–leaf1, spine–leaf2, a–c, a–d, b–c, b–d and the last; c–a and d–a are there already.
    assert_eq!(counts(draft), [9, 7, 0, 14]);
    let (_, first) = draft.layers().next().expect("a link");
    assert_eq!((first.quality.rate_mbit, first.quality.delay_ms), (Some(10_000.0), Some(5.0)));
    let leaf = draft.node(draft.node_named("leaf1").expect("leaf1")).expect("there");
    assert_eq!(leaf.members[0].interface.as_deref(), Some("swp51"));
    assert_eq!(draft.settings().title, "DC");
    expect![[r#"
        ≈ 8: `Leaf 2` is called `Leaf-2` here, to be legal and unique
        ≈ 13: `-1.5` is called `1-5` here, to be legal and unique
        ≈ 13: `é` is called `node` here, to be legal and unique
        - 8: `role` of nodes
        - 8: a cluster; its nodes are here, the group is not
    "#]]
    .assert_eq(&remarks(&imported));
}

#[test]
fn any_legal_draft_survives_whole() {
    survives_whole(&Dot);
}

#[test]
fn positions_point_up() {
    let draft = read("graph { a [pos=\"0,0\"]; b [pos=\"0,200!\"]; a -- b }").draft;
    let y: Vec<f64> = draft.nodes().filter_map(|(_, node)| Some(node.position?.y)).collect();
    assert!(y[1] < y[0], "{y:?}");
}

#[test]
fn errors_have_their_line() {
    let error = |text: &str| Dot.read(text).expect_err("refused").to_string();
    expect!["line 2, column 1: a `}` is missing at the end; write it as DOT"].assert_eq(&error("graph {\n a"));
    expect!["line 2, column 1: an attribute's name is missing here; write it as DOT"]
        .assert_eq(&error("graph {\n a [=]\n}"));
    expect!["line 1, column 1: a quoted text is never closed; write it as DOT"].assert_eq(&error("graph { \"a"));
    expect!["line 1, column 1: subgraphs are nested more than 64 deep; write it as DOT"]
        .assert_eq(&error(&format!("graph {}", "{".repeat(10_000))));
    expect!["line 1, column 1: `$` begins no word; write it as DOT"].assert_eq(&error("graph { $ }"));
    expect!["line 1, column 1: a graph begins with `graph` or `digraph`; write it as DOT"].assert_eq(&error("x"));
}

#[test]
fn a_product_of_sets_is_bounded() {
    let names: String = (0..1_000).map(|n| format!("n{n} ")).collect();
    let error = Dot.read(&format!("graph {{ {{{names}}} -- {{{names}}} }}")).expect_err("a million edges");
    assert_eq!(error.what, "there are too many edges");
}
