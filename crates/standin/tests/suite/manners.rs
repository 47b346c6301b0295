//! How every testbed runs commands, carries files, and kills.

use crate::{
    ground::{Ground, Heard, tag},
    inventory::{a_sleep, n_running},
};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use testbed::{Command, Deaf, InForce, Listener, Shape, TestbedError, Voice};

pub async fn all(ground: &Ground) {
    let (tag, daemons) = (tag("manners"), Arc::new(Heard::default()));
    ground.claim(&tag, daemons.clone()).await;
    let case = Case { ground, tag, daemons };
    case.streams_and_status().await;
    case.what_is_not_there().await;
    case.files().await;
    case.background().await;
    case.shaping().await;
    if ground.is_real() {
        case.said_at_once().await;
        case.floods().await;
        case.gigabyte().await;
        case.full_disk().await;
        case.daemons_are_heard().await;
        case.dropped().await;
    }
    ground.release(&case.tag).await;
}

/// How many bytes were heard.
#[derive(Default)]
struct Counted(AtomicUsize);

impl Listener for Counted {
    fn heard(&self, _machine: &str, _voice: Voice, line: &str) {
        self.0.fetch_add(line.len(), Ordering::Relaxed);
    }
}

/// The most this process ever held, kB.
fn most_memory_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("status");
    let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a line of it");
    most.trim().trim_end_matches(" kB").parse().expect("a number")
}

struct Case<'g> {
    ground: &'g Ground,
    tag: testbed::RunTag,
    daemons: Arc<Heard>,
}

