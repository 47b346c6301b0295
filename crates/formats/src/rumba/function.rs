//! Calls: of the script's functions, of Python's, of Rumba's.

use super::{
    argument::Arguments,
    machine::{Body, Machine},
    statement::Flow,
    value::{Dict, Key, Value},
};
use messages::say;
use ruff_python_ast::{Expr, ExprCall};
use std::collections::HashMap;

impl<'a> Machine<'a> {
    /// The value of a call.
    pub fn call(&mut self, call: &'a ExprCall, line: usize) -> Value {
        let callee = match call.func.as_ref() {
            // One remark, on the call, is enough.
            Expr::Name(name) => self.named(&name.id).unwrap_or(Value::Unknown),
            func => self.value(func),
        };
        let arguments = self.arguments(call, line);
        match &callee {
            Value::Unknown | Value::Module(_) if !self.is_stopped() => {
                self.ignore(line, say!("name-not-understood", name = name_of(&call.func)));
                Value::Unknown
            }
            _ => self.call_value(&callee, arguments),
        }
    }

    /// The value of calling something.
    pub fn call_value(&mut self, callee: &Value, arguments: Arguments) -> Value {
        match callee {
            Value::Function(function) => self.call_function(*function, arguments),
            Value::Builtin(name) => self.call_builtin(name, &arguments),
            Value::Class(class) => self.construct(class, &arguments),
            Value::Bound(bound) => {
                let (holder, name) = (&bound.0, bound.1.clone());
                match holder {
                    Value::Thing(thing) => self.call_of_thing(*thing, &name, &arguments),
                    _ => self.call_method(holder, &name, &arguments),
                }
            }
            _ => Value::Unknown,
        }
    }

    fn call_function(&mut self, function: usize, arguments: Arguments) -> Value {
        let line = arguments.line;
        let frame = self.bound_parameters(function, arguments);
        let body = self.functions[function].body;
        self.frames.push(frame);
        let value = self.deeper(line, Value::Unknown, |machine| match body {
            Body::Expression(expression) => machine.value(expression),
            Body::Block(statements) => match machine.block(statements) {
                Flow::Return(value) => value,
                _ => Value::None,
            },
        });
        self.frames.pop();
        value
    }

    /// The function's variables at its start: its parameters.
    fn bound_parameters(&mut self, function: usize, arguments: Arguments) -> HashMap<String, Value> {
        let mut frame = HashMap::new();
        let Some(parameters) = self.functions[function].parameters else { return frame };
        let mut positional = arguments.positional.into_iter();
        let mut named: HashMap<String, Value> = arguments.named.into_iter().collect();
        let by_place = parameters.posonlyargs.iter().chain(&parameters.args).map(|parameter| (parameter, true));
        let by_name = parameters.kwonlyargs.iter().map(|parameter| (parameter, false));
        for (parameter, has_place) in by_place.chain(by_name) {
            let name = parameter.parameter.name.as_str();
            let given = if has_place { positional.next() } else { None };
            let value = given.or_else(|| named.remove(name)).unwrap_or_else(|| match &parameter.default {
                Some(default) => self.value(default),
                None => Value::Unknown,
            });
            frame.insert(name.to_owned(), value);
        }
        if let Some(rest) = &parameters.vararg {
            let rest_of = self.heap.tuple(positional.collect());
            frame.insert(rest.name.to_string(), rest_of);
        }
        if let Some(rest) = &parameters.kwarg {
            let mut names: Vec<(String, Value)> = named.into_iter().collect();
            names.sort_by(|a, b| a.0.cmp(&b.0));
            let entries = names.into_iter().map(|(name, value)| (Key::Text(name.as_str().into()), value)).collect();
            let rest_of = self.heap.dict(Dict { entries, default: None });
            frame.insert(rest.name.to_string(), rest_of);
        }
        frame
    }
}

/// What is called, as the script writes it, if that is short.
fn name_of(expression: &Expr) -> String {
    match expression {
        Expr::Name(name) => name.id.to_string(),
        Expr::Attribute(attribute) => match attribute.value.as_ref() {
            Expr::Name(holder) => format!("{}.{}", holder.id, attribute.attr),
            _ => format!("….{}", attribute.attr),
        },
        _ => say!("this-call").to_owned(),
    }
}
