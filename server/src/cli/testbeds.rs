//! `conga testbeds`: where experiments can be run, and what each place lacks here.

use super::{Usage, output};
use crate::{settings::data_folder, testbed_list};
use ::testbeds::{Offer, Settings};
use api::Bed;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Say where experiments can be run, and what each place lacks here.
#[derive(clap::Args)]
pub struct TestbedsArgs {
    /// The folder whose testbeds.toml counts [default: conga in the user's data folder]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// As JSON
    #[arg(long)]
    json: bool,
}

/// Exit status 0: that something cannot be used is no error.
pub fn testbeds(args: &TestbedsArgs) -> Result<ExitCode, Usage> {
    let beds = testbed_list::of(&offers(args.data.as_deref())?, None);
    let text = if args.json { serde_json::to_string(&beds)? + "\n" } else { beds.iter().map(line).collect::<String>() };
    output::print(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// What the administrator allows in `testbeds.toml` of the data folder.
///
/// Errors: the file cannot be read, or says what nobody understands.
pub fn offers(data: Option<&Path>) -> Result<Vec<Offer>, Usage> {
    let settings = match data_folder(data) {
        Ok(folder) => Settings::read(folder.join("testbeds.toml"))?,
        // Without a home there is no file, and this host is offered.
        Err(_) => Settings::of_this_host(),
    };
    Ok(::testbeds::all(&settings))
}

fn line(bed: &Bed) -> String {
    let Bed { kind, title, note, set, missing } = bed;
    let set = if set.is_empty() { String::new() } else { format!("{set}. ") };
    let state = missing.as_ref().map_or_else(|| "ready".to_owned(), |missing| format!("lacks: {missing}"));
    output::harmless(&format!("{kind:<11} {title}: {state}. {set}{note}")).into_owned() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_what_is_lacking_and_what_was_set() {
        let bed = Bed {
            kind: "ssh".into(),
            title: "Hosts".into(),
            note: "Mind.".into(),
            set: "Hosts a, b".into(),
            missing: Some("no key".into()),
        };
        assert_eq!(line(&bed), "ssh         Hosts: lacks: no key. Hosts a, b. Mind.\n");
        assert!(line(&Bed { missing: None, set: String::new(), ..bed }).contains("Hosts: ready. Mind."));
    }
}
