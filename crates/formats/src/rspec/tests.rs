//! Tests of rspecs.

use super::{Espec, Rspec};
use crate::{
    Format, Imported, open,
    tests::same::{changed, counts, remarks, survives},
};
use expect_test::expect;
use model::{Draft, Layer, LayerKind, LinkQuality, Member, Node};

fn read(text: &str) -> Imported {
    Rspec.read(text).unwrap_or_else(|error| panic!("{error}"))
}

/// As a graphical editor writes it: the namespace on every element, no managers, no places.
const JACKS: &str = include_str!("../tests/fixtures/jacks.rspec");

#[test]
fn elements_are_known_by_namespace() {
    let imported = read(JACKS);
    assert_eq!(counts(&imported.draft), [2, 1, 0, 2]);
    expect![[r#"
        ≈ 2: `host 0` is called `host-0` here, to be legal and unique
        - 3: `<icon>` of nodes
        - 10: the interface `interface-9` is of no node
    "#]]
    .assert_eq(&remarks(&imported));
    let prefixed = JACKS.replace("<rspec xmlns=", "<r:rspec xmlns:r=").replace("</rspec", "</r:rspec");
    assert_eq!(counts(&read(&prefixed).draft), [2, 1, 0, 2]);
    let foreign = JACKS.replacen("rspec/3", "rspec/2", 1);
    assert!(Rspec.read(&foreign).is_err());
}

#[test]
fn a_manifest_has_interfaces_and_a_delay_node_is_its_links_quality() {
    let imported = read(
        r#"<rspec xmlns="http://www.geni.net/resources/rspec/3" xmlns:d="http://www.protogeni.net/resources/rspec/ext/delay/1" type="manifest">
        <node client_id="a" sliver_id="urn:x"><interface client_id="a:0" component_id="urn:publicid:IDN+x+interface+pc1:eth2"/>
          <location country="NO" longitude="10.8" latitude="59.9"/><host name="h"/></node>
        <node client_id="b"><interface client_id="b:0"/><location longitude="23.7" latitude="38"/></node>
        <node client_id="bridge"><sliver_type name="delay"><d:sliver_type_shaping>
          <d:pipe source="l:0" dest="l:1" capacity="1000" latency="10" packet_loss="0.01"/>
          <d:pipe source="l:1" dest="l:0" capacity="1000" latency="20"/></d:sliver_type_shaping></sliver_type>
          <interface client_id="l:0"/><interface client_id="l:1"/></node>
        <link client_id="left"><interface_ref client_id="a:0"/><interface_ref client_id="l:0"/></link>
        <link client_id="right"><interface_ref client_id="l:1"/><interface_ref client_id="b:0"/></link>
        </rspec>"#,
    );
    let draft = &imported.draft;
    assert_eq!(counts(draft), [2, 1, 0, 2]);
    let member = |name: &str| draft.node(draft.node_named(name).expect(name)).expect("there").members[0].clone();
    assert_eq!(member("a").interface.as_deref(), Some("eth2"));
    let sent = |name| member(name).quality.map(|quality| (quality.delay_ms, quality.loss_percent, quality.rate_mbit));
    assert_eq!(sent("a"), Some((Some(10.0), Some(1.0), Some(1.0))));
    assert_eq!(sent("b"), Some((Some(20.0), None, Some(1.0))));
}

/// Ethernet links with their quality; what stands above them is not said.
fn said(draft: &Draft) -> Draft {
    let physical = |draft: &Draft| {
        let mut builder = model::Builder::new(draft.settings().clone());
        let mut ids = std::collections::BTreeMap::new();
        for (id, layer) in draft.layers().filter(|(_, layer)| layer.kind.is_ethernet()) {
            ids.insert(id, builder.layer(layer.clone()));
        }
        for (_, node) in draft.nodes() {
            let member = |member: &Member| Some(Member { layer: *ids.get(&member.layer)?, ..Member::of(member.layer) });
            builder.node(Node { members: node.members.iter().filter_map(member).collect(), ..node.clone() });
        }
        builder.finish()
    };
    let members = physical(draft).members_by_layer();
    let mut position = 0;
    let has_two: Vec<bool> = members.values().map(|members| members.len() > 1).collect();
    let position = std::cell::RefCell::new(&mut position);
    changed(&physical(draft), Node::clone, |layer| {
        let at = **position.borrow();
        **position.borrow_mut() += 1;
        // A property leads from one end to another, so a link with one end has none.
        let quality = if has_two[at] { layer.quality.clone() } else { LinkQuality::default() };
        Layer { quality, kind: LayerKind::EthDix, ..layer.clone() }
    })
}

#[test]
fn what_an_rspec_can_say_survives() {
    survives(&Rspec, said);
    survives(&Espec, said);
}

#[test]
fn an_espec_names_its_rspec_and_is_read_with_it() {
    let draft = model::generate::seed_star();
    let files = Espec.files(&draft).expect("said");
    assert_eq!(files[0].text, "version: 1.0-basic\nrspec: experiment.rspec\n");
    assert_eq!(files[1].text, Rspec.write(&draft).expect("said").expect("written"));
    let imported = open("star.espec", &crate::bundle(&files)).expect("read");
    assert_eq!((counts(&imported.draft), imported.report.format), ([4, 3, 0, 6], "espec"));
    assert!(Espec.read(&files[0].text).is_err());
}
