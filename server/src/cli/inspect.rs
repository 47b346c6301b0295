//! `conga inspect`: what a file holds, and how well it was understood.

use super::{Usage, input, output};
use formats::{Imported, Remark};
use serde::Serialize;
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

/// What a file holds, as programs read it.
#[derive(Serialize)]
struct Inspected<'i> {
    format: &'static str,
    nodes: usize,
    links: usize,
    layers: usize,
    ipcps: usize,
    mapped: usize,
    approximated: Vec<Line<'i>>,
    ignored: Vec<Line<'i>>,
}

/// A remark on a line of the file.
#[derive(Serialize)]
struct Line<'i> {
    line: usize,
    what: &'i str,
}

/// Exit status 0 if the file can be read at all.
pub fn inspect(args: &InspectArgs) -> Result<ExitCode, Usage> {
    let imported = input::open_quietly(&args.file)?;
    let inspected = Inspected::of(&imported);
    let text = if args.json { serde_json::to_string(&inspected)? + "\n" } else { inspected.as_text() };
    output::print(&text)?;
    Ok(ExitCode::SUCCESS)
}

impl<'i> Inspected<'i> {
    fn of(imported: &'i Imported) -> Self {
        let Imported { draft, report } = imported;
        let links = draft.layers().filter(|(_, layer)| layer.kind.is_hardware()).count();
        let lines = |remarks: &'i [Remark]| -> Vec<Line<'i>> {
            remarks.iter().map(|remark| Line { line: remark.line, what: &remark.what }).collect()
        };
        Self {
            format: report.format,
            nodes: draft.nodes().len(),
            links,
            layers: draft.layers().len() - links,
            ipcps: draft.nodes().map(|(_, node)| node.members.len()).sum(),
            mapped: report.mapped,
            approximated: lines(&report.approximated),
            ignored: lines(&report.ignored),
        }
    }

    fn as_text(&self) -> String {
        let Self { format, nodes, links, layers, ipcps, mapped, .. } = self;
        let head = format!(
            "{format}: nodes {nodes}, links {links}, layers {layers}, IPCPs {ipcps}; {mapped} things taken over\n"
        );
        let of = |verb: &str, lines: &[Line<'_>]| -> String {
            lines
                .iter()
                .map(|Line { line, what }| format!("line {line}: {verb}: {}\n", output::harmless(what)))
                .collect()
        };
        head + &of("taken over, not exactly", &self.approximated) + &of("left out", &self.ignored)
    }
}
