//! An SSH server on the loopback address, with keys of its own.

use crate::ground::{Ground, site, tag};
use std::{
    fs,
    net::{TcpListener, TcpStream},
    path::PathBuf,
    process::{Child, Command as Process, Stdio},
};
use tempfile::TempDir;
use testbed::{Command, Deaf, Testbed, TestbedError};
use testbeds::{Host, Ssh, SshSettings};

/// Who signs in.
fn user() -> String {
    let id = Process::new("id").arg("-un").output().expect("id");
    String::from_utf8_lossy(&id.stdout).trim().to_owned()
}

/// The server.
pub struct Sshd {
    folder: TempDir,
    port: u16,
    server: Child,
}

impl Drop for Sshd {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Sshd {
    pub fn start() -> Self {
        let folder = tempfile::tempdir_in("/var/tmp").expect("a folder");
        let file = |name: &str| folder.path().join(name);
        for key in ["host", "other", "user"] {
            let mut make = Process::new("ssh-keygen");
            make.args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(file(key));
            assert!(make.status().expect("ssh-keygen").success());
        }
        fs::copy(file("user.pub"), file("authorized")).expect("copied");
        let port = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").port();
        fs::create_dir_all("/run/sshd").expect("the server's own folder");
        for key in ["host", "other"] {
            let config = format!(
                "Port {port}\nListenAddress 127.0.0.1\nHostKey {}\nAuthorizedKeysFile {}\nPidFile none\nStrictModes no\n\
                 UsePAM no\nPasswordAuthentication no\nPermitRootLogin yes\nMaxSessions 100\nMaxStartups 100\n\
                 KexAlgorithms curve25519-sha256\nSubsystem sftp internal-sftp\nSetEnv HOME={}\n",
                file(key).display(),
                file("authorized").display(),
                // What this person's shell does at its start is no part of the suite, and may take long.
                folder.path().display(),
            );
            fs::write(file(&format!("{key}.conf")), config).expect("written");
        }
        let known = fs::read_to_string(file("host.pub")).expect("read");
        fs::write(file("known"), format!("[127.0.0.1]:{port} {known}")).expect("written");
        let server = serve(file("host.conf"), port);
        Self { folder, port, server }
    }

    /// Three hosts, all of them this one.
    pub fn settings(&self) -> SshSettings {
        let host = |name: &str| Host {
            name: name.into(),
            address: "127.0.0.1".into(),
            port: Some(self.port),
            user: Some(user()),
            interfaces: [("e1".to_owned(), "lo".to_owned()), ("lan".to_owned(), "lo".to_owned())].into(),
        };
        let file = |name: &str| self.folder.path().join(name);
        SshSettings {
            people: None,
            known_hosts: file("known"),
            key: Some(file("user")),
            sockets: Some(self.sockets()),
            hosts: ["a", "b", "c"].map(host).to_vec(),
            ..SshSettings::default()
        }
    }

    /// Where this host keeps its connections.
    pub fn sockets(&self) -> PathBuf {
        self.folder.path().join("sockets")
    }

    /// The server ends, with the connections it has: each is a process below it.
    pub fn stop(&mut self) {
        let id = self.server.id().to_string();
        // There may be no connection, and the server may have ended.
        _ = Process::new("pkill").args(["-9", "-P", &id]).status();
        _ = self.server.kill();
        _ = self.server.wait();
    }

    pub fn start_again(&mut self) {
        self.server = serve(self.folder.path().join("host.conf"), self.port);
    }

