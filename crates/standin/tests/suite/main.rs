//! One suite for all testbeds: how commands, streams, files and deaths behave, and that nothing is left behind.
//!
//! What a testbed needs and is not here is said, and the testbed is left out.

mod case;
mod decoys;
mod dockerd;
mod door;
mod endless;
mod engine;
mod gate;
mod ground;
mod hostile;
mod installed;
mod interrupted;
mod inventory;
mod killed;
mod leaks;
mod manners;
mod one_lacks;
mod prototype;
mod served;
mod sshd;
mod unallowed;

use ground::Ground;
use std::{
    io::Write,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// Inventories are of the whole host, so one testbed is tried at a time.
static ALONE: Mutex<()> = Mutex::new(());

fn alone() -> MutexGuard<'static, ()> {
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Said past the test harness, which swallows what a passing test prints.
fn aloud(text: &str) {
    // Without a standard error nobody is there to read it.
    _ = writeln!(std::io::stderr(), "{text}");
}

/// Of what must run where nobody reads along.
fn not_run(what: &str, why: &str) {
    aloud(&format!("{what}: not run: {why}"));
}

fn try_all(kind: &str, ground: Result<Ground, String>) {
    let _alone = alone();
    let ground = match ground {
        Ok(ground) => ground,
        Err(why) => return not_run(kind, &why),
    };
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        manners::all(&ground).await;
        prototype::all(&ground).await;
        hostile::all(&ground).await;
        engine::all(&ground).await;
        if ground.is_real() {
            leaks::all(&ground).await;
        }
    });
}

#[test]
fn emulator() {
    try_all("emulator", Ok(Ground::emulator()));
}

#[test]
fn local() {
    try_all("local", Ground::local());
}

#[test]
fn namespaces() {
    try_all("namespaces", Ground::namespaces());
}

#[test]
fn docker() {
    try_all("docker", Ground::docker());
}

#[test]
fn docker_elsewhere() {
    try_all("docker elsewhere", Ground::docker_elsewhere());
}

#[test]
fn ssh() {
    try_all("ssh", Ground::ssh());
}

/// The prototype's part with Ouroboros itself, where that is installed.
fn try_ouroboros(kind: &str) {
    let _alone = alone();
    let ground = match Ground::ouroboros(kind) {
        Ok(ground) => ground,
        // Continuous checks have none.
        Err(why) => return aloud(&format!("Ouroboros itself on {kind}: left out: {why}")),
    };
    tokio::runtime::Runtime::new().expect("a runtime").block_on(prototype::all(&ground));
}

#[test]
fn ouroboros_itself_on_local() {
    try_ouroboros("local");
}

#[test]
fn ouroboros_itself_in_namespaces() {
    try_ouroboros("namespaces");
}

#[test]
fn ouroboros_itself_on_docker() {
    try_ouroboros("docker");
}

fn try_killed(kind: &str) {
    let _alone = alone();
    if let Err(why) =
        ground::lacks(&["ip", "nsenter", "unshare"]).map_or(Ok(()), Err).and_then(|()| killed::try_all(kind))
    {
        not_run(kind, &why);
    }
}

#[test]
fn a_killed_server_leaves_nothing_on_local() {
    try_killed("local");
}

#[test]
fn a_killed_server_leaves_nothing_in_namespaces() {
    try_killed("namespaces");
}

#[test]
fn what_is_missing_is_installed_once_in_namespaces() {
    let _alone = alone();
    let lacks = ground::lacks(&["ip", "nsenter", "unshare"]).map_or(Ok(()), Err);
    if let Err(why) = lacks.and_then(|()| installed::try_all()) {
        not_run("installing", &why);
    }
}

fn try_interrupted(kind: &str, ground: Result<Ground, String>) {
    let _alone = alone();
    if let Err(why) = ground.and_then(|ground| interrupted::try_all(&ground)) {
        not_run(&format!("installing broken off on {kind}"), &why);
    }
}

#[test]
fn installing_broken_off_leaves_nothing_on_local() {
    try_interrupted("local", Ground::local());
}

#[test]
fn installing_broken_off_leaves_nothing_in_namespaces() {
    try_interrupted("namespaces", Ground::namespaces());
}

#[test]
fn installing_broken_off_leaves_nothing_on_docker() {
    try_interrupted("docker", Ground::docker());
}

#[test]
fn installing_broken_off_leaves_nothing_on_docker_elsewhere() {
    try_interrupted("docker elsewhere", Ground::docker_elsewhere());
}

#[test]
fn installing_broken_off_leaves_nothing_on_ssh() {
    try_interrupted("ssh", Ground::ssh());
}

fn try_endless(kind: &str, ground: Result<Ground, String>) {
    let _alone = alone();
    if let Err(why) = ground.and_then(|ground| endless::try_all(&ground)) {
        not_run(&format!("a command without end on {kind}"), &why);
    }
}

#[test]
fn a_command_without_end_is_given_up_on_local() {
    try_endless("local", Ground::local());
}

#[test]
fn a_command_without_end_is_given_up_in_namespaces() {
    try_endless("namespaces", Ground::namespaces());
}

#[test]
fn a_command_without_end_is_given_up_on_docker() {
    try_endless("docker", Ground::docker());
}

#[test]
fn a_command_without_end_and_hosts_that_hang_are_given_up_on_ssh() {
    try_endless("ssh", Ground::ssh());
}

#[test]
fn a_host_that_lacks_a_program_is_named() {
    let _alone = alone();
    if let Err(why) = Ground::ssh().and_then(|ground| one_lacks::try_all(&ground)) {
        not_run("a host that lacks a program", &why);
    }
}

#[test]
fn who_may_not_use_sudo_is_told_the_line_on_local() {
    let lacks = ground::lacks(&["setpriv"]).map_or(Ok(()), Err);
    if let Err(why) = lacks.and_then(|()| unallowed::try_all()) {
        not_run("local without sudo", &why);
    }
}

#[test]
fn a_host_that_hangs_is_pending_until_it_answers() {
    let _alone = alone();
    match Ground::ssh() {
        Ok(ground) => tokio::runtime::Runtime::new().expect("a runtime").block_on(sshd::hung(ground)),
        Err(why) => not_run("ssh that hangs", &why),
    }
}

#[test]
fn hosts_behind_another_are_reached_through_it() {
    let _alone = alone();
    match Ground::ssh() {
        Ok(ground) => tokio::runtime::Runtime::new().expect("a runtime").block_on(sshd::behind(ground)),
        Err(why) => not_run("ssh through another host", &why),
    }
}

#[test]
fn a_host_that_is_not_the_one_known_is_not_talked_to() {
    let _alone = alone();
    match Ground::ssh() {
        Ok(ground) => tokio::runtime::Runtime::new().expect("a runtime").block_on(sshd::strangers(ground)),
        Err(why) => not_run("ssh", &why),
    }
}
