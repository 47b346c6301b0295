//! A DOT text as nodes and edges with their attributes.

use super::token::{Token, Tokens};
use crate::{FormatError, MOST_LAYERS, MOST_NODES};
use messages::say;
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    rc::Rc,
};

const DEEPEST: usize = 64;
const MOST_ATTRIBUTES: usize = 100;

/// Attributes by name.
pub(super) type Attributes = BTreeMap<String, String>;

/// What a text says.
#[derive(Default)]
pub(super) struct Graph {
    pub name: String,
    pub attributes: Attributes,
    pub nodes: Vec<Node>,
    pub edges: Vec<Edge>,
    /// The lines of clusters.
    pub clusters: Vec<usize>,
}

/// A node.
pub(super) struct Node {
    pub id: String,
    pub line: usize,
    pub attributes: Attributes,
}

/// An end of an edge: a node by its position, and the port there.
#[derive(Clone)]
pub(super) struct End {
    pub node: usize,
    pub port: Option<String>,
}

/// An edge.
pub(super) struct Edge {
    pub line: usize,
    pub ends: [End; 2],
    pub attributes: Rc<Attributes>,
}

/// Whether a text begins as DOT does.
pub(super) fn begins(text: &str) -> bool {
    let mut tokens = Tokens::of(text);
    let mut words = (0..4).map_while(|_| tokens.next().ok().flatten());
    let is_word = |token: &Token, wanted: &[&str]| matches!(token, Token::Id(word) if wanted.iter().any(|wanted| word.eq_ignore_ascii_case(wanted)));
    let Some(mut head) = words.next() else { return false };
    if is_word(&head, &["strict"]) {
        let Some(next) = words.next() else { return false };
        head = next;
    }
    is_word(&head, &["graph", "digraph"]) && words.any(|word| word == Token::Sign('{'))
}

/// Defaults of nodes and edges, as they hold in one pair of braces.
#[derive(Clone, Default)]
struct Scope {
    nodes: Rc<Attributes>,
    edges: Rc<Attributes>,
}

struct Parser<'t> {
    tokens: Tokens<'t>,
    ahead: Option<Token>,
    graph: Graph,
    by_id: HashMap<String, usize>,
    /// The pairs joined already, where the graph is strict.
    strict: Option<HashSet<(usize, usize)>>,
}

/// Parses a text.
///
/// Errors: it is no DOT, is nested too deep, or has too many nodes, edges or attributes.
pub(super) fn parse(text: &str) -> Result<Graph, FormatError> {
    let tokens = Tokens::of(text);
    let mut parser = Parser { tokens, ahead: None, graph: Graph::default(), by_id: HashMap::new(), strict: None };
    parser.advance()?;
    if parser.takes_word("strict")? {
        parser.strict = Some(HashSet::new());
    }
    if !parser.takes_word("graph")? && !parser.takes_word("digraph")? {
        return Err(parser.tokens.error(say!("graph-begins")));
    }
    if let Some(name) = parser.takes_id()? {
        parser.graph.name = name;
    }
    parser.expect('{')?;
    parser.statements(Scope::default(), 1)?;
    Ok(parser.graph)
}

