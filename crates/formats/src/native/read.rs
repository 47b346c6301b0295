//! Reading the native file: text to draft, every complaint with its place.

use super::{VERSION, cell::Cell, cell::Fields, keys::Index, leftover::Leftover, strategy};
use crate::{FormatError, Imported, MOST_LAYERS, MOST_MEMBERSHIPS, MOST_NODES, Report, error::shown};
use messages::say;
use model::{
    Balance, Builder, Choice, Distribution, Frame, Layer, LayerId, LayerKind, LinkQuality, Member, Node, NodeId, Note,
    Point, Policies, Policy, QosCube, Service, Settings,
};
use std::collections::{BTreeMap, BTreeSet};
use toml_edit::Document;

/// The most frames of groups, as drafts can hold.
const MOST_FRAMES: usize = 1_000;
/// The most notes on the map, as drafts can hold.
const MOST_NOTES: usize = 1_000;

/// What mentions resolve to, and how much was read.
pub(super) struct Names {
    pub nodes: Index,
    pub layers: Index,
    n_members: usize,
    /// By layer number: mentioned above another layer, so a ghost of it is a unicast layer.
    stands_on_others: Vec<bool>,
}

pub(super) fn read(text: &str) -> Result<Imported, FormatError> {
    let document = Document::parse(text).map_err(|error| {
        let offset = error.span().map_or(0, |span| span.start);
        let what = error.message().trim().replace('\n', ", ");
        FormatError::at(text, offset, what, say!("write-as-toml-like"))
    })?;
    let mut top = Fields::of(text, document.as_table(), 0..0);
    version(&mut top)?;
    let layers = records(&mut top, "layer", MOST_LAYERS)?;
    let nodes = records(&mut top, "node", MOST_NODES)?;
    let services = records(&mut top, "service", MOST_NODES)?;
    let index = |records: &[Record]| Index::new(&records.iter().map(Record::key).collect::<Vec<_>>());
    let mut names = Names { nodes: index(&nodes), layers: index(&layers), n_members: 0, stands_on_others: Vec::new() };
    let mut builder = Builder::new(settings(top)?);
    for record in layers {
        builder.layer(layer(record, &mut names)?);
    }
    for record in nodes {
        builder.node(node(record, &mut names)?);
    }
    for record in services {
        builder.service(service(record, &mut names)?);
    }
    add_ghosts(&mut builder, &names)?;
    let draft = builder.finish();
    Ok(Imported { report: Report::of("native", &draft), draft })
}

/// A `[[node]]`, `[[layer]]` or `[[service]]`, its name and key already read.
struct Record<'a> {
    name: String,
    own: Option<String>,
    fields: Fields<'a>,
}

impl Record<'_> {
    fn key(&self) -> (String, Option<String>) {
        (self.name.clone(), self.own.clone())
    }
}

fn version(top: &mut Fields) -> Result<(), FormatError> {
    let Some(cell) = top.take("conga") else {
        return Err(top.error(say!("no-version"), say!("add-version")));
    };
    match cell.whole_number("conga")? {
        VERSION => Ok(()),
        newer if newer > VERSION => {
            Err(cell.error(say!("newer-version", newer = newer, version = VERSION), say!("open-with-newer")))
        }
        other => Err(cell.error(say!("no-such-version", other = other), say!("write-version", version = VERSION))),
    }
}

fn records<'a>(top: &mut Fields<'a>, key: &str, most: usize) -> Result<Vec<Record<'a>>, FormatError> {
    let cells = top.list(key)?;
    if let Some(excess) = cells.get(most) {
        return Err(excess.error(say!("more-of-key-than", most = most, key = key), say!("split-the-experiment")));
    }
    let mut owned = BTreeSet::new();
    let record = |cell: &Cell<'a>| {
        let mut fields = cell.fields(key)?;
        let name = fields.text_or_empty("name")?;
        let own = fields.take("id");
        if let Some(cell) = own.as_ref().filter(|cell| !owned.insert(cell.as_str())) {
            let again = shown(cell.as_str().unwrap_or_default());
            return Err(cell.error(say!("id-twice", again = again), say!("give-each-id-its-own")));
        }
        let own = own.map(|cell| cell.text("id")).transpose()?;
        Ok(Record { name, own, fields })
    };
    cells.iter().map(record).collect()
}

