//! The command line: what `conga` can be told, and what its exit status says.

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Exit status of a wrong command line or an unreadable file.
const USAGE: u8 = 2;

/// Recursive networks: draw an experiment, see what is wrong and what will happen, run it.
#[derive(Parser)]
#[command(name = "conga", version)]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    Serve(crate::serve::ServeArgs),
}

/// Does what the command line says.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { USAGE } else { 0 });
        }
    };
    match cli.verb {
        Verb::Serve(args) => ended(runtime().and_then(|runtime| runtime.block_on(crate::serve::serve(args)))),
    }
}

fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?)
}

fn ended(result: anyhow::Result<()>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("conga: {error:#}");
            ExitCode::FAILURE
        }
    }
}
