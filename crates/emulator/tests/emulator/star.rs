//! The star of Rumba's page: its 24 commands, and a ping across it.

use crate::lab::{Lab, SERVE, STAR, STAR_NAMES, star};
use emulator::{Era, State};
use expect_test::expect;

fn pings(lab: &mut Lab) {
    lab.all(SERVE);
    let exit = lab.on("client1", "oping -n oping_server -i 10ms -c 100");
    let logs = lab.logs();
    assert_eq!(exit.status, 0, "{}{logs}", exit.output);
    assert!(
        exit.output.contains("100 packets transmitted, 100 received, 0 out-of-order, 0% packet loss"),
        "{}",
        exit.output
    );
}

#[test]
fn the_seeds_24_commands_and_a_ping() {
    let mut lab = Lab::new(&star(), Era::Seed).with_daemons();
    lab.all(STAR);
    pings(&mut lab);
}

#[test]
fn today_other_machines_names_come_first() {
    let mut lab = Lab::new(&star(), Era::Today).with_daemons();
    lab.all(STAR_NAMES);
    lab.all(STAR);
    lab.all("client1 >> irm n c oping_server");
    pings(&mut lab);
}

#[test]
fn the_state_of_the_star() {
    let mut lab = Lab::new(&star(), Era::Seed).with_daemons();
    lab.all(STAR);
    let snapshot = lab.world.snapshot();
    let router = &snapshot.machines[2];
    let n1 = router.ipcps.iter().find(|ipcp| &*ipcp.name == "n1.router").expect("it was created");
    assert_eq!((n1.state, n1.transfer.len(), n1.management.len()), (State::Operational, 3, 3));
    assert_eq!(snapshot.layers[0].members.len(), 4);
}

#[test]
fn a_ping_looks_like_a_ping() {
    let mut lab = Lab::new(&star(), Era::Seed).with_daemons();
    lab.all(STAR);
    lab.all(SERVE);
    let session = lab.session("client1 >> oping -n oping_server -i 10ms -c 3");
    expect![[r#"
        $ oping -n oping_server -i 10ms -c 3
        Pinging oping_server with 64 bytes of data (3 packets):

        64 bytes from oping_server: seq=0 time=0.297 ms
        64 bytes from oping_server: seq=1 time=0.307 ms
        64 bytes from oping_server: seq=2 time=0.323 ms

        --- oping_server ping statistics ---
        3 packets transmitted, 3 received, 0 out-of-order, 0% packet loss, time: 30.273 ms
        rtt min/avg/max/mdev = 0.297/0.309/0.323/0.013 ms
          | ==00008== irmd(II): Process added: 20 (oping).
          | ==00008== irmd(DB): Process 20 inherits name oping_server from program oping.
          | ==00008== irmd(II): Process added: 15 (oping).
          | ==00008== irmd(II): Allocating flow for 15 to oping_server (uid 0).
          | ==00012== ipcpd/ipcp(II): Allocating flow 82 for 15 to 465bac77.
          | ==00008== irmd(II): Flow 83 accepted by 20 for oping_server (uid 0).
    "#]]
    .assert_eq(&session);
}
