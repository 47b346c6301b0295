//! How a prototype comes to a machine that lacks it.

use crate::Command;

/// What the administrator has installed where the prototype is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipe {
    /// The prototype's programs: a machine that has all of them lacks nothing.
    pub programs: Vec<String>,
    /// What installs it, in order; none where nothing may be installed.
    pub commands: Vec<Command>,
    /// How to mend it by hand, in words.
    pub mend: String,
    /// All machines have the same files: one is installed on, for all.
    pub is_shared: bool,
}

/// Names every argument that is no program.
const LACKS: &str = r#"for program; do command -v "$program" >/dev/null || printf '%s\n' "$program"; done"#;

impl Recipe {
    /// Asks a machine which of the programs it lacks, a line each.
    pub fn question(&self) -> Command {
        let script = ["sh", "-c", LACKS, "sh"];
        Command::new(script.into_iter().chain(self.programs.iter().map(String::as_str)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_names_what_it_lacks() {
        let programs = ["sh", "no-such-program", "$(id)"].map(str::to_owned).to_vec();
        let recipe = Recipe { programs, commands: Vec::new(), mend: String::new(), is_shared: false };
        let question = recipe.question();
        let words: Vec<&str> = question.words().collect();
        let said = std::process::Command::new(words[0]).args(&words[1..]).output().expect("sh").stdout;
        assert_eq!(String::from_utf8_lossy(&said), "no-such-program\n$(id)\n");
    }
}
