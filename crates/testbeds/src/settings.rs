//! What the administrator allows: which testbeds there are, and their hosts, sockets and images. Nobody else sets them.

use crate::InstallSettings;
use serde::Deserialize;
use std::{collections::BTreeMap, fs, io, net::IpAddr, path::PathBuf};

/// The settings, as `testbeds.toml` holds them. A testbed without a table is not offered.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// All nodes on this host.
    pub local: Option<LocalSettings>,
    /// Namespaces of this host.
    pub namespaces: Option<NamespacesSettings>,
    /// A Docker engine.
    pub docker: Option<DockerSettings>,
    /// Machines reached by SSH.
    pub ssh: Option<SshSettings>,
}

/// The local testbed.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LocalSettings {
    /// Where runs have their folders; the host's folder for temporary files if none is named.
    pub folder: Option<PathBuf>,
    /// What is installed where the prototype is missing.
    pub install: Option<InstallSettings>,
    /// Who may use it, by the names in their sign-in links; everybody if none is named.
    pub people: Option<Vec<String>>,
}

/// The namespaces testbed.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamespacesSettings {
    /// What is installed where the prototype is missing.
    pub install: Option<InstallSettings>,
    /// Who may use it, by the names in their sign-in links; everybody if none is named.
    pub people: Option<Vec<String>>,
}

/// A Docker engine, on this host or another.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DockerSettings {
    /// The engine's socket, if it is on this host.
    pub socket: PathBuf,
    /// Where the engine is if not on this host, as `tcp://10.0.0.5:2376`: then it is not looked for at its socket.
    pub host: Option<String>,
    /// A folder with `ca.pem`, `cert.pem` and `key.pem`, by which the engine at `host` and this server know each other.
    pub certificates: Option<PathBuf>,
    /// The engine at `host` is talked to in clear: whoever is on the way is as powerful as root on its machine.
    pub unprotected: bool,
    /// The image of every node; the prototype is installed in it.
    pub image: String,
    /// How that image is made where the engine has none.
    pub build: Option<BuildSettings>,
    /// Nodes may mount FUSE file systems: gives them SYS_ADMIN and /dev/fuse.
    pub fuse: bool,
    /// Nodes are privileged containers: as powerful as root on the engine's machine.
    pub privileged: bool,
    /// Memory a node may use, MiB.
    pub memory_mb: u32,
    /// Processes and threads a node may have: an IPCP is a dozen.
    pub processes: u32,
    /// Who may use it, by the names in their sign-in links; everybody if none is named.
    pub people: Option<Vec<String>>,
}

/// How an image is made: from another, with what the prototype needs.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BuildSettings {
    /// The image to begin with; the engine has it.
    pub base: String,
    /// A folder of this host, copied to the same place there.
    pub folder: Option<PathBuf>,
    /// Lines for the shell there, one after the other.
    #[serde(default)]
    pub commands: Vec<String>,
    /// What is installed there before those lines.
    pub install: Option<InstallSettings>,
    /// Where nodes look for programs, if not where the base image does.
    pub path: Option<String>,
}

impl Default for DockerSettings {
    fn default() -> Self {
        let socket = PathBuf::from("/var/run/docker.sock");
        Self {
            socket,
            host: None,
            certificates: None,
            unprotected: false,
            image: "ouroboros".into(),
            build: None,
            fuse: false,
            privileged: false,
            memory_mb: 512,
            processes: 4096,
            people: None,
        }
    }
}

/// Machines reached by SSH.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SshSettings {
    /// The hosts' public keys, in OpenSSH's format. A host that is not in it, or has another key, is not talked to.
    pub known_hosts: PathBuf,
    /// The private key to sign in with; OpenSSH's own choice if none is named.
    pub key: Option<PathBuf>,
    /// A host to go through, as `user@gate:22`.
    pub jump: Option<String>,
    /// Where this host keeps its connections; the host's folder for temporary files if none is named. A short path: sockets are in it.
    pub sockets: Option<PathBuf>,
    /// How long a host may take to be reached, seconds; one that is silent for twice as long is gone.
    pub patience_s: u16,
    /// The hosts. A node takes the one of its name, else the next that is free.
    pub hosts: Vec<Host>,
    /// What is installed where the prototype is missing.
    pub install: Option<InstallSettings>,
    /// Who may use it, by the names in their sign-in links; everybody if none is named.
    pub people: Option<Vec<String>>,
}

impl Default for SshSettings {
    fn default() -> Self {
        let known_hosts = PathBuf::from("/etc/conga/known_hosts");
        Self {
            known_hosts,
            key: None,
            jump: None,
            sockets: None,
            patience_s: 10,
            hosts: Vec::new(),
            install: None,
            people: None,
        }
    }
}

/// A machine reached by SSH.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Host {
    /// Its name here.
    pub name: String,
    /// Its address.
    pub address: String,
    /// The port of its SSH server, if not 22.
    pub port: Option<u16>,
    /// Whom to sign in as.
    pub user: Option<String>,
    /// The network interfaces there, or their hardware addresses, by the name the experiment has for them.
    #[serde(default)]
    pub interfaces: BTreeMap<String, String>,
}

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file cannot be read.
    #[error("cannot read {}: {source}; check its rights", .path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// The file says what nobody understands.
    #[error("{}: {why}", .path.display())]
    Wrong {
        /// The file.
        path: PathBuf,
        /// What is wrong, and where.
        why: String,
    },
}

impl Settings {
    /// What is offered where nobody set anything: what this host has by itself.
    pub fn of_this_host() -> Self {
        Self {
            local: Some(LocalSettings::default()),
            namespaces: Some(NamespacesSettings::default()),
            ..Self::default()
        }
    }

