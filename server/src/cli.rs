//! The command line: what `conga` can be told, and what its exit status says.
//!
//! 0: all is well. 1: the experiment has errors, two of them differ, or the run failed. 2: the command line is wrong, or a file unreadable.

mod check;
mod convert;
mod diff;
mod input;
mod inspect;
mod output;
mod picture;
mod plan;
mod run;
mod sign_in;
mod testbeds;

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
    Check(check::CheckArgs),
    Plan(plan::PlanArgs),
    Run(run::RunArgs),
    Convert(convert::ConvertArgs),
    Diff(diff::DiffArgs),
    Inspect(inspect::InspectArgs),
    Picture(picture::PictureArgs),
    Testbeds(testbeds::TestbedsArgs),
    SignIn(sign_in::SignInArgs),
}

/// The command line cannot be followed: what is wrong and how to mend it.
struct Usage(String);

impl<E: std::error::Error> From<E> for Usage {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

/// Does what the command line says.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // A help nobody reads to its end is no error.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { USAGE } else { 0 });
        }
    };
    let result = match cli.verb {
        Verb::Serve(args) => return served(args),
        Verb::Check(args) => check::check(&args),
        Verb::Plan(args) => plan::plan(&args),
        Verb::Run(args) => run::run(&args),
        Verb::Convert(args) => convert::convert(&args),
        Verb::Diff(args) => diff::diff(&args),
        Verb::Inspect(args) => inspect::inspect(&args),
        Verb::Picture(args) => picture::picture(&args),
        Verb::Testbeds(args) => testbeds::testbeds(&args),
        Verb::SignIn(args) => sign_in::sign_in(&args),
    };
    result.unwrap_or_else(|Usage(why)| {
        output::complain(&why);
        ExitCode::from(USAGE)
    })
}

fn served(args: crate::serve::ServeArgs) -> ExitCode {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let result = runtime.map_err(anyhow::Error::from).and_then(|runtime| runtime.block_on(crate::serve::serve(args)));
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            output::complain(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}
