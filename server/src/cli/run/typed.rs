//! Commands typed for a node: `NODE: COMMAND`.

use crate::cli::Usage;
use testbed::Site;

/// A command for a node.
#[derive(Debug, PartialEq, Eq)]
pub struct Typed {
    pub node: String,
    pub line: String,
}

impl Typed {
    /// Reads `NODE: COMMAND`.
    pub fn parse(text: &str) -> Result<Self, Usage> {
        match text.split_once(':').map(|(node, line)| (node.trim(), line.trim())) {
            Some((node, line)) if !node.is_empty() && !line.is_empty() => {
                Ok(Self { node: node.to_owned(), line: line.to_owned() })
            }
            _ => Err(Usage(format!("`{text}` names no node and command; write it as `NODE: COMMAND`"))),
        }
    }

    /// Refuses a node that `site` does not have.
    pub fn check(&self, site: &Site) -> Result<(), Usage> {
        if site.machines.iter().any(|machine| machine.name == self.node) {
            return Ok(());
        }
        let known: Vec<&str> = site.machines.iter().take(10).map(|machine| machine.name.as_str()).collect();
        Err(Usage(format!("there is no node `{}` for `{}`; there are: {}", self.node, self.line, known.join(", "))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_colon_parts_node_and_command() {
        let typed = Typed::parse("client1: oping -n a:b").ok().expect("a command");
        assert_eq!((typed.node.as_str(), typed.line.as_str()), ("client1", "oping -n a:b"));
    }

    #[test]
    fn what_names_no_node_or_no_command_is_refused() {
        for text in ["", "oping", ": oping", "client1:", "client1:  "] {
            assert!(Typed::parse(text).is_err(), "{text:?}");
        }
    }
}
