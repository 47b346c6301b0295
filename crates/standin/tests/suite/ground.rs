//! A testbed to be tried, with all that stands behind it.

use crate::{dockerd::Dockerd, sshd::Sshd};
use std::{
    collections::HashMap,
    fs,
    os::unix::fs::symlink,
    path::{Path, PathBuf},
    process::{Child, Command as Process, Stdio},
    sync::{Arc, Mutex},
};
use tempfile::TempDir;
use testbed::{Command, Deaf, Exit, Listener, Machine, Port, RunTag, Shape, Site, Testbed, TestbedError, Voice, Wire};
use testbeds::{Docker, DockerSettings, Local, LocalSettings, Namespaces, Settings, Ssh};

/// A testbed, and how to make another that knows nothing of the first.
pub struct Ground {
    pub bed: Arc<dyn Testbed>,
    another: Box<dyn Fn() -> Arc<dyn Testbed>>,
    pub sshd: Option<Sshd>,
    pub dockerd: Option<Dockerd>,
    /// How the engine is reached.
    pub engine: Option<DockerSettings>,
    standin: Option<Standin>,
    is_ouroboros: bool,
}

/// The emulator's daemon, and the folder that holds its socket and the programs' names.
pub struct Standin {
    folder: TempDir,
    daemon: Child,
}

impl Drop for Standin {
    fn drop(&mut self) {
        // It may have ended already.
        _ = self.daemon.kill();
        _ = self.daemon.wait();
    }
}

/// The mark all runs of this suite bear; the process makes it unlike any other's.
pub fn tag(case: &str) -> RunTag {
    RunTag(format!("suite-{}-{case}", std::process::id()))
}

/// Three machines: a cable between `a` and `b`, a switch for all.
pub fn site() -> Site {
    let port = |machine: &str, interface: &str| Port {
        machine: machine.into(),
        interface: interface.into(),
        egress: Shape::default(),
    };
    let machines = ["a", "b", "c"].map(|name| Machine { name: name.into() }).to_vec();
    let cable = Wire { name: "e1".into(), ports: vec![port("a", "e1"), port("b", "e1")] };
    let switch = Wire { name: "lan".into(), ports: vec![port("a", "lan"), port("b", "lan"), port("c", "lan")] };
    Site { machines, wires: vec![cable, switch] }
}

/// The same site with interfaces as an engine calls them: `eth0` and so on at each machine, in the order of the wires.
fn as_called_by_an_engine(mut site: Site) -> Site {
    let mut n_plugs = HashMap::<String, u32>::new();
    for port in site.wires.iter_mut().flat_map(|wire| &mut wire.ports) {
        let n_plugs = n_plugs.entry(port.machine.clone()).or_default();
        port.interface = format!("eth{n_plugs}");
        *n_plugs += 1;
    }
    site
}

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// Why a testbed cannot be tried.
pub fn lacks(programs: &[&str]) -> Option<String> {
    if !is_root() {
        return Some("needs root".into());
    }
    let there = |name: &str| {
        let path = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&path).any(|folder| folder.join(name).is_file())
    };
    programs.iter().find(|name| !there(name)).map(|name| format!("needs `{name}`"))
}

impl Standin {
    /// The emulator for these machines, listening at `sockets` too.
    pub fn start(site: &Site) -> Self {
        // Not in /tmp, which some machines have to themselves.
        let folder = tempfile::tempdir_in("/var/tmp").expect("a folder");
        for name in ["irmd", "irm", "oping"] {
            symlink(env!("CARGO_BIN_EXE_standin"), folder.path().join(name)).expect("linked");
        }
        let file = folder.path().join("site.json");
        fs::write(&file, serde_json::to_vec(site).expect("JSON")).expect("written");
        let socket = folder.path().join("socket");
        let mut daemon = Process::new(env!("CARGO_BIN_EXE_standin"));
        daemon.arg("daemon").arg("--socket").arg(&socket).arg("--site").arg(file).stdin(Stdio::null());
        let daemon = daemon.spawn().expect("started");
        while !socket.exists() {
            std::thread::yield_now();
        }
        Self { folder, daemon }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn socket(&self) -> PathBuf {
        self.path().join("socket")
    }
}

impl Ground {
    fn new(another: impl Fn() -> Arc<dyn Testbed> + 'static) -> Self {
        let bed = another();
        let (sshd, dockerd, engine, standin) = Default::default();
        Self { bed, another: Box::new(another), sshd, dockerd, engine, standin, is_ouroboros: false }
    }

    pub fn emulator() -> Self {
        Self::new(|| Arc::new(emulator::Bed::new(emulator::Setup::default())))
    }

    pub fn local() -> Result<Self, String> {
        if let Some(why) = lacks(&[]) {
            return Err(why);
        }
        let one = Site { machines: vec![Machine { name: "host".into() }], wires: Vec::new() };
        let standin = Standin::start(&one);
        let folder = standin.path().to_owned();
        let another = move || -> Arc<dyn Testbed> {
            Arc::new(Local::new(LocalSettings { folder: Some(folder.clone()), ..LocalSettings::default() }))
        };
        Ok(Self { standin: Some(standin), ..Self::new(another) })
    }

    pub fn namespaces() -> Result<Self, String> {
        if let Some(why) = lacks(&["ip", "nsenter", "unshare"]) {
            return Err(why);
        }
        let standin = Standin::start(&site());
        Ok(Self { standin: Some(standin), ..Self::new(|| Arc::new(Namespaces::default())) })
    }