impl Case<'_> {
    async fn streams_and_status(&self) {
        let heard = Heard::default();
        let exit = self.ground.sh(&self.tag, "echo one; echo two >&2; exit 7", &heard).await.expect("ran");
        assert_eq!(exit.status, 7);
        let lines = heard.lines();
        assert!(lines.contains(&"a Out one".to_owned()) && lines.contains(&"a Err two".to_owned()), "{lines:?}");
        assert!(exit.output.contains("one\n") && exit.output.contains("two\n"), "{}", exit.output);
        if self.ground.is_real() {
            let exit = self.ground.fine(&self.tag, "echo $CONGA_NODE $CONGA_RUN; kill -9 $$").await;
            assert_eq!(exit.status, 137);
            assert!(exit.output.contains(&format!("a {}\n", self.tag.0)), "{}", exit.output);
        }
    }

    async fn what_is_not_there(&self) {
        let bed = &self.ground.bed;
        let gone = Err(TestbedError::NoMachine("x".into()));
        assert_eq!(bed.exec(&self.tag, "x", &Command::of("true"), &Deaf).await, gone);
        match bed.exec(&self.tag, "a", &Command::of("no-such-program"), &Deaf).await {
            Ok(exit) => assert!(exit.status != 0 && exit.output.contains("no-such-program"), "{}", exit.output),
            Err(error) => assert!(error.to_string().contains("no-such-program"), "{error}"),
        }
        let other = crate::ground::tag("nobody");
        assert!(bed.exec(&other, "a", &Command::of("true"), &Deaf).await.is_err());
    }

    async fn files(&self) {
        let bed = &self.ground.bed;
        let bytes: Vec<u8> = (0..200_000_u32).map(|at| (at * 7 % 256) as u8).collect();
        bed.put(&self.tag, "a", "blob", &bytes).await.expect("put");
        assert_eq!(bed.fetch(&self.tag, "a", "blob").await.expect("fetched"), bytes);
        bed.put(&self.tag, "a", "blob", b"short\n").await.expect("put again");
        assert_eq!(bed.fetch(&self.tag, "a", "blob").await.expect("fetched"), b"short\n");
        assert_eq!(self.ground.fine(&self.tag, "cat blob").await.output, "short\n");
        assert!(bed.fetch(&self.tag, "a", "nothing").await.is_err());
        assert!(bed.put(&self.tag, "x", "blob", b"").await.is_err());
        if self.ground.is_real() {
            assert!(bed.put(&self.tag, "a", "no/such/folder/blob", b"1").await.is_err());
            if bed.kind() == "local" {
                self.ground.fine(&self.tag, "mkfifo pipe").await;
                assert!(bed.fetch(&self.tag, "a", "pipe").await.is_err(), "nobody writes to it");
                assert!(bed.put(&self.tag, "a", "pipe", b"1").await.is_err(), "nobody reads it");
            }
            let error = bed.fetch(&self.tag, "a", "/dev/zero").await.expect_err("no end");
            assert!(error.to_string().contains("file"), "{error}");
        }
    }

    async fn background(&self) {
        let exit = self.ground.fine(&self.tag, &format!("{} & echo done", a_sleep(5))).await;
        assert_eq!((exit.status, exit.output.as_str()), (0, "done\n"));
    }

    async fn shaping(&self) {
        let asked = Shape { rate_mbit: Some(1.0), ..Shape::default() };
        let in_force = self.ground.bed.shape(&self.tag, "a", "e1", &asked).await.expect("shaped");
        assert!(in_force == InForce::all(&asked) || in_force.why.is_some(), "{in_force:?}");
        // What is said of hosts is looked at from outside.
        let hosts = self.ground.sshd.as_ref();
        let is_limited = || hosts.map(|hosts| hosts.belongings().iter().any(|line| line.contains("rate 1Mbit")));
        assert_ne!(is_limited(), Some(in_force.why.is_some()));
        let delay = Shape { delay_ms: 20.0, ..Shape::default() };
        let in_force = self.ground.bed.shape(&self.tag, "a", "e1", &delay).await.expect("shaped");
        assert!(in_force.shape == delay || in_force.why.is_some(), "{in_force:?}");
        let perfect = self.ground.bed.shape(&self.tag, "a", "e1", &Shape::default()).await.expect("shaped");
        assert_eq!(perfect, InForce::all(&Shape::default()));
        assert_ne!(is_limited(), Some(true), "taken off");
    }

    /// A program that hears no terminal keeps what it says back, if it may.
    async fn said_at_once(&self) {
        let heard = Heard::default();
        let line = format!("{{ echo one; exec {}; }} | tr n N", a_sleep(9));
        let mut goes_on = Box::pin(self.ground.sh(&self.tag, &line, &heard));
        while !heard.lines().contains(&"a Out oNe".to_owned()) {
            assert!(futures::poll!(&mut goes_on).is_pending(), "{:?}", heard.lines());
            tokio::task::yield_now().await;
        }
    }

    async fn floods(&self) {
        let heard = Heard::default();
        let exit = self.ground.sh(&self.tag, "yes 123456789 | head -c 10000000", &heard).await.expect("ran");
        assert_eq!(heard.lines().len(), 1_000_000);
        assert!(exit.output.len() <= 64 << 10, "{}", exit.output.len());
        let exit = self.ground.sh(&self.tag, "head -c 100000 /dev/urandom", &Deaf).await.expect("ran");
        assert_eq!(exit.status, 0);
    }

    /// All is heard, and little of it is held.
    async fn gigabyte(&self) {
        // One engine holds no more than the other.
        if self.ground.engine.as_ref().is_some_and(|engine| engine.host.is_some()) {
            return;
        }
        // Through an engine or a connection all of it takes minutes.
        let is_quick = self.ground.dockerd.is_none() && self.ground.sshd.is_none();
        let n_bytes: usize = if is_quick { 1_000_000_000 } else { 50_000_000 };
        let (heard, before) = (Counted::default(), most_memory_kb());
        let line = format!("head -c {n_bytes} /dev/zero | tr '\\0' x | fold -b -w 7999");
        let exit = self.ground.sh(&self.tag, &line, &heard).await.expect("ran");
        assert_eq!(exit.status, 0);
        assert_eq!(heard.0.load(Ordering::Relaxed), n_bytes);
        let more = most_memory_kb() - before;
        assert!(more < 32 << 10, "{more} kB more are held");
    }

    async fn full_disk(&self) {
        // A host's folder holds little here.
        let (path, bytes) =
            if self.ground.sshd.is_some() { ("large", vec![7; 8 << 20]) } else { ("/dev/full", vec![7]) };
        let why = self.ground.bed.put(&self.tag, "a", path, &bytes).await.expect_err("no room").to_string();
        assert!(why.contains("No space left on device") || why.contains("is full"), "{why}");
        self.ground.fine(&self.tag, "rm -f large").await;
        let exit = self.ground.fine(&self.tag, "head -c 9 /dev/zero >/dev/full").await;
        assert!(exit.output.contains("No space left on device"), "{}", exit.output);
    }

    async fn daemons_are_heard(&self) {
        let line = format!("{{ echo ready; exec {}; }} | tr y Y", a_sleep(6));
        let daemon = self.ground.bed.line_by_line(&Command::new(["sh", "-c", &line]).into_daemon());
        self.ground.bed.exec(&self.tag, "b", &daemon, &Deaf).await.expect("started");
        while !self.daemons.lines().contains(&"b Log readY".to_owned()) {
            tokio::task::yield_now().await;
        }
    }

    async fn dropped(&self) {
        let sleep = a_sleep(7);
        let line = format!("{sleep} & {sleep}");
        let mut hang = Box::pin(self.ground.sh(&self.tag, &line, &Deaf));
        while n_running(&sleep) < 2 {
            assert!(futures::poll!(&mut hang).is_pending());
            tokio::task::yield_now().await;
        }
        drop(hang);
        while n_running(&sleep) > 0 {
            tokio::task::yield_now().await;
        }
    }
}
