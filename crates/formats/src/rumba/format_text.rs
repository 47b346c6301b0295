//! Texts made from values: f-strings, `.format`, `%`, `str`.

use super::{
    argument::Arguments,
    machine::Machine,
    value::{Thing, Value},
};
use ruff_python_ast::{ConversionFlag, ExprFString, FStringPart, InterpolatedElement, InterpolatedStringElement};

/// The widest a value is padded.
const WIDEST: usize = 200;

impl<'a> Machine<'a> {
    /// The value of an f-string; unknown if a part is.
    pub fn f_string(&mut self, expression: &'a ExprFString, line: usize) -> Value {
        let mut text = String::new();
        for part in expression.value.iter() {
            match part {
                FStringPart::Literal(literal) => text.push_str(&literal.value),
                FStringPart::FString(parts) => {
                    for element in &parts.elements {
                        match element {
                            InterpolatedStringElement::Literal(literal) => text.push_str(&literal.value),
                            InterpolatedStringElement::Interpolation(element) => match self.interpolated(element) {
                                Some(part) => text.push_str(&part),
                                None => return Value::Unknown,
                            },
                        }
                    }
                }
            }
        }
        self.text(line, text)
    }

    fn interpolated(&mut self, element: &'a InterpolatedElement) -> Option<String> {
        let value = self.value(&element.expression);
        let value = match element.conversion {
            ConversionFlag::Repr | ConversionFlag::Ascii => Value::text(&self.represented(&value)?),
            ConversionFlag::Str | ConversionFlag::None => value,
        };
        let mut spec = String::new();
        for part in element.format_spec.iter().flat_map(|spec| &spec.elements) {
            match part {
                InterpolatedStringElement::Literal(literal) => spec.push_str(&literal.value),
                InterpolatedStringElement::Interpolation(inner) => {
                    let width = self.value(&inner.expression);
                    spec.push_str(&self.shown(&width)?);
                }
            }
        }
        self.formatted(&value, &spec)
    }

    /// The value as `str` writes it.
    pub fn shown(&self, value: &Value) -> Option<String> {
        Some(match value {
            Value::None => "None".into(),
            Value::Bool(truth) => if *truth { "True" } else { "False" }.into(),
            Value::Int(number) => number.to_string(),
            Value::Float(number) if number.fract() == 0.0 && number.abs() < 1e16 => format!("{number:.1}"),
            Value::Float(number) => number.to_string(),
            Value::Text(text) => text.to_string(),
            Value::Thing(Thing::Node(node)) => self.script.nodes[*node].name.clone(),
            Value::Thing(Thing::Layer(layer)) => format!("DIF {}", self.script.layers[*layer].layer.name),
            _ => return None,
        })
    }

    fn represented(&self, value: &Value) -> Option<String> {
        match value {
            Value::Text(text) => Some(format!("'{text}'")),
            _ => self.shown(value),
        }
    }

    /// The value in the form `spec` asks for, as in `{:02d}`.
    pub fn formatted(&self, value: &Value, spec: &str) -> Option<String> {
        if spec.is_empty() {
            return self.shown(value);
        }
        let chars: Vec<char> = spec.chars().collect();
        let is_align = |c: Option<&char>| c.is_some_and(|c| "<>^=".contains(*c));
        let (fill, align, mut rest) = if is_align(chars.get(1)) {
            (chars[0], Some(chars[1]), &chars[2..])
        } else if is_align(chars.first()) {
            (' ', Some(chars[0]), &chars[1..])
        } else {
            (' ', None, &chars[..])
        };
        let (mut fill, mut align) = (fill, align);
        if let Some('+' | '-' | ' ') = rest.first() {
            rest = &rest[1..];
        }
        if let Some('0') = rest.first() {
            (fill, align) = ('0', align.or(Some('=')));
        }
        let (width, rest) = leading_number(rest);
        let (precision, rest) = match rest.first() {
            Some('.') => leading_number(&rest[1..]),
            _ => (None, rest),
        };
        let text = self.converted(value, precision, rest.first().copied())?;
        let default = if value.as_number().is_some() { '>' } else { '<' };
        Some(padded(text, width.unwrap_or(0).min(WIDEST), fill, align.unwrap_or(default)))
    }

