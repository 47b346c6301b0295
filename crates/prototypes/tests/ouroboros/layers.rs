//! Layers upon layers, broadcast, UDP, and hubs with many links.

use crate::drafts::{builder, irm, plan, transcript, with};
use expect_test::expect;

const RECURSION: &str = "
    top unicast
    low unicast
    e1 eth-dix
    e2 eth-dix
    e3 eth-dix
    a: e1 low<e1 top<low
    b: e1 e2 low<e1,e2
    c: e2 e3 low<e2,e3
    d: e3 low<e3 top<low
";

/// Rumba makes IPCPs in an order that changes with its hash seed; the rest is word for word.
#[test]
fn a_layer_upon_a_layer_as_rumba() {
    let ours = transcript(RECURSION, &[("dialect", "rumba")]);
    let mut ours = irm(&ours);
    let mut rumbas: Vec<&str> = include_str!("recursion2.txt").lines().collect();
    ours[..12].sort_unstable();
    rumbas[..12].sort_unstable();
    assert_eq!(ours, rumbas);
}

#[test]
fn what_stands_on_a_layer_waits_for_all_of_it() {
    let plan = plan(with(builder(RECURSION), &[]));
    let flows = plan.steps.iter().filter(|step| step.what().starts_with("Connect low."));
    let flows: Vec<_> = flows.map(|step| step.id).collect();
    let first = plan.steps.iter().find(|step| step.what() == "Register top.a with low.a").expect("the first of top");
    assert_eq!(flows.len(), 3);
    assert!(flows.iter().all(|flow| first.after.contains(flow)));
    let next = plan.steps.iter().find(|step| step.what() == "Register top.d with low.d").expect("the next of top");
    assert!(next.after.contains(&first.id));
}

#[test]
fn broadcast_has_data_transfer_only() {
    let text = "
        bc broadcast
        e1 eth-dix
        a: e1 bc<e1
        b: e1 bc<e1
    ";
    expect![[r#"
        # a: irmd &
        # b: irmd &
        a >> irm i b n e1.a type local layer e1
        a >> irm i b n bc.a type broadcast layer bc autobind
        b >> irm i b n e1.b type local layer e1
        b >> irm i c n bc.b type broadcast
        a >> irm n r bc.a ipcp e1.a
        a >> irm n r bc ipcp e1.a
        b >> irm n r bc.b ipcp e1.b
        b >> irm n c bc
        b >> irm i e n bc.b layer bc type broadcast autobind
        b >> irm n r bc ipcp e1.b
        b >> irm n c bc.a
        b >> irm i conn n bc.b dst bc.a component dt
    "#]]
    .assert_eq(&transcript(text, &[]));
}

#[test]
fn udp_needs_an_address() {
    let mut draft = builder("u udp4\na: u\nb: u");
    for (node, address) in [(1, "10.0.0.1"), (2, "10.0.0.2")] {
        draft.node_mut(model::NodeId(node)).members[0].address = Some(address.into());
    }
    let today = planner::transcript(&plan(with(draft.clone(), &[])));
    expect![[r#"
        # a: irmd &
        # b: irmd &
        a >> irm i b n u.a type udp4 ip 10.0.0.1 layer u
        b >> irm i b n u.b type udp4 ip 10.0.0.2 layer u
    "#]]
    .assert_eq(&today);
    let seed = planner::transcript(&plan(with(draft, &[("dialect", "seed")])));
    assert!(seed.contains("irm i b n u.a type udp ip 10.0.0.1 layer u"));
}

#[test]
fn a_hub_of_300_links_registers_in_three_calls() {
    let links: String = (0..300).map(|link| format!("e{link} eth-dix\n")).collect();
    let own: Vec<String> = (0..300).map(|link| format!("e{link}")).collect();
    let leaves: String = own.iter().map(|link| format!("n{link}: {link} n1<{link}\n")).collect();
    let text = format!("n1 unicast\n{links}hub: {} n1<{}\n{leaves}", own.join(" "), own.join(","));
    let transcript = transcript(&text, &[]);
    let calls = transcript.lines().filter(|line| line.starts_with("hub >> irm n r n1.hub "));
    let n_lowers: Vec<usize> = calls.map(|call| call.matches(" ipcp ").count()).collect();
    assert_eq!(n_lowers, [128, 128, 44]);
}
