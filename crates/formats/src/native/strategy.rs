//! Who enrolls, who gets a flow and who starts a layer, in the native file.

use super::{
    cell::{Cell, Fields},
    keys::Mentions,
    leftover::{Leftover, element_key},
    read::Names,
};
use crate::{FormatError, error::shown};
use messages::say;
use model::{Bootstrapper, LayerId, NodeId, Pair, Strategy};
use toml_edit::{InlineTable, Value};

/// `"minimal"`, `"full-mesh"`, or a list of pairs.
pub(super) fn read(
    key: &str,
    cell: &Cell,
    names: &mut Names,
    leftover: &mut Leftover,
) -> Result<Strategy, FormatError> {
    match cell.as_str() {
        Some("minimal") => Ok(Strategy::Minimal),
        Some("full-mesh") => Ok(Strategy::FullMesh),
        Some(other) => Err(cell.error(say!("no-strategy", given = shown(other)), say!("use-strategies"))),
        None => {
            let pairs = cell.list(key)?;
            let pairs = pairs.iter().map(|cell| read_pair(key, cell, names, leftover));
            Ok(Strategy::Manual(pairs.collect::<Result<_, _>>()?))
        }
    }
}

fn read_pair(key: &str, cell: &Cell, names: &mut Names, leftover: &mut Leftover) -> Result<Pair, FormatError> {
    let mut fields = cell.fields(key)?;
    let (Some(from), Some(to)) = (fields.text("from")?, fields.text("to")?) else {
        return Err(cell.error(say!("pair-needs-two"), say!("write-pair")));
    };
    let via = fields.text("via")?.map(|via| LayerId(names.layers.number(&via)));
    let pair = Pair { from: NodeId(names.nodes.number(&from)), to: NodeId(names.nodes.number(&to)), via };
    let end = |key: &str| Some(if key == "from" { from.as_str() } else { to.as_str() }).filter(|_| key != "name");
    leftover.keep(&[key, &element_key(end)], fields);
    Ok(pair)
}

/// A strategy as the file writes it.
pub(super) fn write(strategy: &Strategy, mentions: &Mentions) -> Value {
    let pair = |pair: &Pair| {
        let mut table = InlineTable::new();
        table.insert("from", mentions.node(pair.from).into());
        table.insert("to", mentions.node(pair.to).into());
        if let Some(via) = pair.via {
            table.insert("via", mentions.layer(via).into());
        }
        Value::InlineTable(table)
    };
    match strategy {
        Strategy::Minimal => "minimal".into(),
        Strategy::FullMesh => "full-mesh".into(),
        Strategy::Manual(pairs) => Value::Array(pairs.iter().map(pair).collect()),
    }
}

/// `"auto"`, `"first"`, `"centre"`, or `{ node = "…" }`.
pub(super) fn read_bootstrapper(
    fields: &mut Fields,
    names: &mut Names,
    leftover: &mut Leftover,
) -> Result<Bootstrapper, FormatError> {
    let Some(cell) = fields.take("bootstrapper") else { return Ok(Bootstrapper::Auto) };
    match cell.as_str() {
        Some("auto") => Ok(Bootstrapper::Auto),
        Some("first") => Ok(Bootstrapper::First),
        Some("centre") => Ok(Bootstrapper::Centre),
        Some(other) => Err(cell.error(say!("bootstrapper-is", given = shown(other)), say!("write-bootstrapper"))),
        None => {
            let mut fields = cell.fields("bootstrapper")?;
            let Some(node) = fields.text("node")? else {
                return Err(cell.error(say!("bootstrapper-names-none"), say!("write-node")));
            };
            leftover.keep(&["bootstrapper"], fields);
            Ok(Bootstrapper::Node(NodeId(names.nodes.number(&node))))
        }
    }
}

/// A bootstrapper as the file writes it.
pub(super) fn write_bootstrapper(bootstrapper: Bootstrapper, mentions: &Mentions) -> Value {
    match bootstrapper {
        Bootstrapper::Auto => "auto".into(),
        Bootstrapper::First => "first".into(),
        Bootstrapper::Centre => "centre".into(),
        Bootstrapper::Node(id) => Value::InlineTable(InlineTable::from_iter([("node", mentions.node(id))])),
    }
}
