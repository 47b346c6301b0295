//! The emulator as a testbed: claimed, driven, dropped and released.

use crate::lab::{STAR, star};
use emulator::{AtOnce, Bed, Era, Pace, Setup};
use futures::executor::block_on;
use futures::future::{join, join_all, select};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use testbed::{Command, Deaf, Exit, Listener, RunTag, Testbed, TestbedError, Voice};

#[derive(Default)]
struct Ears(Mutex<Vec<(String, Voice, String)>>);

impl Listener for Ears {
    fn heard(&self, machine: &str, voice: Voice, line: &str) {
        self.0.lock().expect("no test panics while it listens").push((machine.to_owned(), voice, line.to_owned()));
    }
}

impl Ears {
    fn lines(&self, voice: Voice) -> Vec<String> {
        let heard = self.0.lock().expect("no test panics while it listens");
        heard.iter().filter(|(_, of, _)| *of == voice).map(|(_, _, line)| line.clone()).collect()
    }
}

/// Counts the virtual time that was passed on.
#[derive(Default)]
struct Counting(Mutex<Duration>);

#[async_trait::async_trait]
impl Pace for Counting {
    async fn pass(&self, virtual_time: Duration) {
        *self.0.lock().expect("no test panics while it counts") += virtual_time;
    }
}

fn tag() -> RunTag {
    RunTag("run-1".to_owned())
}

fn bed(pace: Arc<dyn Pace>) -> Bed {
    Bed::new(Setup { era: Era::Seed, seed: 1, pace })
}

async fn on(bed: &Bed, machine: &str, line: &str) -> Exit {
    let command = Command::new(["sh", "-c", line]);
    bed.exec(&tag(), machine, &command, &Deaf).await.expect("the machine is there")
}

async fn up(bed: &Bed, ears: Arc<Ears>) {
    bed.claim(&tag(), &star(), ears).await.expect("the emulator takes any site");
    for machine in ["client1", "client2", "router", "server"] {
        let irmd = Command::of("irmd").into_daemon();
        assert_eq!(bed.exec(&tag(), machine, &irmd, &Deaf).await.expect("it is there").status, 0);
    }
    for line in STAR.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (machine, command) = line.split_once(" >> ").expect("so it is written");
        assert_eq!(on(bed, machine, command).await.status, 0, "{line}");
    }
}

#[test]
fn a_run_from_claim_to_release() {
    block_on(async {
        let (bed, ears, own) = (bed(Arc::new(AtOnce)), Arc::new(Ears::default()), Ears::default());
        up(&bed, ears.clone()).await;
        assert_eq!(on(&bed, "server", "irm b prog oping name o; irm n r o layer n1").await.status, 0);
        let server = Command::of("oping --listen").into_daemon();
        assert_eq!(bed.exec(&tag(), "server", &server, &Deaf).await.expect("it is there").status, 0);
        let ping = Command::of("oping -n o -i 10ms -c 3");
        let exit = bed.exec(&tag(), "client1", &ping, &own).await.expect("it is there");
        assert!(exit.output.contains("3 packets transmitted, 3 received") && exit.took_ms > 30.0, "{exit:?}");
        assert_eq!(own.lines(Voice::Out).join("\n") + "\n", exit.output);
        assert!(ears.lines(Voice::Log).iter().any(|line| line.contains("accepted by")));
        assert!(
            ears.lines(Voice::Out).iter().any(|line| line.starts_with("Received 64 bytes")),
            "left in the background"
        );
        bed.release(&tag()).await.expect("it can always be released");
        bed.release(&tag()).await.expect("twice, too");
        let gone = bed.exec(&tag(), "client1", &ping, &Deaf).await;
        assert_eq!(gone, Err(TestbedError::NoMachine("client1".to_owned())));
    });
}

#[test]
fn a_dropped_call_kills_what_it_called() {
    block_on(async {
        let bed = bed(Arc::new(AtOnce));
        up(&bed, Arc::new(Ears::default())).await;
        let endless = Box::pin(on(&bed, "client1", "sleep 1000"));
        let short = Box::pin(on(&bed, "client2", "sleep 1"));
        drop(select(endless, short).await.factor_first().1);
        assert_eq!(on(&bed, "client1", "pgrep sleep").await.status, 1);
    });
}

#[test]
fn calls_in_flight_share_time() {
    block_on(async {
        let pace = Arc::new(Counting::default());
        let bed = bed(pace.clone());
        bed.claim(&tag(), &star(), Arc::new(Deaf)).await.expect("the emulator takes any site");
        let sleeps = ["client1", "client2", "router", "server"].map(|machine| on(&bed, machine, "sleep 10"));
        let exits = join_all(sleeps).await;
        assert!(exits.iter().all(|exit| exit.status == 0 && (10_000.0..10_100.0).contains(&exit.took_ms)), "{exits:?}");
        let passed = *pace.0.lock().expect("nobody panicked");
        assert!((Duration::from_secs(10)..Duration::from_millis(10_100)).contains(&passed), "{passed:?}");
    });
}

#[test]
fn two_claims_know_nothing_of_each_other() {
    block_on(async {
        let (bed, other) = (bed(Arc::new(AtOnce)), RunTag("run-2".to_owned()));
        bed.claim(&other, &star(), Arc::new(Deaf)).await.expect("the emulator takes any site");
        let (list, irm) = (Command::of("irm i l"), Arc::new(Ears::default()));
        let ((), exit) = join(up(&bed, irm), bed.exec(&other, "router", &list, &Deaf)).await;
        assert_eq!(exit.expect("it is there").status, 1, "no daemon runs in the other");
        bed.release(&other).await.expect("it can always be released");
        let snapshot = bed.look(&tag(), |world| world.snapshot()).expect("the first claim is untouched");
        assert_eq!(snapshot.machines[2].ipcps.len(), 4);
    });
}
