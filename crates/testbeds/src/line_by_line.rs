//! Commands that people follow. Programs keep back what no terminal hears until they have a few thousand bytes of it, a minute
//! of pings; `stdbuf`, where there is one, has them say each line at once.

use crate::program;
use testbed::Command;

/// Looks for `stdbuf` where the command is to run.
const LOOK: &str = r#"command -v stdbuf >/dev/null && exec stdbuf -oL "$@"
exec "$@""#;

/// On this host. A program that is not here stays as it is, so that this is told when it is started.
pub fn here(command: &Command) -> Command {
    let is_here = |name| program(name).is_some();
    if is_here("stdbuf") && is_here(command.program()) { command.behind(["stdbuf", "-oL"]) } else { command.clone() }
}

/// On a machine with programs of its own.
pub fn there(command: &Command) -> Command {
    command.behind(["sh", "-c", LOOK, "sh"])
}
