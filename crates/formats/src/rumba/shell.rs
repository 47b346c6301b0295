//! The few shell commands that make a service: `irm` binding and registering a name, and the program it is bound to.

/// What a command says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// Processes of `program` answer to `name`.
    Bind { program: String, name: String },
    /// `name` is known in `layers`.
    Register { name: String, layers: Vec<String> },
    /// A program is started.
    Start { program: String, args: Vec<String> },
    /// Anything else.
    Other(String),
}

/// Reads a line of commands separated by `;` or `&&`.
pub(super) fn read(line: &str) -> Vec<Said> {
    let commands = line.split([';', '\n']).flat_map(|part| part.split("&&")).map(str::trim);
    commands.filter(|command| !command.is_empty() && *command != "&").map(read_one).collect()
}

fn read_one(command: &str) -> Said {
    let is_plain = |word: &&str| !word.contains('>') && !word.contains('<') && *word != "&" && *word != "/dev/null";
    let words: Vec<&str> = command.split_whitespace().filter(is_plain).filter(|word| *word != "nohup").collect();
    let words = match words.split_first() {
        Some((first, rest)) if *first == "sudo" => rest,
        _ => &words[..],
    };
    // `irm` takes any beginning of its words.
    let is = |word: &str, whole: &str| !word.is_empty() && whole.starts_with(word);
    let other = || Said::Other(command.to_owned());
    match words {
        ["irm", rest @ ..] => {
            let rest = match rest {
                // `irm name bind …` and `irm name register …` are today's, the others older.
                [first, second, rest @ ..] if is(first, "name") => [&[*second][..], rest].concat(),
                [first, second, rest @ ..] if is(first, "register") && is(second, "name") => {
                    [&["register"][..], rest].concat()
                }
                _ => rest.to_vec(),
            };
            match &rest[..] {
                [verb, what, program, key, name] if is(verb, "bind") && is(what, "program") && is(key, "name") => {
                    Said::Bind { program: (*program).to_owned(), name: (*name).to_owned() }
                }
                [verb, name, places @ ..] if is(verb, "register") => {
                    let layers = places.chunks_exact(2).filter(|pair| is(pair[0], "layer") || is(pair[0], "dif"));
                    Said::Register { name: (*name).to_owned(), layers: layers.map(|pair| pair[1].to_owned()).collect() }
                }
                _ => other(),
            }
        }
        [program, args @ ..] if !program.contains(['$', '|', '`', '=', '(']) => {
            let args: Vec<String> = args.iter().map(|arg| (*arg).to_owned()).collect();
            Said::Start { program: (*program).to_owned(), args }
        }
        _ => other(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documents_commands_make_a_service() {
        let said = read(
            "irm bind prog oping name oping_server;irm name register oping_server layer n1;oping --listen > /dev/null 2>&1 &",
        );
        assert_eq!(
            said,
            [
                Said::Bind { program: "oping".into(), name: "oping_server".into() },
                Said::Register { name: "oping_server".into(), layers: vec!["n1".into()] },
                Said::Start { program: "oping".into(), args: vec!["--listen".into()] },
            ]
        );
    }

    #[test]
    fn short_and_older_spellings_are_the_same() {
        let register = |line| read(line).remove(0) == Said::Register { name: "s".into(), layers: vec!["n1".into()] };
        assert!(register("irm n r s l n1") && register("irm r n s layer n1") && register("irm register name s dif n1"));
        let bind = |line| read(line).remove(0) == Said::Bind { program: "oping".into(), name: "s".into() };
        assert!(
            bind("irm b p oping n s")
                && bind("irm name bind program oping name s")
                && bind("sudo irm bind prog oping name s")
        );
        assert!(matches!(read("irm i d n x").remove(0), Said::Other(_)));
        assert!(matches!(read("for i in $(seq 3)").remove(0), Said::Start { .. } | Said::Other(_)));
    }
}
