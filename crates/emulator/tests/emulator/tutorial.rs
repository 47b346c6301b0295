//! The second tutorial, as typed in its time and today.

use crate::lab::{Lab, site};
use emulator::Era;
use expect_test::expect;

const OF_OLD: &str = "
    a >> irm ipcp bootstrap type local name local_1 layer local_layer
    a >> irm bind program oping name oping_server
    a >> irm register name oping_server layer local_layer
    a >> oping -l > /dev/null &
    a >> sleep 1
    a >> irm ipcp bootstrap type normal name normal_1 layer normal_layer
    a >> irm bind ipcp normal_1 name normal_1
    a >> irm bind ipcp normal_1 name normal_layer
    a >> irm register name normal_1 layer local_layer
    a >> irm register name normal_layer layer local_layer
    a >> irm ipcp enroll name normal_2 layer normal_layer autobind
    a >> irm ipcp connect name normal_2 dst normal_1 comp mgmt
    a >> irm ipcp connect name normal_2 dst normal_1 comp dt
    a >> irm r n oping_server layer normal_layer
";

fn over(lab: &mut Lab) -> String {
    lab.world.trace(0);
    lab.world.trace(400);
    let exit = lab.on("a", "oping -n oping_server -c 5 -i 100ms");
    assert!(exit.output.contains("5 packets transmitted, 5 received"), "{}", exit.output);
    let ping = lab.world.hops().find(|hop| &*hop.payload == "ping").expect("it was traced");
    ping.headers.iter().map(|header| format!("{} ", header.layer)).collect()
}

#[test]
fn as_typed_in_its_time() {
    let mut lab = Lab::new(&site(&["a"], &[]), Era::Rumba).with_daemons();
    lab.all(OF_OLD);
    assert_eq!(over(&mut lab), "local_layer ", "the daemon prefers the local layer");
    lab.all("a >> irm unregister name oping_server layer local_layer");
    assert!(over(&mut lab).contains("normal_layer"));
}

#[test]
fn in_todays_words() {
    let mut lab = Lab::new(&site(&["a"], &[]), Era::Today).with_daemons();
    lab.all(
        &OF_OLD
            .replace("irm register name", "irm name register")
            .replace("irm r n", "irm n r")
            .replace("type normal", "type unicast"),
    );
    assert_eq!(over(&mut lab), "local_layer ");
    lab.all("a >> irm name unregister oping_server layer local_layer");
    assert!(over(&mut lab).contains("normal_layer"));
    expect![[r#"
        $ irm ipcp list
        +---------+----------------------+------------+----------------------+
        |     pid |                 name |       type |                layer |
        +---------+----------------------+------------+----------------------+
        |      10 |              local_1 |      local |          local_layer |
        |      17 |             normal_1 |    unicast |         normal_layer |
        |      23 |             normal_2 |    unicast |         normal_layer |
        +---------+----------------------+------------+----------------------+

        $ irm name list
        +----------------------------------------------------+----------------------+
        |                                               name |  load-balance policy |
        +----------------------------------------------------+----------------------+
        |                                           normal_2 |            spillover |
        |                                       normal_layer |            spillover |
        |                                           normal_1 |            spillover |
        |                                       oping_server |            spillover |
        +----------------------------------------------------+----------------------+
    "#]]
    .assert_eq(&lab.session("a >> irm ipcp list\na >> irm name list"));
    lab.all("a >> irm ipcp disconnect name normal_2 dst normal_1 comp dt");
    lab.all("a >> irm ipcp disconnect name normal_2 dst normal_1 comp mgmt");
    lab.all("a >> irm ipcp destroy name normal_2");
}

#[test]
fn the_fifth_tutorials_load_balancing() {
    let mut lab = Lab::new(&site(&["a", "b"], &[]), Era::Today).with_daemons();
    lab.all(
        "a >> irm n c oping-server lb round-robin
         a >> irm b prog oping name oping-server
         a >> irm b prog oping name oping-server2
         a >> irm i b n wifi1 type udp4 ip 192.168.0.1 layer wifi-network
         a >> irm n r oping-server layer wifi-network
         a >> irm n r oping-server2 layer wifi-network
         a >> oping -l > /dev/null &
         a >> oping -l > /dev/null &
         b >> irm i b n wifi1 type udp4 ip 192.168.0.2 layer wifi-network
         b >> irm n c oping-server
         b >> irm n c oping-server2",
    );
    let mut accepted = |name: &str| {
        let mut by = Vec::new();
        for _ in 0..4 {
            lab.logs();
            assert_eq!(lab.on("b", &format!("oping -n {name} -c 1 -i 1ms -Q")).status, 0);
            let logs = lab.logs();
            let line = logs.lines().find(|line| line.contains("accepted by")).expect("a server accepts");
            by.push(
                line.split("accepted by ").nth(1).and_then(|rest| rest.split(' ').next()).expect("a pid").to_owned(),
            );
        }
        by
    };
    let (balanced, spilled) = (accepted("oping-server"), accepted("oping-server2"));
    assert!(balanced[0] != balanced[1] && balanced[0] == balanced[2] && balanced[1] == balanced[3], "{balanced:?}");
    assert!(spilled.windows(2).all(|pair| pair[0] == pair[1]), "{spilled:?}");
}
