//! The one connection a host: how OpenSSH is told to make it, where its socket lies, and its end.

use crate::{Host, SshSettings, process};
use openssh::{ControlPersist, KnownHosts, Session, SessionBuilder};
use rustix::process::geteuid;
use std::{
    fs,
    os::unix::fs::{DirBuilderExt, MetadataExt},
    path::{Path, PathBuf},
    time::Duration,
};
use testbed::{RunTag, TestbedError};

/// A connection that its owner forgot ends by itself.
const IDLE_S: usize = 600;

/// OpenSSH's settings, beside its connections.
const CONFIG: &str = "config";

/// Connects to a host.
///
/// Errors: the host cannot be reached, has another key than the one pinned, or lets us not in.
pub async fn connect(settings: &SshSettings, host: &Host, tag: &RunTag) -> Result<Session, TestbedError> {
    let folder = control_folder(settings, tag);
    make_control_folder(&folder)?;
    let file = folder.join(CONFIG);
    let text = config(settings)?;
    // Every host of a run writes the same.
    let written = fs::read_to_string(&file).is_ok_and(|there| there == text);
    if !written {
        replace(&file, &host.name, &text)?;
    }
    let mut builder = SessionBuilder::default();
    builder
        .known_hosts_check(KnownHosts::Strict)
        .control_persist(ControlPersist::IdleFor(IDLE_S.try_into().expect("not zero")))
        .control_directory(&folder)
        .config_file(&file)
        .jump_hosts(settings.jump.as_deref());
    if let Some(port) = host.port {
        builder.port(port);
    }
    if let Some(user) = &host.user {
        builder.user(user.clone());
    }
    let patience = Duration::from_secs(settings.patience_s.into());
    let connect = tokio::time::timeout(patience * 2, builder.connect_mux(&host.address)).await;
    let late = || {
        let (name, address, patience) = (&host.name, &host.address, patience.as_secs());
        TestbedError::Failed(format!(
            "{name} ({address}) cannot be reached: it says nothing within {patience} s; see that it is not hung"
        ))
    };
    connect.map_err(|_| late())?.map_err(|error| unreached(host, &error))
}

/// Written whole or not at all: others read it at the same time.
fn replace(file: &Path, by: &str, text: &str) -> Result<(), TestbedError> {
    let new = file.with_extension(by);
    let written = fs::write(&new, text).and_then(|()| fs::rename(&new, file));
    written.map_err(|error| TestbedError::Failed(format!("{} cannot be written: {error}", file.display())))
}

/// OpenSSH's settings, for a host and for the one that is jumped over: what is set here goes before what this account has set.
///
/// Errors: a path that cannot be said there.
fn config(settings: &SshSettings) -> Result<String, TestbedError> {
    let known = quoted(&settings.known_hosts)?;
    let patience = settings.patience_s;
    let mut lines = vec![
        "Host *".to_owned(),
        format!("UserKnownHostsFile {known}"),
        "GlobalKnownHostsFile none".into(),
        "StrictHostKeyChecking yes".into(),
        "UpdateHostKeys no".into(),
        "BatchMode yes".into(),
        format!("ConnectTimeout {patience}"),
        // Three silences are the host's end.
        format!("ServerAliveInterval {}", patience.div_ceil(2)),
        "ServerAliveCountMax 3".into(),
        "ForwardAgent no".into(),
        "ForwardX11 no".into(),
        "ClearAllForwardings yes".into(),
        "PermitLocalCommand no".into(),
    ];
    if let Some(key) = &settings.key {
        lines.extend([format!("IdentityFile {}", quoted(key)?), "IdentitiesOnly yes".into()]);
    }
    lines.extend(["Include ~/.ssh/config".into(), "Include /etc/ssh/ssh_config".into(), String::new()]);
    Ok(lines.join("\n"))
}

fn quoted(path: &Path) -> Result<String, TestbedError> {
    let text = path.to_str().filter(|text| !text.contains(['"', '\n', '$']));
    let text = text.ok_or_else(|| {
        let path = path.display();
        TestbedError::Failed(format!("`{path}` cannot be said to OpenSSH; the administrator gives it a plain name"))
    })?;
    Ok(format!("\"{}\"", text.replace('%', "%%")))
}

