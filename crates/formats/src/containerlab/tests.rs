//! Tests of containerlab's topologies.

use super::Containerlab;
use crate::{
    Format, Imported, open,
    tests::same::{counts, remarks, survives_whole},
};
use expect_test::expect;
use model::{Note, Point, Settings};

fn read(text: &str) -> Imported {
    Containerlab.read(text).unwrap_or_else(|error| panic!("{error}"))
}

const LAB: &str = include_str!("../tests/fixtures/wan.clab.yml");

#[test]
fn a_bridge_is_one_link_of_many_ends() {
    let imported = read(LAB);
    assert_eq!(counts(&imported.draft), [3, 3, 0, 7]);
    let draft = &imported.draft;
    let lan = draft.layer_named("br").expect("the bridge");
    assert_eq!(draft.members_by_layer()[&lan].len(), 3);
    let r1 = draft.node_named("r1").expect("there");
    assert_eq!(draft.member(r1, lan).and_then(|member| member.interface.as_deref()), Some("eth1"));
    assert_eq!(draft.node(r1).expect("there").position, Some(Point { x: 10.0, y: 20.5 }));
    expect![[r#"
        ≈ 10: the bridge `br` is a link of many ends
        ≈ 16: `r.3` is called `r-3` here, to be legal and unique
        - 2: `prefix`
        - 4: `defaults`, but for the kind of each node
        - 6: `kinds`, but for the kind of each node
        - 8: `groups`, but for the kind of each node
        - 13: `exec` of nodes
        - 22: `mtu` of links
        - 25: a link of kind `veth` leads out of the topology
        - 26: a link of kind `vxlan` leads out of the topology
        - 28: a link to `r9`, which is no node here
    "#]]
    .assert_eq(&remarks(&imported));
}

#[test]
fn annotations_place_nodes() {
    let annotations = r#"{"nodeAnnotations": [{"id": "r2", "position": {"x": 5, "y": -6}}, {"id": "gone"}],
        "freeTextAnnotations": [{"text": "hello", "position": {"x": 1, "y": 2}}, {"text": "nowhere"}],
        "freeShapeAnnotations": [{}]}"#;
    let file = |path: &str, text: &str| crate::File { path: path.into(), text: text.into() };
    let both = crate::bundle(&[file("lab.clab.yml", LAB), file("lab.clab.yml.annotations.json", annotations)]);
    let imported = open("lab.clab.yml", &both).expect("read");
    let place = |name| imported.draft.node(imported.draft.node_named(name).expect("there")).and_then(|n| n.position);
    assert_eq!((place("r1"), place("r2")), (Some(Point { x: 10.0, y: 20.5 }), Some(Point { x: 5.0, y: -6.0 })));
    assert_eq!(place("r-3"), None, "it gets one when it is opened");
    let notes = &imported.draft.settings().notes;
    assert_eq!((notes.len(), notes[0].text.as_str(), notes[0].at), (1, "hello", Point { x: 1.0, y: 2.0 }));
    assert!(remarks(&imported).contains("`freeShapeAnnotations` of the annotations"));
    assert!(remarks(&imported).contains("one text of the annotations that says no place, or nothing"));
}

#[test]
fn notes_come_back_as_its_editor_left_them() {
    let note = |text: &str| Note { text: text.into(), at: Point { x: 1.0, y: 2.0 }, ..Note::default() };
    let settings = Settings { notes: ["kept", "moved", "deleted"].map(note).to_vec(), ..Settings::default() };
    let mut files = Containerlab.files(&model::Builder::new(settings).finish()).expect("said");
    let mut annotations: serde_json::Value = serde_json::from_str(&files[1].text).expect("JSON");
    let texts = annotations["freeTextAnnotations"].as_array_mut().expect("texts");
    texts.remove(2);
    texts[1]["position"]["x"] = 9.into();
    files[1].text = annotations.to_string();
    let imported = open("Star.clab.yml", &crate::bundle(&files)).expect("read");
    let notes: Vec<_> = imported.draft.settings().notes.iter().map(|note| (note.text.as_str(), note.at.x)).collect();
    assert_eq!(notes, [("kept", 1.0), ("moved", 9.0)]);
}

#[test]
fn any_legal_draft_survives_whole() {
    survives_whole(&Containerlab);
}

#[test]
fn the_star_is_a_lab() {
    let files = Containerlab.files(&model::generate::seed_star()).expect("said");
    let bare = |line: &&str| !line.contains("conga");
    expect![[r#"
        name: "Star"
        topology:
          nodes:
            "client1":
              kind: linux
              image: ghcr.io/srl-labs/network-multitool
              labels:
                graph-posX: "0"
                graph-posY: "0"
    "#]]
    .assert_eq(&(files[0].text.lines().filter(bare).take(9).collect::<Vec<_>>().join("\n") + "\n"));
    assert!(files[0].text.contains("- endpoints: [\"client1:eth1\", \"router:eth1\"]"), "{}", files[0].text);
    assert_eq!(files[1].path, "Star.clab.yml.annotations.json");
}

#[test]
fn templates_and_other_yaml_are_refused_with_a_way_out() {
    let error = |text: &str| Containerlab.read(text).expect_err("refused").to_string();
    assert!(error("name: x\ntopology:\n  nodes:\n    {{ range }}\n     a: [\n").contains("render the template first"));
    assert_eq!(error("name: x\n"), "line 1, column 1: there is no `topology` in it; open a containerlab file");
}
