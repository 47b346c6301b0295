//! What goes wrong, goes wrong as in reality: texts, statuses, logs.

use crate::lab::{Lab, SERVE, STAR, site, star};
use emulator::{Era, State};
use expect_test::{ExpectFile, expect, expect_file};

fn alone(era: Era) -> Lab {
    Lab::new(&site(&["a"], &[]), era)
}

/// Runs the commands of a recorded session again, all on machine `a`, and compares the whole.
fn check(lab: &mut Lab, session: ExpectFile) {
    let commands = session.data();
    let commands = commands.lines().filter_map(|line| line.strip_prefix("$ "));
    let lines: String = commands.map(|command| format!("a >> {command}\n")).collect();
    assert!(!lines.is_empty(), "a session has commands");
    session.assert_eq(&lab.session(&lines));
}

#[test]
fn without_a_daemon() {
    check(&mut alone(Era::Today), expect_file!["./sessions/without_a_daemon.txt"]);
}

#[test]
fn bootstrapping() {
    check(&mut alone(Era::Today).with_daemons(), expect_file!["./sessions/bootstrapping.txt"]);
}

#[test]
fn names() {
    check(&mut alone(Era::Today).with_daemons(), expect_file!["./sessions/names.txt"]);
}

#[test]
fn enrolling_and_connecting() {
    check(&mut alone(Era::Today).with_daemons(), expect_file!["./sessions/enrolling_and_connecting.txt"]);
}

