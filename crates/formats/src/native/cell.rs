//! A value of the file together with its place, so that every complaint can name line and column.

use crate::{FormatError, error::shown};
use messages::say;
use serde_json::{Map, Number, Value as Json, json};
use std::{collections::BTreeMap, ops::Range};
use toml_edit::{ArrayOfTables, Item, Table, TableLike, Value};

/// A value of the file: a plain one, a table, or a list of tables.
#[derive(Clone)]
pub(super) struct Cell<'a> {
    text: &'a str,
    what: What<'a>,
    span: Range<usize>,
}

#[derive(Clone, Copy)]
enum What<'a> {
    Value(&'a Value),
    Table(&'a Table),
    Tables(&'a ArrayOfTables),
}

/// A table being read: what is taken is gone, so that what is left are the keys this version does not know.
pub(super) struct Fields<'a> {
    place: Range<usize>,
    text: &'a str,
    left: BTreeMap<&'a str, Cell<'a>>,
}

impl<'a> Cell<'a> {
    fn of(text: &'a str, item: &'a Item, key_span: Range<usize>) -> Option<Self> {
        let what = match item {
            Item::None => return None,
            Item::Value(value) => What::Value(value),
            Item::Table(table) => What::Table(table),
            Item::ArrayOfTables(tables) => What::Tables(tables),
        };
        Some(Self { text, what, span: item.span().unwrap_or(key_span) })
    }

    /// An error here.
    pub fn error(&self, what: impl Into<String>, mend: impl Into<String>) -> FormatError {
        FormatError::at(self.text, self.span.start, what, mend)
    }

    fn wrong(&self, key: &str, wanted: &str) -> FormatError {
        let found = self.text.get(self.span.clone()).unwrap_or_default();
        self.error(say!("key-is", key = key, found = shown(found)), say!("give-it", wanted = wanted))
    }

    pub fn as_str(&self) -> Option<&'a str> {
        match self.what {
            What::Value(value) => value.as_str(),
            _ => None,
        }
    }

    pub fn text(&self, key: &str) -> Result<String, FormatError> {
        self.as_str().map(str::to_owned).ok_or_else(|| self.wrong(key, say!("wanted-text")))
    }

    /// A text, or a number or truth written as one.
    pub fn scalar(&self) -> Option<String> {
        match self.what {
            What::Value(Value::String(text)) => Some(text.value().clone()),
            What::Value(Value::Integer(number)) => Some(number.value().to_string()),
            What::Value(Value::Float(number)) => Some(number.value().to_string()),
            What::Value(Value::Boolean(truth)) => Some(truth.value().to_string()),
            _ => None,
        }
    }

    pub fn truth(&self, key: &str) -> Result<bool, FormatError> {
        match self.what {
            What::Value(Value::Boolean(truth)) => Ok(*truth.value()),
            _ => Err(self.wrong(key, say!("wanted-truth"))),
        }
    }

    pub fn whole_number(&self, key: &str) -> Result<i64, FormatError> {
        match self.what {
            What::Value(Value::Integer(number)) => Ok(*number.value()),
            _ => Err(self.wrong(key, say!("wanted-whole-number"))),
        }
    }

    pub fn number(&self, key: &str) -> Result<f64, FormatError> {
        let number = match self.what {
            What::Value(Value::Integer(number)) => Some(*number.value() as f64),
            What::Value(Value::Float(number)) => Some(*number.value()),
            _ => None,
        };
        number.filter(|number| number.is_finite()).ok_or_else(|| self.wrong(key, say!("wanted-number")))
    }

    pub fn list(&self, key: &str) -> Result<Vec<Cell<'a>>, FormatError> {
        let text = self.text;
        match self.what {
            What::Value(Value::Array(array)) => {
                let cell = |value: &'a Value| Cell {
                    text,
                    what: What::Value(value),
                    span: value.span().unwrap_or(self.span.clone()),
                };
                Ok(array.iter().map(cell).collect())
            }
            What::Tables(tables) => {
                let cell = |table: &'a Table| Cell {
                    text,
                    what: What::Table(table),
                    span: table.span().unwrap_or(self.span.clone()),
                };
                Ok(tables.iter().map(cell).collect())
            }
            _ => Err(self.wrong(key, say!("wanted-list"))),
        }
    }

    pub fn texts(&self, key: &str) -> Result<Vec<String>, FormatError> {
        self.list(key)?.iter().map(|cell| cell.text(key)).collect()
    }

    pub fn fields(&self, key: &str) -> Result<Fields<'a>, FormatError> {
        let table: &'a dyn TableLike = match self.what {
            What::Value(Value::InlineTable(table)) => table,
            What::Table(table) => table,
            _ => return Err(self.wrong(key, say!("wanted-table"))),
        };
        Ok(Fields::of(self.text, table, self.span.clone()))
    }

    /// A table, where a bare text stands for `{ name = text }`.
    pub fn named_fields(&self, key: &str) -> Result<(Option<String>, Option<Fields<'a>>), FormatError> {
        match self.as_str() {
            Some(name) => Ok((Some(name.to_owned()), None)),
            None => {
                let mut fields = self.fields(key)?;
                Ok((fields.text("name")?, Some(fields)))
            }
        }
    }

    /// The value as data of a draft; what JSON lacks is wrapped as [`super::leftover`] unwraps it.
    pub fn json(&self) -> Json {
        match self.what {
            What::Value(value) => json_of(value),
            What::Table(table) => json_of_table(table),
            What::Tables(tables) => tables.iter().map(|table| json_of_table(table)).collect(),
        }
    }
}