fn settings(mut top: Fields) -> Result<Settings, FormatError> {
    let mut leftover = Leftover::default();
    let default = Settings::default();
    let title = top.text("title")?.unwrap_or(default.title);
    let note = top.text_or_empty("note")?;
    let prototype = choice(&mut top, "prototype", &mut leftover)?.unwrap_or(default.prototype);
    let testbed = choice(&mut top, "testbed", &mut leftover)?.unwrap_or(default.testbed);
    let mut folded = BTreeSet::new();
    if let Some(cell) = top.take("view") {
        let mut fields = cell.fields("view")?;
        folded.extend(fields.texts("folded")?);
        leftover.keep(&["view"], fields);
    }
    let frames = frames(&mut top)?;
    let notes = notes(&mut top)?;
    Ok(Settings { title, note, prototype, testbed, folded, frames, notes, unknown: leftover.with(top) })
}

/// Each `[[map-note]]`: where it stands, and its text.
fn notes(top: &mut Fields) -> Result<Vec<Note>, FormatError> {
    let cells = top.list("map-note")?;
    if let Some(excess) = cells.get(MOST_NOTES) {
        return Err(excess.error(say!("more-notes-than", most = MOST_NOTES), say!("write-fewer-notes")));
    }
    let note = |cell: &Cell| {
        let mut fields = cell.fields("map-note")?;
        let at = place(&mut fields)?.unwrap_or_default();
        let text = fields.text_or_empty("text")?;
        Ok(Note { at, text, unknown: Leftover::default().with(fields) })
    };
    cells.iter().map(note).collect()
}

/// Each `[[group]]`: a name, and how the frame is drawn. Of two of one name the last counts.
fn frames(top: &mut Fields) -> Result<BTreeMap<String, Frame>, FormatError> {
    let cells = top.list("group")?;
    if let Some(excess) = cells.get(MOST_FRAMES) {
        return Err(excess.error(say!("more-frames-than", most = MOST_FRAMES), say!("leave-some-frames")));
    }
    let frame = |cell: &Cell| {
        let mut fields = cell.fields("group")?;
        let name = fields.text_or_empty("name")?;
        let (color, note) = (fields.text("color")?, fields.text_or_empty("note")?);
        Ok((name, Frame { color, note, unknown: Leftover::default().with(fields) }))
    };
    let all: Result<BTreeMap<String, Frame>, FormatError> = cells.iter().map(frame).collect();
    Ok(all?.into_iter().filter(|(_, frame)| *frame != Frame::default()).collect())
}

fn choice(top: &mut Fields, key: &str, leftover: &mut Leftover) -> Result<Option<Choice>, FormatError> {
    let Some(cell) = top.take(key) else { return Ok(None) };
    if let Some(kind) = cell.as_str() {
        return Ok(Some(Choice { kind: kind.to_owned(), ..Choice::default() }));
    }
    let mut fields = cell.fields(key)?;
    let kind = fields.text_or_empty("kind")?;
    let mut options = std::collections::BTreeMap::new();
    for (option, cell) in fields.drain() {
        match cell.scalar() {
            Some(value) => _ = options.insert(option.to_owned(), value),
            None => fields.put_back(option, cell),
        }
    }
    leftover.keep(&[key], fields);
    Ok(Some(Choice { kind, options }))
}