#[test]
fn today_a_destinations_name_must_be_known() {
    let mut lab = Lab::new(&star(), Era::Today).with_daemons();
    let enroll = STAR.lines().take(13).collect::<Vec<_>>().join("\n");
    lab.all(&enroll);
    let session = lab.session("router >> irm i e n n1.router layer n1 autobind");
    expect![[r#"
        $ irm i e n n1.router layer n1 autobind
        Failed to enroll IPCP.
          | ==00008== irmd(II): Bound process 16 to name n1.router.
          | ==00008== reg(EE): Name n1 does not exist.
          | ==00008== irmd(EE): Failed to get name info for n1.
          | ==00016== connection-manager(EE): Failed to allocate flow to n1.
          | ==00016== unicast-ipcp(EE): [f845cde63a90d8aa] Failed to get connection.
          | ==00016== ipcpd/ipcp(EE): Failed to bootstrap IPCP.
          | ==00008== irmd(EE): Could not enroll IPCP 16.
        [1]
    "#]]
    .assert_eq(&session);
    lab.all("router >> irm n c n1");
    lab.all("router >> irm i e n n1.router layer n1 autobind");
}

#[test]
fn enroll_before_register_fails() {
    let mut lab = Lab::new(&star(), Era::Seed).with_daemons();
    lab.all(&STAR.lines().take(10).collect::<Vec<_>>().join("\n"));
    let session = lab.session("router >> irm i e n n1.router layer n1 autobind");
    expect![[r#"
        $ irm i e n n1.router layer n1 autobind
        Failed to enroll IPCP.
          | ==00008== irmd(II): Created new name: n1.router.
          | ==00008== irmd(II): Bound process 16 to name n1.router.
          | ==00008== irmd(II): Allocating flow for 16 to n1 (uid 0).
          | ==00016== connection-manager(EE): Failed to allocate flow to n1.
          | ==00016== unicast-ipcp(EE): [371f4d19d5cf243d] Failed to get connection.
          | ==00016== ipcpd/ipcp(EE): Failed to bootstrap IPCP.
          | ==00008== irmd(EE): Could not enroll IPCP 16.
        [1]
    "#]]
    .assert_eq(&session);
}

#[test]
fn connect_before_enroll_fails() {
    let mut lab = Lab::new(&star(), Era::Seed).with_daemons();
    lab.all(&STAR.lines().take(13).collect::<Vec<_>>().join("\n"));
    let session = lab.session("router >> irm i conn n n1.router dst n1.client1");
    expect![[r#"
        $ irm i conn n n1.router dst n1.client1
          | ==00016== ipcpd/ipcp(EE): Failed to connect: IPCP in state <boot>, need <operational>.
          | ==00008== irmd(EE): Could not connect IPCP 16 to n1.client1.
        [1]
    "#]]
    .assert_eq(&session);
}

#[test]
fn a_failed_enrollment_can_be_tried_again() {
    let mut lab = Lab::new(&star(), Era::Seed).with_daemons();
    lab.all(&STAR.lines().take(10).collect::<Vec<_>>().join("\n"));
    assert_eq!(lab.on("router", "irm i e n n1.router layer n1 autobind").status, 1);
    lab.all(&STAR.lines().skip(10).collect::<Vec<_>>().join("\n"));
    let snapshot = lab.world.snapshot();
    assert!(snapshot.machines.iter().flat_map(|machine| &machine.ipcps).all(|ipcp| ipcp.state == State::Operational));
}

#[test]
fn what_a_killed_tool_asked_for_goes_on() {
    let mut lab = Lab::new(&star(), Era::Seed).with_daemons();
    lab.all(&STAR.lines().take(13).collect::<Vec<_>>().join("\n"));
    let enroll = testbed::Command::of("irm i e n n1.router layer n1 autobind");
    let call = lab.world.start("router", &enroll).expect("the machine exists");
    let soon = lab.world.now() + std::time::Duration::from_millis(4);
    lab.world.run_until(soon);
    assert!(!lab.world.ended(call));
    lab.world.cancel(call);
    assert!(lab.world.run_until_idle(100_000));
    let list = lab.on("router", "irm i l").output;
    assert!(list.lines().any(|line| line.contains("n1.router") && line.ends_with("n1 |")), "{list}");
}

#[test]
fn a_server_that_is_bound_to_nothing_is_not_found() {
    let mut lab = Lab::new(&star(), Era::Seed).with_daemons();
    lab.all(STAR);
    lab.all("server >> irm n r oping_server layer n1");
    let exit = lab.on("client1", "oping -n oping_server -c 1");
    assert_eq!((exit.status, exit.output.as_str()), (1, "Failed to allocate flow: -1.\n"));
}

#[test]
fn a_name_registered_nowhere_is_not_found() {
    let mut lab = Lab::new(&star(), Era::Seed).with_daemons();
    lab.all(STAR);
    let exit = lab.on("client1", "oping -n oping_server -c 1");
    assert_eq!((exit.status, exit.output.as_str()), (1, "Failed to allocate flow: -1003.\n"));
    assert!(exit.took_ms > 1_000.0 && exit.took_ms < 1_100.0, "{}", exit.took_ms);
}

#[test]
fn a_second_daemon_does_not_start() {
    check(&mut alone(Era::Today).with_daemons(), expect_file!["./sessions/second_daemon.txt"]);
}

#[test]
fn a_shell_and_its_small_programs() {
    check(&mut alone(Era::Today), expect_file!["./sessions/shell.txt"]);
}

/// As run with the real ones: dead IPCPs are listed until they are destroyed.
#[test]
fn ipcps_die_and_pings_are_stopped() {
    check(&mut alone(Era::Today).with_daemons(), expect_file!["./sessions/dead.txt"]);
}

/// As run with the real ones: all but an operation that is none is said on standard output.
#[test]
fn what_is_said_where() {
    check(&mut alone(Era::Today).with_daemons(), expect_file!["./sessions/voices.txt"]);
}

#[test]
fn interfaces_and_their_shaping() {
    let site = site(&["a", "b"], &["e1: a b"]);
    check(&mut Lab::new(&site, Era::Today), expect_file!["./sessions/interfaces.txt"]);
}

#[test]
fn killing_the_daemon_ends_what_uses_it() {
    let mut lab = Lab::new(&star(), Era::Seed).with_daemons();
    lab.all(STAR);
    lab.all(SERVE);
    lab.all("server >> killall -15 irmd");
    assert!(lab.world.run_until_idle(100_000));
    let snapshot = lab.world.snapshot();
    let router = &snapshot.machines[2];
    let n1 = router.ipcps.iter().find(|ipcp| &*ipcp.name == "n1.router").expect("it lives");
    assert_eq!(n1.transfer.len(), 2, "the neighbour said goodbye");
    assert!(!snapshot.machines[3].daemon && snapshot.machines[3].ipcps.is_empty());
    assert_eq!(lab.on("server", "pgrep oping").status, 1);
}
