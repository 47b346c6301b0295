//! YAML as a tree with lines: depth bounded, aliases shared and counted, so that none of them grows into a bomb.

use crate::{FormatError, error::shown};
use granit_parser::{Event, Options, Parser, Span};
use messages::say;
use std::{collections::HashMap, rc::Rc};

const DEEPEST: usize = 64;
const MOST_VALUES: usize = 1_000_000;

/// A value, and where it stands.
pub(crate) struct Node {
    /// The line, counted from 1.
    pub line: usize,
    pub value: Value,
    /// How many values it is, those of aliases told again.
    weight: usize,
}

/// What a value is.
pub(crate) enum Value {
    Scalar(String),
    List(Vec<Rc<Node>>),
    Map(Vec<(String, Rc<Node>)>),
}

impl Node {
    /// The value of a key; keys merged in (`<<`) count where there is none.
    pub fn get(&self, key: &str) -> Option<&Node> {
        let own = |node: &'_ Self, wanted: &str| -> Option<usize> {
            node.entries().iter().position(|(key, _)| key == wanted)
        };
        if let Some(at) = own(self, key) {
            return Some(&self.entries()[at].1);
        }
        let merged = &self.entries()[own(self, "<<")?].1;
        match &merged.value {
            Value::List(several) => several.iter().find_map(|one| one.get(key)),
            _ => merged.get(key),
        }
    }

    /// The entries of a map; none where it is something else.
    pub fn entries(&self) -> &[(String, Rc<Node>)] {
        if let Value::Map(entries) = &self.value { entries } else { &[] }
    }

    /// The elements of a list; none where it is something else.
    pub fn elements(&self) -> &[Rc<Node>] {
        if let Value::List(elements) = &self.value { elements } else { &[] }
    }

    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        if let Value::Scalar(text) = &self.value { Some(text) } else { None }
    }
}

/// A text in double quotes, as YAML and JSON both take it.
pub(crate) fn quoted(text: &str) -> String {
    crate::carried::plain(&serde_json::Value::from(text).to_string())
}

/// A collection being read.
struct Open {
    line: usize,
    anchor: usize,
    value: Value,
    /// The key whose value comes next.
    key: Option<String>,
    weight: usize,
}

/// The first document of a text.
///
/// Errors: it is no YAML, or too deep, or too large once its aliases are told.
pub(crate) fn parse(text: &str) -> Result<Node, FormatError> {
    let mut options = Options::default();
    (options.flow_nesting_limit, options.block_nesting_limit) = (DEEPEST, DEEPEST);
    let (mut open, mut anchors) = (Vec::<Open>::new(), HashMap::<usize, Rc<Node>>::new());
    for next in Parser::new_from_str_with_options(text.trim_start_matches('\u{feff}'), options) {
        let (event, span) = next.map_err(|error| FormatError {
            line: error.marker().line().max(1),
            column: error.marker().col() + 1,
            what: shown(&error.to_string()),
            mend: say!("write-as-yaml").into(),
        })?;
        let line = span.start.line().max(1);
        let (done, anchor) = match event {
            Event::Scalar(text, _, anchor, _) => {
                (Node { line, value: Value::Scalar(text.into_owned()), weight: 1 }, anchor)
            }
            Event::SequenceStart(_, anchor, _) => {
                push(&mut open, Value::List(Vec::new()), anchor, line, &span)?;
                continue;
            }
            Event::MappingStart(_, anchor, _) => {
                push(&mut open, Value::Map(Vec::new()), anchor, line, &span)?;
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => match open.pop() {
                Some(done) => (Node { line: done.line, value: done.value, weight: done.weight }, done.anchor),
                None => continue,
            },
            Event::Alias(id) => {
                let shared = anchors.get(&id).cloned().ok_or_else(|| refused(&span, say!("alias-in-itself")))?;
                add(&mut open, shared, &span)?;
                continue;
            }
            Event::DocumentEnd => break,
            _ => continue,
        };
        let done = Rc::new(done);
        if anchor > 0 {
            anchors.insert(anchor, done.clone());
        }
        if open.is_empty() {
            drop(anchors);
            return Rc::try_unwrap(done).map_err(|_| refused(&span, say!("alias-in-itself")));
        }
        add(&mut open, done, &span)?;
    }
    Err(FormatError { line: 1, column: 1, what: say!("nothing-in-it").into(), mend: say!("open-yaml").into() })
}

fn refused(span: &Span, what: &str) -> FormatError {
    let (line, column) = (span.start.line().max(1), span.start.col() + 1);
    FormatError { line, column, what: what.into(), mend: say!("simplify-file").into() }
}

fn push(open: &mut Vec<Open>, value: Value, anchor: usize, line: usize, span: &Span) -> Result<(), FormatError> {
    if open.len() >= DEEPEST {
        return Err(refused(span, say!("values-deep")));
    }
    open.push(Open { line, anchor, value, key: None, weight: 1 });
    Ok(())
}

fn add(open: &mut [Open], node: Rc<Node>, span: &Span) -> Result<(), FormatError> {
    let Some(parent) = open.last_mut() else { return Ok(()) };
    parent.weight = parent.weight.saturating_add(node.weight);
    if parent.weight > MOST_VALUES {
        return Err(refused(span, say!("too-many-values")));
    }
    match (&mut parent.value, parent.key.take()) {
        (Value::List(elements), _) => elements.push(node),
        (Value::Map(entries), Some(key)) => entries.push((key, node)),
        // A key that is no text is kept as an empty one: nothing asks for it.
        _ => parent.key = Some(node.text().unwrap_or_default().to_owned()),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_lists_aliases_and_merges_are_read_with_lines() {
        let root = parse("a: &x {k: 1, l: [2, \"three\"]}\nb:\n  <<: *x\n  k: 4\nc: *x\n").expect("well-formed");
        let text = |path: &[&str]| path.iter().try_fold(&root, |node, key| node.get(key)).and_then(Node::text);
        assert_eq!([text(&["a", "k"]), text(&["b", "k"]), text(&["c", "k"])], [Some("1"), Some("4"), Some("1")]);
        let list = root.get("b").and_then(|b| b.get("l")).expect("merged in");
        assert_eq!(list.elements()[1].text(), Some("three"));
        assert_eq!(root.get("c").map(|c| c.line), Some(1));
        assert_eq!(root.get("b").map(|b| b.line), Some(3));
    }

    #[test]
    fn bombs_and_depth_are_refused() {
        let error = |text: &str| parse(text).map(|_| ()).expect_err("refused").to_string();
        let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for n in 1..12 {
            let ten = vec![format!("*a{}", n - 1); 10].join(", ");
            bomb += &format!("a{n}: &a{n} [{ten}]\n");
        }
        assert!(error(&bomb).contains("million values"));
        assert!(parse(&"[".repeat(1_000)).is_err());
        assert!(parse(&"- ".repeat(1_000)).is_err());
        assert!(parse("a: &a [*a]").is_err());
        assert!(error("").contains("nothing in it"));
        assert_eq!(error("a: [").split(':').next(), Some("line 1, column 4"));
    }
}
