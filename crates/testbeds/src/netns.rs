//! Named network namespaces and the wires between them, by iproute2: what several testbeds stand on.

pub mod name;
pub mod wire;

use crate::{mark, process};
use futures::future::try_join_all;
use std::{fs, process::Stdio};
use testbed::{Exit, RunTag, Site, TestbedError};
use tokio::process::Command;

/// Where `ip netns` keeps its namespaces.
pub const FOLDER: &str = "/run/netns";

/// Makes the namespace for switches, if the site has any, and all wires. The machines' namespaces are there.
///
/// Errors: a port on a machine that is not of the site; what `ip` said.
pub async fn connect(tag: &RunTag, site: &Site) -> Result<(), TestbedError> {
    connect_as(tag, site, wire::Form::Plain).await
}

/// The same with wires of this form.
pub async fn connect_as(tag: &RunTag, site: &Site, form: wire::Form) -> Result<(), TestbedError> {
    if wire::has_switches(site, form) {
        ip_for(tag, None, &format!("netns add {}\n", name::of_switches(tag))).await?;
    }
    let (made, up) = wire::batches(tag, site, form)?;
    for lines in [made, up] {
        try_join_all(lines.iter().map(|(netns, lines)| ip_for(tag, Some(netns), lines))).await?;
    }
    Ok(())
}

/// The run's namespaces that are there, by their names alone.
pub fn marked(tag: &RunTag) -> Vec<String> {
    let there = fs::read_dir(FOLDER).into_iter().flatten().flatten();
    let mut ours: Vec<String> =
        there.filter_map(|entry| entry.file_name().into_string().ok()).filter(|name| name::is_of(tag, name)).collect();
    ours.sort();
    ours
}

/// Deletes namespaces. One that is gone already is as good as deleted.
///
/// Errors: what `ip` said of those that stay.
pub async fn delete(names: &[String]) -> Result<(), TestbedError> {
    let there = |name: &&String| fs::exists(format!("{FOLDER}/{name}")).unwrap_or(true);
    let lines: String = names.iter().filter(there).map(|name| format!("netns del {name}\n")).collect();
    let mut command = Command::new("ip");
    // One that does not go keeps none of the others.
    command.arg("-force");
    batch(command, None, &lines).await
}

/// Runs lines of `ip` in one process, in a namespace or on the host.
///
/// Errors: what `ip` said.
pub async fn ip(netns: Option<&str>, lines: &str) -> Result<(), TestbedError> {
    batch(Command::new("ip"), netns, lines).await
}

/// The same in the name of a run, whose release ends it: what outlives us must not make things behind its back.
///
/// Errors: what `ip` said.
pub async fn ip_for(tag: &RunTag, netns: Option<&str>, lines: &str) -> Result<(), TestbedError> {
    let mut command = Command::new("ip");
    command.env(mark::RUN, &tag.0);
    batch(command, netns, lines).await
}

async fn batch(mut command: Command, netns: Option<&str>, lines: &str) -> Result<(), TestbedError> {
    if lines.is_empty() {
        return Ok(());
    }
    if let Some(netns) = netns {
        command.args(["-n", netns]);
    }
    process::feed(command.args(["-batch", "-"]), lines.as_bytes()).await
}

/// Runs `ip` or `tc` in a namespace; the program stands first.
pub async fn run(netns: &str, words: Vec<String>) -> Result<Exit, TestbedError> {
    let mut words = words.into_iter();
    let mut command = Command::new(words.next().unwrap_or_default());
    command.args(["-n", netns]).args(words).stdin(Stdio::null());
    process::run(&mut command, crate::hearing::Ear { machine: "", listener: &testbed::Deaf }).await
}
