//! `cargo xtask serve`: build for use and hand over to `conga serve`, which prints the address.

use crate::{
    front::{self, Profile},
    shell::{command, spawn},
};
use anyhow::{Result, bail};

/// Builds and serves until the server ends.
pub fn serve(args: &[String]) -> Result<()> {
    let server = front::build(Profile::Release)?;
    let mut conga = command(server, &["serve"]);
    // `cargo xtask serve -- --listen …` and without the dashes mean the same.
    conga.args(args.iter().skip_while(|arg| *arg == "--")).env("LEPTOS_SITE_ROOT", front::site());
    let status = spawn(&mut conga)?.wait()?;
    // Ctrl-C reaches the server too: it has cleaned up by now, and that is a good end.
    if status.success() || status.code().is_none() {
        return Ok(());
    }
    bail!("the server ended ({status})")
}
