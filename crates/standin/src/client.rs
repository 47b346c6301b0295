//! A program: asks the daemon and says what it answers. Its death is the death of what it asked for.

use crate::message::{Asked, Said};
use anyhow::{Context, Result};
use std::{
    env,
    io::{BufRead, BufReader, Write},
    os::unix::net::UnixStream,
    process::ExitCode,
};

/// Runs as `name`, to the end.
pub fn ask(name: String) -> Result<ExitCode> {
    let socket = env::var("CONGA_STANDIN").context("CONGA_STANDIN names no socket")?;
    let node = env::var("CONGA_NODE").unwrap_or_default();
    let argv = std::iter::once(name).chain(env::args().skip(1)).collect();
    let mut stream = UnixStream::connect(&socket).with_context(|| format!("no daemon at {socket}"))?;
    writeln!(stream, "{}", serde_json::to_string(&Asked { node, argv })?)?;
    for line in BufReader::new(stream).lines() {
        match serde_json::from_str(&line?)? {
            Said::Out(line) => writeln!(std::io::stdout(), "{line}")?,
            Said::Err(line) => writeln!(std::io::stderr(), "{line}")?,
            Said::Exit(status) => return Ok(ExitCode::from(u8::try_from(status).unwrap_or(255))),
        }
    }
    anyhow::bail!("the daemon ended")
}
