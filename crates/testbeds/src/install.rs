//! How the administrator has a prototype installed on machines that lack it: packages, sources, options, commands of his own.

use serde::Deserialize;
use testbed::{Command, Recipe};

/// Where sources are put, beside where commands start: they go with the run.
const SOURCES: &str = "prototype-sources";

/// Where they are built.
const BUILD: &str = "prototype-sources/build";

/// A recipe, as `testbeds.toml` holds it: every word of it is the administrator's.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct InstallSettings {
    /// The programs that a machine must have.
    pub programs: Vec<String>,
    /// Debian packages, installed first.
    pub packages: Vec<String>,
    /// The git repository of the sources, which CMake builds and installs.
    pub repository: Option<String>,
    /// Its branch or tag; its own first choice if none is named.
    pub branch: Option<String>,
    /// What CMake is told, as `-DCMAKE_INSTALL_PREFIX=/usr`.
    pub build_options: Vec<String>,
    /// Further commands, each a list of words; no shell reads them.
    pub commands: Vec<Vec<String>>,
}

impl Default for InstallSettings {
    fn default() -> Self {
        Self {
            programs: ["irmd", "irm"].map(str::to_owned).to_vec(),
            packages: Vec::new(),
            repository: None,
            branch: None,
            build_options: Vec::new(),
            commands: Vec::new(),
        }
    }
}

impl InstallSettings {
    /// Errors: a word that would be taken for something else, or none where one is needed.
    pub fn check(&self) -> Result<(), String> {
        let is_plain = |word: &String| !word.is_empty() && !word.starts_with('-');
        let sources = self.repository.iter().chain(&self.branch);
        if let Some(odd) = self.programs.iter().chain(&self.packages).chain(sources).find(|word| !is_plain(word)) {
            return Err(format!("`{odd}` under `install` is no name: names are not empty and begin without a dash"));
        }
        if let Some(odd) = self.build_options.iter().find(|option| !option.starts_with("-D")) {
            return Err(format!("the build option `{odd}` is none of CMake's: write `-DNAME=VALUE`"));
        }
        if self.programs.is_empty() || self.commands.iter().any(|words| words.first().is_none_or(String::is_empty)) {
            return Err("under `install` are no `programs`, or a command without a program".into());
        }
        let all = self.programs.iter().chain(&self.build_options).chain(self.commands.iter().flatten());
        match all.chain(&self.packages).any(|word| word.contains('\0')) {
            true => Err("under `install` a word holds NUL, which no command can".into()),
            false => Ok(()),
        }
    }

    /// The recipe; on machines that have the same files it is followed once.
    pub fn recipe(&self, is_shared: bool) -> Recipe {
        Recipe {
            programs: self.programs.clone(),
            commands: self.commands(),
            mend: "the administrator mends `install` in testbeds.toml".into(),
            is_shared,
        }
    }

    /// What installs it, in order.
    pub fn commands(&self) -> Vec<Command> {
        let mut all = Vec::new();
        if !self.packages.is_empty() {
            // Who else installs something is waited for.
            let apt = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=600"];
            all.push(Command::new(apt.into_iter().chain(["update"])));
            let names = self.packages.iter().map(String::as_str);
            all.push(Command::new(apt.into_iter().chain(["install", "--yes", "--no-install-recommends"]).chain(names)));
        }
        if let Some(repository) = &self.repository {
            let branch = self.branch.as_ref().map(|branch| format!("--branch={branch}"));
            let clone = ["git", "clone", "--depth=1"].into_iter().chain(branch.as_deref());
            let options = self.build_options.iter().map(String::as_str);
            all.push(Command::new(["rm", "-rf", SOURCES]));
            all.push(Command::new(clone.chain(["--", repository, SOURCES])));
            all.push(Command::new(["cmake", "-S", SOURCES, "-B", BUILD].into_iter().chain(options)));
            all.push(Command::new(["cmake", "--build", BUILD, "--parallel"]));
            all.push(Command::new(["cmake", "--install", BUILD]));
        }
        all.extend(self.commands.iter().map(Command::new));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Settings;

    fn parsed(text: &str) -> Result<InstallSettings, String> {
        let settings = Settings::parse(&format!("[ssh]\n[ssh.install]\n{text}"))?;
        Ok(settings.ssh.and_then(|ssh| ssh.install).expect("there"))
    }

    #[test]
    fn a_recipe_is_argument_vectors_in_order() {
        let text = "packages = [\"cmake\", \"git\"]\nrepository = \"https://example.org/ouroboros; id\"\nbranch = \"be\"\n\
                    build_options = [\"-DDISABLE_DIRECT_IPC=TRUE\"]\ncommands = [[\"ldconfig\"], [\"echo\", \"$(id)\"]]\n";
        let lines: Vec<String> = parsed(text).expect("fine").commands().iter().map(Command::to_string).collect();
        expect_test::expect![[r#"
            env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 update
            env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 install --yes --no-install-recommends cmake git
            rm -rf prototype-sources
            git clone --depth=1 --branch=be -- 'https://example.org/ouroboros; id' prototype-sources
            cmake -S prototype-sources -B prototype-sources/build -DDISABLE_DIRECT_IPC=TRUE
            cmake --build prototype-sources/build --parallel
            cmake --install prototype-sources/build
            ldconfig
            echo '$(id)'"#]]
        .assert_eq(&lines.join("\n"));
    }

    #[test]
    fn no_word_is_taken_for_an_option() {
        let wrong = [
            "packages = [\"-o=x\"]",
            "repository = \"--upload-pack=id\"",
            "branch = \"\"",
            "build_options = [\"-P\", \"x.cmake\"]",
            "commands = [[]]",
            "commands = [[\"a\\u0000b\"]]",
            "programs = []",
            "package = []",
        ];
        for text in wrong {
            assert!(parsed(text).is_err(), "{text}");
        }
    }
}
