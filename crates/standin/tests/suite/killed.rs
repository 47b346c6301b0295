//! `kill -9` of the real server at every call of a program, then a new server: nothing is left behind.

use crate::{
    decoys::Decoys,
    gate::{Gate, Moment},
    ground::Standin,
    inventory::{Host, mark},
    served::{House, Served},
};
use std::{fs, time::Duration, time::Instant};
use testbed::{Machine, Port, Shape, Site, Wire};

/// Two nodes, a link, a layer over it, and one who serves.
pub const PAIR: &str = r#"
conga = 1
title = "Pair"
prototype = { kind = "ouroboros", dialect = "today" }
[[layer]]
name = "n1"
kind = "unicast"
[[layer]]
name = "e1"
kind = "eth-dix"
[[node]]
name = "a"
layers = ["e1", { name = "n1", over = ["e1"] }]
[[node]]
name = "b"
layers = ["e1", { name = "n1", over = ["e1"] }]
[[service]]
name = "ping"
nodes = ["b"]
layers = ["n1"]
program = "oping"
args = ["--listen"]
"#;

/// A leak that goes away by itself is none: so long it may take.
const SETTLING: Duration = Duration::from_secs(3);

pub fn pair() -> Site {
    let port = |machine: &str| Port { machine: machine.into(), interface: "e1".into(), egress: Shape::default() };
    let machines = ["a", "b"].map(|name| Machine { name: name.into() }).to_vec();
    Site { machines, wires: vec![Wire { name: "e1".into(), ports: vec![port("a"), port("b")] }] }
}

/// The whole case on one testbed.
///
/// Errors: what is missing here.
pub fn try_all(testbed: &str) -> Result<(), String> {
    let site = if testbed == "local" { one() } else { pair() };
    let (standin, gate) = (Standin::start(&site), Gate::new());
    let folders = [gate.folder(), standin.path()].map(|folder| folder.display().to_string()).join(":");
    let environment = [
        ("PATH", format!("{folders}:{}", std::env::var("PATH").unwrap_or_default())),
        ("CONGA_STANDIN", standin.socket().display().to_string()),
        ("SUITE", mark()),
    ];
    let environment = environment.map(|(name, value)| (name.to_owned(), value)).to_vec();
    let house = House::new("[local]\n[namespaces]\n", environment)?;
    let mut case = Case { testbed, served: house.serve(), house, gate, experiment: String::new(), before: Vec::new() };
    let mut decoys = Decoys::plant(None);
    case.experiment = case.served.experiment(PAIR);
    case.before = case.inventory();
    case.daemon_dead();
    let began = Instant::now();
    let n_calls = case.at_every_call();
    eprintln!("{testbed}: killed at {n_calls} calls in {:.0} s", began.elapsed().as_secs_f64());
    assert!(n_calls > 20, "only {n_calls} calls: the gate is not where the programs are");
    decoys.assert_untouched();
    Ok(())
}

fn one() -> Site {
    Site { machines: vec![Machine { name: "host".into() }], wires: Vec::new() }
}

struct Case<'t> {
    testbed: &'t str,
    house: House,
    served: Served,
    gate: Gate,
    experiment: String,
    before: Vec<String>,
}

impl Case<'_> {
    fn inventory(&self) -> Vec<String> {
        let marks = self.served.marks(&self.experiment);
        Host { marks: &marks, homes: &[], dockerd: None }.inventory()
    }

    /// Nothing more is there than before the first run, and nothing less.
    fn assert_clean(&self, moment: &str) {
        let began = Instant::now();
        loop {
            let now = self.inventory();
            let more: Vec<_> = now.iter().filter(|thing| !self.before.contains(thing)).collect();
            let less: Vec<_> = self.before.iter().filter(|thing| !now.contains(thing)).collect();
            if more.is_empty() && less.is_empty() {
                return;
            }
            assert!(began.elapsed() < SETTLING, "{} {moment}: left {more:#?}, lost {less:#?}", self.testbed);
            std::thread::park_timeout(Duration::from_millis(20));
        }
    }

    /// Up, and at once clean again; none if the server was killed meanwhile.
    fn up_and_down(&mut self) -> Option<()> {
        let run = self.served.run(&self.experiment, self.testbed)?;
        let state = self.served.wait_for(&run, &["up", "clean", "stuck"])?;
        if state == "up" {
            self.served.decide(&run, "clean-up")?;
            self.served.wait_for(&run, &["clean", "stuck"])?;
        }
        let log = || self.served.text(&format!("/api/runs/{run}/log"));
        assert_eq!(state, "up", "{} does not come up: {}", self.testbed, log());
        Some(())
    }

    /// A new server on the same data; returns when it has cleaned up.
    fn start_again(&mut self) {
        self.gate.open();
        // The old one is gone, or the new one could not have its data.
        while !self.served.is_dead() {
            std::thread::yield_now();
        }
        self.served = self.house.serve();
        let began = Instant::now();
        loop {
            let runs = self.served.runs(&self.experiment).expect("an answer");
            let Some(open) = runs.iter().find(|card| card["ended_ms"].is_null()) else { return };
            assert!(began.elapsed() < SETTLING * 10, "{} is not cleaned up: {open}", self.testbed);
            std::thread::park_timeout(Duration::from_millis(5));
        }
    }

    /// Killed at each call in turn; how many there are.
    fn at_every_call(&mut self) -> usize {
        for at in 1.. {
            let moment = [Moment::Before, Moment::After, Moment::Late][at % 3];
            self.gate.arm(at, moment, self.served.pid());
            if self.up_and_down().is_some() {
                self.gate.open();
                self.assert_clean("after success");
                return at - 1;
            }
            self.start_again();
            self.gate.let_go();
            self.assert_clean(&format!("killed at call {at}, {moment:?}"));
        }
        unreachable!("every run has an end")
    }

    /// A node's daemon is dead when its run is cleaned up; then also the server.
    fn daemon_dead(&mut self) {
        for kills_server in [false, true] {
            let run = self.served.run(&self.experiment, self.testbed).expect("started");
            let state = self.served.wait_for(&run, &["up", "clean"]);
            let log = || self.served.text(&format!("/api/runs/{run}/log"));
            assert_eq!(state.as_deref(), Some("up"), "{}", log());
            for daemon in daemons() {
                kill(daemon);
            }
            if kills_server {
                kill(self.served.pid());
                self.start_again();
            } else {
                self.served.decide(&run, "clean-up").expect("told");
                self.served.wait_for(&run, &["clean"]).expect("clean");
            }
            self.assert_clean("with a daemon already dead");
        }
    }
}

/// The processes that stand for this suite's daemons.
fn daemons() -> Vec<u32> {
    let entries = fs::read_dir("/proc").expect("/proc").flatten();
    let pids = entries.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let is_daemon = |pid: &u32| {
        let ours = fs::read(format!("/proc/{pid}/environ")).unwrap_or_default();
        fs::read(format!("/proc/{pid}/cmdline")).is_ok_and(|line| line.starts_with(b"irmd\0"))
            && ours.windows(mark().len()).any(|window| window == mark().as_bytes())
    };
    pids.filter(is_daemon).collect()
}

pub fn kill(pid: u32) {
    // One that ended by itself needs no killing.
    _ = std::process::Command::new("kill").args(["-9", &pid.to_string()]).output();
}