/// Ends what connections to hosts a run has left, whoever opened them.
pub async fn close_all(settings: &SshSettings, tag: &RunTag) {
    let folder = control_folder(settings, tag);
    for entry in fs::read_dir(&folder).into_iter().flatten().flatten().filter(|entry| entry.path().is_dir()) {
        let mut exit = tokio::process::Command::new("ssh");
        exit.arg("-o").arg(format!("ControlPath={}", entry.path().join("master").display())).args(["-O", "exit", "-"]);
        // One that does not answer has ended.
        _ = tokio::time::timeout(Duration::from_secs(2), process::succeed(&mut exit)).await;
    }
    // It may never have been made.
    _ = fs::remove_dir_all(folder);
}

/// Where this host keeps a run's connections: a short path, because it is a socket's.
fn control_folder(settings: &SshSettings, tag: &RunTag) -> PathBuf {
    // FNV-1a: the same in every process.
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    let hash = tag.0.bytes().fold(0xcbf2_9ce4_8422_2325, mix);
    settings.sockets.clone().unwrap_or_else(std::env::temp_dir).join(format!("conga-{hash:016x}"))
}

/// Makes that folder: nobody else may have made it before, for who holds a connection's socket holds the host.
fn make_control_folder(folder: &Path) -> Result<(), TestbedError> {
    let failed = |why: String| TestbedError::Failed(format!("{}: {why}", folder.display()));
    let text = folder.to_string_lossy();
    // OpenSSH hands this path to a shell where it jumps over a host.
    if !text.chars().all(|c| c.is_ascii_alphanumeric() || "/._-".contains(c)) {
        return Err(failed("has an odd name; let the administrator name `sockets`, a plain and short one".into()));
    }
    let made = fs::DirBuilder::new().mode(0o700).recursive(true).create(folder);
    made.map_err(|error| failed(format!("cannot be made: {error}")))?;
    let seen = fs::symlink_metadata(folder).map_err(|error| failed(error.to_string()))?;
    match seen.is_dir() && seen.uid() == geteuid().as_raw() && seen.mode() & 0o077 == 0 {
        true => Ok(()),
        false => Err(failed(
            "is somebody else's, or open to others; remove it, or let the administrator name `sockets`".into(),
        )),
    }
}

fn unreached(host: &Host, error: &openssh::Error) -> TestbedError {
    let why = causes(error);
    let mend = if why.contains("HOST IDENTIFICATION HAS CHANGED") || why.contains("verification failed") {
        "; its key is not the one the administrator pinned: somebody else may be answering"
    } else {
        "; see that it runs and lets this key in"
    };
    TestbedError::Failed(format!("{} ({}) cannot be reached: {why}{mend}", host.name, host.address))
}

/// What is behind an error, in one line.
pub fn causes(error: &openssh::Error) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_pinned_for_all_hosts_on_the_way() {
        let settings = SshSettings { known_hosts: "/etc/conga/known 100%".into(), ..SshSettings::default() };
        let text = config(&settings).expect("plain");
        assert!(text.starts_with("Host *\nUserKnownHostsFile \"/etc/conga/known 100%%\"\nGlobalKnownHostsFile none\n"));
        assert!(text.contains("\nStrictHostKeyChecking yes\n") && !text.contains("Identit"), "{text}");
    }

    #[test]
    fn a_path_cannot_be_another_setting() {
        let settings = SshSettings { key: Some("k\"\nProxyCommand id".into()), ..SshSettings::default() };
        assert!(config(&settings).is_err());
    }

    #[test]
    fn a_folder_that_others_may_enter_holds_no_connection() {
        let folder = tempfile::tempdir().expect("a folder");
        let open = folder.path().join("open");
        fs::DirBuilder::new().mode(0o755).create(&open).expect("made");
        let why = make_control_folder(&open).expect_err("open").to_string();
        assert!(why.contains("open to others"), "{why}");
        assert_eq!(make_control_folder(&folder.path().join("own")), Ok(()));
    }
}
