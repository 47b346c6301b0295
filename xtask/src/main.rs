//! The only automation: `cargo xtask serve | build | test | ci | tidy | bench`.

mod bench;
mod front;
mod install;
mod serve;
mod shell;
mod test;
mod tidy;

use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask COMMAND

  serve [OPTIONS]   build for use, serve on 127.0.0.1 and print the address; OPTIONS go to `conga serve`
  build [--release] build the server and the browser's half
  test              everything: `ci`, all tests, and the walks in a browser
  ci                what needs no running server: formatting, lints, tidy, the WASM check, documentation
  tidy              the arrows between crates, file heads, size ceilings
  bench [--real]    the figures, as ratios and counts; --real: of Ouroboros on this machine, where it is installed";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let rest = args.get(1..).unwrap_or_default();
    let result = match args.first().map(String::as_str) {
        Some("serve") => serve::serve(rest),
        Some("build") => front::build(profile(rest)).map(drop),
        Some("test") => test::test(),
        Some("ci") => test::ci(),
        Some("tidy") => tidy::tidy(),
        Some("bench") if rest == ["--real"] => bench::real(),
        Some("bench") => bench::bench(),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn profile(args: &[String]) -> front::Profile {
    if args.iter().any(|arg| arg == "--release") { front::Profile::Release } else { front::Profile::Dev }
}
