//! Interfaces that are called otherwise on a machine than in the experiment: commands say them as they are called there.

use std::collections::HashMap;
use testbed::Command;

/// The command's words, with the interfaces after `dev` as the host calls them.
pub fn said_there(command: &Command, interfaces: &HashMap<String, String>) -> Vec<String> {
    let mut words: Vec<String> = command.words().map(str::to_owned).collect();
    for at in 1..words.len() {
        if words[at - 1] == "dev"
            && let Some(there) = interfaces.get(&words[at])
        {
            words[at].clone_from(there);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_names_the_interface_as_it_is_called_there() {
        let interfaces = HashMap::from([("e1".to_owned(), "eth1".to_owned())]);
        let words = said_there(&Command::of("irm i b n e1.a type eth-dix dev e1 layer e1"), &interfaces);
        assert_eq!(words.join(" "), "irm i b n e1.a type eth-dix dev eth1 layer e1");
    }
}
