//! Nothing is left behind: after success, after breaking off at any moment, after a crash, with a dead machine.

use crate::{
    decoys::Decoys,
    ground::{Ground, site, tag},
    inventory::{a_sleep, inventory},
};
use std::{process::Command as Process, sync::Arc};
use testbed::{Command, Deaf, RunTag, Shape, Testbed, TestbedError};

pub async fn all(ground: &Ground) {
    let mut decoys = Decoys::plant(ground.dockerd.as_ref());
    let before = inventory(ground);
    let clean = |moment: &str| {
        let now = inventory(ground);
        let more: Vec<_> = now.iter().filter(|thing| !before.contains(thing)).collect();
        let less: Vec<_> = before.iter().filter(|thing| !now.contains(thing)).collect();
        assert!(more.is_empty() && less.is_empty(), "{moment}: left {more:#?}, lost {less:#?}");
    };
    let tag = tag("leaks");
    busy(ground, &*ground.bed, &tag).await;
    ground.release(&tag).await;
    clean("after success");
    ground.release(&tag).await;
    clean("twice in a row");
    busy(ground, &*ground.bed, &tag).await;
    ground.claim(&tag, Arc::new(Deaf)).await;
    ground.release(&tag).await;
    clean("claimed twice");
    let crashed = ground.another();
    busy(ground, &*crashed, &tag).await;
    std::mem::forget(crashed);
    ground.another().release(&tag).await.expect("released by another");
    clean("after a crash");
    broken_off(ground, &tag, clean).await;
    half_stuck(ground, &tag, clean).await;
    impossible(ground, &tag).await;
    clean("after a claim that cannot be");
    dead_machine(ground, &tag).await;
    clean("with a dead machine");
    decoys.assert_untouched();
}

/// A run with all that can be left: a daemon, something in the background, a file.
async fn busy(ground: &Ground, bed: &dyn Testbed, tag: &RunTag) {
    bed.claim(tag, &site(), Arc::new(Deaf)).await.expect("claimed");
    let daemon = Command::of(&a_sleep(1)).into_daemon();
    bed.exec(tag, "b", &daemon, &Deaf).await.expect("started");
    // What a node has to itself goes with it; what it shares with the host would stay.
    let private = if matches!(bed.kind(), "namespaces" | "docker") { "/run /tmp /dev/shm" } else { "" };
    let touch = format!("for folder in {private}; do echo 1 > $folder/$CONGA_RUN; done");
    let line = format!("{} & cd /; {} & {touch}", a_sleep(2), a_sleep(3));
    bed.exec(tag, "a", &Command::new(["sh", "-c", &line]), &Deaf).await.expect("ran");
    bed.put(tag, "a", "file", b"text").await.expect("put");
    // A link that is shaped, and one that is cut.
    let slow = Shape { rate_mbit: Some(1.0), ..Shape::default() };
    for (interface, asked) in [("e1", slow), ("lan", Shape { is_cut: true, ..Shape::default() })] {
        bed.shape(tag, "a", interface, &asked).await.expect("shaped");
    }
    if ground.has_prototype() {
        let daemon = Command::new(ground.program("irmd")).into_daemon();
        bed.exec(tag, "a", &daemon, &Deaf).await.expect("started");
    }
}

/// The claim is broken off after each number of steps.
async fn broken_off(ground: &Ground, tag: &RunTag, clean: impl Fn(&str)) {
    // Where a claim takes long, it is broken off less often.
    let quick = ground.dockerd.is_none() && ground.sshd.is_none();
    let is_afar = ground.engine.as_ref().is_some_and(|engine| engine.host.is_some());
    let next = |n_steps: &u32| Some(if quick { n_steps + 3 } else { n_steps * if is_afar { 4 } else { 2 } });
    for n_steps in std::iter::successors(Some(1_u32), next) {
        let bed = ground.another();
        let site = site();
        let mut claim = bed.claim(tag, &site, Arc::new(Deaf));
        let mut over = false;
        let mut n_polled = 0;
        std::future::poll_fn(|context| {
            n_polled += 1;
            over = claim.as_mut().poll(context).is_ready();
            if over || n_polled >= n_steps { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
        })
        .await;
        drop(claim);
        ground.another().release(tag).await.unwrap_or_else(|error| panic!("after {n_steps} steps: {error}"));
        clean(&format!("broken off after {n_steps} steps"));
        if over {
            return;
        }
    }
}

/// One thing that bears the run's name does not go away: it is named, and keeps nothing else.
async fn half_stuck(ground: &Ground, tag: &RunTag, clean: impl Fn(&str)) {
    let is_named =
        ground.bed.kind() == "namespaces" || ground.engine.as_ref().is_some_and(|engine| engine.host.is_none());
    if !is_named {
        return;
    }
    busy(ground, &*ground.bed, tag).await;
    let name = format!("conga-{}-1000", tag.0);
    let folder = format!("/run/netns/{name}");
    std::fs::create_dir(&folder).expect("made");
    let left = ground.bed.release(tag).await.expect_err("a folder is no namespace").to_string();
    std::fs::remove_dir(&folder).expect("removed");
    assert!(left.contains(&name), "{left}");
    clean("but for one thing");
    ground.release(tag).await;
}

/// A wire to a machine that is not of the site: found out in the middle.
async fn impossible(ground: &Ground, tag: &RunTag) {
    let mut site = site();
    site.wires[0].ports[1].machine = "nowhere".into();
    let claimed = ground.bed.claim(tag, &site, Arc::new(Deaf)).await;
    if matches!(ground.bed.kind(), "namespaces" | "docker") {
        assert_eq!(claimed, Err(TestbedError::NoMachine("nowhere".into())));
    }
    ground.release(tag).await;
}

/// A machine dies while a command runs there.
async fn dead_machine(ground: &Ground, tag: &RunTag) {
    busy(ground, &*ground.bed, tag).await;
    let name = format!("conga-{}-0", tag.0);
    if matches!(ground.bed.kind(), "namespaces" | "docker") {
        let hang = Command::of(&a_sleep(4));
        let hang = ground.bed.exec(tag, "a", &hang, &Deaf);
        let kill = async {
            while crate::inventory::n_running(&a_sleep(4)) == 0 {
                tokio::task::yield_now().await;
            }
            if let Some(dockerd) = &ground.dockerd {
                assert!(dockerd.docker(&["kill", &name]).output().expect("docker").status.success());
                return;
            }
            let pids = Process::new("ip").args(["netns", "pids", &name]).output().expect("ip");
            for pid in String::from_utf8_lossy(&pids.stdout).lines() {
                // Some die with the first.
                _ = Process::new("kill").args(["-9", pid]).output();
            }
        };
        let (ended, ()) = tokio::join!(hang, kill);
        assert!(ended.is_err() || ended.is_ok_and(|exit| exit.status != 0));
        assert!(!matches!(ground.bed.exec(tag, "a", &Command::of("true"), &Deaf).await, Ok(exit) if exit.status == 0));
    }
    ground.release(tag).await;
}
