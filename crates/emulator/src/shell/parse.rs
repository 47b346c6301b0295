//! A shell's line, taken apart. What this shell does not know is refused, never read as something else.

use super::word::{Word, word};
use std::iter::Peekable;
use std::str::Chars;

/// Programs one pipe joins.
const LONGEST_PIPE: usize = 16;

/// Words that begin what this shell does not know.
const STRANGE: [&str; 16] = [
    "if", "then", "else", "elif", "fi", "for", "while", "until", "do", "done", "case", "esac", "function", "{", "}",
    "!",
];

/// A chain of pipes, perhaps in the background.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Item {
    pub chain: Vec<(Link, Pipe)>,
    pub background: bool,
}

/// Commands, each hearing what the one before says; most are one.
pub(super) type Pipe = Vec<Simple>;

/// When a pipe of a chain runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Link {
    First,
    And,
    Or,
}

/// A command.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Simple {
    pub words: Vec<Word>,
    pub redirects: Vec<Redirect>,
}

/// A redirection. Standard output is 0 here, standard error 1.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Redirect {
    pub fds: &'static [usize],
    pub target: Target,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Target {
    File {
        path: Word,
        append: bool,
    },
    Same(usize),
    /// Standard input comes from a file.
    Input(Word),
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Word(Word),
    Semicolon,
    Ampersand,
    And,
    Or,
    Pipe,
    /// Which outputs; appending; to the other output instead of a file.
    Redirect(&'static [usize], bool, bool),
    Input,
}

/// A line while it is put together.
struct Reader {
    items: Vec<Item>,
    chain: Vec<(Link, Pipe)>,
    link: Link,
    pipe: Pipe,
    simple: Simple,
}

/// Takes a line apart. Errors: what was not expected, as a shell says it.
pub(super) fn parse(line: &str) -> Result<Vec<Item>, String> {
    let empty = Simple::default();
    let mut reader =
        Reader { items: Vec::new(), chain: Vec::new(), link: Link::First, pipe: Vec::new(), simple: Simple::default() };
    let mut tokens = tokens(line)?.into_iter();
    while let Some(token) = tokens.next() {
        match token {
            Token::Word(word) => reader.word(word)?,
            Token::Redirect(..) | Token::Input => {
                let Some(Token::Word(word)) = tokens.next() else { return Err("redirection unexpected".to_owned()) };
                reader.simple.redirects.push(redirect(&token, word)?);
            }
            Token::Semicolon if reader.chain.is_empty() && reader.pipe.is_empty() && reader.simple == empty => {}
            _ => reader.end(&token)?,
        }
    }
    let is_open = reader.link != Link::First || !reader.pipe.is_empty();
    if reader.simple == empty && is_open {
        return Err("end of file unexpected".to_owned());
    }
    if reader.simple != empty {
        reader.end(&Token::Semicolon)?;
    }
    Ok(reader.items)
}

impl Reader {
    fn word(&mut self, word: Word) -> Result<(), String> {
        let is_command = self.simple.words.iter().all(|word| word.assigned().is_some());
        if let Some(strange) = word.plain().filter(|plain| is_command && STRANGE.contains(plain)) {
            let known = "this shell knows lists, pipes, redirections and variables";
            return Err(format!("\"{strange}\" unexpected ({known})"));
        }
        self.simple.words.push(word);
        Ok(())
    }

    /// A command ends with `token`.
    fn end(&mut self, token: &Token) -> Result<(), String> {
        if self.simple == Simple::default() {
            let text = match token {
                Token::And => "&&",
                Token::Or => "||",
                Token::Pipe => "|",
                Token::Ampersand => "&",
                _ => ";",
            };
            return Err(format!("\"{text}\" unexpected"));
        }
        self.pipe.push(std::mem::take(&mut self.simple));
        if *token == Token::Pipe {
            let fits = self.pipe.len() < LONGEST_PIPE;
            return if fits { Ok(()) } else { Err(format!("a pipe joins at most {LONGEST_PIPE} programs")) };
        }
        self.chain.push((self.link, std::mem::take(&mut self.pipe)));
        self.link = match token {
            Token::And => Link::And,
            Token::Or => Link::Or,
            _ => {
                let chain = std::mem::take(&mut self.chain);
                self.items.push(Item { chain, background: *token == Token::Ampersand });
                Link::First
            }
        };
        Ok(())
    }
}

fn redirect(token: &Token, word: Word) -> Result<Redirect, String> {
    let Token::Redirect(fds, append, same) = *token else {
        return Ok(Redirect { fds: &[], target: Target::Input(word) });
    };
    let target = match (same, word.plain()) {
        (true, Some("1")) => Target::Same(0),
        (true, Some("2")) => Target::Same(1),
        (true, _) => return Err("Bad fd number".to_owned()),
        (false, _) => Target::File { path: word, append },
    };
    Ok(Redirect { fds, target })
}

fn tokens(line: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = line.chars().peekable();
    while let Some(&next) = rest.peek() {
        match next {
            ' ' | '\t' | '\r' => {
                rest.next();
            }
            '#' => while rest.next_if(|c| *c != '\n').is_some() {},
            '\n' | ';' => {
                rest.next();
                tokens.push(Token::Semicolon);
            }
            '&' => {
                rest.next();
                tokens.push(match rest.peek() {
                    Some('&') => {
                        rest.next();
                        Token::And
                    }
                    Some('>') => {
                        rest.next();
                        Token::Redirect(&[0, 1], rest.next_if_eq(&'>').is_some(), false)
                    }
                    _ => Token::Ampersand,
                });
            }
            '|' => {
                rest.next();
                tokens.push(if rest.next_if_eq(&'|').is_some() { Token::Or } else { Token::Pipe });
            }
            '(' | ')' => return Err(format!("\"{next}\" unexpected")),
            '<' => {
                rest.next();
                if let Some(strange) = rest.next_if(|next| matches!(next, '<' | '&' | '(')) {
                    return Err(format!("\"<{strange}\" unexpected (input comes from files only)"));
                }
                tokens.push(Token::Input);
            }
            '>' => tokens.push(output(&mut rest, &[0])),
            '1' | '2' if is_output(&rest) => {
                rest.next();
                tokens.push(output(&mut rest, if next == '1' { &[0] } else { &[1] }));
            }
            _ => {
                let word = word(&mut rest)?;
                let is_number = word.plain().is_some_and(|plain| plain.bytes().all(|byte| byte.is_ascii_digit()));
                if is_number && rest.peek() == Some(&'>') {
                    return Err("Bad fd number".to_owned());
                }
                tokens.push(Token::Word(word));
            }
        }
    }
    Ok(tokens)
}

/// A digit directly before `>` names an output, and is no word.
fn is_output(rest: &Peekable<Chars<'_>>) -> bool {
    rest.clone().nth(1) == Some('>')
}

fn output(rest: &mut Peekable<Chars<'_>>, fds: &'static [usize]) -> Token {
    rest.next();
    let append = rest.next_if_eq(&'>').is_some();
    let same = rest.next_if_eq(&'&').is_some();
    Token::Redirect(fds, append, same)
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(line: &str, expected: Expect) {
        let text = match parse(line) {
            Err(why) => format!("error: {why}\n"),
            Ok(items) => items.iter().fold(String::new(), |mut text, item| {
                for (link, pipe) in &item.chain {
                    text += &format!("{link:?}");
                    for simple in pipe {
                        text += &format!(" {:?}", simple.words);
                        for redirect in &simple.redirects {
                            text += &format!(" {:?}>{:?}", redirect.fds, redirect.target);
                        }
                    }
                    text += "\n";
                }
                text + if item.background { "in the background\n" } else { "" }
            }),
        };
        expected.assert_eq(&text);
    }

    #[test]
    fn a_storyboards_line() {
        check(
            "irm bind prog oping name oping_server;irm name register oping_server layer n1;oping --listen > /dev/null 2>&1 &",
            expect![[r#"
                First [irm, bind, prog, oping, name, oping_server]
                First [irm, name, register, oping_server, layer, n1]
                First [oping, --listen] [0]>File { path: /dev/null, append: false } [1]>Same(0)
                in the background
            "#]],
        );
    }

    #[test]
    fn chains_and_quotes() {
        check(
            r#"a 'b  c' && d "e\"f" || g\ h; # over"#,
            expect![[r#"
                First [a, b  c]
                And [d, e"f]
                Or [g h]
            "#]],
        );
    }

    #[test]
    fn pipes_and_variables() {
        check(
            r#"A=b irm i l 2>&1 | grep "$A c" || echo $A'$A'$? ${A}x $ "if" <f"#,
            expect![[r#"
                First [A=b, irm, i, l] [1]>Same(0) [grep, "$A" c]
                Or [echo, $A$A$?, $Ax, $, if] []>Input(f)
            "#]],
        );
    }

    #[test]
    fn what_a_shell_refuses() {
        check("a &&", expect![["error: end of file unexpected\n"]]);
        check("&& a", expect![["error: \"&&\" unexpected\n"]]);
        check("a 'b", expect![["error: Unterminated quoted string\n"]]);
        check("a |", expect![["error: end of file unexpected\n"]]);
        check("| a", expect![["error: \"|\" unexpected\n"]]);
        check(&"a |".repeat(40), expect![["error: a pipe joins at most 16 programs\n"]]);
        for strange in [
            "if true; then echo; fi",
            "a; for b in c; do d; done",
            "{ a; }",
            "A=b ! c",
            "a << b",
            "a $(b)",
            "a `b`",
            "a ${b%c}",
            "a $1",
            "a $@",
            "a $$",
        ] {
            assert!(parse(strange).is_err(), "{strange}");
        }
        check("a >", expect![["error: redirection unexpected\n"]]);
    }
}
