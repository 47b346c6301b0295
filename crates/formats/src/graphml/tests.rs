//! Tests of GraphML.

use super::GraphMl;
use crate::{
    Format, Imported,
    tests::same::{counts, remarks, survives_whole},
};
use expect_test::expect;

fn read(text: &str) -> Imported {
    GraphMl.read(text).unwrap_or_else(|error| panic!("{error}"))
}

const YED: &str = include_str!("../tests/fixtures/yed.graphml");

#[test]
fn yed_labels_places_groups_and_parallel_edges_are_read() {
    let imported = read(YED);
    assert_eq!(counts(&imported.draft), [3, 3, 0, 7]);
    let node = |name: &str| imported.draft.node(imported.draft.node_named(name).expect(name)).expect("there");
    assert_eq!(node("New-York-2").unknown["label"], "New York");
    let [a, b] = ["New-York", "New-York-2"].map(|name| node(name).position.expect("placed"));
    assert!(a.y == b.y && b.x - a.x >= 100.0, "{a:?} {b:?}");
    let (_, link) = imported.draft.layers().next().expect("a link");
    assert_eq!((link.name.as_str(), link.note.as_str()), ("e1", "OC-192c"));
    assert!(crate::propose_layer(&imported.draft).is_some());
    expect![[r#"
        ≈ 6: `New York` is called `New-York` here, to be legal and unique
        ≈ 8: `New York` is called `New-York-2` here, to be legal and unique
        ≈ 10: `g::n0` is called `g--n0` here, to be legal and unique
        - 6: `url` of nodes
        - 10: a group of nodes; its nodes are here, the group is not
        - 13: an edge whose end is no node here
    "#]]
    .assert_eq(&remarks(&imported));
}

#[test]
fn the_zoos_archive_is_projected_and_has_speeds() {
    let imported = read(
        r#"<graphml><key attr.name="Latitude" for="node" id="a"/><key attr.name="Longitude" for="node" id="b"/>
        <key attr.name="label" for="node" id="c"/><key attr.name="LinkSpeedRaw" for="edge" id="d"/>
        <key attr.name="Network" for="graph" id="e"/><key attr.name="LinkLabel" for="edge" id="f"/>
        <graph edgedefault="undirected"><data key="e">Zoo</data>
        <node id="0"><data key="a">59.9</data><data key="b">10.8</data><data key="c">Oslo</data></node>
        <node id="1"><data key="a">38.0</data><data key="b">23.7</data><data key="c">Athens</data></node>
        <edge source="0" target="1"><data key="d">10000000000.0</data><data key="f">10G</data></edge>
        </graph></graphml>"#,
    );
    let places: Vec<_> = imported.draft.nodes().filter_map(|(_, node)| node.position).collect();
    assert!(places[0].y < places[1].y && places[0].x < places[1].x, "{places:?}");
    let (_, link) = imported.draft.layers().next().expect("a link");
    assert_eq!((link.quality.rate_mbit, link.note.as_str()), (Some(10_000.0), "10G"));
    assert_eq!((imported.draft.settings().title.as_str(), remarks(&imported).as_str()), ("Zoo", ""));
}

#[test]
fn any_legal_draft_survives_whole() {
    survives_whole(&GraphMl);
}

#[test]
fn what_another_tool_changes_in_our_file_holds() {
    let text = GraphMl.write(&model::generate::seed_star()).expect("said").expect("written");
    let renamed = text.replace(">client1<", ">laptop<");
    let begin = renamed.find("    <edge id=\"e3\"").expect("the link to the server");
    let end = begin + renamed[begin..].find("</edge>\n").expect("its end") + "</edge>\n".len();
    let cut = format!("{}{}", &renamed[..begin], &renamed[end..]);
    let draft = read(&cut).draft;
    assert_eq!(counts(&draft), [4, 2, 1, 8]);
    let member = |node: &str| draft.member(draft.node_named(node).expect(node), draft.layer_named("n1").expect("n1"));
    assert_eq!(member("laptop").expect("in it").over.len(), 1);
    assert_eq!(member("server").expect("in it").over.len(), 0);
}

#[test]
fn what_is_no_graph_is_refused() {
    let error = |text: &str| GraphMl.read(text).expect_err("refused").to_string();
    assert_eq!(
        error("\n<svg/>"),
        "line 2, column 1: the file begins with `<svg>`, not with `<graphml>`; open a GraphML file"
    );
    assert_eq!(remarks(&read("<graphml/>")), "- 1: no node and no layer was found in this file\n");
}
