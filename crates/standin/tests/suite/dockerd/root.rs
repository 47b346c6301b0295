//! What is in the image of every node: busybox, what shapes links, and the stand-in for the prototype.

use std::{fs, os::unix::fs::symlink, path::Path, process::Command as Process};

/// Fills a root folder.
pub fn fill(root: &Path) {
    for folder in ["bin", "tmp", "proc", "sys", "dev", "etc", "run", &super::SEEN[1..]] {
        fs::create_dir_all(root.join(folder)).expect("made");
    }
    let busybox = place_of("busybox");
    fs::copy(&busybox, root.join("bin/busybox")).expect("copied");
    let list = Process::new(&busybox).arg("--list").output().expect("busybox");
    // Its own `tc` knows no rates, and its `sh` and `env` know no other.
    const BETTER: [&str; 3] = ["tc", "env", "sh"];
    let less = |name: &&str| *name != "busybox" && !BETTER.contains(name);
    for name in String::from_utf8_lossy(&list.stdout).lines().filter(less) {
        symlink("/bin/busybox", root.join("bin").join(name)).expect("linked");
    }
    BETTER.iter().for_each(|name| add(root, &place_of(name)));
    add(root, env!("CARGO_BIN_EXE_standin"));
    for name in ["irmd", "irm", "oping"] {
        symlink("/bin/standin", root.join("bin").join(name)).expect("linked");
    }
}

/// A program with the libraries it needs.
fn add(root: &Path, program: &str) {
    let name = Path::new(program).file_name().expect("a name");
    fs::copy(program, root.join("bin").join(name)).expect("copied");
    let list = Process::new("ldd").arg(program).output().expect("ldd").stdout;
    let list = String::from_utf8_lossy(&list).into_owned();
    for library in list.split_whitespace().filter(|word| word.starts_with('/')) {
        let there = root.join(&library[1..]);
        fs::create_dir_all(there.parent().expect("a folder")).expect("made");
        fs::copy(library, there).expect("copied");
    }
}

fn place_of(program: &str) -> String {
    let said = Process::new("sh").args(["-c", "command -v \"$1\"", "sh", program]).output().expect("sh");
    String::from_utf8_lossy(&said.stdout).trim().to_owned()
}
