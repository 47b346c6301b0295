//! Python's own functions, and the few of its library that people build networks with.

use super::{
    argument::Arguments,
    machine::Machine,
    operator,
    value::{Dict, Value},
};
use std::cmp::Ordering;

/// The functions known: as named in a script, or with their module.
pub(super) const NAMES: [&str; 32] = [
    "abs",
    "all",
    "any",
    "bool",
    "dict",
    "enumerate",
    "float",
    "int",
    "isinstance",
    "len",
    "list",
    "map",
    "max",
    "min",
    "print",
    "range",
    "repr",
    "reversed",
    "round",
    "set",
    "sorted",
    "str",
    "sum",
    "tuple",
    "zip",
    "collections.OrderedDict",
    "collections.defaultdict",
    "itertools.chain",
    "itertools.combinations",
    "itertools.product",
    "math.ceil",
    "math.floor",
];

impl Machine<'_> {
    pub(super) fn call_builtin(&mut self, name: &str, arguments: &Arguments) -> Value {
        let line = arguments.line;
        let first = arguments.first();
        match name {
            "print" => Value::None,
            "range" => self.range(arguments),
            "len" => self.heap.len(&first).map_or(Value::Unknown, |n| Value::Int(n as i64)),
            "str" | "repr" => match self.shown(&first) {
                Some(text) => self.text(line, text),
                None => Value::Unknown,
            },
            "int" | "math.ceil" | "math.floor" | "round" => whole(name, &first),
            "float" => match &first {
                Value::Text(text) => {
                    text.trim().parse().ok().filter(|n: &f64| n.is_finite()).map_or(Value::Unknown, Value::Float)
                }
                _ => first.as_number().map_or(Value::Unknown, Value::Float),
            },
            "bool" => self.heap.truth(&first).map_or(Value::Unknown, Value::Bool),
            "abs" => match first {
                Value::Int(number) => number.checked_abs().map_or(Value::Unknown, Value::Int),
                _ => first.as_number().map_or(Value::Unknown, |number| Value::Float(number.abs())),
            },
            "dict" | "collections.OrderedDict" | "collections.defaultdict" => self.made_dict(name, arguments),
            "list" | "tuple" | "set" | "reversed" | "sorted" => self.made_list(name, arguments),
            "enumerate" => self.enumerated(arguments),
            "zip" => self.zipped(arguments),
            "map" => self.mapped(arguments),
            "sum" | "min" | "max" | "all" | "any" => self.folded(name, arguments),
            "itertools.chain" => {
                let mut values = Vec::new();
                for list in &arguments.positional {
                    values.extend(self.elements(list, line).unwrap_or_default());
                }
                self.heap.list(values)
            }
            "itertools.combinations" | "itertools.product" => self.paired(name, arguments),
            _ => Value::Unknown,
        }
    }

    fn range(&mut self, arguments: &Arguments) -> Value {
        let numbers: Option<Vec<i64>> = arguments.positional.iter().map(Value::as_int).collect();
        let (from, to, step) = match numbers.as_deref() {
            Some([to]) => (0, *to, 1),
            Some([from, to]) => (*from, *to, 1),
            Some([from, to, step]) if *step != 0 => (*from, *to, *step),
            _ => return Value::Unknown,
        };
        let span = if step > 0 { to.saturating_sub(from) } else { from.saturating_sub(to) };
        let n = usize::try_from(span.max(0)).unwrap_or(usize::MAX).div_ceil(step.unsigned_abs() as usize);
        // Paid for before it is made, or a range of a billion would fill the memory.
        self.spend(n, arguments.line);
        if self.is_stopped() {
            return Value::Unknown;
        }
        self.heap.list((0..n as i64).map(|k| Value::Int(from + k * step)).collect())
    }

    fn made_dict(&mut self, name: &str, arguments: &Arguments) -> Value {
        let mut made = Dict::default();
        let mut source = arguments.positional.first().cloned();
        if name == "collections.defaultdict" {
            made.default = source.take();
        }
        if let Some(Value::Dict(dict)) = &source {
            made.entries = self.heap.dicts[*dict].entries.clone();
            self.spend(made.entries.len(), arguments.line);
        } else if let Some(pairs) = source.and_then(|pairs| self.elements(&pairs, arguments.line)) {
            for pair in pairs {
                if let Some([key, value]) = self.heap.elements(&pair)
                    && let Some(key) = self.heap.key(key)
                {
                    made.entries.insert(key, value.clone());
                }
            }
        }
        for (name, value) in &arguments.named {
            made.entries.insert(super::value::Key::Text(name.as_str().into()), value.clone());
        }
        self.heap.dict(made)
    }

    fn made_list(&mut self, name: &str, arguments: &Arguments) -> Value {
        let mut values = match arguments.positional.first() {
            None => Vec::new(),
            Some(value) => match self.elements(value, arguments.line) {
                Some(values) => values,
                None => return Value::Unknown,
            },
        };
        match name {
            "tuple" => return self.heap.tuple(values),
            "set" => values = self.distinct(values),
            "reversed" => values.reverse(),
            "sorted" => self.sort(&mut values, arguments),
            _ => {}
        }
        self.heap.list(values)
    }

    /// Sorts as `sorted` and `list.sort` do; what cannot be compared keeps its order.
    pub(super) fn sort(&mut self, values: &mut Vec<Value>, arguments: &Arguments) {
        self.spend(values.len() * 4, arguments.line);
        let by = arguments.named("key").cloned();
        let mut keyed = Vec::new();
        for value in values.iter() {
            let key = match &by {
                None => value.clone(),
                Some(by) => {
                    let arguments =
                        Arguments { line: arguments.line, positional: vec![value.clone()], named: Vec::new() };
                    self.call_value(by, arguments)
                }
            };
            // One without an order leaves all as they are.
            let Some(key) = operator::sort_key(&self.heap, &key) else { return };
            keyed.push((key, value.clone()));
        }
        keyed.sort_by(|a, b| a.0.cmp(&b.0));
        if arguments.named("reverse").and_then(|reverse| self.heap.truth(reverse)) == Some(true) {
            keyed.reverse();
        }
        *values = keyed.into_iter().map(|(_, value)| value).collect();
    }

    fn enumerated(&mut self, arguments: &Arguments) -> Value {
        let start = arguments.get(1, "start").and_then(Value::as_int).unwrap_or(0);
        let Some(values) = self.elements(&arguments.first(), arguments.line) else { return Value::Unknown };
        let pairs: Vec<Value> = values
            .into_iter()
            .enumerate()
            .map(|(n, value)| self.heap.tuple(vec![Value::Int(start.saturating_add(n as i64)), value]))
            .collect();
        self.heap.list(pairs)
    }

    fn zipped(&mut self, arguments: &Arguments) -> Value {
        let lists: Option<Vec<Vec<Value>>> =
            arguments.positional.iter().map(|list| self.elements(list, arguments.line)).collect();
        let Some(lists) = lists else { return Value::Unknown };
        let n = lists.iter().map(Vec::len).min().unwrap_or(0);
        let rows: Vec<Value> =
            (0..n).map(|row| self.heap.tuple(lists.iter().map(|list| list[row].clone()).collect())).collect();
        self.heap.list(rows)
    }

    fn mapped(&mut self, arguments: &Arguments) -> Value {
        let line = arguments.line;
        let values = arguments.positional.get(1).and_then(|list| self.elements(list, line));
        let Some(values) = values else { return Value::Unknown };
        let by = arguments.first();
        let apply = |value| self.call_value(&by, Arguments { line, positional: vec![value], named: Vec::new() });
        let mapped = values.into_iter().map(apply).collect();
        self.heap.list(mapped)
    }

    fn folded(&mut self, name: &str, arguments: &Arguments) -> Value {
        let line = arguments.line;
        let values = match &arguments.positional[..] {
            [list] => self.elements(list, line),
            several => Some(several.to_vec()),
        };
        let Some(values) = values else { return Value::Unknown };
        let heap = &self.heap;
        let truths = || values.iter().map(|value| heap.truth(value)).collect::<Option<Vec<bool>>>();
        let best = |wanted: Ordering| {
            let mut values = values.iter();
            let first = values.next()?.clone();
            values.try_fold(first, |best, value| {
                let order = operator::order(heap, value, &best)?;
                Some(if order == wanted { value.clone() } else { best })
            })
        };
        match name {
            "all" => truths().map_or(Value::Unknown, |truths| Value::Bool(truths.into_iter().all(|truth| truth))),
            "any" => truths().map_or(Value::Unknown, |truths| Value::Bool(truths.into_iter().any(|truth| truth))),
            "min" => best(Ordering::Less).unwrap_or(Value::Unknown),
            "max" => best(Ordering::Greater).unwrap_or(Value::Unknown),
            _ => {
                let add = |sum, value: &Value| self.operate(ruff_python_ast::Operator::Add, &sum, value, line);
                values.iter().fold(Value::Int(0), add)
            }
        }
    }

    /// Pairs of one list without regard to order, or of two lists: how meshes are written.
    fn paired(&mut self, name: &str, arguments: &Arguments) -> Value {
        let line = arguments.line;
        let Some(left) = self.elements(&arguments.first(), line) else { return Value::Unknown };
        let is_product = name == "itertools.product";
        let right = match arguments.positional.get(1) {
            Some(Value::Int(2)) if !is_product => left.clone(),
            Some(list) if is_product => self.elements(list, line).unwrap_or_default(),
            None if arguments.named("repeat").and_then(Value::as_int) == Some(2) => left.clone(),
            _ => return Value::Unknown,
        };
        let mut pairs = Vec::new();
        for (n, from) in left.iter().enumerate() {
            for to in right.iter().skip(if is_product { 0 } else { n + 1 }) {
                self.spend(3, line);
                if self.is_stopped() {
                    return Value::Unknown;
                }
                pairs.push(self.heap.tuple(vec![from.clone(), to.clone()]));
            }
        }
        self.heap.list(pairs)
    }
}

fn whole(name: &str, value: &Value) -> Value {
    let number = match value {
        Value::Text(text) => return text.trim().parse().map_or(Value::Unknown, Value::Int),
        Value::Int(number) => return Value::Int(*number),
        _ => value.as_number(),
    };
    let rounded = number.map(|number| match name {
        "math.ceil" => number.ceil(),
        "math.floor" => number.floor(),
        "round" => number.round_ties_even(),
        _ => number.trunc(),
    });
    rounded.filter(|number| number.abs() < 9e18).map_or(Value::Unknown, |number| Value::Int(number as i64))
}
