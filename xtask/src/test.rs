//! `cargo xtask test` and `cargo xtask ci`: everything that must be green.

use crate::{
    front::{self, Profile},
    install::{self, WASM},
    shell::{cargo, command, root, run, target},
    tidy,
};
use anyhow::{Context, Result, ensure};
use std::{
    fs,
    io::{BufRead, BufReader},
    process::Stdio,
    time::Instant,
};

/// The crates that must compile for the browser, whether or not they are in it today.
const PURE: [&str; 10] =
    ["api", "editor", "emulator", "json", "messages", "model", "planner", "prototypes", "runner", "testbed"];

/// What needs no running server: formatting, lints, tidy, the WASM check, documentation.
pub fn ci() -> Result<()> {
    let toolchain = install::wasm()?;
    timed("formatting", || run(&mut cargo(&["fmt", "--all", "--check"])))?;
    timed("tidy", tidy::tidy)?;
    let lints = ["clippy", "--quiet", "--workspace", "--all-targets", "--exclude", "frontend", "--", "-D", "warnings"];
    timed("lints", || run(&mut cargo(&lints)))?;
    let pure = PURE.iter().flat_map(|name| ["--package", name]);
    let mut check = toolchain.cargo(&["check", "--quiet", "--target", WASM, "--profile", "wasm-dev"]);
    check.args(pure).arg("--target-dir").arg(target().join("front"));
    timed("the WASM check", || run(&mut check))?;
    let mut documentation = cargo(&["doc", "--quiet", "--no-deps", "--workspace", "--exclude", "frontend"]);
    documentation.env("RUSTDOCFLAGS", "-D warnings");
    timed("documentation", || run(&mut documentation))
}

/// Everything.
pub fn test() -> Result<()> {
    install::chromium()?;
    install::end2end()?;
    install::testbeds();
    ci()?;
    // The browser's half first: the server's own tests serve it.
    let server = front::build(Profile::Dev)?;
    let tests = ["test", "--workspace", "--exclude", "frontend", "--exclude", "standin"];
    timed("tests", || run(cargo(&tests).env("LEPTOS_SITE_ROOT", front::site())))?;
    timed("testbeds", || suite(&server))?;
    timed("browser walks", || walks(&server))
}

/// All testbeds for real: the suite starts what they need (a Docker engine in a network namespace, an SSH server on loopback)
/// and stops it. What cannot run here is said last, and is an error where `CI` is set: nobody reads what passed there.
fn suite(server: &std::path::Path) -> Result<()> {
    let mut tests = cargo(&["test", "--package", "standin"]);
    tests.env("CONGA", server);
    let mut child = crate::shell::spawn(tests.stderr(Stdio::piped()))?;
    let mut left_out = Vec::new();
    for line in BufReader::new(child.stderr.take().context("no standard error")?).lines() {
        let line = line?;
        eprintln!("{line}");
        left_out.extend(line.contains(": not run: ").then_some(line));
    }
    ensure!(child.wait()?.success(), "the testbeds' suite failed");
    for what in &left_out {
        eprintln!("xtask: testbeds: {what}");
    }
    ensure!(left_out.is_empty() || std::env::var_os("CI").is_none(), "not all testbeds were tried");
    Ok(())
}

/// Every walk in Chromium, and the one that all others stand on in Firefox too.
fn walks(server: &std::path::Path) -> Result<()> {
    let shots = target().join("shots");
    fs::create_dir_all(&shots)?;
    let walk = |script| {
        let mut node = command("node", &[script]);
        node.current_dir(root().join("end2end"))
            .env("CONGA", server)
            .env("LEPTOS_SITE_ROOT", front::site())
            .env("STANDIN", target().join("debug/standin"))
            .env("SHOTS", &shots);
        node
    };
    run(walk("walks.mjs").env("CHROMIUM", install::chromium()?))?;
    run(walk("firefox.mjs").env("FIREFOX", install::firefox()?))
}

fn timed(what: &str, work: impl FnOnce() -> Result<()>) -> Result<()> {
    let began = Instant::now();
    work()?;
    eprintln!("xtask: {what}: {:.1} s", began.elapsed().as_secs_f32());
    Ok(())
}
