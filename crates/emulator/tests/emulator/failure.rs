//! Wires that fail, and wires that are bad.

use crate::lab::{Lab, site};
use emulator::Era;
use std::time::Duration;

/// A ring of four with a ping server on `c`, opposite of `a`.
fn ring() -> Lab {
    let ring = site(&["a", "b", "c", "d"], &["ab: a b", "bc: b c", "cd: c d", "da: d a"]);
    let mut lab = Lab::new(&ring, Era::Seed).with_daemons();
    lab.all(
        "a >> irm i b n ab.a type local layer ab
         a >> irm i b n da.a type local layer da
         b >> irm i b n ab.b type local layer ab
         b >> irm i b n bc.b type local layer bc
         c >> irm i b n bc.c type local layer bc
         c >> irm i b n cd.c type local layer cd
         d >> irm i b n cd.d type local layer cd
         d >> irm i b n da.d type local layer da
         a >> irm i b n n.a type unicast layer n autobind
         a >> irm n r n.a ipcp ab.a ipcp da.a
         b >> irm i e n n.b dst n.a autobind
         b >> irm n r n.b ipcp ab.b ipcp bc.b
         c >> irm i e n n.c dst n.b autobind
         c >> irm n r n.c ipcp bc.c ipcp cd.c
         d >> irm i e n n.d dst n.c autobind
         d >> irm n r n.d ipcp cd.d ipcp da.d
         b >> irm i conn n n.b dst n.a
         c >> irm i conn n n.c dst n.b
         d >> irm i conn n n.d dst n.c
         d >> irm i conn n n.d dst n.a
         c >> irm b prog oping name echo
         c >> irm n r echo ipcp n.c
         c >> oping -l > /dev/null &
         a >> oping -n echo -c 5 -i 10ms",
    );
    lab
}

fn received(lab: &mut Lab, command: &str) -> (i32, String) {
    let exit = lab.on("a", command);
    (exit.status, exit.output)
}

#[test]
fn routing_recovers_where_a_path_exists() {
    let mut lab = ring();
    lab.all("b >> ip link set bc down");
    let (status, output) = received(&mut lab, "oping -n echo -c 5 -i 10ms");
    assert!(status == 0 && output.contains("5 received"), "{output}");
    lab.all("d >> ip link set dev cd down");
    let (status, output) = received(&mut lab, "oping -n echo -c 5 -i 10ms");
    assert!(status == 1 && output.starts_with("Failed to allocate flow: -1"), "no path is left: {output}");
    lab.all("b >> ip link set bc up");
    let (status, output) = received(&mut lab, "oping -n echo -c 5 -i 10ms");
    assert!(status == 0 && output.contains("5 received"), "{output}");
}

#[test]
fn a_running_ping_survives_a_cut() {
    let mut lab = ring();
    let call = lab.world.start("a", &testbed::Command::of("oping -n echo -c 100 -i 50ms")).expect("a is there");
    let soon = lab.world.now() + Duration::from_millis(1_000);
    lab.world.run_until(soon);
    lab.all("b >> ip link set bc down");
    lab.all("a >> ip link set ab down");
    while !lab.world.ended(call) && lab.world.step() {}
    let output = lab.world.take_exit(call).expect("it ended").output;
    let received: u32 = output
        .lines()
        .find_map(|line| line.strip_prefix("100 packets transmitted, ")?.split(' ').next()?.parse().ok())
        .unwrap_or_else(|| panic!("{output}"));
    assert!((60..100).contains(&received), "about a second is lost: {received}");
}

#[test]
fn a_world_at_rest_has_no_events() {
    let mut lab = ring();
    assert!(lab.world.run_until_idle(1_000_000));
    lab.all("b >> ip link set bc down");
    assert!(lab.world.run_until_idle(1_000_000), "greetings end");
}

#[test]
fn delay_loss_and_rate_are_felt() {
    let mut lab = ring();
    lab.all("a >> tc qdisc add dev ab root netem delay 20ms\na >> tc qdisc add dev da root netem delay 20ms");
    let output = lab.on("a", "oping -n echo -c 5 -i 10ms -Q").output;
    assert!(output.contains("5 received") && output.contains("= 20."), "{output}");
    lab.all("a >> tc qdisc change dev ab root netem loss 50%\na >> tc qdisc change dev da root netem loss 50%");
    let output = lab.on("a", "oping -n echo -c 200 -i 10ms -Q").output;
    let lost: u32 = output
        .split(", ")
        .find_map(|part| part.strip_suffix("% packet loss")?.parse().ok())
        .unwrap_or_else(|| panic!("{output}"));
    assert!((35..65).contains(&lost), "{output}");
    assert_eq!(lab.on("a", "tc qdisc add dev ab root netem delay 1ms").status, 2);
    lab.all("a >> tc qdisc del dev ab root\na >> tc qdisc del dev da root");
    let output = lab.on("a", "oping -n echo -c 5 -i 10ms -Q").output;
    assert!(output.contains("5 received") && output.contains("= 0."), "{output}");
}
