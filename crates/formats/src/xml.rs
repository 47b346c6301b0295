//! XML as a tree with lines: no entities but the five, depth and counts bounded, names without their prefixes.

use crate::{FormatError, error::shown};
use messages::say;
use quick_xml::{
    NsReader, XmlVersion,
    escape::{escape, resolve_predefined_entity},
    events::{BytesRef, BytesStart, Event},
    name::ResolveResult,
};

const DEEPEST: usize = 64;
const MOST_ELEMENTS: usize = 500_000;
const MOST_ATTRIBUTES: usize = 100;
const MOST_BINDINGS: usize = 256;

/// An element and what is in it.
#[derive(Default)]
pub(crate) struct Element {
    /// Its name without the prefix.
    pub name: String,
    /// The namespace its name is from; empty where none is.
    pub namespace: String,
    /// Its line, counted from 1.
    pub line: usize,
    /// By name without the prefix, in the file's order.
    attributes: Vec<(String, String)>,
    /// The text directly in it.
    pub text: String,
    pub children: Vec<Element>,
}

impl Element {
    /// An attribute's value.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// An attribute's value as a number.
    pub fn number(&self, name: &str) -> Option<f64> {
        self.attribute(name)?.trim().parse().ok().filter(|number: &f64| number.is_finite())
    }

    /// The children of this name.
    pub fn named<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The first element of this name inside, at any depth, and itself not.
    pub fn find(&self, name: &str) -> Option<&Element> {
        self.children.iter().find_map(|child| if child.name == name { Some(child) } else { child.find(name) })
    }
}

/// A text fit to stand between tags or quotes.
pub(crate) fn escaped(text: &str) -> String {
    let legal: String = text.chars().map(|c| if c.is_control() && !"\n\t".contains(c) { ' ' } else { c }).collect();
    escape(legal).into_owned()
}

/// The root element of a file.
///
/// Errors: it is no XML, has entities of its own, or is too deep or too large.
pub(crate) fn parse(text: &str) -> Result<Element, FormatError> {
    let mut tree = Tree { text, lines: Lines { offset: 0, line: 1 }, open: Vec::new(), root: None, n_elements: 0 };
    let mut reader = NsReader::from_str(text.trim_start_matches('\u{feff}'));
    reader.resolver_mut().set_max_namespace_bindings(MOST_BINDINGS);
    loop {
        let offset = reader.buffer_position() as usize;
        let (namespace, event) = match reader.read_resolved_event() {
            Ok(read) => read,
            Err(error) => {
                let at = reader.error_position() as usize;
                return Err(FormatError::at(text, at, shown(&error.to_string()), say!("write-as-xml")));
            }
        };
        let namespace = match namespace {
            ResolveResult::Bound(namespace) => namespace.as_ref().to_owned(),
            _ => String::new(),
        };
        let refused = |what: &str| FormatError::at(text, offset, what, say!("write-xml-without"));
        match event {
            Event::Start(start) => tree.start(&start, namespace, offset)?,
            Event::Empty(start) => {
                tree.start(&start, namespace, offset)?;
                tree.end();
            }
            Event::End(_) => tree.end(),
            Event::Text(piece) => tree.add(&piece),
            Event::CData(piece) => tree.add(&piece),
            Event::GeneralRef(reference) => {
                let piece = resolved(&reference).ok_or_else(|| refused(say!("unknown-entity")))?;
                tree.add(&piece);
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    if let Some(open) = tree.open.last() {
        let what = say!("element-open", name = shown(&open.name));
        return Err(FormatError { line: open.line, column: 1, what, mend: say!("close-element").into() });
    }
    tree.root.ok_or_else(|| FormatError::at(text, 0, say!("no-element"), say!("open-xml")))
}

fn resolved(reference: &BytesRef<'_>) -> Option<String> {
    match reference.resolve_char_ref() {
        Ok(Some(c)) => Some(c.to_string()),
        Ok(None) => resolve_predefined_entity(reference).map(str::to_owned),
        Err(_) => None,
    }
}

/// Lines of offsets that only grow.
struct Lines {
    offset: usize,
    line: usize,
}

impl Lines {
    fn at(&mut self, text: &str, offset: usize) -> usize {
        let end = offset.clamp(self.offset, text.len());
        self.line += text.as_bytes()[self.offset..end].iter().filter(|byte| **byte == b'\n').count();
        self.offset = end;
        self.line
    }
}

struct Tree<'t> {
    text: &'t str,
    lines: Lines,
    open: Vec<Element>,
    root: Option<Element>,
    n_elements: usize,
}

impl Tree<'_> {
    fn start(&mut self, start: &BytesStart<'_>, namespace: String, offset: usize) -> Result<(), FormatError> {
        let refused = |what: String| FormatError::at(self.text, offset, what, say!("simplify-file"));
        self.n_elements += 1;
        if self.open.len() >= DEEPEST {
            return Err(refused(say!("elements-deep", most = DEEPEST)));
        }
        if self.n_elements > MOST_ELEMENTS {
            return Err(refused(say!("more-elements-than", most = MOST_ELEMENTS)));
        }
        let mut attributes = Vec::new();
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| refused(error.to_string()))?;
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|error| refused(shown(&error.to_string())))?;
            attributes.push((local(attribute.key.as_ref()).to_owned(), value.into_owned()));
            if attributes.len() > MOST_ATTRIBUTES {
                return Err(refused(say!("element-attributes", most = MOST_ATTRIBUTES)));
            }
        }
        let name = local(start.name().as_ref()).to_owned();
        let line = self.lines.at(self.text, offset);
        self.open.push(Element { name, namespace, line, attributes, ..Element::default() });
        Ok(())
    }

    fn end(&mut self) {
        let Some(done) = self.open.pop() else { return };
        match self.open.last_mut() {
            Some(parent) => parent.children.push(done),
            None => _ = self.root.get_or_insert(done),
        }
    }

    fn add(&mut self, piece: &str) {
        if let Some(open) = self.open.last_mut() {
            open.text.push_str(piece);
        }
    }
}

fn local(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, local)| local)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_has_lines_namespaces_and_texts() {
        let root = parse("<?xml version='1.0'?>\n<!-- c -->\n<p:a xmlns:p='urn:x' k='&lt;1'>\n<b>x<![CDATA[<y>]]>&amp;&#65;</b></p:a>")
            .expect("well-formed");
        assert_eq!((root.name.as_str(), root.namespace.as_str(), root.line), ("a", "urn:x", 3));
        assert_eq!(root.attribute("k"), Some("<1"));
        assert_eq!(root.find("b").map(|b| (b.text.as_str(), b.line, b.namespace.as_str())), Some(("x<y>&A", 4, "")));
    }

    #[test]
    fn entities_depth_and_numbers_are_refused() {
        let error = |text: &str| parse(text).map(|_| ()).expect_err("refused").to_string();
        let laughs = "<!DOCTYPE a [<!ENTITY l 'ha'>]>\n<a>&l;</a>";
        assert_eq!(
            error(laughs),
            "line 2, column 4: an entity that XML itself does not define; write it as well-formed XML without that"
        );
        assert!(error("<a k='&l;'/>").starts_with("line 1"));
        assert!(error(&"<a>".repeat(100)).contains("more than 64 deep"));
        assert!(
            error(&format!("<a {}/>", (0..200).map(|n| format!("k{n}='' ")).collect::<String>()))
                .contains("attributes")
        );
        assert_eq!(error("\n<a>"), "line 2, column 1: `<a>` is never closed; close it");
        assert!(error("<a></b>").starts_with("line 1"));
        assert!(error("").contains("no element"));
    }
}