    /// Somebody else answers at the same address.
    pub fn start_with_another_key(&mut self) {
        self.server = serve(self.folder.path().join("other.conf"), self.port);
    }
}

/// A signal to the server and all connections it has.
fn signal(server: &Child, name: &str) {
    let id = server.id().to_string();
    // The connections are processes below it, and those have some below them.
    let below = |id: &str| {
        let list = Process::new("pgrep").args(["-P", id]).output().expect("pgrep").stdout;
        String::from_utf8_lossy(&list).lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let children = below(&id);
    let grandchildren: Vec<String> = children.iter().flat_map(|child| below(child)).collect();
    let all = std::iter::once(id).chain(children).chain(grandchildren);
    assert!(Process::new("kill").arg(format!("-{name}")).args(all).status().expect("kill").success());
}

/// A host hangs in the middle, and comes back.
pub async fn hung(ground: Ground) {
    let tag = tag("hung");
    let server = ground.sshd.as_ref().expect("a server");
    let bed = Ssh::new(SshSettings { patience_s: 1, ..server.settings() });
    bed.claim(&tag, &site(), std::sync::Arc::new(Deaf)).await.expect("claimed");
    signal(&server.server, "STOP");
    let exec = bed.exec(&tag, "a", &Command::of("true"), &Deaf).await;
    let pending = bed.release(&tag).await;
    signal(&server.server, "CONT");
    let why = exec.expect_err("nobody answers").to_string();
    assert!(why.starts_with("a: ") || why.contains("connection to a "), "{why}");
    let pending = pending.expect_err("nobody answers").to_string();
    let is_told = pending.contains("does not answer") || pending.contains("cannot be reached");
    assert!(pending.starts_with("pending: ") && is_told, "{pending}");
    Ssh::new(server.settings()).release(&tag).await.expect("released at last");
    assert!(!fs::exists(format!("/tmp/conga-ssh-{}", tag.0)).expect("asked"));
}

/// Hosts behind another, which has a key of its own that must be known too.
pub async fn behind(ground: Ground) {
    let (tag, gate) = (tag("behind"), Sshd::start());
    let inner = ground.sshd.as_ref().expect("a server");
    let read = |sshd: &Sshd, name: &str| fs::read_to_string(sshd.folder.path().join(name)).expect("read");
    fs::write(gate.folder.path().join("authorized"), read(inner, "user.pub")).expect("written");
    let jump = Some(format!("{}@127.0.0.1:{}", user(), gate.port));
    let unknown = Ssh::new(SshSettings { jump: jump.clone(), ..inner.settings() });
    let why = unknown.claim(&tag, &site(), std::sync::Arc::new(Deaf)).await.expect_err("not known").to_string();
    assert!(why.contains("cannot be reached"), "{why}");
    let both = inner.folder.path().join("both");
    fs::write(&both, read(inner, "known") + &read(&gate, "known")).expect("written");
    let bed = Ssh::new(SshSettings { jump, known_hosts: both, ..inner.settings() });
    bed.claim(&tag, &site(), std::sync::Arc::new(Deaf)).await.expect("claimed");
    let exit = bed.exec(&tag, "b", &Command::new(["sh", "-c", "echo there"]), &Deaf).await.expect("ran");
    assert_eq!((exit.status, exit.output.as_str()), (0, "there\n"));
    assert!(below_gate(&gate) > 0, "nothing goes through the gate");
    bed.release(&tag).await.expect("released");
}

/// How many connections go through a server.
fn below_gate(gate: &Sshd) -> usize {
    let list = Process::new("pgrep").args(["-P", &gate.server.id().to_string()]).output().expect("pgrep").stdout;
    String::from_utf8_lossy(&list).lines().count()
}

fn serve(config: PathBuf, port: u16) -> Child {
    let path = Process::new("sh").args(["-c", "command -v sshd"]).output().expect("sh");
    let mut sshd = Process::new(String::from_utf8_lossy(&path.stdout).trim());
    sshd.arg("-D").arg("-f").arg(config).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let server = sshd.spawn().expect("sshd");
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        std::thread::yield_now();
    }
    server
}

/// A host goes away in the middle, comes back as somebody else, and at last as itself.
pub async fn strangers(mut ground: Ground) {
    let tag = tag("strangers");
    ground.claim(&tag, std::sync::Arc::new(Deaf)).await;
    let mut server = ground.sshd.take().expect("a server");
    server.stop();
    let exec = ground.bed.exec(&tag, "a", &Command::of("true"), &Deaf).await;
    assert!(!matches!(exec, Ok(exit) if exit.status == 0));
    let pending = ground.bed.release(&tag).await.expect_err("nobody answers");
    assert!(pending.to_string().starts_with("pending: a (127.0.0.1) cannot be reached"), "{pending}");
    server.start_with_another_key();
    let refused = ground.bed.claim(&tag, &site(), std::sync::Arc::new(Deaf)).await.expect_err("another key");
    let TestbedError::Failed(why) = refused else { panic!("{refused}") };
    assert!(why.contains("its key is not the one the administrator pinned"), "{why}");
    server.stop();
    server.start_again();
    ground.another().release(&tag).await.expect("released at last");
    assert!(!fs::exists(format!("/tmp/conga-ssh-{}", tag.0)).expect("asked"));
}
