//! The prototype's programs on every testbed, with the emulator behind them.

use crate::ground::{Ground, Heard, tag};
use std::sync::Arc;
use testbed::{Command, Deaf, Exit, RunTag};

pub async fn all(ground: &Ground) {
    if !ground.has_prototype() {
        return;
    }
    let (tag, daemons) = (tag("prototype"), Arc::new(Heard::default()));
    ground.claim(&tag, daemons.clone()).await;
    let irm = async |machine: &str, line: &str| ask(ground, &tag, machine, line).await;
    assert_ne!(irm("a", "irm i l").await.status, 0, "no daemon answers yet");
    // One daemon serves all nodes of a host that is one machine.
    let shared = ground.bed.kind() == "local";
    for machine in if shared { &["a"][..] } else { &["a", "b"] } {
        let daemon = Command::new(ground.program("irmd")).into_daemon();
        ground.bed.exec(&tag, machine, &daemon, &Deaf).await.expect("started");
        while irm(machine, "irm i l").await.status != 0 {}
    }
    let link = if shared { "local" } else { "eth-dix dev e1" };
    for machine in ["a", "b"] {
        let line = format!("irm i b n e1.{machine} type {link} layer e1");
        assert_eq!(irm(machine, &line).await.status, 0);
        assert!(irm(machine, "irm i l").await.output.contains(&format!("e1.{machine}")));
    }
    assert_ne!(irm("a", "irm i b n x type nonsense").await.status, 0);
    ground.release(&tag).await;
}

async fn ask(ground: &Ground, tag: &RunTag, machine: &str, line: &str) -> Exit {
    let command = Command::new(ground.program(line));
    ground.bed.exec(tag, machine, &command, &Deaf).await.unwrap_or_else(|error| panic!("{line}: {error}"))
}
