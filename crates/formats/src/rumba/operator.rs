//! Operators: arithmetic, joining, comparing.

use super::{
    format_text,
    machine::{LONGEST_TEXT, Machine},
    value::{Heap, Value},
};
use messages::say;
use ruff_python_ast::{CmpOp, Operator};
use std::cmp::Ordering;

/// How deep equal lists are compared.
const DEEPEST_EQUAL: usize = 10;

impl Machine<'_> {
    /// The value of `left op right`.
    pub fn operate(&mut self, op: Operator, left: &Value, right: &Value, line: usize) -> Value {
        if left.is_unknown() || right.is_unknown() {
            return Value::Unknown;
        }
        match (op, left, right) {
            (Operator::Mod, Value::Text(pattern), _) => {
                let text = format_text::percent(self, pattern, right);
                text.map_or(Value::Unknown, |text| self.text(line, text))
            }
            (Operator::Add, Value::Text(left), Value::Text(right)) => self.text(line, format!("{left}{right}")),
            (Operator::Add, Value::List(_), Value::List(_)) | (Operator::Add, Value::Tuple(_), Value::Tuple(_)) => {
                let mut values = self.elements(left, line).unwrap_or_default();
                values.extend(self.elements(right, line).unwrap_or_default());
                if matches!(left, Value::List(_)) { self.heap.list(values) } else { self.heap.tuple(values) }
            }
            (Operator::Mult, Value::Int(times), other) | (Operator::Mult, other, Value::Int(times))
                if self.heap.len(other).is_some() =>
            {
                self.repeated(other, (*times).max(0) as usize, line)
            }
            _ => arithmetic(op, left, right),
        }
    }

    /// The same for `left op= right`: lists grow in place.
    pub fn add_in_place(&mut self, op: Operator, left: Value, right: Value, line: usize) -> Value {
        match (&left, op) {
            (Value::List(list), Operator::Add) => {
                let more = self.elements(&right, line).unwrap_or_default();
                self.heap.lists[*list].extend(more);
                left
            }
            _ => self.operate(op, &left, &right, line),
        }
    }

    fn repeated(&mut self, value: &Value, times: usize, line: usize) -> Value {
        let n = self.heap.len(value).unwrap_or(0).saturating_mul(times);
        match value {
            // Refused before it is made.
            Value::Text(text) if text.len().saturating_mul(times) > LONGEST_TEXT => {
                self.ignore(line, say!("text-too-long", most = LONGEST_TEXT));
                Value::Unknown
            }
            Value::Text(text) => self.text(line, text.repeat(times)),
            Value::List(list) | Value::Tuple(list) => {
                let list = *list;
                self.spend(n, line);
                if self.is_stopped() {
                    return Value::Unknown;
                }
                let values = self.heap.lists[list].iter().cycle().take(n).cloned().collect();
                if matches!(value, Value::List(_)) { self.heap.list(values) } else { self.heap.tuple(values) }
            }
            _ => Value::Unknown,
        }
    }
}

fn arithmetic(op: Operator, left: &Value, right: &Value) -> Value {
    if let (Some(left), Some(right)) = (left.as_int(), right.as_int()) {
        let whole = match op {
            Operator::Add => left.checked_add(right),
            Operator::Sub => left.checked_sub(right),
            Operator::Mult => left.checked_mul(right),
            Operator::FloorDiv => floor_div(left, right),
            Operator::Mod => floor_div(left, right).and_then(|quotient| left.checked_sub(quotient.checked_mul(right)?)),
            Operator::Pow => u32::try_from(right).ok().and_then(|power| left.checked_pow(power)),
            Operator::LShift => u32::try_from(right).ok().and_then(|by| left.checked_mul(2_i64.checked_pow(by)?)),
            Operator::RShift => u32::try_from(right).ok().and_then(|by| left.checked_shr(by)),
            Operator::BitAnd => Some(left & right),
            Operator::BitOr => Some(left | right),
            Operator::BitXor => Some(left ^ right),
            Operator::Div if right != 0 => return Value::Float(left as f64 / right as f64),
            Operator::Div | Operator::MatMult => None,
        };
        return whole.map_or(Value::Unknown, Value::Int);
    }
    let (Some(left), Some(right)) = (left.as_number(), right.as_number()) else { return Value::Unknown };
    let number = match op {
        Operator::Add => left + right,
        Operator::Sub => left - right,
        Operator::Mult => left * right,
        Operator::Div => left / right,
        Operator::FloorDiv => (left / right).floor(),
        Operator::Pow => left.powf(right),
        Operator::Mod => left - (left / right).floor() * right,
        _ => f64::NAN,
    };
    if number.is_finite() { Value::Float(number) } else { Value::Unknown }
}

/// Python rounds towards minus infinity.
fn floor_div(left: i64, right: i64) -> Option<i64> {
    let quotient = left.checked_div(right)?;
    let is_below = (left % right != 0) && ((left < 0) != (right < 0));
    Some(if is_below { quotient - 1 } else { quotient })
}