impl<'a> Fields<'a> {
    pub fn of(text: &'a str, table: &'a dyn TableLike, place: Range<usize>) -> Self {
        let cell = |(key, item): (&'a str, &'a Item)| {
            let key_span = table.key(key).and_then(|key| key.span()).unwrap_or(place.clone());
            Some((key, Cell::of(text, item, key_span)?))
        };
        let left = table.iter().filter_map(cell).collect();
        Self { place, text, left }
    }

    /// An error at the table's beginning.
    pub fn error(&self, what: impl Into<String>, mend: impl Into<String>) -> FormatError {
        FormatError::at(self.text, self.place.start, what, mend)
    }

    pub fn take(&mut self, key: &str) -> Option<Cell<'a>> {
        self.left.remove(key)
    }

    pub fn text(&mut self, key: &str) -> Result<Option<String>, FormatError> {
        self.take(key).map(|cell| cell.text(key)).transpose()
    }

    pub fn text_or_empty(&mut self, key: &str) -> Result<String, FormatError> {
        Ok(self.text(key)?.unwrap_or_default())
    }

    pub fn number(&mut self, key: &str) -> Result<Option<f64>, FormatError> {
        self.take(key).map(|cell| cell.number(key)).transpose()
    }

    pub fn truth(&mut self, key: &str) -> Result<bool, FormatError> {
        self.take(key).map_or(Ok(false), |cell| cell.truth(key))
    }

    pub fn texts(&mut self, key: &str) -> Result<Vec<String>, FormatError> {
        self.take(key).map_or(Ok(Vec::new()), |cell| cell.texts(key))
    }

    pub fn list(&mut self, key: &str) -> Result<Vec<Cell<'a>>, FormatError> {
        self.take(key).map_or(Ok(Vec::new()), |cell| cell.list(key))
    }

    /// Takes everything left, in the order of keys.
    pub fn drain(&mut self) -> BTreeMap<&'a str, Cell<'a>> {
        std::mem::take(&mut self.left)
    }

    /// Leaves a key for [`Self::unknown`] after all.
    pub fn put_back(&mut self, key: &'a str, cell: Cell<'a>) {
        self.left.insert(key, cell);
    }

    /// The keys nobody took, as data of a draft.
    pub fn unknown(self) -> Map<String, Json> {
        self.left.into_iter().map(|(key, cell)| (key.to_owned(), cell.json())).collect()
    }
}

fn json_of(value: &Value) -> Json {
    match value {
        Value::String(text) => Json::String(text.value().clone()),
        Value::Integer(number) => Json::from(*number.value()),
        Value::Float(number) => match Number::from_f64(*number.value()) {
            Some(number) => Json::Number(number),
            None => json!({ "$float": number.value().to_string() }),
        },
        Value::Boolean(truth) => Json::Bool(*truth.value()),
        Value::Datetime(time) => json!({ "$datetime": time.value().to_string() }),
        Value::Array(array) => array.iter().map(json_of).collect(),
        Value::InlineTable(table) => json_of_table(table),
    }
}

fn json_of_table(table: &dyn TableLike) -> Json {
    let json = |item: &Item| match item {
        Item::None => Json::Null,
        Item::Value(value) => json_of(value),
        Item::Table(table) => json_of_table(table),
        Item::ArrayOfTables(tables) => tables.iter().map(|table| json_of_table(table)).collect(),
    };
    Json::Object(table.iter().map(|(key, item)| (key.to_owned(), json(item))).collect())
}
