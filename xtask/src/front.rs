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

impl Profile {
    fn wasm(self) -> &'static str {
        match self {
            Self::Dev => "wasm-dev",
            Self::Release => "wasm-release",
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
    let folder = target().join("front");
    let mut build = toolchain.cargo(&["rustc", "--package", "frontend", "--lib", "--target", WASM]);
    build.args(["--no-default-features", "--profile", profile.wasm(), "--target-dir"]).arg(&folder);
    if profile == Profile::Release {
        build.args(["--", LESS]);
    }
    run(&mut build)?;
    let module = folder.join(WASM).join(profile.wasm()).join("frontend.wasm");
    let pkg = site().join("pkg");
    fs::create_dir_all(&pkg)?;
    bindings(&module, &pkg, profile)?;
    let style = pkg.join(format!("{NAME}.css"));
    if copy_newer(&root().join("style/main.css"), &style)? || packed(&style).exists() != (profile == Profile::Release) {
        pack(&style, profile)?;
    }
    copy_folder(&root().join("public"), &site())
}

/// JavaScript around the module, unless both are newer than the module and of the same profile.
fn bindings(module: &Path, pkg: &Path, profile: Profile) -> Result<()> {
    let out = pkg.join(format!("{NAME}.wasm"));
    let stamp = pkg.join(".profile");
    let seen = fs::read_to_string(&stamp).unwrap_or_default();
    if seen == profile.wasm() && !is_newer(module, &out) {
        return Ok(());
    }
    _ = fs::remove_file(&stamp);
    Bindgen::new()
        .input_path(module)
        .web(true)?
        .typescript(false)
        .out_name(NAME)
        .remove_name_section(profile == Profile::Release)
        .generate(pkg)
        .context("wasm-bindgen")?;
    // leptos asks for NAME.wasm, since LEPTOS_OUTPUT_NAME was set when it was compiled.
    fs::rename(pkg.join(format!("{NAME}_bg.wasm")), &out)?;
    if profile == Profile::Release {
        fs::write(&out, alike::ordered(&fs::read(&out)?)?)?;
    }
    pack(&out, profile)?;
    pack(&pkg.join(format!("{NAME}.js")), profile)?;
    fs::write(stamp, profile.wasm())?;
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
