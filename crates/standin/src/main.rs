//! Programs that answer to the names `irmd`, `irm` and `oping`, with the emulator behind them: real processes, streams,
//! exit codes and deaths, so that real testbeds can be tried where Ouroboros is not installed.
//!
//! Under its own name it is the emulator's daemon: `standin daemon --socket S --site FILE`. Under any other name it
//! hands its words, and the node that `CONGA_NODE` names, to the daemon that `CONGA_STANDIN` names.

mod client;
mod daemon;
mod message;

use anyhow::Result;
use std::{env, path::Path, process::ExitCode};

/// The emulator, behind programs of other names.
#[derive(clap::Parser)]
enum Args {
    /// Plays a site for all who ask at a socket, until killed
    Daemon(daemon::Args),
}

fn main() -> Result<ExitCode> {
    let name = env::args().next().unwrap_or_default();
    let name = Path::new(&name).file_name().unwrap_or_default().to_string_lossy().into_owned();
    if name != "standin" {
        return client::ask(name);
    }
    let Args::Daemon(args) = clap::Parser::parse();
    daemon::serve(&args)?;
    Ok(ExitCode::SUCCESS)
}
