//! Services: bound, registered, started; their names on clients.

use crate::drafts::{STAR, builder, plan, try_plan, with};
use expect_test::expect;
use model::{Balance, Builder, NodeId, Service};

fn star_with_oping(balance: Balance) -> Builder {
    let mut star = builder(STAR);
    let n1 = star.draft().layer_named("n1").expect("n1 is there");
    star.service(Service {
        name: "oping_server".into(),
        nodes: vec![NodeId(4)],
        program: "oping".into(),
        args: vec!["--listen".into()],
        balance,
        layers: vec![n1],
        ..Service::default()
    });
    star
}

fn tail(options: &[(&str, &str)], balance: Balance) -> String {
    let transcript = planner::transcript(&plan(with(star_with_oping(balance), options)));
    transcript.lines().filter(|line| line.contains("oping")).map(|line| format!("{line}\n")).collect()
}

#[test]
fn today_every_client_knows_the_name() {
    expect![[r#"
        server >> irm b prog oping name oping_server
        server >> irm n r oping_server ipcp n1.server
        # server: oping --listen &
        client1 >> irm n c oping_server
        client2 >> irm n c oping_server
        router >> irm n c oping_server
    "#]]
    .assert_eq(&tail(&[], Balance::Spill));
}

#[test]
fn balance_is_said_before() {
    expect![[r#"
        server >> irm n c oping_server lb round-robin
        server >> irm b prog oping name oping_server
        server >> irm n r oping_server ipcp n1.server
        # server: oping --listen &
    "#]]
    .assert_eq(&tail(&[("dialect", "seed")], Balance::RoundRobin));
}

#[test]
fn the_oldest_dialect_has_no_round_robin() {
    let refused = try_plan(with(star_with_oping(Balance::RoundRobin), &[("dialect", "rumba")]));
    expect!["service `oping_server`: dialect `rumba` has no round-robin; take `spill` or another dialect"]
        .assert_eq(&refused.map(drop).expect_err("no round-robin").join("\n"));
}

#[test]
fn serving_is_undone() {
    let plan = plan(with(star_with_oping(Balance::Spill), &[("dialect", "seed")]));
    let serve = plan.steps.iter().next_back().expect("there are steps");
    let undo: String = serve.unmake.iter().map(|command| format!("{command}\n")).collect();
    expect![[r#"
        killall -15 oping
        irm n u oping_server ipcp n1.server
        irm unbind prog oping name oping_server
        irm n d oping_server
    "#]]
    .assert_eq(&undo);
}

#[test]
fn one_daemon_makes_who_starts_a_layer_first_and_then_who_serves() {
    let transcript = planner::transcript(&plan(with(star_with_oping(Balance::Spill), &[("testbed", "local")])));
    let mut made: Vec<&str> =
        transcript.lines().filter_map(|line| line.split_once(" >> irm i ")).map(|(node, _)| node).collect();
    made.dedup();
    assert_eq!(made[..4], ["router", "server", "client1", "client2"]);
}
