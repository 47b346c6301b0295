//! A Docker engine in a network namespace of its own, with one small image.

use std::{
    fs,
    os::unix::fs::symlink,
    path::{Path, PathBuf},
    process::{Child, Command as Process, Stdio},
    time::{Duration, Instant},
};
use tempfile::TempDir;
use testbeds::DockerSettings;

const IMAGE: &str = "conga-suite:local";

/// The engine.
pub struct Dockerd {
    folder: TempDir,
    netns: String,
    engine: Child,
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
    pub fn start() -> Result<Self, String> {
        let folder = tempfile::tempdir_in("/var/tmp").expect("a folder");
        let netns = format!("suite-dockerd-{}", std::process::id());
        run("ip", &["netns", "add", &netns]);
        run("ip", &["-n", &netns, "link", "set", "lo", "up"]);
        let file = |name: &str| folder.path().join(name).display().to_string();
        let log = fs::File::create(folder.path().join("log")).expect("a log");
        let mut engine = Process::new("nsenter");
        engine.arg(format!("--net=/run/netns/{netns}")).arg("dockerd");
        engine.arg(format!("--host=unix://{}", file("socket")));
        engine.args(["--data-root", &file("data"), "--exec-root", &file("exec"), "--pidfile", &file("pid")]);
        engine.stdin(Stdio::null()).stdout(log.try_clone().expect("a log")).stderr(log);
        let engine = engine.spawn().expect("nsenter");
        let mut dockerd = Self { folder, netns, engine };
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

    /// An image of busybox alone.
    fn import(&self) {
        let root = self.folder.path().join("root");
        for folder in ["bin", "tmp", "proc", "sys", "dev", "etc", "run"] {
            fs::create_dir_all(root.join(folder)).expect("made");
        }
        let busybox = Process::new("sh").args(["-c", "command -v busybox"]).output().expect("sh");
        let busybox = String::from_utf8_lossy(&busybox.stdout).trim().to_owned();
        fs::copy(&busybox, root.join("bin/busybox")).expect("copied");
        let list = Process::new(&busybox).arg("--list").output().expect("busybox");
        for name in String::from_utf8_lossy(&list.stdout).lines().filter(|name| *name != "busybox") {
            symlink("/bin/busybox", root.join("bin").join(name)).expect("linked");
        }
        let tar = self.folder.path().join("root.tar");
        assert!(run("tar", &["-C", &text(&root), "-cf", &text(&tar), "."]));
        assert!(self.docker(&["import", &text(&tar), IMAGE]).output().expect("docker").status.success());
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

    /// A container that is not ours.
    pub fn add_decoy(&self, name: &str) {
        let mut run = self.docker(&["run", "--detach", "--network", "none", "--name", name]);
        // Killed at once when the engine ends.
        let made = run.args(["--stop-signal", "KILL", IMAGE, "sleep", "100000"]).output();
        assert!(made.expect("docker").status.success());
    }

    /// All that it has: containers, networks, volumes.
    pub fn belongings(&self) -> Vec<String> {
        let lists: [&[&str]; 3] = [
            &["ps", "--all", "--format", "container {{.Names}} {{.State}}"],
            &["network", "ls", "--format", "network {{.Name}}"],
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
