//! This program once more, with folders and processes of its own: the testbed `local` there meets no daemon of this
//! machine, and leaves nothing on it.

use anyhow::{Context, Result, ensure};
use std::{env, process::Stdio};
use tokio::process::Command;

/// The variable that says that folders and processes are our own already.
const APART: &str = "CONGA_MEASURE_APART";

/// Shell: it waits for us, and for what daemons leave behind.
const ENTER: &str = r#"for folder in /run /tmp /dev/shm; do mount -t tmpfs -o mode=1777 conga "$folder" || exit; done
"$@"
exit $?"#;

/// Whether this process is the one that is apart.
pub fn is_here() -> bool {
    env::var_os(APART).is_some()
}

/// Runs this program apart with these words, to its end.
pub async fn run(words: &[&str]) -> Result<()> {
    let ourselves = env::current_exe().context("this program's path")?;
    let mut process = Command::new("unshare");
    process.args(["--mount", "--propagation", "private", "--pid", "--fork", "--kill-child", "--mount-proc"]);
    process.args(["sh", "-c", ENTER, "sh"]).arg(ourselves).args(words).env(APART, "").stdin(Stdio::null());
    let status = process.status().await.context("`unshare`, which needs root and util-linux")?;
    ensure!(status.success(), "{} ended with {status}", words.join(" "));
    Ok(())
}
