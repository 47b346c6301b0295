//! The arrows: which crate may use which of ours, and what a pure crate must never learn of.

use crate::shell::{cargo, root};
use anyhow::{Context, Result};
use std::{collections::BTreeMap, fs};

/// Crate → the crates of ours it may use. A new arrow is a change here and in ARCHITECTURE.md first.
const ARROWS: &[(&str, &[&str])] = &[
    ("host", &[]),
    ("messages", &[]),
    ("json", &["host"]),
    ("model", &["host", "messages"]),
    ("testbed", &["messages"]),
    ("api", &["model", "testbed"]),
    ("editor", &["host", "messages", "model"]),
    ("formats", &["messages", "model"]),
    ("planner", &["messages", "model", "testbed"]),
    ("testbeds", &["messages", "testbed"]),
    ("emulator", &["testbed"]),
    ("standin", &["emulator", "testbed"]),
    ("prototypes", &["messages", "model", "planner", "testbed"]),
    ("runner", &["planner", "testbed"]),
    ("pictures", &["editor", "messages", "model", "planner"]),
    ("app", &["api", "editor", "host", "json", "messages", "model", "planner", "prototypes", "runner", "testbed"]),
    ("frontend", &["app"]),
    ("layouts", &["editor"]),
    (
        "server",
        &[
            "api",
            "app",
            "editor",
            "emulator",
            "formats",
            "messages",
            "model",
            "pictures",
            "planner",
            "prototypes",
            "runner",
            "testbed",
            "testbeds",
        ],
    ),
    ("measure", &["model", "planner", "prototypes", "runner", "testbed", "testbeds"]),
    ("xtask", &[]),
];

/// Crates that decide, and so must not do I/O; and the crates that would do it for them.
const PURE: [&str; 12] = [
    "api",
    "editor",
    "emulator",
    "formats",
    "host",
    "json",
    "messages",
    "model",
    "pictures",
    "planner",
    "prototypes",
    "runner",
];
const IMPURE: [&str; 5] = ["tokio", "axum", "leptos", "web-sys", "sqlx"];

/// Arrows that are not in the table, and I/O in pure crates.
pub fn faults() -> Result<Vec<String>> {
    let output = cargo(&["metadata", "--format-version", "1", "--no-deps"]).output()?;
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).context("cargo metadata")?;
    let allowed: BTreeMap<_, _> = ARROWS.iter().copied().collect();
    let mut faults = Vec::new();
    for package in metadata["packages"].as_array().context("cargo metadata: packages")? {
        let name = package["name"].as_str().unwrap_or_default();
        let Some(may) = allowed.get(name) else {
            faults.push(format!("crate `{name}` is not in the table of arrows (xtask/src/tidy/arrows.rs)"));
            continue;
        };
        for used in normal_dependencies(package) {
            if allowed.contains_key(used) && !may.contains(&used) {
                faults.push(format!("crate `{name}` may not use `{used}` (xtask/src/tidy/arrows.rs)"));
            }
            if PURE.contains(&name) && IMPURE.contains(&used) {
                faults.push(format!("crate `{name}` decides, so it may not use `{used}`"));
            }
        }
    }
    faults.extend(unexplained()?);
    Ok(faults)
}

fn normal_dependencies(package: &serde_json::Value) -> impl Iterator<Item = &str> {
    let dependencies = package["dependencies"].as_array().map(Vec::as_slice).unwrap_or_default();
    dependencies.iter().filter(|used| used["kind"].is_null()).filter_map(|used| used["name"].as_str())
}

/// Dependencies of the workspace without a reason behind them.
fn unexplained() -> Result<Vec<String>> {
    let manifest = fs::read_to_string(root().join("Cargo.toml"))?;
    let of_workspace = manifest.split("[workspace.dependencies]").nth(1).unwrap_or_default();
    let of_workspace = of_workspace.split("\n[").next().unwrap_or_default();
    let bare = |line: &&str| line.contains('=') && !line.contains("path = ") && !line.contains('#');
    let fault = |line: &str| format!("Cargo.toml: `{line}` needs its reason in a comment");
    Ok(of_workspace.lines().filter(bare).map(fault).collect())
}
