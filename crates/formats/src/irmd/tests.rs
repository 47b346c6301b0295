//! Tests of the daemon's files.

use super::Irmd;
use crate::{
    Format, Imported, open,
    tests::same::{changed, counts, remarks, survives},
};
use expect_test::expect;
use model::{Builder, Draft, Layer, LayerKind, LinkQuality, Member, Node, Policies, Policy, Service, Settings};
use std::collections::BTreeMap;

fn read(text: &str) -> Imported {
    Irmd.read(text).unwrap_or_else(|error| panic!("{error}"))
}

/// Two programs over UDP, as people first try it.
const OVER_UDP: &str = r#"[name."oping-server"]
prog = ["/usr/bin/oping"]
args = ["--listen"]
lb = "round-robin"

[udp4.wifi1]
bootstrap = "wifi-network"
ip = "192.168.0.2"
port = 3435
reg = ["oping-server", "oping-server2"]
ttl_of_dns = 5
"#;

#[test]
fn a_configuration_by_hand_is_one_machine() {
    let imported = open("tut05.conf", OVER_UDP).expect("by content");
    let draft = &imported.draft;
    assert_eq!((counts(draft), draft.services().len()), ([1, 1, 0, 1], 2));
    let (id, node) = draft.nodes().next().expect("the machine");
    let (layer, member) = (draft.layer_named("wifi-network").expect("there"), &node.members[0]);
    assert_eq!((node.name.as_str(), member.address.as_deref()), ("machine", Some("192.168.0.2")));
    assert_eq!(draft.layer(layer).expect("there").policies["port"].name, "3435");
    let (_, service) = draft.services().next().expect("a service");
    assert_eq!((service.program.as_str(), service.nodes.as_slice()), ("/usr/bin/oping", &[id][..]));
    assert_eq!(remarks(&imported), "- 6: `ttl_of_dns` of udp4 IPCPs\n");
}

