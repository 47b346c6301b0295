//! Things that look like ours and are not.

use crate::dockerd::Dockerd;
use std::{
    fs,
    process::{Child, Command as Process, Stdio},
};
use tempfile::TempDir;

/// A process named as a daemon is, a bridge in a namespace named as ours are, a container.
pub struct Decoys {
    process: Child,
    netns: String,
    _folder: TempDir,
}

impl Decoys {
    pub fn plant(dockerd: Option<&Dockerd>) -> Self {
        let folder = tempfile::tempdir_in("/var/tmp").expect("a folder");
        let irmd = folder.path().join("irmd");
        let sleep = Process::new("sh").args(["-c", "command -v sleep"]).output().expect("sh");
        fs::copy(String::from_utf8_lossy(&sleep.stdout).trim(), &irmd).expect("copied");
        let process = Process::new(irmd).arg("100000").stdin(Stdio::null()).spawn().expect("started");
        let netns = format!("conga-suite-{}-leaks-decoy", std::process::id());
        ip(&["netns", "add", &netns]);
        ip(&["-n", &netns, "link", "add", "name", "b0", "type", "bridge"]);
        if let Some(dockerd) = dockerd {
            dockerd.add_decoy("conga-decoy-0");
        }
        Self { process, netns, _folder: folder }
    }

    /// All are as they were.
    pub fn assert_untouched(&mut self) {
        assert!(self.process.try_wait().expect("asked").is_none(), "the other irmd was ended");
        ip(&["-n", &self.netns, "link", "show", "dev", "b0"]);
    }
}

impl Drop for Decoys {
    fn drop(&mut self) {
        // It may have been ended already, which is what the test says then.
        _ = self.process.kill();
        _ = self.process.wait();
        _ = Process::new("ip").args(["netns", "del", &self.netns]).status();
    }
}

fn ip(args: &[&str]) {
    let done = Process::new("ip").args(args).stdout(Stdio::null()).status();
    assert!(done.expect("ip").success(), "{args:?}");
}
