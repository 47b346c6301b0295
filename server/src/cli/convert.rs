//! `conga convert`: an experiment from one format to another, or a picture of its map.

use super::{Usage, input, output, picture};
use formats::Format;
use pictures::Form;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Write an experiment in another format.
#[derive(clap::Args)]
pub struct ConvertArgs {
    /// The experiment, in any format known; - is standard input
    #[arg(value_name = "IN")]
    from: PathBuf,
    /// Where to write it; - is standard output
    #[arg(value_name = "OUT")]
    out: PathBuf,
    /// The format to write; else what the name of OUT ends like
    #[arg(long, value_name = "KEY")]
    to: Option<String>,
}

/// Exit status 1 if the format cannot hold the experiment.
pub fn convert(args: &ConvertArgs) -> Result<ExitCode, Usage> {
    if let Some(form) = picture_form(args) {
        return picture::map(&args.from, &args.out, form);
    }
    let format = format(args)?;
    let draft = input::open(&args.from)?.draft;
    let text = match format.write(&draft) {
        Ok(Some(text)) => text,
        Ok(None) => return Err(Usage(format!("{} is only read, not written; {}", format.title(), known()))),
        Err(error) => {
            output::complain(&error.to_string());
            return Ok(ExitCode::FAILURE);
        }
    };
    output::keep(&args.out, text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// A picture is asked for: of the map, as `conga picture` draws it.
fn picture_form(args: &ConvertArgs) -> Option<Form> {
    let name = args.out.file_name().unwrap_or_default().to_string_lossy();
    match &args.to {
        Some(key) => Form::ALL.into_iter().find(|form| form.ending() == key),
        None if name.contains('.') => Form::by_ending(&name),
        None => None,
    }
}

fn format(args: &ConvertArgs) -> Result<&'static dyn Format, Usage> {
    let name = args.out.file_name().unwrap_or_default().to_string_lossy();
    match &args.to {
        Some(key) => formats::by_key(key).ok_or_else(|| Usage(format!("there is no format `{key}`; {}", known()))),
        None if is_standard(&args.out) => Err(Usage(format!("say the format with --to; {}", known()))),
        None => formats::by_ending(&name)
            .ok_or_else(|| Usage(format!("no format's files end like `{name}`; name it with --to; {}", known()))),
    }
}

fn known() -> String {
    let keys = formats::all().map(|format| format!("{} ({})", format.key(), format.endings().join(", ")));
    format!("there are: {}; and svg, png, pdf and html for pictures", keys.join(", "))
}

fn is_standard(path: &Path) -> bool {
    path.as_os_str() == "-"
}
