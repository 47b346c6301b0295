//! Methods of Python's own types: texts, lists, dictionaries.

use super::{
    argument::Arguments,
    format_text,
    machine::Machine,
    value::{Key, Value},
};
use messages::say;

impl Machine<'_> {
    pub(super) fn call_method(&mut self, holder: &Value, name: &str, arguments: &Arguments) -> Value {
        let found = match holder {
            Value::Text(text) => self.text_method(text, name, arguments),
            Value::List(list) => self.list_method(*list, name, arguments),
            Value::Dict(dict) => self.dict_method(*dict, name, arguments),
            Value::Tuple(_) if name == "index" || name == "count" => self.search(holder, name, arguments),
            _ => None,
        };
        found.unwrap_or_else(|| {
            if !self.is_stopped() {
                self.ignore(arguments.line, say!("method-not-understood", name = name));
            }
            Value::Unknown
        })
    }

    fn text_method(&mut self, text: &str, name: &str, arguments: &Arguments) -> Option<Value> {
        let line = arguments.line;
        let part = arguments.first();
        let part = part.as_text();
        let changed = match name {
            "format" => match format_text::braces(self, text, arguments) {
                Some(text) => text,
                None => return Some(Value::Unknown),
            },
            "lower" => text.to_lowercase(),
            "upper" => text.to_uppercase(),
            "capitalize" | "title" => {
                let mut chars = text.chars();
                chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
            }
            "strip" => text.trim_matches(|c| part.map_or(char::is_whitespace(c), |part| part.contains(c))).to_owned(),
            "lstrip" => text.trim_start().to_owned(),
            "rstrip" => text.trim_end().to_owned(),
            "replace" => {
                let to = arguments.get(1, "new").and_then(Value::as_text)?;
                let from = part.filter(|from| !from.is_empty())?;
                // Bounded before it is made.
                self.spend(text.len() / 8 + text.matches(from).count() * to.len() / 8, line);
                if self.is_stopped() {
                    return Some(Value::Unknown);
                }
                text.replace(from, to)
            }
            "zfill" => {
                let width = arguments.first().as_int()?.clamp(0, 200) as usize;
                format!("{text:0>width$}")
            }
            "join" => {
                let parts = self.elements(&arguments.first(), line)?;
                let parts: Option<Vec<&str>> = parts.iter().map(Value::as_text).collect();
                let n_bytes: usize = parts.iter().flatten().map(|part| part.len() + text.len()).sum();
                self.spend(n_bytes / 8, line);
                match parts {
                    Some(parts) if !self.is_stopped() => parts.join(text),
                    _ => return Some(Value::Unknown),
                }
            }
            "split" => {
                let parts: Vec<Value> = match part.filter(|part| !part.is_empty()) {
                    Some(part) => text.split(part).map(Value::text).collect(),
                    None => text.split_whitespace().map(Value::text).collect(),
                };
                self.spend(parts.len(), line);
                return Some(self.heap.list(parts));
            }
            "startswith" => return Some(Value::Bool(text.starts_with(part?))),
            "endswith" => return Some(Value::Bool(text.ends_with(part?))),
            "isdigit" => return Some(Value::Bool(!text.is_empty() && text.bytes().all(|c| c.is_ascii_digit()))),
            _ => return None,
        };
        Some(self.text(line, changed))
    }

    fn list_method(&mut self, list: usize, name: &str, arguments: &Arguments) -> Option<Value> {
        let line = arguments.line;
        match name {
            // A set is a list of distinct values here.
            "append" => self.heap.lists[list].push(arguments.first()),
            "add" => {
                let holder = Value::List(list);
                self.spend(self.heap.lists[list].len(), line);
                let is_there =
                    super::operator::compare(&self.heap, ruff_python_ast::CmpOp::In, &arguments.first(), &holder);
                if is_there != Some(true) {
                    self.heap.lists[list].push(arguments.first());
                }
            }
            "extend" | "update" => {
                let more = self.elements(&arguments.first(), line)?;
                self.heap.lists[list].extend(more);
            }
            "insert" => {
                let n = self.heap.lists[list].len();
                let at = arguments.first().as_int()?.clamp(0, n as i64) as usize;
                self.spend(n - at, line);
                self.heap.lists[list].insert(at, arguments.get(1, "object")?.clone());
            }
            "pop" => {
                let n = self.heap.lists[list].len();
                let place = arguments.positional.first().cloned().unwrap_or(Value::Int(-1));
                let Some(at) = super::operator::index(&place, n) else { return Some(Value::Unknown) };
                self.spend(n - at, line);
                return Some(self.heap.lists[list].remove(at));
            }
            "remove" => {
                if let Some(Value::Int(at)) = self.search(&Value::List(list), "index", arguments) {
                    self.heap.lists[list].remove(at as usize);
                }
            }
            "clear" => self.heap.lists[list].clear(),
            "reverse" => {
                self.spend(self.heap.lists[list].len(), line);
                self.heap.lists[list].reverse();
            }
            "copy" => {
                let values = self.elements(&Value::List(list), line)?;
                return Some(self.heap.list(values));
            }
            "sort" => {
                let mut values = self.elements(&Value::List(list), line)?;
                self.sort(&mut values, arguments);
                self.heap.lists[list] = values;
            }
            "index" | "count" => return self.search(&Value::List(list), name, arguments),
            _ => return None,
        }
        Some(Value::None)
    }

    fn search(&mut self, holder: &Value, name: &str, arguments: &Arguments) -> Option<Value> {
        let elements = self.elements(holder, arguments.line)?;
        let wanted = arguments.first();
        let is_equal = |value: &Value| {
            super::operator::compare(&self.heap, ruff_python_ast::CmpOp::Eq, value, &wanted) == Some(true)
        };
        Some(match name {
            "count" => Value::Int(elements.iter().filter(|value| is_equal(value)).count() as i64),
            _ => elements.iter().position(is_equal).map_or(Value::Unknown, |at| Value::Int(at as i64)),
        })
    }

    fn dict_method(&mut self, dict: usize, name: &str, arguments: &Arguments) -> Option<Value> {
        let line = arguments.line;
        let entry = |machine: &Self| {
            let key = machine.heap.key(&arguments.first())?;
            Some((machine.heap.dicts[dict].entries.get(&key).cloned(), key))
        };
        let otherwise = || arguments.positional.get(1).cloned().unwrap_or(Value::None);
        match name {
            "get" => Some(entry(self).map_or(Value::Unknown, |(found, _)| found.unwrap_or_else(otherwise))),
            "setdefault" => {
                let (found, key) = entry(self)?;
                Some(found.unwrap_or_else(|| {
                    self.heap.dicts[dict].entries.insert(key, otherwise());
                    otherwise()
                }))
            }
            "pop" => {
                let (found, key) = entry(self)?;
                self.spend(self.heap.dicts[dict].entries.len(), line);
                self.heap.dicts[dict].entries.shift_remove(&key);
                Some(found.unwrap_or_else(otherwise))
            }
            "update" => {
                let made = self.call_builtin("dict", arguments);
                if let Value::Dict(other) = made {
                    let entries = std::mem::take(&mut self.heap.dicts[other].entries);
                    self.heap.dicts[dict].entries.extend(entries);
                }
                Some(Value::None)
            }
            "keys" | "values" | "items" => {
                let entries: Vec<(Key, Value)> =
                    self.heap.dicts[dict].entries.iter().map(|(key, value)| (key.clone(), value.clone())).collect();
                self.spend(entries.len(), line);
                let row = |(key, value): (Key, Value)| match name {
                    "values" => value,
                    "keys" => self.heap.value(&key),
                    _ => {
                        let key = self.heap.value(&key);
                        self.heap.tuple(vec![key, value])
                    }
                };
                let rows = entries.into_iter().map(row).collect();
                Some(self.heap.list(rows))
            }
            "copy" => {
                let entries = self.heap.dicts[dict].clone();
                self.spend(entries.entries.len(), line);
                Some(self.heap.dict(entries))
            }
            _ => None,
        }
    }
}