    fn converted(&self, value: &Value, precision: Option<usize>, conversion: Option<char>) -> Option<String> {
        let whole = || value.as_int();
        match conversion {
            None | Some('s') => {
                let text = self.shown(value)?;
                Some(text.chars().take(precision.unwrap_or(usize::MAX)).collect())
            }
            Some('d' | 'i' | 'u' | 'n') => {
                whole().or(value.as_number().map(|number| number as i64)).map(|n| n.to_string())
            }
            Some('x') => whole().map(|n| format!("{n:x}")),
            Some('X') => whole().map(|n| format!("{n:X}")),
            Some('o') => whole().map(|n| format!("{n:o}")),
            Some('b') => whole().map(|n| format!("{n:b}")),
            Some('f' | 'F' | 'g') => {
                let precision = precision.unwrap_or(6).min(WIDEST);
                value.as_number().map(|number| format!("{number:.precision$}"))
            }
            Some('r') => self.represented(value),
            _ => None,
        }
    }
}

fn leading_number(chars: &[char]) -> (Option<usize>, &[char]) {
    let n = chars.iter().take_while(|c| c.is_ascii_digit()).count();
    let digits: String = chars[..n].iter().collect();
    (digits.parse().ok(), &chars[n..])
}

fn padded(text: String, width: usize, fill: char, align: char) -> String {
    let missing = width.saturating_sub(text.chars().count());
    let pad = |n: usize| std::iter::repeat_n(fill, n).collect::<String>();
    match align {
        '<' => text + &pad(missing),
        '^' => pad(missing / 2) + &text + &pad(missing - missing / 2),
        '=' if text.starts_with('-') => format!("-{}{}", pad(missing), &text[1..]),
        _ => pad(missing) + &text,
    }
}

/// `pattern % values`.
pub(super) fn percent(machine: &Machine, pattern: &str, values: &Value) -> Option<String> {
    let mut values = match values {
        Value::Tuple(_) => machine.heap.elements(values)?.iter(),
        _ => std::slice::from_ref(values).iter(),
    };
    let mut text = String::new();
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '%' {
            text.push(c);
            continue;
        }
        let mut spec = String::new();
        while let Some(flag) = chars.next_if(|c| "0123456789.-+ ".contains(*c)) {
            spec.push(flag);
        }
        match chars.next()? {
            '%' => text.push('%'),
            conversion => {
                // `%-5s` is `{:<5s}`, and numbers stand to the right either way.
                let spec = match spec.strip_prefix('-') {
                    Some(width) => format!("<{width}{conversion}"),
                    None if conversion == 's' => format!(">{spec}s"),
                    None => format!("{spec}{conversion}"),
                };
                text.push_str(&machine.formatted(values.next()?, &spec)?);
            }
        }
        if text.len() > super::machine::LONGEST_TEXT {
            return None;
        }
    }
    Some(text)
}

/// `pattern.format(…)`.
pub(super) fn braces(machine: &Machine, pattern: &str, arguments: &Arguments) -> Option<String> {
    let mut text = String::new();
    let mut chars = pattern.chars().peekable();
    let mut n_used = 0;
    while let Some(c) = chars.next() {
        match c {
            '{' | '}' if chars.next_if_eq(&c).is_some() => text.push(c),
            '{' => {
                let field: String = chars.by_ref().take_while(|c| *c != '}').collect();
                let (name, spec) = field.split_once(':').unwrap_or((&field, ""));
                let name = name.split('!').next().unwrap_or_default();
                let (name, attribute) = name.split_once('.').unwrap_or((name, ""));
                let value = match name.parse::<usize>() {
                    Ok(position) => arguments.positional.get(position),
                    Err(_) if name.is_empty() => {
                        n_used += 1;
                        arguments.positional.get(n_used - 1)
                    }
                    Err(_) => arguments.named(name),
                }?;
                if !attribute.is_empty() && attribute != "name" {
                    return None;
                }
                let shown = match (value, attribute) {
                    (Value::Thing(Thing::Layer(layer)), "name") => machine.script.layers[*layer].layer.name.clone(),
                    _ => machine.formatted(value, spec)?,
                };
                text.push_str(&shown);
            }
            _ => text.push(c),
        }
        if text.len() > super::machine::LONGEST_TEXT {
            return None;
        }
    }
    Some(text)
}
