//! Who may not use `sudo` is told the line that allows it.

use crate::{ground::Standin, served::server};
use std::{
    fs,
    os::unix::{
        fs::{PermissionsExt, symlink},
        net::UnixListener,
    },
    path::Path,
    process::{Command, Stdio},
};
use testbed::{Machine, Site};

const ALONE: &str = "conga = 1\nprototype = { kind = \"ouroboros\", dialect = \"today\" }\n[[layer]]\nname = \"n1\"\nkind = \
                     \"unicast\"\n[[node]]\nname = \"a\"\nlayers = [\"n1\"]\n";

/// Errors: what is missing here.
pub fn try_all() -> Result<(), String> {
    let server = server()?;
    let standin = Standin::start(&Site { machines: vec![Machine { name: "host".into() }], wires: Vec::new() });
    fs::set_permissions(standin.path(), fs::Permissions::from_mode(0o755)).expect("opened");
    symlink("/bin/false", standin.path().join("sudo")).expect("linked");
    fs::write(standin.path().join("alone.conga.toml"), ALONE).expect("written");
    // Folders of who builds may be closed to others.
    let copy = standin.path().join("conga");
    fs::copy(server, &copy).expect("copied");
    for program in ["irmd", "irm"].map(|name| standin.path().join(name)) {
        let built = fs::read_link(&program).expect("a link");
        fs::remove_file(&program).expect("removed");
        fs::copy(built, &program).expect("copied");
    }
    let path = format!("{}:{}", standin.path().display(), std::env::var("PATH").unwrap_or_default());
    let mut run = Command::new("setpriv");
    run.args(["--reuid=65534", "--regid=65534", "--clear-groups", "--"]).arg(copy);
    run.arg("run").arg(standin.path().join("alone.conga.toml")).args(["--testbed", "local"]);
    run.env_remove("XDG_DATA_HOME")
        .env("PATH", path)
        .env("CONGA_STANDIN", "/nowhere")
        .env("USER", "student")
        .env("HOME", standin.path())
        .stdin(Stdio::null());
    let output = run.output().expect("ran");
    let said = String::from_utf8_lossy(&[output.stderr, output.stdout].concat()).into_owned();
    let line = format!("student ALL=(root) NOPASSWD: {}/irmd", standin.path().display());
    assert!(!output.status.success() && said.contains(&line), "{said}");
    docker(standin.path());
    Ok(())
}

/// Nor may he use the Docker engine: the list of testbeds says so.
fn docker(folder: &Path) {
    let socket = folder.join("docker.sock");
    let _listens = UnixListener::bind(&socket).expect("a socket");
    fs::set_permissions(&socket, fs::Permissions::from_mode(0o600)).expect("closed");
    fs::write(folder.join("testbeds.toml"), format!("[docker]\nsocket = \"{}\"\n", socket.display())).expect("written");
    let mut list = Command::new("setpriv");
    list.args(["--reuid=65534", "--regid=65534", "--clear-groups", "--"]).arg(folder.join("conga"));
    let said = list.args(["testbeds", "--data"]).arg(folder).output().expect("ran").stdout;
    let said = String::from_utf8_lossy(&said).into_owned();
    let why = format!("no permission on the Docker socket {}", socket.display());
    assert!(said.contains(&why), "{said}");
}
