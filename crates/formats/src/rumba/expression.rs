//! Expressions: every one has a value, if only the unknown one.

use super::{
    machine::{Body, Function, Machine},
    operator,
    value::{Dict, Heap, Thing, Value},
    vocabulary,
};
use messages::say;
use ruff_python_ast::{
    BoolOp, CmpOp, Comprehension, Expr, ExprAttribute, ExprBoolOp, ExprCompare, ExprDict, ExprName, ExprSlice,
    ExprSubscript, Number, UnaryOp,
};
use std::collections::HashMap;

impl<'a> Machine<'a> {
    /// The value of an expression.
    pub fn value(&mut self, expression: &'a Expr) -> Value {
        let line = self.line(expression);
        self.deeper(line, Value::Unknown, |machine| machine.value_of(expression, line))
    }

    fn value_of(&mut self, expression: &'a Expr, line: usize) -> Value {
        match expression {
            Expr::Name(name) => self.name(name, line),
            Expr::StringLiteral(text) => self.text(line, text.value.to_str().to_owned()),
            Expr::FString(text) => self.f_string(text, line),
            Expr::NumberLiteral(number) => match &number.value {
                Number::Int(number) => number.as_i64().map_or(Value::Unknown, Value::Int),
                Number::Float(number) => Value::Float(*number),
                Number::Complex { .. } => Value::Unknown,
            },
            Expr::BooleanLiteral(truth) => Value::Bool(truth.value),
            Expr::NoneLiteral(_) => Value::None,
            Expr::List(list) => {
                let values = self.values(&list.elts, line);
                self.heap.list(values)
            }
            Expr::Set(set) => {
                let values = self.values(&set.elts, line);
                let distinct = self.distinct(values);
                self.heap.list(distinct)
            }
            Expr::Tuple(tuple) => {
                let values = self.values(&tuple.elts, line);
                self.heap.tuple(values)
            }
            Expr::Dict(dict) => self.dict(dict, line),
            Expr::Call(call) => self.call(call, line),
            Expr::Attribute(attribute) => self.attribute(attribute),
            Expr::Subscript(subscript) => self.subscript(subscript, line),
            Expr::BinOp(operation) => {
                let (left, right) = (self.value(&operation.left), self.value(&operation.right));
                self.operate(operation.op, &left, &right, line)
            }
            Expr::UnaryOp(operation) => {
                let operand = self.value(&operation.operand);
                unary(&self.heap, operation.op, &operand)
            }
            Expr::BoolOp(operation) => self.bool_op(operation),
            Expr::Compare(comparison) => self.compare(comparison),
            Expr::If(choice) => {
                let test = self.value(&choice.test);
                match self.heap.truth(&test) {
                    Some(true) => self.value(&choice.body),
                    Some(false) => self.value(&choice.orelse),
                    None => Value::Unknown,
                }
            }
            Expr::Lambda(lambda) => {
                let body = Body::Expression(&lambda.body);
                self.functions.push(Function { parameters: lambda.parameters.as_deref(), body });
                Value::Function(self.functions.len() - 1)
            }
            Expr::Named(named) => {
                let value = self.value(&named.value);
                self.assign(&named.target, value.clone());
                value
            }
            _ => self.comprehension(expression, line),
        }
    }

    fn comprehension(&mut self, expression: &'a Expr, line: usize) -> Value {
        match expression {
            Expr::ListComp(list) => self.collected(&list.generators, &list.elt, false, line),
            Expr::Generator(list) => self.collected(&list.generators, &list.elt, false, line),
            Expr::SetComp(set) => self.collected(&set.generators, &set.elt, true, line),
            Expr::DictComp(dict) => {
                let mut made = Dict::default();
                self.comprehend(&dict.generators, line, &mut |machine| {
                    let key = dict.key.as_ref().map_or(Value::Unknown, |key| machine.value(key));
                    let value = machine.value(&dict.value);
                    if let Some(key) = machine.heap.key(&key) {
                        made.entries.insert(key, value);
                    }
                });
                self.heap.dict(made)
            }
            _ => {
                self.ignore(line, say!("expression-not-understood"));
                Value::Unknown
            }
        }
    }

    fn name(&mut self, name: &ExprName, line: usize) -> Value {
        self.named(&name.id).unwrap_or_else(|| {
            self.ignore(line, say!("not-defined", name = name.id));
            Value::Unknown
        })
    }

    /// What a name stands for: a variable, or a function of Python's own.
    pub fn named(&self, name: &str) -> Option<Value> {
        self.variable(name).or_else(|| vocabulary::builtin(name))
    }

