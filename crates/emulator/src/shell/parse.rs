//! A shell's line, taken apart.

/// A chain of commands, perhaps in the background.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Item {
    pub chain: Vec<(Link, Simple)>,
    pub background: bool,
}

/// When a command of a chain runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Link {
    First,
    And,
    Or,
}

/// A command.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Simple {
    pub words: Vec<String>,
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
    File { path: String, append: bool },
    Same(usize),
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Word(String),
    Semicolon,
    Ampersand,
    And,
    Or,
    /// Which outputs; appending; to the other output instead of a file.
    Redirect(&'static [usize], bool, bool),
    Input,
}

/// Takes a line apart. Errors: what was not expected, as a shell says it.
pub(super) fn parse(line: &str) -> Result<Vec<Item>, String> {
    let mut items = Vec::new();
    let (mut chain, mut link, mut simple) = (Vec::new(), Link::First, Simple::default());
    let mut tokens = tokens(line)?.into_iter();
    while let Some(token) = tokens.next() {
        match token {
            Token::Word(word) => simple.words.push(word),
            Token::Redirect(fds, append, same) => {
                let Some(Token::Word(word)) = tokens.next() else { return Err("redirection unexpected".to_owned()) };
                let target = match (same, word.as_str()) {
                    (true, "1") => Target::Same(0),
                    (true, "2") => Target::Same(1),
                    (true, _) => return Err("Bad fd number".to_owned()),
                    (false, _) => Target::File { path: word, append },
                };
                simple.redirects.push(Redirect { fds, target });
            }
            Token::Input => {
                if !matches!(tokens.next(), Some(Token::Word(_))) {
                    return Err("redirection unexpected".to_owned());
                }
            }
            Token::And | Token::Or => {
                take(&mut chain, link, &mut simple, &token)?;
                link = if token == Token::And { Link::And } else { Link::Or };
            }
            Token::Semicolon if chain.is_empty() && simple == Simple::default() => {}
            Token::Semicolon | Token::Ampersand => {
                take(&mut chain, link, &mut simple, &token)?;
                let background = token == Token::Ampersand;
                items.push(Item { chain: std::mem::take(&mut chain), background });
                link = Link::First;
            }
        }
    }
    if simple != Simple::default() || link != Link::First {
        if simple == Simple::default() {
            return Err("end of file unexpected".to_owned());
        }
        chain.push((link, simple));
    }
    if !chain.is_empty() {
        items.push(Item { chain, background: false });
    }
    Ok(items)
}

fn take(chain: &mut Vec<(Link, Simple)>, link: Link, simple: &mut Simple, token: &Token) -> Result<(), String> {
    if *simple == Simple::default() {
        let text = match token {
            Token::And => "&&",
            Token::Or => "||",
            Token::Ampersand => "&",
            _ => ";",
        };
        return Err(format!("\"{text}\" unexpected"));
    }
    chain.push((link, std::mem::take(simple)));
    Ok(())
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
                if rest.next_if_eq(&'|').is_none() {
                    return Err("\"|\" unexpected (this shell has no pipes)".to_owned());
                }
                tokens.push(Token::Or);
            }
            '(' | ')' => return Err(format!("\"{next}\" unexpected")),
            '<' => {
                rest.next();
                tokens.push(Token::Input);
            }
            '>' => {
                rest.next();
                let append = rest.next_if_eq(&'>').is_some();
                let same = rest.next_if_eq(&'&').is_some();
                let fds: &'static [usize] = match tokens.last() {
                    Some(Token::Word(word)) if word == "\u{1}2" => &[1],
                    Some(Token::Word(word)) if word == "\u{1}1" => &[0],
                    _ => &[0],
                };
                tokens.pop_if(|token| matches!(token, Token::Word(word) if word.starts_with('\u{1}')));
                tokens.push(Token::Redirect(fds, append, same));
            }
            _ => tokens.push(Token::Word(word(&mut rest)?)),
        }
    }
    Ok(tokens)
}

/// One word. A lone digit directly before `>` is marked, since it names an output and is no word.
fn word(rest: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Result<String, String> {
    let (mut word, mut quoted) = (String::new(), false);
    while let Some(&next) = rest.peek() {
        match next {
            ' ' | '\t' | '\r' | '\n' | ';' | '&' | '|' | '(' | ')' | '<' => break,
            '>' => {
                if !quoted && matches!(word.as_str(), "1" | "2") {
                    word.insert(0, '\u{1}');
                }
                break;
            }
            '\'' | '"' => {
                rest.next();
                quoted = true;
                loop {
                    match rest.next() {
                        None => return Err("Unterminated quoted string".to_owned()),
                        Some(end) if end == next => break,
                        Some('\\') if next == '"' => match rest.next() {
                            Some(escaped @ ('"' | '\\' | '$' | '`')) => word.push(escaped),
                            Some(other) => word.extend(['\\', other]),
                            None => return Err("Unterminated quoted string".to_owned()),
                        },
                        Some(inner) => word.push(inner),
                    }
                }
            }
            '\\' => {
                rest.next();
                word.extend(rest.next().filter(|escaped| *escaped != '\n'));
            }
            // The mark of an output must not come from outside.
            '\u{1}' => {
                rest.next();
            }
            _ => {
                rest.next();
                word.push(next);
            }
        }
    }
    Ok(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(line: &str, expected: Expect) {
        let text = match parse(line) {
            Err(why) => format!("error: {why}\n"),
            Ok(items) => items.iter().fold(String::new(), |mut text, item| {
                for (link, simple) in &item.chain {
                    text += &format!("{link:?} {:?}", simple.words);
                    for redirect in &simple.redirects {
                        text += &format!(" {:?}>{:?}", redirect.fds, redirect.target);
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
                First ["irm", "bind", "prog", "oping", "name", "oping_server"]
                First ["irm", "name", "register", "oping_server", "layer", "n1"]
                First ["oping", "--listen"] [0]>File { path: "/dev/null", append: false } [1]>Same(0)
                in the background
            "#]],
        );
    }

    #[test]
    fn chains_and_quotes() {
        check(
            r#"a 'b  c' && d "e\"f" || g\ h; # over"#,
            expect![[r#"
                First ["a", "b  c"]
                And ["d", "e\"f"]
                Or ["g h"]
            "#]],
        );
    }

    #[test]
    fn what_a_shell_refuses() {
        check("a &&", expect![["error: end of file unexpected\n"]]);
        check("&& a", expect![["error: \"&&\" unexpected\n"]]);
        check("a 'b", expect![["error: Unterminated quoted string\n"]]);
        check("a | b", expect![["error: \"|\" unexpected (this shell has no pipes)\n"]]);
        check("a >", expect![["error: redirection unexpected\n"]]);
    }
}
