//! `conga plan`: what would be done, for people, for shells and for programs.

use super::check::lines;
use super::{Usage, input, output};
use crate::prepare::{Prepared, Unprepared, Wanted, prepare};
use model::Draft;
use planner::{LayerPlan, Plan};
use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Say what would be done to run an experiment.
#[derive(clap::Args)]
pub struct PlanArgs {
    /// The experiment, in any format known; - is standard input
    file: PathBuf,
    /// As JSON
    #[arg(long, group = "form")]
    json: bool,
    /// As a script for a shell
    #[arg(long, group = "form")]
    script: bool,
    /// As a transcript, one `node >> command` a line
    #[arg(long, group = "form")]
    transcript: bool,
    /// In another dialect than the experiment says
    #[arg(long, value_name = "today|seed|rumba")]
    dialect: Option<String>,
}

/// Exit status 0 without errors, 1 with.
pub fn plan(args: &PlanArgs) -> Result<ExitCode, Usage> {
    let draft = input::open(&args.file)?.draft;
    let wanted = Wanted { dialect: args.dialect.clone(), testbed: None };
    let Some(Prepared { draft, plan, .. }) = planned(draft, &wanted)? else { return Ok(ExitCode::FAILURE) };
    let text = match (args.json, args.script, args.transcript) {
        (true, ..) => serde_json::to_string(&planner::listing(&plan))? + "\n",
        (_, true, _) => planner::script(&plan),
        (.., true) => planner::transcript(&plan),
        _ => readable(&draft, &plan),
    };
    output::print(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// The plan; none if the experiment has errors, which are then on standard error.
pub fn planned(draft: Draft, wanted: &Wanted) -> Result<Option<Prepared>, Usage> {
    let as_read = draft.clone();
    match prepare(draft, wanted) {
        Ok(prepared) => Ok(Some(prepared)),
        Err(Unprepared::Findings(findings)) => {
            lines(&findings, &as_read).lines().for_each(output::complain);
            Ok(None)
        }
        Err(Unprepared::Prototype(refused)) => {
            refused.iter().for_each(|line| output::complain(line));
            Ok(None)
        }
        Err(Unprepared::Unknown(why)) => Err(Usage(why)),
    }
}

fn readable(draft: &Draft, plan: &Plan) -> String {
    let n_commands: usize = plan.steps.iter().map(|step| step.make.len()).sum();
    let mut text = format!(
        "{}: {} nodes, {} layers; {} steps, {n_commands} commands\n",
        output::harmless(&draft.settings().title),
        draft.nodes().len(),
        plan.layers().len(),
        plan.steps.len(),
    );
    plan.layers().iter().for_each(|layer| describe(&mut text, layer));
    text.push_str("\nSteps\n");
    for step in &plan.steps {
        let after: Vec<String> = step.after.iter().map(|id| id.0.to_string()).collect();
        let after = if after.is_empty() { String::new() } else { format!("  (after {})", after.join(" ")) };
        put(&mut text, format_args!("{:>5}  {}{after}\n", step.id.0, step.what()));
    }
    text
}

fn describe(text: &mut String, layer: &LayerPlan) {
    put(text, format_args!("\nLayer {} ({})\n", layer.name, layer.kind));
    match &layer.bootstrapper {
        Some(ipcp) => put(text, format_args!("  starts with {ipcp}\n")),
        None => put(text, format_args!("  every member starts by itself\n")),
    }
    for edge in &layer.graph {
        put(text, format_args!("  {} -- {} over {}\n", edge.a, edge.b, edge.via));
    }
    for one in &layer.enrollments {
        put(text, format_args!("  {} enrolls through {} over {}: {}\n", one.enrollee, one.enroller, one.via, one.why));
    }
    for flow in &layer.flows {
        put(text, format_args!("  flow {} -> {}: {}\n", flow.src, flow.dst, flow.why));
    }
}

fn put(text: &mut String, what: std::fmt::Arguments<'_>) {
    text.write_fmt(what).expect("a string takes every text");
}