#[test]
fn names_over_udp_are_found_by_their_hash() {
    let draft = open("tut05.conf", OVER_UDP).expect("by content").draft;
    let files = Irmd.files(&draft).expect("said");
    // Source of the hashes: Ouroboros tutorial 5.
    expect![[r#"
        # For /etc/hosts of every node: the MD5 of each name that UDP layers ask for.
        192.168.0.2 6ae220aa6aae06c43878513c64db34b6 #oping-server
        192.168.0.2 f87b9400fa8f3d568b1481da7a99d122 #oping-server2
    "#]]
    .assert_eq(&files.last().expect("the hosts").text);
}

#[test]
fn the_star_comes_up_by_its_files() {
    let files = Irmd.files(&model::generate::seed_star()).expect("said");
    let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths, ["client1.irmd.conf", "client2.irmd.conf", "router.irmd.conf", "server.irmd.conf"]);
    expect![[r#"
        # Star: client1
        # not said here, kept in the native file only: places

        [eth-dix."e1.client1"]
        bootstrap = "e1"
        dev = "eth0"
        reg = ["n1.client1"]

        [unicast."n1.client1"]
        bootstrap = "n1"
        autobind = true
    "#]]
    .assert_eq(&files[0].text);
    expect![[r#"
        # Star: router
        # not said here, kept in the native file only: places

        [name."n1.client1"]

        [eth-dix."e1.router"]
        bootstrap = "e1"
        dev = "eth0"
        reg = ["n1.router"]

        [eth-dix."e2.router"]
        bootstrap = "e2"
        dev = "eth1"
        reg = ["n1.router"]

        [eth-dix."e3.router"]
        bootstrap = "e3"
        dev = "eth2"
        reg = ["n1.router"]

        [unicast."n1.router"]
        enrol = "n1.client1"
        conn = ["n1.client1"]
        autobind = true
    "#]]
    .assert_eq(&files[2].text);
}

#[test]
fn one_file_may_hold_the_ipcps_of_several_nodes() {
    let one = r#"[local."e1.a"]
bootstrap = "e1"
reg = ["n1.a", "n1"]
[local."e1.b"]
bootstrap = "e1"
reg = ["n1.b", "n1"]
[unicast."n1.a"]
bootstrap = "n1"
[unicast."n1.b"]
enrol = "n1.a"
conn = ["n1.a"]
"#;
    let draft = read(one).draft;
    assert_eq!(counts(&draft), [2, 1, 1, 4]);
    let written = Irmd.write(&draft).expect("said").expect("written");
    assert!(written.contains("# ==> b.irmd.conf <==\n") && written.contains("enrol = \"n1.a\""), "{written}");
}

/// What the files say: no places, no quality, policies the daemon has, interfaces given.
fn said(draft: &Draft) -> Draft {
    let policies = |policies: &Policies| -> Policies {
        let plain = |policy: &Policy| Policy { name: policy.name.clone(), params: BTreeMap::new() };
        policies.iter().filter(|(key, _)| *key == "routing").map(|(key, known)| (key.clone(), plain(known))).collect()
    };
    let by_layer = draft.members_by_layer();
    let mut builder = Builder::new(draft.settings().clone());
    let mut ids = BTreeMap::new();
    for (id, layer) in draft.layers().filter(|(id, _)| !by_layer[id].is_empty()) {
        let bare = Layer { policies: policies(&layer.policies), quality: LinkQuality::default(), ..layer.clone() };
        ids.insert(id, builder.layer(bare));
    }
    for (_, node) in draft.nodes() {
        let mut n = 0;
        let member = |member: &Member| {
            n += 1;
            let is_ethernet = draft.layer(member.layer).is_some_and(|layer| layer.kind.is_ethernet());
            Member {
                layer: ids[&member.layer],
                over: member.over.iter().map(|id| ids[id]).collect(),
                interface: is_ethernet.then(|| format!("eth{n}")),
                policies: Policies::new(),
                ..member.clone()
            }
        };
        builder.node(Node { members: node.members.iter().map(member).collect(), position: None, ..node.clone() });
    }
    builder.finish()
}

/// Places come from the layout, so they are left out of the comparison.
struct Unplaced;

impl Format for Unplaced {
    fn key(&self) -> &'static str {
        "irmd"
    }
    fn title(&self) -> &'static str {
        ""
    }
    fn endings(&self) -> &'static [&'static str] {
        &[]
    }
    fn looks_like(&self, _: &str) -> bool {
        true
    }
    fn read(&self, text: &str) -> Result<Imported, crate::FormatError> {
        let mut imported = Irmd.read(text)?;
        imported.draft = changed(&imported.draft, |node| Node { position: None, ..node.clone() }, Layer::clone);
        Ok(imported)
    }
    fn write(&self, draft: &Draft) -> Result<Option<String>, crate::WriteError> {
        Irmd.write(draft)
    }
}

#[test]
fn what_the_files_can_say_survives() {
    survives(&Unplaced, said);
}

#[test]
fn manual_pairs_and_services_survive() {
    let mut draft = model::generate::seed_star();
    let (n1, nodes) = (draft.layer_named("n1").expect("n1"), draft.nodes().map(|(id, _)| id).collect::<Vec<_>>());
    let mut builder = Builder::new(Settings::default());
    for (id, layer) in draft.layers() {
        let pair = |from: usize, to: usize| model::Pair { from: nodes[from], to: nodes[to], via: None };
        let enrollment = model::Strategy::Manual(vec![pair(0, 2), pair(1, 2), pair(3, 2)]);
        let is_n1 = id == n1;
        let bootstrapper = if is_n1 { model::Bootstrapper::Node(nodes[2]) } else { layer.bootstrapper };
        let flows = if is_n1 { model::Strategy::Manual(vec![pair(0, 2)]) } else { layer.flows.clone() };
        let enrollment = if is_n1 { enrollment } else { layer.enrollment.clone() };
        builder.layer(Layer { enrollment, flows, bootstrapper, ..layer.clone() });
    }
    draft.nodes().for_each(|(_, node)| _ = builder.node(Node { position: None, ..node.clone() }));
    let (name, program) = ("echo".to_owned(), "oping".to_owned());
    let args = vec!["--listen".to_owned()];
    builder.service(Service { name, program, args, nodes: vec![nodes[3]], layers: vec![n1], ..Service::default() });
    draft = builder.finish();
    let again = read(&Irmd.write(&draft).expect("said").expect("written")).draft;
    let layer = |draft: &Draft| draft.layer(draft.layer_named("n1").expect("n1")).expect("there").clone();
    // The pairs are the tree that begins at the router, which is what minimal means.
    assert_eq!(layer(&again).enrollment, model::Strategy::Minimal);
    assert_eq!(layer(&again).bootstrapper, layer(&draft).bootstrapper);
    assert_eq!(layer(&again).flows, layer(&draft).flows);
    let services = |draft: &Draft| draft.services().map(|(_, service)| service.clone()).collect::<Vec<_>>();
    assert_eq!(services(&again)[0].program, services(&draft)[0].program);
    assert_eq!(again.layer(services(&again)[0].layers[0]).map(|layer| layer.kind), Some(LayerKind::Unicast));
}

#[test]
fn errors_have_their_line_in_the_whole_text() {
    let text = "# ==> a.irmd.conf <==\n[local.x]\nbootstrap = \"e\"\n# ==> b.irmd.conf <==\n[local\n";
    assert!(Irmd.read(text).expect_err("no TOML").to_string().starts_with("line 5, column 7"));
}
