//! `conga inspect`: what a file holds, and how well it was understood.

use super::{Usage, input, output};
use formats::{Imported, Remark};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::ExitCode;

/// Say what a file holds and how well it was understood.
#[derive(clap::Args)]
pub struct InspectArgs {
    /// The file, in any format known; - is standard input
    file: PathBuf,
    /// As JSON
    #[arg(long)]
    json: bool,
}

/// How many of each there are.
struct Counts {
    nodes: usize,
    links: usize,
    layers: usize,
    ipcps: usize,
}

/// Exit status 0 if the file can be read at all.
pub fn inspect(args: &InspectArgs) -> Result<ExitCode, Usage> {
    let imported = input::open_quietly(&args.file)?;
    let counts = counts(&imported);
    let text = if args.json { format!("{}\n", as_json(&imported, &counts)) } else { as_text(&imported, &counts) };
    output::print(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn counts(imported: &Imported) -> Counts {
    let draft = &imported.draft;
    let links = draft.layers().filter(|(_, layer)| layer.kind.is_hardware()).count();
    Counts {
        nodes: draft.nodes().len(),
        links,
        layers: draft.layers().len() - links,
        ipcps: draft.nodes().map(|(_, node)| node.members.len()).sum(),
    }
}

fn as_json(imported: &Imported, counts: &Counts) -> Value {
    let remarks = |remarks: &[Remark]| -> Vec<Value> {
        remarks.iter().map(|remark| json!({"line": remark.line, "what": remark.what})).collect()
    };
    let report = &imported.report;
    json!({
        "format": report.format,
        "nodes": counts.nodes, "links": counts.links, "layers": counts.layers, "ipcps": counts.ipcps,
        "mapped": report.mapped,
        "approximated": remarks(&report.approximated),
        "ignored": remarks(&report.ignored),
    })
}

fn as_text(imported: &Imported, counts: &Counts) -> String {
    let Counts { nodes, links, layers, ipcps } = counts;
    let report = &imported.report;
    let head = format!(
        "{}: {nodes} nodes, {links} links, {layers} layers, {ipcps} IPCPs; {} things taken over\n",
        report.format, report.mapped
    );
    let of = |verb: &'static str, remarks: &[Remark]| -> String {
        let line = |remark: &Remark| format!("line {}: {verb}: {}\n", remark.line, output::harmless(&remark.what));
        remarks.iter().map(line).collect()
    };
    head + &of("taken over, not exactly", &report.approximated) + &of("left out", &report.ignored)
}
