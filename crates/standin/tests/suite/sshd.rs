//! Hosts reached by SSH: namespaces with interfaces and a `/tmp` of their own, cables between them, and for each a server at a door
//! of the loopback address.

use crate::{
    door::Door,
    ground::{Ground, site, tag},
};
use std::{
    fs,
    io::Read,
    os::unix::fs::symlink,
    path::PathBuf,
    process::{Child, Command as Process, Stdio},
    sync::Arc,
};
use tempfile::TempDir;
use testbed::{Command, Deaf, RunTag, Testbed, TestbedError};
use testbeds::{Host, Ssh, SshSettings};

const HOSTS: [&str; 3] = ["a", "b", "c"];

/// Who signs in.
fn user() -> String {
    let id = Process::new("id").arg("-un").output().expect("id");
    String::from_utf8_lossy(&id.stdout).trim().to_owned()
}

/// The hosts.
pub struct Sshd {
    folder: TempDir,
    doors: Vec<Door>,
    /// The process that holds each host's folders.
    firsts: Vec<Child>,
    /// What tells these namespaces from others.
    name: String,
}

impl Drop for Sshd {
    fn drop(&mut self) {
        self.stop();
        for first in &mut self.firsts {
            // It may have ended already.
            _ = first.kill();
            _ = first.wait();
        }
        for host in HOSTS.iter().chain(&["hub"]) {
            // It may never have been made.
            _ = Process::new("ip").args(["netns", "del", &self.netns(host)]).status();
        }
    }
}

