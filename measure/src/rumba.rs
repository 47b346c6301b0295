//! The same network in Rumba's way: one command after the other, and two seconds' sleep for the daemons.

use crate::Bed;
use anyhow::Result;
use planner::Plan;
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use testbed::{Deaf, RunTag};

/// How long Rumba sleeps after it has started the daemons.
const SLEEP: Duration = Duration::from_secs(2);

/// How long the sequence takes, from the first daemon on, and how many commands failed.
pub async fn run(bed: &Bed, plan: &Plan) -> Result<(Duration, usize)> {
    let tag = RunTag(format!("measure-rumba-{}", std::process::id()));
    bed.claim(&tag, &plan.site, Arc::new(Deaf)).await?;
    let began = Instant::now();
    let mut n_failed = 0;
    let mut has_slept = false;
    for step in &plan.steps {
        let Some(node) = &step.node else { continue };
        for command in step.make.iter() {
            if !command.is_daemon() && !has_slept {
                tokio::time::sleep(SLEEP).await;
                has_slept = true;
            }
            let exit = bed.exec(&tag, node.as_str(), &command, &Deaf).await?;
            n_failed += usize::from(exit.status != 0);
        }
    }
    let took = began.elapsed();
    bed.release(&tag).await?;
    Ok((took, n_failed))
}
