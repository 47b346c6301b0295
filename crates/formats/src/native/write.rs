//! Writing the native file: draft to text, one line a fact, always in the same order.

use super::{
    VERSION,
    keys::{Key, Mentions},
    leftover::{restore, restore_inline},
    strategy,
};
use crate::WriteError;
use messages::say;
use model::{
    Balance, Bootstrapper, Choice, Distribution, Draft, Frame, Layer, LinkQuality, Member, Node, Note, Point, Policies,
    QosCube, Service, Strategy,
};
use std::collections::BTreeMap;
use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value};

pub(super) fn write(draft: &Draft) -> Result<String, WriteError> {
    let mentions = Mentions::of(draft);
    let mut document = DocumentMut::new();
    let top = document.as_table_mut();
    let settings = draft.settings();
    put(top, "conga", VERSION.into());
    put(top, "title", settings.title.as_str().into());
    put_text(top, "note", &settings.note);
    put(top, "prototype", choice("prototype", &settings.prototype)?);
    put(top, "testbed", choice("testbed", &settings.testbed)?);
    if !settings.folded.is_empty() {
        let folded = Value::Array(settings.folded.iter().map(String::as_str).collect());
        put(top, "view", Value::InlineTable(InlineTable::from_iter([("folded", folded)])));
    }
    restore(top, &settings.unknown)?;
    let layers = draft.layers().map(|(id, record)| layer(record, &mentions.layers[&id], &mentions));
    put_records(top, "layer", layers)?;
    put_records(top, "group", settings.frames.iter().map(frame))?;
    put_records(top, "map-note", settings.notes.iter().map(note))?;
    put_records(top, "node", draft.nodes().map(|(id, record)| node(record, &mentions.nodes[&id], &mentions)))?;
    put_records(top, "service", draft.services().map(|(_, record)| service(record, &mentions)))?;
    Ok(document.to_string())
}

fn put(table: &mut Table, key: &str, value: Value) {
    table.insert(key, Item::Value(value));
}

fn put_text(table: &mut Table, key: &str, text: &str) {
    if !text.is_empty() {
        put(table, key, text.into());
    }
}

fn put_records(
    top: &mut Table,
    key: &str,
    tables: impl Iterator<Item = Result<Table, WriteError>>,
) -> Result<(), WriteError> {
    let mut records = ArrayOfTables::new();
    for table in tables {
        let mut table = table?;
        table.decor_mut().set_prefix("\n");
        records.push(table);
    }
    if !records.is_empty() {
        top.insert(key, Item::ArrayOfTables(records));
    }
    Ok(())
}

/// A table that begins with the record's name, and its own key where it needs one.
fn named(key: &Key) -> Table {
    let mut table = Table::new();
    put(&mut table, "name", key.name.as_str().into());
    if let Some(own) = &key.own {
        put(&mut table, "id", own.as_str().into());
    }
    table
}

fn choice(key: &str, choice: &Choice) -> Result<Value, WriteError> {
    let mut table = InlineTable::from_iter([("kind", choice.kind.as_str())]);
    for (option, value) in &choice.options {
        if table.insert(option, value.as_str().into()).is_some() {
            let what = say!("option-named-kind", key = key);
            return Err(WriteError { what, mend: say!("rename-option").into() });
        }
    }
    Ok(Value::InlineTable(table))
}

fn frame((name, frame): (&String, &Frame)) -> Result<Table, WriteError> {
    let mut table = Table::new();
    put(&mut table, "name", name.as_str().into());
    if let Some(color) = &frame.color {
        put(&mut table, "color", color.as_str().into());
    }
    put_text(&mut table, "note", &frame.note);
    restore(&mut table, &frame.unknown)?;
    Ok(table)
}

fn note(note: &Note) -> Result<Table, WriteError> {
    let mut table = Table::new();
    put(&mut table, "at", place(note.at));
    put_text(&mut table, "text", &note.text);
    restore(&mut table, &note.unknown)?;
    Ok(table)
}

fn place(Point { x, y }: Point) -> Value {
    Value::Array(Array::from_iter([coordinate(x), coordinate(y)]))
}

fn layer(layer: &Layer, key: &Key, mentions: &Mentions) -> Result<Table, WriteError> {
    let mut table = named(key);
    put(&mut table, "kind", layer.kind.as_str().into());
    if layer.ghost {
        put(&mut table, "ghost", true.into());
    }
    if layer.bootstrapper != Bootstrapper::Auto {
        put(&mut table, "bootstrapper", strategy::write_bootstrapper(layer.bootstrapper, mentions));
    }
    if layer.enrollment != Strategy::Minimal {
        put(&mut table, "enrollment", line_each(strategy::write(&layer.enrollment, mentions)));
    }
    if layer.flows != Strategy::FullMesh {
        put(&mut table, "flows", line_each(strategy::write(&layer.flows, mentions)));
    }
    if !layer.quality.is_perfect() {
        put(&mut table, "quality", quality(&layer.quality));
    }
    if !layer.policies.is_empty() {
        put(&mut table, "policies", policies(&layer.policies));
    }
    if !layer.cubes.is_empty() {
        put(&mut table, "cubes", line_each(Value::Array(layer.cubes.iter().map(cube).collect())));
    }
    if let Some(color) = &layer.color {
        put(&mut table, "color", color.as_str().into());
    }
    put_text(&mut table, "note", &layer.note);
    if layer.folded {
        put(&mut table, "folded", true.into());
    }
    restore(&mut table, &layer.unknown)?;
    Ok(table)
}

