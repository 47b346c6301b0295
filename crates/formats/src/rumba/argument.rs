//! The arguments of a call.

use super::{machine::Machine, value::Value};
use messages::say;
use ruff_python_ast::{Expr, ExprCall};

/// The arguments of a call, computed.
pub(super) struct Arguments {
    pub line: usize,
    pub positional: Vec<Value>,
    pub named: Vec<(String, Value)>,
}

impl Arguments {
    /// An argument by its position, or by its name; `None` where it is not given.
    pub fn get(&self, position: usize, name: &str) -> Option<&Value> {
        let named = || self.named.iter().find(|(given, _)| given == name).map(|(_, value)| value);
        self.positional.get(position).or_else(named)
    }

    /// An argument given by name only.
    pub fn named(&self, name: &str) -> Option<&Value> {
        self.get(usize::MAX, name)
    }

    /// The first argument.
    pub fn first(&self) -> Value {
        self.positional.first().cloned().unwrap_or(Value::Unknown)
    }

    /// The arguments given by name that are not among `known`.
    pub fn others<'b>(&'b self, known: &'b [&str]) -> impl Iterator<Item = &'b (String, Value)> {
        self.named.iter().filter(|(name, _)| !known.contains(&name.as_str()))
    }
}

impl<'a> Machine<'a> {
    /// Computes the arguments of a call, `*` and `**` spread out.
    pub fn arguments(&mut self, call: &'a ExprCall, line: usize) -> Arguments {
        let mut arguments = Arguments { line, positional: Vec::new(), named: Vec::new() };
        for argument in &call.arguments.args {
            match argument {
                Expr::Starred(starred) => {
                    let value = self.value(&starred.value);
                    arguments.positional.extend(self.elements(&value, line).unwrap_or_default());
                }
                _ => arguments.positional.push(self.value(argument)),
            }
        }
        for keyword in &call.arguments.keywords {
            let value = self.value(&keyword.value);
            match (&keyword.arg, &value) {
                (Some(name), _) => arguments.named.push((name.to_string(), value)),
                (None, Value::Dict(dict)) => {
                    let entries = &self.heap.dicts[*dict].entries;
                    let text = |key: &super::value::Key| match key {
                        super::value::Key::Text(text) => Some(text.to_string()),
                        _ => None,
                    };
                    let spread = entries.iter().filter_map(|(key, value)| Some((text(key)?, value.clone())));
                    arguments.named.extend(spread);
                    let n = entries.len();
                    self.spend(n, line);
                }
                (None, _) => {}
            }
        }
        arguments
    }

    /// The layers among values: a layer, a list of them, or the names of some.
    pub fn layers_in(&mut self, value: &Value, line: usize) -> Vec<usize> {
        self.things_in(value, line, |machine, value| match value {
            Value::Text(name) => machine.script.layer_named(name),
            _ => value.as_layer(),
        })
    }

    /// The nodes among values: a node, a list of them, or the names of some.
    pub fn nodes_in(&mut self, value: &Value, line: usize) -> Vec<usize> {
        self.things_in(value, line, |machine, value| match value {
            Value::Text(name) => machine.script.node_named(name),
            _ => value.as_node(),
        })
    }

    fn things_in(&mut self, value: &Value, line: usize, find: fn(&Self, &Value) -> Option<usize>) -> Vec<usize> {
        if matches!(value, Value::None) {
            return Vec::new();
        }
        let values = match value {
            Value::Text(_) | Value::Thing(_) => vec![value.clone()],
            _ => self.elements(value, line).unwrap_or_else(|| vec![Value::Unknown]),
        };
        let found: Vec<usize> = values.iter().filter_map(|value| find(self, value)).collect();
        // Names are looked up one by one.
        let n_names = values.iter().filter(|value| value.as_text().is_some()).count();
        self.spend(n_names * (self.script.nodes.len() + self.script.layers.len()) / 8, line);
        if found.len() < values.len() && !self.is_stopped() {
            self.ignore(line, say!("element-not-understood"));
        }
        found
    }
}
