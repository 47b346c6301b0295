//! Layers upon layers, broadcast layers, and the headers packets bear.

use crate::lab::{Lab, site};
use emulator::Era;
use expect_test::expect;

/// Three machines in a row; `low` over the wires, `mid` over `low` on all, `top` over `mid` at the ends.
pub const TOWER: &str = "
    a >> irm i b n e1.a type local layer e1
    b >> irm i b n e1.b type local layer e1
    b >> irm i b n e2.b type local layer e2
    c >> irm i b n e2.c type local layer e2
    a >> irm i b n low.a type unicast layer low autobind
    a >> irm n r low.a ipcp e1.a
    b >> irm i e n low.b dst low.a autobind
    b >> irm n r low.b ipcp e1.b ipcp e2.b
    c >> irm i e n low.c dst low.b autobind
    b >> irm i conn n low.b dst low.a
    c >> irm i conn n low.c dst low.b
    a >> irm i b n mid.a type unicast layer mid autobind
    a >> irm n r mid.a ipcp low.a
    c >> irm i e n mid.c dst mid.a autobind
    c >> irm i conn n mid.c dst mid.a
    a >> irm i b n top.a type unicast layer top autobind
    a >> irm n r top.a ipcp mid.a
    c >> irm i e n top.c dst top.a autobind
    c >> irm i conn n top.c dst top.a
    a >> irm b prog oping name echo
    a >> irm n r echo ipcp top.a
    a >> oping --listen > /dev/null &
";

#[test]
fn three_levels_ping_with_a_header_each() {
    let mut lab = Lab::new(&site(&["a", "b", "c"], &["e1: a b", "e2: b c"]), Era::Seed).with_daemons();
    lab.all(TOWER);
    lab.world.trace(1_000);
    let exit = lab.on("c", "oping -n echo -c 1 -i 10ms");
    assert!(exit.output.contains("1 packets transmitted, 1 received"), "{}{}", exit.output, lab.logs());
    let ping = lab.world.hops().find(|hop| &*hop.payload == "ping").expect("it was traced").packet;
    let text = lab.world.headers(ping).into_iter().fold(String::new(), |text, hop| {
        let stack: Vec<&str> = hop.headers.iter().map(|header| &*header.layer).collect();
        text + &format!("{} {}: {}\n", hop.ipcp, hop.what, stack.join(" "))
    });
    expect![[r#"
        top.c forwarded: top
        mid.c forwarded: mid top
        low.c forwarded: low mid top
        e2.c sent: e2 low mid top
        e2.b received: e2 low mid top
        low.b forwarded: low mid top
        e1.b sent: e1 low mid top
        e1.a received: e1 low mid top
        low.a received: low mid top
        mid.a received: mid top
        top.a received: top
    "#]]
    .assert_eq(&text);
}

#[test]
fn everybody_hears_a_broadcast() {
    let mut lab = Lab::new(&site(&["a", "b", "c"], &["e1: a b", "e2: b c"]), Era::Seed).with_daemons();
    lab.all(
        "a >> irm i b n e1.a type local layer e1
         b >> irm i b n e1.b type local layer e1
         b >> irm i b n e2.b type local layer e2
         c >> irm i b n e2.c type local layer e2
         a >> irm i b n bc.a type broadcast layer bcast autobind
         a >> irm n r bc.a layer e1
         b >> irm i e n bc.b dst bc.a type broadcast autobind
         b >> irm n r bc.b ipcp e*.b
         c >> irm i e n bc.c dst bc.b type broadcast autobind
         b >> irm i conn n bc.b dst bc.a component dt
         c >> irm i conn n bc.c dst bc.b component dt
         a >> obc -l -n bcast > heard.a &
         c >> obc -l -n bcast > heard.c &
         c >> sleep 1
         b >> obc -n bcast -m hello broadcast
         b >> sleep 1",
    );
    assert_eq!(lab.on("c", "irm i conn n bc.c dst bc.b").status, 1, "there is no management component");
    for machine in ["a", "c"] {
        let heard = lab.on(machine, &format!("cat heard.{machine}")).output;
        assert_eq!(heard, "Starting a reader.\nNew flow.\nMessage is hello broadcast.\n");
    }
}

#[test]
fn eth_dix_over_interfaces() {
    let mut lab = Lab::new(&site(&["a", "b", "c"], &["lan: a b c"]), Era::Today).with_daemons();
    lab.all(
        "a >> irm i b n eth.a type eth-dix dev lan layer eth
         b >> irm i b n eth.b type eth-dix dev lan layer eth
         c >> irm i b n eth.c type eth-dix dev lan ethertype 0xA001 layer eth
         a >> irm b prog oping name echo
         a >> irm n r echo layer eth
         a >> oping -l > /dev/null &
         b >> irm n c echo
         c >> irm n c echo
         b >> oping -n echo -c 3 -i 10ms",
    );
    assert_eq!(lab.on("c", "oping -n echo -c 1").status, 1, "another ethertype is another segment");
}
