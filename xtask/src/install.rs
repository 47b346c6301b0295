//! What a fresh machine lacks: the WASM target, browsers, Node.js, what testbeds run on. Each is asked for first and installed only if absent.

use crate::shell::{answers, cargo, command, root, run, target};
use anyhow::{Context, Result, bail};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

mod sysroot;

/// The browser's target.
pub const WASM: &str = "wasm32-unknown-unknown";

/// Where Chromium may be; `CHROMIUM` in the environment goes first.
const CHROMIUM: [&str; 4] =
    ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable"];
/// Where Firefox may be; `FIREFOX` in the environment goes first.
const FIREFOX: [&str; 2] = ["/usr/bin/firefox-esr", "/usr/bin/firefox"];

/// Programs that testbeds need, and the packages that hold them.
const TESTBEDS: [(&str, &str); 9] = [
    ("ip", "iproute2"),
    ("ping", "iputils-ping"),
    ("pgrep", "procps"),
    ("killall", "psmisc"),
    ("ssh", "openssh-client"),
    ("sshd", "openssh-server"),
    ("busybox", "busybox-static"),
    ("dockerd", "docker.io"),
    ("iptables", "iptables"),
];

/// How cargo is called for the browser's half.
pub struct WasmToolchain {
    /// The rustup toolchain to name, when the default one lacks the target.
    name: Option<String>,
}

impl WasmToolchain {
    /// Cargo with this toolchain.
    pub fn cargo(&self, args: &[&str]) -> Command {
        let mut command = cargo(args);
        if let Some(name) = &self.name {
            // Inside `cargo run`, CARGO and RUSTC point at the default toolchain's own files.
            command = crate::shell::command("cargo", args);
            command.env_remove("RUSTC").env_remove("CARGO").env("RUSTUP_TOOLCHAIN", name);
        }
        command
    }
}

/// Makes sure the browser's half can be compiled: as it is, by `rustup target add`, or by the distribution's library source.
pub fn wasm() -> Result<WasmToolchain> {
    if target_works(None) {
        return Ok(WasmToolchain { name: None });
    }
    eprintln!("xtask: adding the target {WASM}");
    let mut add = command("timeout", &["-k", "2", "60", "rustup", "target", "add", WASM]);
    if run(&mut add).is_ok() && target_works(None) {
        return Ok(WasmToolchain { name: None });
    }
    let name = sysroot::link().context(format!("no target {WASM}; install it with `rustup target add {WASM}`"))?;
    if target_works(Some(&name)) {
        return Ok(WasmToolchain { name: Some(name) });
    }
    bail!("the toolchain `{name}` cannot compile for {WASM}; install the target with `rustup target add {WASM}`")
}

/// Whether a probe compiles and links for the browser.
fn target_works(toolchain: Option<&str>) -> bool {
    let folder = target().join("wasm-probe");
    let source = folder.join("probe.rs");
    let probe = "#[unsafe(no_mangle)] pub extern \"C\" fn f(x: f64) -> f64 { vec![x; 3].iter().sum() }";
    if fs::create_dir_all(&folder).is_err() || fs::write(&source, probe).is_err() {
        return false;
    }
    let mut rustc = command("rustc", &["--edition=2024", "--target", WASM, "--crate-type=cdylib", "-o"]);
    rustc.arg(folder.join("probe.wasm")).arg(source).env_remove("RUSTC");
    if let Some(name) = toolchain {
        rustc.env("RUSTUP_TOOLCHAIN", name);
    }
    answers(&mut rustc)
}

/// Chromium's path; installed from the distribution where there is none.
pub fn chromium() -> Result<PathBuf> {
    browser("CHROMIUM", &CHROMIUM, &["chromium", "fonts-dejavu-core"])
}

/// Firefox's path; installed from the distribution where there is none.
pub fn firefox() -> Result<PathBuf> {
    browser("FIREFOX", &FIREFOX, &["firefox-esr"])
}

fn browser(variable: &str, places: &[&str], names: &[&str]) -> Result<PathBuf> {
    let found = || {
        let named = env::var(variable).ok().into_iter();
        named.chain(places.iter().map(|place| (*place).to_owned())).map(PathBuf::from).find(|path| path.exists())
    };
    if let Some(path) = found() {
        return Ok(path);
    }
    packages(names)?;
    found().with_context(|| format!("no browser; install one and name it in the variable {variable}"))
}

/// Node.js with the packages of `end2end/`.
pub fn end2end() -> Result<()> {
    if !answers(&mut command("node", &["--version"])) || !answers(&mut command("npm", &["--version"])) {
        packages(&["nodejs", "npm"])?;
    }
    let folder = root().join("end2end");
    let lock = fs::read(folder.join("package-lock.json")).context("end2end/package-lock.json")?;
    let stamp = folder.join("node_modules/.conga-lock");
    if fs::read(&stamp).is_ok_and(|seen| seen == lock) {
        return Ok(());
    }
    run(command("npm", &["ci", "--no-audit", "--no-fund"]).current_dir(&folder))?;
    fs::write(stamp, lock).context("end2end/node_modules")
}

/// What the testbeds' suite runs on. What cannot be installed is left out: the suite then says what it did not run.
pub fn testbeds() {
    let lacks = |program: &str| !answers(&mut command("sh", &["-c", "command -v \"$0\"", program]));
    let missing: Vec<&str> =
        TESTBEDS.iter().filter(|(program, _)| lacks(program)).map(|(_, package)| *package).collect();
    if !missing.is_empty()
        && let Err(error) = packages(&missing)
    {
        eprintln!("xtask: {error:#}");
    }
}

/// Installs packages of a Debian-like distribution.
pub fn packages(names: &[&str]) -> Result<()> {
    eprintln!("xtask: installing {}", names.join(", "));
    if !Path::new("/usr/bin/apt-get").exists() {
        bail!("please install {} (there is no apt-get here)", names.join(", "));
    }
    let install = || {
        let mut args = vec!["install", "-y", "--no-install-recommends"];
        args.extend(names);
        run(&mut as_root("apt-get", &args))
    };
    install().or_else(|_| {
        run(&mut as_root("apt-get", &["update"]))?;
        install()
    })
}

fn as_root(program: &str, args: &[&str]) -> Command {
    let mut command = if answers(&mut command("sh", &["-c", "test \"$(id -u)\" = 0"])) {
        command(program, args)
    } else {
        let mut sudo = command("sudo", &["-n", program]);
        sudo.args(args);
        sudo
    };
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}
