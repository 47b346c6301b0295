//! Text to syntax tree, with a bound on nesting: the tree of a hostile script must not be deeper than the stack.

use crate::{FormatError, error::shown};
use messages::say;
use ruff_python_ast::{ModModule, token::TokenKind};
use ruff_python_parser::{Mode, lexer::lex, parse_module};

/// The deepest nesting of brackets, blocks and operators read.
const DEEPEST: usize = 200;

/// The script's tree.
///
/// Errors: [`FormatError`] where it is no Python, or nested too deeply.
pub(super) fn parse(text: &str) -> Result<ModModule, FormatError> {
    check_nesting(text)?;
    let parsed = parse_module(text).map_err(|error| {
        let offset = error.location.start().to_usize();
        let what = say!("no-python", why = shown(&error.error.to_string()));
        FormatError::at(text, offset, what, say!("correct-script"))
    })?;
    Ok(parsed.into_syntax())
}

/// Counts, at every token, what may deepen the tree: open brackets and blocks, and the operators since the last comma
/// in each of the brackets that are open.
fn check_nesting(text: &str) -> Result<(), FormatError> {
    let mut lexer = lex(text, Mode::Module);
    let mut open: Vec<usize> = vec![0];
    let (mut n_operators, mut n_blocks, mut line) = (0, 0_usize, 1);
    loop {
        match lexer.next_token() {
            TokenKind::EndOfFile => return Ok(()),
            TokenKind::Indent => n_blocks += 1,
            TokenKind::Dedent => n_blocks = n_blocks.saturating_sub(1),
            TokenKind::NonLogicalNewline => line += 1,
            TokenKind::Newline => {
                line += 1;
                open.truncate(1);
                n_operators = 0;
                open[0] = 0;
            }
            TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace | TokenKind::FStringStart => {
                open.push(0);
                n_operators += 1;
                // The bracket counts for what is around it: `a()()()` is deep too.
                let around = open.len() - 2;
                open[around] += 1;
            }
            TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace | TokenKind::FStringEnd if open.len() > 1 => {
                n_operators -= open.pop().unwrap_or_default();
            }
            TokenKind::Comma | TokenKind::Semi => {
                let here = open.last_mut().expect("the outermost is never closed");
                n_operators -= *here;
                *here = 0;
            }
            // Names and plain values lie side by side; every other token may lie one deeper.
            TokenKind::Name | TokenKind::Int | TokenKind::Float | TokenKind::String | TokenKind::Comment => {}
            TokenKind::FStringMiddle | TokenKind::Equal | TokenKind::Colon => {}
            _ => {
                *open.last_mut().expect("the outermost is never closed") += 1;
                n_operators += 1;
            }
        }
        if n_operators + open.len() + n_blocks > DEEPEST {
            let what = say!("python-deep", most = DEEPEST);
            return Err(FormatError { line, column: 1, what, mend: say!("split-statements").into() });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deep_scripts_are_refused_and_wide_ones_read() {
        let deep = [
            format!("x = {}1", "(".repeat(100_000)),
            format!("x = {}1", "not ".repeat(100_000)),
            format!("x = {}1", "-".repeat(100_000)),
            format!("x = 1{}", "+1".repeat(100_000)),
            format!("x = 1{}", "**1".repeat(100_000)),
            format!("x = {}1", "lambda: ".repeat(100_000)),
            format!("x = {}1", "1 if 1 else ".repeat(100_000)),
            format!("x = a{}", ".b".repeat(100_000)),
            format!("x = a{}", "()".repeat(100_000)),
            format!("x = a{}", "[0]".repeat(100_000)),
            format!("x = {}", "f'{".repeat(1_000)),
            (0..1_000).map(|n| format!("{}if x:\n", " ".repeat(n))).collect::<String>(),
        ];
        for text in deep {
            let refused = parse(&text).expect_err(&text[..40]);
            assert!(refused.what.contains("within each other"), "{refused}");
        }
        let wide = format!("x = [{}]\n{}", "f(1, [2]), ".repeat(5_000), "y = (1 + 2)\n".repeat(5_000));
        assert!(parse(&wide).is_ok());
    }

    #[test]
    fn what_is_no_python_is_refused_with_its_place() {
        let refused = parse("x = 1\ny = = 2\n").expect_err("two equal signs");
        assert_eq!((refused.line, refused.column), (2, 5));
        assert!(refused.to_string().contains("this is no Python"), "{refused}");
    }
}
