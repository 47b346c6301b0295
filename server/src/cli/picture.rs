//! `conga picture`: an experiment as SVG, PNG, PDF, or one HTML file to look around in.

use super::{Usage, input, output, plan};
use crate::prepare::{Wanted as Prepare, prepare};
use model::{Draft, LayerId, NodeId};
use pictures::{Form, Of, PictureError, Subject, Wanted};
use planner::Plan;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Draw an experiment: SVG, PNG, PDF, or one HTML file to look around in.
#[derive(clap::Args)]
pub struct PictureArgs {
    /// The experiment, in any format known; - is standard input
    #[arg(value_name = "FILE")]
    from: PathBuf,
    /// Where to write it: a name that ends like svg, png, pdf or html; - is standard output
    #[arg(value_name = "OUT")]
    out: PathBuf,
    /// Which picture: map, links, layer:NAME, stack, stack:NODE,NODE or plan
    #[arg(long, value_name = "WHAT", default_value = "map")]
    of: String,
    /// On a dark ground
    #[arg(long)]
    dark: bool,
    /// So wide; from small ones, names are left out as on the canvas
    #[arg(long, value_name = "PIXELS", value_parser = clap::value_parser!(u32).range(16..=16_384))]
    width: Option<u32>,
    /// Only these nodes, by name
    #[arg(long, value_name = "NODE,NODE", value_delimiter = ',')]
    only: Vec<String>,
    /// Light these layers up, by name
    #[arg(long, value_name = "LAYER,LAYER", value_delimiter = ',')]
    lit: Vec<String>,
    /// The form; else what the name of OUT ends like
    #[arg(long = "as", value_name = "svg|png|pdf|html")]
    form: Option<String>,
}

/// Exit status 1 if it cannot be drawn.
pub fn picture(args: &PictureArgs) -> Result<ExitCode, Usage> {
    let form = form(args)?;
    let of: Of = args.of.parse()?;
    let draft = input::open(&args.from)?.draft;
    let wanted = Wanted {
        of,
        dark: args.dark,
        width: args.width,
        only: found("node", &args.only, |name| draft.node_named(name))?.into_iter().collect::<BTreeSet<NodeId>>(),
        lit: found("layer", &args.lit, |name| draft.layer_named(name))?.into_iter().collect::<BTreeSet<LayerId>>(),
    };
    let plan = match wanted.of {
        // Its errors are why there is none.
        Of::Plan => match plan::planned(draft.clone(), &Prepare::default())? {
            Some(prepared) => Some(prepared.plan),
            None => return Ok(ExitCode::FAILURE),
        },
        // Without a plan a layer's graph is still a graph.
        Of::Layer(_) => prepare(draft.clone(), &Prepare::default()).ok().map(|prepared| prepared.plan),
        _ => None,
    };
    write((&draft, plan.as_ref()), &wanted, form, &args.out)
}

/// The map, as large as life.
pub fn map(from: &Path, out: &Path, form: Form) -> Result<ExitCode, Usage> {
    let draft = input::open(from)?.draft;
    write((&draft, None), &Wanted::default(), form, out)
}

fn write((draft, plan): (&Draft, Option<&Plan>), wanted: &Wanted, form: Form, out: &Path) -> Result<ExitCode, Usage> {
    match pictures::picture(Subject { draft, plan }, wanted, form) {
        Ok(bytes) => output::keep(out, &bytes).map(|()| ExitCode::SUCCESS),
        Err(error @ PictureError::Unknown { .. }) => Err(error.into()),
        Err(error) => {
            output::complain(&error.to_string());
            Ok(ExitCode::FAILURE)
        }
    }
}

fn form(args: &PictureArgs) -> Result<Form, Usage> {
    let name = args.out.file_name().unwrap_or_default().to_string_lossy();
    let said = args.form.as_deref().unwrap_or(&name);
    Form::by_ending(said).ok_or_else(|| {
        Usage(format!(
            "`{said}` is no picture; let OUT end like .svg, .png, .pdf or .html, or say one of them with --as"
        ))
    })
}

fn found<I>(what: &str, names: &[String], find: impl Fn(&str) -> Option<I>) -> Result<Vec<I>, Usage> {
    let one = |name: &String| find(name).ok_or_else(|| Usage(format!("there is no {what} `{name}` in this file")));
    names.iter().map(one).collect()
}
