//! Both halves: the server by cargo; the browser's half by cargo, wasm-bindgen and brotli, into `target/site`.

mod alike;

use crate::{
    install::{self, WASM, WasmToolchain},
    shell::{cargo, root, run, spawn, target},
};
use anyhow::{Context, Result, bail};
use brotli::{
    CompressorWriter,
    enc::backward_references::{BrotliEncoderMode::BROTLI_FORCE_LSB_PRIOR, BrotliEncoderParams},
};
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    time::Instant,
};
use wasm_bindgen_cli_support::Bindgen;

/// The name leptos asks for; the same stands in `.cargo/config.toml`.
const NAME: &str = "conga";

/// A module of the browser's half.
struct Module {
    /// Its crate.
    package: &'static str,
    /// Its files' name.
    name: &'static str,
    /// The profile it is compiled with for use.
    release: &'static str,
    /// What is put behind its script.
    end: Option<&'static str>,
}

/// The page's own, which is to be small; and the one that its thread for layouts loads, which is to be fast.
const PAGE: Module = Module { package: "frontend", name: NAME, release: "wasm-release", end: None };
const LAYOUTS: Module =
    Module { package: "layouts", name: "layouts", release: "wasm-layouts", end: Some("layouts/src/begin.js") };

/// Across crates functions are merged and dropped, but no longer put into each other: that makes the module smaller, and
/// its brotli a twentieth larger, for what was alike is alike no more.
const LESS: &str = "-Cllvm-args=-inline-threshold=-100000";

/// How a build is made.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Quickly.
    Dev,
    /// For use.
    Release,
}

impl Module {
    fn profile(&self, profile: Profile) -> &'static str {
        match profile {
            Profile::Dev => "wasm-dev",
            Profile::Release => self.release,
        }
    }
}

/// Builds both halves at once; returns the server's path.
pub fn build(profile: Profile) -> Result<PathBuf> {
    let began = Instant::now();
    let toolchain = install::wasm()?;
    let mut args = vec!["build", "--package", "server", "--bin", "conga"];
    if profile == Profile::Release {
        args.push("--release");
    }
    // Different target folders, so that neither half waits for the other's lock.
    let mut server = spawn(&mut cargo(&args))?;
    let front = front(&toolchain, profile);
    if !server.wait()?.success() {
        bail!("the server did not build");
    }
    front?;
    eprintln!("xtask: built in {:.1} s", began.elapsed().as_secs_f32());
    Ok(target().join(if profile == Profile::Release { "release/conga" } else { "debug/conga" }))
}

/// The folder the server serves files from.
pub fn site() -> PathBuf {
    target().join("site")
}

fn front(toolchain: &WasmToolchain, profile: Profile) -> Result<()> {
    let pkg = site().join("pkg");
    fs::create_dir_all(&pkg)?;
    for module in [PAGE, LAYOUTS] {
        let compiled = compiled(toolchain, &module, profile)?;
        bindings(&module, &compiled, &pkg, profile)?;
    }
    let style = pkg.join(format!("{NAME}.css"));
    if copy_newer(&root().join("style/main.css"), &style)? || packed(&style).exists() != (profile == Profile::Release) {
        pack(&style, profile)?;
    }
    copy_folder(&root().join("public"), &site())
}

/// Compiles a module; its path.
fn compiled(toolchain: &WasmToolchain, module: &Module, profile: Profile) -> Result<PathBuf> {
    let folder = target().join("front");
    let mut build = toolchain.cargo(&["rustc", "--package", module.package, "--lib", "--target", WASM]);
    build.args(["--no-default-features", "--profile", module.profile(profile), "--target-dir"]).arg(&folder);
    if profile == Profile::Release && module.package == PAGE.package {
        build.args(["--", LESS]);
    }
    run(&mut build)?;
    Ok(folder.join(WASM).join(module.profile(profile)).join(format!("{}.wasm", module.package)))
}

/// JavaScript around the module, unless both are newer than the module and of the same profile.
fn bindings(module: &Module, compiled: &Path, pkg: &Path, profile: Profile) -> Result<()> {
    let out = pkg.join(format!("{}.wasm", module.name));
    let script = pkg.join(format!("{}.js", module.name));
    let stamp = pkg.join(format!(".{}", module.package));
    let end = module.end.map(|end| root().join(end));
    let seen = fs::read_to_string(&stamp).unwrap_or_default();
    let is_old = is_newer(compiled, &out) || end.as_ref().is_some_and(|end| is_newer(end, &out));
    if seen == module.profile(profile) && !is_old {
        return Ok(());
    }
    _ = fs::remove_file(&stamp);
    Bindgen::new()
        .input_path(compiled)
        .web(true)?
        .typescript(false)
        .out_name(module.name)
        .remove_name_section(profile == Profile::Release)
        .generate(pkg)
        .context("wasm-bindgen")?;
    // leptos asks for NAME.wasm, since LEPTOS_OUTPUT_NAME was set when it was compiled.
    fs::rename(pkg.join(format!("{}_bg.wasm", module.name)), &out)?;
    if profile == Profile::Release {
        fs::write(&out, alike::ordered(&fs::read(&out)?)?)?;
    }
    if let Some(end) = end {
        let text = fs::read_to_string(&script)? + &fs::read_to_string(end)?;
        fs::write(&script, text)?;
    }
    pack(&out, profile)?;
    pack(&script, profile)?;
    fs::write(stamp, module.profile(profile))?;
    Ok(())
}

/// Writes `FILE.br` beside a file for use; while developing there must be none, or an old one would be served.
fn pack(file: &Path, profile: Profile) -> Result<()> {
    let packed = packed(file);
    if profile == Profile::Dev {
        _ = fs::remove_file(packed);
        return Ok(());
    }
    let bytes = fs::read(file)?;
    // What a byte of code is follows from the low bits of those before.
    let how = BrotliEncoderParams { size_hint: bytes.len(), mode: BROTLI_FORCE_LSB_PRIOR, ..Default::default() };
    let mut writer = CompressorWriter::with_params(fs::File::create(&packed)?, 1 << 16, &how);
    writer.write_all(&bytes)?;
    drop(writer);
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    eprintln!("xtask: {name}: {} kB, {} kB brotli", bytes.len() / 1000, fs::metadata(packed)?.len() / 1000);
    Ok(())
}

/// Where a file's packed form lies.
fn packed(file: &Path) -> PathBuf {
    PathBuf::from(format!("{}.br", file.display()))
}

fn is_newer(file: &Path, than: &Path) -> bool {
    let changed = |path: &Path| fs::metadata(path).and_then(|data| data.modified()).ok();
    match (changed(file), changed(than)) {
        (Some(file), Some(than)) => file > than,
        _ => true,
    }
}

fn copy_newer(from: &Path, to: &Path) -> Result<bool> {
    let same = fs::read(from).ok() == fs::read(to).ok();
    if !same {
        fs::copy(from, to).with_context(|| from.display().to_string())?;
    }
    Ok(!same)
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &to)?;
        } else {
            copy_newer(&entry.path(), &to)?;
        }
    }
    Ok(())
}
