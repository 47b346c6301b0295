//! Settings: what `conga serve` is told, and what follows from it.

use leptos::config::LeptosOptions;
use std::{
    env, io,
    net::SocketAddr,
    path::{Path, PathBuf},
};

/// Serve the web application.
#[derive(Clone, Debug, clap::Args)]
pub struct ServeArgs {
    /// Where to listen; port 0 takes a free one
    #[arg(long, default_value = "127.0.0.1:3000", value_name = "ADDR")]
    pub listen: SocketAddr,
    /// The folder for experiments, runs and sessions [default: conga in the user's data folder]
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Another name under which browsers reach this server; may be given several times
    #[arg(long = "host", value_name = "NAME")]
    pub hosts: Vec<String>,
    /// Listen on an address that other machines can reach
    #[arg(long)]
    pub allow_remote: bool,
}

/// Why the server cannot start: what, where and how to mend it.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// Others could reach it, and nobody said that they may.
    #[error(
        "{0} can be reached from other machines, and whoever signs in there runs commands here; listen on 127.0.0.1, or \
         add --allow-remote if that is what you want"
    )]
    Remote(SocketAddr),
    /// There is no place for data.
    #[error("no data folder: neither XDG_DATA_HOME nor HOME is set; name one with --data DIR")]
    NoDataFolder,
    /// The page was not built.
    #[error("there is no built page in {}; run `cargo xtask serve`, or name its folder in LEPTOS_SITE_ROOT", .0.display())]
    NoSite(PathBuf),
    /// A folder cannot be read.
    #[error("cannot read {}: {source}; check the rights of the folder", .path.display())]
    Unreadable {
        /// The folder.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
}

impl ServeArgs {
    /// Refuses an address others can reach, unless that was asked for.
    pub fn check_address(&self) -> Result<(), SettingsError> {
        match self.listen.ip().is_loopback() || self.allow_remote {
            true => Ok(()),
            false => Err(SettingsError::Remote(self.listen)),
        }
    }

    /// The data folder: as told, or the user's.
    pub fn data_folder(&self) -> Result<PathBuf, SettingsError> {
        data_folder(self.data.as_deref())
    }
}

/// The data folder: `told`, or `conga` in the user's data folder as the XDG base directories name it.
pub fn data_folder(told: Option<&Path>) -> Result<PathBuf, SettingsError> {
    let named = |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    told.map(Path::to_owned)
        .or_else(|| Some(named("XDG_DATA_HOME")?.join("conga")))
        .or_else(|| Some(named("HOME")?.join(".local/share/conga")))
        .ok_or(SettingsError::NoDataFolder)
}

/// The built page.
#[derive(Clone, Debug)]
pub struct Site {
    /// Its folder.
    pub folder: PathBuf,
    /// Addresses of the files at its top, as `/favicon.ico`: static, so everybody may have them.
    pub top_files: Vec<String>,
}

impl Site {
    /// Looks for the page: in `LEPTOS_SITE_ROOT`, in `target/site` here, beside the program.
    pub fn find() -> Result<Self, SettingsError> {
        let told = env::var_os("LEPTOS_SITE_ROOT").map(PathBuf::from);
        let here = PathBuf::from("target/site");
        let beside = env::current_exe().ok().and_then(|exe| Some(exe.parent()?.parent()?.join("site")));
        let places = [told.clone(), Some(here.clone()), beside];
        let folder = places.into_iter().flatten().find(|folder| folder.is_dir());
        Self::read(folder.ok_or_else(|| SettingsError::NoSite(told.unwrap_or(here)))?)
    }

    /// The page in `folder`.
    pub fn read(folder: PathBuf) -> Result<Self, SettingsError> {
        let unreadable = |source| SettingsError::Unreadable { path: folder.clone(), source };
        let mut top_files = Vec::new();
        for entry in folder.read_dir().map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            if entry.path().is_file()
                && let Some(name) = entry.file_name().to_str()
            {
                top_files.push(format!("/{name}"));
            }
        }
        Ok(Self { folder, top_files })
    }

    /// How pages are rendered. The files' names are those `cargo xtask build` and cargo-leptos give them.
    pub fn page_options(&self, address: SocketAddr) -> LeptosOptions {
        LeptosOptions::builder()
            .output_name("conga")
            .site_root(self.folder.to_string_lossy().into_owned())
            .site_pkg_dir("pkg")
            .site_addr(address)
            .build()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listening(listen: &str, allow_remote: bool) -> ServeArgs {
        ServeArgs { listen: listen.parse().expect("an address"), data: None, hosts: Vec::new(), allow_remote }
    }

    #[test]
    fn others_are_let_in_only_when_told() {
        assert!(listening("127.0.0.1:3000", false).check_address().is_ok());
        assert!(listening("[::1]:3000", false).check_address().is_ok());
        assert!(listening("0.0.0.0:3000", true).check_address().is_ok());
        let refused = listening("0.0.0.0:3000", false).check_address().expect_err("reachable from outside");
        assert!(refused.to_string().contains("--allow-remote"));
    }

    #[test]
    fn a_missing_page_names_the_command_that_builds_it() {
        let missing = SettingsError::NoSite("target/site".into());
        assert!(missing.to_string().contains("cargo xtask serve"));
    }
}