    fn values(&mut self, expressions: &'a [Expr], line: usize) -> Vec<Value> {
        let mut values = Vec::new();
        for expression in expressions {
            match expression {
                Expr::Starred(starred) => {
                    let spread = self.value(&starred.value);
                    values.extend(self.elements(&spread, line).unwrap_or_default());
                }
                _ => values.push(self.value(expression)),
            }
        }
        values
    }

    /// Each value once, in the order of their first; those that are no keys stay as they are.
    pub fn distinct(&mut self, values: Vec<Value>) -> Vec<Value> {
        let mut seen = std::collections::HashSet::new();
        values.into_iter().filter(|value| self.heap.key(value).is_none_or(|key| seen.insert(key))).collect()
    }

    fn dict(&mut self, dict: &'a ExprDict, line: usize) -> Value {
        let mut made = Dict::default();
        for item in &dict.items {
            let value = self.value(&item.value);
            let Some(key) = &item.key else {
                if let Value::Dict(spread) = value {
                    let entries = self.heap.dicts[spread].entries.clone();
                    self.spend(entries.len(), line);
                    made.entries.extend(entries);
                }
                continue;
            };
            let key = self.value(key);
            match self.heap.key(&key) {
                Some(key) => drop(made.entries.insert(key, value)),
                None => self.ignore(line, say!("key-not-understood")),
            }
        }
        self.heap.dict(made)
    }

    fn attribute(&mut self, attribute: &'a ExprAttribute) -> Value {
        let holder = self.value(&attribute.value);
        let name = attribute.attr.as_str();
        match &holder {
            Value::Module(path) => vocabulary::attribute_of_module(path, name),
            Value::Class(super::value::Class::Distribution) => Value::text(&name.to_ascii_lowercase()),
            Value::Thing(thing) => self.attribute_of(*thing, name),
            // A method of a method is nothing that exists.
            Value::Unknown | Value::Bound(_) => Value::Unknown,
            _ => Value::Bound((holder, name.into()).into()),
        }
    }

    fn attribute_of(&mut self, thing: Thing, name: &str) -> Value {
        match (thing, name) {
            (Thing::Layer(layer), "name") => Value::text(&self.script.layers[layer].layer.name),
            (Thing::Layer(layer), "policy") => Value::Thing(Thing::Policy(self.script.layers[layer].policies)),
            (Thing::Layer(layer), "link_quality") => {
                self.script.qualities.push(self.script.layers[layer].layer.quality.clone());
                Value::Thing(Thing::Quality(self.script.qualities.len() - 1))
            }
            (Thing::Node(node), "name") => Value::text(&self.script.nodes[node].name),
            (Thing::Node(node), "difs") => {
                let layers: Vec<Value> =
                    self.script.nodes[node].layers.iter().map(|id| Value::Thing(Thing::Layer(*id))).collect();
                self.spend(layers.len(), 0);
                self.heap.list(layers)
            }
            (Thing::Experiment(experiment), "nodes") => {
                let nodes: Vec<Value> =
                    self.script.experiments[experiment].nodes.iter().map(|id| Value::Thing(Thing::Node(*id))).collect();
                self.spend(nodes.len(), 0);
                self.heap.list(nodes)
            }
            _ => Value::Bound((Value::Thing(thing), name.into()).into()),
        }
    }

    fn subscript(&mut self, subscript: &'a ExprSubscript, line: usize) -> Value {
        let holder = self.value(&subscript.value);
        if let Expr::Slice(slice) = subscript.slice.as_ref() {
            return self.slice(&holder, slice, line);
        }
        let place = self.value(&subscript.slice);
        match &holder {
            Value::List(list) | Value::Tuple(list) => {
                let elements = &self.heap.lists[*list];
                operator::index(&place, elements.len()).map_or(Value::Unknown, |index| elements[index].clone())
            }
            Value::Text(text) => {
                self.spend(text.len() / 8, line);
                let n = text.chars().count();
                let found = operator::index(&place, n).and_then(|index| text.chars().nth(index));
                found.map_or(Value::Unknown, |c| Value::text(c.encode_utf8(&mut [0; 4])))
            }
            Value::Dict(dict) => {
                let Some(key) = self.heap.key(&place) else { return Value::Unknown };
                if let Some(value) = self.heap.dicts[*dict].entries.get(&key) {
                    return value.clone();
                }
                let Some(default) = self.heap.dicts[*dict].default.clone() else {
                    self.ignore(line, say!("no-such-key"));
                    return Value::Unknown;
                };
                let made = self.call_value(
                    &default,
                    super::argument::Arguments { line, positional: Vec::new(), named: Vec::new() },
                );
                self.heap.dicts[*dict].entries.insert(key, made.clone());
                made
            }
            _ => Value::Unknown,
        }
    }