/// The place of an element, counted from the end if negative.
pub(super) fn index(place: &Value, n: usize) -> Option<usize> {
    let at = place.as_int()?;
    let at = if at < 0 { at.checked_add(n as i64)? } else { at };
    usize::try_from(at).ok().filter(|at| *at < n)
}

/// Whether a comparison holds; `None` where that is not known.
pub(super) fn compare(heap: &Heap, op: CmpOp, left: &Value, right: &Value) -> Option<bool> {
    match op {
        CmpOp::Eq | CmpOp::Is => equal(heap, left, right, 0),
        CmpOp::NotEq | CmpOp::IsNot => equal(heap, left, right, 0).map(|equal| !equal),
        CmpOp::In => contains(heap, right, left),
        CmpOp::NotIn => contains(heap, right, left).map(|contains| !contains),
        CmpOp::Lt => order(heap, left, right).map(Ordering::is_lt),
        CmpOp::LtE => order(heap, left, right).map(Ordering::is_le),
        CmpOp::Gt => order(heap, left, right).map(Ordering::is_gt),
        CmpOp::GtE => order(heap, left, right).map(Ordering::is_ge),
    }
}

fn equal(heap: &Heap, left: &Value, right: &Value, depth: usize) -> Option<bool> {
    if left.is_unknown() || right.is_unknown() || depth > DEEPEST_EQUAL {
        return None;
    }
    if let (Some(left), Some(right)) = (left.as_number(), right.as_number()) {
        return Some(left == right);
    }
    match (left, right) {
        (Value::List(a), Value::List(b)) | (Value::Tuple(a), Value::Tuple(b)) => {
            let (a, b) = (&heap.lists[*a], &heap.lists[*b]);
            if a.len() != b.len() {
                return Some(false);
            }
            // Lists of lists are compared no wider than deep, or one comparison could take exponentially long.
            let mut pairs = a.iter().zip(b);
            let is_plain = |value: &Value| !matches!(value, Value::List(_) | Value::Tuple(_));
            let is_wide = a.len() > 2 && a.iter().any(|value| !is_plain(value)) && depth > 0;
            if is_wide {
                return None;
            }
            pairs.try_fold(true, |so_far, (a, b)| Some(so_far && equal(heap, a, b, depth + 1)?))
        }
        (Value::Class(a), Value::Class(b)) => Some(a == b),
        (Value::Dict(a), Value::Dict(b)) => (a == b).then_some(true),
        _ => match (heap.key(left), heap.key(right)) {
            (Some(left), Some(right)) => Some(left == right),
            _ => Some(false),
        },
    }
}

fn contains(heap: &Heap, holder: &Value, value: &Value) -> Option<bool> {
    match holder {
        Value::Text(text) => value.as_text().map(|part| text.contains(part)),
        Value::Dict(dict) => heap.key(value).map(|key| heap.dicts[*dict].entries.contains_key(&key)),
        _ => {
            let elements = heap.elements(holder)?;
            Some(elements.iter().any(|element| equal(heap, element, value, 1) == Some(true)))
        }
    }
}

/// What a list is sorted by: unlike Python's values, always in one order.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum SortKey {
    Number(i64),
    Text(std::rc::Rc<str>),
    Tuple(Vec<SortKey>),
}

/// The value as something to sort by, if it is a number, a text, or a tuple of such.
pub(super) fn sort_key(heap: &Heap, value: &Value) -> Option<SortKey> {
    if let (Value::Tuple(_), Some(elements)) = (value, heap.elements(value)) {
        let plain = |value: &Value| (!matches!(value, Value::Tuple(_))).then(|| sort_key(heap, value))?;
        return elements.iter().map(plain).collect::<Option<_>>().map(SortKey::Tuple);
    }
    if let Value::Text(text) = value {
        return Some(SortKey::Text(text.clone()));
    }
    // The bits of a float, turned so that they count upwards like the number; -0 is 0.
    let bits = (value.as_number()? + 0.0).to_bits() as i64;
    Some(SortKey::Number(bits ^ (((bits >> 63) as u64) >> 1) as i64))
}

/// The order of two values: numbers, texts, and tuples of them.
pub(super) fn order(heap: &Heap, left: &Value, right: &Value) -> Option<Ordering> {
    if let (Some(left), Some(right)) = (left.as_text(), right.as_text()) {
        return Some(left.cmp(right));
    }
    if let (Some(left), Some(right)) = (heap.elements(left), heap.elements(right)) {
        let plain = |value: &Value| heap.elements(value).is_none();
        let unequal = left.iter().zip(right).find_map(|(left, right)| {
            let order = if plain(left) && plain(right) { order(heap, left, right) } else { None };
            (order != Some(Ordering::Equal)).then_some(order)
        });
        return unequal.unwrap_or(Some(left.len().cmp(&right.len())));
    }
    left.as_number()?.partial_cmp(&right.as_number()?)
}
