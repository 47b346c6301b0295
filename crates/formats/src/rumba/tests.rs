//! Tests of Rumba's scripts: what is taken over, what is not, and that nothing hostile gets through.

mod golden;
mod hostile;
mod language;

use super::Rumba;
use crate::{Format, Imported, tests::tape::for_all};
use expect_test::{Expect, expect};
use model::{Draft, Layer, LayerId, Node};
use std::fmt::Write as _;

pub(super) fn read(text: &str) -> Imported {
    Rumba.read(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// A draft and its report as text, a line a fact.
pub(super) fn shown(imported: &Imported) -> String {
    let (draft, report) = (&imported.draft, &imported.report);
    let settings = draft.settings();
    let mut text = format!("{}: {:?} on {:?}\n", settings.title, settings.prototype, settings.testbed);
    for (_, layer) in draft.layers() {
        let strategies = format!("{:?}/{:?}", layer.enrollment, layer.flows);
        writeln!(text, "{} {} {strategies} {}", layer.kind.as_str(), layer.name, details(layer)).expect("a text");
    }
    for (_, node) in draft.nodes() {
        writeln!(text, "{}: {}", node.name, members(draft, node).join(" ")).expect("a text");
    }
    for (_, service) in draft.services() {
        let nodes: Vec<&str> = service.nodes.iter().map(|id| draft.node(*id).expect("a node").name.as_str()).collect();
        let layers = names(draft, &service.layers);
        writeln!(text, "{} = {} {:?} on {nodes:?} in {layers:?}", service.name, service.program, service.args)
            .expect("a text");
    }
    for remark in &report.approximated {
        writeln!(text, "~ {}: {}", remark.line, remark.what).expect("a text");
    }
    for remark in &report.ignored {
        writeln!(text, "- {}: {}", remark.line, remark.what).expect("a text");
    }
    text
}

fn details(layer: &Layer) -> String {
    let quality = serde_json::to_string(&layer.quality).expect("plain data");
    let policies = serde_json::to_string(&layer.policies).expect("plain data");
    let cubes = serde_json::to_string(&layer.cubes).expect("plain data");
    [quality, policies, cubes].iter().filter(|part| part.len() > 2).cloned().collect::<Vec<_>>().join(" ")
}

fn names(draft: &Draft, layers: &[LayerId]) -> Vec<String> {
    layers.iter().map(|id| draft.layer(*id).expect("a layer").name.clone()).collect()
}

fn members(draft: &Draft, node: &Node) -> Vec<String> {
    let member = |member: &model::Member| {
        let name = names(draft, &[member.layer]).remove(0);
        let over = names(draft, &member.over).join("+");
        let policies = if member.policies.is_empty() {
            String::new()
        } else {
            serde_json::to_string(&member.policies).expect("plain data")
        };
        if over.is_empty() { name + &policies } else { format!("{name}/{over}{policies}") }
    };
    node.members.iter().map(member).collect()
}

fn check(text: &str, expected: Expect) {
    expected.assert_eq(&shown(&read(text)));
}

#[test]
fn the_documents_example() {
    check(
        include_str!("fixtures/rumba_example.py"),
        expect![[r#"
        Untitled experiment: Choice { kind: "ouroboros", options: {"dialect": "seed"} } on Choice { kind: "local", options: {"links": "local"} }
        unicast n1 Minimal/FullMesh 
        eth-dix e1 Minimal/FullMesh 
        eth-dix e2 Minimal/FullMesh 
        eth-dix e3 Minimal/FullMesh 
        client1: e1 n1/e1
        client2: e3 n1/e3
        router: e1 e2 e3 n1/e1+e2+e3
        server: e2 n1/e2
    "#]],
    );
}

#[test]
fn a_mesh_of_loops_and_texts() {
    check(
        include_str!("fixtures/mesh.py"),
        expect![[r#"
        mesh: Choice { kind: "ouroboros", options: {"dialect": "seed"} } on Choice { kind: "qemu", options: {"exp_name": "mesh"} }
        unicast n1 FullMesh/FullMesh 
        eth-dix e0-01 Minimal/FullMesh 
        eth-dix e0-02 Minimal/FullMesh 
        eth-dix e0-03 Minimal/FullMesh 
        eth-dix e0-04 Minimal/FullMesh 
        eth-dix e1-02 Minimal/FullMesh 
        eth-dix e1-03 Minimal/FullMesh 
        eth-dix e1-04 Minimal/FullMesh 
        eth-dix e2-03 Minimal/FullMesh 
        eth-dix e2-04 Minimal/FullMesh 
        eth-dix e3-04 Minimal/FullMesh 
        node0: e0-01 e0-02 e0-03 e0-04 n1/e0-01+e0-02+e0-03+e0-04
        node1: e0-01 e1-02 e1-03 e1-04 n1/e0-01+e1-02+e1-03+e1-04
        node2: e0-02 e1-02 e2-03 e2-04 n1/e0-02+e1-02+e2-03+e2-04
        node3: e0-03 e1-03 e2-03 e3-04 n1/e0-03+e1-03+e2-03+e3-04
        node4: e0-04 e1-04 e2-04 e3-04 n1/e0-04+e1-04+e2-04+e3-04
        - 19: `password` is never taken over: give it where the experiment runs
        - 19: `username` is never taken over: give it where the experiment runs
        - 23: `swap_in` does something while the experiment runs; no part of the design
        - 24: `bootstrap_prototype` does something while the experiment runs; no part of the design
    "#]],
    );
}

#[test]
fn what_is_only_long_is_read_to_its_end() {
    const N: usize = 10_000;
    let mut text = String::from(
        "from rumba.model import *\nimport rumba.testbeds.local as local\nimport rumba.prototypes.ouroboros as our\nn1 = NormalDIF('n1')\n",
    );
    for at in 0..N {
        writeln!(text, "e{at} = ShimEthDIF('e{at}')").expect("a text");
    }
    for at in 0..N {
        let next = (at + 1) % N;
        writeln!(text, "h{at} = Node('h{at}', difs=[e{at}, e{next}, n1], dif_registrations={{n1: [e{at}, e{next}]}})")
            .expect("a text");
    }
    let hosts: Vec<String> = (0..N).map(|at| format!("h{at}")).collect();
    writeln!(text, "exp = our.Experiment(local.Testbed(), nodes=[{}])", hosts.join(", ")).expect("a text");
    let imported = read(&text);
    assert_eq!((imported.draft.nodes().len(), imported.draft.layers().len()), (N, N + 1));
    assert_eq!(imported.report.ignored, []);
}

#[test]
fn everything_rumba_says() {
    check(
        include_str!("fixtures/everything.py"),
        expect![[r#"
        all: Choice { kind: "ouroboros", options: {"add_packages": "ethtool tcpdump", "build_options": "-DCMAKE_BUILD_TYPE=Debug -DX=1", "dialect": "seed", "git_branch": "be", "git_repo": "https://ouroboros.rocks/git/ouroboros"} } on Choice { kind: "jfed", options: {"authority": "wall1.ilabt.iminds.be", "exp_hours": "1", "exp_name": "all", "proj_name": "p"} }
        unicast low Minimal/FullMesh {"rmt.pff":{"name":"lfa","params":{"k":"2"}}} [{"name":"gold","params":{"delay":"10","loss":"0"}}]
        unicast top Minimal/FullMesh {"routing":{"name":"lfa","params":{"depth":"3"}}}
        eth-dix e1 Minimal/FullMesh {"delay_ms":10.0,"jitter_ms":2.0,"delay_correlation_percent":25.0,"distribution":"normal","loss_percent":1.5,"loss_correlation_percent":30.0,"rate_mbit":100.0}
        eth-dix e2 Minimal/FullMesh {"delay_ms":20.0,"jitter_ms":3.0,"loss_percent":0.5,"rate_mbit":10.0}
        udp4 u Minimal/FullMesh 
        a: e1 low/e1 top/low
        b: e1 e2 low/e1+e2{"routing":{"name":"ecmp","params":{"ways":"2"}}}
        c: e2 low/e2 u top/low
        web = /usr/bin/httpd ["-p", "80"] on ["a"] in ["top"]
        oping_server = oping ["--listen"] on ["c"] in ["top"]
        ~ 37: `c` is not declared to be part of `top`, but uses it; it was made a member
        - 9: `log.set_logging_level` is not understood; left out
        - 38: `spare` is not in the experiment's list of nodes
        - 42: `cert_file` is never taken over: give it where the experiment runs
        - 42: `passwd` is never taken over: give it where the experiment runs
        - 42: `username` is never taken over: give it where the experiment runs
        - 44: `influxdb` with its token is never taken over
        - 44: the login in the repository's address is never taken over
        - 51: `swap_in` does something while the experiment runs; no part of the design
        - 56: `oping` is run by hand here; no part of the design
        - 57: how often clients of this server come, and for how long, is no part of the design
        - 60: `schedule_link_down` does something while the experiment runs; no part of the design
    "#]],
    );
}

#[test]
fn secrets_are_never_taken_over() {
    let imported = read(include_str!("fixtures/everything.py"));
    let draft = serde_json::to_string(&imported.draft).expect("plain data");
    let report = format!("{:?}", imported.report);
    for secret in ["hunter2", "secret.pem", "me@", "\"me\"", "1.2.3.4"] {
        assert!(!draft.contains(secret) && !report.contains(secret), "{secret}");
    }
}

#[test]
fn a_registered_layer_not_listed_is_joined_and_said() {
    let imported = read(
        "from rumba.model import *\ne = ShimEthDIF('e')\nn = NormalDIF('n')\n\
         a = Node('a', difs=[e], dif_registrations={n: [e]})\n",
    );
    assert_eq!(members(&imported.draft, imported.draft.nodes().next().expect("a").1), ["e", "n/e"]);
    assert_eq!(imported.report.approximated[0].line, 4);
}

/// What Rumba can say of a draft.
fn sayable(draft: &Draft) -> Vec<String> {
    let mut said: Vec<String> = draft.layers().map(|(_, layer)| format!("{} {}", layer.name, details(layer))).collect();
    said.extend(draft.nodes().map(|(_, node)| format!("{}: {:?}", node.name, members(draft, node))));
    said
}

#[test]
fn a_script_written_is_read_as_the_same() {
    for text in [
        include_str!("fixtures/rumba_example.py"),
        include_str!("fixtures/mesh.py"),
        include_str!("fixtures/everything.py"),
    ] {
        let draft = read(text).draft;
        let written = Rumba.write(&draft).expect("writable").expect("written");
        let again = read(&written);
        assert_eq!(sayable(&again.draft), sayable(&draft), "{written}");
        assert!(again.draft.services().eq(draft.services()), "{written}");
        assert_eq!(again.draft.settings(), draft.settings(), "{written}");
        assert_eq!(again.report.approximated, [], "{written}");
    }
}

#[test]
fn any_draft_can_be_written_and_read() {
    for_all("rumba, any draft", |tape| {
        let draft = tape.draft();
        let written = Rumba.write(&draft).expect("writable").expect("written");
        let again = read(&written).draft;
        let names = |draft: &Draft| -> Vec<String> {
            draft
                .layers()
                .map(|(_, layer)| layer.name.clone())
                .chain(draft.nodes().map(|(_, node)| node.name.clone()))
                .collect()
        };
        assert_eq!(names(&again), names(&draft), "{written}");
    });
}

#[test]
fn the_stars_script_as_written() {
    let star = read(include_str!("fixtures/rumba_example.py")).draft;
    let written = Rumba.write(&star).expect("writable").expect("written");
    expect![[r##"
        # Untitled experiment
        from rumba.model import *
        import rumba.testbeds.local as testbed
        import rumba.prototypes.ouroboros as prototype

        n1 = NormalDIF("n1")
        e1 = ShimEthDIF("e1")
        e2 = ShimEthDIF("e2")
        e3 = ShimEthDIF("e3")

        client1 = Node("client1",
            difs=[e1, n1],
            dif_registrations={n1: [e1]})

        client2 = Node("client2",
            difs=[e3, n1],
            dif_registrations={n1: [e3]})

        router = Node("router",
            difs=[e1, e2, e3, n1],
            dif_registrations={n1: [e1, e2, e3]})

        server = Node("server",
            difs=[e2, n1],
            dif_registrations={n1: [e2]})

        tb = testbed.Testbed()
        exp = prototype.Experiment(tb,
            nodes=[client1, client2, router, server])
    "##]]
    .assert_eq(&written);
}