    pub fn ssh() -> Result<Self, String> {
        if let Some(why) = lacks(&["sshd", "ssh", "ssh-keygen", "ip", "tc", "nsenter"]) {
            return Err(why);
        }
        let standin = Standin::start(&site());
        let sshd = Sshd::start();
        let settings = sshd.settings();
        let another = move || -> Arc<dyn Testbed> { Arc::new(Ssh::new(settings.clone())) };
        Ok(Self { standin: Some(standin), sshd: Some(sshd), ..Self::new(another) })
    }

    pub fn docker() -> Result<Self, String> {
        Self::on_engine(&site(), Dockerd::settings)
    }

    /// The engine as if it were on another host.
    pub fn docker_elsewhere() -> Result<Self, String> {
        Self::on_engine(&as_called_by_an_engine(site()), Dockerd::settings_from_afar)
    }

    fn on_engine(site: &Site, settings: impl Fn(&Dockerd) -> DockerSettings) -> Result<Self, String> {
        if let Some(why) = lacks(&["dockerd", "docker", "runc", "busybox", "openssl", "ip", "tc", "nsenter"]) {
            return Err(why);
        }
        let standin = Standin::start(site);
        let dockerd = Dockerd::start(standin.path())?;
        let settings = settings(&dockerd);
        let engine = Some(settings.clone());
        let another = move || -> Arc<dyn Testbed> { Arc::new(Docker::new(settings.clone())) };
        Ok(Self { standin: Some(standin), dockerd: Some(dockerd), engine, ..Self::new(another) })
    }

    /// A testbed on which Ouroboros itself is installed: on this host, or in the image that the administrator's file names.
    pub fn ouroboros(kind: &str) -> Result<Self, String> {
        let here = || lacks(&["irmd", "irm", "oping", "ip"]).map_or(Ok(()), Err);
        let ground = match kind {
            "local" => here().map(|()| Self::new(|| Arc::new(Local::new(LocalSettings::default())))),
            "namespaces" => here().map(|()| Self::new(|| Arc::new(Namespaces::default()))),
            _ => {
                let file = std::env::var_os("CONGA_TESTBEDS").and_then(|file| Settings::read(file.into()).ok());
                let settings = file.and_then(|file| file.docker);
                let settings = settings.ok_or("CONGA_TESTBEDS names no testbeds.toml with a table [docker]")?;
                Ok(Self::new(move || Arc::new(Docker::new(settings.clone()))))
            }
        }?;
        Ok(Self { is_ouroboros: true, ..ground })
    }

    /// Another instance, as after a crash.
    pub fn another(&self) -> Arc<dyn Testbed> {
        (self.another)()
    }

    /// The folders in which the testbed has what it has on this host.
    pub fn homes(&self) -> Vec<PathBuf> {
        let standin = self.standin.iter().map(|standin| standin.path().to_owned());
        let sockets = self.sshd.iter().map(Sshd::sockets);
        standin.chain(sockets).chain(self.dockerd.iter().map(|dockerd| dockerd.folder().to_owned())).collect()
    }

    /// There are real processes.
    pub fn is_real(&self) -> bool {
        self.bed.kind() != "emulator"
    }

    /// Words that run a program of the prototype.
    pub fn program(&self, line: &str) -> Vec<String> {
        let words = line.split(' ').map(str::to_owned);
        // A container has them in its image.
        let Some(standin) = self.standin.as_ref().filter(|_| self.dockerd.is_none()) else { return words.collect() };
        let path = format!("PATH={}:{}", standin.path().display(), std::env::var("PATH").unwrap_or_default());
        let socket = format!("CONGA_STANDIN={}", standin.socket().display());
        ["env".to_owned(), path, socket].into_iter().chain(words).collect()
    }

    /// Whether the prototype's programs can be run there.
    pub fn has_prototype(&self) -> bool {
        self.is_ouroboros || self.standin.is_some() || !self.is_real()
    }

    /// Those programs are Ouroboros itself.
    pub fn is_ouroboros(&self) -> bool {
        self.is_ouroboros
    }

    pub async fn claim(&self, tag: &RunTag, listener: Arc<dyn Listener>) {
        self.bed.claim(tag, &site(), listener).await.unwrap_or_else(|error| panic!("claim: {error}"));
    }

    pub async fn release(&self, tag: &RunTag) {
        self.bed.release(tag).await.unwrap_or_else(|error| panic!("release: {error}"));
    }

    /// A line as somebody types it on machine `a`.
    pub async fn sh(&self, tag: &RunTag, line: &str, listener: &dyn Listener) -> Result<Exit, TestbedError> {
        let command = self.bed.line_by_line(&Command::new(["sh", "-c", line]));
        self.bed.exec(tag, "a", &command, listener).await
    }

    pub async fn fine(&self, tag: &RunTag, line: &str) -> Exit {
        self.sh(tag, line, &Deaf).await.unwrap_or_else(|error| panic!("{line}: {error}"))
    }
}

/// Remembers what it heard.
#[derive(Default)]
pub struct Heard(Mutex<Vec<String>>);

impl Heard {
    pub fn lines(&self) -> Vec<String> {
        self.0.lock().expect("not poisoned").clone()
    }
}

impl Listener for Heard {
    fn heard(&self, machine: &str, voice: Voice, line: &str) {
        self.0.lock().expect("not poisoned").push(format!("{machine} {voice:?} {line}"));
    }
}