    /// Reads `testbeds.toml`; without one, what this host has by itself.
    ///
    /// Errors: the file cannot be read, or says what nobody understands.
    pub fn read(path: PathBuf) -> Result<Self, SettingsError> {
        match fs::read_to_string(&path) {
            Ok(text) => Self::parse(&text).map_err(|why| SettingsError::Wrong { path, why }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::of_this_host()),
            Err(source) => Err(SettingsError::Unreadable { path, source }),
        }
    }

    /// Reads the text of `testbeds.toml`.
    ///
    /// Errors: what is wrong, and where.
    pub fn parse(text: &str) -> Result<Self, String> {
        let settings: Self = toml_edit::de::from_str(text).map_err(|error| error.to_string())?;
        for host in settings.ssh.iter().flat_map(|ssh| &ssh.hosts) {
            host.check()?;
        }
        if let Some(jump) = settings.ssh.as_ref().and_then(|ssh| ssh.jump.as_ref()) {
            plain(jump)?;
        }
        settings.docker.as_ref().map_or(Ok(()), DockerSettings::check)?;
        settings.installs().try_for_each(InstallSettings::check)?;
        Ok(settings)
    }

    /// Every recipe.
    fn installs(&self) -> impl Iterator<Item = &InstallSettings> {
        let build = self.docker.as_ref().and_then(|docker| docker.build.as_ref());
        [
            self.local.as_ref().and_then(|local| local.install.as_ref()),
            self.namespaces.as_ref().and_then(|namespaces| namespaces.install.as_ref()),
            build.and_then(|build| build.install.as_ref()),
            self.ssh.as_ref().and_then(|ssh| ssh.install.as_ref()),
        ]
        .into_iter()
        .flatten()
    }
}

impl DockerSettings {
    fn check(&self) -> Result<(), String> {
        let Some(host) = &self.host else {
            return match self.certificates.is_some() || self.unprotected {
                true => Err("`certificates` and `unprotected` under `[docker]` are for an engine at a `host`".into()),
                false => Ok(()),
            };
        };
        let wrong = || format!("`{host}` is no place of a Docker engine: write `tcp://ADDRESS:PORT`");
        let (address, port) = host.strip_prefix("tcp://").and_then(|rest| rest.rsplit_once(':')).ok_or_else(wrong)?;
        plain(address).and_then(|()| port.parse::<u16>().map_err(|_| wrong()))?;
        let address = address.trim_matches(['[', ']']);
        let is_here = address == "localhost" || address.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
        match self.certificates.is_some() || self.unprotected || is_here {
            true => Ok(()),
            false => Err(format!(
                "`{host}` would be talked to in clear, and whoever is on the way be as powerful as root there: name \
                 `certificates`, a folder with ca.pem, cert.pem and key.pem, or write `unprotected = true`"
            )),
        }
    }
}

impl Host {
    fn check(&self) -> Result<(), String> {
        [Some(&self.name), Some(&self.address), self.user.as_ref()]
            .into_iter()
            .flatten()
            .try_for_each(|name| plain(name))
    }
}

/// A name that no program takes for an option or a line for a shell.
fn plain(name: &str) -> Result<(), String> {
    let fine = |c: char| c.is_ascii_alphanumeric() || ".-_:@[]".contains(c);
    match !name.is_empty() && !name.starts_with('-') && name.chars().all(fine) {
        true => Ok(()),
        false => Err(format!("`{name}` is no name of a host or a user: letters, digits and `.-_:@[]`, no dash first")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_key_is_found_where_it_stands() {
        let why = Settings::parse("[docker]\nimmage = \"o7\"\n").expect_err("misspelt");
        assert!(why.contains("line 2") && why.contains("immage"), "{why}");
    }

    #[test]
    fn an_engine_elsewhere_is_not_talked_to_in_clear_unless_that_is_said() {
        let parsed = |text: &str| Settings::parse(&format!("[docker]\n{text}")).map(drop);
        for fine in [
            "host = \"tcp://127.0.0.1:2375\"",
            "host = \"tcp://[::1]:2375\"",
            "host = \"tcp://10.0.0.5:2376\"\ncertificates = \"/etc/conga/docker\"",
            "host = \"tcp://engine:2375\"\nunprotected = true",
        ] {
            assert_eq!(parsed(fine), Ok(()), "{fine}");
        }
        let why = parsed("host = \"tcp://10.0.0.5:2375\"").expect_err("in clear");
        assert!(why.contains("name `certificates`") && why.contains("`unprotected = true`"), "{why}");
        for wrong in
            ["http://a:1", "tcp://a", "tcp://a:b", "tcp://a:65536", "tcp://-x:1", "unix:///var/run/docker.sock"]
        {
            assert!(parsed(&format!("host = \"{wrong}\"\nunprotected = true")).is_err(), "{wrong}");
        }
        assert!(parsed("unprotected = true").is_err(), "of what?");
    }

    #[test]
    fn a_host_cannot_be_an_option() {
        for bad in ["-oProxyCommand=id", "a b", "$(id)", "a;id", ""] {
            let text = format!("[ssh]\nknown_hosts = \"k\"\n[[ssh.hosts]]\nname = \"a\"\naddress = \"{bad}\"\n");
            assert!(Settings::parse(&text).is_err(), "{bad}");
        }
    }

    #[test]
    fn without_a_file_this_host_is_offered() {
        let settings = Settings::read("/no/such/testbeds.toml".into()).expect("no file is fine");
        assert_eq!(settings, Settings::of_this_host());
    }
}
