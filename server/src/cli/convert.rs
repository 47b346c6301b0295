//! `conga convert`: an experiment from one format to another.

use super::{Usage, input, output};
use formats::Format;
use std::fs;
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
    if is_standard(&args.out) {
        output::print(&text)?;
    } else {
        write(&args.out, &text)?;
    }
    Ok(ExitCode::SUCCESS)
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
    format!("there are: {}", keys.join(", "))
}

fn is_standard(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Writes beside it first, so that what was there stays whole until the new file is.
fn write(path: &Path, text: &str) -> Result<(), Usage> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}.new", std::process::id()));
    let beside = PathBuf::from(beside);
    let result = fs::write(&beside, text).and_then(|()| fs::rename(&beside, path));
    result.map_err(|error| {
        // What is half written is of no use; if it cannot be removed either, the first error says why.
        let _ = fs::remove_file(&beside);
        Usage(format!("cannot write {}: {error}; choose another place", path.display()))
    })
}