fn layer(record: Record, names: &mut Names) -> Result<Layer, FormatError> {
    let Record { name, mut fields, .. } = record;
    let mut leftover = Leftover::default();
    let kind = match fields.take("kind") {
        None => LayerKind::Unicast,
        Some(cell) => LayerKind::parse(&cell.text("kind")?).ok_or_else(|| {
            let known = LayerKind::ALL.map(LayerKind::as_str).join(", ");
            let given = shown(cell.as_str().unwrap_or_default());
            cell.error(say!("no-kind-of-layer", given = given), say!("use-one-of", known = known))
        })?,
    };
    let mut layer = Layer::of(name, kind);
    layer.ghost = fields.truth("ghost")?;
    layer.bootstrapper = strategy::read_bootstrapper(&mut fields, names, &mut leftover)?;
    for (key, strategy) in [("enrollment", &mut layer.enrollment), ("flows", &mut layer.flows)] {
        if let Some(cell) = fields.take(key) {
            *strategy = strategy::read(key, &cell, names, &mut leftover)?;
        }
    }
    layer.quality = quality(&mut fields, &mut leftover)?.unwrap_or_default();
    layer.policies = policies(&mut fields, &mut leftover)?;
    for cell in fields.list("cubes")? {
        layer.cubes.push(cube(&cell, &mut leftover)?);
    }
    layer.color = fields.text("color")?;
    layer.note = fields.text_or_empty("note")?;
    layer.folded = fields.truth("folded")?;
    layer.unknown = leftover.with(fields);
    Ok(layer)
}

fn cube(cell: &Cell, leftover: &mut Leftover) -> Result<QosCube, FormatError> {
    let (name, fields) = cell.named_fields("cubes")?;
    let mut cube = QosCube { name: name.unwrap_or_default(), ..QosCube::default() };
    if let Some(mut fields) = fields {
        cube.params = params(&mut fields)?;
        leftover.keep(&["cubes", &cube.name], fields);
    }
    Ok(cube)
}

fn node(record: Record, names: &mut Names) -> Result<Node, FormatError> {
    let Record { name, mut fields, .. } = record;
    let mut node = Node { name, ghost: fields.truth("ghost")?, ..Node::default() };
    node.position = place(&mut fields)?;
    node.color = fields.text("color")?;
    node.note = fields.text_or_empty("note")?;
    node.group = fields.text("group")?.filter(|name| !name.is_empty());
    node.locked = fields.truth("locked")?;
    for cell in fields.list("layers")? {
        node.members.push(member(&cell, names)?);
    }
    node.unknown = Leftover::default().with(fields);
    Ok(node)
}

fn place(fields: &mut Fields) -> Result<Option<Point>, FormatError> {
    let Some(cell) = fields.take("at") else { return Ok(None) };
    let mut numbers = Vec::new();
    for number in cell.list("at")?.iter().take(3) {
        numbers.push(number.number("at")?);
    }
    match numbers[..] {
        [x, y] => Ok(Some(Point { x, y })),
        _ => Err(cell.error(say!("place-needs-two"), say!("write-at"))),
    }
}

fn member(cell: &Cell, names: &mut Names) -> Result<Member, FormatError> {
    names.n_members += 1;
    if names.n_members > MOST_MEMBERSHIPS {
        return Err(cell.error(say!("more-memberships-than", most = MOST_MEMBERSHIPS), say!("split-the-experiment")));
    }
    let (name, fields) = cell.named_fields("layers")?;
    let Some(name) = name else {
        return Err(cell.error(say!("membership-names-none"), say!("write-name")));
    };
    let mut member = Member::of(LayerId(names.layers.number(&name)));
    let Some(mut fields) = fields else { return Ok(member) };
    let mut leftover = Leftover::default();
    member.over = fields.texts("over")?.iter().map(|name| LayerId(names.layers.number(name))).collect();
    if !member.over.is_empty() {
        names.mark_upper(member.layer);
    }
    member.address = fields.text("address")?;
    member.interface = fields.text("interface")?;
    member.quality = quality(&mut fields, &mut leftover)?;
    member.policies = policies(&mut fields, &mut leftover)?;
    member.unknown = leftover.with(fields);
    Ok(member)
}

fn service(record: Record, names: &mut Names) -> Result<Service, FormatError> {
    let Record { name, mut fields, .. } = record;
    let nodes = fields.texts("nodes")?.iter().map(|name| NodeId(names.nodes.number(name))).collect();
    let layers = fields.texts("layers")?.iter().map(|name| LayerId(names.layers.number(name))).collect();
    let balance = match fields.take("balance") {
        None => Balance::default(),
        Some(cell) => match cell.text("balance")?.as_str() {
            "spill" => Balance::Spill,
            "round-robin" => Balance::RoundRobin,
            other => {
                let what = say!("no-balance", given = shown(other));
                return Err(cell.error(what, say!("use-balances")));
            }
        },
    };
    let program = fields.text_or_empty("program")?;
    let args = fields.texts("args")?;
    Ok(Service { name, nodes, program, args, balance, layers, unknown: Leftover::default().with(fields) })
}

