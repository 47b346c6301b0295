//! A command that never ends, in a step and typed by a person: it is given up with its cause, ended, and nothing is left.

use crate::{
    case::Case,
    ground::Ground,
    interrupted::{built, written},
    inventory::{a_sleep, n_running},
    killed::PAIR,
    served::House,
    sshd::Sshd,
};
use std::{fs, os::unix::fs::PermissionsExt, path::Path};

/// The whole case on one testbed.
///
/// Errors: there is no server to try.
pub fn try_all(ground: &Ground) -> Result<(), String> {
    let programs = tempfile::tempdir_in("/var/tmp").expect("a folder");
    let path = format!("{}:{}", programs.path().display(), std::env::var("PATH").unwrap_or_default());
    write_programs(programs.path());
    for host in ground.sshd.iter().flat_map(|hosts| ["a", "b", "c"].map(|host| hosts.programs_of(host))) {
        write_programs(&host);
    }
    let house = House::new(&settings(ground), vec![("PATH".to_owned(), path)])?;
    let mut case = Case::of(ground, house.serve(), PAIR, vec![hanging(), a_sleep(6), a_sleep(7)]);
    in_a_step(&mut case);
    typed(&mut case);
    if let Some(hosts) = &ground.sshd {
        on_hosts_that_hang(&mut case, hosts);
    }
    Ok(())
}

/// What an `irm` runs that never ends.
fn hanging() -> String {
    a_sleep(5)
}

/// A daemon, and an `irm` that never ends once an IPCP is to be made.
fn program() -> String {
    let (daemon, step) = (a_sleep(7), hanging());
    format!("#!/bin/sh\ncase \"${{0##*/}} $1 $2\" in irmd*) exec {daemon};; 'irm i b'|'irm i c') exec {step};; esac\n")
}

fn write_programs(folder: &Path) {
    for name in ["irmd", "irm", "oping"] {
        let file = folder.join(name);
        fs::write(&file, program()).expect("written");
        fs::set_permissions(file, fs::Permissions::from_mode(0o755)).expect("made a program");
    }
}

/// What the administrator wrote.
fn settings(ground: &Ground) -> String {
    if let Some(engine) = &ground.engine {
        // In place of the programs that the image has.
        let text = program().replace('\\', "\\\\").replace('\n', "\\n").replace('"', "\\\"");
        let line = "for name in irmd irm; do at=$(command -v $name); rm $at; printf %s \\\"$0\\\" >$at; chmod 755 $at; done; \
                    cp $at /bin/never-ends";
        let install = format!("programs = [\"never-ends\"]\ncommands = [[\"sh\", \"-c\", \"{line}\", \"{text}\"]]\n");
        return built(engine, "never-ends:1", &install);
    }
    match &ground.sshd {
        Some(hosts) => written(hosts).replacen("[ssh]", "[ssh]\npatience_s = 1", 1),
        None => format!("[{}]\n", ground.bed.kind()),
    }
}

/// The run gives it up as often as it tries, says so, and takes down what was up.
fn in_a_step(case: &mut Case<'_>) {
    let run = case.served.run(&case.experiment, case.kind).expect("started");
    assert_eq!(case.served.wait_for(&run, &["up", "clean", "stuck"]).as_deref(), Some("clean"));
    let log = case.log(&run);
    assert!(log.contains("no end within 5 s; it was given up"), "{}: {log}", case.kind);
    case.assert_clean("clean after a step without end");
}

/// A run whose step hangs, broken off; its id.
fn paused(case: &mut Case<'_>) -> String {
    let run = case.running("at the step", || n_running(&hanging()) > 0);
    case.cancel(&run);
    run
}

/// Typed by a person: interrupted it ends, and with the network it ends too.
fn typed(case: &mut Case<'_>) {
    let run = paused(case);
    let typed = a_sleep(6);
    let call = case.served.typed(&run, "a", &typed);
    case.wait_until("typed", || n_running(&typed) == 1);
    case.served.interrupt(&run, call);
    case.wait_until("interrupted", || n_running(&typed) == 0);
    case.served.typed(&run, "b", &typed);
    case.wait_until("typed again", || n_running(&typed) == 1);
    case.clean_up(&run);
    case.assert_clean("clean after a command without end");
}

/// The hosts hang with it: what they have is pending until they answer.
fn on_hosts_that_hang(case: &mut Case<'_>, hosts: &Sshd) {
    let run = paused(case);
    hosts.hang(true);
    case.served.decide(&run, "clean-up").expect("told");
    let state = case.served.wait_for(&run, &["clean", "stuck"]);
    hosts.hang(false);
    assert_eq!(state.as_deref(), Some("stuck"));
    let log = case.log(&run);
    assert!(log.contains("pending: "), "{log}");
    case.served.decide(&run, "clean-up").expect("told");
    assert_eq!(case.served.wait_for(&run, &["clean"]).as_deref(), Some("clean"));
    case.assert_clean("clean after hosts that hung");
}
