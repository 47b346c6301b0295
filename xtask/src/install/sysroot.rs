//! The way round a rustup that does not answer: the distribution's compiler and library source make a private toolchain.
//!
//! Debian ships a current rustc (`rustc-web`) and the library's source (`rust-web-src`). The library is built once for
//! the browser into a folder of ours; links to the distribution's files complete it, and rustup knows it by a name.

use super::{WASM, packages};
use crate::shell::{command, run};
use anyhow::{Context, Result};
use std::{
    env, fs,
    os::unix::fs::{PermissionsExt, symlink},
    path::{Path, PathBuf},
};

const NAME: &str = "conga-wasm";
const RUSTC: &str = "/usr/bin/rustc";
const CARGO: &str = "/usr/bin/cargo";
const LIBRARY: &str = "/usr/lib/rustlib/src/rust/library";

/// Makes the toolchain if it is not there, and links it into rustup. Its name is returned.
pub fn link() -> Result<String> {
    if ![RUSTC, CARGO, LIBRARY].iter().all(|path| Path::new(path).exists()) {
        packages(&["rustc-web", "cargo-web", "rust-web-src"])?;
    }
    let version = said(RUSTC, "-vV")?;
    let folder = folder()?;
    if fs::read_to_string(folder.join("version")).is_ok_and(|seen| seen == version) {
        return Ok(NAME.to_owned());
    }
    eprintln!("xtask: building the standard library for {WASM}, once (about a minute)");
    let host =
        version.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc -vV names no host")?.to_owned();
    _ = fs::remove_dir_all(&folder);
    lay_out(&folder, &host, &version)?;
    build_library(&folder)?;
    fs::write(folder.join("version"), version)?;
    run(command("rustup", &["toolchain", "link", NAME]).arg(&folder))?;
    Ok(NAME.to_owned())
}

fn folder() -> Result<PathBuf> {
    let home = env::var_os("XDG_DATA_HOME")
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".local/share")))
        .context("no home folder")?;
    Ok(home.join(NAME))
}

fn said(program: &str, arg: &str) -> Result<String> {
    let output = command(program, &[arg]).output().with_context(|| program.to_owned())?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The folders of a toolchain; what belongs to the host is the distribution's.
fn lay_out(folder: &Path, host: &str, version: &str) -> Result<()> {
    let library = folder.join("lib/rustlib");
    for part in [folder.join("bin"), library.join(WASM).join("lib"), library.join(host).join("bin")] {
        fs::create_dir_all(part)?;
    }
    symlink(format!("/usr/lib/rustlib/{host}/lib"), library.join(host).join("lib"))?;
    symlink("/usr/lib/rustlib/src", library.join("src"))?;
    symlink(CARGO, folder.join("bin/cargo"))?;
    symlink(linker(host, version)?, library.join(host).join("bin/rust-lld"))?;
    for tool in ["rustc", "rustdoc"] {
        let script = folder.join("bin").join(tool);
        fs::write(&script, format!("#!/bin/sh\nexec /usr/bin/{tool} --sysroot '{}' \"$@\"\n", folder.display()))?;
        fs::set_permissions(&script, fs::Permissions::from_mode(0o755))?;
    }
    Ok(())
}

/// rustup's own linker if there is one, else the distribution's of the compiler's LLVM.
fn linker(host: &str, version: &str) -> Result<PathBuf> {
    let rustup =
        env::var_os("RUSTUP_HOME").map(PathBuf::from).or_else(|| env::home_dir().map(|home| home.join(".rustup")));
    let toolchains = rustup.and_then(|rustup| fs::read_dir(rustup.join("toolchains")).ok());
    let own = toolchains
        .into_iter()
        .flatten()
        .flatten()
        .map(|toolchain| toolchain.path().join(format!("lib/rustlib/{host}/bin/rust-lld")))
        .find(|lld| lld.exists());
    if let Some(lld) = own {
        return Ok(lld);
    }
    let llvm = version
        .lines()
        .find_map(|line| line.strip_prefix("LLVM version: ")?.split('.').next())
        .context("rustc -vV names no LLVM version")?;
    let lld = PathBuf::from(format!("/usr/lib/llvm-{llvm}/bin/lld"));
    if !lld.exists() {
        packages(&[&format!("lld-{llvm}")])?;
    }
    Ok(lld)
}

/// Compiles `std` for the browser and puts its parts where the compiler looks.
fn build_library(folder: &Path) -> Result<()> {
    let build = folder.join("build");
    fs::create_dir_all(build.join("src"))?;
    fs::write(build.join("src/lib.rs"), "#![no_std]\n")?;
    fs::write(build.join("Cargo.toml"), "[package]\nname = \"library\"\nedition = \"2021\"\n[workspace]\n")?;
    let mut cargo = command(CARGO, &["build", "--release", "--quiet", "--target", WASM, "-Zbuild-std=std,panic_abort"]);
    cargo.current_dir(&build).env("RUSTC", RUSTC).env("RUSTC_BOOTSTRAP", "1");
    cargo.env("CARGO_TARGET_DIR", build.join("target")).env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
    run(&mut cargo)?;
    let made = build.join("target").join(WASM).join("release/deps");
    let to = folder.join("lib/rustlib").join(WASM).join("lib");
    for file in fs::read_dir(made)?.flatten() {
        let name = file.file_name().to_string_lossy().into_owned();
        if name.ends_with(".rlib") && !name.starts_with("liblibrary-") {
            fs::copy(file.path(), to.join(name))?;
        }
    }
    fs::remove_dir_all(build)?;
    Ok(())
}
