//! A gate before every program that changes a host: at a chosen call it kills whoever called.
//!
//! All that a testbed does to a host it does through programs, so that between two calls nothing changes outside: to kill
//! at each call is to kill at each boundary that can matter.

use std::{
    fs,
    os::unix::fs::{PermissionsExt, symlink},
    path::{Path, PathBuf},
    time::Duration,
};
use tempfile::TempDir;

/// The programs that change a host.
const PROGRAMS: [&str; 9] = ["ip", "nsenter", "unshare", "tc", "irmd", "irm", "oping", "mount", "umount"];

/// Which call it is, when to kill whom, then the real program: the next of that name in PATH.
const SCRIPT: &str = r#"#!/bin/sh
name=${0##*/} folder=${0%/*}
PATH=${PATH#"$folder":}
export PATH
printf . >>"$folder/count"
read -r at moment pid <"$folder/order"
[ "$at" -gt 0 ] && [ "$(stat -c %s "$folder/count")" -ge "$at" ] || exec "$name" "$@"
# What stays is not waited for.
case "$name $*" in *unshare* | *irmd* | *oping*) moment=before ;; esac
# From inside a machine's namespaces nobody outside can be killed: that is asked for.
die() {
    echo "$pid" >"$folder/kill.$name$$" && mv "$folder/kill.$name$$" "$folder/kill"
    while [ -e "$folder/kill" ]; do sleep 0.02; done
}
case $moment in
before) die; exec "$name" "$@" ;;
late) die; while [ ! -e "$folder/go" ]; do sleep 0.02; done; exec "$name" "$@" ;;
after) "$name" "$@"; status=$?; die; exit $status ;;
esac
"#;

/// When the caller dies.
#[derive(Clone, Copy, Debug)]
pub enum Moment {
    /// Before the program does its work, which it does all the same.
    Before,
    /// Before, but the program does its work only when all was cleaned up.
    Late,
    /// When the work is done and nobody has heard of it.
    After,
}

/// The folder to stand first in PATH.
pub struct Gate(TempDir);

impl Gate {
    pub fn new() -> Self {
        // Not in /tmp, which some machines have to themselves.
        let folder = tempfile::tempdir_in("/var/tmp").expect("a folder");
        let script = folder.path().join("gate");
        fs::write(&script, SCRIPT).expect("written");
        fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).expect("made a program");
        for name in PROGRAMS {
            symlink(&script, folder.path().join(name)).expect("linked");
        }
        let gate = Self(folder);
        gate.open();
        let path = gate.folder().to_owned();
        std::thread::spawn(move || {
            while path.exists() {
                kill_who_is_to_die(&path.join("kill"));
                std::thread::park_timeout(Duration::from_millis(1));
            }
        });
        gate
    }

    pub fn folder(&self) -> &Path {
        self.0.path()
    }

    /// From now on nobody is killed.
    pub fn open(&self) {
        self.write("0 before 0");
    }

    /// The process `pid` is killed at the `at`-th call from now on.
    pub fn arm(&self, at: usize, moment: Moment, pid: u32) {
        let moment = format!("{moment:?}").to_lowercase();
        self.write(&format!("{at} {moment} {pid}"));
        fs::write(self.0.path().join("count"), "").expect("written");
        // It may not be there.
        _ = fs::remove_file(self.0.path().join("go"));
    }

    /// Lets those go on that are late; returns when they are through.
    pub fn let_go(&self) {
        fs::write(self.0.path().join("go"), "").expect("written");
        let gate = self.0.path().display().to_string();
        let is_late = |line: Vec<u8>| line.windows(gate.len()).any(|window| window == gate.as_bytes());
        let waits = |entry: fs::DirEntry| fs::read(entry.path().join("cmdline")).is_ok_and(is_late);
        while fs::read_dir("/proc").expect("/proc").flatten().any(waits) {
            std::thread::yield_now();
        }
    }

    fn write(&self, order: &str) {
        let (new, file): (PathBuf, PathBuf) = (self.0.path().join("new"), self.0.path().join("order"));
        fs::write(&new, format!("{order}\n")).expect("written");
        // At once: calls read it meanwhile.
        fs::rename(new, file).expect("renamed");
    }
}

/// Does what a call asks for, and lets it go on.
fn kill_who_is_to_die(asked: &Path) {
    if let Ok(pid) = fs::read_to_string(asked) {
        crate::killed::kill(pid.trim().parse().expect("a process"));
        // Another call may have asked for the same.
        _ = fs::remove_file(asked);
    }
}
