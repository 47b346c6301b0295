//! Keys this version does not know: kept in a record's `unknown`, written back where they stood.
//!
//! A key inside a known table (`quality = { colour = 1 }`) is kept under the path to it, `quality` → `colour`; inside
//! a list, under the element's `name`, or its `from` and `to`.

use super::cell::Fields;
use crate::WriteError;
use messages::say;
use model::Unknown;
use serde_json::{Map, Value as Json};
use toml_edit::{Array, InlineTable, Item, Table, Value};

/// What the tables inside one record left, gathered while it is read.
#[derive(Default)]
pub(super) struct Leftover(Map<String, Json>);

impl Leftover {
    /// Keeps what is left of a table at `path` inside the record.
    pub fn keep(&mut self, path: &[&str], fields: Fields) {
        let unknown = fields.unknown();
        if unknown.is_empty() {
            return;
        }
        let mut at = &mut self.0;
        for key in path {
            let place = at.entry(*key).or_insert_with(|| Json::Object(Map::new()));
            if !place.is_object() {
                *place = Json::Object(Map::new());
            }
            at = place.as_object_mut().expect("made one a line above");
        }
        at.extend(unknown);
    }

    /// All that was kept, with what is left of the record itself.
    pub fn with(mut self, fields: Fields) -> Unknown {
        self.keep(&[], fields);
        self.0.into_iter().collect()
    }
}

/// Writes a record's unknown keys behind its own.
pub(super) fn restore(table: &mut Table, unknown: &Unknown) -> Result<(), WriteError> {
    for (key, json) in unknown {
        match table.get_mut(key).map(Item::as_value_mut) {
            None => _ = table.insert(key, Item::Value(value_of(key, json)?)),
            Some(Some(value)) => merge(value, json)?,
            Some(None) => {}
        }
    }
    Ok(())
}

/// The same for a record written within a line.
pub(super) fn restore_inline(table: &mut InlineTable, unknown: &Unknown) -> Result<(), WriteError> {
    for (key, json) in unknown {
        insert_or_merge(table, key, json)?;
    }
    Ok(())
}

fn insert_or_merge(table: &mut InlineTable, key: &str, json: &Json) -> Result<(), WriteError> {
    match table.get_mut(key) {
        None => _ = table.insert(key, value_of(key, json)?),
        Some(value) => merge(value, json)?,
    }
    Ok(())
}

/// Adds the keys of `json` that `value` lacks; where they do not fit any more, what is known wins.
fn merge(value: &mut Value, json: &Json) -> Result<(), WriteError> {
    let Json::Object(map) = json else { return Ok(()) };
    if let Some(name) = value.as_str() {
        // A bare text stands for `{ name = text }`.
        *value = Value::InlineTable(InlineTable::from_iter([("name", name)]));
    }
    match value {
        Value::InlineTable(table) => {
            for (key, json) in map {
                insert_or_merge(table, key, json)?;
            }
        }
        Value::Array(array) => {
            for element in array.iter_mut() {
                let Some(table) = element.as_inline_table() else { continue };
                if let Some(json) = map.get(&element_key(|key| table.get(key).and_then(Value::as_str))) {
                    merge(element, json)?;
                }
            }
        }
        _ => {}
    }
    Ok(())
}

/// What tells an element of a list from the others.
pub(super) fn element_key<'a>(text: impl Fn(&str) -> Option<&'a str>) -> String {
    match text("name") {
        Some(name) => name.to_owned(),
        None => format!("{} {}", text("from").unwrap_or_default(), text("to").unwrap_or_default()),
    }
}

fn value_of(key: &str, json: &Json) -> Result<Value, WriteError> {
    let unsayable = |what: &str| WriteError {
        what: say!("key-unsayable", key = key, what = what),
        mend: say!("remove-key").into(),
    };
    Ok(match json {
        Json::Null => return Err(unsayable(say!("holds-nothing"))),
        Json::Bool(truth) => Value::from(*truth),
        Json::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => Value::from(whole),
            (None, Some(number)) => Value::from(number),
            (None, None) => return Err(unsayable(say!("holds-large-number"))),
        },
        Json::String(text) => Value::from(text.as_str()),
        Json::Array(list) => {
            let values: Result<Vec<Value>, WriteError> = list.iter().map(|json| value_of(key, json)).collect();
            Value::Array(Array::from_iter(values?))
        }
        Json::Object(map) => match unwrapped(map) {
            Some(value) => value,
            None => {
                let entry = |(key, json): (&String, &Json)| Ok((key.clone(), value_of(key, json)?));
                let entries: Result<Vec<(String, Value)>, WriteError> = map.iter().map(entry).collect();
                Value::InlineTable(InlineTable::from_iter(entries?))
            }
        },
    })
}

/// A date, or a number that JSON lacks, as [`super::cell::Cell::json`] wraps it.
fn unwrapped(map: &Map<String, Json>) -> Option<Value> {
    let text = |key| map.get(key).and_then(Json::as_str).filter(|_| map.len() == 1);
    if let Some(time) = text("$datetime") {
        return time.parse::<toml_edit::Datetime>().ok().map(Value::from);
    }
    text("$float")?.parse::<f64>().ok().map(Value::from)
}
