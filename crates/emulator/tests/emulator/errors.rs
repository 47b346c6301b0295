//! What goes wrong, goes wrong as in reality: texts, statuses, logs.

use crate::lab::{Lab, SERVE, STAR, site, star};
use emulator::{Era, State};
use expect_test::{Expect, expect};

fn alone(era: Era) -> Lab {
    Lab::new(&site(&["a"], &[]), era)
}

fn check(lab: &mut Lab, commands: &str, expected: Expect) {
    let lines: String =
        commands.lines().map(str::trim).filter(|line| !line.is_empty()).map(|line| format!("a >> {line}\n")).collect();
    expected.assert_eq(&lab.session(&lines));
}

#[test]
fn without_a_daemon() {
    check(
        &mut alone(Era::Today),
        "irm i l
         irm i c n x type local
         irm i b n x type local layer e
         irm n r foo layer x
         irm n c foo
         irm bind ipcp x name y
         oping -n x
         sudo irmd --config x.conf
         rina-tools-app",
        expect![[r#"
            $ irm i l
            Failed to communicate with the Ouroboros IPC Resource Manager daemon.
            [1]
            $ irm i c n x type local
            [1]
            $ irm i b n x type local layer e
            [1]
            $ irm n r foo layer x
            Failed to list IPCPs.
            [1]
            $ irm n c foo
            Failed to communicate with the Ouroboros IPC Resource Manager daemon.
            [1]
            $ irm bind ipcp x name y
            $ oping -n x
            FATAL: Could not announce to IRMd.
            [1]
            $ sudo irmd --config x.conf
            Usage: irmd 
                     [--stdout  (Log to stdout instead of system log)]
                     [--version (Print version number and exit)]

            [1]
            $ rina-tools-app
            sh: 1: rina-tools-app: not found
            [127]
        "#]],
    );
}

#[test]
fn bootstrapping() {
    check(
        &mut alone(Era::Today).with_daemons(),
        "irm i b n L1 type local layer e1
         irm i b n L1 type local layer e1
         irm i c n L1 type local
         irm i c n L1b type normal
         irm i b n u1 type unicast layer n1 autobind
         irm i b n u1 type unicast layer n1 autobind
         irm i b n u2 layer n1
         irm i b n u2 type unicast layer n1 routing foo
         irm i b n u2 type unicast layer n1 bogus 1
         irm i b n d1 type eth-dix dev nosuchdev layer e9
         irm i b n p1 type udp4 layer u
         irm i l",
        expect![[r#"
            $ irm i b n L1 type local layer e1
              | ==00008== irmd(II): Instantiated /usr/sbin/ipcpd-local as process 10.
              | ==00008== irmd(II): Process added: 10 (ipcpd-local).
              | ==00010== ipcpd/ipcp(II): IPCP local 10 initialized.
              | ==00008== irmd(II): Created IPCP 10.
              | ==00010== ipcpd/ipcp(II): Bootstrapping...
              | ==00010== ipcpd/ipcp(II): Finished bootstrapping in e1.
              | ==00010== ipcpd/ipcp(II):   type: local
              | ==00010== ipcpd/ipcp(II):   hash: SHA3-256 [32 bytes]
              | ==00008== irmd(II): Bootstrapped IPCP 10.
            $ irm i b n L1 type local layer e1
              | ==00010== ipcpd/ipcp(EE): Failed to bootstrap: IPCP in state <operational>, need <boot>.
              | ==00008== irmd(EE): Could not bootstrap IPCP.
            [1]
            $ irm i c n L1 type local
              | ==00013== ipcpd/ipcp(EE): Failed to initialize RIB.
              | ==00008== irmd(EE): IPCP 13 failed to boot.
            [1]
            $ irm i c n L1b type normal
            IPCP type "normal" is unknown.
            Usage: irm ipcp create
                            name <ipcp name>
                            type [TYPE]

            where TYPE in {unicast broadcast local udp4 udp6 eth-llc eth-dix}

            [1]
            $ irm i b n u1 type unicast layer n1 autobind
              | ==00008== irmd(II): Instantiated /usr/sbin/ipcpd-unicast as process 16.
              | ==00008== irmd(II): Process added: 16 (ipcpd-unicast).
              | ==00016== ipcpd/ipcp(II): IPCP unicast 16 initialized.
              | ==00008== irmd(II): Created IPCP 16.
              | ==00008== irmd(II): Created new name: u1.
              | ==00008== irmd(II): Bound process 16 to name u1.
              | ==00008== irmd(II): Created new name: n1.
              | ==00008== irmd(II): Bound process 16 to name n1.
              | ==00016== ipcpd/ipcp(II): Bootstrapping...
              | ==00016== unicast-ipcp(II): IPCP got address 2919723538.
              | ==00016== directory(II): Using DHT policy.
              | ==00016== dht(II): DHT initialized.
              | ==00016== ipcpd/ipcp(II): Finished bootstrapping in n1.
              | ==00016== ipcpd/ipcp(II):   type: unicast
              | ==00016== ipcpd/ipcp(II):   hash: SHA3-256 [32 bytes]
              | ==00008== irmd(II): Bootstrapped IPCP 16.
            $ irm i b n u1 type unicast layer n1 autobind
            Failed to bind 16 to u1.
              | ==00008== reg(EE): Process 16 already bound to name u1.
              | ==00008== irmd(EE): Failed to add name u1 to process 16.
            [1]
            $ irm i b n u2 layer n1
            No IPCPs matching u2 found.

            [1]
            $ irm i b n u2 type unicast layer n1 routing foo
            Unknown parameter for routing: "foo".
            [1]
            $ irm i b n u2 type unicast layer n1 bogus 1
            Unknown option: "bogus".
            [1]
            $ irm i b n d1 type eth-dix dev nosuchdev layer e9
              | ==00008== irmd(II): Instantiated /usr/sbin/ipcpd-eth-dix as process 22.
              | ==00008== irmd(II): Process added: 22 (ipcpd-eth-dix).
              | ==00022== ipcpd/ipcp(II): IPCP eth-dix 22 initialized.
              | ==00008== irmd(II): Created IPCP 22.
              | ==00022== ipcpd/ipcp(II): Bootstrapping...
              | ==00022== ipcpd/eth-dix(EE): Failed to get MTU.
              | ==00022== ipcpd/eth-dix(EE): Failed to get interface MTU.
              | ==00022== ipcpd/eth-dix(EE): Failed to set MTU.
              | ==00022== ipcpd/ipcp(EE): Failed to bootstrap IPCP.
              | ==00008== irmd(EE): Could not bootstrap IPCP.
            [1]
            $ irm i b n p1 type udp4 layer u
            [139]
            $ irm i l
            +---------+----------------------+------------+----------------------+
            |     pid |                 name |       type |                layer |
            +---------+----------------------+------------+----------------------+
            |      10 |                   L1 |      local |                   e1 |
            |      16 |                   u1 |    unicast |                   n1 |
            |      22 |                   d1 |    eth-dix |        Not enrolled. |
            +---------+----------------------+------------+----------------------+

        "#]],
    );
}

#[test]
fn names() {
    check(
        &mut alone(Era::Today).with_daemons(),
        "irm i b n L1 type local layer e1
         irm n r foo layer nolayer
         irm n r foo ipcp nosuch
         irm n u foo layer e1
         irm n u nosuchname layer e1
         irm n c foo2 lb spill
         irm n d nosuch
         irm n d foo
         irm i c n e2x type unicast
         irm n r qq ipcp e2x
         irm i l
         irm name list
         irm register name x layer e1
         irm bind prog nosuchprog name foo
         irm bind prog /etc/passwd name foo
         irm bind process 999999 name foo
         irm bind process 1 name foo
         irm unbind prog nosuchprog name foo3
         irm i x
         irm x",
        expect![[r#"
            $ irm i b n L1 type local layer e1
              | ==00008== irmd(II): Instantiated /usr/sbin/ipcpd-local as process 10.
              | ==00008== irmd(II): Process added: 10 (ipcpd-local).
              | ==00010== ipcpd/ipcp(II): IPCP local 10 initialized.
              | ==00008== irmd(II): Created IPCP 10.
              | ==00010== ipcpd/ipcp(II): Bootstrapping...
              | ==00010== ipcpd/ipcp(II): Finished bootstrapping in e1.
              | ==00010== ipcpd/ipcp(II):   type: local
              | ==00010== ipcpd/ipcp(II):   hash: SHA3-256 [32 bytes]
              | ==00008== irmd(II): Bootstrapped IPCP 10.
            $ irm n r foo layer nolayer
              | ==00008== irmd(II): Created new name: foo.
            $ irm n r foo ipcp nosuch
            $ irm n u foo layer e1
            $ irm n u nosuchname layer e1
              | ==00008== irmd(EE): Failed to get name nosuchname.
            [1]
            $ irm n c foo2 lb spill
            Usage: irm name create
                            <name>. max 255 chars.
                            [lb LB_POLICY], default: round-robin
                            [sencpath <path>, default: <security_dir>/server/<name>/enc.conf]
                            [scrtpath <path>, default: <security_dir>/server/<name>/crt.pem]
                            [skeypath <path>, default: <security_dir>/server/<name>/key.pem]
                            [cencpath <path>, default: <security_dir>/client/<name>/enc.conf]
                            [ccrtpath <path>, default: <security_dir>/client/<name>/crt.pem]
                            [ckeypath <path>, default: <security_dir>/client/<name>/key.pem]

            where LB_POLICY in {round-robin spillover}

            [1]
            $ irm n d nosuch
              | ==00008== reg(EE): Name nosuch does not exist.
              | ==00008== irmd(EE): Failed to destroy name nosuch.
            [1]
            $ irm n d foo
              | ==00008== irmd(II): Destroyed name: foo.
            $ irm i c n e2x type unicast
              | ==00008== irmd(II): Instantiated /usr/sbin/ipcpd-unicast as process 19.
              | ==00008== irmd(II): Process added: 19 (ipcpd-unicast).
              | ==00019== ipcpd/ipcp(II): IPCP unicast 19 initialized.
              | ==00008== irmd(II): Created IPCP 19.
            $ irm n r qq ipcp e2x
            Failed to register with e2x
              | ==00008== irmd(II): Created new name: qq.
              | ==00008== irmd(EE): Could not register cd1984b1 with IPCP 19.
            [1]
            $ irm i l
            +---------+----------------------+------------+----------------------+
            |     pid |                 name |       type |                layer |
            +---------+----------------------+------------+----------------------+
            |      10 |                   L1 |      local |                   e1 |
            +---------+----------------------+------------+----------------------+

            $ irm name list
            +----------------------------------------------------+----------------------+
            |                                               name |  load-balance policy |
            +----------------------------------------------------+----------------------+
            |                                                 qq |            spillover |
            +----------------------------------------------------+----------------------+

            $ irm register name x layer e1
            "register" is unknown, try "irm help".
            [1]
            $ irm bind prog nosuchprog name foo
            nosuchprog does not exist.
            [1]
            $ irm bind prog /etc/passwd name foo
            Cannot execute /etc/passwd, please check permissions.
            [1]
            $ irm bind process 999999 name foo
            "999999" is not a valid process id.
            [1]
            $ irm bind process 1 name foo
              | ==00008== irmd(EE): Process 1 does not respond.
            [1]
            $ irm unbind prog nosuchprog name foo3
              | ==00008== reg(EE): Could not find name foo3.
              | ==00008== irmd(EE): Failed to unbind nosuchprog from foo3
            [1]
            $ irm i x
            "x" is unknown, try "irm ipcp help".
            [1]
            $ irm x
            "x" is unknown, try "irm help".
            [1]
        "#]],
    );
}

#[test]
fn enrolling_and_connecting() {
    check(
        &mut alone(Era::Today).with_daemons(),
        "irm i b n L1 type local layer e1
         irm i b n u1 type unicast layer n1 autobind
         irm n r u1 layer e1
         irm i e n e1x layer nolayer
         irm i e n e1y dst u1 layer wrong
         irm i e n u1 dst u1
         irm i conn n nosuch dst u1
         irm i conn n u1 dst nosuch
         irm i conn n u1 dst u1 comp foo
         irm i conn n L1 dst u1
         irm i disconn n u1 dst nosuch
         irm i d n nosuch
         irm i c n fresh type unicast
         irm i conn n fresh dst u1
         irm i e n e1z type broadcast layer u1
         oping -n nosuch -c 1
         irm n c nobody
         oping -n nobody -c 1",
        expect![[r#"
            $ irm i b n L1 type local layer e1
              | ==00008== irmd(II): Instantiated /usr/sbin/ipcpd-local as process 10.
              | ==00008== irmd(II): Process added: 10 (ipcpd-local).
              | ==00010== ipcpd/ipcp(II): IPCP local 10 initialized.
              | ==00008== irmd(II): Created IPCP 10.
              | ==00010== ipcpd/ipcp(II): Bootstrapping...
              | ==00010== ipcpd/ipcp(II): Finished bootstrapping in e1.
              | ==00010== ipcpd/ipcp(II):   type: local
              | ==00010== ipcpd/ipcp(II):   hash: SHA3-256 [32 bytes]
              | ==00008== irmd(II): Bootstrapped IPCP 10.
            $ irm i b n u1 type unicast layer n1 autobind
              | ==00008== irmd(II): Instantiated /usr/sbin/ipcpd-unicast as process 12.
              | ==00008== irmd(II): Process added: 12 (ipcpd-unicast).
              | ==00012== ipcpd/ipcp(II): IPCP unicast 12 initialized.
              | ==00008== irmd(II): Created IPCP 12.
              | ==00008== irmd(II): Created new name: u1.
              | ==00008== irmd(II): Bound process 12 to name u1.
              | ==00008== irmd(II): Created new name: n1.
              | ==00008== irmd(II): Bound process 12 to name n1.
              | ==00012== ipcpd/ipcp(II): Bootstrapping...
              | ==00012== unicast-ipcp(II): IPCP got address 2578637408.
              | ==00012== directory(II): Using DHT policy.
              | ==00012== dht(II): DHT initialized.
              | ==00012== ipcpd/ipcp(II): Finished bootstrapping in n1.
              | ==00012== ipcpd/ipcp(II):   type: unicast
              | ==00012== ipcpd/ipcp(II):   hash: SHA3-256 [32 bytes]
              | ==00008== irmd(II): Bootstrapped IPCP 12.
            $ irm n r u1 layer e1
              | ==00010== ipcpd-local(II): Registered 96545e14.
              | ==00008== irmd(II): Registered u1 in e1 as 96545e14.
            $ irm i e n e1x layer nolayer
            Failed to enroll IPCP.
              | ==00008== irmd(II): Instantiated /usr/sbin/ipcpd-unicast as process 15.
              | ==00008== irmd(II): Process added: 15 (ipcpd-unicast).
              | ==00015== ipcpd/ipcp(II): IPCP unicast 15 initialized.
              | ==00008== irmd(II): Created IPCP 15.
              | ==00008== reg(EE): Name nolayer does not exist.
              | ==00008== irmd(EE): Failed to get name info for nolayer.
              | ==00015== connection-manager(EE): Failed to allocate flow to nolayer.
              | ==00015== unicast-ipcp(EE): [1b4c91ecae077212] Failed to get connection.
              | ==00015== ipcpd/ipcp(EE): Failed to bootstrap IPCP.
              | ==00008== irmd(EE): Could not enroll IPCP 15.
            [1]
            $ irm i e n e1y dst u1 layer wrong
            Enrollment destination does not match requested layer.
              | ==00008== irmd(II): Instantiated /usr/sbin/ipcpd-unicast as process 17.
              | ==00008== irmd(II): Process added: 17 (ipcpd-unicast).
              | ==00017== ipcpd/ipcp(II): IPCP unicast 17 initialized.
              | ==00008== irmd(II): Created IPCP 17.
              | ==00008== irmd(II): Allocating flow for 17 to u1 (uid 0).
              | ==00010== ipcpd/ipcp(II): Allocating flow 64 for 17 to 96545e14.
              | ==00008== irmd(II): Flow 65 accepted by 12 for u1 (uid 0).
              | ==00012== enrollment(II): Enrolling a new neighbor.
              | ==00017== unicast-ipcp(II): IPCP got address 3200416693.
              | ==00017== directory(II): Using DHT policy.
              | ==00017== ipcpd/ipcp(II): Finished enrolling in n1.
              | ==00008== irmd(II): Enrolled IPCP 17 in layer n1.
            [1]
            $ irm i e n u1 dst u1
            Failed to enroll IPCP.
              | ==00012== ipcpd/ipcp(EE): Failed to enroll: IPCP in state <operational>, need <boot>.
              | ==00008== irmd(EE): Could not enroll IPCP 12.
            [1]
            $ irm i conn n nosuch dst u1
            [1]
            $ irm i conn n u1 dst nosuch
              | ==00008== reg(EE): Name nosuch does not exist.
              | ==00008== irmd(EE): Failed to get name info for nosuch.
              | ==00012== connection-manager(EE): Failed to allocate flow to nosuch.
              | ==00012== connection-manager(EE): Failed to allocate flow.
              | ==00008== irmd(EE): Could not connect IPCP 12 to nosuch.
            [1]
            $ irm i conn n u1 dst u1 comp foo
            $ irm i conn n L1 dst u1
              | ==00008== irmd(EE): Cannot establish connections for this IPCP type.
            [1]
            $ irm i disconn n u1 dst nosuch
            $ irm i d n nosuch
            $ irm i c n fresh type unicast
              | ==00008== irmd(II): Instantiated /usr/sbin/ipcpd-unicast as process 26.
              | ==00008== irmd(II): Process added: 26 (ipcpd-unicast).
              | ==00026== ipcpd/ipcp(II): IPCP unicast 26 initialized.
              | ==00008== irmd(II): Created IPCP 26.
            $ irm i conn n fresh dst u1
              | ==00026== ipcpd/ipcp(EE): Failed to connect: IPCP in state <boot>, need <operational>.
              | ==00008== irmd(EE): Could not connect IPCP 26 to u1.
            [1]
            $ irm i e n e1z type broadcast layer u1
            Failed to enroll IPCP.
              | ==00008== irmd(II): Instantiated /usr/sbin/ipcpd-broadcast as process 29.
              | ==00008== irmd(II): Process added: 29 (ipcpd-broadcast).
              | ==00029== ipcpd/ipcp(II): IPCP broadcast 29 initialized.
              | ==00008== irmd(II): Created IPCP 29.
              | ==00008== irmd(II): Allocating flow for 29 to u1 (uid 0).
              | ==00010== ipcpd/ipcp(II): Allocating flow 66 for 29 to 96545e14.
              | ==00008== irmd(II): Flow 67 accepted by 12 for u1 (uid 0).
              | ==00029== enrollment(EE): [9122dc57246e229e] Wrong type in enrollment response 1 (2).
              | ==00029== broadcast-ipcp(EE): [9122dc57246e229e] Failed to get boot information.
              | ==00029== ipcpd/ipcp(EE): Failed to bootstrap IPCP.
              | ==00008== irmd(EE): Could not enroll IPCP 29.
            [1]
            $ oping -n nosuch -c 1
            Failed to allocate flow: -1007.
              | ==00008== irmd(II): Process added: 30 (oping).
              | ==00008== reg(EE): Name nosuch does not exist.
              | ==00008== irmd(EE): Failed to get name info for nosuch.
            [1]
            $ irm n c nobody
              | ==00008== irmd(II): Created new name: nobody.
            $ oping -n nobody -c 1
            Failed to allocate flow: -1003.
              | ==00008== irmd(II): Process added: 32 (oping).
              | ==00008== irmd(II): Allocating flow for 32 to nobody (uid 0).
            [1]
        "#]],
    );
}

#[test]
fn today_a_destinations_name_must_be_known() {
    let mut lab = Lab::new(&star(), Era::Today).with_daemons();
    let enroll = STAR.lines().take(14).collect::<Vec<_>>().join("\n");
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
    lab.all(&STAR.lines().take(11).collect::<Vec<_>>().join("\n"));
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
    lab.all(&STAR.lines().take(14).collect::<Vec<_>>().join("\n"));
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
    lab.all(&STAR.lines().take(11).collect::<Vec<_>>().join("\n"));
    assert_eq!(lab.on("router", "irm i e n n1.router layer n1 autobind").status, 1);
    lab.all(&STAR.lines().skip(11).collect::<Vec<_>>().join("\n"));
    let snapshot = lab.world.snapshot();
    assert!(snapshot.machines.iter().flat_map(|machine| &machine.ipcps).all(|ipcp| ipcp.state == State::Operational));
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
    let mut lab = alone(Era::Today).with_daemons();
    check(
        &mut lab,
        "irmd\nkillall -15 irmd\nirmd\nsleep 4\npgrep irmd\nkillall irmd",
        expect![[r#"
        $ irmd
          | ==00009== irmd(WW): IRMd already running (8), exiting.
        [1]
        $ killall -15 irmd
          | ==00008== irmd(II): IRMd shutting down...
        $ irmd
          | ==00011== irmd(WW): IRMd already running (8), exiting.
        [1]
        $ sleep 4
          | ==00008== irmd(II): Bye.
        $ pgrep irmd
        [1]
        $ killall irmd
        irmd: no process found
        [1]
    "#]],
    );
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