fn quality(fields: &mut Fields, leftover: &mut Leftover) -> Result<Option<LinkQuality>, FormatError> {
    let Some(cell) = fields.take("quality") else { return Ok(None) };
    let mut fields = cell.fields("quality")?;
    let distribution = match fields.take("distribution") {
        None => None,
        Some(cell) => Some(match cell.text("distribution")?.as_str() {
            "normal" => Distribution::Normal,
            "pareto" => Distribution::Pareto,
            "paretonormal" => Distribution::Paretonormal,
            other => {
                let what = say!("no-distribution", given = shown(other));
                return Err(cell.error(what, say!("use-distributions")));
            }
        }),
    };
    let quality = LinkQuality {
        delay_ms: fields.number("delay_ms")?,
        jitter_ms: fields.number("jitter_ms")?,
        delay_correlation_percent: fields.number("delay_correlation_percent")?,
        distribution,
        loss_percent: fields.number("loss_percent")?,
        loss_correlation_percent: fields.number("loss_correlation_percent")?,
        rate_mbit: fields.number("rate_mbit")?,
    };
    leftover.keep(&["quality"], fields);
    Ok(Some(quality))
}

fn policies(fields: &mut Fields, leftover: &mut Leftover) -> Result<Policies, FormatError> {
    let mut policies = Policies::new();
    let Some(cell) = fields.take("policies") else { return Ok(policies) };
    for (component, cell) in cell.fields("policies")?.drain() {
        let (name, fields) = cell.named_fields(component)?;
        let mut policy = Policy { name: name.unwrap_or_default(), ..Policy::default() };
        if let Some(mut fields) = fields {
            policy.params = params(&mut fields)?;
            leftover.keep(&["policies", component], fields);
        }
        policies.insert(component.to_owned(), policy);
    }
    Ok(policies)
}

fn params(fields: &mut Fields) -> Result<std::collections::BTreeMap<String, String>, FormatError> {
    let Some(cell) = fields.take("params") else { return Ok(Default::default()) };
    let param = |(name, cell): (&str, Cell)| match cell.scalar() {
        Some(value) => Ok((name.to_owned(), value)),
        None => Err(cell.error(say!("parameter-not-plain", name = shown(name)), say!("write-as-text"))),
    };
    cell.fields("params")?.drain().into_iter().map(param).collect()
}

/// Makes records for what was only mentioned.
fn add_ghosts(builder: &mut Builder, names: &Names) -> Result<(), FormatError> {
    let crowded = [("nodes", names.nodes.len(), MOST_NODES), ("layers", names.layers.len(), MOST_LAYERS)];
    if let Some((what, n, most)) = crowded.into_iter().find(|(_, n, most)| n > most) {
        let what = say!("file-mentions-more", n = n, what = what, most = most);
        return Err(FormatError { line: 1, column: 1, what, mend: say!("split-the-experiment").into() });
    }
    for name in &names.layers.ghosts {
        let number = builder.draft().layers().len() + 1;
        let kind = if names.is_upper(number) { LayerKind::Unicast } else { LayerKind::EthDix };
        builder.layer(Layer { ghost: true, ..Layer::of(name.as_str(), kind) });
    }
    for name in &names.nodes.ghosts {
        builder.node(Node { name: name.clone(), ghost: true, ..Node::default() });
    }
    Ok(())
}

impl Names {
    fn mark_upper(&mut self, layer: LayerId) {
        let number = layer.0 as usize;
        if self.stands_on_others.len() <= number {
            self.stands_on_others.resize(number + 1, false);
        }
        self.stands_on_others[number] = true;
    }

    fn is_upper(&self, number: usize) -> bool {
        self.stands_on_others.get(number).copied().unwrap_or(false)
    }
}
