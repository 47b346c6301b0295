//! Installing the prototype is broken off, by a word or by the death of the server: what it started is ended and nothing is left.

use crate::{
    ground::Ground,
    inventory::{Host, a_sleep, n_running},
    killed::{PAIR, kill},
    served::{House, Served},
    sshd::Sshd,
};
use serde_json::Value;
use std::time::{Duration, Instant};
use testbeds::DockerSettings;

/// How long dying may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// The whole case on one testbed.
///
/// Errors: there is no server to try.
pub fn try_all(ground: &Ground) -> Result<(), String> {
    let kind = ground.bed.kind();
    let house = House::new(&settings(ground), Vec::new())?;
    let served = house.serve();
    let experiment = served.experiment(PAIR);
    let mut case = Case { ground, kind, house, served, experiment, before: Vec::new() };
    case.before = case.inventory();
    case.by_a_word();
    case.by_death();
    Ok(())
}

/// What the administrator wrote: installing takes for ever, in processes of several kinds.
fn settings(ground: &Ground) -> String {
    let sleep = a_sleep(8);
    let line = format!("echo installing; {sleep} & setsid {sleep} & {sleep}");
    let install = format!("programs = [\"no-such-program\"]\ncommands = [[\"sh\", \"-c\", \"{line}\"]]\n");
    if let Some(engine) = &ground.engine {
        return built(engine, "never-made:1", &install);
    }
    match &ground.sshd {
        Some(hosts) => format!("{}[ssh.install]\n{install}", written(hosts)),
        None => format!("[{0}.install]\n{install}", ground.bed.kind()),
    }
}

/// An engine with an image of its own, built with what is installed.
pub fn built(engine: &DockerSettings, image: &str, install: &str) -> String {
    let place = match (&engine.host, &engine.certificates) {
        (Some(host), Some(folder)) => format!("host = \"{host}\"\ncertificates = \"{}\"", folder.display()),
        _ => format!("socket = \"{}\"", engine.socket.display()),
    };
    let build = format!("[docker.build]\nbase = \"{}\"\n[docker.build.install]\n{install}", engine.image);
    format!("[docker]\n{place}\nimage = \"{image}\"\n{build}")
}

/// The hosts, as the administrator writes them.
pub fn written(hosts: &Sshd) -> String {
    let settings = hosts.settings();
    let path = |path: Option<std::path::PathBuf>| path.expect("a path").display().to_string();
    let (known, key) = (settings.known_hosts.display(), path(settings.key));
    let hosts = settings.hosts.iter().map(|host| {
        let interfaces = host.interfaces.iter().map(|(name, there)| format!("{name} = \"{there}\""));
        let interfaces = interfaces.collect::<Vec<_>>().join(", ");
        let (port, user) = (host.port.expect("a port"), host.user.as_deref().expect("a user"));
        let (name, address) = (&host.name, &host.address);
        format!(
            "{{ name = \"{name}\", address = \"{address}\", port = {port}, user = \"{user}\", interfaces = {{ {interfaces} }} }}"
        )
    });
    let hosts: Vec<String> = hosts.collect();
    format!(
        "[ssh]\nknown_hosts = \"{known}\"\nkey = \"{key}\"\nsockets = \"{}\"\nhosts = [{}]\n",
        path(settings.sockets),
        hosts.join(", ")
    )
}

struct Case<'g> {
    ground: &'g Ground,
    kind: &'static str,
    house: House,
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
            assert!(began.elapsed() < PATIENCE, "{}: not {what}: {} left", self.kind, n_running(&a_sleep(8)));
            std::thread::park_timeout(Duration::from_millis(5));
        }
    }

    /// A run that is installing; its id.
    fn installing(&self) -> String {
        let run = self.served.run(&self.experiment, self.kind).expect("started");
        self.wait_until("installing", || n_running(&a_sleep(8)) >= 3);
        run
    }

    fn assert_clean(&self, moment: &str) {
        self.wait_until("ended", || n_running(&a_sleep(8)) == 0);
        self.wait_until(moment, || self.inventory() == self.before);
    }

    /// The first word stops at the step's end, which never comes; the second at once.
    fn by_a_word(&mut self) {
        let run = self.installing();
        for _ in 0..2 {
            self.served.decide(&run, "cancel").expect("told");
        }
        assert_eq!(self.served.wait_for(&run, &["paused", "clean", "stuck"]).as_deref(), Some("paused"));
        self.served.decide(&run, "clean-up").expect("told");
        assert_eq!(self.served.wait_for(&run, &["clean", "stuck"]).as_deref(), Some("clean"));
        self.assert_clean("clean after a cancel");
        let log = self.served.text(&format!("/api/runs/{run}/log"));
        assert!(log.contains("installing") && log.contains("cancelled with "), "{}: {log}", self.kind);
    }

    fn by_death(&mut self) {
        self.installing();
        kill(self.served.pid());
        while !self.served.is_dead() {
            std::thread::yield_now();
        }
        self.served = self.house.serve();
        let is_over = |card: &Value| !card["ended_ms"].is_null();
        self.wait_until("over", || self.served.runs(&self.experiment).expect("an answer").iter().all(is_over));
        self.assert_clean("clean after a death");
    }
}
