//! The same network in Rumba's way: one command after the other, and two seconds' sleep for the daemons.

mod docker;
mod sequence;

use crate::Bed;
use anyhow::{Context, Result};
use planner::Plan;
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use testbed::{Deaf, RunTag};

/// How long Rumba sleeps after it has started the daemons.
const SLEEP: Duration = Duration::from_secs(2);

/// How the sequence went.
pub struct Sequence {
    /// The machines and links.
    pub swapped: Duration,
    /// From the first daemon on.
    pub up: Duration,
    /// How many commands failed.
    pub n_failed: usize,
}

impl std::fmt::Display for Sequence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (swapped, up) = (self.swapped.as_secs_f64(), self.up.as_secs_f64());
        write!(f, "{swapped:.3} s + {up:.3} s, {} commands failed", self.n_failed)
    }
}

/// Carries the plan out in Rumba's way.
pub async fn run(testbed: &str, plan: &Plan) -> Result<Sequence> {
    if testbed == "docker" {
        let (swapped, up, n_failed) = docker::run(&crate::docker().context("no Docker is set up")?, plan).await?;
        return Ok(Sequence { swapped, up, n_failed });
    }
    one_by_one(&crate::bed(testbed)?, plan).await
}

async fn one_by_one(bed: &Bed, plan: &Plan) -> Result<Sequence> {
    let began = Instant::now();
    let tag = RunTag(format!("measure-rumba-{}", std::process::id()));
    bed.claim(&tag, plan.site(), Arc::new(Deaf)).await?;
    let (swapped, began) = (began.elapsed(), Instant::now());
    let mut n_failed = 0;
    let mut has_slept = false;
    for (node, command) in sequence::commands(plan) {
        if !command.is_daemon() && !has_slept {
            tokio::time::sleep(SLEEP).await;
            has_slept = true;
        }
        let exit = bed.exec(&tag, &node, &command, &Deaf).await?;
        n_failed += usize::from(exit.status != 0);
    }
    let up = began.elapsed();
    bed.release(&tag).await?;
    Ok(Sequence { swapped, up, n_failed })
}