fn node(node: &Node, key: &Key, mentions: &Mentions) -> Result<Table, WriteError> {
    let mut table = named(key);
    if node.ghost {
        put(&mut table, "ghost", true.into());
    }
    // What is nowhere gets a place from the automatic layout.
    if let Some(at) = node.position.filter(|at| at.x.is_finite() && at.y.is_finite()) {
        put(&mut table, "at", place(at));
    }
    if let Some(color) = &node.color {
        put(&mut table, "color", color.as_str().into());
    }
    put_text(&mut table, "note", &node.note);
    put_text(&mut table, "group", node.group.as_deref().unwrap_or_default());
    if node.locked {
        put(&mut table, "locked", true.into());
    }
    if !node.members.is_empty() {
        let members: Result<Vec<Value>, WriteError> =
            node.members.iter().map(|record| member(record, mentions)).collect();
        put(&mut table, "layers", line_each(Value::Array(Array::from_iter(members?))));
    }
    restore(&mut table, &node.unknown)?;
    Ok(table)
}

fn member(member: &Member, mentions: &Mentions) -> Result<Value, WriteError> {
    let name = mentions.layer(member.layer);
    let mut table = InlineTable::from_iter([("name", name)]);
    if !member.over.is_empty() {
        table.insert("over", Value::Array(member.over.iter().map(|id| mentions.layer(*id)).collect()));
    }
    if let Some(address) = &member.address {
        table.insert("address", address.as_str().into());
    }
    if let Some(interface) = &member.interface {
        table.insert("interface", interface.as_str().into());
    }
    if let Some(own) = &member.quality {
        table.insert("quality", quality(own));
    }
    if !member.policies.is_empty() {
        table.insert("policies", policies(&member.policies));
    }
    restore_inline(&mut table, &member.unknown)?;
    Ok(if table.len() == 1 { name.into() } else { Value::InlineTable(table) })
}

fn service(service: &Service, mentions: &Mentions) -> Result<Table, WriteError> {
    let mut table = Table::new();
    put(&mut table, "name", service.name.as_str().into());
    put(&mut table, "nodes", Value::Array(service.nodes.iter().map(|id| mentions.node(*id)).collect()));
    put(&mut table, "layers", Value::Array(service.layers.iter().map(|id| mentions.layer(*id)).collect()));
    put_text(&mut table, "program", &service.program);
    if !service.args.is_empty() {
        put(&mut table, "args", Value::Array(service.args.iter().map(String::as_str).collect()));
    }
    if service.balance == Balance::RoundRobin {
        put(&mut table, "balance", "round-robin".into());
    }
    restore(&mut table, &service.unknown)?;
    Ok(table)
}

fn quality(quality: &LinkQuality) -> Value {
    let mut table = InlineTable::new();
    let mut put = |key: &str, value: Option<f64>| value.map(|value| table.insert(key, number(value)));
    put("delay_ms", quality.delay_ms);
    put("jitter_ms", quality.jitter_ms);
    put("delay_correlation_percent", quality.delay_correlation_percent);
    put("loss_percent", quality.loss_percent);
    put("loss_correlation_percent", quality.loss_correlation_percent);
    put("rate_mbit", quality.rate_mbit);
    if let Some(distribution) = quality.distribution {
        let name = match distribution {
            Distribution::Normal => "normal",
            Distribution::Pareto => "pareto",
            Distribution::Paretonormal => "paretonormal",
        };
        table.insert("distribution", name.into());
    }
    Value::InlineTable(table)
}

fn policies(policies: &Policies) -> Value {
    let policy = |(component, policy): (&String, &model::Policy)| {
        let value = match policy.params.is_empty() {
            true => Value::from(policy.name.as_str()),
            false => with_params(&policy.name, &policy.params),
        };
        (component.clone(), value)
    };
    Value::InlineTable(policies.iter().map(policy).collect())
}

fn cube(cube: &QosCube) -> Value {
    with_params(&cube.name, &cube.params)
}

fn with_params(name: &str, params: &BTreeMap<String, String>) -> Value {
    let mut table = InlineTable::from_iter([("name", name)]);
    if !params.is_empty() {
        let params = params.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        table.insert("params", Value::InlineTable(params.collect()));
    }
    Value::InlineTable(table)
}

/// Whole numbers are written without a point.
fn number(value: f64) -> Value {
    const LARGEST_WHOLE: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && value.abs() <= LARGEST_WHOLE { Value::from(value as i64) } else { Value::from(value) }
}

/// Tenths are finer than any screen, and keep a drag from filling the file with digits.
fn coordinate(value: f64) -> Value {
    number((value * 10.0).round() / 10.0)
}

/// A list with one element a line, so that one element more is one line more.
fn line_each(mut value: Value) -> Value {
    if let Some(array) = value.as_array_mut().filter(|array| !array.is_empty()) {
        for element in array.iter_mut() {
            element.decor_mut().set_prefix("\n    ");
        }
        array.set_trailing("\n");
        array.set_trailing_comma(true);
    }
    value
}