    fn slice(&mut self, holder: &Value, slice: &'a ExprSlice, line: usize) -> Value {
        let mut bound = |bound: &'a Option<Box<Expr>>| bound.as_ref().map(|bound| self.value(bound).as_int());
        let (lower, upper, step) = (bound(&slice.lower), bound(&slice.upper), bound(&slice.step));
        let Some(elements) = self.elements(holder, line) else { return Value::Unknown };
        let n = elements.len() as i64;
        let clamped = |at: i64| if at < 0 { (n.saturating_add(at)).max(0) } else { at.min(n) } as usize;
        let sliced: Vec<Value> = match (lower, upper, step.unwrap_or(Some(1))) {
            (Some(None), ..) | (_, Some(None), _) | (_, _, None) => return Value::Unknown,
            (None, None, Some(-1)) => elements.into_iter().rev().collect(),
            (lower, upper, Some(step @ 1..)) => {
                let from = lower.flatten().map_or(0, clamped);
                let to = upper.flatten().map_or(elements.len(), clamped);
                elements.into_iter().take(to).skip(from).step_by(step as usize).collect()
            }
            _ => return Value::Unknown,
        };
        match holder {
            Value::Text(_) => {
                let text = sliced.iter().filter_map(Value::as_text).collect();
                self.text(line, text)
            }
            Value::Tuple(_) => self.heap.tuple(sliced),
            _ => self.heap.list(sliced),
        }
    }

    fn bool_op(&mut self, operation: &'a ExprBoolOp) -> Value {
        let mut last = Value::Unknown;
        for expression in &operation.values {
            last = self.value(expression);
            match (self.heap.truth(&last), operation.op) {
                (None, _) => return Value::Unknown,
                (Some(true), BoolOp::Or) | (Some(false), BoolOp::And) => return last,
                _ => {}
            }
        }
        last
    }

    fn compare(&mut self, comparison: &'a ExprCompare) -> Value {
        let line = self.line(comparison);
        let mut left = self.value(&comparison.left);
        for (op, right) in comparison.ops.iter().zip(&comparison.comparators) {
            let right = self.value(right);
            let n = if matches!(op, CmpOp::Lt | CmpOp::Gt) { 1 } else { self.heap.len(&right).unwrap_or(1) };
            self.spend(n, line);
            match operator::compare(&self.heap, *op, &left, &right) {
                Some(true) => {}
                Some(false) => return Value::Bool(false),
                None => return Value::Unknown,
            }
            left = right;
        }
        Value::Bool(true)
    }

    fn collected(&mut self, generators: &'a [Comprehension], element: &'a Expr, once: bool, line: usize) -> Value {
        let mut values = Vec::new();
        self.comprehend(generators, line, &mut |machine| values.push(machine.value(element)));
        if once {
            values = self.distinct(values);
        }
        self.heap.list(values)
    }

    /// Goes through generators with variables of their own.
    fn comprehend(&mut self, generators: &'a [Comprehension], line: usize, act: &mut dyn FnMut(&mut Self)) {
        self.frames.push(HashMap::new());
        self.generate(generators, line, act);
        self.frames.pop();
    }

    fn generate(&mut self, generators: &'a [Comprehension], line: usize, act: &mut dyn FnMut(&mut Self)) {
        let Some((generator, inner)) = generators.split_first() else { return act(self) };
        let iterated = self.value(&generator.iter);
        let Some(elements) = self.elements(&iterated, line) else {
            return self.ignore(line, say!("goes-through-unknown"));
        };
        for element in elements {
            self.spend(1, line);
            if self.is_stopped() {
                return;
            }
            self.assign(&generator.target, element);
            let holds = generator.ifs.iter().all(|test| {
                let value = self.value(test);
                self.heap.truth(&value) == Some(true)
            });
            if holds {
                self.deeper(line, (), |machine| machine.generate(inner, line, act));
            }
        }
    }
}

fn unary(heap: &Heap, op: UnaryOp, operand: &Value) -> Value {
    match (op, operand) {
        (UnaryOp::Not, _) => heap.truth(operand).map_or(Value::Unknown, |truth| Value::Bool(!truth)),
        (UnaryOp::USub, Value::Int(number)) => number.checked_neg().map_or(Value::Unknown, Value::Int),
        (UnaryOp::USub, Value::Float(number)) => Value::Float(-number),
        (UnaryOp::UAdd, Value::Int(_) | Value::Float(_)) => operand.clone(),
        _ => Value::Unknown,
    }
}
