//! `cargo xtask bench`: the figures, printed as ratios and counts beside their goals.

use crate::{
    front::{self, Profile},
    install,
    shell::{cargo, command, root, run},
};
use anyhow::Result;

/// Planner, emulator, layouts and files natively, then sizes, planning and dragging in a browser.
pub fn bench() -> Result<()> {
    run(&mut cargo(&["bench", "--quiet", "--package", "prototypes", "--bench", "plan"]))?;
    run(&mut cargo(&["bench", "--quiet", "--package", "emulator", "--bench", "bootstrap"]))?;
    run(&mut cargo(&["bench", "--quiet", "--package", "editor", "--bench", "layout"]))?;
    // Compiled for use, the tests of formats go through ten thousand drafts and damaged files each.
    let files = ["test", "--quiet", "--release", "--package", "formats", "--lib", "--", "--nocapture"];
    run(&mut cargo(&files))?;
    let browser = install::chromium()?;
    install::end2end()?;
    let server = front::build(Profile::Release)?;
    let mut node = command("node", &["bench.mjs"]);
    node.current_dir(root().join("end2end"));
    node.env("CONGA", server).env("CHROMIUM", browser).env("LEPTOS_SITE_ROOT", front::site());
    run(&mut node)
}

/// How long real networks take, beside Rumba's sequence; says so where there is no Ouroboros.
pub fn real() -> Result<()> {
    run(&mut cargo(&["run", "--quiet", "--release", "--package", "measure"]))
}
