//! A Docker engine in a network namespace of its own, with one small image: at a socket, and by TCP with certificates.

mod certificates;
mod root;

pub use certificates::make as certificates;

use crate::door::Door;
use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Child, Command as Process, Stdio},
    time::{Duration, Instant},
};
use tempfile::TempDir;
use testbeds::DockerSettings;

const IMAGE: &str = "conga-suite:local";

/// Where containers see the stand-in's folder.
const SEEN: &str = "/standin";

/// The engine's own runtime, which is first told of one folder more.
const RUNTIME: &str = r#"#!/bin/sh
for word; do
    if [ "$before" = --bundle ]; then
        sed -i 's|"mounts":\[|&{"destination":"SEEN","type":"bind","source":"FOLDER","options":["rbind","ro"]},|' "$word/config.json"
    fi
    before=$word
done
exec runc "$@"
"#;

/// The engine.
pub struct Dockerd {
    folder: TempDir,
    netns: String,
    engine: Child,
    /// Leads to it from this host, as from another.
    door: Door,
}

impl Drop for Dockerd {
    fn drop(&mut self) {
        let pid = rustix::process::Pid::from_raw(self.engine.id().cast_signed()).expect("a process");
        // It may have ended already.
        _ = rustix::process::kill_process(pid, rustix::process::Signal::TERM);
        _ = self.engine.wait();
        run("ip", &["netns", "del", &self.netns]);
    }
}

impl Dockerd {
    /// Its containers see the folder of the stand-in.
    pub fn start(standin: &Path) -> Result<Self, String> {
        let folder = tempfile::tempdir_in("/var/tmp").expect("a folder");
        let name = folder.path().file_name().expect("a name").to_string_lossy().trim_matches('.').to_owned();
        let netns = format!("dockerd-{name}");
        run("ip", &["netns", "add", &netns]);
        run("ip", &["-n", &netns, "link", "set", "lo", "up"]);
        let file = |name: &str| folder.path().join(name).display().to_string();
        let log = fs::File::create(folder.path().join("log")).expect("a log");
        let runtime = RUNTIME.replace("SEEN", SEEN).replace("FOLDER", &text(standin));
        fs::write(folder.path().join("runtime"), runtime).expect("written");
        fs::set_permissions(folder.path().join("runtime"), fs::Permissions::from_mode(0o755)).expect("made a program");
        certificates(folder.path());
        let mut engine = Process::new("nsenter");
        engine.arg(format!("--net=/run/netns/{netns}")).arg("dockerd");
        engine.arg(format!("--host=unix://{}", file("socket"))).arg("--host=tcp://127.0.0.1:2376").arg("--tlsverify");
        engine.args([
            "--tlscacert",
            &file("ca.pem"),
            "--tlscert",
            &file("server.pem"),
            "--tlskey",
            &file("server-key.pem"),
        ]);
        engine.args(["--add-runtime", &format!("standin={}", file("runtime")), "--default-runtime", "standin"]);
        engine.args(["--data-root", &file("data"), "--exec-root", &file("exec"), "--pidfile", &file("pid")]);
        engine.stdin(Stdio::null()).stdout(log.try_clone().expect("a log")).stderr(log);
        let engine = engine.spawn().expect("nsenter");
        let net = format!("--net=/run/netns/{netns}");
        let words = ["nsenter", &net, "busybox", "nc", "127.0.0.1", "2376"].map(str::to_owned);
        let mut dockerd = Self { folder, netns, engine, door: Door::open(words.into()) };
        dockerd.wait()?;
        dockerd.import();
        Ok(dockerd)
    }

    /// Waits until it answers.
    fn wait(&mut self) -> Result<(), String> {
        let began = Instant::now();
        while !self.docker(&["version"]).output().expect("docker").status.success() {
            let log = fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
            if self.engine.try_wait().expect("asked").is_some() || began.elapsed() > Duration::from_secs(30) {
                return Err(format!(
                    "needs a kernel on which dockerd starts: {}",
                    log.lines().last().unwrap_or_default()
                ));
            }
        }
        Ok(())
    }

    /// An image of what a node needs.
    fn import(&self) {
        let (root, tar) = (self.folder.path().join("root"), self.folder.path().join("root.tar"));
        root::fill(&root);
        assert!(run("tar", &["-C", &text(&root), "-cf", &text(&tar), "."]));
        let env = format!("ENV CONGA_STANDIN={SEEN}/socket");
        let made = self.docker(&["import", "--change", &env, &text(&tar), IMAGE]).output();
        assert!(made.expect("docker").status.success());
    }

    /// `docker …`, said to this engine.
    pub fn docker(&self, args: &[&str]) -> Process {
        let mut docker = Process::new("docker");
        docker.arg(format!("--host=unix://{}", self.socket().display())).args(args).stdin(Stdio::null());
        docker
    }

    fn socket(&self) -> PathBuf {
        self.folder.path().join("socket")
    }

    pub fn settings(&self) -> DockerSettings {
        DockerSettings { socket: self.socket(), image: IMAGE.into(), ..DockerSettings::default() }
    }

    /// The same engine as if it were on another host.
    pub fn settings_from_afar(&self) -> DockerSettings {
        let host = Some(format!("tcp://127.0.0.1:{}", self.door.port()));
        let certificates = Some(self.folder.path().to_owned());
        DockerSettings { socket: "/nowhere".into(), host, certificates, ..self.settings() }
    }

    /// A container and a network that are not ours.
    pub fn add_decoy(&self, name: &str) {
        let network = self.docker(&["network", "create", "--internal", "--subnet", "198.18.0.0/16", name]).output();
        assert!(network.expect("docker").status.success());
        let mut run = self.docker(&["run", "--detach", "--network", "none", "--name", name]);
        // Killed at once when the engine ends.
        let made = run.args(["--stop-signal", "KILL", IMAGE, "sleep", "100000"]).output();
        assert!(made.expect("docker").status.success());
    }

    /// All that it has: containers, networks, volumes.
    pub fn belongings(&self) -> Vec<String> {
        let lists: [&[&str]; 3] = [
            &["ps", "--all", "--format", "container {{.Names}} {{.State}}"],
            &["network", "ls", "--no-trunc", "--format", "network {{.Name}} {{.ID}}"],
            &["volume", "ls", "--format", "volume {{.Name}}"],
        ];
        let list = |args: &&[&str]| self.docker(args).output().expect("docker").stdout;
        let text = lists.iter().flat_map(list).collect();
        String::from_utf8(text).expect("text").lines().map(str::to_owned).collect()
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

fn text(path: &Path) -> String {
    path.display().to_string()
}

fn run(program: &str, args: &[&str]) -> bool {
    Process::new(program).args(args).stdin(Stdio::null()).status().is_ok_and(|status| status.success())
}
