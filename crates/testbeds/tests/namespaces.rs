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
    let exit = bed.exec(&tag, "c", &Command::of("no-such-program"), &Deaf).await.expect("nsenter says so");
    assert_ne!(exit.status, 0);

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
