//! The prototype is installed by the administrator's recipe where it is missing: once, and heard while it goes on.

use crate::{
    ground::Standin,
    killed::{PAIR, pair},
    served::server,
};
use std::{fs, path::Path, process::Command};
use tempfile::TempDir;

/// Machines without the prototype, and who installs it.
struct Bare {
    standin: Standin,
    folder: TempDir,
}

/// The whole case.
///
/// Errors: what is missing here.
pub fn try_all() -> Result<(), String> {
    server()?;
    let bare = Bare { standin: Standin::start(&pair()), folder: tempfile::tempdir_in("/var/tmp").expect("a folder") };
    fs::create_dir(bare.bin()).expect("made");
    fs::write(bare.folder.path().join("pair.conga.toml"), PAIR).expect("written");
    bare.failing();
    bare.first_and_second();
    Ok(())
}

impl Bare {
    fn bin(&self) -> std::path::PathBuf {
        self.folder.path().join("bin")
    }

    /// What a run says where the recipe is these commands, and whether it went well.
    fn run(&self, commands: &str) -> (bool, String) {
        let recipe =
            format!("[namespaces.install]\nprograms = [\"irmd\", \"irm\", \"oping\"]\ncommands = {commands}\n");
        let data = self.folder.path();
        fs::write(data.join("testbeds.toml"), recipe).expect("written");
        let mut run = Command::new(server().expect("a server"));
        run.arg("run").arg(data.join("pair.conga.toml")).args(["--testbed", "namespaces", "--data"]).arg(data);
        let path = format!("{}:{}", self.bin().display(), std::env::var("PATH").unwrap_or_default());
        run.env("PATH", path).env("CONGA_STANDIN", self.standin.socket());
        let output = run.output().expect("ran");
        let said = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8_lossy(&said).into_owned())
    }

    fn failing(&self) {
        let (went_well, said) = self.run(r#"[["sh", "-c", "echo no room for it; exit 3"]]"#);
        assert!(!went_well && said.contains("Install the prototype on a if it is missing"), "{said}");
        assert!(said.contains("ended with status 3; it said: no room for it"), "{said}");
        let (went_well, said) = self.run(r#"[["true"]]"#);
        assert!(!went_well && said.contains("a has no irmd, no irm, no oping after all was installed"), "{said}");
    }

    /// Both nodes have the same files: one installs, the other and the next run find it there.
    fn first_and_second(&self) {
        let link = |name: &str| {
            let (from, to) = (self.standin.path().join(name), self.bin());
            format!(r#"["cp", "-P", "{}", "{}"]"#, text(&from), text(&to))
        };
        let commands = format!("[{}]", ["irmd", "irm", "oping"].map(link).join(", "));
        for n_expected in [3, 0] {
            let (went_well, said) = self.run(&commands);
            assert!(went_well, "{said}");
            let n_told = said.lines().filter(|line| line.contains(">> cp -P ")).count();
            assert_eq!(n_told, n_expected, "{said}");
        }
    }
}

fn text(path: &Path) -> String {
    path.display().to_string()
}
