//! What is read and written is what `serde_json` reads and writes.

use proptest::{collection, prelude::*};
use serde::{
    Deserialize, Deserializer, Serialize,
    de::{DeserializeOwned, MapAccess, Visitor},
};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    fmt::{self, Debug},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Id(u32);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    Plain,
    Of(Id),
    Pair(Id, String),
    Record { at: f64, note: Option<String> },
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Record {
    name: String,
    small: Option<i8>,
    kinds: Vec<Kind>,
    by_id: BTreeMap<Id, bool>,
    corner: (f64, f64),
    rest: Value,
}

/// Both read it, and the same; or both refuse.
fn same<T: DeserializeOwned + Debug + PartialEq>(text: &str) -> Option<T> {
    let (ours, theirs) = (json::read::<T>(text), serde_json::from_str::<T>(text));
    assert_eq!(ours.as_ref().ok(), theirs.as_ref().ok(), "{text}: {ours:?}, {theirs:?}");
    ours.ok()
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            collection::btree_map(any::<String>(), inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

fn kind() -> impl Strategy<Value = Kind> {
    prop_oneof![
        Just(Kind::Plain),
        any::<u32>().prop_map(|id| Kind::Of(Id(id))),
        (any::<u32>(), any::<String>()).prop_map(|(id, text)| Kind::Pair(Id(id), text)),
        (any::<i32>(), any::<Option<String>>()).prop_map(|(at, note)| Kind::Record { at: f64::from(at) / 7.0, note }),
    ]
}

prop_compose! {
    fn record()(
        name in any::<String>(),
        small in any::<Option<i8>>(),
        kinds in collection::vec(kind(), 0..4),
        by_id in collection::btree_map(any::<u32>().prop_map(Id), any::<bool>(), 0..4),
        corner in (-1e300..1e300, -1e-300..1e-300),
        rest in value(),
    ) -> Record {
        Record { name, small, kinds, by_id, corner, rest }
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(record in record()) {
        let text = json::write(&record).expect("JSON");
        prop_assert_eq!(json::read::<Record>(&text).expect("a record"), record.clone());
        prop_assert_eq!(serde_json::from_str::<Record>(&text).expect("a record"), record.clone());
        let theirs = serde_json::to_string_pretty(&record).expect("JSON");
        prop_assert_eq!(json::read::<Record>(&theirs).expect("a record"), record);
    }

    #[test]
    fn what_is_damaged_is_refused_or_read_alike(record in record(), at in any::<prop::sample::Index>(), by in "[\\[\\]{}:,\"0-9eE.+\\\\ntu -]{0,3}") {
        let mut text: Vec<char> = serde_json::to_string(&record).expect("JSON").chars().collect();
        let at = at.index(text.len());
        text.splice(at..=at, by.chars());
        let text: String = text.into_iter().collect();
        same::<Value>(&text);
        same::<Record>(&text);
    }

    #[test]
    fn numbers_are_the_same_to_the_last_bit(text in "-?(0|[1-9][0-9]{0,24})(\\.[0-9]{1,24})?([eE][+-]?[0-9]{1,3})?") {
        same::<f64>(&text);
        same::<Value>(&text);
        same::<u64>(&text);
        same::<i8>(&text);
    }

    #[test]
    fn anything_else_is_refused_alike(text in "[\\[\\]{}:,\"0-9eE.+\\\\a-z -]{0,12}") {
        same::<Value>(&text);
        same::<Kind>(&text);
        same::<BTreeMap<Id, Option<Kind>>>(&text);
    }
}

#[test]
fn characters_written_as_numbers() {
    for text in
        [r#""\ud83d\ude00""#, r#""\ud83d""#, r#""\ude00""#, r#""\ud83dx""#, r#""\u+123""#, r#""\u00é""#, r#""\u12"#]
    {
        same::<String>(text);
    }
    assert_eq!(
        same::<String>(r#""a\ud83d\ude00\u00e9\/\b\f\n\r\t\"\\""#).as_deref(),
        Some("a😀é/\u{8}\u{c}\n\r\t\"\\")
    );
}

#[test]
fn what_is_nested_too_deeply_is_refused_and_not_followed() {
    for depth in [100, 127, 128, 100_000] {
        same::<Value>(&"[".repeat(depth));
        same::<Value>(&format!("{}{}", "[".repeat(depth), "]".repeat(depth)));
        same::<Value>(&format!("{}1{}", r#"{"a":"#.repeat(depth), "}".repeat(depth)));
    }
}

/// Of an object what stands first in it.
#[derive(Debug, PartialEq)]
struct First(u8);

impl<'de> Deserialize<'de> for First {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Self(0))
    }
}

impl<'de> Visitor<'de> for First {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self, A::Error> {
        Ok(Self(map.next_entry::<String, u8>()?.map_or(0, |(_, value)| value)))
    }
}

#[test]
fn a_reader_may_have_enough_before_the_end() {
    assert_eq!(same::<Vec<First>>(r#"[{"a":1},{},{"b":2}]"#), Some(vec![First(1), First(0), First(2)]));
    assert_eq!(same::<First>(r#"{"a":1,"b":2}"#), None);
    assert_eq!(same::<(u8, u8)>("[1,2,3]"), None);
}

#[test]
fn keys_nobody_knows_are_passed_over() {
    let read = same::<Record>(r#" { "name" : "n" , "new" : [ { "a" : [ 1 , "]" ] } , null ] , "small" : -1 } "#);
    assert_eq!(read.map(|record| (record.name, record.small)), Some(("n".to_owned(), Some(-1))));
}

#[test]
fn a_refusal_says_where() {
    let said = |text| json::read::<Record>(text).map_err(|wrong| wrong.to_string()).unwrap_err();
    assert_eq!(said(r#"{"name" "n"}"#), "`:` is missing at byte 8");
    assert_eq!(said(r#"{"name":"n}"#), "a text does not end, or has a control character at byte 11");
    assert_eq!(said(r#"{"small":300}"#), "invalid value: integer `300`, expected i8");
}