impl Sshd {
    /// Hosts `a`, `b` and `c`, cabled as the site wants it.
    pub fn start() -> Self {
        let folder = tempfile::tempdir_in("/var/tmp").expect("a folder");
        let name = folder.path().file_name().expect("a name").to_string_lossy().trim_matches('.').to_owned();
        let mut sshd = Self { folder, doors: Vec::new(), firsts: Vec::new(), name };
        for key in ["host", "other", "user"] {
            let mut make = Process::new("ssh-keygen");
            make.args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(sshd.file(key));
            assert!(make.status().expect("ssh-keygen").success());
        }
        fs::copy(sshd.file("user.pub"), sshd.file("authorized")).expect("copied");
        fs::create_dir_all("/run/sshd").expect("the server's own folder");
        for key in ["host", "other"] {
            sshd.configure(key);
        }
        sshd.cable();
        sshd.firsts = HOSTS.iter().map(|_| first()).collect();
        sshd.doors = (0..HOSTS.len()).map(|host| Door::open(sshd.words(host, "host"))).collect();
        let known = fs::read_to_string(sshd.file("host.pub")).expect("read");
        let known: String = sshd.doors.iter().map(|door| format!("[127.0.0.1]:{} {known}", door.port())).collect();
        fs::write(sshd.file("known"), known).expect("written");
        sshd
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn netns(&self, host: &str) -> String {
        format!("hosts-{}-{host}", self.name)
    }

    fn configure(&self, key: &str) {
        let config = format!(
            "HostKey {}\nAuthorizedKeysFile {}\nPidFile none\nStrictModes no\nUsePAM no\nPasswordAuthentication no\n\
             PermitRootLogin yes\nMaxSessions 100\nKexAlgorithms curve25519-sha256\nSubsystem sftp internal-sftp\n\
             SetEnv HOME={} PATH=/tmp/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\n",
            self.file(key).display(),
            self.file("authorized").display(),
            // What this person's shell does at its start is no part of the suite, and may take long.
            self.folder.path().display(),
        );
        fs::write(self.file(&format!("{key}.conf")), config).expect("written");
    }

    /// Addresses by which the administrator names interfaces.
    fn address(host: usize, interface: usize) -> String {
        format!("02:00:00:00:{host:02x}:{interface:02x}")
    }

    /// A cable between `a` and `b`, a switch for all.
    fn cable(&self) {
        for host in HOSTS.iter().chain(&["hub"]) {
            ip(&["netns", "add", &self.netns(host)]);
            ip(&["-n", &self.netns(host), "link", "set", "dev", "lo", "up"]);
        }
        let (a, b, hub) = (self.netns("a"), self.netns("b"), self.netns("hub"));
        ip(&["-n", &a, "link", "add", "name", "e1", "type", "veth", "peer", "name", "e1", "netns", &b]);
        ip(&["-n", &hub, "link", "add", "name", "b0", "type", "bridge"]);
        ip(&["-n", &hub, "link", "set", "dev", "b0", "up"]);
        for (index, host) in HOSTS.iter().enumerate() {
            let (there, here) = (self.netns(host), format!("p{index}"));
            ip(&["-n", &there, "link", "add", "name", "lan", "type", "veth", "peer", "name", &here, "netns", &hub]);
            ip(&["-n", &hub, "link", "set", "dev", &here, "master", "b0", "up"]);
            for (number, interface) in
                ["e1", "lan"].iter().enumerate().filter(|(_, name)| **name == "lan" || *host != "c")
            {
                ip(&["-n", &there, "link", "set", "dev", interface, "address", &Self::address(index, number), "up"]);
            }
        }
    }

    /// What serves at the door of a host.
    fn words(&self, host: usize, key: &str) -> Vec<String> {
        let netns = format!("--net=/run/netns/{}", self.netns(HOSTS[host]));
        let first = self.firsts[host].id().to_string();
        let enter = ["nsenter".into(), netns, "--mount".into(), "--target".into(), first];
        enter.into_iter().chain(self.serving(key)).collect()
    }

    /// A server for one who came in.
    fn serving(&self, key: &str) -> [String; 4] {
        let path = Process::new("sh").args(["-c", "command -v sshd"]).output().expect("sh");
        let sshd = String::from_utf8_lossy(&path.stdout).trim().to_owned();
        [sshd, "-i".into(), "-f".into(), self.file(&format!("{key}.conf")).display().to_string()]
    }

    /// The three hosts, as the administrator names them: one interface by its address, one by its name.
    pub fn settings(&self) -> SshSettings {
        let host = |(index, name): (usize, &&str)| Host {
            name: (*name).into(),
            address: "127.0.0.1".into(),
            port: Some(self.doors[index].port()),
            user: Some(user()),
            interfaces: [("e1".to_owned(), Self::address(index, 0)), ("lan".to_owned(), "lan".to_owned())].into(),
        };
        SshSettings {
            people: None,
            known_hosts: self.file("known"),
            key: Some(self.file("user")),
            sockets: Some(self.sockets()),
            hosts: HOSTS.iter().enumerate().map(host).collect(),
            ..SshSettings::default()
        }
    }

    /// Where this host keeps its connections.
    pub fn sockets(&self) -> PathBuf {
        self.file("sockets")
    }

    /// What the hosts' interfaces are and do, and the files in their `/tmp`.
    pub fn belongings(&self) -> Vec<String> {
        let mut all = self.interfaces();
        all.extend(
            self.firsts.iter().flat_map(|first| crate::inventory::files(&format!("/proc/{}/root/tmp", first.id()))),
        );
        all
    }

    /// Puts programs of the prototype on a host.
    pub fn give(&self, host: &str, programs: &[&str]) {
        let folder = self.programs_of(host);
        for name in programs {
            symlink(env!("CARGO_BIN_EXE_standin"), folder.join(name)).expect("linked");
        }
    }

    /// The folder in which a host looks first for programs, new.
    pub fn programs_of(&self, host: &str) -> PathBuf {
        let at = HOSTS.iter().position(|known| *known == host).expect("a host");
        let folder = PathBuf::from(format!("/proc/{}/root/tmp/bin", self.firsts[at].id()));
        fs::create_dir(&folder).expect("made");
        folder
    }

    /// Whether anything of a run is there.
    fn has(&self, tag: &RunTag) -> bool {
        self.belongings().iter().any(|thing| thing.contains(&tag.0))
    }

    fn interfaces(&self) -> Vec<String> {
        let all = HOSTS.iter().flat_map(|host| [("ip", ["-o", "link"], host), ("tc", ["qdisc", "show"], host)]);
        all.flat_map(|(program, words, host)| {
            let said = Process::new(program).args(["-n", &self.netns(host)]).args(words).output().expect(program);
            let lines = String::from_utf8_lossy(&said.stdout).into_owned();
            // Whether the other end is up is noticed late.
            let set = |line: &str| line.replace("NO-CARRIER,", "").replace("state DOWN", "state UP");
            lines.lines().map(|line| format!("{host} {program} {}", set(line))).collect::<Vec<_>>()
        })
        .collect()
    }

    /// Ends the servers, with the connections they have.
    pub fn stop(&mut self) {
        self.doors.iter_mut().for_each(Door::close);
    }

    /// The same hosts at the same doors, or, with another key, others.
    pub fn start_again(&mut self, key: &str) {
        let again = |(host, door): (usize, &Door)| Door::open_at(door.port(), self.words(host, key));
        self.doors = self.doors.iter().enumerate().map(again).collect();
    }

    /// The hosts hang, or go on.
    pub fn hang(&self, hangs: bool) {
        for door in &self.doors {
            if hangs {
                door.hold()
            } else {
                door.let_go()
            }
            let pids = door.pids();
            let below = pids.iter().flat_map(|pid| below(*pid)).collect::<Vec<_>>();
            for pid in pids.into_iter().chain(below) {
                let signal = if hangs { "-STOP" } else { "-CONT" };
                // It may have ended meanwhile.
                _ = Process::new("kill").args([signal, &pid.to_string()]).stderr(Stdio::null()).status().expect("kill");
            }
        }
    }
}

/// The process that holds a host's folders, once it has them.
fn first() -> Child {
    let mut first = Process::new("unshare");
    first.args([
        "--mount",
        "--propagation",
        "private",
        "sh",
        "-c",
        "mount -t tmpfs -o size=4m conga-suite /tmp && echo && exec sleep infinity",
    ]);
    let mut first = first.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().expect("unshare");
    let mut line = [0];
    first.stdout.take().expect("its output").read_exact(&mut line).expect("a line");
    first
}

fn below(pid: u32) -> Vec<u32> {
    let list = Process::new("pgrep").args(["-P", &pid.to_string()]).output().expect("pgrep").stdout;
    String::from_utf8_lossy(&list).lines().filter_map(|line| line.parse().ok()).collect()
}

fn ip(args: &[&str]) {
    assert!(Process::new("ip").args(args).status().expect("ip").success(), "{args:?}");
}

/// A host hangs in the middle, and comes back.
pub async fn hung(ground: Ground) {
    let tag = tag("hung");
    let server = ground.sshd.as_ref().expect("a server");
    let bed = Ssh::new(SshSettings { patience_s: 1, ..server.settings() });
    bed.claim(&tag, &site(), Arc::new(Deaf)).await.expect("claimed");
    assert!(server.has(&tag));
    server.hang(true);
    let exec = bed.exec(&tag, "a", &Command::of("true"), &Deaf).await;
    let pending = bed.release(&tag).await;
    server.hang(false);
    let why = exec.expect_err("nobody answers").to_string();
    assert!(why.starts_with("a: ") || why.contains("connection to a "), "{why}");
    let pending = pending.expect_err("nobody answers").to_string();
    let is_told = pending.contains("does not answer") || pending.contains("cannot be reached");
    assert!(pending.starts_with("pending: ") && is_told, "{pending}");
    Ssh::new(server.settings()).release(&tag).await.expect("released at last");
    assert!(!server.has(&tag));
}

/// Hosts behind another, which has a key of its own that must be known too.
pub async fn behind(ground: Ground) {
    let (tag, gate) = (tag("behind"), Sshd::start());
    let inner = ground.sshd.as_ref().expect("a server");
    let read = |sshd: &Sshd, name: &str| fs::read_to_string(sshd.file(name)).expect("read");
    fs::write(gate.file("authorized"), read(inner, "user.pub")).expect("written");
    // The gate stands where the doors are: in no namespace of its own.
    let door = Door::open(gate.serving("host").into());
    let jump = Some(format!("{}@127.0.0.1:{}", user(), door.port()));
    let unknown = Ssh::new(SshSettings { jump: jump.clone(), ..inner.settings() });
    let why = unknown.claim(&tag, &site(), Arc::new(Deaf)).await.expect_err("not known").to_string();
    assert!(why.contains("cannot be reached"), "{why}");
    let both = inner.file("both");
    let known = format!("[127.0.0.1]:{} {}", door.port(), read(&gate, "host.pub"));
    fs::write(&both, read(inner, "known") + &known).expect("written");
    let bed = Ssh::new(SshSettings { jump, known_hosts: both, ..inner.settings() });
    bed.claim(&tag, &site(), Arc::new(Deaf)).await.expect("claimed");
    let exit = bed.exec(&tag, "b", &Command::new(["sh", "-c", "echo there"]), &Deaf).await.expect("ran");
    assert_eq!((exit.status, exit.output.as_str()), (0, "there\n"));
    assert!(!door.pids().is_empty(), "nothing goes through the gate");
    bed.release(&tag).await.expect("released");
}

/// A host goes away in the middle, comes back as somebody else, and at last as itself.
pub async fn strangers(mut ground: Ground) {
    let tag = tag("strangers");
    ground.claim(&tag, Arc::new(Deaf)).await;
    let mut server = ground.sshd.take().expect("a server");
    server.stop();
    let exec = ground.bed.exec(&tag, "a", &Command::of("true"), &Deaf).await;
    assert!(!matches!(exec, Ok(exit) if exit.status == 0));
    let pending = ground.bed.release(&tag).await.expect_err("nobody answers");
    assert!(pending.to_string().starts_with("pending: a (127.0.0.1) cannot be reached"), "{pending}");
    server.start_again("other");
    let refused = ground.bed.claim(&tag, &site(), Arc::new(Deaf)).await.expect_err("another key");
    let TestbedError::Failed(why) = refused else { panic!("{refused}") };
    assert!(why.contains("its key is not the one the administrator pinned"), "{why}");
    server.stop();
    server.start_again("host");
    ground.another().release(&tag).await.expect("released at last");
    assert!(!server.has(&tag));
}
