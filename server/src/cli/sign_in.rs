//! `conga sign-in`: another one-use link into a server that runs.

use super::{Usage, output};
use crate::{serve, settings::data_folder, store};
use std::path::PathBuf;
use std::process::ExitCode;

/// The longest name of a person, characters.
const MAX_NAME: usize = 63;

/// Print a fresh one-use link into the server that runs on this data folder.
#[derive(clap::Args)]
pub struct SignInArgs {
    /// The server's data folder [default: conga in the user's data folder]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Whom it is for; testbeds.toml says which testbeds a person may use. Without a name it is the administrator's
    #[arg(long = "as", value_name = "NAME")]
    name: Option<String>,
}

/// Exit status 0 if the link can be opened.
pub fn sign_in(args: &SignInArgs) -> Result<ExitCode, Usage> {
    if let Some(name) = args.name.as_ref().filter(|name| !is_name(name)) {
        return Err(Usage(format!("`{name}` is no name: letters, digits, `.`, `-` and `_`, at most {MAX_NAME}")));
    }
    let folder = data_folder(args.data.as_deref())?;
    let address = serve::address_of(&folder)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let key = runtime.block_on(store::visitors_key(&folder, args.name.as_deref()))?;
    output::print(&format!("http://{address}/sign-in?key={key}\n"))?;
    Ok(ExitCode::SUCCESS)
}

fn is_name(name: &str) -> bool {
    let fine = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    !name.is_empty() && name.len() <= MAX_NAME && name.chars().all(fine)
}

#[cfg(test)]
mod tests {
    use super::is_name;

    #[test]
    fn a_name_is_plain() {
        assert!(is_name("ada") && is_name("a.b-c_9"));
        assert!(["", "a b", "a\n", "ü", &"x".repeat(64)].iter().all(|name| !is_name(name)));
    }
}
