//! The engine: at its socket on this host, or by TCP on another.

use crate::DockerSettings;
use bollard::API_DEFAULT_VERSION;
use messages::say;
use rustix::{fs::Access, process::geteuid};
use testbed::TestbedError;

/// How long the engine may take for an answer, seconds.
const PATIENCE_S: u64 = 60;

/// The engine, in the version of the API that it speaks.
///
/// Errors: nobody answers, or with another certificate than the administrator's authority signed.
pub async fn reach(settings: &DockerSettings) -> Result<bollard::Docker, TestbedError> {
    let socket = settings.socket.to_string_lossy();
    let (place, key) = match &settings.host {
        Some(host) => (host.as_str(), "host"),
        None => (&*socket, "socket"),
    };
    let unreached = |error: bollard::errors::Error| {
        TestbedError::Failed(format!(
            "no Docker engine answers at {place}: {error}; start it, or let the administrator name another {key}"
        ))
    };
    let engine = match (&settings.host, &settings.certificates) {
        (Some(host), Some(folder)) => bollard::Docker::connect_with_ssl(
            host,
            &folder.join("key.pem"),
            &folder.join("cert.pem"),
            &folder.join("ca.pem"),
            PATIENCE_S,
            API_DEFAULT_VERSION,
        ),
        (Some(host), None) => bollard::Docker::connect_with_http(host, PATIENCE_S, API_DEFAULT_VERSION),
        (None, _) => bollard::Docker::connect_with_unix(&socket, PATIENCE_S, API_DEFAULT_VERSION),
    };
    engine.map_err(unreached)?.negotiate_version().await.map_err(unreached)
}

/// Why the engine cannot be used now; none if it seems that it can.
pub fn missing(settings: &DockerSettings) -> Option<String> {
    if settings.host.is_some() {
        return without_certificates(settings);
    }
    let socket = settings.socket.display();
    if settings.socket.exists() && rustix::fs::access(&settings.socket, Access::READ_OK | Access::WRITE_OK).is_err() {
        return Some(say!("lacks-docker-rights", socket = socket));
    }
    if !geteuid().is_root() {
        return Some(say!("lacks-docker-root").into());
    }
    if crate::program("ip").is_none() {
        return Some(say!("lacks-docker-ip").into());
    }
    (!settings.socket.exists()).then(|| say!("lacks-docker-socket", socket = socket))
}

/// A certificate that cannot be read.
fn without_certificates(settings: &DockerSettings) -> Option<String> {
    let folder = settings.certificates.as_ref()?;
    ["ca.pem", "cert.pem", "key.pem"].iter().find_map(|name| {
        let file = folder.join(name);
        let error = std::fs::File::open(&file).err()?;
        Some(say!("lacks-certificate", file = file.display(), why = error))
    })
}