impl Parser<'_> {
    fn advance(&mut self) -> Result<Option<Token>, FormatError> {
        let next = self.tokens.next()?;
        Ok(std::mem::replace(&mut self.ahead, next))
    }

    fn is_sign(&self, sign: char) -> bool {
        self.ahead == Some(Token::Sign(sign))
    }

    fn takes(&mut self, sign: char) -> Result<bool, FormatError> {
        let is_there = self.is_sign(sign);
        if is_there {
            self.advance()?;
        }
        Ok(is_there)
    }

    fn expect(&mut self, sign: char) -> Result<(), FormatError> {
        match self.takes(sign)? {
            true => Ok(()),
            false => Err(self.tokens.error(say!("sign-missing", sign = sign))),
        }
    }

    fn takes_word(&mut self, word: &str) -> Result<bool, FormatError> {
        let is_there = matches!(&self.ahead, Some(Token::Id(found)) if found.eq_ignore_ascii_case(word));
        if is_there {
            self.advance()?;
        }
        Ok(is_there)
    }

    /// An id, its quoted parts joined.
    fn takes_id(&mut self) -> Result<Option<String>, FormatError> {
        match &self.ahead {
            Some(Token::Id(_)) => match self.advance()? {
                Some(Token::Id(id)) => Ok(Some(id)),
                _ => Ok(None),
            },
            Some(Token::Quoted(_)) => {
                let mut joined = String::new();
                while let Some(Token::Quoted(piece)) = &self.ahead {
                    joined.push_str(piece);
                    self.advance()?;
                    if !self.takes('+')? {
                        break;
                    }
                }
                Ok(Some(joined))
            }
            _ => Ok(None),
        }
    }

    /// Statements up to the closing brace; every node that stands in them.
    fn statements(&mut self, mut scope: Scope, depth: usize) -> Result<Vec<End>, FormatError> {
        if depth > DEEPEST {
            return Err(self.tokens.error(say!("subgraphs-deep", most = DEEPEST)));
        }
        let mut inside = Vec::new();
        loop {
            if self.takes(';')? || self.takes(',')? {
                continue;
            }
            if self.takes('}')? {
                return Ok(inside);
            }
            if self.ahead.is_none() {
                return Err(self.tokens.error(say!("brace-missing")));
            }
            let found = self.statement(&mut scope, depth)?;
            if depth > 1 {
                inside.extend(found);
            }
        }
    }

    fn statement(&mut self, scope: &mut Scope, depth: usize) -> Result<Vec<End>, FormatError> {
        for (word, is_nodes) in [("node", Some(true)), ("edge", Some(false)), ("graph", None)] {
            if self.takes_word(word)? {
                let mut attributes = match is_nodes {
                    Some(true) => scope.nodes.as_ref().clone(),
                    Some(false) => scope.edges.as_ref().clone(),
                    None => Attributes::new(),
                };
                self.attributes(&mut attributes)?;
                match is_nodes {
                    Some(true) => scope.nodes = Rc::new(attributes),
                    Some(false) => scope.edges = Rc::new(attributes),
                    None if depth == 1 => self.graph.attributes.extend(attributes),
                    None => {}
                }
                return Ok(Vec::new());
            }
        }
        let line = self.tokens.line;
        let mut operands = vec![self.operand(scope, depth)?];
        if self.is_sign('=')
            && let Some(Operand::Node(id, None)) = operands.first()
        {
            let id = id.clone();
            self.advance()?;
            let value = self.takes_id()?.ok_or_else(|| self.tokens.error(say!("value-missing")))?;
            if depth == 1 && self.graph.attributes.len() < MOST_ATTRIBUTES {
                self.graph.attributes.insert(id, value);
            }
            return Ok(Vec::new());
        }
        while self.ahead == Some(Token::Edge) {
            self.advance()?;
            operands.push(self.operand(scope, depth)?);
        }
        let is_edge = operands.len() > 1;
        let mut attributes = if is_edge { scope.edges.as_ref().clone() } else { Attributes::new() };
        self.attributes(&mut attributes)?;
        let mut sets = Vec::with_capacity(operands.len());
        for operand in operands {
            sets.push(match operand {
                Operand::Set(ends) => ends,
                Operand::Node(id, port) => vec![End { node: self.node(id, line, scope)?, port }],
            });
        }
        if is_edge {
            let attributes = Rc::new(attributes);
            for pair in sets.windows(2) {
                self.join(&pair[0], &pair[1], line, &attributes)?;
            }
        } else if let [End { node, .. }] = sets[0][..] {
            self.graph.nodes[node].attributes.extend(attributes);
        }
        Ok(sets.into_iter().flatten().collect())
    }

    fn operand(&mut self, scope: &Scope, depth: usize) -> Result<Operand, FormatError> {
        let line = self.tokens.line;
        if self.takes_word("subgraph")? {
            let name = self.takes_id()?.unwrap_or_default();
            if name.starts_with("cluster") {
                self.graph.clusters.push(line);
            }
            if !self.is_sign('{') {
                return Ok(Operand::Set(Vec::new()));
            }
        }
        if self.takes('{')? {
            return Ok(Operand::Set(self.statements(scope.clone(), depth + 1)?));
        }
        let id = self.takes_id()?.ok_or_else(|| self.tokens.error(say!("node-or-edge-missing")))?;
        let mut ports = Vec::new();
        while ports.len() < 2 && self.takes(':')? {
            ports.extend(self.takes_id()?);
        }
        const COMPASS: [&str; 10] = ["n", "ne", "e", "se", "s", "sw", "w", "nw", "c", "_"];
        let port = ports.into_iter().next().filter(|port| !COMPASS.contains(&port.as_str()));
        Ok(Operand::Node(id, port))
    }

    fn attributes(&mut self, attributes: &mut Attributes) -> Result<(), FormatError> {
        while self.takes('[')? {
            while !self.takes(']')? {
                if self.takes(',')? || self.takes(';')? {
                    continue;
                }
                let name = self.takes_id()?.ok_or_else(|| self.tokens.error(say!("attribute-missing")))?;
                let value = match self.takes('=')? {
                    true => self.takes_id()?.ok_or_else(|| self.tokens.error(say!("value-missing")))?,
                    false => "true".to_owned(),
                };
                attributes.insert(name, value);
                if attributes.len() > MOST_ATTRIBUTES {
                    return Err(self.tokens.error(say!("more-attributes-than", most = MOST_ATTRIBUTES)));
                }
            }
        }
        Ok(())
    }

    fn node(&mut self, id: String, line: usize, scope: &Scope) -> Result<usize, FormatError> {
        if let Some(node) = self.by_id.get(&id) {
            return Ok(*node);
        }
        if self.graph.nodes.len() >= MOST_NODES + MOST_LAYERS {
            return Err(self.tokens.error(say!("too-many-nodes-here")));
        }
        let node = self.graph.nodes.len();
        self.by_id.insert(id.clone(), node);
        self.graph.nodes.push(Node { id, line, attributes: scope.nodes.as_ref().clone() });
        Ok(node)
    }

    fn join(&mut self, from: &[End], to: &[End], line: usize, shared: &Rc<Attributes>) -> Result<(), FormatError> {
        for (a, b) in from.iter().flat_map(|a| to.iter().map(move |b| (a, b))) {
            let pair = (a.node.min(b.node), a.node.max(b.node));
            if self.strict.as_mut().is_some_and(|joined| !joined.insert(pair)) {
                continue;
            }
            if self.graph.edges.len() >= 2 * MOST_LAYERS {
                return Err(self.tokens.error(say!("too-many-edges")));
            }
            self.graph.edges.push(Edge { line, ends: [a.clone(), b.clone()], attributes: shared.clone() });
        }
        Ok(())
    }
}

/// What stands at an end of an edge.
enum Operand {
    Node(String, Option<String>),
    Set(Vec<End>),
}
