//! The namespaces testbed on this machine: needs root and iproute2, which `cargo xtask test` sees to.

use std::{
    fs,
    process::Command as Process,
    sync::{Arc, Mutex},
};
use testbed::{Command, Deaf, Listener, Machine, Port, RunTag, Shape, Site, Testbed, TestbedError, Voice, Wire};
use testbeds::Namespaces;

fn port(machine: &str, interface: &str) -> Port {
    Port { machine: machine.into(), interface: interface.into(), egress: Shape::default() }
}

/// Three machines: a cable between `a` and `b`, a switch for all.
fn site() -> Site {
    let machines = ["a", "b", "c"].map(|name| Machine { name: name.into() }).to_vec();
    let cable = Wire { name: "e1".into(), ports: vec![port("a", "e1"), port("b", "e1")] };
    let switch = Wire { name: "lan".into(), ports: vec![port("a", "lan"), port("b", "lan"), port("c", "lan")] };
    Site { machines, wires: vec![cable, switch] }
}

/// What a run could leave behind on the host: links, namespaces, mounts, processes bearing its mark.
fn inventory(mark: &str) -> Vec<String> {
    let said = |program: &str, args: &[&str]| {
        let output = Process::new(program).args(args).output().expect(program);
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let mut all: Vec<String> = said("ip", &["-o", "link"]).lines().map(str::to_owned).collect();
    all.extend(said("ip", &["netns"]).lines().filter(|line| line.contains(mark)).map(str::to_owned));
    let mounts = fs::read_to_string("/proc/self/mounts").expect("mounts");
    // Other tests make namespaces meanwhile; each is a mount that bears its mark.
    all.extend(mounts.lines().filter(|line| !line.contains("/netns/") || line.contains(mark)).map(str::to_owned));
    all.extend(said("pgrep", &["-f", mark]).lines().map(str::to_owned));
    all
}

#[derive(Default)]
struct Heard(Mutex<Vec<String>>);

impl Listener for Heard {
    fn heard(&self, machine: &str, voice: Voice, line: &str) {
        self.0.lock().expect("not poisoned").push(format!("{machine} {voice:?} {line}"));
    }
}

#[tokio::test]
async fn machines_have_their_own_interfaces_folders_and_processes() {
    let (bed, tag) = (Namespaces::default(), RunTag("test-own".into()));
    let before = inventory(&tag.0);
    bed.claim(&tag, &site(), Arc::new(Deaf)).await.expect("claimed");

    let heard = Heard::default();
    let sh = |line: &str| Command::new(["sh", "-c", line]);
    let exit =
        bed.exec(&tag, "a", &sh("ls /sys/class/net >/dev/null; ip -br link; echo gone >&2; exit 7"), &heard).await;
    assert_eq!(exit.expect("ran").status, 7);
    let lines = heard.0.lock().expect("not poisoned").join("\n");
    assert!(lines.contains("a Out e1@") && lines.contains("a Out lan@") && lines.contains("a Err gone"), "{lines}");

    bed.exec(&tag, "a", &sh("echo secret > /tmp/x"), &Deaf).await.expect("ran");
    assert_eq!(bed.exec(&tag, "b", &sh("test -e /tmp/x"), &Deaf).await.expect("ran").status, 1, "private /tmp");
    let missing = bed.exec(&tag, "c", &Command::of("no-such-program"), &Deaf).await.expect_err("there is none");
    assert!(missing.to_string().contains("`no-such-program`"), "{missing}");

    bed.exec(&tag, "b", &Command::of("sleep 1000").into_daemon(), &Deaf).await.expect("started");
    bed.release(&tag).await.expect("released");
    bed.release(&tag).await.expect("released twice");
    assert_eq!(inventory(&tag.0), before);
}

#[tokio::test]
async fn frames_cross_cables_and_switches() {
    let (bed, tag) = (Namespaces::default(), RunTag("test-wires".into()));
    bed.claim(&tag, &site(), Arc::new(Deaf)).await.expect("claimed");
    for (machine, address) in [("a", "fd00::a/64"), ("c", "fd00::c/64")] {
        let command = Command::new(["ip", "address", "add", address, "dev", "lan", "nodad"]);
        assert_eq!(bed.exec(&tag, machine, &command, &Deaf).await.expect("ran").status, 0);
    }
    let ping = Command::of("ping -c 3 -i 0.01 -W 2 fd00::c");
    let exit = bed.exec(&tag, "a", &ping, &Deaf).await.expect("ran");
    assert!(exit.output.contains(" 0% packet loss"), "{}", exit.output);
    bed.release(&tag).await.expect("released");
}

/// Milliseconds the quickest of some pings took, and how many of 100 were lost.
async fn pinged(bed: &Namespaces, tag: &RunTag) -> (f64, u32) {
    let ping = Command::of("ping -c 100 -i 0.002 -W 1 -q fd00::b");
    let said = bed.exec(tag, "a", &ping, &Deaf).await.expect("ran").output;
    let after = |word: &str| said.split(word).nth(1).unwrap_or_else(|| panic!("{said}"));
    let quickest = after("min/avg/max/mdev = ").split('/').next().expect("a number").parse().expect("a number");
    let n_received: u32 = after("transmitted, ").split(' ').next().expect("a number").parse().expect("a number");
    (quickest, 100 - n_received)
}

/// By the kernel's netem, or where it has none by our relay: what is said to be in force is.
#[tokio::test]
async fn delay_and_loss_are_in_force_when_that_is_said_and_gone_when_taken_off() {
    let (bed, tag) = (Namespaces::default(), RunTag("test-shape".into()));
    let before = inventory(&tag.0);
    let mut site = site();
    site.wires[0].ports[0].egress = Shape { delay_ms: 20.0, ..Shape::default() };
    bed.claim(&tag, &site, Arc::new(Deaf)).await.expect("claimed");
    for (machine, address) in [("a", "fd00::a/64"), ("b", "fd00::b/64")] {
        let command = Command::new(["ip", "address", "add", address, "dev", "e1", "nodad"]);
        assert_eq!(bed.exec(&tag, machine, &command, &Deaf).await.expect("ran").status, 0);
    }
    let (quickest, n_lost) = pinged(&bed, &tag).await;
    assert!((20.0..40.0).contains(&quickest) && n_lost == 0, "one way: {quickest} ms, {n_lost} lost");
    for (asked, machine) in [
        (Shape { delay_ms: 10.0, jitter_ms: 1.0, ..Shape::default() }, "b"),
        (Shape { delay_ms: 20.0, loss_percent: 30.0, rate_mbit: Some(10.0), ..Shape::default() }, "a"),
    ] {
        assert_eq!(bed.shape(&tag, machine, "e1", &asked).await.expect("shaped"), testbed::InForce::all(&asked));
    }
    let (quickest, n_lost) = pinged(&bed, &tag).await;
    assert!((28.0..60.0).contains(&quickest), "both ways: {quickest} ms");
    assert!((10..60).contains(&n_lost), "{n_lost} of 100 lost");
    for machine in ["a", "b"] {
        let perfect = Shape::default();
        assert_eq!(bed.shape(&tag, machine, "e1", &perfect).await.expect("shaped"), testbed::InForce::all(&perfect));
    }
    let (quickest, n_lost) = pinged(&bed, &tag).await;
    assert!(quickest < 10.0 && n_lost == 0, "taken off: {quickest} ms, {n_lost} lost");
    bed.release(&tag).await.expect("released");
    assert_eq!(inventory(&tag.0), before);
}

#[tokio::test]
async fn what_a_dead_server_left_is_found_by_its_mark() {
    let tag = RunTag("test-crash".into());
    let before = inventory(&tag.0);
    let dead = Namespaces::default();
    dead.claim(&tag, &site(), Arc::new(Deaf)).await.expect("claimed");
    std::mem::forget(dead);
    Namespaces::default().release(&tag).await.expect("released by another");
    assert_eq!(inventory(&tag.0), before);
}

#[tokio::test]
async fn a_command_nobody_waits_for_dies_with_all_it_started() {
    let (bed, tag) = (Namespaces::default(), RunTag("test-drop".into()));
    bed.claim(&tag, &site(), Arc::new(Deaf)).await.expect("claimed");
    let hang = Command::new(["sh", "-c", "sleep 4242 & sleep 4242"]);
    let mut exec = Box::pin(bed.exec(&tag, "a", &hang, &Deaf));
    let count = Command::new(["pgrep", "-c", "-x", "sleep"]);
    let n_sleeping = async || bed.exec(&tag, "a", &count, &Deaf).await.expect("ran").output.trim().to_owned();
    // The machine's own first process is a `sleep` too.
    loop {
        assert!(futures::poll!(&mut exec).is_pending());
        if n_sleeping().await == "3" {
            break;
        }
    }
    drop(exec);
    while n_sleeping().await != "1" {}
    bed.release(&tag).await.expect("released");
}

#[tokio::test]
async fn a_machine_that_is_not_there_is_named() {
    let (bed, tag) = (Namespaces::default(), RunTag("test-none".into()));
    let error = bed.exec(&tag, "x", &Command::of("true"), &Deaf).await.expect_err("no such run");
    assert_eq!(error, TestbedError::NoMachine("x".into()));
}
