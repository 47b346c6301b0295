//! The prototype's programs on every testbed: two machines, a layer upon their link, a ping across. Behind them is the emulator,
//! or Ouroboros itself where that is installed.

use crate::ground::{Ground, Heard, tag};
use std::{sync::Arc, time::Duration};
use testbed::{Command, Deaf, Exit, RunTag};

/// The name that is pinged.
const SERVICE: &str = "suite-pings";

/// How often a daemon is asked before it is said not to answer.
const N_QUESTIONS: u32 = 10_000;

/// How often a name is asked for before nobody answers: a directory takes a moment.
const N_PINGS: u32 = 100;

/// How long a command may take: some of a release never end.
const PATIENCE: Duration = Duration::from_secs(20);

pub async fn all(ground: &Ground) {
    if !ground.has_prototype() {
        return;
    }
    // Daemons of a release may lose an IPCP at birth, or an answer; that a network comes up all the same is the runner's part.
    let n_tries = if ground.is_ouroboros() { 10 } else { 1 };
    let mut said = Ok(());
    for _ in 0..n_tries {
        let (tag, daemons) = (tag("prototype"), Arc::new(Heard::default()));
        ground.claim(&tag, daemons.clone()).await;
        said = Talk { ground, tag: &tag }.network().await;
        ground.release(&tag).await;
        if said.is_ok() {
            return;
        }
    }
    panic!("{said:?}");
}

struct Talk<'g> {
    ground: &'g Ground,
    tag: &'g RunTag,
}

impl Talk<'_> {
    async fn network(&self) -> Result<(), String> {
        self.daemons().await?;
        // One daemon serves all nodes of a host that is one machine.
        let link = if self.is_shared() { "local" } else { "eth-dix dev e1" };
        for machine in ["a", "b"] {
            self.well(machine, &format!("irm i b n e1.{machine} type {link} layer e1")).await?;
        }
        self.well("a", "irm i b n n1.a type unicast layer n1 autobind").await?;
        self.well("a", "irm n r n1.a ipcp e1.a").await?;
        self.well("b", "irm i c n n1.b type unicast").await?;
        self.well("b", "irm n r n1.b ipcp e1.b").await?;
        self.refused().await?;
        self.well("b", "irm i e n n1.b layer n1 dst n1.a autobind").await?;
        self.well("b", "irm i conn n n1.b dst n1.a").await?;
        self.lists("b", "n1.b", true).await?;
        self.ping().await?;
        self.well("b", "irm i d n n1.b").await?;
        self.lists("b", "n1.b", false).await
    }

    async fn daemons(&self) -> Result<(), String> {
        assert_ne!(self.ask("a", "irm i l").await.status, 0, "no daemon answers yet");
        for machine in if self.is_shared() { &["a"][..] } else { &["a", "b"] } {
            self.leave(machine, "irmd").await;
            let mut n_left = N_QUESTIONS;
            while self.ask(machine, "irm i l").await.status != 0 {
                n_left -= 1;
                if n_left == 0 {
                    return Err(format!("the daemon on {machine} does not answer"));
                }
            }
        }
        Ok(())
    }

    /// What is wrong is not said to be well, but for what the prototype itself says of it.
    async fn refused(&self) -> Result<(), String> {
        for (line, is_well) in [
            ("irm i b n x type nonsense", false),
            ("irm i nonsense", false),
            ("irm n r n1.a ipcp nobody", true),
            ("irm i e n n1.b layer elsewhere", false),
            ("irm i conn n n1.b dst nobody", false),
            ("irm i d n nobody", true),
        ] {
            let exit = self.ask("b", line).await;
            if (exit.status == 0) != is_well {
                return Err(format!("`{line}` ended with {}: {}", exit.status, exit.output));
            }
        }
        Ok(())
    }

    async fn ping(&self) -> Result<(), String> {
        self.well("b", &format!("irm b prog oping name {SERVICE}")).await?;
        self.well("b", &format!("irm n r {SERVICE} ipcp n1.b")).await?;
        self.leave("b", "oping --listen").await;
        // The one daemon of a shared machine knows it already.
        _ = self.ask("a", &format!("irm n c {SERVICE}")).await;
        let mut said = String::new();
        for _ in 0..N_PINGS {
            said = self.ask("a", &format!("oping -n {SERVICE} -i 10ms -c 3")).await.output;
            if said.contains("3 packets transmitted, 3 received") {
                return Ok(());
            }
        }
        Err(format!("nobody answers: {said}"))
    }

    async fn lists(&self, machine: &str, ipcp: &str, expected: bool) -> Result<(), String> {
        let said = self.ask(machine, "irm i l").await.output;
        if said.contains(ipcp) == expected { Ok(()) } else { Err(format!("{ipcp} on {machine}: {said}")) }
    }

    async fn well(&self, machine: &str, line: &str) -> Result<(), String> {
        let exit = self.ask(machine, line).await;
        if exit.status == 0 {
            Ok(())
        } else {
            Err(format!("`{line}` on {machine} ended with {}: {}", exit.status, exit.output))
        }
    }

    async fn leave(&self, machine: &str, line: &str) {
        let daemon = Command::new(self.ground.program(line)).into_daemon();
        self.ground.bed.exec(self.tag, machine, &daemon, &Deaf).await.expect("started");
    }

    async fn ask(&self, machine: &str, line: &str) -> Exit {
        let command = Command::new(self.ground.program(line));
        match tokio::time::timeout(PATIENCE, self.ground.bed.exec(self.tag, machine, &command, &Deaf)).await {
            Ok(exit) => exit.unwrap_or_else(|error| panic!("{line}: {error}")),
            Err(_) => Exit { status: 124, output: format!("no end within {PATIENCE:?}"), took_ms: 0.0 },
        }
    }

    fn is_shared(&self) -> bool {
        self.ground.bed.kind() == "local"
    }
}
