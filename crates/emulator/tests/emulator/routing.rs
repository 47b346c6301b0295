//! Ways through a layer: equal ones shared, rings that are no storms, layers that try to carry themselves.

use crate::graph::Graph;
use crate::lab::{Lab, site};
use emulator::Era;
use std::collections::BTreeSet;

/// A square `a b d c` with a ping server on `d`; two equal ways lead from `a` to it.
fn square(kind: &str, routing: &str) -> Lab {
    let square = site(&["a", "b", "c", "d"], &["ab: a b", "ac: a c", "bd: b d", "cd: c d"]);
    let mut lab = Lab::new(&square, Era::Seed).with_daemons();
    for wire in ["ab", "ac", "bd", "cd"] {
        for end in wire.chars() {
            lab.all(&format!("{end} >> irm i b n {wire}.{end} type local layer {wire}"));
        }
    }
    lab.all(&format!("a >> irm i b n n.a type {kind} layer n {routing} autobind\na >> irm n r n.a ipcp a*.a"));
    for (enrollee, enroller) in [("b", "a"), ("c", "a"), ("d", "b")] {
        lab.all(&format!(
            "{enrollee} >> irm i e n n.{enrollee} dst n.{enroller} type {kind} autobind
             {enrollee} >> irm n r n.{enrollee} layer *{enrollee}*"
        ));
    }
    for (src, dst) in [("b", "a"), ("c", "a"), ("d", "b"), ("d", "c")] {
        lab.all(&format!("{src} >> irm i conn n n.{src} dst n.{dst} component dt"));
        if kind == "unicast" {
            lab.all(&format!("{src} >> irm i conn n n.{src} dst n.{dst} component mgmt"));
        }
    }
    lab
}

fn ways(routing: &str) -> BTreeSet<String> {
    let mut lab = square("unicast", routing);
    lab.all("d >> irm b prog oping name o\nd >> irm n r o ipcp n.d\nd >> oping -l > /dev/null &");
    lab.all("a >> sleep 3");
    lab.world.trace(10_000);
    let exit = lab.on("a", "oping -n o -c 20 -i 10ms");
    assert!(exit.output.contains("20 received"), "{}", exit.output);
    let middle = lab.world.hops().filter(|hop| hop.ipcp.starts_with("n.") && &*hop.payload == "ping");
    middle.map(|hop| hop.machine.to_string()).filter(|machine| machine == "b" || machine == "c").collect()
}

#[test]
fn one_shortest_way_is_taken() {
    assert_eq!(ways("routing link_state").len(), 1);
}

#[test]
fn equal_ways_are_shared() {
    assert_eq!(ways("routing ecmp").len(), 2);
}

#[test]
fn a_ring_of_broadcasters_is_no_storm() {
    let mut lab = square("broadcast", "");
    lab.all("d >> obc -l -n n > heard &\na >> sleep 1\na >> obc -n n -m once\na >> sleep 1");
    assert!(lab.world.run_until_idle(100_000));
    assert_eq!(lab.on("d", "cat heard").output, "Starting a reader.\nNew flow.\nMessage is once.\n");
}

#[test]
fn a_layer_cannot_carry_itself() {
    let mut lab = square("unicast", "");
    lab.all("b >> irm n r n.b ipcp n.b\na >> irm n u n.a ipcp ab.a ipcp ac.a\na >> irm n r n.a ipcp n.a");
    lab.on("c", "irm i conn n n.c dst n.b");
    lab.on("b", "irm i conn n n.b dst n.a");
    lab.all("a >> ip link set ab down");
    assert!(lab.world.run_until_idle(3_000_000));
}

#[test]
fn the_ends_of_a_long_line_ping_as_soon_as_it_stands() {
    let nodes = 60;
    let line = Graph { nodes, links: (1..nodes).map(|node| (node - 1, node)).collect() };
    let mut lab = Lab::new(&line.site(), Era::Seed).with_daemons();
    for (machine, command) in line.commands() {
        assert_eq!(lab.world.run(&machine, &command).map(|exit| exit.status), Some(0), "{machine} >> {command}");
    }
    lab.all("n59 >> irm b prog oping name o;irm n r o ipcp n1.n59;oping -l > /dev/null 2>&1 &");
    let exit = lab.on("n0", "oping -n o -i 10ms -c 100");
    assert!(exit.output.contains("100 packets transmitted, 100 received"), "{}", exit.output);
}
