//! A command that never ends, in a step and typed by a person: it is given up with its cause, ended, and nothing is left.

use crate::{
    ground::Ground,
    interrupted::{built, written},
    inventory::{Host, a_sleep, n_running},
    killed::PAIR,
    served::{House, Served},
    sshd::Sshd,
};
use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::Path,
    time::{Duration, Instant},
};

/// How long dying may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// The whole case on one testbed.
///
/// Errors: there is no server to try.
pub fn try_all(ground: &Ground) -> Result<(), String> {
    let kind = ground.bed.kind();
    let programs = tempfile::tempdir_in("/var/tmp").expect("a folder");
    let path = format!("{}:{}", programs.path().display(), std::env::var("PATH").unwrap_or_default());
    write_programs(programs.path());
    for host in ground.sshd.iter().flat_map(|hosts| ["a", "b", "c"].map(|host| hosts.programs_of(host))) {
        write_programs(&host);
    }
    let house = House::new(&settings(ground), vec![("PATH".to_owned(), path)])?;
    let served = house.serve();
    let experiment = served.experiment(PAIR);
    let mut case = Case { ground, kind, served, experiment, before: Vec::new() };
    case.before = case.inventory();
    case.in_a_step();
    case.typed();
    if let Some(hosts) = &ground.sshd {
        case.on_hosts_that_hang(hosts);
    }
    Ok(())
}

/// What an `irm` runs that never ends.
fn hanging() -> String {
    a_sleep(5)
}

/// A daemon, and an `irm` that never ends once an IPCP is to be made.
fn program() -> String {
    let (daemon, step) = (a_sleep(7), hanging());
    format!("#!/bin/sh\ncase \"${{0##*/}} $1 $2\" in irmd*) exec {daemon};; 'irm i b'|'irm i c') exec {step};; esac\n")
}

fn write_programs(folder: &Path) {
    for name in ["irmd", "irm", "oping"] {
        let file = folder.join(name);
        fs::write(&file, program()).expect("written");
        fs::set_permissions(file, fs::Permissions::from_mode(0o755)).expect("made a program");
    }
}

/// What the administrator wrote.
fn settings(ground: &Ground) -> String {
    if let Some(engine) = &ground.engine {
        // In place of the programs that the image has.
        let text = program().replace('\\', "\\\\").replace('\n', "\\n").replace('"', "\\\"");
        let line = "for name in irmd irm; do at=$(command -v $name); rm $at; printf %s \\\"$0\\\" >$at; chmod 755 $at; done; \
                    cp $at /bin/never-ends";
        let install = format!("programs = [\"never-ends\"]\ncommands = [[\"sh\", \"-c\", \"{line}\", \"{text}\"]]\n");
        return built(engine, "never-ends:1", &install);
    }
    match &ground.sshd {
        Some(hosts) => written(hosts).replacen("[ssh]", "[ssh]\npatience_s = 1", 1),
        None => format!("[{}]\n", ground.bed.kind()),
    }
}

struct Case<'g> {
    ground: &'g Ground,
    kind: &'static str,
    served: Served,
    experiment: String,
    before: Vec<String>,
}

impl Case<'_> {
    fn inventory(&self) -> Vec<String> {
        let marks = self.served.marks(&self.experiment);
        let homes = self.ground.homes();
        let mut all = Host { marks: &marks, homes: &homes, dockerd: self.ground.dockerd.as_ref() }.inventory();
        all.extend(self.ground.sshd.iter().flat_map(Sshd::belongings));
        all
    }

    fn wait_until(&self, what: &str, mut is_so: impl FnMut() -> bool) {
        let began = Instant::now();
        while !is_so() {
            assert!(began.elapsed() < PATIENCE, "{}: not {what}: {} left", self.kind, n_running(&a_sleep(7)));
            std::thread::park_timeout(Duration::from_millis(5));
        }
    }

    fn assert_clean(&self, moment: &str) {
        self.wait_until("ended", || n_running(&a_sleep(7)) + n_running(&hanging()) == 0);
        self.wait_until(moment, || self.inventory() == self.before);
    }

    /// The run gives it up as often as it tries, says so, and takes down what was up.
    fn in_a_step(&mut self) {
        let run = self.served.run(&self.experiment, self.kind).expect("started");
        assert_eq!(self.served.wait_for(&run, &["up", "clean", "stuck"]).as_deref(), Some("clean"));
        let log = self.served.text(&format!("/api/runs/{run}/log"));
        assert!(log.contains("no end within 5 s; it was given up"), "{}: {log}", self.kind);
        self.assert_clean("clean after a step without end");
    }

    /// A run whose step hangs, broken off; its id.
    fn paused(&mut self) -> String {
        let run = self.served.run(&self.experiment, self.kind).expect("started");
        self.wait_until("at the step", || n_running(&hanging()) > 0);
        for _ in 0..2 {
            self.served.decide(&run, "cancel").expect("told");
        }
        assert_eq!(self.served.wait_for(&run, &["paused", "clean", "stuck"]).as_deref(), Some("paused"));
        run
    }

    /// Typed by a person: interrupted it ends, and with the network it ends too.
    fn typed(&mut self) {
        let run = self.paused();
        let typed = a_sleep(6);
        let call = self.served.typed(&run, "a", &typed);
        self.wait_until("typed", || n_running(&typed) == 1);
        self.served.interrupt(&run, call);
        self.wait_until("interrupted", || n_running(&typed) == 0);
        self.served.typed(&run, "b", &typed);
        self.wait_until("typed again", || n_running(&typed) == 1);
        self.served.decide(&run, "clean-up").expect("told");
        assert_eq!(self.served.wait_for(&run, &["clean", "stuck"]).as_deref(), Some("clean"));
        self.wait_until("ended with the network", || n_running(&typed) == 0);
        self.assert_clean("clean after a command without end");
    }

    /// The hosts hang with it: what they have is pending until they answer.
    fn on_hosts_that_hang(&mut self, hosts: &Sshd) {
        let run = self.paused();
        hosts.hang(true);
        self.served.decide(&run, "clean-up").expect("told");
        let state = self.served.wait_for(&run, &["clean", "stuck"]);
        hosts.hang(false);
        assert_eq!(state.as_deref(), Some("stuck"));
        let log = self.served.text(&format!("/api/runs/{run}/log"));
        assert!(log.contains("pending: "), "{log}");
        self.served.decide(&run, "clean-up").expect("told");
        assert_eq!(self.served.wait_for(&run, &["clean"]).as_deref(), Some("clean"));
        self.assert_clean("clean after hosts that hung");
    }
}
